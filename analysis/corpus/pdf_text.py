"""The running text of a PDF: columns one after the other, paragraphs whole, notes behind, heads left out.

A PDF holds letters at places of a page, no words in an order. pdfplumber gives the words; here they become
lines, the lines columns, the columns paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from analysis.corpus.readers import OCR, RAISED
from analysis.tables import InputError, needs

PAGE_END = "\f"
WIDEST = 14_400  # units of a page, by the specification
COLUMN_GAP = 1.2  # between two words of a line, in heights of a letter: they stand in two columns
PARAGRAPH_GAP = 1.3  # between two lines, in usual distances of lines
HEAD_GAP = 1.8  # between the text and what stands at the head or foot of a page, in heights of a letter
INDENT = (0.8, 6)  # of a paragraph's first line, in heights of a letter
SMALL = 0.93  # of a note's letters, in heights of the text's
CROSSING = 0.2  # of a column's lines may run across its edge: titles, figures
_BROKEN = re.compile(r"\w[-‐\u00ad]$")
_SENTENCE_END = re.compile(r"[.!?…:][\s»”\"')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass
class Line:
    """Words that stand side by side in one column."""

    page: int
    x0: float
    x1: float
    bottom: float
    size: float
    text: str
    column: tuple[int, int] = (0, 0)  # band of the page, and column in it
    edges: tuple[float, float] = field(default=(0.0, 0.0))  # of its column


def read_pdf(path: Path) -> str:
    """Read the running text of a PDF, a paragraph a line, its pages parted by form feeds.

    A word that is broken at a line's end keeps its hyphen and the line's end, since only a dictionary
    knows whether the hyphen belongs to it. Numbers of notes are raised digits; the notes stand at the end.
    Lines that recur at the head or foot of the pages are left out.

    Raises
    ------
    InputError
        If the file is encrypted, no PDF, or holds pictures of text only.
    """
    with needs("documents", f"{path}: a PDF"):
        import pdfplumber
    try:
        with pdfplumber.open(path) as document:
            pages = [list(_lines(page, number)) for number, page in enumerate(_each(document))]
    except Exception as error:  # pdfminer raises what it likes on broken files
        raise InputError([f"{path}: {_why(error)}"]) from None
    if not any(pages):
        what = f"it holds no text, it is a picture (pages: {len(pages)})"
        raise InputError([f"{path}: {what}; {OCR}"])
    lines = [line for page in _without_heads(pages) for line in _in_order(page)]
    for _, alike in groupby(sorted(lines, key=_place), key=_place):
        column = list(alike)
        edges = min(line.x0 for line in column), max(line.x1 for line in column)
        for line in column:
            line.edges = edges
    body, notes = _without_notes(lines, _usual_size(lines))
    return "\n\n".join([*_paragraphs(body), *_paragraphs(notes)]) + "\n"


def _each(document: Any) -> Iterator[Any]:
    """Give the pages, each forgotten once it is read: a report of 500 would fill the memory."""
    for page in document.pages:
        yield page
        page.close()


def _why(error: Exception) -> str:
    if "Password" in repr(error):
        return "it is encrypted; save a copy without a password"
    if isinstance(error, MemoryError):
        return "it needs more memory than is allowed; cut it into parts"
    return f"it cannot be read as a PDF ({type(error).__name__}); open it and save it anew"


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Give the lines of a page, each within its column."""
    seen = page.filter(lambda thing: thing["object_type"] != "char" or thing["x1"] - thing["x0"] > 0.01)
    words = seen.dedupe_chars().extract_words(extra_attrs=["size"], x_tolerance_ratio=0.15)
    words = [word for word in words if abs(word["x0"]) + abs(word["x1"]) < 2 * WIDEST]
    words = sorted(words, key=lambda word: (word["bottom"], word["x0"]))
    rows: list[list[dict[str, Any]]] = []
    for word in words:
        row = next((row for row in rows[-3:] if _side_by_side(row[0], word)), None)
        rows.append([word]) if row is None else row.append(word)
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        first = 0
        for at in range(1, len(row) + 1):
            if at == len(row) or row[at]["x0"] - row[at - 1]["x1"] > COLUMN_GAP * row[at]["size"]:
                yield _line(row[first:at], number)
                first = at


