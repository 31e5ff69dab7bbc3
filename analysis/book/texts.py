"""A document as a page: its text in order, with what is named and proposed in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pandas as pd

from analysis import proposals
from analysis.book.cells import marked, translated
from analysis.book.chapter import UNNAMED, Chapter
from analysis.corpus.catalogue import readable_date
from analysis.evidence import sentence_ids

SHOWN = {"actors": "Actors", "proposals": "Proposals", "translations": "Translations"}


def text_pages(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Give the title of each document and, as HTML, its whole text in order.

    Each counted sentence has its address, our translation where there is one, and the codes of its
    proposals beside it; actors and proposals are marked. What was set aside is folded in its place.
    """
    corpus = chapter.corpus
    sentences = sentence_ids(corpus)
    glosses = proposals.read_translations(corpus).set_index("passage")["gloss"].to_dict()
    sentences["gloss"] = [glosses.get(passage, "") for passage in sentences["passage"]]
    rows = {"actor": chapter.mentions, "proposal": chapter.every}
    parts = {name: dict(tuple(some.groupby("document"))) for name, some in rows.items()}
    segments = dict(tuple(corpus.segments.groupby("document")))
    cut = dict(tuple(sentences.groupby("document")))
    for document, about in corpus.documents.iterrows():
        found = {name: some.get(document) for name, some in parts.items()}
        body = _segments(
            corpus.text(document), segments.get(document), cut.get(document), found, about["language"]
        )
        yield str(about["title"]), f"{_head(chapter, about)}{body}"


def _head(chapter: Chapter, about: pd.Series) -> str:
    publisher = about["publisher"].replace("unknown", UNNAMED)
    heard = chapter.name.get(about["speaker"], "nobody whom we know")
    origin = f"Printed by {publisher}, {readable_date(about['date'])}; heard most: {heard}."
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" checked> {label}</label> '
        for name, label in SHOWN.items()
    )
    title = f'<h1 lang="{about["language"]}">{escape(about["title"])}</h1>'
    return f'<section class="text">{title}<p>{escape(origin)}</p><form class="text-shown">{boxes}</form>'


def _segments(
    text: str,
    segments: pd.DataFrame | None,
    sentences: pd.DataFrame | None,
    found: dict[str, pd.DataFrame | None],
    language: str,
) -> str:
    written = []
    for part in () if segments is None else segments.itertuples():
        if not part.counted:
            words = " ".join(text[part.start : part.end].split())
            folded = (
                f'<summary>Set aside: {escape(part.kind)}</summary><p lang="{language}">{escape(words)}</p>'
            )
            written += [f'<details class="text-aside">{folded}</details>'] if words else []
        elif sentences is not None:
            inside = sentences[sentences["start"].between(part.start, part.end - 1)]
            written += [_sentence(row, found, language) for row in inside.itertuples()]
    return f"{''.join(written)}</section>"


def _sentence(row: pd.Series, found: dict[str, pd.DataFrame | None], language: str) -> str:
    inside = {
        name: some[(some["start"] >= row.start) & (some["end"] <= row.end)]
        for name, some in found.items()
        if some is not None
    }
    marks = [
        (one.start - row.start, one.end - row.start, name)
        for name, some in inside.items()
        for one in some.itertuples()
    ]
    codes = "".join(
        f"<li>{escape(one.who)} → {escape(one.towards)}: {escape(one.theme_name)}; {escape(one.act_name)}, "
        f"{escape(one.forum_name)}, {escape(one.certainty)}</li>"
        for one in inside.get("proposal", pd.DataFrame()).itertuples()
    )
    beside = f'<ul class="text-codes">{codes}</ul>' if codes else ""
    anchor = escape(row.passage)
    return (
        f'<div class="text-sentence" id="{anchor}"><p lang="{language}">{marked(row.text, marks)} '
        f'<a class="passage-id" href="passages.html#{anchor}" aria-label="the passage {anchor}">¶</a></p>'
        f"{translated(row.gloss) if row.gloss else ''}"
        f"{beside}</div>"
    )
