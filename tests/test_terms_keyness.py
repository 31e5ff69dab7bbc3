"""Keyness: groups of documents, their words compared, p-values over splits."""

import pandas as pd
import pytest
from scipy.stats import chi2_contingency
from small_rows import words

from analysis import Corpus, InputError, terms


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
    assert "not below 0.1" in table.attrs["note"]


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


def test_three_against_three_cannot_reach_a_twentieth():
    """Each split of equal groups has its mirror image, so the lowest value is 2 of 20."""
    documents = dict.fromkeys("abc", "x x y y y y") | dict.fromkeys("def", "y y y y y y")
    table = terms.keyness(words(**documents), target={"document": ["a", "b", "c"]})
    assert table["caution"].eq("too few").all()
    assert "3 documents against 3 can be split in 20 ways, so none could be below 0.1" in table.attrs["note"]


def test_p_value_of_all_words_together():
    documents = {f"d{n}": "x x x z w" if n % 2 else "y y y z z" for n in range(16)}
    target = {"document": [f"d{n}" for n in range(1, 16, 2)]}
    table = terms.keyness(words(**documents), target=target).set_index("lemma")
    assert (table["p_adjusted"] >= table["p_value"]).all()
    assert (table["lrc"] != 0).equals(table["p_adjusted"] <= 0.05)
    assert table.loc["x", "lrc"] > 0 > table.loc["y", "lrc"]
    assert abs(table.loc["x", "lrc"]) < abs(table.loc["x", "log_ratio"])


def test_what_is_taken_for_independent():
    """Chapters of one book are no witnesses of their own: two authors against two split in six ways."""
    chapters = {f"d{n}": "x x x y y" if n < 8 else "y y y y x" for n in range(16)}
    tokens = words(**chapters)
    tokens["author"] = "a" + (tokens["document"].str[1:].astype(int) // 4).astype(str)
    target = {"author": ["a0", "a1"]}
    assert terms.keyness(tokens, target=target).set_index("lemma").loc["x", "p_value"] < 0.01
    table = terms.keyness(tokens, target=target, unit="author")
    assert table["caution"].eq("too few").all()
    assert "authors taken for independent; no p-value: 2 authors against 2" in table.attrs["note"]


def test_groups_whose_documents_differ_in_length_are_compared_by_mean_rates():
    documents = {f"d{n}": "x y y y y " * (5 if n < 4 else 1) for n in range(16)}
    table = terms.keyness(words(**documents), target={"document": ["d0", "d1", "d2", "d3"]})
    assert "compared by mean rates, since the documents of the two groups differ" in table.attrs["note"]
    assert table["p_value"].eq(1).all()


def test_a_negative_number_of_splits_is_refused():
    with pytest.raises(InputError, match="splits is -1; give how many are tried, or 0 for none"):
        terms.keyness(words(a="x", b="y"), target={"document": "a"}, splits=-1)


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


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level):
    tokens = Corpus.from_texts({"a": "La paix.", "b": "La guerre."}).tokens
    for compare in (terms.keyness, lambda rows, **given: terms.ratio_interval(rows, rows, **given)):
        with pytest.raises(InputError, match="give a share between 0 and 1"):
            compare(tokens, target={"document": "a"}, level=level)
    with pytest.raises(InputError, match="resamples is 0"):
        terms.rate_intervals(tokens, tokens, resamples=0)
