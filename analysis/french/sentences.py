"""Sentences and quotations of French, with offsets into the raw text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

import simplemma

from analysis.french.lists import ITEM, LETTER, abbreviations, is_listed, is_stop_word
from analysis.spelling import decomposed, plain

NEAR = 100  # how many characters on each side of a stop sign are looked at

_LINE_END = r"(?>\r\n|[\r\n\x85\u2028\u2029])[^\S\r\n\x85\u2028\u2029]*"
_BREAK = re.compile(rf"{_LINE_END}(?:(?:{_LINE_END})+|(?={ITEM}))")  # a blank line, an item of a list
_STOP_SIGN = re.compile(r"\[(?:\.{3}|…)\]|[.!?…]+|;")
_CLOSING = re.compile(r"(?:\s*[»”]|[’'\)\]](?!\w))+")
_OPENING = re.compile(r"[\s«“\"‘'(\[\-–—•*^↑]*")
_GUILLEMET = re.compile(r"[«»]|\n(?:[^\S\n]*\n)?")
_OPENS_QUOTATION = re.compile(r"[«“„\"]")
_QUOTATION = re.compile(r"“([^”\n]*)”?|„([^“”\n]*)[“”]?|\"([^\"\n]*)\"?")
_WORD_BEFORE = re.compile(r"[^\s«»\"“”(\[]*$")
_WORD_AFTER = re.compile(r"[^\W_]+(?:-[^\W_]+)*'?")
# These words do not begin names, and seldom titles: a capital inside a line shows that a stop was lost.
OPENERS = [
    *"Il Ils Elles On Nous Ce C' C’ Cet Cette Ces Quel Quels Quelle Quelles Mais Puis Si Enfin".split(),
    *"Ensuite Cependant Néanmoins Toutefois Après Dans Depuis Lors Lorsque Lorsqu' Lorsqu’".split(),
    *("Pendant", "Selon", "En effet", r"Avant de(?=\s[a-z])", "Chez les"),
]
_OPENER = "|".join(sorted({form for opener in OPENERS for form in (opener, decomposed(opener))}))
_LOST_STOP = re.compile(
    rf"(?=[)\]»\s])(?<=[^\W_]|[\u0300-\u036f])[)\]»]?\s+(?=(?:[-–—•]\s+)?(?:{_OPENER})\b)"
)
_INITIAL = re.compile(rf"{LETTER}\.")
_INITIALS = re.compile(rf"(?:{LETTER}\.-?)*{LETTER}")
_NUMBER_OF_ITEM = re.compile(r"(?:\d{1,2}\.)*\d{1,2}|[a-z]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each sentence of a text, in order; white space lies between them.

    A sentence ends at ``. ! ? …`` (and at ``[...]``) with its closing quotation marks, where the
    next begins with a capital, a digit or an opening mark, also with no space between
    (``russe.En 2019``); not after an abbreviation, an initial or inside a number or an address.
    A blank line ends one, and so does a line end before an item of a list.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.En 2019, non."
    >>> [text[start:end] for start, end in sentences(text)]
    ['« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.', 'En 2019, non.']
    """
    start = 0
    for end in [*(found.end() for found in _BREAK.finditer(text)), len(text)]:
        for first, last in _of_paragraph(text[start:end]):
            yield start + first, start + last
        start = end


