"""Cut large corpora: the same three functions as `analysis.corpus.plain`, the same tables, sooner.

Compiled loops (`analysis.writing.compiled`) decide what is clear, by far most; the rules of
`segments` and of the language are asked where the loops are not sure, and once per distinct form.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, groupby, pairwise, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis import french
from analysis.corpus import plain
from analysis.corpus.lines import LONGEST_HEADING, Lines, on_one_line, openly_going_on
from analysis.corpus.pages import cut_pages, line_hashes
from analysis.corpus.plain import Cut, Parts, Spans, first_numbers
from analysis.corpus.reading import ALL_SIGNS, GLUE, SIGNS, with_usual_signs, without_notes
from analysis.corpus.rules import DEFAULT, Language, rules_of
from analysis.corpus.segments import Columns, is_book
from analysis.corpus.words import Numbers
from analysis.writing.compiled import characters, coarse_words, sentence_ends
from analysis.writing.compiled.characters import Marks

UNUSUAL, NUMBER, BEFORE_NOTE = 1, 2, 4  # kinds of signs
BLOCK = 300_000  # characters that are cut into words together: bounds the memory beside the tables


class Batch(NamedTuple):
    """Texts of one language that are cut together: the numbers of the first and of that after the last."""

    first: int
    last: int
    text: str
    offsets: Numbers  # where each begins
    language: str

    def of(self, places: Numbers) -> set[int]:
        """Give the numbers of the texts that hold these places."""
        return set(np.unique(np.searchsorted(self.offsets, places, "right") - 1).tolist())


def batches(texts: Iterable[str], languages: Iterable[str] | None = None) -> Iterator[Batch]:
    """Join texts of one language with line ends between, about a block's characters; a book stands alone."""
    first = size = 0
    some: list[str] = []
    former = ""
    for text, language in chain(zip(texts, languages or repeat(DEFAULT), strict=False), [(None, "")]):
        length = 0 if text is None else BLOCK + 1 if is_book(text) else len(text)
        if some and (language != former or size + length > BLOCK):
            offsets = np.cumsum([0, *(len(one) + 1 for one in some[:-1])])
            yield Batch(first, first + len(some), "\n".join(some), offsets, former)
            first, size, some = first + len(some), 0, []
        former = language
        if text is not None:
            some.append(text)
            size += length


@cache
def _marks(language: str) -> Marks:
    rules = rules_of(language)
    return characters.marks(rules.SENTENCES, rules.ELIDED)


def readings(texts: Iterable[str], languages: Iterable[str] | None = None) -> list[str]:
    """Give texts as the rules read them; by far most need no more than the usual hyphens and blanks."""
    given = list(texts)
    for batch in batches(given, languages):
        unusual, signs, glued = _to_mend(characters.codes(batch.text))
        is_easy = np.isin(signs, [*map(ord, SIGNS["-"] + SIGNS[" "])])
        text = with_usual_signs(batch.text, _distinct(signs[is_easy]))
        lines = _lines(text, batch.offsets)
        goes = lines.start[:-1][openly_going_on(lines)[1]]
        hard = batch.of(np.concatenate([unusual[~is_easy], glued, goes]))
        for number in batch.of(unusual) - hard:
            first = int(batch.offsets[number])
            given[batch.first + number] = text[first : first + len(given[batch.first + number])]
        for number in hard:
            given[batch.first + number] = reading(given[batch.first + number], rules_of(batch.language))
    return given


