"""How sure a rate or a ratio is, for documents like these or for these very documents.

Words and actors come in bursts: one document is full of a word, ten have none. Sentences of one document
are therefore no independent evidence of what other documents hold. What is drawn anew decides for whom an
interval holds.

- ``documents``: each group's documents are drawn anew, as many as it has; bootstrap-t intervals (Efron and
  Tibshirani 1993, ch. 12) with the standard error of a ratio of sums over documents, of the rate itself and
  of the logarithm of a ratio. They hold for the documents of which these are a sample.
- ``sentences``: each document's sentences are drawn anew; percentile intervals (Efron 1979). They hold for
  these very documents, had their authors written other sentences of the same kind.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from tqdm import tqdm

from analysis.corpus.words import Numbers, Words, codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import (
    Conditions,
    cross,
    describe,
    groups_of,
    groups_with,
    mask,
    noted,
    require_words,
)
from analysis.terms.keyness import TOO_FEW, two_groups

CELLS = 4_000_000  # weights that are held at a time
DRAWN = ("documents", "sentences")
FEWEST = 10  # documents from which on the intervals for documents like these hold: benchmarks/calibration.py
RATIO = "n_target n_reference total_target total_reference ratio low high caution".split()


def rate_intervals(
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str = "document",
    drawn: str = "documents",
    at_least: int = 5,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Give the rate of occurrences in each group, with its interval.

    Parameters
    ----------
    rows : DataFrame
        The occurrences: document, sentence and the column ``by``.
    tokens : DataFrame
        All words, in order, with the column ``by``.
    by : str
        The column that names the groups.
    drawn : {'documents', 'sentences'}
        What is drawn anew: for documents like these, or for these very documents.
    at_least : int
        A group with occurrences in fewer sentences, or if documents are drawn in fewer documents, gets
        ``too few`` and no interval; so does, if documents are drawn, a group with fewer than 10 of them.
    level : float
        Of the interval.
    resamples, seed : int
        How many times they are drawn, and the seed of numpy's generator.

    Returns
    -------
    DataFrame
        One row a group with words, in order: ``by``, n, total (words), sentences (with an occurrence),
        per_1000, low, high (per 1,000 words), caution (``too few`` or nothing).

    Raises
    ------
    InputError
        If there are no words, a column is not there, an occurrence stands where there are no words, or
        ``drawn`` is unknown.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix. La guerre. Une paix."}).tokens
    >>> table = rate_intervals(tokens[tokens["lemma"] == "paix"], tokens, drawn="sentences", at_least=2)
    >>> table[["n", "total", "low", "high"]].round(1).values.tolist()
    [[2.0, 6.0, 0.0, 500.0]]
    """
    require_words(tokens)
    _require_draws(drawn, level, resamples)
    own, groups, _ = groups_of(rows, tokens, by)
    counts = _counts(rows, tokens, own, codes_of(tokens, by)[0], len(groups))
    filled = np.flatnonzero(counts.words.sum(axis=0))
    table = pd.DataFrame({by: groups[filled].astype(object)})
    table["n"], table["total"] = (part.sum(axis=0)[filled] for part in (counts.n, counts.words))
    table["sentences"] = groups_with(counts.n)[filled]
    table["per_1000"] = 1000 * table["n"] / table["total"]
    chance = np.random.default_rng(seed)
    if drawn == "sentences":
        n, words = counts.drawn_anew(resamples, chance)
        with np.errstate(invalid="ignore"):  # no words of the group in a draw, which is then left out
            bounds = [_percentiles(n[:, group] / words[:, group], level) for group in filled]
    else:
        parts = [counts.by_document(group) for group in filled.tolist()]
        bounds = [_rate_bounds(n, words, at_least, level, resamples, chance) for n, words in parts]
    table[["low", "high"]] = 1000 * np.array(bounds)
    few = (table["sentences"] < at_least) | ~(table["low"] < table["high"])
    table[["low", "high"]] = table[["low", "high"]].mask(few)
    table["caution"] = np.where(few, TOO_FEW, "")
    table = noted(table, tokens, f"rates by {by}", _setting(drawn, level, resamples, seed, at_least))
    return remember(table, lambda: rows, by)


