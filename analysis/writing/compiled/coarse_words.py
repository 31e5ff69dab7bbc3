"""Coarse words and their numbers in a dictionary, by loops over characters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from analysis.writing.compiled import characters as chars
from analysis.writing.compiled.characters import Array, Marks, inlined

SHORT = np.uint64(7)  # letters that a key can hold
BYTE, WIDE, NOTHING, ONE, HASHED = map(np.uint64, (8, 256, 0, 1, 1 << 63))
KEY, NUMBER = 0, 1  # columns of the table of a dictionary
ROW, START, END = 0, 1, 2  # columns of a table of words; its row is the number of the sentence
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / the golden ratio: neighbouring keys fall far apart (Knuth)


class Dictionary(NamedTuple):
    """The words met: a table of keys (0: free) and numbers, and the letters of each in a pool."""

    table: Array
    offsets: Array
    pool: Array


@njit(cache=True)
def words(
    codes: Array, starts: Array, stops: Array, first_row: int, last_row: int, marks: Marks
) -> tuple[Array, Array, Array]:
    """Cut these sentences into coarse words.

    Gives row of the sentence, start and end of each, their keys, and the stretches left to the readable
    rules: row, start, end, how many words stand before.
    """
    flags = marks.flags
    length = stops[last_row - 1] - starts[first_row]
    most = length // 2 + 2
    found, asks = np.empty((most, 3), np.int32), np.empty((most, 4), np.int32)
    keys = np.empty(most, np.uint64)
    bounds, bound_keys = np.empty(length + 2, np.int32), np.empty(length + 2, np.uint64)
    count = asked = 0
    for row in range(first_row, last_row):
        start, limit, before = starts[row], stops[row], count
        n_bounds = _bounds(codes, start, limit, flags, bounds, bound_keys)
        at = 0
        while at < n_bounds and bounds[at] < limit:
            place = bounds[at]
            flag = flags[codes[place]]
            if flag & chars.LETTER:
                begin, is_plain = place, True
                at += 1
                place, key = bounds[at], bound_keys[at]
                flag = flags[codes[place]] if place < limit else chars.SPACE
                if not flag & chars.SPACE:
                    if _is_elided(codes, begin, bounds, at, limit, flags):
                        place += 1
                        found[count, ROW], found[count, START], found[count, END] = row, begin, place
                        keys[count] = _key(codes, begin, place)
                        count += 1
                        at += 2
                        begin, place, key = place, bounds[at], bound_keys[at]
                        flag = flags[codes[place]] if place < limit else chars.SPACE
                    elif flag & chars.JOINS:
                        at, place = _joined(codes, bounds, at, limit, flags)
                        key = _key(codes, begin, place)
                    elif codes[place] == chars.POINT and _announces(codes, start, begin, place, limit, marks):
                        place += 1
                        key = _key(codes, begin, place)
                    if place < limit and codes[place] == chars.POINT:
                        is_plain = _is_plain_stop(codes, begin, place, limit, marks)
                    else:
                        is_plain = place == limit or codes[place] != chars.PARENTHESIS
                found[count, ROW], found[count, START], found[count, END] = row, begin, place
                keys[count] = key
                count += 1
                if is_plain:
                    at += flag & (chars.SPACE | chars.INSIDE) != 0
                    continue
            elif flag & (chars.INSIDE | chars.JOINS | chars.SPACE):
                at += 1
                continue
            first = last = place
            while first > start and not flags[codes[first - 1]] & chars.SPACE:
                first -= 1
            while last < limit and not flags[codes[last]] & chars.SPACE:
                last += 1
            while count > before and found[count - 1, START] >= first:
                count -= 1
            while at < n_bounds and bounds[at] <= last:
                at += 1
            former = asked - 1
            if asked and asks[former, 0] == row and asks[former, 3] == count and asks[former, 2] == first - 1:
                asks[former, 2] = last  # a number may go on behind a space
            else:
                asks[asked, 0], asks[asked, 1], asks[asked, 2], asks[asked, 3] = row, first, last, count
                asked += 1
    return found[:count], keys[:count], asks[:asked]


@inlined
def _bounds(codes: Array, start: int, limit: int, flags: Array, bounds: Array, keys: Array) -> int:
    """Write where letters begin and end, with their key at their end, and where any odd character stands.

    Without a branch that depends on the text: a processor that guesses where a word ends is wrong too often.
    """
    count = was_letter = packed = wide = hashed = length = NOTHING
    for place in range(np.uint64(start), np.uint64(limit)):
        code = np.uint64(codes[place])
        flag = np.uint64(flags[code])
        is_letter = flag & np.uint64(chars.LETTER)  # 0 or 1
        bounds[count] = place
        keys[count] = _chosen(packed, wide, hashed, length)
        count += (is_letter ^ was_letter) | (flag // np.uint64(chars.ODD))
        was_letter = is_letter
        mask = NOTHING - is_letter
        packed = ((packed << BYTE) | code) & mask
        wide = (wide | code) & mask
        hashed = ((hashed ^ code) * chars.HASH_FACTOR) & mask
        length = (length + ONE) & mask
    if was_letter:
        bounds[count] = limit
        keys[count] = _chosen(packed, wide, hashed, length)
        count += ONE
    return int(count)


@inlined
def _is_elided(codes: Array, begin: int, bounds: Array, at: int, limit: int, flags: Array) -> bool:
    """Tell whether a letter and an apostrophe are a word (*l'*), before small letters; not in *l'on*."""
    place = bounds[at]
    if place != begin + 1 or codes[place] == chars.HYPHEN or not flags[codes[begin]] & chars.ELIDED:
        return False
    if not _goes_on(codes, place, limit, flags) or not flags[codes[place + 1]] & chars.LOWER:
        return False
    end = bounds[at + 2]
    return end > place + 3 and (end == limit or not flags[codes[end]] & chars.JOINS)


@inlined
def _joined(codes: Array, bounds: Array, at: int, limit: int, flags: Array) -> tuple[int, int]:
    """Give where letters end that apostrophes and hyphens join; a last apostrophe belongs to them."""
    place = bounds[at]
    while _goes_on(codes, place, limit, flags):
        at += 2
        place = bounds[at]
    is_apostrophe = place < limit and flags[codes[place]] & chars.JOINS and codes[place] != chars.HYPHEN
    return at, place + 1 if is_apostrophe else place


@inlined
def _goes_on(codes: Array, place: int, limit: int, flags: Array) -> bool:
    """Tell whether a sign that joins and a letter stand here: then the next two bounds are its word's."""
    is_joined = place + 1 < limit and flags[codes[place]] & chars.JOINS != 0
    return is_joined and flags[codes[place + 1]] & chars.LETTER != 0


@inlined
def _key(codes: Array, begin: int, end: int) -> np.uint64:
    """Give the key of a word."""
    packed = wide = hashed = NOTHING
    for place in range(begin, end):
        letter = np.uint64(codes[place])
        packed = (packed << BYTE) | letter
        wide |= letter
        hashed = (hashed ^ letter) * chars.HASH_FACTOR
    return _chosen(packed, wide, hashed, np.uint64(end - begin))


@inlined
def _chosen(packed: np.uint64, wide: np.uint64, hashed: np.uint64, length: np.uint64) -> np.uint64:
    """Give a short word of Latin letters, a byte a letter; for any other a hash with its highest bit set."""
    return packed if (length <= SHORT) & (wide < WIDE) else hashed | HASHED


@inlined
def _announces(codes: Array, start: int, begin: int, place: int, limit: int, marks: Marks) -> bool:
    """Tell whether a full stop belongs to the word before it (*M. Dupont*)."""
    flags = marks.flags
    if place + 2 >= limit or not flags[codes[place + 1]] & chars.SPACE:
        return False
    if begin > start and not flags[codes[begin - 1]] & chars.SPACE:
        return False
    after = place + 1
    while after < limit and flags[codes[after]] & chars.SPACE:
        after += 1
    return after < limit and flags[codes[after]] & chars.WORD and chars.announces(codes, begin, place, marks)


@inlined
def _is_plain_stop(codes: Array, begin: int, place: int, limit: int, marks: Marks) -> bool:
    """Tell whether the point behind a word is no part of it: no abbreviation, no letter of an acronym."""
    flags = marks.flags
    after = place + 1
    while after < limit and flags[codes[after]] & (chars.INSIDE | chars.SHUTS):
        after += 1
    is_last = after == limit or flags[codes[after]] & chars.SPACE != 0
    return is_last and chars.is_plain_word(codes, begin, place, marks)


@njit(cache=True)
def merged(codes: Array, words: Array, keys: Array, asked: Array) -> tuple[Array, Array]:
    """Put words of the readable rules (row, start, end, how many words stand before) among the others."""
    both = np.empty((len(words) + len(asked), 3), np.int32)
    both_keys = np.empty(len(both), np.uint64)
    taken = 0
    for place in range(len(both)):
        word = place - taken
        if taken < len(asked) and asked[taken, 3] == word:
            for column in range(3):
                both[place, column] = asked[taken, column]
            both_keys[place] = _key(codes, asked[taken, START], asked[taken, END])
            taken += 1
        else:
            for column in range(3):
                both[place, column] = words[word, column]
            both_keys[place] = keys[word]
    return both, both_keys


@njit(cache=True)
def number(codes: Array, words: Array, keys: Array, dictionary: Dictionary, known: int) -> tuple[Array, int]:
    """Give the number of each word in the dictionary, which grows, and how many are known now."""
    table, offsets, pool = dictionary
    numbers = np.empty(len(words), np.int32)
    for word in range(len(words)):
        key = keys[word]
        slot = _slot(key, len(table))
        while table[slot, KEY] != key and table[slot, KEY] != 0:
            slot = (slot + 1) & (len(table) - 1)
        if table[slot, KEY] == 0:
            _enter(codes, words[word, START], words[word, END], key, slot, dictionary, known)
            known += 1
        numbers[word] = table[slot, NUMBER]
    for word in range(len(words)):  # a loop of its own, so that the waits for memory overlap
        key, begin, end = keys[word], words[word, START], words[word, END]
        if key & HASHED == 0 or _is_same(codes, begin, end, offsets, pool, numbers[word]):
            continue
        slot = _slot(key, len(table))  # another word has this hash too
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
) -> None:
    table, offsets, pool = dictionary
    table[slot, KEY], table[slot, NUMBER] = key, number
    offset = offsets[number]
    offsets[number + 1] = offset + end - begin
    for step in range(end - begin):
        pool[offset + step] = codes[begin + step]