def _to_mend(codes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give the places of unusual signs, these signs, and the places of digits that may be notes of a word."""
    kinds = _kinds_of_signs()
    places = characters.places(codes, kinds, UNUSUAL | NUMBER)
    is_sign = kinds[codes[places]] & UNUSUAL != 0
    unusual, digits = places[is_sign], places[~is_sign]
    digits = digits[digits > 0]
    return unusual, codes[unusual], digits[kinds[codes[digits - 1]] & BEFORE_NOTE != 0]


def _distinct(codes: Numbers) -> list[str]:
    return [*map(chr, np.unique(codes).tolist())]


def reading(text: str, rules: Language = french) -> str:
    """Give a text as the rules read it, as `analysis.corpus.reading.read` does."""
    _, signs, glued = _to_mend(characters.codes(text))
    text = without_notes(with_usual_signs(text, _distinct(signs)), glued.tolist(), rules)
    return on_one_line(text, _lines(text), rules)


@cache
def _kinds_of_signs() -> Numbers:
    """Tell of each code point whether it is an unusual sign, a note's digit, and may stand before that."""
    kinds = np.where(characters.letters()[0] & characters.LETTER, BEFORE_NOTE, 0).astype(np.uint16)
    for kind, signs in ((UNUSUAL, ALL_SIGNS), (NUMBER, "123456789"), (BEFORE_NOTE, GLUE)):
        kinds[[*map(ord, signs)]] |= kind
    return kinds


def _lines(text: str, offsets: Numbers | None = None) -> Lines:
    """Look at the lines of a text, or of texts that begin at these offsets of it."""
    codes = characters.codes(text)
    numbers, told = sentence_ends.lines(codes, characters.letters()[0])
    flags = dict(zip(Lines._fields[2:-1], told.T, strict=True))
    lines = Lines(start=numbers[0], end=numbers[1], word=numbers[2], **flags)
    if offsets is not None:  # what stands before a text is another
        first = np.searchsorted(lines.start, offsets)
        lines.follows[first[first < len(lines.start)]] = False
    return lines


def lines(texts: list[str], least: float) -> list[list[str]]:
    """Give the lines of each text that may stand in so many of the texts: lines of their hash do."""
    parts = [np.empty((4, 0), np.int64)]
    for batch in batches(texts):
        some = _lines(batch.text, batch.offsets)
        number = np.searchsorted(batch.offsets, some.start, "right") - 1
        starts, ends = (places - batch.offsets[number] for places in (some.start, some.end))
        hashes = line_hashes(batch.text, some.start, some.end).view(np.int64)
        parts.append(np.stack([batch.first + number, starts, ends, hashes]))
    table = pd.DataFrame(np.concatenate(parts, axis=1).T, columns=["text", "start", "end", "hash"])
    times = table.drop_duplicates(["text", "hash"])["hash"].value_counts()
    found: list[list[str]] = [[] for _ in texts]
    for number, start, end, _ in table[table["hash"].isin(times.index[times >= least])].to_numpy().tolist():
        found[number].append(texts[number][start:end])
    return found


def segments(texts: Iterable[str], given: Sequence[dict[str, Any]]) -> Spans:
    """Cut readings into segments as `plain.segments` does."""
    languages = [options.get("language", DEFAULT) for options in given]
    batched = batches(texts, languages)
    return Spans.joined(4, (_segments(batch, given[batch.first : batch.last]) for batch in batched))


def _segments(batch: Batch, given: Sequence[dict[str, Any]]) -> Spans:
    if is_book(batch.text) and len(given) == 1:
        return Spans.of(_book(batch.text))
    lines = _lines(batch.text, batch.offsets)
    starts, _, kinds, rules = cut_pages(batch.text, batch.offsets, lines, given)
    pages = np.searchsorted(batch.offsets, starts, "right") - 1
    counts = np.bincount(pages, minlength=len(given))
    starts = starts - batch.offsets[pages]
    bounds = np.append(0, np.cumsum(counts))
    starts[bounds[:-1][counts > 0]] = 0
    stops = np.append(starts[1:], 0)[: len(starts)]
    lengths = np.append(batch.offsets[1:] - 1, len(batch.text)) - batch.offsets
    stops[bounds[1:][counts > 0] - 1] = lengths[counts > 0]
    return Spans(counts, (starts, stops, kinds, rules))


def _book(text: str) -> Columns:
    """Cut a book, whose lines are told by their ends alone."""
    lines = _lines(text)
    starts = np.append(0, lines.start[1:])[: len(lines.start)]
    stops = np.append(starts[1:], len(text))[: len(lines.start)]
    which = (lines.is_open & (lines.end - lines.start <= LONGEST_HEADING)).astype(int)
    kinds, names = np.array([["body", "intertitle"], ["otherwise", "short-line"]], object)[:, which]
    return starts, stops, kinds, names


def sentences(texts: Iterable[str], paragraphs: Spans, languages: Iterable[str] | None = None) -> Spans:
    """Cut stretches of texts into sentences, as `plain.sentences` does."""
    return Spans.joined(2, (_sentences(batch, paragraphs) for batch in batches(texts, languages)))


def _sentences(batch: Batch, paragraphs: Spans) -> Spans:
    bounds = paragraphs.bounds[batch.first : batch.last + 1]
    shifts = np.repeat(batch.offsets, np.diff(bounds))
    starts, stops = (column[bounds[0] : bounds[-1]] + shifts for column in paragraphs.columns)
    found = sentences_of(batch.text, starts, stops, batch.language)
    number = np.searchsorted(batch.offsets, found[:, 0], "right") - 1
    counts = np.bincount(number, minlength=len(batch.offsets))
    return Spans(counts, tuple((found - batch.offsets[number, np.newaxis]).T))


def sentences_of(text: str, starts: Numbers, stops: Numbers, language: str = DEFAULT) -> Numbers:
    """Cut stretches of a text into sentences, as `plain.sentences_of` does."""
    codes, marks, rules = characters.codes(text), _marks(language), rules_of(language).SENTENCES
    places, kinds, owners, doubtful = sentence_ends.ends(codes, starts, stops, marks)
    sure = kinds == sentence_ends.END
    unsure = zip(*(column[~sure].tolist() for column in (places, kinds, owners)), strict=True)
    asked: list[int] = []
    for row, some in groupby(unsure, key=itemgetter(2)):
        begin = int(starts[row])
        paragraph = text[begin : stops[row]]
        for place, kind, _ in some:
            ask = rules.lost_stop if kind == sentence_ends.ASK_LOST else rules.stop_at
            end = ask(paragraph, place - begin)
            if end:
                asked.append(begin + end)
    ends = np.sort(np.concatenate([places[sure], np.array(asked, np.int64)]), kind="stable")
    table = sentence_ends.spans(codes, starts, stops, ends, marks.flags)
    if not doubtful.any():
        return table[:, :2]
    again = plain.sentences_of(text, starts[doubtful], stops[doubtful], language)
    table = np.concatenate([table[~doubtful[table[:, 2]], :2], again])
    return table[np.argsort(table[:, 0])]


class _Words:
    """Cuts sentences of a language into words, and keeps the distinct ones."""

    def __init__(self, language: str) -> None:
        self._rules, self._marks = rules_of(language), _marks(language)
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
        coarse, keys, asks = coarse_words.words(codes, starts, stops, first, last, self._marks)
        if len(asks):
            asked = np.array(list(self._ask(text, asks, starts, stops)), np.int32).reshape(-1, 4)
            coarse, keys = coarse_words.merged(codes, coarse, keys, asked)
        self._make_room(len(coarse), int((coarse[:, 2] - coarse[:, 1]).sum()))
        numbers, self._known = coarse_words.number(codes, coarse, keys, self._dictionary, self._known)
        self._learn()
        # copies: a view that a profiler still looks at would keep the columns from growing
        found, parts = (np.array(column, np.int32) for column in (self._found, self._parts))
        return coarse_words.spread(coarse, numbers, found, parts)

    def _ask(
        self, text: str, asks: Numbers, starts: Numbers, stops: Numbers
    ) -> Iterator[tuple[int, int, int, int]]:
        """Cut what the loops leave: row, start, end of each word, how many words stand before."""
        for row, first, last, before in asks.tolist():
            begin = int(starts[row])
            for found in self._rules.COARSE.finditer(text[begin : stops[row]], first - begin):
                if begin + found.start() >= last:
                    break
                yield row, begin + found.start(), begin + found.end(), before

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
        """Ask the rules of the language what the new coarse words hold."""
        found, parts, numbers = self._found, self._parts, self.forms
        offsets = self._dictionary.offsets[len(found) : self._known + 1]
        letters = self._dictionary.pool[offsets[0] : offsets[-1]].tobytes()
        words = letters.decode("utf-32-le", "surrogatepass")
        for start, end in pairwise((offsets - offsets[0]).tolist()):
            coarse = words[start:end]
            cuts = None if coarse.isalpha() else self._rules.cuts(coarse)
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


def words(texts: Iterable[str], spans: Spans, languages: Iterable[str] | None = None) -> Cut:
    """Cut the sentences of texts (start, end) into words, as `plain.words` does."""
    found: dict[str, _Words] = {}
    of_parts: list[str] = []
    counts = [np.empty(0, np.int64)]
    parts: Parts = ([], [], [], [])
    bar = tqdm(texts, "words", len(spans.counts), delay=3, disable=None)
    for batch in batches(bar, languages):
        some = found.setdefault(batch.language, _Words(batch.language))
        bounds = spans.bounds[batch.first : batch.last + 1]
        numbers = np.repeat(np.arange(len(batch.offsets)), np.diff(bounds))
        shifts = batch.offsets.astype(np.int32)[numbers]
        rows = (bounds[:-1] - bounds[0]).astype(np.int32)[numbers]
        n_words = np.zeros(len(batch.offsets), np.int64)
        starts, stops = (column[bounds[0] : bounds[-1]] + shifts for column in spans.columns)
        for start, end, row, form in some.cut(batch.text, starts, stops):
            n_words += np.bincount(numbers[row], minlength=len(n_words))
            shift = shifts[row]
            columns = start - shift, end - shift, row - rows[row], form
            for column, values in zip(parts, columns, strict=True):
                column.append(values)
            of_parts.append(batch.language)
        counts.append(n_words)
    forms = {language: list(some.forms) for language, some in found.items()}
    for place, language in enumerate(of_parts):
        parts[3][place] += first_numbers(forms)[language]
    return Cut(np.concatenate(counts), parts, forms)
