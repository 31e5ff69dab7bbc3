"""A document as a page: its text in order, with what is named and proposed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape
from itertools import groupby
from operator import attrgetter

import pandas as pd

from analysis import proposals
from analysis.book.cells import marked, translated
from analysis.book.chapter import UNNAMED, Chapter
from analysis.corpus.catalogue import readable_date
from analysis.evidence import locate, sentence_ids

SHOWN = {"actors": "Actors", "proposals": "Proposals", "translations": "Our translations"}


def text_pages(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Give the title of each document and, as HTML, its whole text in order.

    Each counted sentence has its address, our translation where there is one, and the codes of its
    proposals beside it; actors and proposals are marked. What was set aside is folded in its place.
    """
    corpus = chapter.corpus
    sentences = sentence_ids(corpus)
    glosses = proposals.read_translations(corpus).set_index("passage")["gloss"].to_dict()
    marks: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for kind, rows in {"actor": chapter.mentions, "proposal": chapter.every}.items():
        for row in locate(corpus, rows).itertuples():
            marks[row.passage].append((row.start, row.end, kind))
            codes[row.passage] += [_code(row)] if kind == "proposal" else []
    segments, cut = (
        {name: [*some.itertuples()] for name, some in rows.groupby("document")}
        for rows in (corpus.segments, sentences)
    )
    for document, about in corpus.documents.iterrows():
        text, lang = corpus.text(document), about["language"]
        written = [_head(chapter, about)]
        for counted, parts in groupby(segments.get(document, ()), key=attrgetter("counted")):
            some = [*parts]
            if not counted:
                written.append(_aside([(part.kind, text[part.start : part.end]) for part in some], lang))
                continue
            rows = cut.get(document, ())
            inside = [row for row in rows if some[0].start <= row.start < some[-1].end]
            written += [
                _sentence(row, glosses.get(row.passage, ""), marks[row.passage], codes[row.passage], lang)
                for row in inside
            ]
        yield str(about["title"]), f"{''.join(written)}</section>"


def _head(chapter: Chapter, about: pd.Series) -> str:
    publisher = about["publisher"].replace("unknown", UNNAMED)
    heard = chapter.name.get(about["speaker"], "nobody whom we know")
    origin = f"Printed by {publisher}, {readable_date(about['date'])}; heard most: {heard}."
    back = '<a href="documents.html">All documents</a>'
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" checked> {label}</label> '
        for name, label in SHOWN.items()
    )
    title = f'<h1 lang="{about["language"]}">{escape(about["title"])}</h1>'
    return (
        f'<section class="text">{title}<p>{escape(origin)} {back}</p><form class="text-shown">{boxes}</form>'
    )


def _aside(parts: list[tuple[str, str]], language: str) -> str:
    """Fold what was set aside in one place, and say what kinds of things it is."""
    known = [(kind, " ".join(text.split())) for kind, text in parts if text.strip()]
    shown = "".join(f'<p lang="{language}">{escape(words)}</p>' for _, words in known)
    kinds = ", ".join(dict.fromkeys(kind for kind, _ in known))
    folded = f"<summary>Set aside: {escape(kinds)}</summary>{shown}"
    return f'<details class="text-aside">{folded}</details>' if known else ""


def _code(row: pd.Series) -> str:
    return (
        f"<li>{escape(row.who)} → {escape(row.towards)}: {escape(row.theme_name)}; {escape(row.act_name)}, "
        f"{escape(row.forum_name)}, {escape(row.certainty)}</li>"
    )


def _sentence(
    row: pd.Series, gloss: str, marks: list[tuple[int, int, str]], codes: list[str], language: str
) -> str:
    inside = [(start - row.start, end - row.start, kind) for start, end, kind in marks]
    beside = f'<ul class="text-codes">{"".join(codes)}</ul>' if codes else ""
    anchor = escape(row.passage)
    return (
        f'<div class="text-sentence" id="{anchor}"><p lang="{language}">{marked(row.text, inside)} '
        f'<a class="passage-id" href="passages.html#{anchor}" aria-label="the passage {anchor}">¶</a></p>'
        f"{translated(gloss) if gloss else ''}"
        f"{beside}</div>"
    )
