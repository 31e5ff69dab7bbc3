"""Proposals: the coded ones, checked against the texts, and how they compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from rapidfuzz import fuzz

from analysis import french
from analysis.actors import load_lexicon, roll_up
from analysis.corpus import Corpus
from analysis.evidence import in_one_sentence, locate
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
    order = {document: number for number, document in enumerate(corpus.documents.index)}
    located = located.sort_values(
        ["document", "start", "end"], key=lambda column: column.map(order).fillna(column), ignore_index=True
    )
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


def by_actor(proposals: pd.DataFrame, column: str) -> pd.DataFrame:
    """Give each proposal a row for each of its proposers or addressees.

    Parameters
    ----------
    proposals : DataFrame
        As from `coded`.
    column : {'proposer', 'addressee'}

    Returns
    -------
    DataFrame
        The rows of ``proposals``, ``column`` holding one actor id (or '' where nobody is named).

    Examples
    --------
    >>> by_actor(pd.DataFrame({"proposal": ["p1"], "proposer": ["FRA;RUS"]}), "proposer")["proposer"].tolist()
    ['FRA', 'RUS']
    """
    return proposals.assign(**{column: proposals[column].str.split(";")}).explode(column, ignore_index=True)


def sides(proposals: pd.DataFrame, actors: pd.DataFrame, *, of: str) -> pd.Series:
    """Tell on whose side each proposal is voiced, seen from one state.

    Parameters
    ----------
    proposals : DataFrame
        As from `coded`.
    actors : DataFrame
        ``Lexicon.actors``: a person counts for the topmost parent.
    of : str
        The id of a state, such as ``RUS``.

    Returns
    -------
    Series of str
        ``own`` (all proposers belong to it), ``joint`` (some do) or ``other``; aligned with the rows.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "", "RUS"]}, index=["RUS", "FRA", "maria-zakharova"])
    >>> rows = pd.DataFrame({"proposer": ["maria-zakharova", "FRA;RUS", "FRA"]})
    >>> sides(rows, actors, of="RUS").tolist()
    ['own', 'joint', 'other']
    """
    single = proposals["proposer"].str.split(";").explode().rename("actor").to_frame()
    is_own = roll_up(single, actors)["actor"] == of
    share = is_own.groupby(level=0).mean()
    names = share.map(lambda part: "own" if part == 1 else "joint" if part else "other")
    return names.reindex(proposals.index)


def compare(
    proposals: pd.DataFrame,
    *,
    rows: str = "document",
    columns: str = "theme",
    row_values: Iterable[str] | None = None,
    column_values: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Count proposals by two of their columns, zeros included.

    A zero says that nothing is coded there: the document is in the corpus and does not address it.

    Parameters
    ----------
    proposals : DataFrame
        As from `coded`.
    rows, columns : str
        Two columns of ``proposals``.
    row_values, column_values : iterable of str, optional
        All values to list, in their order; without them, those that occur.

    Returns
    -------
    DataFrame
        One row a cell: ``rows``, ``columns``, ``n``.

    Raises
    ------
    InputError
        If a column is unknown, or a listed value repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"document": ["a", "a", "b"], "theme": ["x", "x", "y"]})
    >>> compare(table)["n"].tolist()
    [2, 0, 0, 1]
    """
    for name in (rows, columns):
        if name not in proposals:
            raise InputError([f"proposals have no column '{name}'; they have {', '.join(proposals.columns)}"])
    lines = list(row_values) if row_values is not None else list(dict.fromkeys(proposals[rows]))
    heads = list(column_values) if column_values is not None else sorted(set(proposals[columns]))
    for name, values in ((rows, lines), (columns, heads)):
        if len(set(values)) < len(values):
            raise InputError([f"the values of '{name}' repeat; each may be listed once"])
    grid = pd.MultiIndex.from_product([lines, heads], names=[rows, columns])
    return proposals.groupby([rows, columns]).size().reindex(grid, fill_value=0).rename("n").reset_index()


def compare_wordings(first: str, second: str) -> pd.DataFrame:
    """Align two wordings word by word.

    Case and accents do not count; the longest runs of shared words are aligned
    (``difflib.SequenceMatcher`` over words, without its junk heuristic).

    Returns
    -------
    DataFrame
        One row a run: ``kind`` (shared, left out, added), ``first``, ``second`` (the words on each side).

    Examples
    --------
    >>> compare_wordings("un accord bilatéral", "un accord universel").values.tolist()
    [['shared', 'un accord', 'un accord'], ['left out', 'bilatéral', ''], ['added', '', 'universel']]
    """
    sides = [[text[start:end] for start, end in french.words(text)] for text in (first, second)]
    folds = [[french.folded(word) for word in side] for side in sides]
    rows = []
    for kind, a, b, c, d in SequenceMatcher(None, folds[0], folds[1], autojunk=False).get_opcodes():
        left, right = _join_words(sides[0][a:b]), _join_words(sides[1][c:d])
        if kind == "equal":
            rows.append(("shared", left, right))
        else:
            rows += [("left out", left, "")] * bool(left) + [("added", "", right)] * bool(right)
    return pd.DataFrame(rows, columns=["kind", "first", "second"])


def _join_words(words: list[str]) -> str:
    return re.sub(r"(?<=['’]) | (?=-)", "", " ".join(words))
