"""Words of English, with offsets into the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from analysis.english.lists import LISTS
from analysis.writing.signs import APOSTROPHES
from analysis.writing.words import coarse, spans, whole

COARSE = coarse(LISTS)
ELIDED = ""
_CLITIC = re.compile(rf"(?:n[{APOSTROPHES}]t|[{APOSTROPHES}](?:[smd]|re|ve|ll))$", re.IGNORECASE)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each word of a sentence or phrase, in order.

    A clitic keeps its apostrophe (``Russia`` ``'s``, ``do`` ``n't``); compounds, numbers, addresses and
    acronyms with points are one word. A full stop that belongs to an abbreviation (``Mr. Smith``) belongs to
    the word.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "Russia’s cyber-attacks don't stop, Mr. Smith told the U.S. at 5 o'clock."
    >>> [text[start:end] for start, end in words(text)][:9]
    ['Russia', '’s', 'cyber-attacks', 'do', "n't", 'stop', 'Mr.', 'Smith', 'told']
    """
    return spans(text, COARSE, cuts)


@cache
def cuts(form: str) -> tuple[int, ...]:
    """Give the lengths of the words in one coarse form; a last apostrophe is left out.

    Examples
    --------
    >>> cuts("Russia’s"), cuts("don't"), cuts("o'clock"), cuts("states’"), cuts("O'Neill's")
    ((6, 2), (2, 3), (7,), (6,), (7, 2))
    """
    if lengths := whole(form, cuts):
        return lengths
    rest = form[:-1] if form[-1] in APOSTROPHES else form
    bounds = [len(rest)]
    while (clitic := _CLITIC.search(rest)) and clitic.start():
        bounds.insert(0, clitic.start())
        rest = rest[: clitic.start()]
    return tuple(right - left for left, right in pairwise([0, *bounds]))
