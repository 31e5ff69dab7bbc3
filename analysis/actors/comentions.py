"""Who is named with whom, and how that compares with chance."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from analysis.actors.lexicon import KINDS
from analysis.tables import InputError, typed

UNITS = ("sentence", "document")


def roll_up(mentions: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Give each mention to the topmost parent of its actor: a minister to the state.

    Returns
    -------
    DataFrame
        The mentions, with ``actor`` replaced.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "RUS"]}, index=["RUS", "maria-zakharova"])
    >>> roll_up(pd.DataFrame({"actor": ["maria-zakharova", "RUS"]}), actors)["actor"].tolist()
    ['RUS', 'RUS']
    """
    top = {actor: _topmost(actor, actors["parent"].to_dict()) for actor in mentions["actor"].unique()}
    return mentions.assign(actor=mentions["actor"].map(top))


def _topmost(actor: str, parents: dict[str, str]) -> str:
    while parents.get(actor):
        actor = parents[actor]
    return actor


def co_mentions(
    mentions: pd.DataFrame,
    *,
    within: str = "sentence",
    units: int | None = None,
    kinds: Collection[str] = KINDS,
) -> pd.DataFrame:
    """Count in how many units two actors are named together, and how that compares with chance.

    Parameters
    ----------
    mentions : DataFrame
        As from `find`.
    within : {'sentence', 'document'}
        The unit.
    units : int, optional
        How many units the corpus has; without it, those in which anybody is named. The choice moves
        ``expected`` and all that follows from it.
    kinds : collection of str
        Which kinds of mention count.

    Returns
    -------
    DataFrame
        One row a pair, ``actor_a`` < ``actor_b`` in the order of their ids: ``n`` units with both,
        ``n_a``, ``n_b`` with each, ``units``, ``expected`` = n_a n_b / units, ``npmi`` (normalised
        pointwise mutual information, Bouma 2009: log2(n units / (n_a n_b)) / -log2(n / units), from -1
        to 1, 0 under independence; 1 where both stand in every unit), ``g2`` (log-likelihood ratio,
        Dunning 1993: 0 or more, without sign).

    Raises
    ------
    InputError
        If ``within`` is unknown, or ``units`` are fewer than those in which somebody is named.

    Examples
    --------
    >>> mentions = pd.DataFrame(
    ...     {"document": "a", "sentence": [0, 0, 1, 2], "actor": ["RUS", "USA", "RUS", "UN"], "kind": "name"}
    ... )
    >>> co_mentions(mentions, units=4)[["actor_a", "actor_b", "n", "n_a", "n_b", "expected", "npmi"]].values
    array([['RUS', 'USA', 1, 2, 1, 0.5, 0.5]], dtype=object)
    """
    from nltk.metrics.association import BigramAssocMeasures  # slow to import, and only needed here

    present = _presence(mentions, within, kinds)
    each = present.groupby("actor").size()
    inhabited = len(present[_unit(within)].drop_duplicates())
    total = inhabited if units is None else units
    if total < inhabited:
        raise InputError([f"units is {units}, but actors are named in {inhabited} units; count them all"])
    pairs = _pairs(present, within)
    table = pairs.groupby(["actor_a", "actor_b"]).size().rename("n").reset_index()
    table["n_a"] = table["actor_a"].map(each).astype(int)
    table["n_b"] = table["actor_b"].map(each).astype(int)
    table["units"] = total
    table["expected"] = table["n_a"] * table["n_b"] / total
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log2(table["n"] / table["expected"]) / -np.log2(table["n"] / total)
    table["npmi"] = npmi.where(table["n"] < total, 1.0).astype(float)
    table["g2"] = [
        BigramAssocMeasures.likelihood_ratio(row.n, (row.n_a, row.n_b), total) for row in table.itertuples()
    ]
    table["g2"] = table["g2"].astype(float).abs()
    return table.sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True], ignore_index=True)


def co_mention_rows(
    mentions: pd.DataFrame, *, within: str = "sentence", kinds: Collection[str] = KINDS
) -> pd.DataFrame:
    """List the mentions that each co-mention stands on: the evidence of `co_mentions`.

    Returns
    -------
    DataFrame
        actor_a, actor_b and the columns of ``mentions``: one row a mention of either in a shared unit.
    """
    pairs = _pairs(_presence(mentions, within, kinds), within)
    counted = mentions[mentions["kind"].isin(kinds)]
    sides = [
        pairs.merge(counted, left_on=[*_unit(within), side], right_on=[*_unit(within), "actor"])
        for side in ("actor_a", "actor_b")
    ]
    return pd.concat(sides).sort_values(["actor_a", "actor_b", "document", "start"], ignore_index=True)


def _unit(within: str) -> list[str]:
    if within not in UNITS:
        raise InputError([f"within is '{within}'; expected one of {', '.join(UNITS)}"])
    return ["document", "sentence"] if within == "sentence" else ["document"]


def _presence(mentions: pd.DataFrame, within: str, kinds: Collection[str]) -> pd.DataFrame:
    counted = mentions[mentions["kind"].isin(kinds)]
    return counted[[*_unit(within), "actor"]].drop_duplicates()


def _pairs(present: pd.DataFrame, within: str) -> pd.DataFrame:
    rows = [
        (*unit, first, second)
        for unit, actors in present.groupby(_unit(within))["actor"]
        for first, second in combinations(sorted(actors), 2)
    ]
    return typed(pd.DataFrame(rows, columns=[*_unit(within), "actor_a", "actor_b"]))


def network(pairs: pd.DataFrame, mentions: pd.DataFrame, actors: pd.DataFrame, *, least: int = 1) -> nx.Graph:
    """Make the network of co-mentions, with a layout that is the same on every build.

    Parameters
    ----------
    pairs : DataFrame
        As from `co_mentions`.
    mentions : DataFrame
        As from `find`: gives each node its count.
    actors : DataFrame
        ``Lexicon.actors``: gives each node its names and type.
    least : int
        The fewest units together for which a link is drawn.

    Returns
    -------
    networkx.Graph
        Nodes: ``n`` mentions, ``name``, ``type``, ``x``, ``y``; edges: ``n``, ``npmi``.

    Raises
    ------
    InputError
        If no pair is named together often enough.
    """
    kept = pairs[pairs["n"] >= least]
    if kept.empty:
        raise InputError([f"no two actors are named together in {least} units or more; lower 'least'"])
    counts = mentions["actor"].value_counts()
    graph = nx.Graph()
    for actor in sorted({*kept["actor_a"], *kept["actor_b"]}):
        graph.add_node(
            actor, n=int(counts[actor]), name=actors.at[actor, "name_en"], type=actors.at[actor, "type"]
        )
    for row in kept.sort_values(["actor_a", "actor_b"]).itertuples():
        graph.add_edge(row.actor_a, row.actor_b, n=int(row.n), npmi=float(row.npmi))
    for actor, (x, y) in nx.kamada_kawai_layout(graph, weight=None).items():
        graph.nodes[actor].update(x=round(float(x), 4), y=round(float(y), 4))
    return graph
