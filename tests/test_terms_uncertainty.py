"""Intervals of rates and of ratios."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student
from small_rows import sentences, words

from analysis import InputError, terms

DRAWN = ("sentences", "documents")


def many():
    """Two documents of 40 sentences of 5 words; x in every second of a, every fourth of b."""
    parts = [
        sentences(*("x w w w w" if n % every == 0 else "w w w w w" for n in range(40))).assign(document=name)
        for name, every in (("a", 2), ("b", 4))
    ]
    return pd.concat(parts, ignore_index=True)


def test_rate_intervals():
    """A sentence has the word or not: the resampled counts are binomial, whose quantiles scipy has."""
    from scipy.stats import binom

    tokens = many()
    table = terms.rate_intervals(
        tokens[tokens["lemma"] == "x"], tokens, drawn="sentences", resamples=20_000
    ).set_index("document")
    assert table.loc["a", ["n", "total", "sentences", "per_1000"]].tolist() == [20, 200, 20, 100]
    for name, share in (("a", 0.5), ("b", 0.25)):
        expected = 1000 * binom.ppf([0.025, 0.975], 40, share) / 200
        assert table.loc[name, ["low", "high"]].tolist() == pytest.approx(expected, abs=5.1)
    assert table["caution"].eq("").all()


def test_intervals_are_reproducible():
    tokens = many()
    rows = tokens[tokens["lemma"] == "x"]
    first, again, other = (
        terms.rate_intervals(rows, tokens, drawn="sentences", seed=seed, resamples=99) for seed in (1, 1, 2)
    )
    assert first.equals(again)
    assert not first.equals(other)


def test_too_few_for_an_interval():
    tokens = words(a="x x x x x x y", b="y y y")
    table = terms.rate_intervals(tokens[tokens["lemma"] == "x"], tokens).set_index("document")
    assert table.loc["a", ["n", "sentences", "caution"]].tolist() == [6, 1, "too few"]
    assert table.loc["b", ["n", "sentences", "caution"]].tolist() == [0, 0, "too few"]
    assert table[["low", "high"]].isna().all(axis=None)
    assert "too few: in fewer than 5 sentences" in table.attrs["note"]


def test_ratio_interval():
    tokens = many()
    row = terms.ratio_interval(
        tokens[tokens["lemma"] == "x"], tokens, target={"document": "a"}, drawn="sentences"
    ).iloc[0]
    assert row[["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [20, 10, 200, 200]
    assert row["ratio"] == 2
    assert 1 < row["low"] < 2 < row["high"] < 5
    one_sided = tokens[(tokens["lemma"] == "x") & (tokens["document"] == "a")]
    few = terms.ratio_interval(one_sided, tokens, target={"document": "a"}, drawn="sentences").iloc[0]
    assert few["caution"] == "too few"
    assert few[["ratio", "low", "high"]].isna().all()


def test_intervals_of_occurrences_elsewhere():
    tokens = many()
    stray = tokens[tokens["lemma"] == "x"].assign(sentence=99)
    with pytest.raises(InputError, match="stands where there are no words"):
        terms.rate_intervals(stray, tokens)
    with pytest.raises(InputError, match="there are no words"):
        terms.rate_intervals(stray, tokens.iloc[:0])


def bursts(documents, *, every=1):
    """Documents of 10 sentences of 5 words; x in as many sentences as the document's number modulo 4."""
    parts = [
        sentences(*("x w w w w" if n < number % 4 else "w w w w w" for n in range(10))).assign(
            document=f"d{number:02d}", all="", half=str(number % 2)
        )
        for number in range(0, documents, every)
    ]
    return pd.concat(parts, ignore_index=True)


def test_intervals_for_documents_like_these_are_wider_where_words_come_in_bursts():
    tokens = bursts(20)
    rows = tokens[tokens["lemma"] == "x"]
    these, alike = (terms.rate_intervals(rows, tokens, by="all", drawn=drawn).iloc[0] for drawn in DRAWN)
    assert [these["per_1000"], alike["per_1000"]] == [30, 30]
    assert alike["low"] < these["low"] < 30 < these["high"] < alike["high"]


def test_the_interval_over_documents_is_about_that_of_student():
    """20 documents of 50 words: a mean of counts 0, 1, 2, 3 with a standard error of 0.256."""
    tokens = bursts(20)
    row = terms.rate_intervals(tokens[tokens["lemma"] == "x"], tokens, by="all", resamples=20_000).iloc[0]
    low, high = student.interval(0.95, 19, 1.5, np.std([0, 1, 2, 3] * 5, ddof=1) / np.sqrt(20))
    assert row[["low", "high"]].tolist() == pytest.approx([20 * low, 20 * high], rel=0.03)


def test_too_few_documents_for_an_interval_for_documents_like_these():
    tokens = bursts(36, every=4).assign(lemma="x")
    row = terms.rate_intervals(tokens, tokens, by="all").iloc[0]
    assert row["caution"] == "too few"
    assert "or 10 documents" in terms.rate_intervals(tokens, tokens, by="all").attrs["note"]


@pytest.mark.parametrize("drawn", DRAWN)
def test_an_interval_without_width_is_none(drawn):
    tokens = pd.concat([sentences("x w").assign(document=f"d{n}", all="") for n in range(20)])
    row = terms.rate_intervals(tokens[tokens["lemma"] == "x"], tokens, by="all", drawn=drawn).iloc[0]
    assert row["caution"] == "too few"
    assert row[["low", "high"]].isna().all()


def test_ratio_over_documents_and_over_groups_that_cut_through_them():
    tokens = bursts(48)
    rows = tokens[tokens["lemma"] == "x"]
    row = terms.ratio_interval(rows, tokens, target={"half": "1"}).iloc[0]
    assert row["ratio"] == 2
    assert 1 < row["low"] < 2 < row["high"] < 4
    parts = tokens.assign(voice=np.where(tokens["sentence"] == 0, "first", "others"))
    row = terms.ratio_interval(parts[parts["lemma"] == "x"], parts, target={"voice": "first"}).iloc[0]
    assert row["ratio"] == pytest.approx(9 / 0.5 / 2)
    assert row["low"] < row["ratio"] < row["high"]


def test_ratios_that_have_no_interval():
    tokens = many()
    one_sided = tokens[(tokens["lemma"] == "x") & (tokens["document"] == "a")]
    for drawn in DRAWN:
        row = terms.ratio_interval(one_sided, tokens, target={"document": "a"}, at_least=0, drawn=drawn).iloc[
            0
        ]
        assert row["caution"] == "too few"
        assert row[["ratio", "low", "high"]].isna().all()
    with pytest.raises(InputError, match="drawn is 'words'; expected one of documents, sentences"):
        terms.rate_intervals(one_sided, tokens, drawn="words")
