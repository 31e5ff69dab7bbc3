"""Cut large corpora: the same three functions as `analysis.corpus.plain`, the same tables, sooner.

Compiled loops (`analysis.french.compiled`) decide what is clear, by far most; the rules of
`segments` and `french` are asked where the loops are not sure, and once per distinct form.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from tqdm import tqdm

from analysis import french
from analysis.corpus import plain
from analysis.corpus.lines import LONGEST_HEADING, Lines, on_one_line
from analysis.corpus.plain import Cut, Parts
from analysis.corpus.reading import ALL_SIGNS, GLUE, with_usual_signs, without_notes
from analysis.corpus.segments import Columns, is_book
from analysis.corpus.words import Flags, Numbers
from analysis.french.compiled import characters, coarse_words, sentence_ends
from analysis.french.sentences import lost_stop, stop_at
from analysis.french.words import COARSE

BLOCK = 300_000  # characters that are cut into words together: bounds the memory beside the tables


def reading(text: str) -> str:
    """Give a text as the rules read it, as `plain.reading` does."""
    codes = characters.codes(text)
    signs, glue = _read_signs()
    unusual = np.unique(codes[signs[codes]])
    digits = np.flatnonzero((codes > ord("0")) & (codes <= ord("9")))
    glued = digits[(digits > 0) & glue[codes[digits - 1]]]
    text = without_notes(with_usual_signs(text, map(chr, unusual.tolist())), glued.tolist())
    return on_one_line(text, _lines(text))


@cache
def _read_signs() -> tuple[Flags, Flags]:
    """Tell of each code point whether it is an unusual sign, and whether a note may stand behind it."""
    signs, glue = np.zeros(characters.ALL, bool), characters.marks().flags & characters.LETTER != 0
    signs[[*map(ord, ALL_SIGNS)]] = True
    glue[[*map(ord, GLUE)]] = True
    return signs, glue


def _lines(text: str) -> Lines:
    codes = characters.codes(text)
    numbers, told = sentence_ends.lines(codes, np.flatnonzero(codes == ord("\n")), characters.marks().flags)
    flags = dict(zip(Lines._fields[2:-1], told.T, strict=True))
    return Lines(start=numbers[0], end=numbers[1], word=numbers[2], **flags)


def segments(text: str, **options: Any) -> Columns:
    """Cut a reading into segments as `plain.segments` does; it is books that loops cut sooner."""
    if not is_book(text):
        return plain.segments(text, **options)
    lines = _lines(text)
    starts = np.append(0, lines.start[1:])[: len(lines.start)]
    stops = np.append(starts[1:], len(text))[: len(lines.start)]
    which = (lines.is_open & (lines.end - lines.start <= LONGEST_HEADING)).astype(int)
    kinds, names = np.array([["body", "intertitle"], ["otherwise", "short-line"]], object)[:, which]
    return starts, stops, kinds, names


def sentences(text: str, starts: Numbers, stops: Numbers) -> Numbers:
    """Cut stretches of a text into sentences, as `plain.sentences` does."""
    codes, marks = characters.codes(text), characters.marks()
    places, kinds, owners, doubtful = sentence_ends.ends(codes, starts, stops, marks)
    sure = kinds == sentence_ends.END
    unsure = zip(*(column[~sure].tolist() for column in (places, kinds, owners)), strict=True)
    asked: list[int] = []
    for row, some in groupby(unsure, key=itemgetter(2)):
        begin = int(starts[row])
        paragraph = text[begin : stops[row]]
        for place, kind, _ in some:
            ask = lost_stop if kind == sentence_ends.ASK_LOST else stop_at
            end = ask(paragraph, place - begin)
            if end:
                asked.append(begin + end)
    ends = np.sort(np.concatenate([places[sure], np.array(asked, np.int64)]), kind="stable")
    table = sentence_ends.spans(codes, starts, stops, ends, marks.flags)
    if not doubtful.any():
        return table[:, :2]
    again = plain.sentences(text, starts[doubtful], stops[doubtful])
    table = np.concatenate([table[~doubtful[table[:, 2]], :2], again])
    return table[np.argsort(table[:, 0])]


class _Words:
    """Cuts sentences into words, and keeps the distinct ones."""

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}  # and their numbers, in the order in which they were met
        self._known = 0  # coarse words in the dictionary
        self._dictionary = coarse_words.Dictionary(
            np.zeros((1, 2), np.uint64), np.zeros(1, np.int64), np.empty(0, np.uint32)
        )
        # What each coarse word holds, as `coarse_words.spread` reads it.
        self._found, self._parts = array("i"), array("i", [0])

    def cut(self, text: str, starts: Numbers, stops: Numbers) -> Iterator[Columns]:
        """Give start, end, number of the sentence and number of the form of each word, by blocks."""
        codes = characters.codes(text)
        last = 0
        while (first := last) < len(starts):
            last = max(int(np.searchsorted(stops, starts[first] + BLOCK, "right")), first + 1)
            yield self._block(text, codes, starts, stops, first, last)

    def _block(
        self, text: str, codes: Numbers, starts: Numbers, stops: Numbers, first: int, last: int
    ) -> Columns:
        coarse, keys, asks = coarse_words.words(codes, starts, stops, first, last, characters.marks())
        if len(asks):
            asked = np.array(list(_ask(text, asks, starts, stops)), np.int32).reshape(-1, 4)
            coarse, keys = coarse_words.merged(codes, coarse, keys, asked)
        self._make_room(len(coarse), int((coarse[:, 2] - coarse[:, 1]).sum()))
        numbers, self._known = coarse_words.number(codes, coarse, keys, self._dictionary, self._known)
        self._learn()
        found, parts = (np.frombuffer(column, np.int32) for column in (self._found, self._parts))
        return coarse_words.spread(coarse, numbers, found, parts)

    def _make_room(self, words: int, letters: int) -> None:
        """Make room for so many more words and letters."""
        table, offsets, pool = self._dictionary
        words += self._known
        letters += int(offsets[self._known])
        if words >= len(offsets):
            offsets = np.resize(offsets, 2 * words)
        if letters > len(pool):
            pool = np.resize(pool, 2 * letters)
        if 4 * words > 3 * len(table):
            larger = np.zeros((1 << (2 * words).bit_length(), 2), np.uint64)
            coarse_words.move(table, larger)
            table = larger
        self._dictionary = coarse_words.Dictionary(table, offsets, pool)

    def _learn(self) -> None:
        """Ask the rules of French what the new coarse words hold."""
        found, parts, numbers = self._found, self._parts, self.forms
        offsets = self._dictionary.offsets[len(found) : self._known + 1]
        letters = self._dictionary.pool[offsets[0] : offsets[-1]].tobytes()
        words = letters.decode("utf-32-le", "surrogatepass")
        for start, end in pairwise((offsets - offsets[0]).tolist()):
            coarse = words[start:end]
            cuts = None if coarse.isalpha() else french.cuts(coarse)
            if cuts is None or cuts[0] == end - start:
                found.append(numbers.setdefault(coarse, len(numbers)))
                continue
            found.append(-len(parts))
            parts.append(len(cuts))
            begin = 0
            for length in cuts:
                form = coarse[begin : begin + length]
                parts.extend((length, numbers.setdefault(form, len(numbers))))
                begin += length


def words(texts: Iterable[str], spans: Sequence[Numbers]) -> Cut:
    """Cut the sentences of each text (start, end) into words, as `plain.words` does."""
    found = _Words()
    counts = []
    parts: Parts = ([], [], [], [])
    for text, rows in zip(texts, tqdm(spans, "words", delay=3, disable=None), strict=True):
        blocks = list(found.cut(text, *np.ascontiguousarray(rows.T)))
        counts.append(sum(len(block[0]) for block in blocks))
        for block in blocks:
            for column, values in zip(parts, block, strict=True):
                column.append(values)
    return Cut(counts, parts, list(found.forms))


def _ask(text: str, asks: Numbers, starts: Numbers, stops: Numbers) -> Iterator[tuple[int, int, int, int]]:
    """Cut what the loops leave: row, start, end of each word, how many words of the loops stand before."""
    for row, first, last, before in asks.tolist():
        begin = int(starts[row])
        for found in COARSE.finditer(text[begin : stops[row]], first - begin):
            if begin + found.start() >= last:
                break
            yield row, begin + found.start(), begin + found.end(), before
