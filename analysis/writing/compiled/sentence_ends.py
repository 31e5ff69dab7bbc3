"""Lines of books and ends of sentences, by loops over characters."""

from __future__ import annotations

import numpy as np
from numba import njit

from analysis.writing.compiled import characters as chars
from analysis.writing.compiled.characters import Array, Marks, inlined

NOTABLE = chars.UPPER | chars.LINE | chars.SIGN  # what may end a sentence, or show that one has ended
END, ASK_STOP, ASK_LOST = 0, 1, 2
COMMA, COLON, UNREAD, LINE_END = 44, 58, 0xAD, 10


@njit(cache=True)
def lines(codes: Array, flags: Array) -> tuple[Array, Array]:
    """Give start, end and length of the first word of each line that is not blank, and seven flags of each.

    As `analysis.corpus.lines.Lines` has them; that a line may begin as an item does is said of more lines.
    """
    line_ends = np.flatnonzero(codes == LINE_END)
    most = len(line_ends) + 1
    numbers, told = np.empty((3, most), np.int64), np.empty((most, 7), np.bool_)
    count = place = 0
    is_behind_blank = False
    for number in range(most):
        stop = line_ends[number] if number < len(line_ends) else len(codes)
        start, end = _trimmed(codes, place, stop, flags)
        if end > start:
            first, last = flags[codes[start]], codes[end - 1]
            word = item = start
            while word < end and not flags[codes[word]] & chars.SPACE:
                word += 1
            while item < word and not ends_number(codes[item]):
                item += 1
            numbers[0, count], numbers[1, count], numbers[2, count] = start, end, word - start
            told[count, 0] = not is_behind_blank
            told[count, 1] = ends_openly(codes, start, end, flags)
            told[count, 2] = last == COMMA
            is_hyphen = last == chars.HYPHEN or last == UNREAD
            told[count, 3] = is_hyphen and end - start > 1 and _is_letter(codes[end - 2], flags)
            told[count, 4] = first & chars.LOWER != 0
            told[count, 5] = first & chars.LETTER != 0
            told[count, 6] = first & chars.LETTER == 0 or item < word
            count += 1
        is_behind_blank = end <= start
        place = stop + 1
    return numbers[:, :count], told[:count]


@inlined
def _is_letter(code: int, flags: Array) -> bool:
    return flags[code] & chars.LETTER != 0 or 0x300 <= code <= 0x36F


@inlined
def ends_openly(codes: Array, start: int, end: int, flags: Array) -> bool:
    """Tell whether a line ends with no mark, as `analysis.corpus.lines.is_open` does."""
    while end > start:
        code = codes[end - 1]
        if (
            end - start >= 5
            and code == 93
            and codes[end - 5] == chars.BRACKET
            and codes[end - 4] == codes[end - 3] == codes[end - 2] == chars.POINT
        ):
            end -= 5
        elif code == chars.QUOTE or flags[code] & (chars.CLOSES | chars.SHUTS | chars.SPACE):
            end -= 1
        else:
            return not (flags[code] & chars.SIGN or code in (COLON, COMMA))
    return True


@inlined
def _trimmed(codes: Array, start: int, end: int, flags: Array) -> tuple[int, int]:
    """Leave out the white space at both ends of a stretch."""
    while start < end and flags[codes[start]] & chars.SPACE:
        start += 1
    return start, _before_space(codes, start, end, flags)


@inlined
def _before_space(codes: Array, begin: int, place: int, flags: Array) -> int:
    while place > begin and flags[codes[place - 1]] & chars.SPACE:
        place -= 1
    return place


@njit(cache=True)
def ends(codes: Array, starts: Array, stops: Array, marks: Marks) -> tuple[Array, Array, Array, Array]:
    """Tell where sentences may end in paragraphs.

    Gives place, kind (`END`: it is one; `ASK_STOP`: a stop sign in doubt stands there; `ASK_LOST`: a
    stop may have been lost there) and paragraph of each, and which paragraphs hold line ends that may
    part them.
    """
    flags = marks.flags
    notable = chars.places(codes, flags, NOTABLE)
    most = len(notable)
    places, kinds, owners = np.empty(most, np.int64), np.empty(most, np.int8), np.empty(most, np.int64)
    doubtful = np.zeros(len(starts), np.bool_)
    count = at = 0
    for paragraph in range(len(starts)):
        begin = place = starts[paragraph]
        limit = _before_space(codes, begin, stops[paragraph], flags)
        while at < most and notable[at] < limit:
            first, end, kind = 0 + notable[at], 0, END  # 0: a place has 64 bits
            at += 1
            if first < place:
                continue
            flag = flags[codes[first]]
            place = first + 1
            if flag & chars.UPPER:
                end, kind = _lost(codes, begin, first, limit, marks), ASK_LOST
            elif flag & chars.LINE:
                doubtful[paragraph] |= not _goes_on(codes, first, limit, flags)
            else:
                while codes[first] != chars.SEMICOLON and place < limit and _is_point(codes[place], flags):
                    place += 1
                end = _end(codes, begin, first, place, limit, marks)
                if end < 0:
                    end, kind = first, ASK_STOP
            if end != 0 or kind == ASK_STOP:
                places[count], kinds[count], owners[count] = end, kind, paragraph
                count += 1
    return places[:count], kinds[:count], owners[:count], doubtful


