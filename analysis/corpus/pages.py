"""Cut many pages into segments at once: the segments of `analysis.corpus.segments`, sooner.

The lines of all pages are looked at by compiled loops. A rule of wording is held against a line only where
the line holds one of the words that the rule needs; a rule of structure only where the form of a line asks
for it. Both are then the rules of `segments`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from analysis.corpus import segments
from analysis.corpus.languages import LAST_LATIN, LEAST_FOREIGN, SHORTEST, is_foreign, own_words
from analysis.corpus.lines import LONGEST_HEADING, Lines, Piece
from analysis.corpus.needs import LINE_END, coarse, needed
from analysis.corpus.rules import DEFAULT, rules_of
from analysis.corpus.segments import LONGEST_ASIDE, NOTICES, Columns, Rule
from analysis.corpus.words import Flags, Numbers
from analysis.spelling import fold
from analysis.writing.compiled import characters, clues
from analysis.writing.signs import BULLETS, SURE_BULLETS

BITS, BYTES = 64, 256
MOST_BYTES = 8  # that stand for one character
UNNAMED = ("", "unknown")


class Coarse:
    """What stands for each code point when lines are compared; characters are learned as they are met."""

    def __init__(self) -> None:
        self.bytes = np.zeros(characters.ALL, np.uint64)
        self._known = np.zeros(characters.ALL, bool)

    def learn(self, codes: Numbers) -> Numbers:
        """Give the table, which then knows these code points."""
        for code in clues.unknown(codes, self._known).tolist():
            letters = coarse(chr(code)).encode("latin-1")[:MOST_BYTES]
            self.bytes[code] = int.from_bytes(letters, "little")
        return self.bytes


class Finder:
    """Tells by the words that it holds which rules of wording may fit a line."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules
        self._some: dict[int, list[Rule]] = {}
        self.automaton = automaton(
            (word, 1 << number % BITS)
            for number, (_, row) in enumerate(rules)
            for word in needed(row.pattern, from_start=row.where == "line")
        )

    def rules(self, bits: int, line: Piece) -> list[Rule]:
        """Give the rules that may fit a line with these bits; all, where its parts are held against them."""
        is_long = len(line.text) > LONGEST_ASIDE
        if bits not in self._some:
            self._some[bits] = [rule for number, rule in enumerate(self._rules) if bits >> number % BITS & 1]
        some = self._some[bits]
        is_split = any((is_long or row.where == "part") and find(line.text) for find, row in some)
        return self._rules if is_split else some


def automaton(words: Any) -> tuple[Numbers, Numbers, Numbers]:
    """Build what finds words (with the bits that tell them) in one pass, after Aho and Corasick (1975).

    Gives the column of each byte (one for all that no word holds), the next state by state and column, and
    the bits of the words that end in each state: few columns stay near the processor.
    """
    given = [(word.encode("latin-1"), bits) for word, bits in words]
    used = sorted(set(b"".join(word for word, _ in given)))
    columns = np.zeros(BYTES, np.uint8)
    columns[used] = np.arange(1, len(used) + 1)
    tree: list[dict[int, int]] = [{}]
    told = [0]
    for word, bits in given:
        state = 0
        for column in columns[list(word)].tolist():
            if column not in tree[state]:
                tree[state][column] = len(tree)
                tree.append({})
                told.append(0)
            state = tree[state][column]
        told[state] |= bits
    steps = np.zeros((len(tree), len(used) + 1), np.int32)
    waiting = [(0, 0)]  # states in the order of their length, with the one that is their longest ending
    for state, ending in waiting:
        told[state] |= told[ending]
        steps[state] = steps[ending] if state else 0
        waiting += [
            (after, int(steps[ending, column]) if state else 0) for column, after in tree[state].items()
        ]
        steps[state, list(tree[state])] = list(tree[state].values())
    return columns, steps, np.array(told, np.uint64)


_coarse = Coarse()
_BULLETS, _SURE_BULLETS = (characters.flags_of(some) for some in (BULLETS, SURE_BULLETS))


@cache
def _finder() -> Finder:
    return Finder(segments.shipped_rules())


@cache
def _of_lines(language: str) -> tuple[Any, ...]:
    """Give what `clues.forms` looks up."""
    least = (SHORTEST, LEAST_FOREIGN, ord(LAST_LATIN))
    return *characters.letters(), characters.hashes(own_words(language)), least


def cut_pages(text: str, offsets: Numbers, lines: Lines, given: Sequence[dict[str, Any]]) -> Columns:
    """Give start, end, kind and rule of the pieces of the lines of many pages, in places of their text.

    Parameters
    ----------
    text : str
        The readings of the pages, a line end between them.
    offsets : array of int
        Where each begins.
    lines : Lines
        The lines of the text.
    given : sequence of dict
        The publisher, language (the same for all) and recurring lines of each page, as for
        `segments.cut_columns`.
    """
    pages = _Pages(text, offsets, given)
    if len(lines.start):
        pages.cut(lines.start, lines.end)
    return pages.starts, pages.ends, pages.kinds, pages.rules


