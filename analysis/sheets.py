"""The cells of a CSV file, as whichever spreadsheet wrote them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from analysis.files import load_text

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_BEFORE = re.compile("\ufeff?(?:sep=.?(?:\r\n|\r|\n))?", re.IGNORECASE)


class Sheet(NamedTuple):
    """What stands before the header, the sign between cells, the header, and the other rows by number."""

    before: str
    separator: str
    header: list[str]
    rows: dict[int, list[str]]


def load_sheet(path: Path, columns: Iterable[str]) -> tuple[Sheet, list[str]]:
    """Read the cells of a CSV file whose header tells by its columns which sign parts them.

    A byte order mark and Excel's line ``sep=;`` may stand before the header. Rows and columns at the end
    that hold nothing, as spreadsheets leave them behind, are left out.

    Parameters
    ----------
    path : Path
        UTF-8; cells are parted by commas, semicolons or tabs.
    columns : iterable of str
        The columns that the file should have.

    Returns
    -------
    Sheet
        Without header and rows where the file cannot be read.
    list of str
        One problem or none: the file is no text, or a cell is not closed, whose row is named.
    """
    text, problems = load_text(path)
    if problems:
        return Sheet("", ",", [], {}), problems
    before = text[: _BEFORE.match(text).end()]  # type: ignore[union-attr]
    text = text.removeprefix(before)
    separator = _separator(text, set(columns))
    rows: dict[int, list[str]] = {}
    number = 0
    # a quote that is not closed would swallow the rows behind it
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if any(row):
                rows[number] = row
    except csv.Error as error:
        problem = (
            f"{path}: not a CSV file ({error}); close every cell that opens with a double quote"
            if "field limit" in str(error)
            else f"{path}, row {number + 1}: a cell opens with a double quote and is not closed; close it, "
            "and write every double quote inside it twice"
        )
        return Sheet(before, separator, [], {}), [problem]
    header = rows.pop(min(rows, default=0), [])
    width = max((place for place, name in enumerate(header, start=1) if name), default=0)
    cut = {number: row if any(row[width:]) else row[:width] for number, row in rows.items()}
    return Sheet(before, separator, header[:width], cut), []


def _separator(text: str, columns: set[str]) -> str:
    header = re.split(r"[\r\n]", text.lstrip("\r\n,;\t"), maxsplit=1)
    known = {sign: columns.intersection(*csv.reader(header[:1], delimiter=sign)) for sign in SEPARATORS}
    return max(known, key=lambda sign: len(known[sign]))
