"""The lines of a text: where they end, and which go on in the next, as where a paragraph was wrapped."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

import numpy as np

from analysis import french
from analysis.corpus.rules import Language
from analysis.corpus.words import Flags, Numbers
from analysis.spelling import UNREAD, clean
from analysis.writing.signs import ITEM, LETTER, MARK

LONGEST_HEADING = 200
SHORTEST_OPEN = 12  # characters of a line that may go on though no comma or hyphen says so
WIDEST, LONGEST_WORD = 140, 20  # of lines that were broken at a fixed width, in characters
MOST_READ = 1_000_000  # characters of a text whose words tell how a broken one is written
GOING_ON = 3  # one line in so many goes on in a small letter where a text was wrapped
LONGEST_ITEM = 20  # lines
RAGGED = 10  # a line may be so much shorter, one part in ten, than it could have been

_CLOSING, _MARKS = " '’\"»”)]", tuple(".!?…:;,")
_FIRST_WORD = re.compile(r"\S*")
_ITEM = re.compile(ITEM)
_LETTERS = re.compile(rf"(?:{LETTER}{MARK}*)+")
_LAST_LETTERS = re.compile(rf"{_LETTERS.pattern}$")
_DASHES = "-–—"
_WEAK_ITEM = re.compile(r"[-–—]\s|[\dIVX]+\.\s")  # may stand within a sentence too: « V. Poutine »


class Lines(NamedTuple):
    """The lines of a text that are not blank, a number or flag for each.

    ``follows``: no blank line stands before it; ``is_open``: it ends with no mark; ``comma``: it ends with
    one; ``hyphen``: it ends with a letter and a hyphen; ``small``, ``letter``: it begins with a small letter,
    or with any; ``item``: it may begin as an item of a list does; ``word``: the length of its first word.
    """

    start: Numbers
    end: Numbers
    follows: Flags
    is_open: Flags
    comma: Flags
    hyphen: Flags
    small: Flags
    letter: Flags
    item: Flags
    word: Numbers


class Piece(NamedTuple):
    """A stretch of one line: its span, kind and rule ('' while undecided)."""

    start: int
    end: int
    text: str
    kind: str = ""
    rule: str = ""


def pieces_of(text: str) -> list[Piece]:
    """Give the lines of a reading that are not blank, without the blanks around them."""
    found = re.finditer(r"[^\n]+", text)
    return [trimmed(match.start(), match[0]) for match in found if match[0].strip()]


def trimmed(start: int, line: str) -> Piece:
    """Give a stretch that begins here without the blanks around it."""
    words = line.strip()
    start += len(line) - len(line.lstrip())
    return Piece(start, start + len(words), words)


def is_heading(line: str) -> bool:
    """Tell whether a line is short and ends with no mark, as a heading does."""
    return len(line) <= LONGEST_HEADING and is_open(line)


def is_open(line: str) -> bool:
    """Tell whether a line ends with no mark."""
    return not line.replace("[...]", "").rstrip(_CLOSING).endswith(_MARKS)


def lines_of(text: str) -> Lines:
    """Look at each line of a text with one kind of line end."""
    rows = []
    place, gap = 0, False
    for whole in text.split("\n"):
        line = whole.strip()
        if line:
            start = place + len(whole) - len(whole.lstrip())
            hyphen = line[-1] in ("-", UNREAD) and _is_letter(line[-2:-1])
            word = _FIRST_WORD.match(line).end()  # type: ignore[union-attr]
            first = (line[0].islower(), line[0].isalpha(), _ITEM.match(line + " ") is not None, word)
            last = (not gap, is_open(line), line[-1] == ",", hyphen)
            rows.append((start, start + len(line), *last, *first))
        gap = not line
        place += len(whole) + 1
    columns = zip(*rows, strict=True) if rows else [()] * len(Lines._fields)
    numbers = {"start", "end", "word"}
    return Lines(
        *(
            np.array(column, np.int64 if name in numbers else bool)
            for name, column in zip(Lines._fields, columns, strict=True)
        )
    )


def _is_letter(char: str) -> bool:
    return char.isalpha() or "\u0300" <= char <= "\u036f"


def going_on(text: str, lines: Lines) -> Numbers:
    """Give the numbers of the lines that go on in the next.

    So does a line that ends with a hyphen; one that ends with a comma or with no mark, where the next begins
    with a small letter; and where a third of the lines do, any in which the next word had no room.
    """
    before, after = lines.end[:-1] - lines.start[:-1], lines.word[1:]  # lengths, of pairs of lines
    follows = lines.follows[1:]
    may_go, goes = openly_going_on(lines)
    if not goes.any():
        return np.flatnonzero(goes)
    for number in np.flatnonzero(may_go & ~goes).tolist():
        goes[number] = number > 0 and goes[number - 1]  # what a line goes on in is no heading, however short
    goes &= ~_before_items(text, lines, goes)
    run = np.cumsum(np.append(True, ~follows)) - 1
    wide = np.zeros(run[-1] + 1, np.int64)
    np.maximum.at(wide, run[:-1], np.where(goes, before, 0))
    paired, going = (np.bincount(run[:-1][some], minlength=len(wide)) for some in (follows, goes))
    is_wrapped = np.where(going > 0, going * GOING_ON >= paired, goes.sum() * GOING_ON >= follows.sum())
    wide[going == 0] = wide.max()
    np.maximum.at(wide, run[:-1], np.where(before <= wide[run[:-1]] + LONGEST_WORD // 2, before, 0))
    wide = wide[run[:-1]]
    had_no_room = (before <= wide) & (before + 1 + after > wide - wide // RAGGED)
    full = follows & is_wrapped[run[:-1]] & had_no_room & ~goes
    return np.flatnonzero(goes | (full & ~_before_items(text, lines, full)))


def openly_going_on(lines: Lines) -> tuple[Flags, Flags]:
    """Tell of each line but the last whether its end would let it go on in the next, and whether it does."""
    before = lines.end[:-1] - lines.start[:-1]
    follows = lines.follows[1:]
    is_pull_quote = (before <= LONGEST_HEADING) & (
        lines.end[1:] - lines.start[1:] > np.maximum(2 * before, WIDEST)
    )
    opens = lines.comma[:-1] | (lines.is_open[:-1] & ~is_pull_quote)
    may_go = follows & ((opens & lines.small[1:]) | (lines.hyphen[:-1] & lines.letter[1:]))
    return may_go, may_go & ((before >= SHORTEST_OPEN) | lines.comma[:-1] | lines.hyphen[:-1])


def _before_items(text: str, lines: Lines, which: Flags) -> Flags:
    """Tell which of these lines stand before an item of a list."""
    found = np.zeros(len(which), bool)
    for number in np.flatnonzero(which & lines.item[1:]).tolist():
        found[number] = _is_item(text, lines, number + 1)
    return found


def _is_item(text: str, lines: Lines, number: int) -> bool:
    """Tell whether a line is an item; a dash or « V. » is none within a sentence."""
    start = int(lines.start[number])
    if not _ITEM.match(text, start):
        return False
    if not _WEAK_ITEM.match(text, start) or _is_closed(lines, number - 1):
        return True
    for before in range(number - 1, max(-1, number - LONGEST_ITEM), -1):
        begins = not lines.follows[before] or _is_closed(lines, before - 1)
        if begins and text[start] in _DASHES and text[lines.start[before]] == text[start]:
            return True
        if not lines.follows[before]:
            break
    return False


def _is_closed(lines: Lines, number: int) -> bool:
    return not (lines.is_open[number] or lines.comma[number])


def on_one_line(text: str, lines: Lines, rules: Language = french) -> str:
    """Put a space for each line end where a line goes on; what parts a broken word is not read."""
    going = going_on(text, lines)
    if not len(going):
        return text
    codes = np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), np.uint32)
    ends = np.flatnonzero(codes == ord("\n"))
    of_line = np.searchsorted(lines.end, ends, "right") - 1
    codes[ends[np.isin(of_line, going)]] = ord(" ")
    broken = going[lines.hyphen[going]].tolist()
    known = _words_of(text[:MOST_READ]) if broken else frozenset()
    for number in broken:
        low, high = int(lines.end[number]) - 1, int(lines.start[number + 1])
        left = _LAST_LETTERS.search(text, max(0, low - LONGEST_WORD), low)
        right = _LETTERS.match(text, high)
        codes[low:high] = ord(UNREAD)
        if text[low] == "-" and left and right:
            parts = clean(left[0]), clean(right[0])
            codes[high - 1] = ord(UNREAD if is_one_word(*parts, known, rules) else "-")
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?:\w+-)*\w+", clean(text).casefold()))


def is_one_word(left: str, right: str, known: Collection[str], rules: Language = french) -> bool:
    """Tell whether a word was broken at a hyphen, and is no compound; ``known``: words of its document.

    Examples
    --------
    >>> is_one_word("inter", "nationale", []), is_one_word("États", "Unis", []), is_one_word("t", "elle", [])
    (True, False, False)
    """
    if "t" in (left, right) or (right[:1].isupper() and not left.isupper()):  # « a-t-elle », « Jean-Paul »
        return False
    left, right = left.casefold(), right.casefold()
    if f"{left}-{right}" in known:
        return False
    if left + right in known or rules.is_known(left + right) or left == "cyber":
        return True
    return not (rules.is_known(right) and (rules.is_known(left) or left.endswith("o")))  # « sino-russe »
