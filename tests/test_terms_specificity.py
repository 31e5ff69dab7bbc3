"""Specificity, against scipy and a published value."""

import numpy as np
import pytest
from scipy.stats import hypergeom
from small_rows import words

from analysis import InputError, terms
from analysis.terms.specificity import scores


def test_lafon():
    """Lafon (1980, p. 149): *peuple*, 14 of its 296 occurrences in 6,903 of 61,449 words.

    He gives the digits 66.937, which the cumulated probability of 14 or fewer has; scipy has the rest.
    """
    cumulated = hypergeom.cdf(14, 61449, 296, 6903)
    assert f"{cumulated * 1e6:.3f}" == "66.937"
    found = scores(np.array([14]), np.array([6903]), np.array([296]), total=61449)
    assert found.item() == pytest.approx(np.log10(cumulated))


def test_specificity_of_tiny_probabilities():
    """A probability below the smallest float, against scipy's sum of logarithms."""
    found = scores(np.array([900, 0]), np.array([1000, 90_000]), np.array([1000, 1000]), total=100_000)
    more = -hypergeom.logsf(899, 100_000, 1000, 1000) / np.log(10)
    less = hypergeom.logcdf(0, 100_000, 1000, 90_000) / np.log(10)
    assert found.tolist() == pytest.approx([more, less])
    assert more > 308


def test_specificity():
    tokens = words(a="x x x x y y z", b="x y y y y y y z")
    table = terms.specificity(tokens).set_index(["lemma", "document"])
    assert table.loc[("x", "a"), "specificity"] == pytest.approx(-np.log10(hypergeom.sf(3, 15, 5, 7)))
    assert table.loc[("x", "b"), "specificity"] == pytest.approx(np.log10(hypergeom.cdf(1, 15, 5, 8)))
    assert table.loc[("x", "a"), ["n", "total", "n_all", "total_all", "caution"]].tolist() == [
        4,
        7,
        5,
        15,
        "",
    ]
    assert table.loc["z", "caution"].tolist() == ["too few", "too few"]
    assert table.loc["z", "specificity"].isna().all()
    with pytest.raises(
        InputError, match="specificity needs two parts with words; by document there is only a"
    ):
        terms.specificity(words(a="x y"))


def test_scores_beyond_the_smallest_number_with_all_its_digits():
    """By exact fractions: -log10 of the tail of 366 of 400 in 6,000 of 60,000 words."""
    from fractions import Fraction
    from math import comb, log10

    tail = sum(comb(400, n) * comb(59_600, 6000 - n) for n in range(366, 401))
    share = Fraction(tail, comb(60_000, 6000))
    exact = log10(share.denominator // share.numerator)
    value = scores(np.array([366]), np.array([6000]), np.array([400]), total=60_000)
    assert value.item() == pytest.approx(exact, abs=1e-6)
