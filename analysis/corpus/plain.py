"""Cut texts by the readable rules alone; `analysis.corpus.large` cuts them the same, with compiled loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analysis import french
from analysis.corpus.segments import cut_columns
from analysis.corpus.words import Numbers

segments = cut_columns
Parts = tuple[list[Numbers], list[Numbers], list[Numbers], list[Numbers]]


class Cut(NamedTuple):
    """Words, in parts: of each its start, end, the number of its sentence, the number of its form."""

    counts: dict[str, int]  # words of each document
    columns: Parts
    forms: list[str]


def sentences(text: str, starts: Numbers, stops: Numbers) -> Numbers:
    """Cut stretches of a text into sentences, as `analysis.french.sentences` does.

    Returns
    -------
    array
        One row a sentence, two columns: start, end.
    """
    found = [
        (begin + start, begin + end)
        for begin, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        for start, end in french.sentences(text[begin:stop])
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def words(texts: Mapping[str, str], spans: Mapping[str, Numbers]) -> Cut:
    """Cut the sentences of each document (start, end) into words, as `analysis.french.words` does."""
    numbers: dict[str, int] = {}
    counts = {}
    found: list[tuple[int, int, int, int]] = []
    for document, rows in spans.items():
        before = len(found)
        for row, (begin, stop) in enumerate(rows.tolist()):
            sentence = texts[document][begin:stop]
            found += [
                (begin + start, begin + end, row, numbers.setdefault(sentence[start:end], len(numbers)))
                for start, end in french.words(sentence)
            ]
        counts[document] = len(found) - before
    starts, ends, of, forms = np.array(found, np.int32).reshape(-1, 4).T
    return Cut(counts, ([starts], [ends], [of], [forms]), list(numbers))
