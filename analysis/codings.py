"""Codings: proposals and events that were coded by hand, each found in its document."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from rapidfuzz import fuzz

from analysis import french
from analysis.actors import load_lexicon
from analysis.corpus import Corpus
from analysis.evidence import in_one_sentence, in_text_order, locate
from analysis.tables import InputError, is_iso_date, is_slug, load_table, one_of, sound, text_column

NAME = "proposals.csv"
EVENTS = "events.csv"
LAYERS = ("theme", "act", "forum", "stance", "certainty")

CODEBOOK = pa.DataFrameSchema(
    {
        "layer": one_of(*LAYERS),
        "code": text_column(is_slug, "letters, digits and hyphens"),
        "name": text_column(),
        "definition": text_column(),
        "example": text_column(empty=True),
        "near_miss": text_column(empty=True),
    },
    name="code",
    strict=True,
)
SCHEMA = pa.DataFrameSchema(
    {
        "proposal": text_column(is_slug, "letters, digits and hyphens", unique=True),
        "document": text_column(),
        "quote": text_column(),
        "gloss": text_column(),
        "proposer": text_column(),
        "addressee": text_column(empty=True),
        **{layer: text_column() for layer in LAYERS},
        "restates": text_column(empty=True),
        "note": text_column(empty=True),
    },
    name="proposal",
    strict=True,
)
EVENT_SCHEMA = pa.DataFrameSchema(
    {
        "event": text_column(is_slug, "letters, digits and hyphens"),
        "document": text_column(),
        "quote": text_column(),
        "date": text_column(is_iso_date, "an ISO date or a span of two: 2019, 2021-07-27, 2021/2025"),
        "precision": one_of("day", "month", "year", "range", "external"),
        "name": text_column(),
        "kind": text_column(),
        "note": text_column(empty=True),
    },
    name="event",
    strict=True,
)


def load_codebook(path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the codebook: layer, code, name, definition, example, near_miss; and its problems."""
    path = path or french.LEXICON / "codebook.csv"
    codebook, problems = load_table(path, CODEBOOK)
    twice = codebook[codebook.duplicated(["layer", "code"])]
    problems += [
        f"{path}, row {row.Index} ({row.code}): the code occurs twice in layer {row.layer}; remove one"
        for row in twice.itertuples()
    ]
    return codebook, problems


def read_codebook(path: Path | None = None) -> pd.DataFrame:
    """Read a codebook as `load_codebook` does.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return sound(load_codebook(path))


def load_coded(corpus: Corpus, path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the proposals that were coded by hand, and find each in its document.

    Parameters
    ----------
    corpus : Corpus
    path : Path, optional
        The codings; without it, ``proposals.csv`` beside the catalogue.

    Returns
    -------
    DataFrame
        One row a proposal in order of date and text: document, start, end, sentence, passage,
        reference, and the columns of the file. Only rows whose quotation was found.
    list of str
        Every problem: a quotation that is not in its document (the nearest words are given) or is
        there twice, an unknown document, actor or code, a restatement of nothing.
    """
    path = path or _beside_catalogue(corpus, NAME)
    table, problems = load_table(path, SCHEMA)
    wheres = {row.Index: f"{path}, row {row.Index} ({row.proposal})" for row in table.itertuples()}
    problems += [*_code_problems(table, wheres), *_actor_problems(table, wheres)]
    first = set(table.loc[table["restates"] == "", "proposal"])
    problems += [
        f"{wheres[row.Index]}: restates '{row.restates}', which is no first statement in the file"
        for row in table[table["restates"] != ""].itertuples()
        if row.restates not in first
    ]
    found, quote_problems = _find_quotes(corpus, table, wheres)
    return found, problems + quote_problems


def coded(corpus: Corpus, path: Path | None = None, *, restatements: bool = False) -> pd.DataFrame:
    """Read the proposals that were coded by hand, as `load_coded` does.

    Parameters
    ----------
    corpus : Corpus
    path : Path, optional
        The codings; without it, ``proposals.csv`` beside the catalogue.
    restatements : bool
        Whether rows that say an earlier one again are given too.

    Returns
    -------
    DataFrame
        One row a proposal: document, start, end, sentence, passage, reference, and the file's columns.

    Raises
    ------
    InputError
        With every problem of the codings.
    """
    found = sound(load_coded(corpus, path))
    return found if restatements else found[found["restates"] == ""].reset_index(drop=True)


