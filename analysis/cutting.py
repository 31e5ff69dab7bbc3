"""The words of many sentences at once, the same as `analysis.french.words` gives one by one.

Sentences are joined and cut coarsely in one go; the rules of French run once per distinct coarse form,
and their result is spread over its places by arithmetic on whole columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd
from tqdm import tqdm

from analysis import french

BLOCK = 5000  # sentences that are cut together: bounds the memory beside the tables
BORDER = "<"  # neither a word nor white space, nor part of an address: no rule looks across it

# The gap is skipped at once: at a space, each rule for a word would be tried in vain.
_GAP_AND_WORD = re.compile(rf"([\s,;]*+){french.COARSE.pattern}", re.VERBOSE)

Numbers = npt.NDArray[np.int64]


class Dictionary:
    """The distinct strings that were met, each with its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, strings: list[str]) -> Numbers:
        """Give the number of each string; new ones get the next."""
        codes, distinct = pd.factorize(np.array(strings, dtype=object))
        known = [self.number(form) for form in distinct]
        return np.array(known, np.int64)[codes] if known else np.array([], np.int64)

    def number(self, string: str) -> int:
        """Give the number of one string."""
        return self.numbers.setdefault(string, len(self.numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)


def words(texts: Mapping[str, str], sentences: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Cut sentences into words.

    Parameters
    ----------
    texts : mapping of str to str
        Document id to text.
    sentences : DataFrame
        document, start, end, in order.

    Returns
    -------
    DataFrame
        One row a word, in order: ``row`` (the number of its sentence's row), start, end, and ``form``,
        a number in the list.
    list of str
        The distinct forms.

    Examples
    --------
    >>> sentences = pd.DataFrame({"document": "a", "start": [0, 8], "end": [7, 20]})
    >>> table, forms = words({"a": "Moscou. L'ONU agit."}, sentences)
    >>> [(row.start, row.end, forms[row.form]) for row in table.itertuples()]
    [(0, 6, 'Moscou'), (8, 10, "L'"), (10, 13, 'ONU'), (14, 18, 'agit')]
    """
    coarse, fine = Dictionary(), Dictionary()
    cuts = _Cuts(coarse, fine)
    parts = [
        _block(texts, sentences.iloc[first : first + BLOCK], first, coarse, cuts)
        for first in tqdm(range(0, len(sentences), BLOCK), "words", delay=3, disable=None)
    ]
    columns = {
        name: np.concatenate([part[name] for part in parts]) if parts else np.array([], np.int64)
        for name in ("row", "start", "end", "form")
    }
    return pd.DataFrame(columns), list(fine)


def _block(
    texts: Mapping[str, str], sentences: pd.DataFrame, first: int, coarse: Dictionary, cuts: _Cuts
) -> dict[str, Numbers]:
    spans = list(zip(sentences["document"], sentences["start"], sentences["end"], strict=True))
    stretches = [texts[document][start:end] for document, start, end in spans]
    pieces = _GAP_AND_WORD.split(BORDER.join(stretches))  # what lies between, a gap, a word, and so on
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    places = (np.cumsum(lengths) - lengths)[2::3]
    borders = np.cumsum([0, *(len(stretch) + 1 for stretch in stretches)])
    row = np.searchsorted(borders, places, "right") - 1
    starts = places - borders[row] + sentences["start"].to_numpy()[row]
    return cuts.spread(coarse.of(pieces[2::3]), starts, row + first)


class _Cuts:
    """The words that each coarse form holds, asked of `french.cuts` once."""

    def __init__(self, coarse: Dictionary, fine: Dictionary) -> None:
        self._coarse, self._fine = coarse, fine
        self._counts: list[int] = []
        self._begins: list[int] = []
        self._lengths: list[int] = []
        self._numbers: list[int] = []

    def spread(self, numbers: Numbers, starts: Numbers, row: Numbers) -> dict[str, Numbers]:
        """Give the words of each coarse form at each of its places."""
        self._grow()
        counts = np.array(self._counts, np.int64)
        firsts = np.cumsum(counts) - counts
        times = counts[numbers]
        behind = np.cumsum(times)
        within = np.arange(behind[-1] if len(behind) else 0) - np.repeat(behind - times, times)
        part = np.repeat(firsts[numbers], times) + within
        start = np.repeat(starts, times) + np.array(self._begins, np.int64)[part]
        return {
            "row": np.repeat(row, times),
            "start": start,
            "end": start + np.array(self._lengths, np.int64)[part],
            "form": np.array(self._numbers, np.int64)[part],
        }

    def _grow(self) -> None:
        for form in list(islice(self._coarse, len(self._counts), None)):
            begin = 0
            lengths = french.cuts(form)
            for length in lengths:
                self._begins.append(begin)
                self._lengths.append(length)
                self._numbers.append(self._fine.number(form[begin : begin + length]))
                begin += length
            self._counts.append(len(lengths))
