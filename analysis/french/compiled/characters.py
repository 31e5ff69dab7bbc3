"""What the compiled loops know of characters and of listed words."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from analysis.french.lists import abbreviations
from analysis.french.sentences import OPENERS
from analysis.spelling import decomposed

Array = npt.NDArray[Any]

KNOWN = 0x20000  # characters from here on have no flags: their texts are left to the readable rules
(
    LETTER,
    UPPER,
    LOWER,
    DIGIT,
    SPACE,
    WORD,
    INSIDE,
    OPENS,
    CLOSES,
    SHUTS,
    LINE,
    LEFT,
    SIGN,
    JOINS,
    ELIDED,
    ODD,
) = (1 << n for n in range(16))
HYPHEN, POINT, PARENTHESIS, SEMICOLON, QUOTE, BRACKET = map(ord, '-.(;"[')
LONGEST = 90  # characters of a word before a stop sign: a longer one is left to the readable rules
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
    ELIDED: "cdjlmnstCDJLMNST",
    WORD: "_",
}


class Marks(NamedTuple):
    """What the loops look up: by code point, flags and small letter; sets of the hashes of listed words."""

    flags: npt.NDArray[np.uint16]
    lower: npt.NDArray[np.uint32]
    listed: npt.NDArray[np.uint64]  # all abbreviations, in small letters
    announcing: npt.NDArray[np.uint64]  # those that never end a sentence
    opening: npt.NDArray[np.uint64]  # the first letters of the words that show a lost full stop
    longest: int  # letters of a listed word


@cache
def marks() -> Marks:
    """Give what the loops look up."""
    announcing, _, ending = abbreviations()
    listed = {word.lower() for some in abbreviations() for word in some}
    never = announcing - ending
    never |= {word.capitalize() for word in never if word.islower()}
    first = {form.split()[0] for word in OPENERS for form in (word, decomposed(word))}
    opening = {"".join(takewhile(str.isalpha, word)) for word in first}
    lower = [ord(chr(code).lower()[0]) for code in range(KNOWN + 1)]
    return Marks(
        _flags(),
        np.array(lower, np.uint32),
        _hash_set(listed),
        _hash_set(never),
        _hash_set(opening),
        max(map(len, listed)),
    )


def _flags() -> npt.NDArray[np.uint16]:
    found = np.zeros(KNOWN + 1, np.uint16)
    for code in range(KNOWN):
        char = chr(code)
        if char.isalnum():
            found[code] = WORD | DIGIT * char.isdigit() | LETTER * char.isalpha()
        found[code] |= SPACE * char.isspace() | UPPER * char.isupper() | LOWER * char.islower()
    for bit, chars in _CHARS.items():
        for char in chars:
            found[ord(char)] |= bit
    found[found & (LETTER | INSIDE | JOINS | SPACE) == 0] |= (
        ODD  # words that hold them ask the readable rules
    )
    return found


def codes(text: str) -> npt.NDArray[np.uint16] | npt.NDArray[np.uint32]:
    """Give the code points of a text, in 16 bits each where that is enough."""
    short = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(short) == len(text):
        return short
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def knows(codes: Array) -> bool:
    """Tell whether all these characters have flags."""
    return codes.dtype == np.uint16 or len(codes) == 0 or int(codes.max()) < KNOWN


def _hash(word: str) -> np.uint64:
    value = int(HASH_START)
    for char in word:
        value = ((value ^ ord(char)) * int(HASH_FACTOR)) % 2**64
    return np.uint64(value)


def _hash_set(words: Set[str]) -> npt.NDArray[np.uint64]:
    """Put the hashes of words where `holds` finds them: in their slot or the next free one, 0 is free."""
    slots = np.zeros(1 << (8 * len(words)).bit_length(), np.uint64)
    for word in words:
        value = _hash(word)
        slot = int(value) & (len(slots) - 1)
        while slots[slot]:
            slot = (slot + 1) & (len(slots) - 1)
        slots[slot] = value
    return slots


@inlined
def is_plain_word(codes: Array, begin: int, end: int, marks: Marks) -> bool:  # pragma: no cover
    """Tell whether a word of letters ends here that is no abbreviation, whole or behind its last hyphen."""
    flags = marks.flags
    start = part = end
    while start > begin and end - start < LONGEST:
        code = codes[start - 1]
        if code == HYPHEN:
            part = start if part == end else part
        elif not flags[code] & LETTER:
            break
        start -= 1
    part = start if part == end else part
    if start > begin:
        code = codes[start - 1]
        if not (flags[code] & (SPACE | CLOSES | LEFT) or code == 39 or code == 0x2019):
            return False
    if end - part < 2:
        return False
    if end - part > marks.longest:
        return True
    whole = last = HASH_START
    for place in range(start, end):
        letter = np.uint64(marks.lower[codes[place]])
        whole = (whole ^ letter) * HASH_FACTOR
        last = (last ^ letter) * HASH_FACTOR if place >= part else last
    return not (holds(marks.listed, whole) or holds(marks.listed, last))


@inlined
def announces(codes: Array, begin: int, end: int, marks: Marks) -> bool:  # pragma: no cover
    """Tell whether white space and an abbreviation stand here that announces a name (*M.*)."""
    flags = marks.flags
    start = end
    while start > begin and end - start < LONGEST and flags[codes[start - 1]] & LETTER:
        start -= 1
    if start == end or (start > begin and not flags[codes[start - 1]] & SPACE):
        return False
    value = HASH_START
    for place in range(start, end):
        value = (value ^ np.uint64(codes[place])) * HASH_FACTOR
    return holds(marks.announcing, value)


@inlined
def holds(slots: Array, value: np.uint64) -> bool:  # pragma: no cover
    """Tell whether a hash is in a set of them."""
    slot = np.int64(value & np.uint64(len(slots) - 1))
    while slots[slot] != 0 and slots[slot] != value:
        slot = (slot + 1) & (len(slots) - 1)
    return bool(slots[slot])
