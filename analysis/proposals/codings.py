"""Codings: proposals and events that were coded by hand, each found in its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.actors import Lexicon, load_lexicon
from analysis.corpus import Corpus
from analysis.corpus.catalogue import is_web_address, own_lexicon
from analysis.proposals.codebook import LAYERS, code_problems, load_codebook
from analysis.proposals.quotations import find_quotes, sign_notes
from analysis.tables import InputError, contract, is_iso_date, is_slug, load_table, one_of, sound, text_column

NAME = "proposals.csv"
EVENTS = "events.csv"
AFTERMATH = "aftermath.csv"
WHO = ("proposer", "addressee")
WHEN = (is_iso_date, "an ISO date or a span of two: 2019, 2021-07-27, 2021/2025")


OVERLAPS = 100  # of rows of one document that are told


def _place(cell: str) -> str:
    """Read which occurrence is meant, also as spreadsheets write it (``1.0``, ``1,0``); '' for none."""
    number = re.fullmatch(r"\s*0*([1-9]\d{0,8})(?:[.,]0*)?\s*", cell, re.ASCII)
    return number[1] if number else ""


def _is_place(cell: str) -> bool:
    return _place(cell) != ""


SCHEMA = contract(
    "proposal",
    proposal=text_column(is_slug, "letters, digits and hyphens", unique=True),
    document=text_column(),
    quote=text_column(),
    gloss=text_column(),
    proposer=text_column(),
    addressee=text_column(empty=True),
    **{layer: text_column() for layer in LAYERS},
    restates=text_column(empty=True),
    note=text_column(empty=True),
    occurrence=text_column(
        _is_place, "1, 2, … where the quotation occurs more than once", empty=True, required=False
    ),
    score=text_column(empty=True, required=False),  # of a candidate that an analyst has confirmed
    cue=text_column(empty=True, required=False),
)
SECOND = SCHEMA.update_columns(
    {name: {"checks": [], "required": False} for name in ("gloss", *WHO, "restates", "note")}
)
EVENT_SCHEMA = contract(
    "event",
    event=text_column(is_slug, "letters, digits and hyphens"),
    document=text_column(),
    quote=text_column(),
    date=text_column(*WHEN),
    precision=one_of("day", "month", "year", "range", "external"),
    name=text_column(),
    kind=text_column(),
    note=text_column(empty=True),
    theme=text_column(empty=True, required=False),  # of the instrument whose path the event belongs to
)
AFTERMATH_SCHEMA = contract(
    "later event",
    date=text_column(*WHEN),
    name=text_column(),
    source=text_column(is_web_address, "the address of what tells of it"),
)


def load_aftermath(_: Corpus, path: Path) -> tuple[pd.DataFrame, list[str]]:
    """Read the events that came after the texts, in order of time, each with the address of its source."""
    table, problems = load_table(path, AFTERMATH_SCHEMA)
    return table.sort_values("date", ignore_index=True), problems


def load_coded(
    corpus: Corpus,
    path: str | Path | None = None,
    *,
    codebook: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    second_coder: bool = False,
) -> tuple[pd.DataFrame, list[str]]:
    """Read the proposals that were coded by hand, and find each in its document.

    A quotation is found also where it differs from the document by signs: a kind of apostrophe, quotation
    mark, hyphen or blank, a line end, a ligature, accents written apart, what is not seen. ``quote`` is
    then the document's own wording, and `coding_notes` tells of it.

    Parameters
    ----------
    corpus : Corpus
    path : str or Path, optional
        The codings; without it, ``proposals.csv`` beside the catalogue.
    codebook, lexicon : DataFrame and Lexicon, optional
        As from `read_codebook` and `analysis.actors.read_lexicon`; without them, those that ship.
    second_coder : bool
        Whether the file is for comparison only: gloss, proposer, addressee, restates and note may then be
        missing, and what stands there as actors or restatements is not checked.

    Returns
    -------
    DataFrame
        One row a proposal in order of date and text: document, start, end, sentence, passage,
        reference, and the columns of the file. Only rows whose quotation was found.
    list of str
        Every problem, in order of the rows: a quotation that is not in its document (the nearest words
        are given), is there twice or stands in a headline, an unknown document, actor or code, a
        restatement of nothing or of what comes later.
    """
    path = Path(path or _beside_catalogue(corpus, NAME))
    table, problems = load_table(path, SECOND if second_coder else SCHEMA)
    table = table.assign(**{column: table[column].map(_joined) for column in WHO})
    table["occurrence"] = table["occurrence"].map(_place)
    wheres = _wheres(path, table["proposal"])
    if strangers := _of_another_corpus(corpus, table, path):
        return find_quotes(corpus, table.iloc[:0], {})[0], [*problems, *strangers]
    problems += code_problems(table, wheres, load_codebook()[0] if codebook is None else codebook)
    found, quote_problems = find_quotes(corpus, table, wheres)
    problems += quote_problems
    if not second_coder:
        known = (
            load_lexicon(also=own_lexicon(corpus.folder))[0] if lexicon is None else lexicon
        ).actors.index
        problems += actor_problems(table, wheres, known) + _restatement_problems(table, found, wheres)
    return found, sorted(problems, key=_row_number)


def _joined(cell: str) -> str:
    """Strip the blanks round the ids of a cell: « RUS; FRA »."""
    return ";".join(part.strip() for part in cell.split(";"))


def _wheres(path: Path, keys: pd.Series) -> dict[int, str]:
    """Give how messages name each row."""
    return {row: f"{path}, row {row} ({key})" for row, key in keys.items()}


def _row_number(problem: str) -> int:
    number = re.search(r", row (\d+)\b", problem)
    return int(number[1]) if number else 0


def coded(
    corpus: Corpus,
    path: str | Path | None = None,
    *,
    restatements: bool = False,
    codebook: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    second_coder: bool = False,
) -> pd.DataFrame:
    """Read the proposals that were coded by hand, as `load_coded` does.

    Parameters
    ----------
    corpus, path, codebook, lexicon, second_coder
        As for `load_coded`.
    restatements : bool
        Whether rows that say an earlier one again are given too.

    Returns
    -------
    DataFrame
        As from `load_coded`.

    Raises
    ------
    InputError
        With every problem of the codings.
    """
    found = sound(load_coded(corpus, path, codebook=codebook, lexicon=lexicon, second_coder=second_coder))
    return found if restatements else found[found["restates"] == ""].reset_index(drop=True)


def load_events(corpus: Corpus, path: str | Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the dated events and instruments that the texts name, and find each in its document."""
    path = Path(path or _beside_catalogue(corpus, EVENTS))
    table, problems = load_table(path, EVENT_SCHEMA)
    found, quote_problems = find_quotes(corpus, table, _wheres(path, table["event"]))
    return found, problems + quote_problems


