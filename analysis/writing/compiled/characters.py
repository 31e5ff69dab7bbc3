"""What the compiled loops know of characters and of listed words."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from analysis.spelling import decomposed
from analysis.writing.sentences import Sentences

Array = npt.NDArray[Any]

ALL = 0x110000  # code points of Unicode
LETTER, UPPER, LOWER, DIGIT, SPACE, WORD, JOINS, ELIDED = (1 << n for n in range(8))
INSIDE, OPENS, CLOSES, SHUTS, LINE, LEFT, SIGN, ODD = (1 << n for n in range(8, 16))
HYPHEN, POINT, PARENTHESIS, SEMICOLON, QUOTE, BRACKET = map(ord, '-.(;"[')
HASH_START, HASH_FACTOR = np.uint64(14695981039346656037), np.uint64(1099511628211)  # of FNV-1a

inlined = njit(cache=True, inline="always")  # of a loop: a call would pass on every array of `Marks` anew
_CHARS = {
    INSIDE: ',;:!?….»”«“"()[]‘–—',  # beside letters, apostrophes and hyphens, no rule for words cares
    OPENS: "«“\"‘'([-–—•*^↑",
    CLOSES: "»”",
    SHUTS: "’')]",
    LINE: "\r\n\x85\u2028\u2029",
    LEFT: '«“"([',
    SIGN: ".!?…;",
    JOINS: "-'’",
    WORD: "_",
}


class Marks(NamedTuple):
    """What the loops look up: by code point, flags and small letter; sets of the hashes of listed words."""

    flags: npt.NDArray[np.uint16]
    lower: npt.NDArray[np.uint32]
    listed: npt.NDArray[np.uint64]  # all abbreviations, in small letters, from their end
    announcing: npt.NDArray[np.uint64]  # those that never end a sentence, from their end
    opening: npt.NDArray[np.uint64]  # the first letters of the words that show a lost full stop
    longest: int  # letters of a listed word


@cache
def marks(sentences: Sentences, elided: str) -> Marks:
    """Give what the loops look up of a language; ``elided``: letters that are a word before an apostrophe."""
    announcing, _, ending = sentences.lists.abbreviations
    listed = {word.lower() for some in sentences.lists.abbreviations for word in some}
    never = announcing - ending
    never |= {word.capitalize() for word in never if word.islower()}
    opening = {
        re.findall(r"[^\W\d_]+", form)[0] for word in sentences.openers for form in (word, decomposed(word))
    }
    flags = letters()[0].copy()
    flags[[*map(ord, elided)]] |= ELIDED
    return Marks(
        flags,
        letters()[1],
        hashes({word[::-1] for word in listed}),
        hashes({word[::-1] for word in never}),
        hashes(opening),
        max(map(len, listed)),
    )


@cache
def letters() -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint32]]:
    """Give the flags of each code point that hold in any language, and its small letter."""
    chars = np.arange(ALL, dtype=np.uint32).view("U1")
    flags, lower = _flags(chars), np.arange(ALL, dtype=np.uint32)
    upper = np.flatnonzero(flags & UPPER)
    lower[upper] = np.strings.lower(chars[upper]).view(np.uint32)
    lower[ord("İ")] = ord("İ")  # two characters in small letters
    return flags, lower


def _flags(chars: npt.NDArray[np.str_]) -> npt.NDArray[np.uint16]:
    tests = {
        LETTER: np.strings.isalpha,
        UPPER: np.strings.isupper,
        LOWER: np.strings.islower,
        DIGIT: np.strings.isdigit,
        SPACE: np.strings.isspace,
        WORD: np.strings.isalnum,
    }
    found = np.zeros(ALL, np.uint16)
    for bit, test in tests.items():
        found[test(chars)] |= bit
    for bit, some in _CHARS.items():
        found[[*map(ord, some)]] |= bit
    found[found & (LETTER | INSIDE | JOINS | SPACE) == 0] |= (
        ODD  # words that hold them ask the readable rules
    )
    return found


def flags_of(some: str) -> npt.NDArray[np.bool_]:
    """Tell of each code point whether it is one of these characters."""
    found = np.zeros(ALL, bool)
    found[[*map(ord, some)]] = True
    return found


def codes(text: str) -> npt.NDArray[np.uint16] | npt.NDArray[np.uint32]:
    """Give the code points of a text, in 16 bits each where that is enough."""
    short = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(short) == len(text):
        return short
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def hashes(words: Set[str]) -> npt.NDArray[np.uint64]:
    """Put the hashes of words into a table that is large enough to give each a slot of its own."""
    hashes = np.array([_hash(word) for word in words], np.uint64)
    size = 1
    while len(np.unique(hashes % size)) < len(hashes):
        size *= 2
    slots = np.zeros(size, np.uint64)
    slots[hashes % size] = hashes
    return slots


def _hash(word: str) -> int:
    value = int(HASH_START)
    for char in word:
        value = ((value ^ ord(char)) * int(HASH_FACTOR)) % 2**64
    return value


@njit(cache=True)
def places(codes: Array, flags: Array, wanted: int) -> Array:
    """Give the places of all characters that have one of these flags."""
    found = np.empty(len(codes) + 1, np.int32)
    count = 0
    for place in range(len(codes)):  # without a branch: a processor would often guess it wrong
        found[count] = place
        count += flags[codes[place]] & wanted != 0
    return found[:count]


@inlined
def holds(slots: Array, value: np.uint64) -> bool:
    """Tell whether a hash is in such a table."""
    return bool(slots[value & np.uint64(len(slots) - 1)] == value)


@inlined
def is_plain_word(codes: Array, begin: int, end: int, marks: Marks) -> bool:
    """Tell whether a word of letters ends here that is no abbreviation, whole or behind its last hyphen."""
    flags = marks.flags
    start = part = end
    whole = last = HASH_START
    while start > begin:
        code = codes[start - 1]
        if code == HYPHEN and part == end:
            part, last = start, whole
        elif code != HYPHEN and not flags[code] & LETTER:
            break
        whole = (whole ^ np.uint64(marks.lower[code])) * HASH_FACTOR
        start -= 1
    if part == end:
        part, last = start, whole
    if start > begin:
        code = codes[start - 1]
        if not (flags[code] & (SPACE | CLOSES | LEFT) or code == 39 or code == 0x2019):
            return False
    if end - part < 2:
        return False
    return end - part > marks.longest or not (holds(marks.listed, whole) or holds(marks.listed, last))


@inlined
def announces(codes: Array, begin: int, end: int, marks: Marks) -> bool:
    """Tell whether white space and an abbreviation stand here that announces a name (*M.*)."""
    value = HASH_START
    while end > begin and marks.flags[codes[end - 1]] & LETTER:
        end -= 1
        value = (value ^ np.uint64(codes[end])) * HASH_FACTOR
    return (end == begin or marks.flags[codes[end - 1]] & SPACE != 0) and holds(marks.announcing, value)
