"""Which words set one group of texts apart from another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis import measures
from analysis.corpus.words import Numbers, codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import Conditions, content, cross, describe, groups_with, in_order, mask, noted

TOO_FEW = "too few"
STEP = 200  # splits of the documents that are computed together


def keyness(
    tokens: pd.DataFrame,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    of: str = "lemma",
    stop_words: bool = False,
    at_least: int = 5,
    level: float = 0.05,
    splits: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare how often two groups of texts use each word.

    Parameters
    ----------
    tokens : DataFrame
        As ``Corpus.tokens``, with the columns that name the groups (`with_catalogue`).
    target, reference : mapping of str to object
        Column to its value or list of values; without a reference, all other words.
    of, stop_words
        As in `frequencies`.
    at_least : int
        A word with fewer occurrences in the two groups gets ``too few`` and no p-value.
    level : float
        Of the conservative log ratio's interval. Where even the most extreme split of the documents could
        not reach it, no word gets a p-value.
    splits : int
        How many ways to split the documents are tried, drawn at random (``seed``); all of them if there
        are no more. 0: no p-value is sought.

    Returns
    -------
    DataFrame
        One row a word of either group, from over-used in the target to under-used: ``of``, n_target,
        n_reference, total_target, total_reference, per_1000_target, per_1000_reference, documents_target,
        documents_reference; ``g2`` and ``chi2`` of the two-by-two table, below 0 where the target uses the
        word less (`measures.g2`, `measures.chi2`); ``log_ratio`` (log2 of the ratio of the rates, a count
        of 0 taken as 0.5) and ``lrc``, its bound nearer to 0, corrected for the number of words (Evert
        2022); ``p_value``: the share of splits of the *documents* into groups as many as these with a g2 at
        least as far from 0, this split included; ``caution``: ``too few`` or nothing.

    Raises
    ------
    InputError
        If a column or value does not exist, a group has no words, or the groups share words.

    Notes
    -----
    g2 and chi2 take words for independent, which words of one document are not: no p-value is made of
    them. `p_value` permutes documents; with d of D documents in the target it cannot be below
    1 / C(D, d). ``attrs["note"]`` says how low it can be.

    Examples
    --------
    >>> from analysis import Corpus
    >>> corpus = Corpus.from_texts({"a": "La paix, la paix.", "b": "La guerre."})
    >>> table = keyness(corpus.tokens, target={"document": "a"})
    >>> table[["lemma", "n_target", "n_reference", "caution"]].values.tolist()
    [['paix', 2, 0, 'too few'], ['guerre', 0, 1, 'too few']]
    """
    if not 0 < level < 1:
        raise InputError([f"level is {level}; give a share between 0 and 1, such as 0.05"])
    inside, outside = two_groups(tokens, target, reference)
    listed = content(tokens, stop_words=stop_words)
    word, words = codes_of(tokens, of)
    document, documents = codes_of(tokens, "document")
    parts = [
        cross(document[rows], len(documents), word[rows], len(words))
        for rows in (inside & listed, outside & listed)
    ]
    counts = [part.sum(axis=0) for part in parts]
    totals = [int(inside.sum()), int(outside.sum())]
    there = np.flatnonzero(counts[0] + counts[1])
    n, m = counts[0][there], counts[1][there]
    table = pd.DataFrame({of: words[there].to_numpy(object), "n_target": n, "n_reference": m})
    table["total_target"], table["total_reference"] = totals
    table["per_1000_target"], table["per_1000_reference"] = 1000 * n / totals[0], 1000 * m / totals[1]
    for name, part in zip(("documents_target", "documents_reference"), parts, strict=True):
        table[name] = groups_with(part)[there]
    margins = (float(totals[0]), (n + m).astype(float), float(sum(totals)))
    table["g2"], table["chi2"] = measures.g2(n, *margins), measures.chi2(n, *margins)
    table["log_ratio"] = measures.log_ratio(n, m, *totals)
    table["lrc"] = measures.conservative_log_ratio(n, m, *totals, level=level, tests=len(there))
    enough = n + m >= at_least
    sizes = [np.bincount(document[rows], minlength=len(documents)) for rows in (inside, outside)]
    lowest, why = _lowest(sizes, level)
    table["p_value"] = np.nan
    if splits and not why and enough.any():
        both = (parts[0] + parts[1])[:, there[enough]]
        table.loc[enough, "p_value"] = _permuted(both.toarray(), sizes, splits, seed)
    table["caution"] = np.where(enough & (not why), "", TOO_FEW)
    table = noted(
        in_order(table, "g2"),
        tokens,
        f"target: {describe(target)} ({totals[0]} words)",
        f"reference: {describe(reference)} ({totals[1]} words)",
        f"lrc: two-sided at {level}, corrected for {len(there)} words",
        why or f"p-value by splits of documents, not below {lowest:.2g}" if splits else "no p-value sought",
        f"too few: below {at_least} occurrences",
    )
    return remember(table, lambda: tokens[(inside | outside) & listed], of)


