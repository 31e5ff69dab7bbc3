"""Who is named with whom, and how that compares with chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
import scipy  # its statistics are loaded on first use

from analysis import measures
from analysis.actors.lexicon import KINDS, with_parents
from analysis.actors.pair_counts import (
    KIND,
    PAIR,
    PairCounts,
    Units,
    count_pairs,
    pairs_in,
    presence,
    unit_of,
)
from analysis.corpus import Corpus
from analysis.corpus.corpus import with_paragraphs
from analysis.corpus.words import Numbers
from analysis.tables import InputError, remember, rows_of

LEAST = 5  # units in which an actor must be named before its links say more than its own rarity


def roll_up(mentions: pd.DataFrame, actors: pd.DataFrame, *, steps: int | None = None) -> pd.DataFrame:
    """Give each mention to a parent of its actor: a minister to the ministry, or to the state.

    Parameters
    ----------
    mentions : DataFrame
        With ``actor``.
    actors : DataFrame
        ``Lexicon.actors``: index actor; parent.
    steps : int, optional
        How many parents up: 0 keeps the actor, 1 takes Zakharova for her ministry; without it, the topmost.

    Returns
    -------
    DataFrame
        The mentions, with ``actor`` replaced.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "RUS", "mfa"]}, index=["RUS", "mfa", "maria-zakharova"])
    >>> mentions = pd.DataFrame({"actor": ["maria-zakharova", "RUS"]})
    >>> [roll_up(mentions, actors, steps=steps)["actor"].tolist() for steps in (1, None)]
    [['mfa', 'RUS'], ['RUS', 'RUS']]
    """
    parents = actors["parent"].to_dict()
    until = None if steps is None else steps + 1
    above = {actor: with_parents(actor, parents)[:until][-1] for actor in mentions["actor"].unique()}
    return mentions.assign(actor=mentions["actor"].map(above))


def topmost(cells: pd.Series, actors: pd.DataFrame) -> list[set[str]]:
    """Give, for each cell of actors joined by ``;``, the states and bodies that they belong to.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "RUS"]}, index=["RUS", "maria-zakharova"])
    >>> topmost(pd.Series(["maria-zakharova;RUS", ""]), actors)
    [{'RUS'}, {''}]
    """
    parents = actors["parent"].to_dict()
    return [{with_parents(actor, parents)[-1] for actor in cell.split(";")} for cell in cells]


def count_units(corpus: Corpus, *, within: str = "sentence") -> pd.Series:
    r"""Count the sentences or paragraphs of each document: out of how many a co-mention is.

    A paragraph is a line of the file that holds counted text, or the lines that one was broken into.

    Returns
    -------
    Series of int
        Index: the documents of the corpus.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose. Londres refuse.\nParis attend.", "b": "Oui."})
    >>> [count_units(corpus, within=unit).tolist() for unit in ("sentence", "paragraph", "document")]
    [[3, 1], [2, 1], [1, 1]]
    """
    units = with_paragraphs(corpus, corpus.sentences)[unit_of(within)].drop_duplicates()
    return units.groupby("document").size().reindex(corpus.documents.index, fill_value=0)


def co_mentions(
    mentions: pd.DataFrame,
    *,
    within: str = "sentence",
    units: Units | Mapping[str, Units] | None = None,
    kinds: Collection[str] = KINDS,
    by: str | None = None,
) -> pd.DataFrame:
    """Count in how many units two actors are named together, and how that compares with chance.

    Parameters
    ----------
    mentions : DataFrame
        As from `find`.
    within : {'sentence', 'paragraph', 'document'}
        The unit.
    units : Series of int, int, or mapping of a value of ``by`` to such, optional
        How many units each document has (`count_units`), or all together have; with ``by``, for each of its
        values. Without it, those in which anybody is named: which moves ``expected`` and all that follows.
    kinds : collection of str
        Which kinds of mention count.
    by : str, optional
        A column of the mentions, such as ``document`` or a year: a table for each of its values.

    Returns
    -------
    DataFrame
        One row a pair, ``actor_a`` < ``actor_b`` in the order of their ids: ``n`` units with both,
        ``n_a``, ``n_b`` with each, ``units``, ``expected`` = n_a n_b / units, ``npmi`` and ``g2`` (without
        sign) as in `analysis.measures`; ``p_value``: that they are together so often if each stands in as
        many units of each document as it does, but in any of them; ``q_value`` (Benjamini and Hochberg
        1995, over all pairs of the actors that are named, those never together included); ``fisher_p``
        (Fisher's exact test, one-sided, which takes all units for independent); ``too_few`` (whether one of
        the two is named in fewer than 5 units: read nothing into such a row but its count).

    Raises
    ------
    InputError
        If ``within``, ``by`` or a kind is unknown, ``units`` are fewer than those in which somebody is
        named, or with ``by`` do not say how many each value has.

    Notes
    -----
    Actors come in bursts: whoever is in the news on a day is named all over the texts of that day, and
    with everybody else who is. Fisher's test takes this for company. ``p_value`` is the tail of a sum of
    hypergeometric counts, one a document, so it asks for company *within* documents. It is missing where
    ``units`` are one number for several documents.

    Examples
    --------
    >>> mentions = pd.DataFrame(
    ...     {"document": "a", "sentence": [0, 0, 1, 2], "actor": ["RUS", "USA", "RUS", "UN"], "kind": "name"}
    ... )
    >>> co_mentions(mentions, units=4)[["actor_a", "actor_b", "n", "n_a", "n_b", "expected", "npmi"]].values
    array([['RUS', 'USA', 1, 2, 1, 0.5, 0.5]], dtype=object)
    """
    if by is not None and by not in mentions:
        raise InputError([f"by is '{by}'; the mentions have {', '.join(mentions.columns)}"])

    def rows() -> pd.DataFrame:
        return co_mention_rows(mentions, within=within, kinds=kinds)

    def table_of(some: pd.DataFrame, units: Units | None) -> pd.DataFrame:
        return associations(count_pairs(some, within=within, units=units, kinds=kinds), within)

    if by is None:
        if isinstance(units, Mapping):
            raise InputError(["units are given by value; name the column as by, or give them by document"])
        return remember(table_of(mentions, units), rows, *PAIR)
    if missing := int(mentions[by].isna().sum()):
        raise InputError([f"{missing} mentions have no {by}; fill it, or leave them out"])
    groups = dict(tuple(mentions.groupby(by)))
    if units is not None and not (isinstance(units, Mapping) and set(groups) <= set(units)):
        named = ", ".join(map(str, groups))
        raise InputError([f"units must say how many each {by} has, as {{value: units}}, for {named}"])
    known = units if isinstance(units, Mapping) else {}
    parts = [table_of(part, known.get(value)).assign(**{by: value}) for value, part in groups.items()]
    nothing = table_of(mentions.head(0), None).assign(**{by: ""})
    table = pd.concat([part for part in parts if len(part)] or [nothing], ignore_index=True)
    return remember(table[[by, *table.columns.drop(by)]], rows, by, *PAIR)


def associations(counts: PairCounts, within: str) -> pd.DataFrame:
    """Make the table of `co_mentions` of what was counted."""
    each = counts.each.set_index("actor")["n"]
    n_a, n_b = (counts.pairs[side].map(each).astype(int) for side in PAIR)
    table = _associations(counts.pairs.assign(n_a=n_a, n_b=n_b, units=counts.units))
    fisher = _fisher(table)
    if within == "document":
        table["p_value"] = fisher
    else:
        table["p_value"] = np.nan if counts.alike is None else _within_documents(table, counts.alike)
    # a pair that is never together has p = 1, and belongs to the family that was tested
    never = np.ones(len(each) * (len(each) - 1) // 2 - len(table))
    family = np.concatenate([table["p_value"], never])
    known = len(table) > 0 and not np.isnan(family).any()
    table["q_value"] = scipy.stats.false_discovery_control(family)[: len(table)] if known else np.nan
    table["fisher_p"] = fisher
    table["too_few"] = table[["n_a", "n_b"]].min(axis=1) < LEAST
    return table.sort_values(["n", *PAIR], ascending=[False, True, True], ignore_index=True)


def _associations(table: pd.DataFrame) -> pd.DataFrame:
    n, n_a, n_b, units = (table[name].to_numpy(float) for name in ("n", "n_a", "n_b", "units"))
    return table.assign(
        expected=measures.expected(n_a, n_b, units),
        npmi=measures.npmi(n, n_a, n_b, units),
        g2=np.abs(measures.g2(n, n_a, n_b, units)),
    )


def _fisher(table: pd.DataFrame) -> Numbers:
    n, n_a, n_b, units = (table[name].to_numpy(float) for name in ("n", "n_a", "n_b", "units"))
    return np.asarray(np.minimum(scipy.stats.hypergeom.sf(n - 1, units, n_a, n_b), 1.0))


def _within_documents(table: pd.DataFrame, alike: pd.DataFrame) -> Numbers:
    """Give the chance of so many units together, each actor in as many of each document as it is."""
    pair, pairs = (pd.MultiIndex.from_frame(rows[PAIR]) for rows in (alike, table))
    kinds = alike.assign(pair=pairs.get_indexer(pair)).sort_values(["pair", *KIND])
    chances: list[list[Numbers]] = [[] for _ in range(len(table))]
    for number, *kind, count in rows_of(kinds[kinds["pair"] >= 0], "pair", *KIND, "documents"):
        chances[number].append(_together(*kind, count))
    return np.array([_tail(n, parts) for n, parts in zip(table["n"], chances, strict=True)])


@lru_cache(maxsize=4096)
def _together(units: int, one: int, other: int, documents: int) -> Numbers:
    """Give the chances of 0, 1, 2 ... units together in some documents of one kind."""
    if documents == 1:
        return np.asarray(scipy.stats.hypergeom.pmf(np.arange(min(one, other) + 1), units, one, other))
    half = documents // 2
    return np.convolve(_together(units, one, other, half), _together(units, one, other, documents - half))


def _tail(n: int, chances: list[Numbers]) -> float:
    """Give the chance that a sum of independent counts reaches n."""
    below, reached = np.ones(1), 0.0
    for chance in chances:
        sums = np.convolve(below, chance)
        below, reached = sums[:n], reached + float(sums[n:].sum())
    return min(reached, 1.0)


def co_mention_rows(
    mentions: pd.DataFrame, *, within: str = "sentence", kinds: Collection[str] = KINDS
) -> pd.DataFrame:
    """List the mentions that each co-mention stands on: the evidence of `co_mentions`.

    Returns
    -------
    DataFrame
        actor_a, actor_b and the columns of ``mentions``: one row a mention of either in a shared unit.
    """
    pairs, unit = pairs_in(presence(mentions, within, kinds), within), unit_of(within)
    counted = mentions[mentions["kind"].isin(kinds)]
    sides = [pairs.merge(counted, left_on=[*unit, side], right_on=[*unit, "actor"]) for side in PAIR]
    return pd.concat(sides).sort_values([*PAIR, "document", "start"], ignore_index=True)
