"""Who is named with whom, and how that compares with chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, hypergeom

from analysis import measures
from analysis.actors.lexicon import KINDS, with_parents
from analysis.corpus import Corpus
from analysis.corpus.corpus import with_paragraphs
from analysis.tables import InputError, remember, typed

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


def count_units(corpus: Corpus, *, within: str = "sentence") -> int:
    r"""Count the sentences, paragraphs or documents of a corpus: out of how many a co-mention is.

    A paragraph is a line of the file that holds counted text, or the lines that one was broken into.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose. Londres refuse.\nParis attend."})
    >>> [count_units(corpus, within=within) for within in UNITS]
    [3, 2, 1]
    """
    return len(with_paragraphs(corpus, corpus.sentences)[_unit(within)].drop_duplicates())


def co_mentions(
    mentions: pd.DataFrame,
    *,
    within: str = "sentence",
    units: int | Mapping[str, int] | None = None,
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
    units : int, or mapping of a value of ``by`` to int, optional
        How many units the corpus has (`count_units`); with ``by``, how many each of its values has.
        Without it, those in which anybody is named: which moves ``expected`` and all that follows.
    kinds : collection of str
        Which kinds of mention count.
    by : str, optional
        A column of the mentions, such as ``document`` or a year: a table for each of its values.

    Returns
    -------
    DataFrame
        One row a pair, ``actor_a`` < ``actor_b`` in the order of their ids: ``n`` units with both,
        ``n_a``, ``n_b`` with each, ``units``, ``expected`` = n_a n_b / units, ``npmi`` and ``g2`` (without
        sign) as in `analysis.measures`, ``p_value`` (Fisher's exact test that they are together more
        often than by chance, one-sided), ``q_value`` (Benjamini and Hochberg 1995, over all pairs of the
        actors that are named, those never together included), ``too_few`` (whether one of the two is
        named in fewer than 5 units: read nothing into such a row but its count).

    Raises
    ------
    InputError
        If ``within``, ``by`` or a kind is unknown, ``units`` are fewer than those in which somebody is
        named, or with ``by`` do not say how many each value has.

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
        given = sum(units.values()) if isinstance(units, Mapping) else units
        return remember(_co_mentions(mentions, within, given, kinds), rows, *pair)
    groups = dict(tuple(mentions.groupby(by)))
    if units is not None and not (isinstance(units, Mapping) and set(groups) <= set(units)):
        named = ", ".join(map(str, groups))
        raise InputError([f"units must say how many each {by} has, as {{value: number}}, for {named}"])
    known = units if isinstance(units, Mapping) else {}
    parts = [
        _co_mentions(part, within, known.get(value), kinds).assign(**{by: value})
        for value, part in groups.items()
    ]
    nothing = _co_mentions(mentions.head(0), within, None, kinds).assign(**{by: ""})
    table = pd.concat([part for part in parts if len(part)] or [nothing], ignore_index=True)
    return remember(table[[by, *table.columns.drop(by)]], rows, by, *pair)


def _co_mentions(
    mentions: pd.DataFrame, within: str, units: int | None, kinds: Collection[str]
) -> pd.DataFrame:
    present = _presence(mentions, within, kinds)
    each = present.groupby("actor").size()
    inhabited = len(present[_unit(within)].drop_duplicates())
    total = inhabited if units is None else units
    if total < inhabited:
        raise InputError([f"units is {units}, but actors are named in {inhabited} units; count them all"])
    table = _pairs(present, within).groupby(["actor_a", "actor_b"]).size().rename("n").reset_index()
    n_a, n_b = (table[side].map(each).astype(int) for side in ("actor_a", "actor_b"))
    table = table.assign(n_a=n_a, n_b=n_b, units=total)
    table = _associations(table, pairs=len(each) * (len(each) - 1) // 2)
    return table.sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True], ignore_index=True)


def _associations(table: pd.DataFrame, *, pairs: int) -> pd.DataFrame:
    n, n_a, n_b, units = (table[name].to_numpy(float) for name in ("n", "n_a", "n_b", "units"))
    p_value = np.minimum(hypergeom.sf(n - 1, units, n_a, n_b), 1.0)
    # a pair that is never together has p = 1, and belongs to the family that was tested
    family = np.concatenate([p_value, np.ones(pairs - len(table))])
    return table.assign(
        expected=measures.expected(n_a, n_b, units),
        npmi=measures.npmi(n, n_a, n_b, units),
        g2=np.abs(measures.g2(n, n_a, n_b, units)),
        p_value=p_value,
        q_value=false_discovery_control(family)[: len(table)] if pairs else p_value,
        too_few=np.minimum(n_a, n_b) < LEAST,
    )


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
