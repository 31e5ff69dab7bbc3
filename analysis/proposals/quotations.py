"""Find quotations in their documents: exactly, or but for a kind of apostrophe, quotation mark or space."""

from __future__ import annotations

import re

import pandas as pd
from rapidfuzz import fuzz

from analysis.corpus import Corpus
from analysis.evidence import in_one_sentence, in_text_order, locate
from analysis.french import quotations, words

_SAME = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"', "‑": "-"}
)


def find_quotes(
    corpus: Corpus, table: pd.DataFrame, wheres: dict[int, str]
) -> tuple[pd.DataFrame, list[str]]:
    """Find each row's quotation in its document; ``wheres`` says how messages name each row.

    The table has document, quote and, where a quotation stands more than once, occurrence (``1``, ``2``, …).
    The rows that were found are in order of the text, with document, start, end, sentence, passage and
    reference first, and ``quote`` as the document has it. Each of the others is a problem.
    """
    problems, spans = [], []
    for row in table.assign(occurrence=table.get("occurrence", "")).itertuples():
        where, problem = wheres[row.Index], ""
        if row.document not in corpus.documents.index:
            known = ", ".join(corpus.documents.index)
            problem = f"document '{row.document}' is not in the catalogue; it has {known}"
        elif row.quote and corpus.text(row.document):  # an unreadable text is a problem of the catalogue
            start, problem = _find_quote(corpus, row.document, row.quote, row.occurrence)
            spans += [] if problem else [(row.Index, start, start + len(row.quote))]
        problems += [f"{where}: {problem}"] * bool(problem)
    places = pd.DataFrame(spans, columns=["row", "start", "end"]).set_index("row")
    rows = table.join(places, how="inner")
    inside = in_one_sentence(corpus, rows)
    for row in rows[~inside].itertuples():
        problem = _not_coded(corpus, row.document, [row.start])
        problem = problem or "the quotation lies in no one sentence of counted text; shorten it to one"
        problems.append(f"{wheres[row.Index]}: {problem}")
    located = in_text_order(corpus, locate(corpus, rows[inside]))
    located["quote"] = [corpus.text(row.document)[row.start : row.end] for row in located.itertuples()]
    first = ["document", "start", "end", "sentence", "passage", "reference"]
    return located[[*first, *table.columns.drop("document")]], problems


def _not_coded(corpus: Corpus, document: str, starts: list[int]) -> str:
    """Say that a quotation stands nowhere but in headlines and the like; '' where it does not."""
    aside = corpus.segments[(corpus.segments["document"] == document) & ~corpus.segments["counted"]]
    kinds = [part.kind for at in starts for part in aside.itertuples() if part.start <= at < part.end]
    if len(kinds) < len(starts):
        return ""
    article = "an" if kinds[0][0] in "aeiou" else "a"
    return f"the quotation stands in {article} {kinds[0]}, which is not coded; delete the row"


def _find_quote(corpus: Corpus, document: str, quote: str, which: str) -> tuple[int, str]:
    """Find a quotation; ``which`` of several counts from 1. Signs of one kind count as the same."""
    text = corpus.text(document)
    for given, among in ((quote, text), (quote.translate(_SAME), text.translate(_SAME))):
        starts = [match.start() for match in re.finditer(re.escape(given), among)]
        if which and 0 < len(starts) < int(which):
            return -1, f"occurrence is {which}, but the quotation '{quote}' stands {len(starts)} times"
        if len(starts) == 1 or (starts and which):
            return starts[int(which or 1) - 1], ""
        if starts:
            if problem := _not_coded(corpus, document, starts):
                return -1, problem
            contexts = [f"'…{text[at - 25 : at + len(quote) + 25]}…'" for at in starts]
            problem = (
                f"the quotation '{quote}' stands {len(starts)} times in the document; lengthen it until it "
                "stands once, or write which one into a column occurrence: "
                + "; ".join(f"{number}: {words}" for number, words in enumerate(contexts, start=1))
            )
            return -1, problem.replace("\n", " ")
    near = fuzz.partial_ratio_alignment(quote, text)
    nearest = whole_words(text, near.dest_start, near.dest_end) if near else ""
    return -1, f"the quotation '{quote}' is not in the document; the nearest words there are '{nearest}'"


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
        text = corpus.text(row.document)
        places = [row.start + at for at, _ in words(text[row.start : row.end])]
        inside = [any(start <= place < end for start, end in quotations(text)) for place in places]
        parts.append("none" if not any(inside[:1]) else "whole" if all(inside) else "beginning")
    return pd.Series(parts, index=rows.index, dtype=object)
