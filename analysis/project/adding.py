"""Documents that an analyst brings: read, described, and put into the folder of a corpus."""

from __future__ import annotations

import filecmp
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis.corpus.catalogue import NAME, SCHEMA, load_catalogue
from analysis.corpus.corpus import QUIET
from analysis.corpus.readers import READERS
from analysis.files import WEB_PAGES, free_copy, leads_out, locked, write_whole
from analysis.project.apart import Reader
from analysis.sheets import with_rows
from analysis.tables import InputError, as_slug, load_table, sound

ORIGINALS = "originals"
LONGEST_ID = 60
_LEFT = re.compile(rf"\.(?:{NAME}.*|(?!.*\.csv\.).+)\.[0-9a-f]{{8}}\.new")
_IN_PLACE = (".txt", *WEB_PAGES)  # what a catalogue lists as it is


class Addition(NamedTuple):
    """A document that can be added: the file that it came from, its text, and its row of the catalogue."""

    original: Path
    text: str
    row: dict[str, str]


def read_files(paths: Iterable[Path], reader: Reader) -> tuple[list[Addition], list[str]]:
    """Read files, and all files of folders.

    Parameters
    ----------
    paths : iterable of Path
        Files with the endings of `analysis.corpus.readers.READERS`, or folders that hold some.
    reader : Reader
        What reads them, in a process of its own.

    Returns
    -------
    list of Addition
        What was read, in order; without ids.
    list of str
        What cannot be read, a sentence each.
    """
    files, problems = _files(paths)
    additions = []
    for path in tqdm(files, "reading", **QUIET):
        try:
            additions.append(Addition(path, *reader.read(path)))
        except InputError as error:
            problems += error.problems
    return additions, problems


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    found: list[Path] = []
    problems = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for file in sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS):
            inside = file.relative_to(path).parts
            if file.is_dir() or ORIGINALS in inside or any(part.startswith(".") for part in inside):
                continue
            if leads_out(file, path):
                problems.append(f"{file}: it is a link that leads out of its folder; give the file itself")
            else:
                found.append(file)
    return list(dict.fromkeys(found)), problems


def settle(additions: Iterable[Addition], folder: Path) -> tuple[list[Addition], list[str]]:
    """Leave out what a corpus has already, and give the others their ids and files.

    Parameters
    ----------
    additions : iterable of Addition
        As from `read_files`.
    folder : Path
        Of the corpus; it may have no catalogue yet.

    Returns
    -------
    list of Addition
        What is new. The same text with other blanks, or in another Unicode form, is not.
    list of str
        What is there already, a line each.

    Raises
    ------
    InputError
        If the catalogue has problems other than files that it does not list.
    """
    documents = known_documents(folder)
    known = {_key(text): str(name) for name, text in documents["text"].items()}
    taken = {str(name).lower() for name in documents.index}
    kept = defaultdict(list)
    for path in filter(_is_file, (folder / ORIGINALS).glob("*.*")):
        if path.stem in documents.index:
            kept[path.stat().st_size].append(path)
    new, there = [], []
    for original, text, row in additions:
        alike = kept[original.stat().st_size] if original.is_file() else []
        copies = (path.stem for path in alike if filecmp.cmp(path, original, shallow=False))
        if name := known.get(_key(text)) or next(copies, ""):
            there.append(f"{original}: it is there already, as {name}")
            continue
        name, file = _free_name(original, taken, folder, text)
        taken.add(name.lower())
        known[_key(text)] = name
        new.append(Addition(original, text, row | {"document": name, "file": file}))
    return new, there


def known_documents(folder: Path) -> pd.DataFrame:
    """Read the documents of a corpus that may have no catalogue yet, or files that it does not list yet."""
    if not (folder / NAME).exists():
        return pd.DataFrame(columns=["text"], dtype=str)
    documents, problems = load_catalogue(folder)
    return sound((documents, [problem for problem in problems if "is not listed" not in problem]))


def left_behind(folder: Path) -> list[Path]:
    """Give the texts of a folder that its catalogue does not list, as a run that was killed leaves them."""
    if not (folder / NAME).exists():
        return []
    listed = {*load_table(folder / NAME, SCHEMA)[0]["file"]}
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _IN_PLACE and _is_file(path) and path.name not in listed
    ]


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _free_name(path: Path, taken: set[str], folder: Path, text: str) -> tuple[str, str]:
    """Make an id of a file's name, and the name of its text; what an interrupted run left is used again."""
    slug = as_slug(path.stem).lower()[:LONGEST_ID].strip("-")
    names = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    if path.suffix.lower() in _IN_PLACE and path.parent.resolve() == folder.resolve() and _is_file(path):
        return next(name for name in names if name not in taken), path.name
    for name in names:
        place, kept = folder / f"{name}.txt", folder / ORIGINALS / f"{name}{path.suffix.lower()}"
        is_left = _is_file(place) and place.read_bytes() == text.encode()
        is_kept = _is_file(kept) and filecmp.cmp(kept, path, shallow=False)
        free = (is_left or not os.path.lexists(place)) and (is_kept or not os.path.lexists(kept))
        if free and name not in taken:
            return name, place.name
    raise AssertionError


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def write(additions: Iterable[Addition], folder: Path) -> list[Addition]:
    """Put texts and their originals into a folder, then their rows into its catalogue.

    The catalogue comes last, and is replaced at once: however this ends, it holds what it held or
    everything. What it held is kept beside it, as ``catalogue.csv.1.bak`` (or the next free number). Nobody
    else adds to it meanwhile.

    Returns
    -------
    list of Addition
        What was added: without what somebody else has added since it was read.

    Raises
    ------
    InputError
        If the catalogue is no sound one.
    OSError
        If something cannot be written: the folder is then as it was. `TimeoutError` if another process does
        not let the catalogue go.
    """
    catalogue = folder / NAME
    with locked(catalogue):
        for left in _half_written(folder):
            left.unlink()
        new, _ = settle(additions, folder)
        if not new:
            return []
        old = catalogue.read_bytes() if catalogue.exists() else b""
        made: list[Path] = []
        try:
            for path, content in _contents(new, folder):
                if not os.path.lexists(path):
                    made.append(path)
                    write_whole(path, content)
            rows = [{name: row.get(name, "") for name in SCHEMA.columns} for _, _, row in new]
            text = with_rows(catalogue, SCHEMA.columns, rows)
            if old:
                made.append(free_copy(catalogue))
                write_whole(made[-1], old)
            write_whole(catalogue, text)
        except BaseException:
            if not catalogue.exists() or catalogue.read_bytes() == old:
                for path in made:
                    path.unlink(missing_ok=True)
            raise
    return new


def _half_written(folder: Path) -> list[Path]:
    """Give what a run that was killed left of the files that only `write` makes."""
    files = [file for place in (folder, folder / ORIGINALS) for file in place.glob(".*.new")]
    return [file for file in files if _LEFT.fullmatch(file.name) and _is_file(file)]


def _contents(additions: Iterable[Addition], folder: Path) -> Iterator[tuple[Path, str | bytes]]:
    """Give what is to be written where: the texts, and the originals of those that are no plain text."""
    kept = folder / ORIGINALS
    if kept.is_symlink():
        raise InputError([f"{kept}: it is a link; put a folder there, since originals are kept in it"])
    for original, text, row in additions:
        if row["file"] == f"{row['document']}.txt":
            yield folder / row["file"], text
        if original.suffix.lower() != ".txt" and row["file"] != original.name:
            kept.mkdir(exist_ok=True)
            yield kept / f"{row['document']}{original.suffix.lower()}", original.read_bytes()
