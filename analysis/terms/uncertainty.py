"""How sure a rate or a ratio is: what other sentences of the same kind would have given.

Bootstrap (Efron 1979) over sentences within documents: each document's sentences are drawn anew, as many as
it has, with replacement; percentile intervals. It answers for the choice of sentences only, not for the
choice of documents.
"""

from __future__ import annotations

from itertools import pairwise

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
RATIO = "n_target n_reference total_target total_reference ratio low high caution".split()


def rate_intervals(
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    by: str = "document",
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
    at_least : int
        A group with occurrences in fewer sentences gets ``too few`` and no interval.
    level : float
        Of the interval.
    resamples, seed : int
        How many times the sentences are drawn, and the seed of numpy's generator.

    Returns
    -------
    DataFrame
        One row a group with words, in order: ``by``, n, total (words), sentences (with an occurrence),
        per_1000, low, high (per 1,000 words), caution (``too few`` or nothing).

    Raises
    ------
    InputError
        If there are no words, a column is not there, or an occurrence stands where there are no words.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix. La guerre. Une paix."}).tokens
    >>> table = rate_intervals(tokens[tokens["lemma"] == "paix"], tokens, at_least=2)
    >>> table[["n", "total", "low", "high"]].round(1).values.tolist()
    [[2.0, 6.0, 0.0, 500.0]]
    """
    require_words(tokens)
    _require_draws(level, resamples)
    own, groups, _ = groups_of(rows, tokens, by)
    group = codes_of(tokens, by)[0]
    n, total, sentences, drawn_n, drawn_words = _resampled(
        rows, tokens, own, group, len(groups), resamples, seed
    )
    filled = total > 0
    table = pd.DataFrame({by: groups[filled].astype(object), "n": n[filled], "total": total[filled]})
    table["sentences"] = sentences[filled]
    table["per_1000"] = 1000 * table["n"] / table["total"]
    with np.errstate(invalid="ignore"):  # no words of the group in a draw, which is then left out
        drawn = 1000 * drawn_n[:, filled] / drawn_words[:, filled]
    table[["low", "high"]] = [_interval(column, level) for column in drawn.T]
    few = table["sentences"] < at_least
    table[["low", "high"]] = table[["low", "high"]].mask(few)
    table["caution"] = np.where(few, TOO_FEW, "")
    table = noted(table, tokens, f"rates by {by}", _setting(level, resamples, seed, at_least))
    return remember(table, lambda: rows, by)


def ratio_interval(
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    at_least: int = 5,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Give the ratio of the rates in two groups, with its interval.

    Parameters
    ----------
    rows, tokens, at_least, level, resamples, seed
        As in `rate_intervals`, with the columns that name the groups.
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
    >>> ratio_interval(peace, tokens, target={"document": "a"}, at_least=1)[["ratio", "low"]].values.tolist()
    [[2.0, 1.0]]
    """
    _require_draws(level, resamples)
    group = np.select(two_groups(tokens, target, reference), [0, 1], 2)
    inside = mask(rows, target, strict=False)  # the words have the values, the occurrences need not
    outside = ~inside if reference is None else mask(rows, reference, strict=False)
    own = np.select([inside, outside], [0, 1], 2)
    n, total, sentences, drawn_n, drawn_words = _resampled(rows, tokens, own, group, 3, resamples, seed)
    few = (sentences[:2] < at_least).any()
    with np.errstate(divide="ignore", invalid="ignore"):  # such draws are infinite, and rank so
        rates = drawn_n[:, :2] / drawn_words[:, :2]
        drawn = rates[:, 0] / rates[:, 1]
    interval = (np.nan, np.nan) if few else _interval(drawn, level)
    ratio = (n[0] / total[0]) / (n[1] / total[1]) if n[1] else np.nan
    row = [*n[:2], *total[:2], ratio, *interval, TOO_FEW if few else ""]
    against = f"{describe(target)} against {describe(reference)}"
    return noted(
        pd.DataFrame([row], columns=RATIO), tokens, against, _setting(level, resamples, seed, at_least)
    )


def _require_draws(level: float, resamples: int) -> None:
    if not 0 < level < 1:
        raise InputError([f"level is {level}; give a share between 0 and 1, such as 0.95"])
    if resamples < 1:
        raise InputError([f"resamples is {resamples}; give how often sentences are drawn, at least 1"])


def _resampled(
    rows: pd.DataFrame,
    tokens: pd.DataFrame,
    own: Numbers,
    group: Numbers,
    n_groups: int,
    resamples: int,
    seed: int,
) -> tuple[Numbers, ...]:
    """Count occurrences, words and sentences with an occurrence of each group; the first two in each draw."""
    words = Words(tokens)
    at = words.sentences_of(rows)
    if (at < 0).any():
        raise InputError(["an occurrence stands where there are no words; give the words of all its texts"])
    n_sentences = len(words.bounds) - 1
    counts, sizes = (
        cross(unit, n_sentences, code, n_groups) for unit, code in ((at, own), (words.sentences, group))
    )
    both = sparse.hstack([counts, sizes], format="csr")
    change = np.diff(words.documents[words.bounds[:-1]], prepend=-1, append=-1)
    documents = [*pairwise(np.flatnonzero(change).tolist())]
    chance = np.random.default_rng(seed)
    drawn = np.zeros((resamples, both.shape[1]))
    for begin, end in tqdm(documents, "documents drawn anew", delay=3, disable=None):
        size = end - begin
        step = max(CELLS // size, 1)
        for first in range(0, resamples, step):
            some = slice(first, min(first + step, resamples))
            weights = chance.multinomial(size, np.full(size, 1 / size), size=some.stop - first)
            drawn[some] += weights @ both[begin:end]
    return counts.sum(axis=0), sizes.sum(axis=0), groups_with(counts), *np.hsplit(drawn, 2)


def _interval(drawn: Numbers, level: float) -> tuple[float, float]:
    values = drawn[~np.isnan(drawn)]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return float(low), float(high)


def _setting(level: float, resamples: int, seed: int, at_least: int) -> str:
    return (
        f"{100 * level:g} % intervals by bootstrap over sentences within documents, {resamples} draws, "
        f"seed {seed}; too few: in fewer than {at_least} sentences"
    )
