"""A text as the rules read it: of the same length, so that every place in it is one of the text itself.

Signs that mean the same are one sign: a hyphen, an apostrophe, a space, a line end. A line that goes on in
the next ends with a space. What nobody reads (numbers of notes, characters without width, the hyphen of a
word broken at a line end) is a space, or inside a word a soft hyphen, which the rules for words pass over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis import french
from analysis.corpus.lines import lines_of, on_one_line
from analysis.corpus.rules import Language
from analysis.spelling import UNREAD, clean
from analysis.writing.signs import LETTER, MARK

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

# beside letters, what the number of a note stands behind
GLUE = ".,;:!?…»”)[(" + "".join(map(chr, range(0x300, 0x370)))
_IN_WORD = r"\w\u0300-\u036f"
_PAGE_END = re.compile(r"(?<=[\r\n])\x0c|\x0c(?=[\r\n])")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}](?<={LETTER}.)(?=[\w«“\"{UNREAD}])")
_AT_EDGE = re.compile(rf"(?<![{_IN_WORD}{UNREAD}'’-]){UNREAD}+|{UNREAD}+(?![{_IN_WORD}{UNREAD}'’\n-])")
_BEHIND_JOINT = re.compile(rf"(?<=[{_IN_WORD}{UNREAD}])(['’-])({UNREAD}+)")
_HIGH_NOTE = re.compile(rf"(?<=[^\W\d_]|[.,;:!?…»”\")\]])[{HIGH}](?:[{HIGH},]*[{HIGH}])?")
_DIGIT = re.compile("[1-9]")
_BRACKETS = re.compile(
    r"\[(?:(?<=[\w.,;:!?…»”\")\]]\[)|(?<=[\w.,;:!?…»”\")\]] \[))[1-9]\d{0,2}\]|\((?<=\w\()[1-9]\d?\)(?!\w)"
)
_NUMBER = re.compile(r"[1-9]\d{0,2}(?![\w%°€$@]|[-/'’.,:]\w)")
_BEFORE = re.compile(rf"(?<![\w/@#.-])(?:\w+['’-])*((?:{LETTER}{MARK}*)+)([.,;:!?…»”) ]*)$")
_AFTER_STOP = re.compile(r"\s+[^\W\d_]|\s*[«“(—–]|\s*$", re.MULTILINE)
_UNITS = frozenset("m km cm mm dm hm dam um nm".split())


def read(text: str, rules: Language = french) -> str:
    r"""Give the reading of a text, of the same length.

    Examples
    --------
    >>> read("Les États‑Unis,\nl‘ONU et la commu-\nnauté.¹ Oui").replace(UNREAD, "~")
    "Les États-Unis, l'ONU et la commu~~nauté.  Oui"
    """
    digits = [found.start() for found in _DIGIT.finditer(text, 1)]
    glued = [place for place in digits if text[place - 1].isalpha() or text[place - 1] in GLUE]
    text = with_usual_signs(text, [sign for sign in ALL_SIGNS if sign in text])
    text = without_notes(text, glued, rules)
    return on_one_line(text, lines_of(text), rules)


def with_usual_signs(text: str, unusual: Iterable[str]) -> str:
    """Put the usual sign for each of the unusual ones that a text holds."""
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
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def without_notes(text: str, places: Iterable[int], rules: Language = french) -> str:
    """Put spaces for the numbers of notes that are glued to a word, to the mark behind it, or in brackets.

    ``places``: of the digits that stand behind a letter or a sign of ``GLUE``.
    """
    notes: list[re.Match[str]] = []
    glued: list[tuple[re.Match[str], re.Match[str]]] = []
    for place in places:
        in_brackets = _BRACKETS.match(text, place - 1)
        number = _NUMBER.match(text, place)
        before = _BEFORE.search(text[max(0, place - NEAR) : place]) if number else None
        if in_brackets:
            notes.append(in_brackets)
        elif number and before:
            glued.append((number, before))
    if not notes and not glued:
        return text
    numbers = {int(number[0]) for number, _ in glued}
    in_order = {number for number in numbers if numbers.issuperset(range(1, number))}
    words = _words_of(text) if any(before[1].isupper() for _, before in glued) else frozenset()
    for number, before in glued:
        word, mark, is_next = clean(before[1]), before[2], int(number[0]) in in_order
        if mark:
            is_note = _is_behind_mark(text, number.end(), word, mark, is_next, rules)
        else:
            is_note = _is_behind_word(word, is_next, word in words or len(in_order) > 1, rules)
        notes += [number] * is_note
    parts, behind = [], 0
    for note in sorted(notes, key=lambda note: note.start()):
        parts += [text[behind : note.start()], _blank(note)]
        behind = note.end()
    return "".join([*parts, text[behind:]])


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(rf"{LETTER}+(?!\d)", text))


def _is_behind_word(word: str, is_next: bool, is_said: bool, rules: Language) -> bool:
    """Tell whether a number behind a word is a note: not in *G7*, *km2*, *COVID19*, *France24*, *TF1*."""
    if word in _UNITS or (len(word) == 1 and word not in rules.LISTS.stop_words):
        return False
    is_common = word.islower() and len(word) > 1 and rules.is_known(word)
    return is_common or (is_next and (is_said or not word.isupper()))


def _is_behind_mark(text: str, end: int, word: str, mark: str, is_next: bool, rules: Language) -> bool:
    """Tell whether a number behind a full stop (or another mark) is a note: not in *art.5*."""
    if mark[-1] in ",;:":
        return is_next and len(word) > 2 and text[end : end + 1].isspace()
    if mark[-1] in "»”)":
        return True
    return len(word) > 2 and not rules.LISTS.is_listed(word) and _AFTER_STOP.match(text, end) is not None
