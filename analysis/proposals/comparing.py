"""How coded proposals compare: by document, actor, forum and wording."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.actors.comentions import topmost
from analysis.evidence import crosstab
from analysis.tables import InputError

CHANGES = {  # of a theme that stands in the first text and the last, and so on
    "constant": "in the first and the last text here",
    "new": "in the last text here, not in the first",
    "dropped": "in the first text here, not in the last",
    "between": "only in texts between the two",
}


def by_actor(proposals: pd.DataFrame, column: str) -> pd.DataFrame:
    """Give each proposal a row for each of its proposers or addressees.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    column : {'proposer', 'addressee'}
        In the rows returned it holds one actor id, or '' where nobody is named.

    Examples
    --------
    >>> by_actor(pd.DataFrame({"proposal": ["p1"], "proposer": ["FRA;RUS"]}), "proposer")["proposer"].tolist()
    ['FRA', 'RUS']
    """
    _require(proposals, column)
    return proposals.assign(**{column: proposals[column].str.split(";")}).explode(column, ignore_index=True)


def sides(proposals: pd.DataFrame, actors: pd.DataFrame, *, of: str) -> pd.Series:
    """Tell on whose side each proposal is voiced, seen from one state.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    actors : DataFrame
        ``Lexicon.actors``: a person counts for the topmost parent.
    of : str
        The id of a state, such as ``RUS``.

    Returns
    -------
    Series of str
        For each row ``own`` (all proposers belong to the state), ``joint`` (some do) or ``other``.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "", "RUS"]}, index=["RUS", "FRA", "maria-zakharova"])
    >>> rows = pd.DataFrame({"proposer": ["maria-zakharova", "FRA;RUS", "FRA"]})
    >>> sides(rows, actors, of="RUS").tolist()
    ['own', 'joint', 'other']
    """
    voiced = topmost(proposals["proposer"], actors)
    names = ["own" if some == {of} else "joint" if of in some else "other" for some in voiced]
    return pd.Series(names, proposals.index, dtype=str)


def forum_groups(forums: pd.Series) -> pd.Series:
    """Tell of each forum to which kind it belongs.

    Parameters
    ----------
    forums : Series of str
        Codes of forums. Those that begin with ``UN`` are of the United Nations.

    Returns
    -------
    Series of str
        two states, United Nations, other bodies or no forum named; aligned with ``forums``.

    Examples
    --------
    >>> forum_groups(pd.Series(["bilateral", "UN-OEWG", "OSCE", "none"])).tolist()
    ['two states', 'United Nations', 'other bodies', 'no forum named']
    """
    groups = forums.map({"bilateral": "two states", "none": "no forum named"}).fillna("other bodies")
    return groups.mask(forums.str.startswith("UN"), "United Nations")


def compare(
    proposals: pd.DataFrame,
    *,
    rows: str = "document",
    columns: str = "theme",
    row_values: Iterable[str] | None = None,
    column_values: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Count proposals by two of their columns, zeros included.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    rows, columns : str
        Two columns of ``proposals``.
    row_values, column_values : iterable of str, optional
        All values to list, in their order; without them, those that occur.

    Returns
    -------
    DataFrame
        One row a cell: ``rows``, ``columns``, ``n``; 0 says that the document does not address it.

    Raises
    ------
    InputError
        If a column is unknown or named twice, or a listed value repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"document": ["a", "a", "b"], "theme": ["x", "x", "y"]})
    >>> compare(table)["n"].tolist()
    [2, 0, 0, 1]
    """
    _require(proposals, rows, columns)
    if rows == columns:
        raise InputError([f"rows and columns are both '{rows}'; give two columns"])
    heads = sorted(set(proposals[columns])) if column_values is None else column_values
    order = {columns: heads} if row_values is None else {rows: row_values, columns: heads}
    return crosstab(proposals, rows, columns, order=order)


def _require(proposals: pd.DataFrame, *names: str) -> None:
    for name in names:
        if name not in proposals:
            raise InputError([f"proposals have no column '{name}'; they have {', '.join(proposals.columns)}"])
        if missing := int(proposals[name].isna().sum()):
            raise InputError([f"{missing} proposals have no {name}; write '' where there is none"])


def mark_absence(cells: pd.DataFrame, *, rows: str, present: Iterable[str]) -> pd.DataFrame:
    """Add to cells what a zero means, as ``status``: addressed, not addressed or no document.

    Parameters
    ----------
    cells : DataFrame, as from `compare`
    rows : str
        The column that may hold values without a document, such as a year.
    present : iterable of str
        The values of ``rows`` that have a document.

    Examples
    --------
    >>> cells = pd.DataFrame({"year": ["2020", "2021", "2022"], "theme": "x", "n": [2, 0, 0]})
    >>> mark_absence(cells, rows="year", present=["2020", "2021"])["status"].tolist()
    ['addressed', 'not addressed', 'no document']
    """
    meanings = {"addressed": cells["n"] > 0, "not addressed": cells[rows].isin(list(present))}
    return cells.assign(status=np.select(list(meanings.values()), list(meanings), "no document"))


