"""The lines of a text: where they end, and where one goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST_HEADING = 200
NARROWEST, WIDEST, LONGEST_WORD = 40, 140, 20  # of lines that were broken at a fixed width, in characters


class Piece(NamedTuple):
    """A stretch of one line: its span, kind and rule ('' while undecided)."""

    start: int
    end: int
    text: str
    kind: str = ""
    rule: str = ""


def lines_of(text: str) -> list[Piece]:
    """Give the lines of a text that are not blank, without the blanks around them."""
    found = re.finditer(r"[^\r\n]+", text)
    lines = [trimmed(match.start(), match[0]) for match in found if match[0].strip()]
    return [piece for run in _runs(text, lines) for piece in _unwrapped(text, run)]


def trimmed(start: int, line: str) -> Piece:
    """Give a stretch that begins here without the blanks around it."""
    words = line.strip()
    start += len(line) - len(line.lstrip())
    return Piece(start, start + len(words), words)


def is_heading(line: str) -> bool:
    """Tell whether a line is short and ends with no mark, as a heading does."""
    return (
        len(line) <= LONGEST_HEADING
        and re.search(r"[.!?…:;,]['’\"»”)\]\s]*$", line.replace("[...]", "")) is None
    )


def _runs(text: str, lines: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Give the lines that no blank line parts, together."""
    run: list[Piece] = []
    for line in lines:
        gap = text[run[-1].end : line.start] if run else ""
        if len(gap) > 1 and len(re.findall(r"\r\n|\r|\n", gap)) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _unwrapped(text: str, run: list[Piece]) -> list[Piece]:
    """Join the lines of a paragraph that was broken at a fixed width: one goes on in a small letter."""
    opens = [is_heading(line.text) and len(line.text) >= NARROWEST for line in run]
    goes_on = [is_open and line.text[0].islower() for is_open, line in zip(opens, run[1:], strict=False)]
    width = max(len(line.text) for line in run)
    if width > WIDEST or not any(goes_on):
        return run
    joined = run[:1]
    for before, is_open, line in zip(run, opens, run[1:], strict=False):
        if is_open and (line.text[0].islower() or len(before.text) > width - LONGEST_WORD):
            joined[-1] = Piece(joined[-1].start, line.end, text[joined[-1].start : line.end])
        else:
            joined.append(line)
    return joined
