"""What is computed of results: sums over partitions, in any order, and the passages behind them."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from distributed import Client

from analysis import evidence
from analysis.actors.comentions import associations
from analysis.actors.lexicon import KINDS
from analysis.actors.pair_counts import MOST
from analysis.scale import store, sums
from analysis.scale.parts import corpus_of
from analysis.scale.sources import read
from analysis.tables import InputError
from analysis.terms.counting import Conditions, describe, in_order, mask
from analysis.terms.keyness import TOO_FEW, differences

BUCKET = 500_000_000  # bytes of counts that are added up at a time


def documents(results: str | Path) -> pd.DataFrame:
    """Give the documents that were analysed: where they stand, their catalogue, and their sizes."""
    return table(results, store.DOCUMENTS)


def table(results: str | Path, name: str, *, filters: Any = None) -> pd.DataFrame:
    """Give the rows of a table of all partitions, in order of the documents.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote.
    name : str
        ``documents``, ``aside``, ``terms``, ``tokens``, ``mentions`` or ``candidates``.
    filters : optional
        As for ``pyarrow.parquet.read_table``, such as ``[("actor", "=", "GBR")]``: only these rows are held.

    Raises
    ------
    InputError
        If the run wrote no such table, or there are no results.
    """
    about = _about(results, name)
    found = store.tables(Path(results), name, filters=filters)
    return store.joined(found, store.columns_of(name, about))


def frequencies(
    results: str | Path,
    *,
    by: str | None = None,
    at_least: int = 1,
    most: int | None = None,
    client: Client | None = None,
) -> pd.DataFrame:
    """Count words in all documents: the table of `analysis.terms.frequencies`, row for row.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote, with ``terms``.
    by : str, optional
        One of the columns by which the run counted.
    at_least : int
        Words that stand in fewer documents, in all, are left out.
    most : int, optional
        How many words are kept at most: the most frequent, those that come first in the alphabet of several.
    client : distributed.Client, optional
        Where the counts are added up.

    Returns
    -------
    DataFrame
        As `analysis.terms.frequencies`; ``attrs["note"]`` says how many words were left out, and how often
        they stand there.
    """
    about, folder = _about(results, store.TERMS), Path(results)
    keys = [about["of"], *_groups(about, [by] if by else [])]
    size = sum(path.stat().st_size for path in (folder / store.TERMS).glob("*.parquet"))
    rows, n_left, times_left, buckets = pd.DataFrame(), 0, 0, size // BUCKET + 1
    for bucket in range(buckets):
        met = sums.words_by(folder, keys, client, bucket=bucket, buckets=buckets)
        rows, n_cut, times_cut = _most_frequent(pd.concat([rows, met]), keys[0], at_least, most)
        n_left, times_left = n_left + n_cut, times_left + times_cut
    total = sums.totals_by(folder, keys[1:], client)
    rows["total"] = total["n"].sum() if by is None else rows[by].map(total.set_index(by)["n"])
    rows["per_1000"] = 1000 * rows["n"] / rows["total"]
    if by == "document":  # in their own order
        rows[by] = pd.Categorical(rows[by], documents(folder)[by])
    rows = rows.sort_values(["n", *keys], ascending=[False, *(True for _ in keys)], ignore_index=True)
    rows = rows.astype(dict.fromkeys(keys, "str"))[[*keys, "n", "total", "per_1000", "documents"]]
    left = f"left out: {n_left} words, {times_left} occurrences" if n_left else ""
    return _noted(rows, about, total, f"{keys[0]} by {by}" if by else keys[0], left)


def keyness(
    results: str | Path,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    at_least: int = 5,
    client: Client | None = None,
) -> pd.DataFrame:
    """Compare how often two groups of texts use each word: `analysis.terms.keyness` without p-values.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote, with ``terms`` by the columns of the conditions.
    target, reference, at_least
        As for `analysis.terms.keyness`.
    client : distributed.Client, optional
        Where the counts are added up.

    Returns
    -------
    DataFrame
        As `analysis.terms.keyness`, without ``p_value``, ``p_adjusted`` and ``lrc``, which need the counts of
        each document.

    Raises
    ------
    InputError
        If the run did not count by a column, a value does not exist, or the groups overlap.
    """
    about, folder = _about(results, store.TERMS), Path(results)
    by = _groups(about, list(dict.fromkeys([*target, *(reference or {})])))
    groups = sums.totals_by(folder, by, client).query("n > 0")
    inside = mask(groups, target)
    outside = ~inside if reference is None else mask(groups, reference)
    if not outside.any() or (inside & outside).any():
        both = f"target ({describe(target)}) and reference ({describe(reference)})"
        raise InputError([f"{both} share words, or one has none; keep them apart"])
    counts = sums.words_by(folder, [about["of"], *by], client)
    sides = [
        counts.merge(groups.loc[side, by]).groupby(about["of"])[["n", "documents"]].sum()
        for side in (inside, outside)
    ]
    words = pd.Index(sorted(sides[0].index.union(sides[1].index)), name=about["of"])
    sides = [side.reindex(words, fill_value=0) for side in sides]
    table = pd.DataFrame({"n_target": sides[0]["n"], "n_reference": sides[1]["n"]}).reset_index()
    totals = [int(groups.loc[side, "n"].sum()) for side in (inside, outside)]
    table = differences(table, totals, [side["documents"].to_numpy() for side in sides])
    table["caution"] = np.where(table["n_target"] + table["n_reference"] >= at_least, "", TOO_FEW)
    said = f"target: {describe(target)}", f"reference: {describe(reference)}", "no p-value sought"
    return _noted(in_order(table, "g2"), about, groups, *said)


def counts(
    results: str | Path, name: str, *, by: Sequence[str], client: Client | None = None
) -> pd.DataFrame:
    """Count the rows of ``mentions`` or ``candidates`` by columns of theirs and of their documents.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote, with this table.
    name : str
        The table.
    by : sequence of str
        Such as ``["actor", "kind"]``, or ``["theme", "year"]``.
    client : distributed.Client, optional
        Where the counts are added up.

    Returns
    -------
    DataFrame
        The columns ``by``, n, documents; the most frequent first.

    Raises
    ------
    InputError
        If the run wrote no such table, or neither it nor its documents have a column.
    """
    have = [*store.columns_of(name, _about(results, name)), *store.COLUMNS[store.DOCUMENTS]]
    if unknown := [column for column in by if column not in have]:
        raise InputError([f"by has '{unknown[0]}'; {name} and their documents have {', '.join(have)}"])
    table = sums.rows_by(Path(results), name, [*by], client)
    return table.sort_values(["n", *by], ascending=[False, *(True for _ in by)], ignore_index=True)


def co_mentions(
    results: str | Path,
    *,
    within: str = "sentence",
    kinds: Collection[str] = KINDS,
    client: Client | None = None,
) -> pd.DataFrame:
    """Count who is named with whom: the table of `analysis.actors.co_mentions`, row for row.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote, with ``mentions``.
    within, kinds
        As for `analysis.actors.co_mentions`; the units are all of the documents.
    client : distributed.Client, optional
        Where the counts are added up.
    """
    _about(results, store.MENTIONED)
    counts = sums.pairs(Path(results), within, kinds, client)
    if counts.units > MOST:
        raise InputError([f"units are {counts.units}; the tests take at most {MOST}"])
    return associations(counts, within)


def passages(results: str | Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Give the passages that spans stand on, as `analysis.evidence.passages`; only their documents are read.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote.
    rows : DataFrame with document, start, end
        Such as some rows of `table`.

    Raises
    ------
    InputError
        If a document is not there, or its file has changed since.
    """
    about, ids = _about(results, store.DOCUMENTS), set(rows["document"])
    places = table(results, store.DOCUMENTS, filters=[("document", "in", ids)])
    if missing := sorted(ids.difference(places["document"])):
        raise InputError([f"{results}: no document '{missing[0]}' was analysed"])
    return evidence.passages(corpus_of(read_again(places), about), rows)


