"""Measures of association, against scipy, NLTK, R and published values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures
from scipy.stats import binomtest, chi2_contingency

from analysis import measures

TABLES = [(110, 2442, 111, 29114), (29, 13, 123, 31612), (3, 1, 40, 9000), (1, 90, 200, 1000), (0, 9, 5, 80)]


def margins(cells):
    a, b, c, d = (np.array([float(cell)]) for cell in cells)
    return a, a + b, a + c, (a + b + c + d).item()


@pytest.mark.parametrize(
    ("cells", "g2", "chi2"),
    [
        ((110, 2442, 111, 29114), 270.72, 525.02),  # the swiss
        ((29, 13, 123, 31612), 263.90, 4153.69),  # can be
        ((31, 23, 139, 31584), 256.84, 3287.98),  # previous year
        ((10, 0, 3, 31764), 167.23, 24441.54),  # mineral water
        ((76, 104, 2476, 29121), 157.21, 286.52),  # at the
    ],
)
def test_dunning(cells, g2, chi2):
    """Dunning (1993), Accurate methods for the statistics of surprise and coincidence, tables 1 and 2."""
    assert measures.g2(*margins(cells)).item() == pytest.approx(g2, abs=0.0051)
    assert measures.chi2(*margins(cells)).item() == pytest.approx(chi2, abs=0.0051)


@pytest.mark.parametrize("cells", TABLES)
def test_g2_and_chi2_against_scipy(cells):
    observed = np.reshape(cells, (2, 2))
    sign = -1 if observed[0, 0] < chi2_contingency(observed).expected_freq[0, 0] else 1
    for measure, name in ((measures.g2, "log-likelihood"), (measures.chi2, "pearson")):
        expected = chi2_contingency(observed, correction=False, lambda_=name).statistic
        assert measure(*margins(cells)).item() == pytest.approx(sign * expected)


@pytest.mark.parametrize("cells", TABLES[:4])
def test_associations_against_nltk(cells):
    n, row, column, total = margins(cells)
    marginals = (int(n.item()), (int(row.item()), int(column.item())), int(total))
    pairs = [
        (abs(measures.g2(n, row, column, total)), BigramAssocMeasures.likelihood_ratio),
        (measures.pmi(n, row, column, total), BigramAssocMeasures.pmi),
        (measures.t_score(n, row, column, total), BigramAssocMeasures.student_t),
        (2 ** (measures.log_dice(n, row, column) - 14), BigramAssocMeasures.dice),
    ]
    for own, nltk in pairs:
        assert own.item() == pytest.approx(nltk(*marginals), rel=1e-6)


def test_npmi():
    """Bouma (2009): 1 where two always stand together, 0 under independence."""
    n, f, total = np.array([5.0, 5.0, 2.0]), np.array([5.0, 5.0, 20.0]), 100.0
    found = measures.npmi(n, f, np.array([5.0, 100.0, 10.0]), total)
    assert found.tolist() == pytest.approx([1, 0, 0])
    assert measures.npmi(*(np.array([9.0]),) * 3, 9.0).item() == 1


@pytest.mark.parametrize(
    ("f", "f2", "log_ratio", "lrc"),
    [
        (1189, 2157, 7.156575955874566, 6.910068549501856),
        (49, 88, 7.189213818656465, 5.941562136184079),
        (22, 33, 7.859906193403504, 5.7600897023524364),
        (5, 7, 8.181834288290867, 3.219920584278789),
    ],
)
def test_log_ratios_against_r(f, f2, log_ratio, lrc):
    """Values of Evert's R code, as kept in pandas-association-measures (tests/data/log-ratio-gold.tsv)."""
    n, m, target, other = np.array([f]), np.array([f2 - f]), 168329, 19720567 - 168329
    assert measures.log_ratio(n, m, target, other).item() == pytest.approx(log_ratio)
    found = measures.conservative_log_ratio(n, m, target, other, tests=599)
    assert found.item() == pytest.approx(lrc)
    assert measures.conservative_log_ratio(m, n, other, target, tests=599).item() == pytest.approx(-lrc)


def test_conservative_log_ratio_against_scipy():
    share = binomtest(9, 11).proportion_ci(0.95, method="exact").low
    expected = np.log2(share / (1 - share) * 300 / 100)
    found = measures.conservative_log_ratio(np.array([9, 1]), np.array([2, 2]), 100, 300)
    assert found.tolist() == pytest.approx([expected, 0])


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_no_association_where_a_word_is_everywhere(row, other, times):
    n = np.array([float(row)])
    for measure in (measures.g2, measures.chi2):
        value = measure(n, n, np.array([float(row + other)]) * times, float(row + other) * times).item()
        assert value == pytest.approx(0, abs=1e-6)


def test_g2_keeps_its_digits_in_large_corpora():
    """2 (O ln(O / E) - (O - E)), to the second order d^2 / E for each cell, where d is 1,000 of a billion."""
    n, row, column, total = np.array([2.5e8 + 1000]), 5e8, np.array([5e8]), 1e9
    assert measures.g2(n, row, column, total).item() == pytest.approx(4 * 1000**2 / 2.5e8, rel=1e-9)


def test_measures_where_two_never_stand_together():
    never = (np.array([0.0]), np.array([5.0]), np.array([4.0]), 100.0)
    assert measures.pmi(*never).item() == -np.inf
    assert measures.t_score(*never).item() == -np.inf
    assert measures.log_dice(*never[:3]).item() == -np.inf
    assert measures.npmi(*never).item() == -1


def test_log_dice_of_a_word_that_recurs_near_another():
    assert measures.log_dice(np.array([5.0]), np.array([1.0]), np.array([5.0])).item() == 14
