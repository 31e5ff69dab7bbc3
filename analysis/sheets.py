"""The cells of a CSV file, as whichever spreadsheet wrote them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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


def with_rows(
    path: Path,
    columns: Iterable[str],
    rows: Sequence[Mapping[str, str]],
    *,
    without: Collection[int] = (),
) -> str:
    """Give the text of a CSV file with more rows, written as its own are; new columns are added too.

    Parameters
    ----------
    path : Path
        May be missing or empty: the text then begins with a header.
    columns : iterable of str
        As for `load_sheet`.
    rows : sequence of mappings
        Cells by columns. Columns that only they have stand behind those of the file.
    without : collection of int
        Numbers of rows that are left out.

    Raises
    ------
    ValueError
        If the file cannot be read as CSV.
    """
    sheet, problems = load_sheet(path, columns)
    old = path.read_bytes().decode() if path.is_file() else ""
    if problems and old.strip("\ufeff \r\n"):
        raise ValueError(problems[0])
    header = list(dict.fromkeys([*sheet.header, *(name for row in rows for name in row)]))
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in old), "\n")
    added = io.StringIO()
    writer = csv.writer(added, delimiter=sheet.separator, lineterminator=line_end)
    before = old + line_end * (not old.endswith(("\n", "\r")))
    if header != sheet.header or without:
        before = sheet.before
        writer.writerow(header)
        kept = (cells for number, cells in sheet.rows.items() if number not in without)
        writer.writerows([*cells, *[""] * (len(header) - len(cells))] for cells in kept)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return before + added.getvalue()


def _separator(text: str, columns: set[str]) -> str:
    header = re.split(r"[\r\n]", text.lstrip("\r\n,;\t"), maxsplit=1)
    known = {sign: columns.intersection(*csv.reader(header[:1], delimiter=sign)) for sign in SEPARATORS}
    return max(known, key=lambda sign: len(known[sign]))
