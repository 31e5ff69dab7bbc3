"""Quotations, with offsets into the text, whatever its language."""

from __future__ import annotations

import re

_GUILLEMET = re.compile(r"[«»]|\n(?:[^\S\n]*\n)?")
_OPENS_QUOTATION = re.compile(r"[«“„\"]")
_QUOTATION = re.compile(r"“([^”\n]*)”?|„([^“”\n]*)[“”]?|\"([^\"\n]*)\"?")


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
