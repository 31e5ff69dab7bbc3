"""Who is named with whom, and how that compares with chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from numbers import Integral
from typing import TypeAlias

import numpy as np
import pandas as pd
import scipy  # its statistics are loaded on first use

from analysis import measures
from analysis.actors.lexicon import KINDS, with_parents
from analysis.corpus import Corpus
from analysis.corpus.corpus import with_paragraphs
from analysis.corpus.words import Numbers
from analysis.tables import InputError, remember, typed

Units: TypeAlias = "int | pd.Series"
ALL = ""  # in place of a document: all of them
MOST = 10**9  # units: beyond, the tails of the tests take for ever
UNITS = ("sentence", "paragraph", "document")
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
    >>> [count_units(corpus, within=within).tolist() for within in UNITS]
    [[3, 1], [2, 1], [1, 1]]
    """
    units = with_paragraphs(corpus, corpus.sentences)[_unit(within)].drop_duplicates()
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
    pair = ["actor_a", "actor_b"]

    def rows() -> pd.DataFrame:
        return co_mention_rows(mentions, within=within, kinds=kinds)

    if by is None:
        if isinstance(units, Mapping):
            raise InputError(["units are given by value; name the column as by, or give them by document"])
        return remember(_co_mentions(mentions, within, units, kinds), rows, *pair)
    if missing := int(mentions[by].isna().sum()):
        raise InputError([f"{missing} mentions have no {by}; fill it, or leave them out"])
    groups = dict(tuple(mentions.groupby(by)))
    if units is not None and not (isinstance(units, Mapping) and set(groups) <= set(units)):
        named = ", ".join(map(str, groups))
        raise InputError([f"units must say how many each {by} has, as {{value: units}}, for {named}"])
    known = units if isinstance(units, Mapping) else {}
    parts = [
        _co_mentions(part, within, known.get(value), kinds).assign(**{by: value})
        for value, part in groups.items()
    ]
    nothing = _co_mentions(mentions.head(0), within, None, kinds).assign(**{by: ""})
    table = pd.concat([part for part in parts if len(part)] or [nothing], ignore_index=True)
    return remember(table[[by, *table.columns.drop(by)]], rows, by, *pair)


def _co_mentions(
    mentions: pd.DataFrame, within: str, units: Units | None, kinds: Collection[str]
) -> pd.DataFrame:
    present = _presence(mentions, within, kinds)
    of_documents = _units_of(present[_unit(within)].drop_duplicates(), units, within)
    each = present.groupby("actor").size()
    table = _pairs(present, within).groupby(["actor_a", "actor_b"]).size().rename("n").reset_index()
    n_a, n_b = (table[side].map(each).astype(int) for side in ("actor_a", "actor_b"))
    table = table.assign(n_a=n_a, n_b=n_b, units=int(of_documents.sum()))
    table = _associations(table)
    fisher = _fisher(table)
    if within == "document":
        table["p_value"] = fisher
    else:
        table["p_value"] = np.nan if ALL in of_documents else _within_documents(table, present, of_documents)
    # a pair that is never together has p = 1, and belongs to the family that was tested
    never = np.ones(len(each) * (len(each) - 1) // 2 - len(table))
    family = np.concatenate([table["p_value"], never])
    known = len(table) > 0 and not np.isnan(family).any()
    table["q_value"] = scipy.stats.false_discovery_control(family)[: len(table)] if known else np.nan
    table["fisher_p"] = fisher
    table["too_few"] = table[["n_a", "n_b"]].min(axis=1) < LEAST
    return table.sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True], ignore_index=True)


def _units_of(inhabited: pd.DataFrame, units: Units | None, within: str) -> pd.Series:
    """Give the units of each document; their sum, as ``ALL``, where no more is known or documents count."""
    named = inhabited.groupby("document").size()
    if units is None:
        known = named
    elif isinstance(units, pd.Series):
        known = units
    elif isinstance(units, Integral):
        known = pd.Series({named.index[0] if len(named) == 1 else ALL: units})
    else:
        raise InputError([f"units is {units!r}; give a whole number, or actors.count_units(corpus)"])
    if known.sum() > MOST:
        raise InputError([f"units are {known.sum()}; give the number of sentences, at most {MOST}"])
    if within == "document" or ALL in known:
        named, known = pd.Series({ALL: named.sum()}), pd.Series({ALL: known.sum()})
    short = named[known.reindex(named.index, fill_value=0) < named]
    if len(short):
        where = "" if len(known) == 1 else f" of {short.index[0]}"
        count = int(known.get(short.index[0], 0))
        raise InputError(
            [f"units{where} is {count}, but actors are named in {short.iloc[0]} units; count them all"]
        )
    return known


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


def _within_documents(table: pd.DataFrame, present: pd.DataFrame, units: pd.Series) -> Numbers:
    """Give the chance of so many units together, each actor in as many of each document as it is."""
    actor, actors = pd.factorize(present["actor"], sort=True)
    document, documents = pd.factorize(present["document"])
    each = pd.DataFrame({"document": document, "actor": actor}).value_counts(sort=False)
    each = each.rename("named").reset_index()
    both = each.merge(each, on="document", suffixes=("_a", "_b"))
    key = both["actor_a"].to_numpy() * len(actors) + both["actor_b"].to_numpy()
    one, other = (actors.get_indexer(table[side]) for side in ("actor_a", "actor_b"))
    both["pair"] = pd.Index(one * len(actors) + other).get_indexer(key)
    both["units"] = units.reindex(documents).to_numpy(np.int64)[both["document"]]
    # documents of one kind have one distribution: what many of them add up to is computed once
    alike = both[both["pair"] >= 0].groupby(["pair", "units", "named_a", "named_b"]).size()
    chances: list[list[Numbers]] = [[] for _ in range(len(table))]
    for (pair, *kind), count in alike.items():
        chances[pair].append(_together(*kind, count))
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
    pairs, unit = _pairs(_presence(mentions, within, kinds), within), _unit(within)
    counted = mentions[mentions["kind"].isin(kinds)]
    sides = [
        pairs.merge(counted, left_on=[*unit, side], right_on=[*unit, "actor"])
        for side in ("actor_a", "actor_b")
    ]
    return pd.concat(sides).sort_values(["actor_a", "actor_b", "document", "start"], ignore_index=True)


def _unit(within: str) -> list[str]:
    if within not in UNITS:
        raise InputError([f"within is '{within}'; expected one of {', '.join(UNITS)}"])
    return ["document"] if within == "document" else ["document", within]


def _presence(mentions: pd.DataFrame, within: str, kinds: Collection[str]) -> pd.DataFrame:
    if missing := set(_unit(within)) - set(mentions):
        raise InputError(
            [f"the mentions have no column '{name}'; take them from actors.find" for name in sorted(missing)]
        )
    if isinstance(kinds, str) or not set(kinds) <= set(KINDS):
        raise InputError([f"kinds is {kinds!r}; give a list of some of {', '.join(KINDS)}"])
    counted = mentions[mentions["kind"].isin(kinds)]
    return counted[[*_unit(within), "actor"]].drop_duplicates()


def _pairs(present: pd.DataFrame, within: str) -> pd.DataFrame:
    both = present.merge(present, on=_unit(within), suffixes=("_a", "_b"))
    return typed(both[both["actor_a"] < both["actor_b"]])
