"""Segments, sentences and words of large corpora: the same tables as the readable rules give, sooner.

Compiled loops (`analysis.loops`) decide what is plain, by far most; the rules of `cleaning`, `sentences`
and `french` are asked where the loops are not sure, and once per distinct form.
"""

from __future__ import annotations

import importlib.util
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from tqdm import tqdm

from analysis import cleaning, french
from analysis import sentences as rules

LARGE = 1_000_000  # characters from which on the loops are worth their start
BLOCK = 300_000  # characters that are cut into words together: bounds the memory beside the tables
Array = npt.NDArray[Any]


def is_large(texts: Iterable[str]) -> bool:
    """Tell whether the compiled loops are worth while, and at hand: numba is an extra."""
    return sum(map(len, texts)) >= LARGE and importlib.util.find_spec("numba") is not None


def cut_book(text: str) -> tuple[list[int], list[int], list[str], list[str]]:
    """Cut a book into segments as `analysis.cleaning.cut_columns` does."""
    from analysis.loops import characters, sentence_ends

    codes, marks = characters.codes(text), characters.marks()
    if not characters.knows(codes):
        return cleaning.cut_columns(text)
    start, end, is_open, breaks = sentence_ends.lines(codes, marks.flags)
    length = end - start
    runs = np.cumsum(breaks > 1)
    widths = np.zeros(runs[-1] + 1 if len(runs) else 0, np.int64)
    np.maximum.at(widths, runs, length)
    follows = np.append(False, runs[1:] == runs[:-1])
    # A line that goes on in the next: as in `cleaning`, where it is told by pairs of lines.
    is_long_open = is_open & (length >= cleaning.NARROWEST) & (length <= cleaning.LONGEST_HEADING)
    after_open = follows & np.append(False, is_long_open[:-1])
    small = marks.flags[codes[start]] & characters.LOWER != 0
    was_wide = np.append(False, length[:-1] > widths[runs][:-1] - cleaning.LONGEST_WORD)
    broken = np.zeros(len(widths), bool)
    broken[runs[after_open & small]] = True
    broken &= widths <= cleaning.WIDEST
    joined = after_open & broken[runs] & (small | was_wide)
    first = np.flatnonzero(~joined)
    last = np.append(first[1:], len(joined))[: len(first)] - 1
    is_heading = is_open[last] & (end[last] - start[first] <= cleaning.LONGEST_HEADING)
    starts = np.append(0, start[first][1:])[: len(first)]
    return (
        starts.tolist(),
        np.append(starts[1:], len(text))[: len(first)].tolist(),
        ["intertitle" if heading else "body" for heading in is_heading.tolist()],
        ["short-line" if heading else "otherwise" for heading in is_heading.tolist()],
    )


def cut_sentences(text: str, starts: Array, stops: Array) -> Array:
    """Cut stretches of a text into sentences, as `analysis.sentences.sentences` does one by one.

    Returns
    -------
    array
        One row a sentence, two columns: start, end.
    """
    from analysis.loops import characters, sentence_ends

    codes, marks = characters.codes(text), characters.marks()
    if not characters.knows(codes):
        return one_by_one(text, starts, stops)
    places, kinds, owners, doubtful = sentence_ends.ends(codes, starts, stops, marks)
    sure = kinds == sentence_ends.END
    unsure = zip(*(column[~sure].tolist() for column in (places, kinds, owners)), strict=True)
    asked: list[int] = []
    for row, some in groupby(unsure, key=itemgetter(2)):
        begin = int(starts[row])
        paragraph = text[begin : stops[row]]
        quotes = rules.straight_quotes(paragraph)
        for place, kind, _ in some:
            if kind == sentence_ends.ASK_LOST:
                end = rules.lost_stop(paragraph, place - begin)
            else:
                end = rules.stop_at(paragraph, place - begin, quotes)
            if end:
                asked.append(begin + end)
    ends = np.unique(np.concatenate([places[sure], np.array(asked, np.int64)]))
    table = sentence_ends.spans(codes, starts, stops, ends, marks.flags)
    if not doubtful.any():
        return table[:, :2]
    again = one_by_one(text, starts[doubtful], stops[doubtful])
    table = np.concatenate([table[~doubtful[table[:, 2]], :2], again])
    return table[np.argsort(table[:, 0])]


def one_by_one(text: str, starts: Array, stops: Array) -> Array:
    """Cut stretches of a text into sentences by the readable rules alone; gives what `cut_sentences` does."""
    found = [
        (begin + start, begin + end)
        for begin, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        for start, end in rules.sentences(text[begin:stop])
    ]
    return np.array(found, np.int64).reshape(-1, 2)


