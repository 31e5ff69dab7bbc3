"""Read the project's files and tables, and say all that is wrong with them at once."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO, TypeVar

import pandas as pd
import pandera.pandas as pa

from analysis.files import PACKAGE, load_text
from analysis.sheets import SEPARATORS, load_sheet

T = TypeVar("T")
LEXICON = Path(__file__).parent / "lexicon"
COUNTED = "counted"
LONGEST_SHOWN = 200  # characters of a wrong cell
NUMBERS = ("start", "end", "sentence", "paragraph")
TEXT = pd.StringDtype(
    "python", na_value=float("nan")
)  # holds half a surrogate pair too, which Arrow does not


class InputError(ValueError):
    r"""What is wrong with the files that somebody gave, one sentence a problem.

    Parameters
    ----------
    problems : list of str
        Each names the file, the row or the character, says what was expected and how to mend it.

    Examples
    --------
    >>> str(InputError(["a.csv, row 2: no date", "a.csv, row 3: no date"]))
    'a.csv, row 2: no date\na.csv, row 3: no date'
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class MissingError(InputError, ImportError):
    """A library of an extra that is not installed."""


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Say of what is imported here how to install it, where it is missing: a `MissingError`."""
    try:
        yield
    except MissingError:
        raise
    except ImportError as error:
        how = f"install the extra '{extra}': pip install '{PACKAGE}[{extra}]'"
        is_missing = isinstance(error, ModuleNotFoundError)
        lacks = f"{error.name}, which is not installed" if is_missing else f"what is not whole: {error}"
        raise MissingError([f"{what} needs {lacks}; {how}"]) from None


def read_text(path: Path) -> str:
    """Read a UTF-8 text exactly as its file holds it (line ends and a byte order mark are kept).

    Raises
    ------
    InputError
        If the file is missing, empty, of another kind or not UTF-8, as `analysis.files.load_text` says.
    """
    return sound(load_text(path))


def load_table(path: Path, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[str]]:
    """Read a CSV file whose cells are all text (an empty cell is an empty string).

    Parameters
    ----------
    path : Path
        A UTF-8 file with a header row. Commas, semicolons or tabs part the cells, as its header shows.
    schema : pandera.pandas.DataFrameSchema
        As from `contract`. A column that is not ``required`` may be missing; its cells are then empty.

    Returns
    -------
    DataFrame
        Columns as in the schema, in its order, all of type str; index: the row's number in the file.
        Without rows where the file cannot be read as such a table.
    list of str
        Every problem: encoding, ragged rows, columns, cells.
    """
    nothing = pd.DataFrame(columns=list(schema.columns), dtype=str)
    sheet, problems = load_sheet(path, schema.columns)
    if problems:
        return nothing, problems
    header, width = sheet.header, len(sheet.header)
    whole = {number: row for number, row in sheet.rows.items() if len(row) == width}
    problems += [
        f"{path}, row {number}: {len(row)} cells, expected {width} as in the header; "
        f"put a cell that holds a {SEPARATORS[sheet.separator]} in double quotes"
        for number, row in sheet.rows.items()
        if number not in whole
    ]
    problems += [
        f"{path}: column '{name}' occurs twice in the header; rename or remove one"
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    frame = pd.DataFrame(list(whole.values()), columns=header, index=list(whole), dtype=str)
    frame = frame.loc[:, ~frame.columns.duplicated()]
    problems += table_problems(frame, schema, name=str(path))
    if {name for name, column in schema.columns.items() if column.required} - set(header):
        return nothing, problems
    return frame.reindex(columns=list(schema.columns), fill_value="").astype(str), problems


def write_csv(table: pd.DataFrame, target: TextIO) -> None:
    """Write a table as CSV; its note, ``table.attrs["note"]``, stands above it in a line that begins with #.

    ``pandas.read_csv(path, comment="#", keep_default_na=False)`` reads it back, with hash tags in its
    cells, if any, and words such as *NA* and *nan*.

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["#OSCE"], "n": [2]})
    >>> table.attrs["note"] = "9 words; form"
    >>> from io import StringIO
    >>> write_csv(table, out := StringIO())
    >>> print(out.getvalue())
    # 9 words; form
    "form","n"
    "#OSCE",2
    <BLANKLINE>
    """
    text = table.to_csv(index=False, lineterminator="\n")
    note = str(table.attrs.get("note", "")).replace("\n", " ")
    if note and "#" in text:  # inside quotes it begins no comment
        text = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    target.write((f"# {note}\n" if note else "") + text)


def sound(loaded: tuple[T, list[str]]) -> T:
    """Give what was loaded, or raise an `InputError` with its problems."""
    value, problems = loaded
    if problems:
        raise InputError(problems)
    return value


def table_problems(frame: pd.DataFrame, schema: pa.DataFrameSchema, *, name: str) -> list[str]:
    """List what a table breaks of its contract, a sentence each; the frame's index holds row numbers."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.astype(object).where(error.failure_cases.notna(), None)
        return list(dict.fromkeys(_problem(case, frame, schema, name) for case in cases.to_dict("records")))
    return []


