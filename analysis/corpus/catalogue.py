"""The catalogue: which documents there are, who published them, when, and on what that rests."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pandera.pandas as pa

from analysis.corpus.readers import read_page
from analysis.corpus.rules import DEFAULT, KNOWN
from analysis.files import WEB_PAGES, leads_out, shipped
from analysis.tables import (
    TEXT,
    InputError,
    as_slug,
    contract,
    is_iso_date,
    is_slug,
    load_table,
    one_of,
    read_text,
    sound,
    text_column,
)

NAME = "catalogue.csv"
PLACES = (".", "seeds", "documents")  # where a project keeps its corpus
OWN_LEXICON = "lexicon"
RECURRING = "recurring.csv"  # the lines that recur at publishers, known from more documents than these
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
EMPTY = {  # what an empty cell says
    **dict.fromkeys(("publisher", "publisher_type", "country", "genre", "speaker"), "unknown"),
    "language": DEFAULT,
}
UNDATED = "undated"
MOST_IN_LABEL = 50


def _is_plain_name(cell: str) -> bool:
    return Path(cell).name == cell and not cell.startswith(".") and "\\" not in cell


def is_web_address(cell: str) -> bool:
    """Tell whether a cell is an address of the web that can be linked to."""
    if not re.fullmatch(r"https?://[^\s<>\"']+", cell):
        return False
    try:
        parts = urlsplit(cell)
        return bool(parts.hostname) and parts.port != 0  # asking for the port reads it
    except ValueError:  # « http://[x », a port above 65535
        return False


def _cell(test: Callable[[str], bool] | None = None, expected: str = "") -> pa.Column:
    return text_column(test, expected, empty=True, required=False)


SCHEMA = pa.DataFrameSchema(
    {
        "document": _cell(is_slug, "letters, digits and single hyphens, such as rt-2021-10-07"),
        "file": text_column(_is_plain_name, "the name of a file beside the catalogue", unique=True),
        "title": _cell(),
        "label": _cell(lambda cell: len(cell) <= MOST_IN_LABEL, f"at most {MOST_IN_LABEL} characters"),
        "publisher": _cell(),
        "publisher_type": _cell(),
        "publisher_basis": _cell(),
        "country": _cell(
            lambda cell: cell == "unknown" or re.fullmatch("[A-Z]{3}", cell) is not None,
            "an ISO 3166-1 alpha-3 code such as RUS, or unknown",
        ),
        "genre": _cell(),
        "speaker": _cell(is_slug, "the id of an actor, or unknown"),
        "date": _cell(is_iso_date, "an ISO date, as exact as known: 2021-10-07, 2021-10 or 2021"),
        "date_precision": one_of("day", "month", "year", empty=True, required=False),
        "date_basis": _cell(),
        "url": _cell(is_web_address, "an http or https address, or nothing"),
        "language": one_of(*KNOWN, empty=True, required=False),
    },
    name="document",
    strict=True,
)


_RECURRING = contract("line", publisher=text_column(), line=text_column(empty=True))


def find_folder(start: Path | None = None) -> Path:
    """Find the nearest folder with a catalogue: here, in one of ``PLACES`` here, or further up.

    Raises
    ------
    InputError
        If there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for place in PLACES:
            if (folder / place / NAME).is_file():
                return folder / place
    raise InputError([f"{here}: no {NAME} here, in seeds/ here or further up; give the folder that holds it"])


def own_lexicon(folder: Path | None) -> tuple[Path, ...]:
    """Give the folder ``lexicon`` beside a catalogue, if there is one: its rows are added to ours."""
    place = folder and folder / OWN_LEXICON
    return (place,) if place and place.is_dir() else ()


def shipped_folder() -> Path | None:
    """Find the corpus that ships with the package: installed beside it, or in the project's own folder."""
    catalogue = shipped(f"seeds/{NAME}")
    return catalogue and catalogue.parent


def read_document(path: Path) -> str:
    """Read a document: a text as its file holds it, or the text of a web page (``.html``, ``.htm``).

    Of such, trafilatura takes the article without menus, scripts and the raised numbers of notes, a paragraph
    a line; offsets then count in that text.

    Raises
    ------
    InputError
        As `analysis.tables.read_text`, and if a web page holds no text.
    """
    return read_page(path) if path.suffix.lower() in WEB_PAGES else read_text(path)


