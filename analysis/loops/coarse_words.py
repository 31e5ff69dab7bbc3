"""Coarse words and their numbers in a dictionary, by loops over characters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from analysis.loops.characters import (
    HASH_FACTOR,
    HASH_START,
    HYPHEN,
    INSIDE,
    JOINS,
    LETTER,
    PARENTHESIS,
    POINT,
    SHUTS,
    SPACE,
    WORD,
    Array,
    Marks,
    announces,
    is_plain_word,
)

SHORT = 7  # letters that a key can hold
BYTE, NOTHING, HASHED = np.uint64(8), np.uint64(0), np.uint64(1 << 63)
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / the golden ratio: neighbouring keys fall far apart (Knuth)


class Dictionary(NamedTuple):
    """The words met: a table of keys (0: free) and numbers (slots), and the letters of each in a pool."""

    keys: Array
    slots: Array
    offsets: Array
    pool: Array


@njit(cache=True)
def words(
    codes: Array, starts: Array, stops: Array, marks: Marks
) -> tuple[Array, Array, Array, Array]:  # pragma: no cover
    """Cut sentences into coarse words.

    Gives start, end and row of the sentence of each, then the stretches left to the readable rules:
    row, start, end, how many words stand before.
    """
    flags = marks.flags
    most = len(codes) // 2 + 2
    begins, ends, rows = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    signs = 1
    for code in codes:
        signs += not flags[code] & (LETTER | SPACE)
    asks = np.empty((signs, 4), np.int64)
    count = asked = 0
    for row in range(len(starts)):
        place, limit = starts[row], stops[row]
        while place < limit:
            if flags[codes[place]] & SPACE:
                place += 1
                continue
            first, before = place, count
            is_plain = True
            while is_plain and place < limit:
                flag = flags[codes[place]]
                if flag & LETTER:
                    begin = place
                    place = _word_end(codes, place, limit, flags)
                    if place < limit and codes[place] == POINT and begin == first:
                        place += _is_announcing(codes, begin, place, limit, marks)
                    begins[count], ends[count], rows[count] = begin, place, row
                    count += 1
                    is_plain = place == limit or not (
                        codes[place] == PARENTHESIS
                        or (codes[place] == POINT and not _is_plain_stop(codes, begin, place, limit, marks))
                    )
                elif flag & SPACE:
                    break
                else:
                    is_plain = flag & (INSIDE | JOINS) != 0
                    place += 1
            if not is_plain:
                count = before
                while place < limit and not flags[codes[place]] & SPACE:
                    place += 1
                last = asked - 1
                if asked and asks[last, 0] == row and asks[last, 3] == count and asks[last, 2] == first - 1:
                    asks[last, 2] = place  # a number may go on behind a space
                else:
                    asks[asked, 0], asks[asked, 1], asks[asked, 2], asks[asked, 3] = row, first, place, count
                    asked += 1
    return begins[:count], ends[:count], rows[:count], asks[:asked]


@njit(cache=True)
def _is_announcing(
    codes: Array, begin: int, place: int, limit: int, marks: Marks
) -> bool:  # pragma: no cover
    """Tell whether a full stop belongs to the word before it (*M. Dupont*)."""
    flags = marks.flags
    if place + 2 >= limit or not flags[codes[place + 1]] & SPACE:
        return False
    after = place + 1
    while after < limit and flags[codes[after]] & SPACE:
        after += 1
    return after < limit and flags[codes[after]] & WORD and announces(codes, begin, place, marks)


@njit(cache=True)
def _word_end(codes: Array, place: int, limit: int, flags: Array) -> int:  # pragma: no cover
    """Give where letters end that apostrophes and hyphens join; a last apostrophe belongs to them."""
    while True:
        place += 1
        while place < limit and flags[codes[place]] & LETTER:
            place += 1
        if place == limit or not flags[codes[place]] & JOINS:
            return place
        goes_on = place + 1 < limit and flags[codes[place + 1]] & LETTER
        if codes[place] == HYPHEN:
            if not goes_on:
                return place
        else:
            if not goes_on:
                return place + 1
        place += 1


@njit(cache=True)
def _is_plain_stop(
    codes: Array, begin: int, place: int, limit: int, marks: Marks
) -> bool:  # pragma: no cover
    """Tell whether the point behind a word is no part of it: no abbreviation, no letter of an acronym."""
    flags = marks.flags
    after = place + 1
    while after < limit and flags[codes[after]] & (INSIDE | SHUTS):
        after += 1
    return (after == limit or flags[codes[after]] & SPACE != 0) and is_plain_word(codes, begin, place, marks)


@njit(cache=True)
def number(
    codes: Array, begins: Array, ends: Array, dictionary: Dictionary, known: int
) -> tuple[Array, int]:  # pragma: no cover
    """Give the number of each word in the dictionary, which grows, and how many are known now."""
    keys, slots, offsets, pool = dictionary
    values, numbers = np.empty(len(begins), np.uint64), np.empty(len(begins), np.int32)
    for word in range(len(begins)):
        values[word] = _key(codes, begins[word], ends[word])
    for word in range(len(begins)):  # loops apart, so that the waits for memory overlap
        value = values[word]
        slot = _slot(value, len(slots))
        while keys[slot] != value and keys[slot] != 0:
            slot = (slot + 1) & (len(slots) - 1)
        if keys[slot] == 0:
            _enter(codes, begins[word], ends[word], value, slot, dictionary, known)
            known += 1
        numbers[word] = slots[slot]
    for word in range(len(begins)):
        value = values[word]
        if value & HASHED == 0 or _is_same(codes, begins[word], ends[word], offsets, pool, numbers[word]):
            continue
        begin, end = begins[word], ends[word]  # another word has this hash too
        slot = _slot(value, len(slots))
        while keys[slot] != 0 and not _is_same(codes, begin, end, offsets, pool, slots[slot]):
            slot = (slot + 1) & (len(slots) - 1)
        if keys[slot] == 0:
            _enter(codes, begin, end, value, slot, dictionary, known)
            known += 1
        numbers[word] = slots[slot]
    return numbers, known


@njit(cache=True)
def _key(codes: Array, begin: int, end: int) -> np.uint64:  # pragma: no cover
    """Give a short word of Latin letters, a byte a letter; for any other a hash with its highest bit set."""
    packed = wide = NOTHING
    hashed = HASH_START
    for place in range(begin, end):
        code = np.uint64(codes[place])
        packed = (packed << BYTE) | code
        wide |= code
        hashed = (hashed ^ code) * HASH_FACTOR
    return packed if end - begin <= SHORT and wide >> BYTE == 0 else hashed | HASHED


@njit(cache=True)
def _enter(
    codes: Array, begin: int, end: int, value: np.uint64, slot: np.int64, dictionary: Dictionary, number: int
) -> None:  # pragma: no cover
    dictionary.keys[slot], dictionary.slots[slot] = value, number
    offset = dictionary.offsets[number]
    dictionary.offsets[number + 1] = offset + end - begin
    for step in range(end - begin):
        dictionary.pool[offset + step] = codes[begin + step]


@njit(cache=True)
def _is_same(
    codes: Array, begin: int, end: int, offsets: Array, pool: Array, number: int
) -> bool:  # pragma: no cover
    offset = offsets[number]
    step = 0
    while step < end - begin and pool[offset + step] == codes[begin + step]:
        step += 1
    return step == end - begin and offsets[number + 1] == offset + step


@njit(cache=True)
def _slot(value: np.uint64, size: int) -> np.int64:  # pragma: no cover
    return np.int64(((value * SPREAD) >> np.uint64(32)) & np.uint64(size - 1))


@njit(cache=True)
def move(old: Dictionary, new: Dictionary) -> None:  # pragma: no cover
    """Put the words of a dictionary into a larger one that is empty; their letters stay where they are."""
    for place in range(len(old.slots)):
        if old.keys[place] != 0:
            slot = _slot(old.keys[place], len(new.slots))
            while new.keys[slot] != 0:
                slot = (slot + 1) & (len(new.slots) - 1)
            new.keys[slot], new.slots[slot] = old.keys[place], old.slots[place]


@njit(cache=True)
def spread(
    begins: Array,
    rows: Array,
    numbers: Array,
    firsts: Array,
    lengths: Array,
    forms: Array,
    shift: int,
    row_shift: int,
) -> tuple[Array, Array, Array, Array]:  # pragma: no cover
    """Give start, end, row and form of the words that each coarse word holds."""
    most = 0
    for number in numbers:
        most += firsts[number + 1] - firsts[number]
    start, end = np.empty(most, np.int32), np.empty(most, np.int32)
    row, form = np.empty(most, np.int32), np.empty(most, np.int32)
    count = 0
    for place in range(len(numbers)):
        number = numbers[place]
        at = begins[place] + shift
        for part in range(firsts[number], firsts[number + 1]):
            start[count] = at
            at += lengths[part]
            end[count] = at
            row[count] = rows[place] + row_shift
            form[count] = forms[part]
            count += 1
    return start, end, row, form
