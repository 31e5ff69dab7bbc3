"""Find quotations in their documents: exactly, or but for signs that are written in several ways."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from unicodedata import category, combining, normalize

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from analysis.corpus import Corpus
from analysis.corpus.copies import COPY
from analysis.corpus.corpus import ONCE
from analysis.corpus.words import Numbers
from analysis.evidence import in_one_sentence, in_text_order, locate
from analysis.french import quotations, words
from analysis.writing.signs import MARK

_SAME = {  # signs that are written in several ways
    **dict.fromkeys("’ʼ‘‛`´′", "'"),
    **dict.fromkeys("«»“”„‟‹›″", '"'),
    **{"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "…": "..."},
}
MOST_SHOWN = 9  # places of a quotation that a message shows


class _Signs(dict[int, str]):
    """What is compared of each character: no blanks, no hyphens, nothing unseen, accents apart."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letters = _SAME.get(char) or normalize("NFKD", char)
        kept = "" if category(char) in ("Cf", "Pd") or char == "\u2212" else letters
        self[code] = "".join(kept.split())
        return self[code]


_SIGNS = _Signs()


def find_quotes(
    corpus: Corpus, table: pd.DataFrame, wheres: dict[int, str]
) -> tuple[pd.DataFrame, list[str]]:
    """Find each row's quotation in its document; ``wheres`` says how messages name each row.

    The table has document, quote and, where a quotation stands more than once, occurrence (``1``, ``2``, …).
    The rows that were found are in order of the text, with document, start, end, sentence, passage and
    reference first, and ``quote`` as the document has it. Each of the others is a problem.
    """
    problems, spans = [], []
    find = cache(partial(_find_quote, corpus))  # rows may share a quotation
    for row in table.assign(occurrence=table.get("occurrence", "")).itertuples():
        where, problem = wheres[row.Index], ""
        if row.document not in corpus.documents.index:
            known = ", ".join(corpus.documents.index)
            problem = f"document '{row.document}' is not in the catalogue; it has {known}"
        elif row.quote and corpus.text(row.document):  # an unreadable text is a problem of the catalogue
            start, end, problem = find(row.document, row.quote, row.occurrence)
            spans += [] if problem else [(row.Index, start, end)]
        problems += [f"{where}: {problem}"] * bool(problem)
    places = pd.DataFrame(spans, columns=["row", "start", "end"]).set_index("row")
    rows = table.join(places, how="inner")
    inside = in_one_sentence(corpus, rows)
    aside = cache(partial(_not_coded, corpus))
    for row in rows[~inside].itertuples():
        if corpus.copies == ONCE and COPY in _kinds_at(corpus, row.document, (row.start,)):
            continue  # it is coded where it stands first
        problem = aside(row.document, (row.start,))
        problem = problem or "the quotation lies in no one sentence of counted text; shorten it to one"
        problems.append(f"{wheres[row.Index]}: {problem}")
    located = in_text_order(corpus, locate(corpus, rows[inside]))
    located["quote"] = [corpus.text(row.document)[row.start : row.end] for row in located.itertuples()]
    first = ["document", "start", "end", "sentence", "passage", "reference"]
    return located[[*first, *table.columns.drop("document")]], problems


def _not_coded(corpus: Corpus, document: str, starts: tuple[int, ...]) -> str:
    """Say that a quotation stands nowhere but in headlines and the like; '' where it does not."""
    kinds = _kinds_at(corpus, document, starts)
    if len(kinds) < len(starts):
        return ""
    article = "an" if kinds[0][0] in "aeiou" else "a"
    return f"the quotation stands in {article} {kinds[0]}, which is not coded; delete the row"


def _kinds_at(corpus: Corpus, document: str, starts: tuple[int, ...]) -> list[str]:
    """Give the kinds of the segments at some places, where they are set aside."""
    aside = corpus.segments[(corpus.segments["document"] == document) & ~corpus.segments["counted"]]
    return [part.kind for at in starts for part in aside.itertuples() if part.start <= at < part.end]


def _find_quote(corpus: Corpus, document: str, quote: str, which: str) -> tuple[int, int, str]:
    """Find a quotation; ``which`` of several counts from 1. Signs of one kind count as the same."""
    text = corpus.text(document)
    spans = places_of(corpus, document, quote)
    if which and 0 < len(spans) < int(which):
        problem = f"occurrence is {which}, but the quotation '{quote}' stands {len(spans)} times"
    elif len(spans) == 1 or (spans and which):
        return *spans[int(which or 1) - 1], ""
    elif spans:
        contexts = [f"'…{text[max(0, start - 25) : end + 25]}…'" for start, end in spans[:MOST_SHOWN]]
        problem = _not_coded(corpus, document, tuple(start for start, _ in spans)) or (
            f"the quotation '{quote}' stands {len(spans)} times in the document; lengthen it until it "
            "stands once, or write which one into a column occurrence: "
            + "; ".join(f"{number}: {words}" for number, words in enumerate(contexts, start=1))
            + " …" * (len(spans) > MOST_SHOWN)
        ).replace("\n", " ")
    else:
        near = fuzz.partial_ratio_alignment(quote, text)
        nearest = whole_words(text, near.dest_start, near.dest_end) if near else ""
        problem = f"the quotation '{quote}' is not in the document; the nearest words there are '{nearest}'"
    return -1, -1, problem


