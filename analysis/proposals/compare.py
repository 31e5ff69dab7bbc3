"""How coded proposals compare: by document, actor, forum and wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import pandas as pd

from analysis import french
from analysis.actors import roll_up
from analysis.tables import InputError, fold

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
    folds = [[fold(word) for word in side] for side in sides]
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