def events(corpus: Corpus, path: str | Path | None = None) -> pd.DataFrame:
    """Read the dated events and instruments that the texts name.

    Parameters
    ----------
    corpus : Corpus
    path : str or Path, optional
        The codings; without it, ``events.csv`` beside the catalogue.

    Returns
    -------
    DataFrame
        One row a place: document, start, end, sentence, passage, reference, event, quote, date,
        precision, name, kind, note, theme.

    Raises
    ------
    InputError
        With every problem of the codings.
    """
    return sound(load_events(corpus, path))


def _beside_catalogue(corpus: Corpus, name: str) -> Path:
    if corpus.folder is None:
        raise InputError([f"the corpus was not read from a folder; give the path of its {name}"])
    return corpus.folder / name


def coding_notes(corpus: Corpus, path: str | Path | None = None) -> list[str]:
    """Say what an analyst should look at in a file of codings, though it is no error.

    That is quotations in which a sign differs (also those of ``events.csv``, without ``path``), rows that
    overlap, documents in which nothing is coded.
    """
    files = {Path(path or _beside_catalogue(corpus, NAME)): SCHEMA}
    if path is None and (events_file := _beside_catalogue(corpus, EVENTS)).is_file():
        files[events_file] = EVENT_SCHEMA
    tables = [load_table(file, schema)[0] for file, schema in files.items()]
    notes = [note for table in tables for note in sign_notes(corpus, table)]
    found, _ = load_coded(corpus, path)
    notes += [
        f"note: {left.proposal} and {right.proposal} overlap in {left.document}, "
        f"'{corpus.text(left.document)[right.start : min(left.end, right.end)]}'; is one measure coded twice?"
        for _, rows in found.groupby("document", sort=False)
        for left, right in islice(_overlaps(list(rows.itertuples())), OVERLAPS)
    ]
    return notes + [
        f"note: {document}: no proposal is coded in it"
        for document in corpus.documents.index.difference(found["document"], sort=False)
    ]


def _overlaps(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Give the rows of a document that overlap, in order of their starts."""
    for number, left in enumerate(rows):
        for right in rows[number + 1 : number + 1 + OVERLAPS]:
            if right.start >= left.end:
                break
            yield left, right


def _of_another_corpus(corpus: Corpus, table: pd.DataFrame, path: Path) -> list[str]:
    named = table["document"].unique()
    if len(named) < 2 or set(named) & set(corpus.documents.index):
        return []
    return [
        f"{path}: none of its {len(named)} documents ({', '.join(named[:3])} …) is in this corpus, which has "
        f"{', '.join(corpus.documents.index[:3])} …; give the codings of this corpus, or the folder of theirs"
    ]


def actor_problems(table: pd.DataFrame, wheres: dict[int, str], known: pd.Index) -> list[str]:
    """Say which proposers and addressees are no actors that are known; ``wheres`` names the rows."""
    return [
        f"{wheres[row.Index]}: {column} '{actor}' is not in actors.csv; add it there or mend it here"
        if actor
        else f"{wheres[row.Index]}: {column} is '{cell}' and names an empty actor; put ; between ids only"
        for row in table.itertuples()
        for column in WHO
        if (cell := getattr(row, column))
        for actor in dict.fromkeys(cell.split(";"))
        if actor not in known
    ]


def _restatement_problems(table: pd.DataFrame, found: pd.DataFrame, wheres: dict[int, str]) -> list[str]:
    places = {row.proposal: (row.document, row.start) for row in found.itertuples()}
    first = set(table.loc[table["restates"] == "", "proposal"])
    problems = []
    for row in table[table["restates"] != ""].itertuples():
        where = f"{wheres[row.Index]}: restates '{row.restates}', which"
        earlier, here = places.get(row.restates), places.get(row.proposal)
        if row.restates not in first:
            problems.append(f"{where} is no first statement in the file")
        elif earlier and here and (earlier[0] != here[0] or earlier[1] >= here[1]):
            problems.append(
                f"{where} does not stand before it in {here[0]}; give the first row that states it there"
            )
    return problems
