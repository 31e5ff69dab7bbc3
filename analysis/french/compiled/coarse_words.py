"""Coarse words and their numbers in a dictionary, by loops over characters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from analysis.french.compiled.characters import (
    ELIDED,
    HASH_FACTOR,
    HYPHEN,
    INSIDE,
    JOINS,
    LETTER,
    LOWER,
    ODD,
    PARENTHESIS,
    POINT,
    SHUTS,
    SPACE,
    WORD,
    Array,
    Marks,
    announces,
    inlined,
    is_plain_word,
)

SHORT = np.uint64(7)  # letters that a key can hold
BYTE, WIDE, NOTHING, ONE, HASHED = map(np.uint64, (8, 256, 0, 1, 1 << 63))
KEY, NUMBER = 0, 1  # columns of the table of a dictionary
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / the golden ratio: neighbouring keys fall far apart (Knuth)


class Dictionary(NamedTuple):
    """The words met: a table of keys (0: free) and numbers, and the letters of each in a pool."""

    table: Array
    offsets: Array
    pool: Array


@njit(cache=True)
def words(
    codes: Array, starts: Array, stops: Array, first_row: int, last_row: int, marks: Marks
) -> tuple[Array, Array, Array, Array, Array]:  # pragma: no cover
    """Cut these sentences into coarse words.

    Gives start, end, key and row of the sentence of each, then the stretches left to the readable rules:
    row, start, end, how many words stand before.
    """
    flags = marks.flags
    length = stops[last_row - 1] - starts[first_row]
    most = length // 2 + 2
    begins, ends, rows = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    keys, asks = np.empty(most, np.uint64), np.empty((most, 4), np.int32)
    bounds, bound_keys = np.empty(length + 2, np.int32), np.empty(length + 2, np.uint64)
    count = asked = 0
    for row in range(first_row, last_row):
        start, limit, before = starts[row], stops[row], count
        n_bounds = _bounds(codes, start, limit, flags, bounds, bound_keys)
        at = 0
        while at < n_bounds and bounds[at] < limit:
            place = bounds[at]
            flag = flags[codes[place]]
            if flag & LETTER:
                begin, is_plain = place, True
                at += 1
                place, key = bounds[at], bound_keys[at]
                flag = flags[codes[place]] if place < limit else SPACE
                if not flag & SPACE:
                    if _is_elided(codes, begin, bounds, n_bounds, at, limit, flags):
                        place += 1
                        begins[count], ends[count], rows[count] = begin, place, row
                        keys[count] = _key(codes, begin, place)
                        count += 1
                        at += 2
                        begin, place, key = place, bounds[at], bound_keys[at]
                        flag = flags[codes[place]] if place < limit else SPACE
                    elif flag & JOINS:
                        at, place = _joined(codes, bounds, n_bounds, at, limit, flags)
                        key = _key(codes, begin, place)
                    elif codes[place] == POINT and _is_announcing(codes, start, begin, place, limit, marks):
                        place += 1
                        key = _key(codes, begin, place)
                    is_plain = place == limit or not (
                        codes[place] == PARENTHESIS
                        or (codes[place] == POINT and not _is_plain_stop(codes, begin, place, limit, marks))
                    )
                begins[count], ends[count], keys[count], rows[count] = begin, place, key, row
                count += 1
                if is_plain:
                    at += flag & (SPACE | INSIDE) != 0
                    continue
            elif flag & (INSIDE | JOINS | SPACE):
                at += 1
                continue
            first = last = place
            while first > start and not flags[codes[first - 1]] & SPACE:
                first -= 1
            while last < limit and not flags[codes[last]] & SPACE:
                last += 1
            while count > before and begins[count - 1] >= first:
                count -= 1
            while at < n_bounds and bounds[at] <= last:
                at += 1
            former = asked - 1
            if asked and asks[former, 0] == row and asks[former, 3] == count and asks[former, 2] == first - 1:
                asks[former, 2] = last  # a number may go on behind a space
            else:
                asks[asked, 0], asks[asked, 1], asks[asked, 2], asks[asked, 3] = row, first, last, count
                asked += 1
    return begins[:count], ends[:count], keys[:count], rows[:count], asks[:asked]


@inlined
def _bounds(
    codes: Array, start: int, limit: int, flags: Array, bounds: Array, keys: Array
) -> int:  # pragma: no cover
    """Write where letters begin and end, with their key at their end, and where any odd character stands.

    Without a branch that depends on the text: a processor that guesses where a word ends is wrong too often.
    """
    count = was_letter = packed = wide = hashed = length = NOTHING
    for place in range(np.uint64(start), np.uint64(limit)):
        code = np.uint64(codes[place])
        flag = np.uint64(flags[code])
        is_letter = flag & np.uint64(LETTER)  # 0 or 1
        bounds[count] = place
        keys[count] = _chosen(packed, wide, hashed, length)
        count += (is_letter ^ was_letter) | (flag // np.uint64(ODD))
        was_letter = is_letter
        mask = NOTHING - is_letter
        packed = ((packed << BYTE) | code) & mask
        wide = (wide | code) & mask
        hashed = ((hashed ^ code) * HASH_FACTOR) & mask
        length = (length + ONE) & mask
    if was_letter:
        bounds[count] = limit
        keys[count] = _chosen(packed, wide, hashed, length)
        count += ONE
    return int(count)


@inlined
def _is_elided(
    codes: Array, begin: int, bounds: Array, n_bounds: int, at: int, limit: int, flags: Array
) -> bool:  # pragma: no cover
    """Tell whether a letter and an apostrophe are a word (*l'*), before small letters; not in *l'on*."""
    place = bounds[at]
    if place != begin + 1 or codes[place] == HYPHEN or not flags[codes[begin]] & ELIDED:
        return False
    if at + 2 >= n_bounds or bounds[at + 1] != place + 1 or not flags[codes[place + 1]] & LOWER:
        return False
    end = bounds[at + 2]
    return end > place + 3 and (end == limit or not flags[codes[end]] & JOINS)


@inlined
def _joined(
    codes: Array, bounds: Array, n_bounds: int, at: int, limit: int, flags: Array
) -> tuple[int, int]:  # pragma: no cover
    """Give where letters end that apostrophes and hyphens join; a last apostrophe belongs to them."""
    place = bounds[at]
    while place < limit and flags[codes[place]] & JOINS:
        if at + 2 < n_bounds and bounds[at + 1] == place + 1 and flags[codes[place + 1]] & LETTER:
            at += 2
            place = bounds[at]
        else:
            return at, place if codes[place] == HYPHEN else place + 1
    return at, place


@inlined
def _key(codes: Array, begin: int, end: int) -> np.uint64:  # pragma: no cover
    """Give the key of a word."""
    packed = wide = hashed = NOTHING
    for place in range(begin, end):
        letter = np.uint64(codes[place])
        packed = (packed << BYTE) | letter
        wide |= letter
        hashed = (hashed ^ letter) * HASH_FACTOR
    return _chosen(packed, wide, hashed, np.uint64(end - begin))


@inlined
def _chosen(
    packed: np.uint64, wide: np.uint64, hashed: np.uint64, length: np.uint64
) -> np.uint64:  # pragma: no cover
    """Give a short word of Latin letters, a byte a letter; for any other a hash with its highest bit set."""
    return packed if (length <= SHORT) & (wide < WIDE) else hashed | HASHED


@inlined
def _is_announcing(
    codes: Array, start: int, begin: int, place: int, limit: int, marks: Marks
) -> bool:  # pragma: no cover
    """Tell whether a full stop belongs to the word before it (*M. Dupont*)."""
    flags = marks.flags
    if place + 2 >= limit or not flags[codes[place + 1]] & SPACE:
        return False
    if begin > start and not flags[codes[begin - 1]] & SPACE:
        return False
    after = place + 1
    while after < limit and flags[codes[after]] & SPACE:
        after += 1
    return after < limit and flags[codes[after]] & WORD and announces(codes, begin, place, marks)


@inlined
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
def merged(
    codes: Array, begins: Array, ends: Array, keys: Array, rows: Array, asked: Array
) -> tuple[Array, Array, Array, Array]:  # pragma: no cover
    """Put words of the readable rules (row, start, end, how many words stand before) among the others."""
    most = len(begins) + len(asked)
    all_begins, all_ends, all_rows = (
        np.empty(most, np.int32),
        np.empty(most, np.int32),
        np.empty(most, np.int32),
    )
    all_keys = np.empty(most, np.uint64)
    count = taken = 0
    for word in range(len(begins) + 1):
        while taken < len(asked) and asked[taken, 3] == word:
            row, begin, end = asked[taken, 0], asked[taken, 1], asked[taken, 2]
            all_begins[count], all_ends[count], all_rows[count] = begin, end, row
            all_keys[count] = _key(codes, begin, end)
            count += 1
            taken += 1
        if word < len(begins):
            all_begins[count], all_ends[count], all_rows[count] = begins[word], ends[word], rows[word]
            all_keys[count] = keys[word]
            count += 1
    return all_begins, all_ends, all_keys, all_rows


@njit(cache=True)
def number(
    codes: Array, begins: Array, ends: Array, keys: Array, dictionary: Dictionary, known: int
) -> tuple[Array, int]:  # pragma: no cover
    """Give the number of each word in the dictionary, which grows, and how many are known now."""
    table, offsets, pool = dictionary
    numbers = np.empty(len(begins), np.int32)
    for word in range(len(begins)):
        key = keys[word]
        slot = _slot(key, len(table))
        while table[slot, KEY] != key and table[slot, KEY] != 0:
            slot = (slot + 1) & (len(table) - 1)
        if table[slot, KEY] == 0:
            _enter(codes, begins[word], ends[word], key, slot, dictionary, known)
            known += 1
        numbers[word] = table[slot, NUMBER]
    for word in range(len(begins)):  # a loop of its own, so that the waits for memory overlap
        key = keys[word]
        if key & HASHED == 0 or _is_same(codes, begins[word], ends[word], offsets, pool, numbers[word]):
            continue
        begin, end = begins[word], ends[word]  # another word has this hash too
        slot = _slot(key, len(table))
        while table[slot, KEY] != 0 and not _is_same(codes, begin, end, offsets, pool, table[slot, NUMBER]):
            slot = (slot + 1) & (len(table) - 1)
        if table[slot, KEY] == 0:
            _enter(codes, begin, end, key, slot, dictionary, known)
            known += 1
        numbers[word] = table[slot, NUMBER]
    return numbers, known


@inlined
def _enter(
    codes: Array, begin: int, end: int, key: np.uint64, slot: np.int64, dictionary: Dictionary, number: int
) -> None:  # pragma: no cover
    table, offsets, pool = dictionary
    table[slot, KEY], table[slot, NUMBER] = key, number
    offset = offsets[number]
    offsets[number + 1] = offset + end - begin
    for step in range(end - begin):
        pool[offset + step] = codes[begin + step]


@inlined
def _is_same(
    codes: Array, begin: int, end: int, offsets: Array, pool: Array, number: int
) -> bool:  # pragma: no cover
    offset = offsets[number]
    step = 0
    while step < end - begin and pool[offset + step] == codes[begin + step]:
        step += 1
    return step == end - begin and offsets[number + 1] == offset + step


@inlined
def _slot(key: np.uint64, size: int) -> np.int64:  # pragma: no cover
    return np.int64(((key * SPREAD) >> np.uint64(32)) & np.uint64(size - 1))


@njit(cache=True)
def move(old: Array, new: Array) -> None:  # pragma: no cover
    """Put the words of a table into a larger one that is empty."""
    for place in range(len(old)):
        if old[place, KEY] != 0:
            slot = _slot(old[place, KEY], len(new))
            while new[slot, KEY] != 0:
                slot = (slot + 1) & (len(new) - 1)
            new[slot, KEY], new[slot, NUMBER] = old[place, KEY], old[place, NUMBER]


@njit(cache=True)
def spread(
    begins: Array, ends: Array, rows: Array, numbers: Array, forms: Array, parts: Array
) -> tuple[Array, Array, Array, Array]:  # pragma: no cover
    """Give start, end, row and form of the words that each coarse word holds.

    ``forms`` gives the form of a coarse word that is one word; for any other, as a negative number, where
    ``parts`` tells of it: how many words, then the length and the form of each.
    """
    most = len(numbers)
    for number in numbers:
        if forms[number] < 0:
            most += parts[-forms[number]] - 1
    start, end = np.empty(most, np.int32), np.empty(most, np.int32)
    row, form = np.empty(most, np.int32), np.empty(most, np.int32)
    count = 0
    for place in range(len(numbers)):
        at, found = begins[place], forms[numbers[place]]
        if found >= 0:
            start[count], end[count], row[count], form[count] = at, ends[place], rows[place], found
            count += 1
            continue
        for step in range(-found + 1, -found + 1 + 2 * parts[-found], 2):
            start[count] = at
            at += parts[step]
            end[count], row[count], form[count] = at, rows[place], parts[step + 1]
            count += 1
    return start, end, row, form