def read_again(places: pd.DataFrame) -> pd.DataFrame:
    """Read documents as they were analysed, where they stand: some rows of `documents`.

    Returns
    -------
    DataFrame
        Index: document; the catalogue's columns and ``text``.

    Raises
    ------
    InputError
        If a file has changed since, or is gone.
    """
    for file, changed in places.groupby("file")["changed"].first().items():
        if not os.path.exists(file) or os.stat(file).st_mtime_ns != changed:
            raise InputError([f"{file}: the file has changed since it was analysed, or is gone"])
    return read(places)[0]


def _about(results: str | Path, name: str) -> dict[str, Any]:
    about = store.manifest(results)
    have = [store.DOCUMENTS, store.ASIDE, *about["tables"]]
    if name not in have:
        raise InputError([f"{results}: the run wrote no '{name}'; it wrote {', '.join(have)}"])
    return about


def _groups(about: dict[str, Any], columns: list[str]) -> list[str]:
    for column in columns:
        if column not in about["by"]:
            have = ", ".join(about["by"]) or "nothing"
            raise InputError([f"by is '{column}'; the run counted by {have}; make results by {column} too"])
    return columns


def _most_frequent(
    counts: pd.DataFrame, of: str, at_least: int, most: int | None
) -> tuple[pd.DataFrame, int, int]:
    """Keep words that stand in enough documents, the most frequent; how many are left out, how often met."""
    each = counts.groupby(of, as_index=False)[["n", "documents"]].sum()
    kept = each[each["documents"] >= at_least].sort_values(["n", of], ascending=[False, True])[:most]
    n_left, times_left = len(each) - len(kept), int(each["n"].sum() - kept["n"].sum())
    return counts[counts[of].isin(kept[of])], n_left, times_left


def _noted(table: pd.DataFrame, about: dict[str, Any], total: pd.DataFrame, *said: str) -> pd.DataFrame:
    listed = "" if about["stop_words"] else "function words not listed"
    table.attrs["note"] = "; ".join(filter(None, [f"{total['n'].sum()} words", *said, listed]))
    return table