def load_events(corpus: Corpus, path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the dated events and instruments that the texts name, and find each in its document."""
    path = path or _beside_catalogue(corpus, EVENTS)
    table, problems = load_table(path, EVENT_SCHEMA)
    wheres = {row.Index: f"{path}, row {row.Index} ({row.event})" for row in table.itertuples()}
    found, quote_problems = _find_quotes(corpus, table, wheres)
    return found, problems + quote_problems


def events(corpus: Corpus, path: Path | None = None) -> pd.DataFrame:
    """Read the dated events and instruments that the texts name.

    Parameters
    ----------
    corpus : Corpus
    path : Path, optional
        The codings; without it, ``events.csv`` beside the catalogue.

    Returns
    -------
    DataFrame
        One row a place: document, start, end, sentence, passage, reference, event, quote, date,
        precision, name, kind, note.

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


def _find_quotes(
    corpus: Corpus, table: pd.DataFrame, wheres: dict[int, str]
) -> tuple[pd.DataFrame, list[str]]:
    problems, spans = [], []
    for number, document, quote in zip(table.index, table["document"], table["quote"], strict=True):
        if document not in corpus.documents.index:
            known = ", ".join(corpus.documents.index)
            problems.append(
                f"{wheres[number]}: document '{document}' is not in the catalogue; it has {known}"
            )
        elif quote and corpus.text(document):  # a text that cannot be read is a problem of the catalogue
            start, problem = _find_quote(quote, corpus.text(document))
            problems += [f"{wheres[number]}: {problem}"] if problem else []
            spans += [] if problem else [(number, start, start + len(quote))]
    places = pd.DataFrame(spans, columns=["row", "start", "end"]).set_index("row")
    located, outside = _locate_each(corpus, table.join(places, how="inner"), wheres)
    located = in_text_order(corpus, located)
    first = ["document", "start", "end", "sentence", "passage", "reference"]
    return located[[*first, *(name for name in table.columns if name not in first)]], problems + outside


def _locate_each(
    corpus: Corpus, rows: pd.DataFrame, wheres: dict[int, str]
) -> tuple[pd.DataFrame, list[str]]:
    inside = in_one_sentence(corpus, rows)
    problems = [
        f"{wheres[number]}: the quotation lies in no one sentence of counted text; shorten it to one"
        for number in rows.index[~inside]
    ]
    return locate(corpus, rows[inside]), problems


def _find_quote(quote: str, text: str) -> tuple[int, str]:
    count = text.count(quote)
    if count == 1:
        return text.index(quote), ""
    if count > 1:
        return (
            -1,
            f"the quotation '{quote}' stands {count} times in the document; lengthen it until it stands once",
        )
    near = fuzz.partial_ratio_alignment(quote, text)
    nearest = _whole_words(text, near.dest_start, near.dest_end) if near else ""
    return -1, f"the quotation '{quote}' is not in the document; the nearest words there are '{nearest}'"


def _whole_words(text: str, start: int, end: int) -> str:
    words = [word for word in re.finditer(r"\S+", text) if word.start() < end and word.end() > start]
    return text[words[0].start() : words[-1].end()] if words else ""


def _code_problems(table: pd.DataFrame, wheres: dict[int, str]) -> list[str]:
    codebook, _ = load_codebook()
    problems = []
    for layer in LAYERS:
        known = codebook.loc[codebook["layer"] == layer, "code"].tolist()
        problems += [
            f"{wheres[number]}: {layer} '{code}' is not in the codebook; it has {', '.join(known)}"
            for number, code in table.loc[~table[layer].isin(known), layer].items()
        ]
    return problems


def _actor_problems(table: pd.DataFrame, wheres: dict[int, str]) -> list[str]:
    known = load_lexicon()[0].actors.index
    return [
        f"{wheres[row.Index]}: {column} '{actor}' is not in actors.csv; add it there or mend it here"
        for row in table.itertuples()
        for column in ("proposer", "addressee")
        for actor in getattr(row, column).split(";")
        if actor and actor not in known
    ]