def _side_by_side(word: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two words stand on one line, though one be raised."""
    shared: float = min(word["bottom"], other["bottom"]) - max(word["top"], other["top"])
    return bool(shared > 0.6 * min(word["bottom"] - word["top"], other["bottom"] - other["top"]))


def _line(words: list[dict[str, Any]], page: int) -> Line:
    size = Counter(round(word["size"], 1) for word in words for _ in word["text"]).most_common(1)[0][0]
    text, end = "", words[0]["x0"]
    for word in words:
        is_note = word["size"] < 0.8 * size and word["text"].isdigit()
        touching = word["x0"] - end < (0.5 if is_note else 0.12) * size
        text += ("" if touching or not text else " ") + (
            word["text"].translate(RAISED) if is_note else word["text"]
        )
        end = word["x1"]
    return Line(page, words[0]["x0"], end, max(word["bottom"] for word in words), size, text)


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Leave out what recurs at the head or the foot of the pages, and their numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_as_head(line) for line in _outer(page)})
    least = max(2, len(pages) / 2 - 0.5)
    return [
        [
            line
            for line in page
            if not (id(line) in outer and (seen[_as_head(line)] >= least or _is_number(line.text)))
        ]
        for page in pages
        for outer in [set(map(id, _outer(page)))]
    ]


def _outer(page: list[Line]) -> list[Line]:
    """Give the one or two rows at the head and at the foot that a gap parts from the text."""
    rows = sorted({round(line.bottom) for line in page})
    ends: set[int] = set()
    usual = _usual_size(page)
    for side in (rows, rows[::-1]):
        gaps = [abs(after - row) for row, after in pairwise(side[:3])]
        parted = [at for at, gap in enumerate(gaps) if gap > HEAD_GAP * usual]
        ends.update(side[: parted[0] + 1] if parted else ())
    return [line for line in page if round(line.bottom) in ends]


def _as_head(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.bottom / 4)


def _is_number(text: str) -> bool:
    return (
        re.fullmatch(r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?[-–—\s]*", text, re.I)
        is not None
    )


def _in_order(page: list[Line]) -> list[Line]:
    """Put the lines of a page in the order of reading: band by band, column by column."""
    gutters = _gutters(page)
    band = 0
    for line in sorted(page, key=lambda line: line.bottom):
        crosses = any(line.x0 < at - 1 and line.x1 > at + 1 for at in gutters)
        if crosses:
            line.column = (band := band + 2) - 1, 0
        else:
            line.column = band, sum(line.x0 >= at for at in gutters)
    return sorted(page, key=lambda line: (line.column, line.bottom, line.x0))


def _place(line: Line) -> tuple[bool, int]:
    """Tell the column of a line, on whatever page; titles across columns have one of their own."""
    return line.column[0] % 2 == 1, line.column[1]


def _gutters(page: list[Line]) -> list[float]:
    """Find the places across the page that hardly any line covers, with text to both sides."""
    usual = _usual_size(page)
    page = [line for line in page if line.size >= SMALL * usual]  # notes run below both columns
    if len(page) < 4:
        return []
    left, right = round(min(line.x0 for line in page)), round(max(line.x1 for line in page))
    covered = [0] * (right + 1)
    for line in page:
        for at in range(max(round(line.x0), 0), min(round(line.x1), right) + 1):
            covered[at] += 1
    most = CROSSING * max(covered)
    found = []
    for free, run in groupby(range(left, right), key=lambda at: covered[at] <= most):
        places = list(run)
        if not free or places[0] == left or places[-1] == right - 1 or len(places) < 5:
            continue
        beside = [sum(line.x1 <= places[-1] for line in page), sum(line.x0 >= places[0] for line in page)]
        if min(beside) >= 0.15 * len(page):
            found.append(sum(places) / len(places))
    return found


def _usual_size(lines: list[Line]) -> float:
    sizes = Counter(line.size for line in lines for _ in line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _without_notes(lines: list[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """Part the notes at the foot of each column from the text; they stand in smaller letters."""
    body: list[Line] = []
    notes: list[Line] = []
    for _, group in groupby(lines, key=lambda line: (line.page, line.column)):
        column = list(group)
        last = max((at for at, line in enumerate(column) if line.size >= SMALL * usual), default=-1)
        body += column[: last + 1]
        notes += column[last + 1 :]
    return body, notes


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Join the lines of each paragraph."""
    steps = [
        after.bottom - line.bottom
        for line, after in pairwise(lines)
        if line.page == after.page and 0 < after.bottom - line.bottom < 3 * line.size
    ]
    usual = median(steps) if steps else 0.0
    text = ""
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        text += line.text
        if after is None or _begins(after, line, usual):
            yield text
            text = PAGE_END if after and after.page > line.page else ""
        elif after.page > line.page:
            text += ("\n" if _BROKEN.search(text) else "") + PAGE_END
        else:
            text += "\n" if _BROKEN.search(text) else " "


def _begins(line: Line, before: Line, usual: float) -> bool:
    """Tell whether a line begins a paragraph."""
    if abs(line.size - before.size) > 0.04 * before.size or line.text[0] in RAISED.values():
        return True
    indent = line.x0 - line.edges[0]
    is_indented = INDENT[0] * line.size < indent < INDENT[1] * line.size and (
        before.x0 - before.edges[0] < indent - 1
    )
    ends = _SENTENCE_END.search(before.text) is not None
    is_short = before.x1 < before.edges[1] - 0.1 * (before.edges[1] - before.edges[0])
    same = line.page == before.page and line.column == before.column
    if same and line.bottom - before.bottom > PARAGRAPH_GAP * usual:
        return True
    return (is_indented and (ends or same)) or (is_short and ends)


def page_of(text: str, at: int) -> int:
    r"""Tell on which page of a PDF's text a place stands, from 1.

    Examples
    --------
    >>> page_of("Un. \fDeux.", 5)
    2
    """
    return text.count(PAGE_END, 0, at) + 1