def changes(proposals: pd.DataFrame, *, order: Iterable[str], by: str = "theme") -> pd.DataFrame:
    """Tell what stays, comes and goes between the first document and the last.

    It compares documents, not policies: a theme that a document does not address is not given up by that.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    order : iterable of str
        The documents, in order of date.
    by : str
        The column whose values are followed.

    Returns
    -------
    DataFrame
        One row a value: ``by``, documents (how many carry it), first, last (the documents), change (one
        of ``CHANGES``, which says what it means).

    Examples
    --------
    >>> rows = pd.DataFrame({"document": ["a", "b", "c", "c"], "theme": ["x", "y", "x", "z"]})
    >>> changes(rows, order=["a", "b", "c"])[["theme", "change"]].values.tolist()
    [['x', 'constant'], ['y', 'between'], ['z', 'new']]
    """
    _require(proposals, by)
    documents = list(order)
    if not documents:
        raise InputError(["no document was given; give their ids in order of date"])
    places = proposals["document"].map({document: place for place, document in enumerate(documents)})
    table = places.groupby(proposals[by]).agg(documents="nunique", first="min", last="max")
    table = table[table["documents"] > 0].astype(int)
    starts, ends = table["first"] == 0, table["last"] == len(documents) - 1
    for name in ("first", "last"):
        table[name] = table[name].map(documents.__getitem__)
    table["change"] = np.select([starts & ends, starts, ends], ["constant", "dropped", "new"], "between")
    return table.reset_index()


def facing(proposals: pd.DataFrame, side: pd.Series, *, by: str = "theme") -> pd.DataFrame:
    """Keep the proposals on which one state and others both have a position, to set them face to face.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    side : Series, as from `sides`
    by : str
        The column by which they are set together.

    Returns
    -------
    DataFrame
        The rows that are ``own`` or ``other`` on a theme that has both, with ``side``; by theme.

    Examples
    --------
    >>> rows = pd.DataFrame({"theme": ["x", "x", "y"], "proposal": ["p1", "p2", "p3"]})
    >>> facing(rows, pd.Series(["own", "other", "own"]))["proposal"].tolist()
    ['p1', 'p2']
    """
    rows = proposals.assign(side=side)
    rows = rows[rows["side"].isin(["own", "other"])]
    rows = rows[rows.groupby(by)["side"].transform("nunique") == 2]
    return rows.sort_values([by, "side"], ascending=[True, False], kind="stable", ignore_index=True)


def instrument_path(
    proposals: pd.DataFrame, events: pd.DataFrame, documents: pd.DataFrame, *, theme: str
) -> pd.DataFrame:
    """Follow an instrument: its dated events and what is coded on it, in order of date.

    Parameters
    ----------
    proposals, events : DataFrame, as from `coded` and `events`
    documents : DataFrame
        ``Corpus.documents``: a proposal has the date of its document.
    theme : str
        The theme of the instrument, in ``proposals`` and in the events' column ``theme``.

    Returns
    -------
    DataFrame
        One row a step: date, step (the event's name, or the proposal's gloss), kind (the event's, or
        the act), document, quote, reference.
    """
    dated = events[events["theme"] == theme].rename(columns={"name": "step"})
    coded = proposals[proposals["theme"] == theme].rename(columns={"gloss": "step", "act": "kind"})
    coded = coded.assign(date=coded["document"].map(documents["date"]))
    columns = ["date", "step", "kind", "document", "quote", "reference"]
    steps = pd.concat([dated[columns], coded[columns]])
    return steps.sort_values("date", kind="stable", ignore_index=True)


def timeline(events: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Put the named events in order of time, and say what their dates rest on.

    Parameters
    ----------
    events : DataFrame, as from `events`
    documents : DataFrame
        ``Corpus.documents``: their dates tell what was still to come.

    Returns
    -------
    DataFrame
        The rows in order of ``at``, the day to draw: the middle of a year or a month, and for a span that
        of its first part. ``announced``: the event came after the document. ``basis`` of the year:
        ``outside the texts``, ``the words`` that name the event, ``another text`` or ``year inferred``.

    Examples
    --------
    >>> events = pd.DataFrame({"event": "summit", "document": "a", "date": ["2021-06"], "precision": "month"})
    >>> events["quote"] = "le sommet de juin"
    >>> table = timeline(events, pd.DataFrame({"date": ["2021-05-01"]}, index=["a"]))
    >>> table[["at", "announced", "basis"]].values.tolist()
    [['2021-06-15', True, 'year inferred']]
    """
    first = events["date"].str.split("/").str[0]
    pairs = zip(events["date"], events["quote"], strict=True)
    words = pd.Series([date[:4] in quote for date, quote in pairs], events.index, dtype=bool)
    bases = {
        "outside the texts": events["precision"] == "external",
        "the words": words,
        "another text": events["event"].isin(events.loc[words, "event"]),
    }
    dated = events.assign(
        at=first + first.str.len().map({4: "-07-01", 7: "-15", 10: ""}),
        announced=first > events["document"].map(documents["date"].replace("", "undated")),
        basis=np.select(list(bases.values()), list(bases), "year inferred"),
    )
    return dated.sort_values("at", kind="stable", ignore_index=True)
