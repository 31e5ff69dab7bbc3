"""Measures, keyness, specificity, dispersion and word shift, against scipy, NLTK, R and published values."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures
from scipy.spatial.distance import jensenshannon
from scipy.stats import binomtest, chi2_contingency, entropy, hypergeom

from analysis import Corpus, InputError, measures, terms
from analysis.terms.specificity import scores

TABLES = [(110, 2442, 111, 29114), (29, 13, 123, 31612), (3, 1, 40, 9000), (1, 90, 200, 1000), (0, 9, 5, 80)]


def margins(cells):
    a, b, c, d = (np.array([float(cell)]) for cell in cells)
    return a, a + b, a + c, (a + b + c + d).item()


def words(**documents):
    """Make a table of words: each document's words, one sentence."""
    rows = [(name, at, word) for name, text in documents.items() for at, word in enumerate(text.split())]
    table = pd.DataFrame(rows, columns=["document", "start", "lemma"])
    return table.assign(end=table["start"] + 1, sentence=0, is_stop=False)


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


GRIES = {
    "p1": "b a m n i b e u p",
    "p2": "b a s a t b e w q n",
    "p3": "b c a g a b e s t a",
    "p4": "b a g h a b e a a t",
    "p5": "b a h a a b e a x a t",
}


def test_gries():
    """Gries (2008), Dispersions and adjusted frequencies in corpora: DP 0.18, Juilland's D 0.785 for *a*.

    DPnorm after Lijffijt and Gries (2012): 0.18 / (1 - 9 / 50).
    """
    row = terms.dispersion(words(**GRIES)).set_index("lemma").loc["a"]
    assert row[["n", "total", "documents", "parts", "of_parts"]].tolist() == [15, 50, 5, 5, 5]
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / 0.82)
    assert round(row["juilland_d"], 3) == 0.785


def test_dispersion_of_one_occurrence():
    """By hand: q stands once, in the second part of five: DP = 1 - 10 / 50; V = 2, so D = 0."""
    row = terms.dispersion(words(**GRIES)).set_index("lemma").loc["q"]
    assert row["dp"] == pytest.approx(0.8)
    assert row["juilland_d"] == pytest.approx(0)


def test_dispersion_in_the_smallest_part_alone_is_1():
    row = terms.dispersion(words(a="x", b="y y y")).set_index("lemma").loc["x"]
    assert (row["dp"], row["dp_norm"]) == (0.75, 1)
    with pytest.raises(InputError, match="needs two parts with words; by document there is only a"):
        terms.dispersion(words(a="x y"))


def test_keyness():
    tokens = words(a="x x x y z", b="x y y y z", c="y y y y y")
    table = terms.keyness(tokens, target={"document": "a"}).set_index("lemma")
    row = table.loc["x"]
    assert row[["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [3, 1, 5, 10]
    assert row[["per_1000_target", "per_1000_reference"]].tolist() == [600, 100]
    assert row[["documents_target", "documents_reference"]].tolist() == [1, 1]
    expected = chi2_contingency([[3, 2], [1, 9]], correction=False, lambda_="log-likelihood").statistic
    assert row["g2"] == pytest.approx(expected)
    assert table.loc["y", "g2"] < 0
    assert table["caution"].eq("too few").all()
    assert table["p_value"].isna().all()
    assert "1 documents against 2 can be split in 3 ways, so none could be below 0.33" in table.attrs["note"]


def test_p_value_over_all_splits():
    """Of the 20 splits of six documents, two put the three with the word together."""
    documents = dict.fromkeys("abc", "x x y y y y") | dict.fromkeys("def", "y y y y y y")
    table = terms.keyness(words(**documents), target={"document": ["a", "b", "c"]}, level=0.1)
    assert table.set_index("lemma").loc["x", "p_value"] == 2 / 20
    assert table.set_index("lemma").loc["x", "caution"] == ""
    assert "not below 0.05" in table.attrs["note"]


def test_p_value_over_random_splits():
    documents = {f"d{n}": "x x x y y" if n % 2 else "y y y y x" for n in range(16)}
    target = {"document": [f"d{n}" for n in range(1, 16, 2)]}
    table = terms.keyness(words(**documents), target=target, splits=500)
    again = terms.keyness(words(**documents), target=target, splits=500)
    pd.testing.assert_frame_equal(table, again)
    assert 1 / 501 <= table.set_index("lemma").loc["x", "p_value"] < 0.01
    exact = terms.keyness(words(**documents), target=target, splits=12870)  # all of them: 16 choose 8
    assert exact.set_index("lemma").loc["x", "p_value"] == pytest.approx(2 / 12870)
    assert terms.keyness(words(**documents), target=target, splits=0)["p_value"].isna().all()


def test_no_p_value_where_groups_cut_through_documents():
    tokens = words(a="x x x x x y", b="x y y y y y").assign(voice=["own", "quoted"] * 6)
    table = terms.keyness(tokens, target={"voice": "own"})
    assert table["caution"].eq("too few").all()
    assert "the groups cut through documents" in table.attrs["note"]


@pytest.mark.parametrize("compare", [terms.keyness, terms.word_shift])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": {"document": "c"}}, "no row has the document 'c'; there are a, b"),
        ({"target": {"genre": "c"}}, "the table has no column 'genre'; it has document"),
        ({"target": {"document": ["a", "b"]}}, "the reference \\(all but document: a or b\\) has no words"),
        ({"target": {"document": "a", "lemma": "z"}}, "the target \\(document: a; lemma: z\\) has no words"),
        ({"target": {"document": "a"}, "reference": {"document": "a"}}, "are the same; keep them apart"),
        ({"target": {"document": "a"}, "reference": {"document": ["a", "b"]}}, "share 2 words"),
    ],
)
def test_groups_that_cannot_be_compared(compare, options, message):
    with pytest.raises(InputError, match=message):
        compare(words(a="x y", b="x z"), **options)


