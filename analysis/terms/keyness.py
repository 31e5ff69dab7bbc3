"""Which words set one group of texts apart from another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis import measures
from analysis.corpus.words import Numbers, codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import Conditions, content, cross, describe, groups_with, in_order, mask, noted

TOO_FEW = "too few"
LIKE = 1.5  # times the length: up to here units of two groups are exchanged as they are
STEP = 200  # splits of the documents that are computed together


def keyness(
    tokens: pd.DataFrame,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    of: str = "lemma",
    stop_words: bool = False,
    unit: str = "document",
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
    unit : str
        The column whose values are taken for independent of one another, and are permuted: documents, or
        what they come from, such as an author, a work or a publisher.
    at_least : int
        A word with fewer occurrences in the two groups gets ``too few`` and no p-value.
    level : float
        Of the conservative log ratio. Where even the most extreme split of the units could not reach it, no
        word gets a p-value.
    splits : int
        How many ways to split the units are tried, drawn at random (``seed``); all of them if there are no
        more. 0: no p-value is sought.

    Returns
    -------
    DataFrame
        One row a word of either group, from over-used in the target to under-used: ``of``, n_target,
        n_reference, total_target, total_reference, per_1000_target, per_1000_reference, documents_target,
        documents_reference; ``g2`` and ``chi2`` of the two-by-two table, below 0 where the target uses the
        word less (`measures.g2`, `measures.chi2`); ``log_ratio`` (log2 of the ratio of the rates, a count
        of 0 taken as 0.5); ``p_value``: the share of splits of the *units* into groups as many as these that
        differ at least as much, this split included; ``p_adjusted``: the share in which *any* word differs
        as much (Westfall and Young 1993, max-T), which answers for all words together; ``lrc``: the bound
        nearer to 0 of an interval of the log ratio, corrected for the number of words and for how unevenly
        the units use the word, 0 where ``p_adjusted`` is above ``level``; ``caution``: ``too few`` or
        nothing.

    Raises
    ------
    InputError
        If a column or value does not exist, a group has no words, or the groups share words.

    Notes
    -----
    g2 and chi2 take words for independent, which words of one document are not: no p-value is made of
    them. Splits are compared by g2; where the units of one group are longer than those of the other, which
    makes them no like ones to exchange, by the difference of the mean rates of the units over its spread.
    ``lrc`` is that of Evert (2022) with counts divided by the word's dispersion, Pearson's chi-squared over
    the units and its degrees of freedom, if that is above 1. ``attrs["note"]`` says what was done, and how
    low a p-value can be.

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
    if splits < 0:
        raise InputError([f"splits is {splits}; give how many are tried, or 0 for none"])
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
    table = differences(table, totals, [groups_with(part)[there] for part in parts])
    enough = n + m >= at_least
    of_unit, names = codes_of(tokens, unit)
    units = _Units.of(
        [np.bincount(of_unit[group], minlength=len(names)) for group in (inside, outside)], unit
    )
    lowest, why = units.lowest(splits, level)
    table[["p_value", "p_adjusted", "lrc"]] = np.nan
    if splits and not why and enough.any():
        rows = (inside | outside) & listed
        of_units = cross(of_unit[rows], len(names), word[rows], len(words))
        used = of_units[units.places][:, there[enough]].toarray().astype(float)
        values, adjusted = units.permuted(used, splits, seed)
        dispersion = units.dispersion(used)
        bound = measures.conservative_log_ratio(
            n[enough] / dispersion, m[enough] / dispersion, *totals, level=level, tests=used.shape[1]
        )
        table.loc[enough, "p_value"], table.loc[enough, "p_adjusted"] = values, adjusted
        table.loc[enough, "lrc"] = np.where(adjusted <= level, bound, 0.0)
    table["caution"] = np.where(enough & (not why), "", TOO_FEW)
    table = noted(
        in_order(table, "g2"),
        tokens,
        f"target: {describe(target)} ({totals[0]} words)",
        f"reference: {describe(reference)} ({totals[1]} words)",
        f"{unit}s taken for independent" + (f", compared by {units.way}" if splits and not why else ""),
        why or f"p-value by splits of them, not below {lowest:.2g}" if splits else "no p-value sought",
        f"lrc and p_adjusted: corrected for {int(enough.sum())} words" if splits and not why else "",
        f"too few: below {at_least} occurrences",
    )
    return remember(table, lambda: tokens[(inside | outside) & listed], of)


def differences(counts: pd.DataFrame, totals: Sequence[int], documents: Sequence[Numbers]) -> pd.DataFrame:
    """Add to the counts of two groups what `keyness` computes of counts alone."""
    n, m = (counts[name].to_numpy() for name in ("n_target", "n_reference"))
    margins = (float(totals[0]), (n + m).astype(float), float(sum(totals)))
    return counts.assign(
        total_target=totals[0],
        total_reference=totals[1],
        per_1000_target=1000 * n / totals[0],
        per_1000_reference=1000 * m / totals[1],
        documents_target=documents[0],
        documents_reference=documents[1],
        g2=measures.g2(n, *margins),
        chi2=measures.chi2(n, *margins),
        log_ratio=measures.log_ratio(n, m, *totals),
    )


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


class _Units(NamedTuple):
    """The units that are permuted: their places among all, sizes, and which are in the target."""

    places: Numbers
    size: Numbers
    chosen: Numbers
    name: str
    cut: bool  # the groups cut through units

    @classmethod
    def of(cls, sizes: list[Numbers], name: str) -> _Units:
        """Take the units that have words, by how many of them each has in the target and the reference."""
        places = np.flatnonzero(sizes[0] + sizes[1])
        cut = bool(((sizes[0] > 0) & (sizes[1] > 0)).any())
        return cls(places, (sizes[0] + sizes[1])[places], sizes[0][places] > 0, name, cut)

    def lowest(self, splits: int, level: float) -> tuple[float, str]:
        """Give the lowest p-value that splits can have; and why there can be none."""
        if self.cut:
            return 1.0, f"no p-value: the groups cut through {self.name}s"
        d, others = int(self.chosen.sum()), int((~self.chosen).sum())
        ways = comb(d + others, d)
        # two groups of one size: each split has a mirror image, which differs as much
        least = (2 if d == others else 1) / ways if ways <= splits else 1 / (splits + 1)
        split = f"no p-value: {d} {self.name}s against {others} can be split in {ways} ways"
        return least, f"{split}, so none could be below {least:.2g}" if least > level else ""

    @property
    def by_g2(self) -> bool:
        """Tell whether the units of the two groups are of like length."""
        means = [np.log(self.size[group]).mean() for group in (self.chosen, ~self.chosen)]
        return bool(abs(means[0] - means[1]) <= np.log(LIKE))

    @property
    def way(self) -> str:
        return (
            "g2" if self.by_g2 else f"mean rates, since the {self.name}s of the two groups differ in length"
        )

    def dispersion(self, counts: Numbers) -> Numbers:
        """Give how much more words (columns) vary from unit to unit than chance would have it; 1 at least."""
        chi2 = np.zeros(counts.shape[1])
        for group in (self.chosen, ~self.chosen):
            chance = np.outer(self.size[group] / self.size[group].sum(), counts[group].sum(axis=0))
            chi2 += ((counts[group] - chance) ** 2 / np.where(chance > 0, chance, 1)).sum(axis=0)
        return np.maximum(chi2 / (len(self.size) - 2), 1.0)

    def permuted(self, counts: Numbers, splits: int, seed: int) -> tuple[Numbers, Numbers]:
        """Give for each word (column) the share of splits in which it, and in which any, differs as much."""
        distance = _by_g2(counts, self.size) if self.by_g2 else _by_rates(counts / self.size[:, None])
        observed = distance(self.chosen[None])[0] * (1 - 1e-9)
        tried, as_far, any_as_far = 0, np.zeros(len(observed)), np.zeros(len(observed))
        for groups in tqdm(
            _splits(self.chosen, splits, seed), f"splits of the {self.name}s", delay=3, disable=None
        ):
            values = distance(groups)
            as_far += (values >= observed).sum(axis=0)
            highest = np.sort(values.max(axis=1))
            any_as_far += len(highest) - np.searchsorted(highest, observed)
            tried += len(groups)
        return as_far / tried, any_as_far / tried


def _by_g2(counts: Numbers, size: Numbers) -> Callable[[Numbers], Numbers]:
    n_all, total = counts.sum(axis=0), float(size.sum())

    def distances(groups: Numbers) -> Numbers:
        inside = groups.astype(float)
        row = np.repeat(inside @ size, counts.shape[1])
        value = measures.g2((inside @ counts).ravel(), row, np.tile(n_all, len(groups)), total)
        return np.abs(value).reshape(len(groups), -1)

    return distances


def _by_rates(rates: Numbers) -> Callable[[Numbers], Numbers]:
    whole, spread = rates.sum(axis=0), rates.std(axis=0)

    def distances(groups: Numbers) -> Numbers:
        inside = groups.astype(float)
        size = inside.sum(axis=1)[:, None]
        own = inside @ rates
        difference = own / size - (whole - own) / (len(rates) - size)
        return np.asarray(np.abs(difference) / np.where(spread > 0, spread, 1))

    return distances


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
