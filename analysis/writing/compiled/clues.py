"""What tells how a line is to be read, by loops over characters: listed words, language, form."""

from __future__ import annotations

import numpy as np
from numba import njit

from analysis.writing.compiled import characters as chars
from analysis.writing.compiled.characters import Array
from analysis.writing.compiled.sentence_ends import ends_number, ends_openly

BYTE, REST = np.uint64(8), np.uint64(255)
LINE_END, SPACE, RIGHT_QUOTE, APOSTROPHE = 10, 32, 0x2019, 39
LONGEST_NUMBER = 7  # characters in which the number of an item ends


@njit(cache=True)
def unknown(codes: Array, known: Array) -> Array:
    """Give the distinct code points that are not known, and take them for known."""
    found = [np.int64(0) for _ in range(0)]
    for code in codes:
        if not known[code]:
            known[code] = True
            found.append(np.int64(code))
    return np.array(found, np.int64)


@njit(cache=True)
def words_in(
    codes: Array, starts: Array, ends: Array, coarse: Array, columns: Array, steps: Array, told: Array
) -> Array:
    """Give the bits of the words that stand in each of these lines.

    ``coarse``: up to eight bytes that stand for a code point, the first lowest; ``steps``: the next state
    of an automaton (Aho and Corasick) by state and column, ``columns``: the column of each byte; ``told``:
    the bits of the words that end in a state.
    """
    found = np.zeros(len(starts), np.uint64)
    line_end = columns[LINE_END]
    begin = steps[0, line_end]
    for line in range(len(starts)):
        state, bits = begin, told[begin]
        for place in range(starts[line], ends[line]):
            left = coarse[codes[place]]
            while left:
                state = steps[state, columns[left & REST]]
                bits |= told[state]
                left >>= BYTE
        found[line] = bits | told[steps[state, line_end]]
    return found


@njit(cache=True)
def hashes(codes: Array, starts: Array, ends: Array, coarse: Array) -> Array:
    """Give a hash of each line's coarse letters, as `forms` does."""
    found = np.empty(len(starts), np.uint64)
    for line in range(len(starts)):
        whole = chars.HASH_START
        for place in range(starts[line], ends[line]):
            left = coarse[codes[place]]
            while left:
                byte = left & REST
                left >>= BYTE
                if byte != SPACE:
                    whole = (whole ^ byte) * chars.HASH_FACTOR
        found[line] = whole
    return found


@njit(cache=True)
def forms(
    codes: Array,
    starts: Array,
    ends: Array,
    coarse: Array,
    flags: Array,
    lower: Array,
    common: Array,
    least: tuple[int, int, int],
) -> tuple[Array, Array, Array, Array]:
    """Look at each of these lines.

    Gives whether it ends with no mark, may begin as an item does, and may be foreign: at most an eighth of
    its words are common ones, and it has ``least`` letters, or more of a script behind a code than that;
    a hash of its coarse letters, blanks left out; these letters of all lines, and where those of each begin.
    """
    shortest, foreign, last_own = least
    told = np.empty((len(starts), 3), np.bool_)
    hashes, bounds = np.empty(len(starts), np.uint64), np.empty(len(starts) + 1, np.int64)
    letters = np.empty(len(codes) + 8, np.uint8)
    count = 0
    for line in range(len(starts)):
        start, end = starts[line], ends[line]
        if count + 8 * (end - start) > len(letters):
            letters = np.append(letters, np.empty(len(letters) + 8 * (end - start), np.uint8))
        bounds[line] = count
        whole = word = chars.HASH_START
        words = known = length = n_letters = n_foreign = 0
        for place in range(start, end):
            code = codes[place]
            left = coarse[code]
            while left:
                byte = left & REST
                left >>= BYTE
                if byte != SPACE:
                    letters[count] = byte
                    count += 1
                    whole = (whole ^ byte) * chars.HASH_FACTOR
            is_letter = flags[code] & chars.LETTER
            n_letters += is_letter
            n_foreign += is_letter & (code > last_own)
            is_space = flags[code] & chars.SPACE != 0
            if not is_space:
                if code == RIGHT_QUOTE:
                    code = APOSTROPHE
                word = (word ^ np.uint64(lower[code])) * chars.HASH_FACTOR
                length += 1
            if length and (is_space or code == APOSTROPHE or place == end - 1):
                words += 1
                known += chars.holds(common, word)
                word, length = chars.HASH_START, 0
        hashes[line] = whole
        told[line, 0] = ends_openly(codes, start, end, flags)
        is_item = start < end and flags[codes[start]] & chars.LETTER == 0
        for place in range(start, min(end, start + LONGEST_NUMBER)):
            is_item |= ends_number(codes[place])
        told[line, 1] = is_item
        told[line, 2] = 8 * known <= words and (n_letters >= shortest or n_foreign > foreign)
    bounds[len(starts)] = count
    return told, hashes, letters[:count], bounds
