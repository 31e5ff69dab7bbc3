"""A sample of the documents of a run: some of each year and publisher, which others can draw again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.scale import store
from analysis.tables import InputError

NO_DATE, NO_NAME, OTHERS = "without a date", "not named", "other publishers"
MOST_NAMED = 20  # publishers that are told apart
BY = ["year", "publisher"]
STRATUM = ["stratum_year", "stratum_publisher"]
SIZES = ["documents", "words", "sentences", "too_long"]


class Sample(NamedTuple):
    """Documents that were drawn, and what they were drawn from.

    ``documents`` is as from `analysis.scale.documents`, with ``stratum_year`` and ``stratum_publisher``.
    ``strata`` has a row for each year and publisher: documents, words, sentences, too_long, sampled.
    Publishers beyond the 20 with most documents are one.
    """

    documents: pd.DataFrame
    strata: pd.DataFrame


def sample(results: str | Path, *, size: int, seed: int, longest: int) -> Sample:
    """Draw documents of a run that is done, by year and publisher.

    Each stratum gives one document, and a share of the others in proportion to its size; if there are more
    strata than documents to draw, those that give one are drawn. Within a stratum the seed and the ids of the
    documents decide, so the sample does not depend on how the archive is cut into partitions.

    Parameters
    ----------
    results : str or Path
        The folder that `run` wrote.
    size : int
        How many documents are drawn; of fewer, all.
    seed : int
        Another one draws others.
    longest : int
        Characters; longer documents are not drawn, and counted as ``too_long``.

    Raises
    ------
    InputError
        If the run is not done, or there is no document to draw.
    """
    store.whole(results)
    if size < 1 or seed < 0:
        raise InputError([f"size is {size} and seed is {seed}; give 1 or more, and 0 or more"])
    folder = Path(results)
    columns = [*BY, "words", "sentences", "characters"]
    sizes = pd.concat(
        _sized(rows, longest).groupby(BY, as_index=False)[SIZES].sum()
        for rows in store.tables(folder, store.DOCUMENTS, columns=columns)
    )
    each = sizes.groupby("publisher")["documents"].sum().drop("unknown", errors="ignore").reset_index()
    named = each.sort_values(["documents", "publisher"], ascending=[False, True])["publisher"][:MOST_NAMED]
    strata = _grouped(sizes, {*named}).groupby(STRATUM)[SIZES].sum()
    strata["sampled"] = shared_out(strata["documents"] - strata["too_long"], size, seed)
    if not strata["sampled"].sum():
        have = f"of {strata['documents'].sum()} documents none has at most {longest} characters"
        raise InputError([f"{results}: {have}; allow longer ones"])
    drawn: list[pd.DataFrame] = []
    for rows in store.tables(folder, store.DOCUMENTS):
        rows = _grouped(rows[rows["characters"] <= longest], {*named})
        drawn = [_first([*drawn, rows.assign(key=_keys(rows["document"], seed))], strata["sampled"])]
    return Sample(drawn[0].drop(columns="key"), strata.rename_axis(BY).reset_index())


def shared_out(sizes: pd.Series, size: int, seed: int) -> pd.Series:
    """Share a number of documents out among strata: one each, the rest in proportion to what they have left.

    Examples
    --------
    >>> strata = pd.Series([90, 9, 1, 0])
    >>> shared_out(strata, 10, seed=1).tolist()
    [7, 2, 1, 0]
    >>> sorted(shared_out(strata, 2, seed=1)), shared_out(strata, 500, seed=1).tolist()
    ([0, 0, 1, 1], [90, 9, 1, 0])
    """
    held = sizes[sizes > 0]
    if size >= held.sum():
        return sizes
    if size <= len(held):
        chosen = held.sample(size, random_state=seed).index
        return pd.Series(1, chosen).reindex(sizes.index, fill_value=0)
    left = size - len(held)
    shares = left * (held - 1) / (held.sum() - len(held))
    given = np.floor(shares).astype(int)
    more = (shares - given).sort_values(ascending=False, kind="stable").index[: left - given.sum()]
    given[more] += 1
    return (1 + given).reindex(sizes.index, fill_value=0)


def _sized(rows: pd.DataFrame, longest: int) -> pd.DataFrame:
    return rows.assign(documents=1, too_long=(rows["characters"] > longest).astype(int))


def _grouped(rows: pd.DataFrame, named: Collection[str]) -> pd.DataFrame:
    """Give rows their stratum."""
    known = rows["publisher"].isin([*named, "unknown"])
    return rows.assign(
        stratum_year=rows["year"].where(rows["year"].str.fullmatch(r"\d{4}"), NO_DATE),
        stratum_publisher=rows["publisher"].where(known, OTHERS).replace("unknown", NO_NAME),
    )


def _keys(ids: pd.Series, seed: int) -> pd.Series:
    hashes = pd.util.hash_array(ids.to_numpy(object), hash_key=f"{seed:016}"[-16:])
    return pd.Series(hashes, ids.index)


def _first(some: list[pd.DataFrame], sampled: pd.Series) -> pd.DataFrame:
    """Keep of each stratum as many documents as are drawn, those with the lowest keys."""
    rows = pd.concat(some).sort_values([*STRATUM, "key", "document"], ignore_index=True)
    most = sampled.reindex(pd.MultiIndex.from_frame(rows[STRATUM])).to_numpy()
    return rows[rows.groupby(STRATUM).cumcount() < most].reset_index(drop=True)
