"""Sentences of English, with offsets into the raw text."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.english.lists import LISTS
from analysis.writing.sentences import Sentences

SENTENCES = Sentences(LISTS, ("However", "Therefore", "Nevertheless", "Furthermore", "Moreover"))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each sentence of a text, in order, by the rules of `analysis.french.sentences`.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "Mr. Biden met U.S. envoys at 5 p.m. The talks, e.g. on cyber, failed. “Why?” he asked."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Biden met U.S. envoys at 5 p.m.', 'The talks, e.g. on cyber, failed.', '“Why?” he asked.']
    """
    return SENTENCES.cut(text)