class Words:
    """Cuts sentences into words, and keeps the distinct ones.

    Attributes
    ----------
    forms : list of str
        The distinct words, in the order in which they were met.
    """

    def __init__(self) -> None:
        from analysis.loops.coarse_words import Dictionary

        self.forms: list[str] = []
        self._form_numbers: dict[str, int] = {}
        self._known = 0  # coarse words in the dictionary
        self._dictionary = Dictionary(
            np.zeros(1, np.uint64), np.empty(1, np.int32), np.zeros(1, np.int64), np.empty(0, np.uint32)
        )
        # What each coarse word holds: the first of its parts, and each part's length and form.
        self._firsts, self._lengths, self._parts = array("i", [0]), array("i"), array("i")

    def cut(
        self, text: str, starts: Array, stops: Array, row: int
    ) -> Iterator[tuple[Array, Array, Array, Array]]:
        """Give start, end, row of the sentence (from ``row`` on) and number of the form, by blocks."""
        first = 0
        while first < len(starts):
            last = max(int(np.searchsorted(stops, starts[first] + BLOCK, "right")), first + 1)
            yield self._block(text, starts[first:last], stops[first:last], row + first)
            first = last

    def _block(self, text: str, starts: Array, stops: Array, row: int) -> tuple[Array, Array, Array, Array]:
        from analysis.loops import characters, coarse_words

        shift = int(starts[0])
        text = text[shift : stops[-1]]
        codes, starts, stops = characters.codes(text), starts - shift, stops - shift
        self._make_room(len(codes))
        if characters.knows(codes):
            begins, ends, rows, asks = coarse_words.words(codes, starts, stops, characters.marks())
        else:
            begins = ends = rows = np.empty(0, np.int32)
            asks = np.column_stack([np.arange(len(starts)), starts, stops, np.zeros_like(starts)])
        if len(asks):
            found = np.array(list(_ask(text, asks, starts, stops)), np.int32).reshape(-1, 4)
            rows, begins, ends = (
                np.insert(column, found[:, 3], asked)
                for column, asked in zip((rows, begins, ends), found.T, strict=False)
            )
        numbers, self._known = coarse_words.number(codes, begins, ends, self._dictionary, self._known)
        self._learn()
        firsts, lengths, forms = (
            np.frombuffer(column, np.int32) for column in (self._firsts, self._lengths, self._parts)
        )
        return coarse_words.spread(begins, rows, numbers, firsts, lengths, forms, shift, row)

    def _make_room(self, length: int) -> None:
        """Make room for all words that so many characters can hold."""
        from analysis.loops.coarse_words import Dictionary, move

        keys, slots, offsets, pool = old = self._dictionary
        words = self._known + length // 2 + 2
        letters = int(offsets[self._known]) + length
        if words >= len(offsets):
            offsets = np.resize(offsets, 2 * words)
        if letters > len(pool):
            pool = np.resize(pool, 2 * letters)
        if 2 * words > len(slots):
            size = 1 << (2 * words).bit_length()
            keys, slots = np.zeros(size, np.uint64), np.empty(size, np.int32)
            move(old, Dictionary(keys, slots, offsets, pool))
        self._dictionary = Dictionary(keys, slots, offsets, pool)

    def _learn(self) -> None:
        """Ask the rules of French what the new coarse words hold."""
        first = len(self._firsts) - 1
        offsets = self._dictionary.offsets[first : self._known + 1].tolist()
        letters = (
            self._dictionary.pool[offsets[0] : offsets[-1]].tobytes().decode("utf-32-le", "surrogatepass")
        )
        for start, end in pairwise(offsets):
            coarse = letters[start - offsets[0] : end - offsets[0]]
            begin = 0
            for length in (len(coarse),) if coarse.isalpha() else french.cuts(coarse):
                form = coarse[begin : begin + length]
                number = self._form_numbers.setdefault(form, len(self.forms))
                if number == len(self.forms):
                    self.forms.append(form)
                self._lengths.append(length)
                self._parts.append(number)
                begin += length
            self._firsts.append(len(self._parts))


def words(texts: Mapping[str, str], sentences: pd.DataFrame) -> tuple[Array, Array, Array, Array, list[str]]:
    """Cut sentences into words: start, end, row of the sentence, number of the form; and the forms."""
    found = Words()
    columns: list[list[Array]] = [[], [], [], []]
    first = 0
    for document, part in tqdm(sentences.groupby("document", sort=False), "words", delay=3, disable=None):
        for block in found.cut(texts[document], part["start"].to_numpy(), part["end"].to_numpy(), first):
            for column, values in zip(columns, block, strict=True):
                column.append(values)
        first += len(part)
    start, end, row, form = map(_joined, columns)
    return start, end, row, form, found.forms


def _joined(parts: list[Array]) -> Array:
    """Join arrays, and let go of them: so that a column is held twice only while it is joined."""
    whole = np.concatenate([np.empty(0, np.int32), *parts])
    parts.clear()
    return whole


def _ask(text: str, asks: Array, starts: Array, stops: Array) -> Iterator[tuple[int, int, int, int]]:
    """Cut what the loops leave: row, start, end of each word, how many words of the loops stand before."""
    for row, first, last, before in asks.tolist():
        begin = int(starts[row])
        for found in french.COARSE.finditer(text[begin : stops[row]], first - begin):
            if begin + found.start() >= last:
                break
            yield row, begin + found.start(), begin + found.end(), before
