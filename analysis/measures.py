"""Measures of a two-by-two table, for whole columns at once.

The table of a word and a place (a part of the corpus, the surroundings of another word) is given by
``n`` (the word, there), ``row`` (all words there), ``column`` (the word, anywhere), ``total`` (all words).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betainccinv, betaincinv, xlog1py

Floats = npt.NDArray[Any]
Numbers = Floats | float


def expected(row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give the count that chance would give: row * column / total."""
    return np.asarray(row * column / total)


def g2(n: Floats, row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give the log-likelihood ratio of the four cells, signed (Dunning 1993).

    2 sum(O ln(O / E)); negative where ``n`` is below its expected count.

    Examples
    --------
    Dunning (1993), table 1, *the swiss*:

    >>> g2(np.array([110.0]), np.array([2552.0]), np.array([221.0]), 31777).round(2)
    array([270.72])
    """
    cells = _cells(n, row, column, total)
    off = np.asarray(n - cells[0][1])
    # O ln(O / E) - (O - E) sums to the same and keeps its digits where O is near a large E
    parts = (
        xlog1py(observed, sign * off / np.where(chance > 0, chance, 1.0)) - sign * off
        for (observed, chance), sign in zip(cells, (1, -1, -1, 1), strict=True)
    )
    return _signed(cells[0], 2 * sum(parts))


def chi2(n: Floats, row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give Pearson's chi-squared of the four cells, signed as `g2`, without Yates' correction."""
    cells = _cells(n, row, column, total)
    # where chance gives 0 there can be none, and the cell adds nothing
    parts = ((observed - chance) ** 2 / np.where(chance > 0, chance, 1.0) for observed, chance in cells)
    return _signed(cells[0], sum(parts))


def _cells(n: Floats, row: Numbers, column: Floats, total: Numbers) -> list[tuple[Floats, Floats]]:
    """Give each cell of the table as observed and as expected."""
    chance = expected(row, column, total)
    cells = [
        (n, chance),
        (row - n, row - chance),
        (column - n, column - chance),
        (total - row - column + n, total - row - column + chance),
    ]
    return [(np.asarray(some), np.maximum(other, 0.0)) for some, other in cells]  # rounding goes below 0


def _signed(cell: tuple[Floats, Floats], value: Floats | int) -> Floats:
    return np.asarray(np.where(cell[0] < cell[1], -1.0, 1.0) * np.maximum(value, 0.0))


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
    low = betaincinv(np.maximum(n_a, 1), n_b + 1, alpha)  # used only where the share of a is the higher
    high = betainccinv(n_a + 1, np.maximum(n_b, 1), alpha)
    share = np.where(more, low, high)
    bound = np.log2(share / (1 - share) * total_b / total_a)
    return np.asarray(np.where(more, np.maximum(bound, 0.0), np.minimum(bound, 0.0)))


def pmi(n: Floats, row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give pointwise mutual information, log2(O / E) (Church and Hanks 1990); -inf where O is 0."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log2(n / expected(row, column, total)))


def npmi(n: Floats, row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give normalised pointwise mutual information, PMI / -log2(O / total) (Bouma 2009).

    From -1, where the two never stand together, to 1, where they always do; 0 under independence.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = -np.log2(n / total)
        value = pmi(n, row, column, total) / np.where(share > 0, share, 1.0)
    return np.select([np.asarray(n) == 0, share > 0], [-1.0, value], 1.0)


def t_score(n: Floats, row: Numbers, column: Floats, total: Numbers) -> Floats:
    """Give the t-score, (O - E) / sqrt(O) (Church et al. 1991); -inf where O is 0."""
    with np.errstate(divide="ignore"):
        return np.asarray((n - expected(row, column, total)) / np.sqrt(n))


def log_dice(n: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """Give logDice, 14 + log2(2 O / (f_a + f_b)) (Rychlý 2008): 14 where the two always stand together.

    A word that recurs near another is counted at each place, so O can be above both frequencies; the value
    is 14 then. It is -inf where O is 0.

    Examples
    --------
    >>> log_dice(np.array([4.0, 1.0]), np.array([4.0, 8.0]), np.array([4.0, 8.0]))
    array([14., 11.])
    """
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(np.minimum(2 * n / (n_a + n_b), 1.0)))
