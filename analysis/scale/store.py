"""The results of a run: a folder with a folder a table, a Parquet file a partition, and a manifest.

A partition is done once its ``documents`` stand there: they are written last. Each file is written whole or
not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import __version__
from analysis.actors.introduced import COLUMNS as MENTIONS
from analysis.files import write_whole
from analysis.scale.sources import ASIDE as COLUMNS_ASIDE
from analysis.scale.sources import CATALOGUE, PLACE
from analysis.tables import InputError

SCHEMA = 2  # the version of the tables that are written, and of those that are read
MANIFEST = "manifest.json"
KEY = b"infosec-positions"
DOCUMENTS, ASIDE, TERMS, TOKENS, MENTIONED, FOUND = "documents aside terms tokens mentions candidates".split()
TABLES = (TERMS, TOKENS, MENTIONED, FOUND)
LISTING = "listing"  # in place of a partition: what was set aside unread
_PART = re.compile(r"\.?\d{6}(\.[01])*\.parquet(\.\w+\.new)?")
_TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(
        ("start", "end", "sentence", "paragraph", "group", "row", "bytes", "changed"), pa.int64()
    ),
    **dict.fromkeys(("characters", "words", "sentences", "paragraphs", "n", "documents"), pa.int64()),
    "is_stop": pa.bool_(),
    "score": pa.float64(),
}
_SPAN = ["document", "start", "end", "sentence"]
COLUMNS: dict[str, Sequence[str]] = {
    DOCUMENTS: [*PLACE, *CATALOGUE, "year", "characters", "words", "sentences", "paragraphs"],
    ASIDE: COLUMNS_ASIDE,
    TOKENS: [*_SPAN, "form", "lemma", "is_stop"],
    MENTIONED: MENTIONS,
}


def columns_of(table: str, about: Mapping[str, Any]) -> Sequence[str]:
    """Name the columns of a table that a run with such settings writes."""
    if table == FOUND:
        from analysis.candidates.find import COLUMNS as CANDIDATES  # slow to import, and only needed here

        return CANDIDATES
    return [about["of"], *about["by"], "n", "documents"] if table == TERMS else COLUMNS[table]


def write(folder: Path, table: str, part: str, rows: pd.DataFrame, about: Mapping[str, Any]) -> None:
    """Write the rows of a partition, with the version of their schema in the file's metadata."""
    columns = columns_of(table, about)
    text = pa.dictionary(pa.int32(), pa.string()) if table == TOKENS else pa.string()
    schema = pa.schema([(name, _TYPES.get(name, text)) for name in columns])
    stands_on = json.dumps({"schema": SCHEMA, "table": table, "version": __version__})
    held = pa.Table.from_pandas(rows[list(columns)], schema, preserve_index=False)
    held = held.replace_schema_metadata({KEY: stands_on.encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(held, sink, compression="zstd")
    (folder / table).mkdir(parents=True, exist_ok=True)
    write_whole(folder / table / f"{part}.parquet", sink.getvalue().to_pybytes())


def read(
    folder: Path, table: str, part: str, *, columns: Sequence[str] | None = None, filters: Any = None
) -> pd.DataFrame:
    """Read the rows of a partition; only some columns, or the rows that filters of pyarrow let through.

    Raises
    ------
    InputError
        If the file is of another version, or none of these tables.
    """
    path = folder / table / f"{part}.parquet"
    known = (pq.read_schema(path).metadata or {}).get(KEY, b"{}")
    if (version := json.loads(known).get("schema")) != SCHEMA:
        raise InputError([_other_version(path, version)])
    return pq.read_table(path, columns=columns, filters=filters, partitioning=None).to_pandas()


def _other_version(path: Path, version: object) -> str:
    which = "has no version of a schema" if version is None else f"has a schema of version {version}"
    return f"{path}: it {which}, this reads {SCHEMA}; make the results anew in another folder"


def parts(folder: Path, table: str = DOCUMENTS) -> list[str]:
    """Name the partitions that are done, in order, and that have such a table."""
    done = {path.stem for path in (folder / DOCUMENTS).glob("*.parquet")}
    return sorted(done & {path.stem for path in (folder / table).glob("*.parquet")})


def sweep(folder: Path) -> None:
    """Remove what a run that died has left of partitions that are not done."""
    done = {f"{part}.parquet" for part in parts(folder)}
    for table in (DOCUMENTS, ASIDE, *TABLES):
        for path in (folder / table).glob("*"):
            if path.name not in done and _PART.fullmatch(path.name):
                path.unlink(missing_ok=True)


def manifest(folder: str | Path) -> dict[str, Any]:
    """Read what results stand on.

    Raises
    ------
    InputError
        If there are none, or of another version.
    """
    path = Path(folder) / MANIFEST
    try:
        about = dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise InputError(
            [f"{folder}: no {MANIFEST} is there; give the folder that scale.run wrote"]
        ) from None
    except ValueError as error:
        raise InputError(
            [f"{path}: it is broken ({error}); make the results anew in another folder"]
        ) from None
    if about.get("schema") != SCHEMA:
        raise InputError([_other_version(path, about.get("schema"))])
    return about


def whole(folder: str | Path) -> dict[str, Any]:
    """Read what results stand on, as `manifest`; an `InputError` also where the run is not done."""
    about, place = manifest(folder), Path(folder)
    done = size(place, DOCUMENTS) + size(place, ASIDE)  # without what was set aside unread
    if done < about["listed"]:
        says = f"the run is not done ({done} of {about['listed']} documents)"
        raise InputError([f"{folder}: {says}; do it again, and it goes on from there"])
    return about


def size(folder: Path, table: str) -> int:
    """Count the rows of the partitions of a table."""
    some = (part for part in parts(folder, table) if part != LISTING)
    return sum(len(read(folder, table, part, columns=["document"])) for part in some)


def begin(folder: Path, about: Mapping[str, Any]) -> set[str]:
    """Begin results, or go on with those that are there; give the partitions that are done.

    Raises
    ------
    InputError
        If what is there stands on other documents, other settings or another version; each is named.
    """
    about = {"schema": SCHEMA, "version": __version__, **about}
    if (folder / MANIFEST).exists():
        known = manifest(folder)
        if changed := [name for name in about if known.get(name) != json.loads(json.dumps(about[name]))]:
            raise InputError([_says(folder, name, known.get(name), about[name]) for name in changed])
    elif folder.is_dir() and any(folder.iterdir()):
        raise InputError([f"{folder}: the folder is not empty, and holds no {MANIFEST}; give a new one"])
    else:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / MANIFEST, json.dumps(about, indent=1) + "\n")
    sweep(folder)
    return set(parts(folder))


def _says(folder: Path, name: str, was: object, now: object) -> str:
    mend = "give another folder for the results, or remove this one"
    if name in ("documents", "lexicon"):
        return f"{folder}: the {name} changed since these results were begun; {mend}"
    return f"{folder}: these results were begun with {name} {was}, now it is {now}; {mend}"


def digest(rows: pd.DataFrame) -> str:
    """Give a number that tells one listing of documents from another."""
    hashes = pd.util.hash_pandas_object(rows, index=False)
    return blake2b(hashes.to_numpy().tobytes(), digest_size=16).hexdigest()


def tables(
    folder: Path, table: str, *, columns: Sequence[str] | None = None, filters: Any = None
) -> Iterator[pd.DataFrame]:
    """Read a table partition by partition."""
    for part in parts(folder, table):
        yield read(folder, table, part, columns=columns, filters=filters)


def joined(some: Iterable[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Join the rows of partitions; of none, an empty table with these columns."""
    found = [rows for rows in some if len(rows)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(columns))