def ratio_interval(
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    drawn: str = "documents",
    at_least: int = 5,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Give the ratio of the rates in two groups, with its interval.

    Parameters
    ----------
    rows, tokens, drawn, at_least, level, resamples, seed
        As in `rate_intervals`, with the columns that name the groups. If documents are drawn, each group
        needs 10 with an occurrence.
    target, reference : mapping of str to object
        As in `keyness`.

    Returns
    -------
    DataFrame
        One row: n_target, n_reference, total_target, total_reference, ratio (of the rates, target over
        reference), low, high, caution. With ``too few`` there is no interval; nor a ratio to a rate of 0.

    Raises
    ------
    InputError
        As `rate_intervals` and `keyness`.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix. Une paix.", "b": "La guerre. La paix."}).tokens
    >>> peace = tokens[tokens["lemma"] == "paix"]
    >>> table = ratio_interval(peace, tokens, target={"document": "a"}, drawn="sentences", at_least=1)
    >>> table[["ratio", "low"]].values.tolist()
    [[2.0, 1.0]]
    """
    _require_draws(drawn, level, resamples)
    group = np.select(two_groups(tokens, target, reference), [0, 1], 2)
    inside = mask(rows, target, strict=False)  # the words have the values, the occurrences need not
    outside = ~inside if reference is None else mask(rows, reference, strict=False)
    counts = _counts(rows, tokens, np.select([inside, outside], [0, 1], 2), group, 3)
    n, total = (part.sum(axis=0)[:2] for part in (counts.n, counts.words))
    chance = np.random.default_rng(seed)
    bounds = (np.nan, np.nan)
    if n.all() and drawn == "sentences":
        drawn_n, drawn_words = counts.drawn_anew(resamples, chance)
        with np.errstate(divide="ignore", invalid="ignore"):  # such draws are infinite, and rank so
            rates = drawn_n[:, :2] / drawn_words[:, :2]
            bounds = _percentiles(rates[:, 0] / rates[:, 1], level)
    elif n.all():
        both = [counts.by_document(number, every=True) for number in (0, 1)]
        bounds = _ratio_bounds(
            np.column_stack([part for pair in both for part in pair]), level, resamples, chance
        )
    few = (groups_with(counts.n)[:2] < at_least).any() or not bounds[0] < bounds[1]
    ratio = (n[0] / total[0]) / (n[1] / total[1]) if n[1] else np.nan
    row = [*n, *total, ratio, *((np.nan, np.nan) if few else bounds), TOO_FEW if few else ""]
    against = f"{describe(target)} against {describe(reference)}"
    return noted(
        pd.DataFrame([row], columns=RATIO), tokens, against, _setting(drawn, level, resamples, seed, at_least)
    )


class _Counts(NamedTuple):
    """Occurrences and words, sentences by groups; and the sentences of each document, first and last."""

    n: sparse.csr_array
    words: sparse.csr_array
    strata: list[tuple[int, int]]

    def by_document(self, group: int, *, every: bool = False) -> tuple[Numbers, Numbers]:
        """Give occurrences and words of the documents in which the group has words; or of every one."""
        firsts = [first for first, _ in self.strata]
        n, words = (
            np.add.reduceat(part[:, [group]].toarray().ravel(), firsts) for part in (self.n, self.words)
        )
        kept = slice(None) if every else words > 0
        return n[kept].astype(float), words[kept].astype(float)

    def drawn_anew(self, resamples: int, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Give occurrences and words of the groups (columns), the sentences of each document drawn anew."""
        both = _sums(sparse.hstack([self.n, self.words], format="csr"), self.strata, resamples, chance)
        n, words = np.hsplit(both, 2)
        return n, words


def _counts(rows: pd.DataFrame, tokens: pd.DataFrame, own: Numbers, group: Numbers, n_groups: int) -> _Counts:
    words = Words(tokens)
    at = words.sentences_of(rows)
    if (at < 0).any():
        raise InputError(["an occurrence stands where there are no words; give the words of all its texts"])
    n_sentences = len(words.bounds) - 1
    n, sizes = (
        cross(unit, n_sentences, code, n_groups) for unit, code in ((at, own), (words.sentences, group))
    )
    change = np.diff(words.documents[words.bounds[:-1]], prepend=-1, append=-1)
    return _Counts(n, sizes, [*pairwise(np.flatnonzero(change).tolist())])


def _sums(
    columns: sparse.csr_array | Numbers,
    strata: list[tuple[int, int]],
    resamples: int,
    chance: np.random.Generator,
) -> Numbers:
    """Draw the rows of each stratum anew, as many as it has, and give the sums of the columns by draw."""
    drawn = np.zeros((resamples, columns.shape[1]))
    for begin, end in tqdm(strata, "documents drawn anew", delay=3, disable=None):
        size = end - begin
        kinds, used, share = _alike(columns[begin:end])
        step = max(CELLS // len(kinds), 1)
        for first in range(0, resamples, step):
            some = np.arange(first, min(first + step, resamples))
            weights = chance.multinomial(size, share, size=len(some))
            drawn[np.ix_(some, used)] += weights @ kinds
    return drawn


def _alike(rows: sparse.csr_array | Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give the kinds of rows, the columns where they are not empty, and the share of each kind.

    To draw kinds by their shares is to draw rows, and sentences of one document are of few kinds.
    """
    used = np.unique(rows.nonzero()[1])
    part = rows[:, used]
    dense = part if isinstance(part, np.ndarray) else part.toarray()
    kinds, counts = np.unique(dense, axis=0, return_counts=True)
    return kinds, used, counts / counts.sum()


def _rate_bounds(
    n: Numbers,
    words: Numbers,
    at_least: int,
    level: float,
    resamples: int,
    chance: np.random.Generator,
) -> tuple[float, float]:
    """Give bootstrap-t bounds of a rate over documents; none with too few of them, or too few that count."""
    if len(n) < FEWEST or (n > 0).sum() < at_least:
        return np.nan, np.nan
    columns = np.column_stack([n, words, n * n, n * words, words * words])
    sums = np.vstack([columns.sum(axis=0), _sums(columns, [(0, len(n))], resamples, chance)])
    rate = sums[:, 0] / sums[:, 1]
    spread = sums[:, 2] - 2 * rate * sums[:, 3] + rate**2 * sums[:, 4]
    error = np.sqrt(np.maximum(spread, 0)) / sums[:, 1]
    low, high = _studentised(rate, error, level)
    return max(low, 0.0), high


def _ratio_bounds(
    columns: Numbers, level: float, resamples: int, chance: np.random.Generator
) -> tuple[float, float]:
    """Give bootstrap-t bounds of a ratio over documents (rows: n and words of target and reference)."""
    n, words = columns[:, [0, 2]], columns[:, [1, 3]]
    if ((n > 0).sum(axis=0) < FEWEST).any():
        return np.nan, np.nan
    strata = [(0, len(columns))]
    if not (words > 0).all(axis=1).any():  # no document in both: the groups are drawn one by one
        order = np.lexsort((words[:, 1] > 0, words[:, 0] == 0))
        columns = columns[order][: int((words > 0).any(axis=1).sum())]
        border = int((words[:, 0] > 0).sum())
        strata = [(0, border), (border, len(columns))]
    products = (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), -1)
    together = np.hstack([columns, products])
    sums = np.vstack([together.sum(axis=0), _sums(together, strata, resamples, chance)])
    sums = sums[(sums[:, :4] > 0).all(axis=1)]  # a draw without occurrences has no ratio
    part = np.array([1, -1, -1, 1]) / sums[:, :4]
    spread = np.einsum("di,dij,dj->d", part, sums[:, 4:].reshape(-1, 4, 4), part)
    ratio = np.log(sums[:, 0] / sums[:, 1] / (sums[:, 2] / sums[:, 3]))
    low, high = _studentised(ratio, np.sqrt(np.maximum(spread, 0)), level)
    return float(np.exp(low)), float(np.exp(high))


def _studentised(values: Numbers, errors: Numbers, level: float) -> tuple[float, float]:
    """Give bootstrap-t bounds; the first value is the observed one, the others are of draws."""
    usable = errors > 0
    if not usable[0] or not usable[1:].any():
        return np.nan, np.nan
    usable[0] = False
    low, high = _percentiles((values[usable] - values[0]) / errors[usable], level)
    return values[0] - high * errors[0], values[0] - low * errors[0]


def _require_draws(drawn: str, level: float, resamples: int) -> None:
    if drawn not in DRAWN:
        raise InputError([f"drawn is '{drawn}'; expected one of {', '.join(DRAWN)}"])
    if not 0 < level < 1:
        raise InputError([f"level is {level}; give a share between 0 and 1, such as 0.95"])
    if resamples < 1:
        raise InputError([f"resamples is {resamples}; give how often {drawn} are drawn, at least 1"])


def _percentiles(drawn: Numbers, level: float) -> tuple[float, float]:
    values = drawn[~np.isnan(drawn)]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return float(low), float(high)


def _setting(drawn: str, level: float, resamples: int, seed: int, at_least: int) -> str:
    way, few = {
        "documents": ("for documents like these: bootstrap-t over documents", f", or {FEWEST} documents"),
        "sentences": ("for these very documents: bootstrap over sentences within them", ""),
    }[drawn]
    return (
        f"{100 * level:g} % intervals {way}, {resamples} draws, seed {seed}; "
        f"too few: in fewer than {at_least} sentences{few}, or no width"
    )
