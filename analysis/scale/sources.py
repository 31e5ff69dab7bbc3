"""Where documents stand: a folder, a glob, Parquet. They are listed first, and read a partition at a time."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.catalogue import EMPTY, NAME, by_date, list_catalogue, within
from analysis.corpus.readers import READERS, read_original
from analysis.corpus.rules import KNOWN, names
from analysis.files import told
from analysis.tables import TEXT, InputError, as_slug, read_text, sound

PARQUET = ".parquet"
ASIDE = ["document", "file", "reason"]
CATALOGUE = [*EMPTY, "title", "date", "url"]  # what is known of a document, beside its text
PLACE = ["document", "file", "group", "row", "bytes", "changed"]


class Part(NamedTuple):
    """A partition: documents that are read and analysed together."""

    name: str
    rows: pd.DataFrame


class Listing(NamedTuple):
    """The documents of a source in order (``PLACE`` and ``CATALOGUE``), and what is set aside, with reasons.

    ``folder`` is that of its catalogue, if it has one: a lexicon of one's own may stand in it.
    """

    rows: pd.DataFrame
    aside: pd.DataFrame
    folder: Path | None


def listed(source: str | Path, *, language: str, largest: int) -> Listing:
    """List the documents of a folder, a glob or a Parquet file, without reading them.

    Raises
    ------
    InputError
        If nothing is there, or its catalogue is wrong.
    """
    source = os.path.abspath(source)  # the workers may stand in another folder
    place = Path(source)
    folder = place if (place / NAME).is_file() else None
    rows = (_of_catalogue(place) if folder else _places(_named(source))).reset_index(drop=True)
    for column, says in (EMPTY | {"title": "", "date": "", "url": "", "language": language}).items():
        rows[column] = rows.get(column, pd.Series(says, rows.index)).fillna("").replace("", says)
    is_sound = rows["reason"] == ""
    first = rows[is_sound].drop_duplicates("document").set_index("document")["file"]
    again = (
        "its id '"
        + rows["document"]
        + "' is that of a document of "
        + rows["document"].map(first).astype("str")
        + " too"
    )
    large = f"it has more than {largest // 1_000_000} MB; cut it into parts, or allow more"
    foreign = "its language is '" + rows["language"] + f"'; known are {names()}"
    why = np.select(
        [
            ~is_sound,
            rows["document"].where(is_sound).duplicated(),
            rows["bytes"] > largest,
            ~rows["language"].isin(list(KNOWN)),
        ],
        [rows["reason"], *(rows["file"] + ": " + reason for reason in (again, large, foreign))],
        "",
    )
    aside = rows.assign(reason=why)[why != ""]
    return Listing(rows.loc[why == "", [*PLACE, *CATALOGUE]].reset_index(drop=True), aside[ASIDE], folder)


def _of_catalogue(folder: Path) -> pd.DataFrame:
    table = by_date(sound(list_catalogue(folder)))
    files = [str(within(folder, name)) for name in table["file"]]
    known = ["document", *(column for column in CATALOGUE if column in table)]
    return _places(zip(files, table["document"], strict=True)).merge(table[known], on="document", how="left")


def _named(source: str) -> list[tuple[str, str]]:
    """Give the files of a source, sorted, each with the id that its document has by its name."""
    place = Path(source)
    if place.is_dir():
        base = place
        files = [path for path in place.rglob("*") if not path.is_dir() and not path.name.startswith(".")]
    else:
        files = [Path(path) for path in glob.glob(source, recursive=True) if os.path.isfile(path)]
        base = Path(os.path.commonpath([path.parent for path in files])) if files else place
    if not files:
        raise InputError(
            [f"{source}: no file is there; give a folder, a glob such as 'press/**/*.txt', or Parquet"]
        )
    return [(str(path), as_slug(str(path.relative_to(base).with_suffix("")))) for path in sorted(files)]


def _places(files: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Say where the documents of some files stand, and the ``reason`` why one cannot be read."""
    columns, tables = [*PLACE, "reason"], []
    plain: list[tuple[object, ...]] = []
    for file, document in files:
        path, reason, size, changed = Path(file), "", 0, 0
        try:
            state = path.stat()
            size, changed = state.st_size, state.st_mtime_ns
            if path.suffix.lower() == PARQUET:
                tables += [pd.DataFrame(plain, columns=columns), _of_parquet(path, changed)]
                plain = []
                continue
            if path.suffix.lower() not in READERS:
                reason = f"{path}: unknown ending; expected one of {', '.join([*READERS, PARQUET])}"
        except OSError as error:
            reason = told(error)
        except (InputError, pa.ArrowException) as error:
            reason = f"{path}: it cannot be read as Parquet: {error}"
        plain.append((document, file, 0, -1, size, changed, reason))
    return pd.concat([*tables, pd.DataFrame(plain, columns=columns)])