def two_groups(
    tokens: pd.DataFrame, target: Conditions, reference: Conditions | None
) -> tuple[Numbers, Numbers]:
    """Tell which rows are the target and which the reference (without one: all others)."""
    inside = mask(tokens, target)
    outside = ~inside if reference is None else mask(tokens, reference)
    for name, rows, chosen in (("target", inside, target), ("reference", outside, reference)):
        if not rows.any():
            what = describe(chosen) if chosen else f"all but {describe(target)}"
            raise InputError([f"the {name} ({what}) has no words; choose one that has"])
    shared = int((inside & outside).sum())
    if shared:
        whole = "are the same" if (inside == outside).all() else f"share {shared} words"
        both = f"target ({describe(target)}) and reference ({describe(reference)})"
        raise InputError([f"{both} {whole}; keep them apart"])
    return inside, outside


def _lowest(sizes: list[Numbers], level: float) -> tuple[float, str]:
    """Give the lowest p-value that splits of the documents can have; and why there can be none."""
    if ((sizes[0] > 0) & (sizes[1] > 0)).any():
        return 1.0, "no p-value: the groups cut through documents"
    d, others = (int((size > 0).sum()) for size in sizes)
    ways = comb(d + others, d)
    split = f"no p-value: {d} documents against {others} can be split in {ways} ways"
    return 1 / ways, f"{split}, so none could be below {1 / ways:.2g}" if 1 / ways > level else ""


def _permuted(counts: Numbers, sizes: list[Numbers], splits: int, seed: int) -> Numbers:
    present = np.flatnonzero(sizes[0] + sizes[1])
    counts, size, chosen = counts[present], (sizes[0] + sizes[1])[present], sizes[0][present] > 0
    n_all, total = counts.sum(axis=0).astype(float), float(size.sum())

    def distances(groups: Numbers) -> Numbers:
        inside = groups.astype(float)
        row = np.repeat(inside @ size, counts.shape[1])
        value = measures.g2((inside @ counts).ravel(), row, np.tile(n_all, len(groups)), total)
        return np.abs(value).reshape(len(groups), -1)

    observed = distances(chosen[None])[0]
    tried, as_far = 0, np.zeros(len(n_all))
    for groups in tqdm(_splits(chosen, splits, seed), "splits of the documents", delay=3, disable=None):
        as_far += (distances(groups) >= observed * (1 - 1e-9)).sum(axis=0)
        tried += len(groups)
    return as_far / tried


def _splits(chosen: Numbers, most: int, seed: int) -> Iterator[Numbers]:
    """Give all splits into groups as large as these, some at a time; or this one and others at random."""
    places, size = np.arange(len(chosen)), int(chosen.sum())
    if comb(len(chosen), size) <= most:
        every = np.array([np.isin(places, some) for some in combinations(places, size)])
        yield from np.split(every, range(STEP, len(every), STEP))
        return
    yield chosen[None]
    chance = np.random.default_rng(seed)
    for first in range(0, most, STEP):
        yield chance.permuted(np.tile(chosen, (min(STEP, most - first), 1)), axis=1)