@inlined
def _is_point(code: int, flags: Array) -> bool:
    return flags[code] & chars.SIGN != 0 and code != chars.SEMICOLON


@inlined
def _goes_on(codes: Array, place: int, limit: int, flags: Array) -> bool:
    """Tell whether a line end is followed by a word: neither by a blank line nor by an item of a list."""
    start = place + 2 if codes[place] == 13 and codes[place + 1] == 10 else place + 1
    while flags[codes[start]] & chars.SPACE:
        if flags[codes[start]] & chars.LINE:
            return False
        start += 1
    if flags[codes[start]] & chars.LETTER == 0:
        return False
    while start < limit and flags[codes[start]] & chars.LETTER:
        start += 1
    return start >= limit or not ends_number(codes[start])


@inlined
def ends_number(code: int) -> bool:
    """Tell whether the number of an item may end with this character."""
    return code in (41, chars.POINT, 0xB0)  # 1)  1.  1°


@inlined
def _lost(codes: Array, begin: int, place: int, limit: int, marks: Marks) -> int:
    """Give where a stop may be missing before a capital, or 0."""
    flags = marks.flags
    back = _before_space(codes, begin, place, flags)
    if back in (place, begin):
        return 0
    if flags[codes[back - 1]] & chars.OPENS:  # a dash
        further = _before_space(codes, begin, back - 1, flags)
        back = further if further < back - 1 else back
    if back > begin and flags[codes[back - 1]] & (chars.SHUTS | chars.CLOSES):
        back -= 1
    if back == begin:
        return 0
    code = codes[back - 1]
    if code == 95 or not (flags[code] & chars.WORD or 0x300 <= code <= 0x36F):
        return 0
    value = chars.HASH_START
    while place < limit and flags[codes[place]] & chars.LETTER:
        value = (value ^ np.uint64(codes[place])) * chars.HASH_FACTOR
        place += 1
    return back if chars.holds(marks.opening, value) else 0


@inlined
def _end(codes: Array, begin: int, first: int, sign_end: int, limit: int, marks: Marks) -> int:
    """Give where the sentence ends that a stop sign closes, 0 if it closes none, -1 if that is in doubt."""
    flags = marks.flags
    if first > begin and codes[first - 1] == chars.BRACKET:  # [...]
        return -1
    end = sign_end
    while end < limit:
        after = end
        while after < limit and flags[codes[after]] & chars.SPACE:
            after += 1
        if after < limit and flags[codes[after]] & chars.CLOSES:
            end = after + 1
        elif flags[codes[end]] & chars.SHUTS and not (end + 1 < limit and flags[codes[end + 1]] & chars.WORD):
            end += 1
        else:
            break
    if end < limit and codes[end] == chars.QUOTE:
        return -1
    start = end
    while start < limit and flags[codes[start]] & (chars.OPENS | chars.SPACE):
        start += 1
    if start >= limit:
        return 0
    flag = flags[codes[start]]
    is_point = codes[first] == chars.POINT and sign_end == first + 1
    if is_point and end == sign_end and 0 < start - end <= 2 and chars.announces(codes, begin, first, marks):
        return 0  # too near for a dash, which would part two sentences
    if flag & chars.LOWER:
        return -1 if is_point and start > end else 0
    if not (flag & chars.UPPER or (flag & chars.DIGIT and start > end)):
        return 0
    if codes[first] == chars.SEMICOLON or start == sign_end:
        return -1
    if is_point and (codes[end] == chars.HYPHEN or not chars.is_plain_word(codes, begin, first, marks)):
        return -1
    return end


@njit(cache=True)
def spans(codes: Array, starts: Array, stops: Array, ends: Array, flags: Array) -> Array:
    """Cut paragraphs at these ends, which are sorted, and trim: start, end and paragraph of each stretch."""
    found = np.empty((len(starts) + len(ends), 3), np.int64)
    count = number = 0
    for paragraph in range(len(starts)):
        start = starts[paragraph]
        while start < stops[paragraph]:
            while number < len(ends) and ends[number] <= start:
                number += 1
            stop = stops[paragraph]
            if number < len(ends) and ends[number] < stop:
                stop = ends[number]
            first, last = _trimmed(codes, start, stop, flags)
            if last > first:
                found[count, 0], found[count, 1], found[count, 2] = first, last, paragraph
                count += 1
            start = stop
    return found[:count]
