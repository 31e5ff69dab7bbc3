"""A text as the rules read it: of the same length, so that every place in it is one of the text itself.

Signs that mean the same are one sign: a hyphen, an apostrophe, a space, a line end. A line that goes on in
the next ends with a space. What nobody reads (numbers of notes, characters without width, the hyphen of a
word broken at a line end) is a space, or inside a word a soft hyphen, which the rules for words pass over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from analysis.corpus.lines import lines_of, on_one_line
from analysis.french.lists import LETTER, is_known, is_listed
from analysis.spelling import UNREAD

SIGNS = {
    "-": "\u2010\u2011\ufe63\uff0d",
    " ": "\t\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
    "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    UNREAD: "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufe0e\ufe0f\ufeff",
}
APOSTROPHES = "\u2018\u00b4`\u02bc\u2032\u201b\u02b9\u02bb\u02c8\ua78c\uff07"  # where letters stand round
HIGH = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
ALL_SIGNS = "".join(SIGNS.values()) + APOSTROPHES + HIGH
NEAR = 60  # characters before a number in which the word stands that it may be glued to

_IN_WORD = r"\w\u0300-\u036f"
_PAGE_END = re.compile(r"(?<=[\r\n])\x0c|\x0c(?=[\r\n])")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}](?<={LETTER}.)(?=[\w«“\"{UNREAD}])")
_AT_EDGE = re.compile(rf"(?<![{_IN_WORD}{UNREAD}'’-]){UNREAD}+|{UNREAD}+(?![{_IN_WORD}{UNREAD}'’\n-])")
_BEHIND_JOINT = re.compile(rf"(?<=[{_IN_WORD}{UNREAD}])(['’-])({UNREAD}+)")
_HIGH_NOTE = re.compile(rf"(?<=[^\W\d_]|[.,;:!?…»”\")\]])[{HIGH}](?:[{HIGH},]*[{HIGH}])?")
_BRACKET_NOTE = re.compile(
    r"""\[(?:(?<=[\w.,;:!?…»”")\]]\[)|(?<=[\w.,;:!?…»”")\]]\ \[))(?:note\ |n\.\ ?)?[1-9]\d{0,2}\]
      |\((?<=\w\()[1-9]\d?\)(?!\w)""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[1-9](?<=[^\W\d_][1-9]|[.,;:!?…»”)][1-9])\d{0,2}(?![\w%°€$@]|[-/'’.,:]\w)")
_BEFORE = re.compile(rf"(?<![\w/@#.-])(?:\w+['’-])*({LETTER}+)([.,;:!?…»”) ]*)$")
_AFTER_STOP = re.compile(r"\s+[^\W\d_]|\s*[«“(—–]|\s*$", re.MULTILINE)
_LETTER_WORDS = "aày"
_UNITS = frozenset("m km cm mm dm hm dam um nm".split())


def read(text: str) -> str:
    r"""Give the reading of a text, of the same length.

    Examples
    --------
    >>> read("Les États‑Unis,\nl‘ONU et la commu-\nnauté.¹ Oui").replace(UNREAD, "~")
    "Les États-Unis, l'ONU et la commu~~nauté.  Oui"
    """
    text = with_usual_signs(text, [sign for sign in ALL_SIGNS if sign in text])
    return on_one_line(text, lines_of(text))


def with_usual_signs(text: str, unusual: Iterable[str]) -> str:
    """Put the usual sign for each of the unusual ones that a text holds, and nothing for its notes."""
    present = set(unusual)
    if "\x0c" in present:
        text = _PAGE_END.sub(" ", text)
    if "\r" in present:
        text = text.replace("\r\n", " \n")
    for usual, others in SIGNS.items():
        for sign in present.intersection(others):
            text = text.replace(sign, usual)
    if present.intersection(SIGNS[UNREAD]):
        text = _AT_EDGE.sub(_blank, text)
        text = _BEHIND_JOINT.sub(r"\2\1", text)
    if present.intersection(APOSTROPHES):
        text = _APOSTROPHE.sub("'", text)
    if present.intersection(HIGH):
        text = _HIGH_NOTE.sub(_blank, text)
    if "[" in text or "(" in text:
        text = _BRACKET_NOTE.sub(_blank, text)
    return _without_numbers(text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_numbers(text: str) -> str:
    """Put spaces for the numbers of notes that are glued to a word, or to the mark behind it."""
    glued = [(found, before) for found in _NUMBER.finditer(text) if (before := _word_before(text, found))]
    if not glued:
        return text
    numbers = {int(found[0]) for found, _ in glued}
    in_order = {number for number in numbers if numbers.issuperset(range(1, number))}
    words = _words(text)
    parts, place = [], 0
    for found, before in glued:
        word, mark = before[1], before[2]
        if mark:
            is_note = _is_behind_mark(text, found.end(), word, mark, int(found[0]) in in_order)
        else:
            is_note = _is_behind_word(word, words, in_order, int(found[0]))
        if is_note:
            parts += [text[place : found.start()], _blank(found)]
            place = found.end()
    return "".join([*parts, text[place:]])


def _word_before(text: str, found: re.Match[str]) -> re.Match[str] | None:
    start = found.start()
    return _BEFORE.search(text[max(0, start - NEAR) : start])


def _is_behind_word(word: str, words: Collection[str], in_order: Collection[int], number: int) -> bool:
    """Tell whether a number behind a word is a note: not in *G7*, *km2*, *COVID19*, *France24*."""
    if word in _UNITS or (len(word) == 1 and word not in _LETTER_WORDS):
        return False
    if word.islower() and len(word) > 1 and is_known(word):
        return True
    return number in in_order and (not word.isupper() or word.casefold() in words or len(in_order) > 1)


def _is_behind_mark(text: str, end: int, word: str, mark: str, is_in_order: bool) -> bool:
    """Tell whether a number behind a full stop (or another mark) is a note: not in *art.5*."""
    if mark[-1] in ",;:":
        return is_in_order and len(word) > 2 and text[end : end + 1].isspace()
    if mark[-1] in "»”)":
        return True
    return len(word) > 2 and not is_listed(word) and _AFTER_STOP.match(text, end) is not None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(rf"{LETTER}+(?!\d)", text.casefold()))