def _of_parquet(path: Path, changed: int) -> pd.DataFrame:
    """List the rows of a Parquet file by its small columns; their bytes are the mean of a row group."""
    with pq.ParquetFile(path) as file:
        have = file.schema_arrow.names
        if missing := [name for name in ("document", "text") if name not in have]:
            raise InputError([f"no column '{missing[0]}'; a row is a document, with document and text"])
        groups = []
        for number in range(file.num_row_groups):
            wanted = ["document", *(name for name in CATALOGUE if name in have)]
            table = file.read_row_group(number, columns=wanted).to_pandas().astype(str)
            about = file.metadata.row_group(number)
            sizes = [about.column(at) for at in range(about.num_columns)]
            size = next(one.total_uncompressed_size for one in sizes if one.path_in_schema == "text")
            mean = size // max(len(table), 1)
            groups.append(table.assign(group=number, row=range(len(table)), bytes=mean))
    columns = [*PLACE, "reason"]
    rows = pd.concat(groups) if groups else pd.DataFrame(columns=columns)
    return rows.assign(file=str(path), changed=changed, reason="")


def partitions(rows: pd.DataFrame, *, size: int) -> list[Part]:
    """Cut a listing into partitions of about so many bytes; a row group of Parquet stays whole.

    What is larger stands alone.
    """
    begins = rows[["file", "group"]].ne(rows[["file", "group"]].shift()).any(axis=1).to_numpy()
    units = rows["bytes"].groupby(np.cumsum(begins)).sum()
    numbers, held, number = [], 0, 0
    for unit in units.tolist():
        if held and held + unit > size:
            number, held = number + 1, 0
        held += unit
        numbers.append(number)
    of_rows = np.array(numbers, int)[np.cumsum(begins) - 1]
    return [Part(f"{at:06}", some.reset_index(drop=True)) for at, some in rows.groupby(of_rows)]


def halves(part: Part) -> Iterator[Part]:
    """Cut a partition in two, to find out which of its documents breaks."""
    middle = len(part.rows) // 2
    for at, rows in enumerate((part.rows[:middle], part.rows[middle:])):
        yield Part(f"{part.name}.{at}", rows.reset_index(drop=True))


def read(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read documents that are listed, in any order.

    Returns
    -------
    DataFrame
        The documents as a corpus has them: index document; the catalogue's columns and text.
    DataFrame
        Those that cannot be read: document, file, reason.
    """
    by_row: dict[Any, tuple[Any, str]] = {}  # index of the row: text, reason
    for (file, group), some in rows.groupby(["file", "group"], sort=False):
        path = Path(str(file))
        try:
            is_file = path.suffix.lower() != PARQUET
            found: Sequence[Any] = [_text_of(path)] if is_file else _rows_of_group(path, group, some["row"])
            why = ["" if text and text.strip() else f"{file}: it holds no text" for text in found]
        except InputError as error:
            found, why = [""] * len(some), ["; ".join(error.problems)] * len(some)
        except OSError as error:
            found, why = [""] * len(some), [told(error)] * len(some)
        except Exception as error:  # whatever a reader raises on a broken file
            found, why = [""] * len(some), [f"{file}: {type(error).__name__}: {error}"] * len(some)
        by_row |= zip(some.index, zip(found, why, strict=True), strict=True)
    rows = rows.assign(
        text=pd.array([by_row[at][0] for at in rows.index], TEXT), reason=[by_row[at][1] for at in rows.index]
    )
    is_read = rows["reason"] == ""
    documents, aside = rows[is_read].set_index("document"), rows[~is_read]
    return documents[[*CATALOGUE, "text"]], aside[ASIDE]


def _text_of(path: Path) -> str:
    return read_text(path) if path.suffix.lower() == ".txt" else read_original(path)


def _rows_of_group(path: Path, group: Any, rows: pd.Series) -> list[str | None]:
    with pq.ParquetFile(path) as file:
        text = file.read_row_group(int(group), columns=["text"])["text"]
    return [None if value is None else str(value) for value in text.take(pa.array(rows)).to_pylist()]
