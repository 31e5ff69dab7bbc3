"""Counts of partitions, and their sums: the same whatever is added to what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import dask.bag
import pandas as pd
from distributed import Client

from analysis.actors.pair_counts import PairCounts, added, count_pairs, sums
from analysis.scale import store

T = TypeVar("T")
TOGETHER = 8  # partial sums that are added at a time


def summed(
    folder: Path,
    table: str,
    count: Callable[[str], T],
    add: Callable[[Iterable[T]], T],
    client: Client | None,
) -> T:
    """Count in each partition that has a table, and add up some at a time."""
    parts = store.parts(folder, table)
    bag = dask.bag.from_sequence(parts, npartitions=len(parts)).map(count)
    total: T = bag.reduction(add, add, split_every=TOGETHER).compute(scheduler=client or "synchronous")
    return total


def words_by(
    folder: Path, keys: list[str], client: Client | None, *, bucket: int = 0, buckets: int = 1
) -> pd.DataFrame:
    """Count words by their column and columns of the documents; of so many shares of words, only one."""
    count = partial(_words, folder, keys=keys, bucket=bucket, buckets=buckets)
    return summed(folder, store.TERMS, count, partial(sums, keys=keys), client)


def totals_by(folder: Path, by: list[str], client: Client | None) -> pd.DataFrame:
    """Count all words by columns of the documents, function words too."""
    keys = by or ["all"]
    return summed(
        folder, store.DOCUMENTS, partial(_totals, folder, keys=keys), partial(sums, keys=keys), client
    )


def rows_by(folder: Path, table: str, keys: list[str], client: Client | None) -> pd.DataFrame:
    """Count the rows of a table by columns of theirs and of their documents, and these documents."""
    return summed(folder, table, partial(_rows, folder, table, keys=keys), partial(sums, keys=keys), client)


def pairs(folder: Path, within: str, kinds: Collection[str], client: Client | None) -> PairCounts:
    """Count actors and pairs of them."""
    return summed(folder, store.MENTIONED, partial(_pairs, folder, within=within, kinds=kinds), added, client)


def _words(folder: Path, part: str, *, keys: list[str], bucket: int, buckets: int) -> pd.DataFrame:
    rows = store.read(folder, store.TERMS, part, columns=[*keys, "n", "documents"])
    if buckets > 1:
        rows = rows[pd.util.hash_array(rows[keys[0]].to_numpy(object)) % buckets == bucket]
    return sums([rows], keys=keys)


def _totals(folder: Path, part: str, *, keys: list[str]) -> pd.DataFrame:
    rows = store.read(folder, store.DOCUMENTS, part).assign(all="all", n=lambda rows: rows["words"])
    return sums([rows[[*keys, "n"]]], keys=keys)


def _rows(folder: Path, table: str, part: str, *, keys: list[str]) -> pd.DataFrame:
    about = [key for key in keys if key in store.COLUMNS[store.DOCUMENTS]]
    own = ["document", *(key for key in keys if key not in about)]
    rows = store.read(folder, table, part, columns=own)
    rows = rows.merge(store.read(folder, store.DOCUMENTS, part, columns=["document", *about]), on="document")
    return rows.groupby(keys)["document"].agg(n="size", documents="nunique").reset_index()


def _pairs(folder: Path, part: str, *, within: str, kinds: Collection[str]) -> PairCounts:
    units = store.read(folder, store.DOCUMENTS, part).set_index("document")
    counts = (units["sentences"] > 0).astype(int) if within == "document" else units[f"{within}s"]
    return count_pairs(store.read(folder, store.MENTIONED, part), within=within, units=counts, kinds=kinds)
