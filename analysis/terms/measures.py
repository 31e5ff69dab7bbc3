"""Measures of a two-by-two table, for whole columns at once.

The table of a word and a place (a part of the corpus, the surroundings of another word) is given by
``n`` (the word, there), ``row`` (all words there), ``column`` (the word, anywhere), ``total`` (all words).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, power_divergence

Floats = npt.NDArray[Any]


def expected(row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give the count that chance would give: row * column / total."""
    return np.asarray(row * column / total)


def g2(n: Floats, row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give the log-likelihood ratio of the four cells, signed (Dunning 1993).

    2 sum(O ln(O / E)); negative where ``n`` is below its expected count.

    Examples
    --------
    Dunning (1993), table 1, *the swiss*:

    >>> g2(np.array([110.0]), np.array([2552.0]), np.array([221.0]), 31777).round(2)
    array([270.72])
    """
    return _signed(n, row, column, total, "log-likelihood")


def chi2(n: Floats, row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give Pearson's chi-squared of the four cells, signed as `g2`, without Yates' correction."""
    return _signed(n, row, column, total, "pearson")


def _signed(n: Floats, row: Floats | float, column: Floats, total: Floats | float, divergence: str) -> Floats:
    observed = np.stack([n, row - n, column - n, total - row - column + n]).astype(float)
    shares = np.stack([row * column, row * (total - column), (total - row) * column])
    cells = np.concatenate([shares, [(total - row) * (total - column)]]) / total
    with np.errstate(invalid="ignore"):  # a cell that can only be 0 adds nothing
        value = power_divergence(observed, np.where(cells > 0, cells, 1e-300), lambda_=divergence)[0]
    return np.asarray(np.where(n < cells[0], -1.0, 1.0) * np.maximum(value, 0.0))


def log_ratio(n_a: Floats, n_b: Floats, total_a: float, total_b: float) -> Floats:
    """Give log2 of the ratio of two rates; a count of 0 is taken as 0.5 (Hardie 2014).

    Examples
    --------
    >>> log_ratio(np.array([8, 0]), np.array([2, 1]), 100, 100)
    array([ 2., -1.])
    """
    a, b = (np.where(n == 0, 0.5, n) for n in (n_a, n_b))
    return np.asarray(np.log2((a / total_a) / (b / total_b)))


def conservative_log_ratio(
    n_a: Floats, n_b: Floats, total_a: float, total_b: float, *, level: float = 0.05, tests: int = 1
) -> Floats:
    """Give the bound of the log ratio's confidence interval that is nearer to 0 (LRC, Evert 2022).

    The interval is exact (Clopper and Pearson, of ``n_a`` among ``n_a + n_b``), two-sided, at
    ``1 - level / tests`` (Bonferroni). 0 where the interval holds 0.

    Examples
    --------
    >>> conservative_log_ratio(np.array([30, 3]), np.array([3, 3]), 1000, 1000, tests=10).round(2)
    array([1.12, 0.  ])
    """
    alpha = level / tests / 2
    more = n_a / total_a >= n_b / total_b
    low = beta.ppf(alpha, np.maximum(n_a, 1), n_b + 1)  # used only where the share of a is the higher
    high = beta.isf(alpha, n_a + 1, np.maximum(n_b, 1))
    share = np.where(more, low, high)
    bound = np.log2(share / (1 - share) * total_b / total_a)
    return np.asarray(np.where(more, np.maximum(bound, 0.0), np.minimum(bound, 0.0)))


def pmi(n: Floats, row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give pointwise mutual information, log2(O / E) (Church and Hanks 1990)."""
    return np.asarray(np.log2(n / expected(row, column, total)))


def npmi(n: Floats, row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give normalised pointwise mutual information, PMI / -log2(O / total) (Bouma 2009).

    From -1 to 1; 0 under independence; 1 where the two always stand together.
    """
    share = -np.log2(n / total)
    return np.where(share > 0, pmi(n, row, column, total) / np.where(share > 0, share, 1.0), 1.0)


def t_score(n: Floats, row: Floats | float, column: Floats, total: Floats | float) -> Floats:
    """Give the t-score, (O - E) / sqrt(O) (Church et al. 1991)."""
    return np.asarray((n - expected(row, column, total)) / np.sqrt(n))


def log_dice(n: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """Give logDice, 14 + log2(2 O / (f_a + f_b)) (Rychlý 2008): 14 where the two always stand together.

    Examples
    --------
    >>> log_dice(np.array([4.0, 1.0]), np.array([4.0, 8.0]), np.array([4.0, 8.0]))
    array([14., 11.])
    """
    return np.asarray(14 + np.log2(2 * n / (n_a + n_b)))