@inlined
def _is_same(codes: Array, begin: int, end: int, offsets: Array, pool: Array, number: int) -> bool:
    """Tell whether a word is that of a number: another may have its hash."""
    offset = offsets[number]
    step = 0
    while step < end - begin and pool[offset + step] == codes[begin + step]:
        step += 1
    return step == end - begin and offsets[number + 1] == offset + step


@inlined
def _slot(key: np.uint64, size: int) -> np.int64:
    return np.int64(((key * SPREAD) >> np.uint64(32)) & np.uint64(size - 1))


@njit(cache=True)
def move(old: Array, new: Array) -> None:
    """Put the words of a table into a larger one that is empty."""
    for place in range(len(old)):
        if old[place, KEY] != 0:
            slot = _slot(old[place, KEY], len(new))
            while new[slot, KEY] != 0:
                slot = (slot + 1) & (len(new) - 1)
            new[slot, KEY], new[slot, NUMBER] = old[place, KEY], old[place, NUMBER]


@njit(cache=True)
def spread(words: Array, numbers: Array, forms: Array, parts: Array) -> tuple[Array, Array, Array, Array]:
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
        at, found = words[place, START], forms[numbers[place]]
        if found >= 0:
            start[count], end[count] = at, words[place, END]
            row[count], form[count] = words[place, ROW], found
            count += 1
            continue
        for step in range(-found + 1, -found + 1 + 2 * parts[-found], 2):
            start[count] = at
            at += parts[step]
            end[count], row[count], form[count] = at, words[place, ROW], parts[step + 1]
            count += 1
    return start, end, row, form