def _of_paragraph(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    stops = {stop(text, sign) for sign in _STOP_SIGN.finditer(text)} - {0}
    for end in [*sorted(stops.union(found.end() for found in _LOST_STOP.finditer(text))), len(text)]:
        stretch = text[start:end]
        if stretch.strip():
            yield start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
        start = end


def stop_at(text: str, place: int) -> int:
    """Give what `stop` says of the stop sign whose first point (or other sign) stands at a place."""
    bracket = _STOP_SIGN.match(text, place - 1) if text[place - 1 : place] == "[" else None
    sign = bracket or _STOP_SIGN.match(text, place)
    return stop(text, sign) if sign else 0


def lost_stop(text: str, place: int) -> int:
    """Give where the sentence ends whose stop may be missing at a place, or 0."""
    found = _LOST_STOP.match(text, place)
    return found.end() if found else 0


def stop(text: str, sign: re.Match[str]) -> int:
    """Give where the sentence ends that a stop sign of a paragraph closes, or 0 if it closes none.

    Examples
    --------
    >>> text = 'Il dit "non." Elle part, cf. Moscou.'
    >>> [stop(text, sign) for sign in re.finditer("[.]", text)]
    [13, 0, 0]
    """
    end = _with_closing_marks(text, sign.end())
    opening = _OPENING.match(text, end)
    start = opening.end() if opening else end
    if start >= len(text):
        return 0
    ahead = plain(text[start : start + NEAR])
    after = _WORD_AFTER.match(ahead)
    before = _WORD_BEFORE.search(plain(text[max(0, sign.start() - NEAR) : sign.start()]))
    word, following = before[0] if before else "", after[0] if after else ""
    has_dash = re.search(r"\s[-–—•]\s", text[end:start]) is not None
    if text[start].islower():
        is_end = sign[0] == "." and start > end and (has_dash or _is_careless_start(word))
    elif not (text[start].isupper() or (text[start].isdigit() and start > end)):
        is_end = False
    elif sign[0] == ";":
        is_end = has_dash or is_stop_word(following)
    elif (
        sign[0] == "." and end == sign.end() and (text[end] == "-" or _is_abbreviated(word, following, ahead))
    ):
        is_end = False
    elif start == end == sign.end():
        is_end = _lacks_a_space(word, following, ahead[len(following) : len(following) + 1])
    else:
        is_end = not (sign[0] == "." and _is_number_of_item(text, sign.start(), word))
    return end if is_end else 0


def _with_closing_marks(text: str, end: int) -> int:
    closing = _CLOSING.match(text, end)
    end = closing.end() if closing else end
    closes = text[end : end + 1] == '"' and bisect_left(_straight_quotes(text), end) % 2 == 1
    return end + 1 if closes else end


@lru_cache(maxsize=1)  # of the paragraph at hand, which may be long
def _straight_quotes(text: str) -> list[int]:
    return [found.start() for found in re.finditer('"', text)]


@cache
def _is_careless_start(word: str) -> bool:
    """Tell whether the next sentence lacks its capital: a full stop behind a whole word says so."""
    bare = word.split("'")[-1].rstrip(")]»,")
    return (
        bare.isalpha()
        and not is_listed(bare)
        and (len(bare) > 5 or (len(bare) > 3 and bool(simplemma.is_known(bare.lower(), lang="fr"))))
    )


def _is_abbreviated(word: str, following: str, ahead: str) -> bool:
    bare = word.split("'")[-1]
    announcing, numbering, ending = abbreviations()
    if bare in ending:
        return False
    if bare in announcing or (bare[:1].lower() + bare[1:]) in announcing:
        return True
    if bare.lower() in numbering and not (bare.isupper() and len(bare) == 1):
        return re.match(r"\d|[IVXLC]+\b", following) is not None
    initials = _INITIALS.fullmatch(bare)
    if not initials or not bare[-1].isupper():
        return False
    is_first_name = "-" in bare  # J.-Y. Le Drian
    return is_first_name or _INITIAL.match(ahead) is not None or not is_stop_word(following)


def _lacks_a_space(word: str, following: str, mark: str) -> bool:
    """Tell whether ``russe.En 2019`` lost a space, unlike ``U.R.S.S.`` and ``www.mid.ru``."""
    bare = word.split("'")[-1]
    is_acronym = len(bare) > 1 and bare.isalpha() and bare.isupper()
    return (
        bool(bare)
        and (not bare[-1].isupper() or (is_acronym and is_stop_word(following)))
        and re.search(r"[/@]|^www\.", word) is None
        and not (following.isupper() and len(following) > 1)
        and (len(following) < 3 or following.endswith("'") or mark in (" ", "\u00a0", "\u202f", ","))
    )


def _is_number_of_item(text: str, place: int, word: str) -> bool:
    if not _NUMBER_OF_ITEM.fullmatch(word):
        return False
    before = text[max(0, place - len(word) - NEAR) : place - len(word)].rstrip()
    last = _WORD_BEFORE.search(before.rstrip("."))
    return before == "" or (before[-1] in ".!?…;:" and not (last and is_listed(last[0])))


def quotations(text: str) -> list[tuple[int, int]]:
    """Give the spans inside quotation marks: « », “ ”, „ “ and straight ones.

    One inside another is part of it. « goes over a line end, though not over a blank line, if » comes next;
    any other mark that is not closed reaches to the end of its line.

    Examples
    --------
    >>> text = 'Il dit : «Oui.» Et "non".'
    >>> [text[start:end] for start, end in quotations(text)]
    ['Oui.', 'non']
    """
    closing = _closing(text)
    found: list[tuple[int, int]] = []
    behind = 0
    for mark in _OPENS_QUOTATION.finditer(text):
        if mark.start() < behind:
            continue
        other = _QUOTATION.match(text, mark.start())
        found.append(other.span(other.lastindex or 0) if other else (mark.end(), closing[mark.start()]))
        behind = max(found[-1][1] + 1, other.end() if other else 0)
    return found


def _closing(text: str) -> dict[int, int]:
    """Give where the quotation ends that each « opens."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    nested: list[int] = []  # those of the opened behind which no » has come
    marks = _GUILLEMET.findall(text)
    is_next_closed, is_closed = [False] * len(marks), False
    for number in range(len(marks) - 1, -1, -1):
        is_next_closed[number] = is_closed
        is_closed = is_closed if marks[number] == "\n" else marks[number] == "»"
    for found, goes_on in zip(_GUILLEMET.finditer(text), is_next_closed, strict=True):
        mark, place = found[0], found.start()
        if mark == "«":
            opened.append(place)
            nested.append(place)
        elif mark == "»":
            ends.update(dict.fromkeys(nested, place))  # unless it closes further on
            nested.clear()
            if opened:
                ends[opened.pop()] = place
        elif not goes_on or len(mark) > 1:
            ends.update(dict.fromkeys(nested, place))
            opened.clear()
            nested.clear()
    return dict.fromkeys(nested, len(text)) | ends
