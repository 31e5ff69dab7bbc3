"""What co-mentions are computed of: counts of units, which those of other documents are added to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from numbers import Integral
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from analysis.actors.lexicon import KINDS
from analysis.tables import InputError, typed

Units: TypeAlias = "int | pd.Series"
ALL = ""  # in place of a document: all of them
MOST = 10**9  # units: beyond, the tails of the tests take for ever
UNITS = ("sentence", "paragraph", "document")
PAIR = ["actor_a", "actor_b"]
KIND = ["units", "named_a", "named_b"]


class PairCounts(NamedTuple):
    """Counts of actors and of their pairs; all are sums over documents.

    Parameters
    ----------
    each : DataFrame
        actor, n: in how many units each actor is named.
    pairs : DataFrame
        actor_a, actor_b, n: in how many both are.
    alike : DataFrame or None
        actor_a, actor_b, units, named_a, named_b, documents: how many documents of so many units name
        the two in so many of them; None where the units of each document are not known.
    units : int
        How many there are in all.
    """

    each: pd.DataFrame
    pairs: pd.DataFrame
    alike: pd.DataFrame | None
    units: int


def count_pairs(
    mentions: pd.DataFrame, *, within: str, units: Units | None = None, kinds: Collection[str] = KINDS
) -> PairCounts:
    """Count the units in which actors are named, and named together; arguments as for `co_mentions`."""
    present = presence(mentions, within, kinds)
    of_documents = _units_of(present[unit_of(within)].drop_duplicates(), units, within)
    is_known = within != "document" and ALL not in of_documents
    return PairCounts(
        present.groupby("actor").size().rename("n").reset_index(),
        pairs_in(present, within).groupby(PAIR).size().rename("n").reset_index(),
        _alike(present, of_documents) if is_known else None,
        int(of_documents.sum()),
    )


def added(some: Iterable[PairCounts]) -> PairCounts:
    """Add the counts of different documents, in any order and in any groups."""
    each, pairs, alike, units = zip(*some, strict=True)
    known = [table for table in alike if table is not None]
    return PairCounts(
        sums(each, keys=["actor"]),
        sums(pairs, keys=PAIR),
        sums(known, keys=[*PAIR, *KIND]) if len(known) == len(alike) else None,
        sum(units),
    )


def sums(tables: Iterable[pd.DataFrame], *, keys: list[str]) -> pd.DataFrame:
    """Add up the counts of tables by their keys."""
    return pd.concat(list(tables)).groupby(keys, as_index=False).sum()


def unit_of(within: str) -> list[str]:
    """Name the columns that tell one unit from another."""
    if within not in UNITS:
        raise InputError([f"within is '{within}'; expected one of {', '.join(UNITS)}"])
    return ["document"] if within == "document" else ["document", within]


def presence(mentions: pd.DataFrame, within: str, kinds: Collection[str]) -> pd.DataFrame:
    """List the actors of each unit, each once."""
    if missing := set(unit_of(within)) - set(mentions):
        raise InputError(
            [f"the mentions have no column '{name}'; take them from actors.find" for name in sorted(missing)]
        )
    if isinstance(kinds, str) or not set(kinds) <= set(KINDS):
        raise InputError([f"kinds is {kinds!r}; give a list of some of {', '.join(KINDS)}"])
    counted = mentions[mentions["kind"].isin(kinds)]
    return counted[[*unit_of(within), "actor"]].drop_duplicates()


def pairs_in(present: pd.DataFrame, within: str) -> pd.DataFrame:
    """List the pairs of each unit."""
    both = present.merge(present, on=unit_of(within), suffixes=("_a", "_b"))
    return typed(both[both["actor_a"] < both["actor_b"]])


def _alike(present: pd.DataFrame, units: pd.Series) -> pd.DataFrame:
    """Count the documents of one kind: they have one distribution, which is computed once for all."""
    actor, actors = pd.factorize(present["actor"], sort=True)
    document, documents = pd.factorize(present["document"])
    each = pd.DataFrame({"document": document, "actor": actor}).value_counts(sort=False)
    each = each.rename("named").reset_index()
    both = each.merge(each, on="document", suffixes=("_a", "_b"))
    both = both[both["actor_a"] < both["actor_b"]]
    both["units"] = units.reindex(documents).to_numpy(np.int64)[both["document"]]
    counts = both.groupby([*PAIR, *KIND]).size().rename("documents").reset_index()
    return counts.assign(**{side: actors.to_numpy()[counts[side]] for side in PAIR})


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