def _problem(case: dict[str, Any], frame: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> str:
    if case["check"] in ("column_in_dataframe", "column_in_schema"):
        what = "no" if case["check"] == "column_in_dataframe" else "unknown"
        return f"{name}: {what} column '{case['failure_case']}'; expected {', '.join(schema.columns)}"
    row = case["index"]
    key = frame.loc[row, schema.name] if schema.name in frame and row in frame.index else ""
    where = f"{name}, row {row}" + (f" ({key})" if key else "")
    if case["check"] == "field_uniqueness":
        return f"{where}: {case['column']} '{case['failure_case']}' occurs twice; each row needs its own"
    cell = str(case["failure_case"])
    shown = cell if len(cell) <= LONGEST_SHOWN else f"{cell[:LONGEST_SHOWN]} …"
    return f"{where}: {case['column']} is '{shown}'; {case['check']}"


def contract(key: str, /, **columns: pa.Column) -> pa.DataFrameSchema:
    """Give the contract of a table: these columns and no others; ``key`` is the one that names a row."""
    return pa.DataFrameSchema(columns, name=key, strict=True)


def text_column(
    test: Callable[[str], bool] | None = None,
    expected: str = "",
    *,
    unique: bool = False,
    empty: bool = False,
    required: bool = True,
) -> pa.Column:
    """Give the contract of one column of text: not empty unless ``empty``, and as ``test`` says."""
    tests: dict[str, Callable[[str], bool]] = {} if empty else {"a value": lambda cell: bool(cell.strip())}
    if test is not None:
        tests[expected] = lambda cell: not cell or test(cell)
    checks = [pa.Check(_of_each(holds), error=f"expected {what}") for what, holds in tests.items()]
    return pa.Column(str, checks, unique=unique, required=required)


def _of_each(test: Callable[[str], bool]) -> Callable[[pd.Series], pd.Series]:
    """Test the cells of a column one by one; a list of them is sooner to go through than the column."""
    return lambda column: pd.Series([*map(test, column.tolist())], column.index, dtype=bool)


def one_of(*values: str, empty: bool = False, required: bool = True) -> pa.Column:
    """Give the contract of a column that holds one of a few words."""
    expected = "one of " + ", ".join(values)
    return text_column(lambda cell: cell in values, expected, empty=empty, required=required)


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns of a table of spans their types, which a table without rows has not by itself.

    Examples
    --------
    >>> typed(pd.DataFrame(columns=["document", "start", "end"])).dtypes.astype(str).tolist()
    ['str', 'int64', 'int64']
    """
    return table.astype({name: "int64" if name in NUMBERS else "str" for name in table.columns})


def rows_of(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of a table as plain values, which is faster than ``itertuples``."""
    return zip(*(table[column].to_numpy(object).tolist() for column in columns), strict=True)


class Counted(str):
    """The rows that a table counts, and the columns that it counts them by.

    A string in ``table.attrs``, so that a table with it can be written to any file. It is its own copy,
    since pandas copies ``attrs`` with each table, and equal to itself alone.
    """

    __slots__ = ("by", "rows")
    by: tuple[str, ...]
    rows: Callable[[], pd.DataFrame]

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)  # rows that wait to be asked for cannot be kept in a file

    def __deepcopy__(self, _memo: object) -> Counted:
        return self


def remember(table: pd.DataFrame, rows: Callable[[], pd.DataFrame], *by: str) -> pd.DataFrame:
    """Have a table of counts remember what it counts, so that its evidence can be found.

    Parameters
    ----------
    table : DataFrame
        It is changed and returned.
    rows : callable
        Gives the rows that were counted; it is called when evidence is asked for.
    *by : str
        Columns of both: what the rows were grouped by.
    """
    counted = Counted(", ".join(by))
    counted.by, counted.rows = by, rows
    table.attrs[COUNTED] = counted
    return table


def is_slug(cell: str) -> bool:
    """Tell whether an id can stand in an address: letters, digits, hyphens, a letter first.

    Examples
    --------
    >>> is_slug("rt-2021-10-07"), is_slug("../rt")
    (True, False)
    """
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", cell) is not None


def as_slug(name: str) -> str:
    """Make an id that can stand in an address of a name, such as that of a file.

    Examples
    --------
    >>> [as_slug(name) for name in ("Déclaration du 29.03", "2021_RT", "нота")]
    ['Declaration-du-29-03', 'text-2021-RT', 'text']
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    return slug if slug[:1].isalpha() else f"text-{slug}".strip("-")


def is_iso_date(cell: str) -> bool:
    """Tell whether a cell is an ISO date, as exact as known, or a span of two of them.

    Examples
    --------
    >>> [is_iso_date(cell) for cell in ("2021-10-07", "2020-09", "2021/2025", "2021-02-30", "7 octobre")]
    [True, True, True, False, False]
    """
    return cell.count("/") <= 1 and all(map(_is_one_date, cell.split("/")))


def _is_one_date(part: str) -> bool:
    if not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", part):
        return False
    try:
        date.fromisoformat(part + "-01" * (2 - part.count("-")))
    except ValueError:
        return False
    return True