def load_catalogue(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """Read the catalogue of a folder and the texts that it lists, as far as that goes.

    Only ``file`` is needed. An empty cell says that something is not known; the id and the title are then
    those of the file's name, the language is French.

    Returns
    -------
    DataFrame
        One row a document, by date, those without one last; index: document; the catalogue's columns and
        ``text``, the file's content exactly (an empty string where it cannot be read).
    list of str
        Every problem of the catalogue and of the files.
    """
    table, problems = list_catalogue(folder)
    is_read = len(table) > 0 or not problems
    texts = []
    for file in table["file"]:
        try:
            texts.append(read_document(within(folder, Path(file).name)))
        except InputError as error:
            texts.append("")
            problems += error.problems
    listed = set(table["file"])
    problems += [
        f"{path}: the file is not listed in {NAME}; add a row for it or move it away"
        for path in sorted(folder.iterdir() if folder.is_dir() and is_read else ())
        if path.suffix.lower() in {".txt", *WEB_PAGES} and path.name not in listed
    ]
    documents = table.assign(text=pd.Series(texts, table.index, TEXT)).drop_duplicates("document")
    return by_date(documents).set_index("document"), problems


def list_catalogue(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """Read the catalogue of a folder as `load_catalogue` does, without the texts that it lists."""
    table, problems = load_table(folder / NAME, SCHEMA)
    table = table.assign(**{name: table[name].replace("", says) for name, says in EMPTY.items()})
    stems = table["file"].map(lambda file: Path(file).stem)
    table["document"] = table["document"].where(table["document"] != "", stems.map(as_slug))
    table["title"] = table["title"].where(table["title"] != "", stems)
    lengths = table["date"].str.len().map({10: "day", 7: "month", 4: "year"}).fillna("")
    table["date_precision"] = table["date_precision"].where(table["date_precision"] != "", lengths)
    problems += [
        f"{folder / NAME}, row {row} ({name}): document '{name}' occurs twice; each row needs its own"
        for row, name in table.loc[table["document"].duplicated(keep=False), "document"].items()
    ]
    return table, problems


def by_date(documents: pd.DataFrame) -> pd.DataFrame:
    """Sort documents by date, those without one last."""
    return documents.sort_values(["date", "file"], key=lambda column: column.replace("", UNDATED))


def within(folder: Path, file: str) -> Path:
    """Give the place of a file in a folder; an `InputError` for a link that leads out of it."""
    path = folder / file
    if leads_out(path, folder):
        raise InputError([f"{path}: it is a link out of its folder; put the file itself there"])
    return path


def read_catalogue(folder: Path) -> pd.DataFrame:
    """Read the catalogue and its texts as `load_catalogue` does; an `InputError` with every problem."""
    return sound(load_catalogue(folder))


def load_recurring(folder: Path) -> tuple[dict[str, frozenset[str]] | None, list[str]]:
    """Read the lines that recur at publishers, if they are known (an empty one says that none does)."""
    if not (folder / RECURRING).is_file():
        return None, []
    table, problems = load_table(folder / RECURRING, _RECURRING)
    lines = table.groupby("publisher")["line"]
    return {str(publisher): frozenset(some) - {""} for publisher, some in lines}, problems


def labels(documents: pd.DataFrame) -> pd.Series:
    """Give each document a short name for readers, numbered where two agree.

    That is the catalogue's ``label``; without one the publisher and the date. Documents without dates, as
    of a corpus in memory, go by their ids.

    Examples
    --------
    >>> documents = pd.DataFrame({"publisher": ["RT", "unknown"], "date": ["2021-10-07", "2020-09"]})
    >>> labels(documents).tolist()
    ['RT, 7 Oct 2021', 'unnamed site, Sep 2020']
    """
    if "date" not in documents:
        return documents.index.to_series()
    publishers = documents["publisher"].replace("unknown", "unnamed site")
    names = (
        publishers
        + ", "
        + documents["date"].map(readable_date).where(documents["date"] != "", documents.index)
    )
    if "label" in documents:
        names = documents["label"].where(documents["label"] != "", names)
    again = names.groupby(names).cumcount()
    return names + again.map(lambda count: f" ({count + 1})" if count else "").astype("str")


def readable_date(iso: str) -> str:
    """Write an ISO date as a reader expects it, as exact as it is.

    Examples
    --------
    >>> [readable_date(iso) for iso in ("2021-10-07", "2020-09", "2019", "2021/2025", "")]
    ['7 Oct 2021', 'Sep 2020', '2019', '2021 to 2025', 'undated']
    """
    if not iso:
        return UNDATED
    return " to ".join(_readable_part(part) for part in iso.split("/"))


def _readable_part(part: str) -> str:
    year, *rest = part.split("-")
    month = [MONTHS[int(number) - 1] for number in rest[:1]]
    day = [number.lstrip("0") for number in rest[1:]]
    return " ".join([*day, *month, year])