class _Pages:
    """The pieces of many pages: of each its page, span, kind and rule."""

    def __init__(self, text: str, offsets: Numbers, given: Sequence[dict[str, Any]]) -> None:
        self._text, self._offsets, self._given = text, offsets, given
        self._language = given[0].get("language", DEFAULT)
        self._codes = characters.codes(text)
        self._table = _coarse.learn(self._codes)
        self.starts, self.ends = np.empty((2, 0), np.int64)
        self.kinds, self.rules = np.empty((2, 0), object)

    def cut(self, starts: Numbers, ends: Numbers) -> None:
        """Decide these lines, first by their wording, then by their structure."""
        self.starts, self.ends = starts, ends
        self.pages = np.searchsorted(self._offsets, starts, "right") - 1
        self.kinds, self.rules = (np.full(len(starts), "", object) for _ in range(2))
        self._by_wording(_finder())
        told, self._hashes, letters, self._bounds = clues.forms(
            self._codes, self.starts, self.ends, self._table, *_of_lines(self._language)
        )
        self._letters = letters.tobytes()
        self._is_heading = told[:, 0] & (self.ends - self.starts <= LONGEST_HEADING)
        self._by_structure(told[:, 1], told[:, 2])

    def _line(self, number: int) -> str:
        return self._text[self.starts[number] : self.ends[number]]

    def _piece(self, number: int) -> Piece:
        kind, rule = self.kinds[number], self.rules[number]
        return Piece(int(self.starts[number]), int(self.ends[number]), self._line(number), kind, rule)

    def _decide(self, numbers: Any, kind: str, rule: str) -> None:
        self.kinds[numbers], self.rules[numbers] = kind, rule

    def _by_wording(self, finder: Finder) -> None:
        bits = clues.words_in(self._codes, self.starts, self.ends, self._table, *finder.automaton)
        split: dict[int, list[Piece]] = {}
        for number in np.flatnonzero(bits).tolist():
            is_first = number == 0 or self.pages[number] != self.pages[number - 1]
            last = split[number - 1][-1].kind if number - 1 in split else self.kinds[number - 1]
            line = self._piece(number)
            rules, before = finder.rules(int(bits[number]), line), "" if is_first else last
            pieces = segments.by_wording([line], rules, before, language=rules_of(self._language))
            if len(pieces) > 1 or pieces[0][:2] != (self.starts[number], self.ends[number]):
                split[number] = pieces
            else:
                self._decide(number, pieces[0].kind, pieces[0].rule)
        if split:
            self._put(split)

    def _put(self, split: dict[int, list[Piece]]) -> None:
        """Put pieces for the lines that they are of."""
        counts = np.ones(len(self.starts), np.int64)
        counts[list(split)] = [*map(len, split.values())]
        firsts = np.cumsum(counts) - counts
        names = ("starts", "ends", "pages", "kinds", "rules")
        for name in names:
            setattr(self, name, np.repeat(getattr(self, name), counts))
        for number, pieces in split.items():
            for place, piece in enumerate(pieces, int(firsts[number])):
                self.starts[place], self.ends[place] = piece.start, piece.end
                self._decide(place, piece.kind, piece.rule)

    def _by_structure(self, may_be_item: Flags, may_be_foreign: Flags) -> None:
        self._set_aside()
        self._fill_notices()
        self._mark_headlines()
        self._mark_lists(np.flatnonzero(may_be_item))
        undecided = self.kinds == ""
        long = undecided & ~self._is_heading
        self._decide(long, "body", "otherwise")
        for number in np.flatnonzero(long & may_be_foreign).tolist():
            if is_foreign(self._line(number), self._language):
                self._decide(number, "embedded post", "other-language")
        self._judge_headings(np.flatnonzero(undecided & self._is_heading), long)
        has_body = np.bincount(self.pages[self.kinds == "body"], minlength=len(self._given)) > 0
        is_bare = ~has_body[self.pages] & np.isin(self.kinds.astype(str), ["headline", "intertitle"])
        self._decide(is_bare, "body", "no-body")

    def _set_aside(self) -> None:
        """Decide the lines that recur at their publisher, or are its name."""
        asked = [
            (options["recurs"], {fold(name)} if (name := options["publisher"]) not in UNNAMED else ())
            for options in self._given
        ]
        lines = {line for some in asked for group in some for line in group}
        if not lines:
            return
        for number in np.flatnonzero((self.kinds == "") & np.isin(self._hashes, _hashes(lines))).tolist():
            folded = fold(self._line(number))
            recurs, names = asked[self.pages[number]]
            if folded in recurs:
                self._decide(number, "recurring line", "recurs")
            elif folded in names:
                self._decide(number, "site name", "publisher-alone")

    def _fill_notices(self) -> None:
        for kind in NOTICES:
            for left, right in pairwise(np.flatnonzero(self.kinds == kind).tolist()):
                between = slice(left + 1, right)
                is_near = right - left <= 3 and self.pages[left] == self.pages[right]
                if is_near and all((self.kinds[between] == "") & self._is_heading[between]):
                    self._decide(between, kind, "within-notice")

    def _mark_headlines(self) -> None:
        undecided = np.flatnonzero(self.kinds == "")
        pages, places = np.unique(self.pages[undecided], return_index=True)
        firsts = np.full(len(self._given), -1)
        firsts[pages] = undecided[places]
        is_one = np.bincount(self.pages, minlength=len(self._given)) == 1
        firsts[is_one | ~self._is_heading[firsts]] = -1
        first = firsts[self.pages[undecided]]
        same = (first >= 0) & (self._hashes[undecided] == self._hashes[first])
        self._decide(firsts[firsts >= 0], "headline", "first-heading")
        for number, headline in zip(undecided[same].tolist(), first[same].tolist(), strict=True):
            if number != headline and fold(self._line(number)) == fold(self._line(headline)):
                self._decide(number, "repeated headline", "heading-again")

    def _mark_lists(self, numbers: Numbers) -> None:
        """Decide the items of lists; those of a run are items from the first that is one for sure."""
        first = self._codes[self.starts[numbers]]
        second = self._codes[np.minimum(self.starts[numbers] + 1, self.ends[numbers] - 1)]
        is_bullet = _BULLETS[first] & (characters.letters()[0][second] & characters.SPACE != 0)
        markers = np.zeros(len(self.pages), np.int64)  # 0: none; two characters as one number
        markers[numbers[is_bullet]] = first[is_bullet] * np.int64(characters.ALL) + second[is_bullet]
        of_numbers = {"": 0}
        for number in numbers[~is_bullet].tolist():
            marker = segments.marker(self._line(number))
            markers[number] = of_numbers.setdefault(marker, -len(of_numbers))
        place = np.arange(len(self.pages))
        is_first = np.append(True, self.pages[1:] != self.pages[:-1])
        before = np.maximum(place - ~is_first, 0)
        after = np.where(np.append(is_first[1:], True), 0, np.append(markers[1:], 0))
        may_be = (markers != 0) & (self.kinds == "")
        is_sure = (self._codes[self.ends[before] - 1] == ord(":")) | (markers == after)
        is_sure[numbers] |= _SURE_BULLETS[first] & is_bullet
        begins = may_be & (is_first | ~may_be[before])
        run, sure = (np.maximum.accumulate(np.where(some, place, -1)) for some in (begins, may_be & is_sure))
        self._decide(may_be & (sure >= run), "body", "list-item")

    def _judge_headings(self, numbers: Numbers, long: Flags) -> None:
        self._decide(numbers, "intertitle", "short-line")
        for number in numbers.tolist():
            heading = self._line(number)
            near = self._lines_like(number, long)
            if any(segments.stands_in(heading, [fold(self._line(line))]) for line in near):
                self._decide(number, "repeated pull quote", "quote-again")

    def _lines_like(self, number: int, long: Flags) -> Iterator[int]:
        """Give the long lines of its page that may hold the words of a line."""
        page = self.pages[number]
        first, stop = np.searchsorted(self.pages, [page, page + 1]).tolist()
        words = self._letters[self._bounds[number] : self._bounds[number + 1]].strip(_QUOTES)
        if not words or b"[" in words:  # something was left out
            yield from np.flatnonzero(long[first:stop]) + first
            return
        place = self._letters.find(words, self._bounds[first], self._bounds[stop])
        while place >= 0:
            first = int(np.searchsorted(self._bounds, place, "right")) - 1
            if long[first]:
                yield first
            first += 1
            place = self._letters.find(words, self._bounds[first], self._bounds[stop])


_QUOTES = "".join(map(coarse, "«»\"'")).encode("latin-1")


def _hashes(lines: Collection[str]) -> Numbers:
    ends = np.cumsum([len(line) + 1 for line in lines]) - 1
    return line_hashes(LINE_END.join(lines), ends - [*map(len, lines)], ends)


def line_hashes(text: str, starts: Numbers, ends: Numbers) -> Numbers:
    """Give a hash of each line: that of another, where `fold` makes the two the same."""
    codes = characters.codes(text)
    hashes: Numbers = clues.hashes(codes, starts, ends, _coarse.learn(codes))
    return hashes