def test_word_shift():
    tokens = words(a="x x y z", b="x y y y w w w w")
    table = terms.word_shift(tokens, target={"document": "a"}).set_index("lemma")
    p, q = ([2, 1, 1, 0], [1, 3, 0, 4])
    assert table["contribution"].sum() == pytest.approx(jensenshannon(p, q, base=2) ** 2)
    assert table["more_in"].to_dict() == {"x": "target", "y": "reference", "z": "target", "w": "reference"}
    assert table["share_of_difference"].sum() == pytest.approx(1)
    tokens = tokens.assign(lemma=tokens["lemma"])
    by_entropy = terms.word_shift(tokens, target={"document": "a"}, measure="entropy")
    assert by_entropy["contribution"].sum() == pytest.approx(entropy(p, base=2) - entropy(q, base=2))
    by_share = terms.word_shift(tokens, target={"document": "a"}, measure="proportion").set_index("lemma")
    assert by_share["contribution"].to_dict() == {"x": 0.375, "y": -0.125, "z": 0.25, "w": -0.5}
    with pytest.raises(
        InputError, match="the measure 'cosine' is unknown; there are jsd, proportion, entropy"
    ):
        terms.word_shift(tokens, target={"document": "a"}, measure="cosine")


def test_word_shift_of_function_words_only():
    tokens = words(a="le", b="x").assign(is_stop=[True, False])
    with pytest.raises(InputError, match="function words only"):
        terms.word_shift(tokens, target={"document": "a"})


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_no_association_where_a_word_is_everywhere(row, other, times):
    n = np.array([float(row)])
    for measure in (measures.g2, measures.chi2):
        value = measure(n, n, np.array([float(row + other)]) * times, float(row + other) * times).item()
        assert value == pytest.approx(0, abs=1e-6)


def test_parts_without_an_occurrence_are_parts():
    texts = {"a": "Un traité, un traité.", "b": "Il pleut.", "c": "Il neige ici."}
    corpus = Corpus.from_texts(texts)
    found = terms.find(corpus)
    assert set(found["document"]) == {"a"}
    spread = terms.dispersion(found, of="term", totals=corpus.tokens)
    # v = 1 in a, s = 4/9, 2/9, 3/9: DP = (5/9 + 2/9 + 3/9) / 2; D of one rate above 0 among three is 0
    assert spread["of_parts"].tolist() == [3]
    assert spread["dp"].tolist() == pytest.approx([5 / 9])
    assert spread["dp_norm"].tolist() == pytest.approx([5 / 9 / (7 / 9)])
    assert spread["juilland_d"].tolist() == pytest.approx([0])
    scores = terms.specificity(found, of="term", totals=corpus.tokens, at_least=1)
    assert dict(zip(scores["document"], scores["n"], strict=True)) == {"a": 2, "b": 0, "c": 0}


@pytest.mark.parametrize("measure", [terms.dispersion, terms.specificity, terms.frequencies])
def test_rows_where_there_are_no_words(measure):
    corpus = Corpus.from_texts({"a": "Un traité.", "b": "Un traité.", "c": "Il pleut."})
    words = terms.select(corpus.tokens, {"document": ["b", "c"]})
    with pytest.raises(InputError, match="an occurrence stands in a document that has no words"):
        measure(terms.find(corpus), of="term", by="document", totals=words)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level):
    tokens = Corpus.from_texts({"a": "La paix.", "b": "La guerre."}).tokens
    for compare in (terms.keyness, lambda rows, **given: terms.ratio_interval(rows, rows, **given)):
        with pytest.raises(InputError, match="give a share between 0 and 1"):
            compare(tokens, target={"document": "a"}, level=level)
    with pytest.raises(InputError, match="resamples is 0"):
        terms.rate_intervals(tokens, tokens, resamples=0)