def places_of(corpus: Corpus, document: str, quote: str) -> list[tuple[int, int]]:
    """Give each place of a quotation in a document; where it stands nowhere, but for signs."""
    spans = [match.span() for match in re.finditer(re.escape(quote), corpus.text(document))]
    return spans or _but_for_signs(corpus.reading(document), quote)


def _but_for_signs(text: str, quote: str) -> list[tuple[int, int]]:
    """Find a quotation as it stands in a text but for blanks, line ends, hyphens, ligatures and the like."""
    wanted = quote.translate(_SIGNS)
    pieces, places = _signs_of(text)
    found = re.finditer(f"{re.escape(wanted)}(?!{MARK})", pieces) if wanted else ()
    return [(int(places[match.start()]), int(places[match.end() - 1]) + 1) for match in found]


@lru_cache(maxsize=64)
def _signs_of(text: str) -> tuple[str, Numbers]:
    """Give what is compared of a text, and the place in it of each character of that."""
    pieces = [_SIGNS[ord(char)] for char in text]
    return "".join(pieces), np.repeat(np.arange(len(text)), [len(piece) for piece in pieces])


def sign_notes(corpus: Corpus, table: pd.DataFrame) -> list[str]:
    r"""Say how quotations differ from their documents by a sign; the first column names a row.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Non,\nselon l’État."})
    >>> table = pd.DataFrame({"proposal": ["p1"], "document": "a", "quote": "Non, selon"})
    >>> sign_notes(corpus, table)  # doctest: +ELLIPSIS
    ["note: p1: the document writes 'Non,[line end]selon', the quotation 'Non, selon'; ..."]
    """
    notes = []
    for name, document, quote in zip(table.iloc[:, 0], table["document"], table["quote"], strict=True):
        text = corpus.text(document) if document in corpus.documents.index else ""
        for start, end in [] if quote in text else _but_for_signs(text, quote)[:1]:
            notes.append(
                f"note: {name}: the document writes {_differing(text[start:end], quote)}; a line end, "
                "a hyphen, an apostrophe, a quotation mark or a space differs in the quotation"
            )
    return notes


def _differing(text: str, quote: str) -> str:
    """Show the first place where two wordings differ, as the text has it and as the quotation."""
    pairs = enumerate(zip(text, quote, strict=False))
    place = next((n for n, (one, other) in pairs if one != other), min(len(text), len(quote)))
    shown = (_shown(words[max(0, place - 10) : place + 12]) for words in (text, quote))
    return "'{}', the quotation '{}'".format(*shown)


def _shown(words: str) -> str:
    """Write signs that are not seen, or look like others, by their names."""
    names = {"\n": "[line end]"}
    return "".join(
        names.get(char, char)
        if char in names or (char.isprintable() and char not in "\u2010\u2011" and not combining(char))
        else f"[U+{ord(char):04X}]"
        for char in words.replace("\r\n", "\n").replace("\r", "\n")
    )


def whole_words(text: str, start: int, end: int) -> str:
    """Give the whole words that a span touches: 'grand pacte' for the 'and pa' of 'un grand pacte'."""
    words = [word for word in re.finditer(r"\S+", text) if word.start() < end and word.end() > start]
    return text[words[0].start() : words[-1].end()] if words else ""


def quoted_part(corpus: Corpus, rows: pd.DataFrame) -> pd.Series:
    """Tell how much of each span stands in quotation marks, and so in the words of somebody quoted.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame with document, start, end

    Returns
    -------
    Series of str, aligned with the rows
        ``whole``, ``beginning`` (the span goes on after the marks), or ``none`` (it begins outside them).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "« Oui », dit-il."})
    >>> rows = pd.DataFrame({"document": "a", "start": [2, 2, 9], "end": [5, 15, 15]})
    >>> quoted_part(corpus, rows).tolist()
    ['whole', 'beginning', 'none']
    """
    parts = []
    for row in rows.itertuples():
        text = corpus.reading(row.document)
        places = [row.start + at for at, _ in words(text[row.start : row.end])]
        inside = [any(start <= place < end for start, end in quotations(text)) for place in places]
        parts.append("none" if not any(inside[:1]) else "whole" if all(inside) else "beginning")
    return pd.Series(parts, index=rows.index, dtype=object)
