"""Intervals of rates and of ratios."""

import pandas as pd
import pytest
from small_rows import sentences, words

from analysis import InputError, terms


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
    table = terms.rate_intervals(tokens[tokens["lemma"] == "x"], tokens, resamples=20_000).set_index(
        "document"
    )
    assert table.loc["a", ["n", "total", "sentences", "per_1000"]].tolist() == [20, 200, 20, 100]
    for name, share in (("a", 0.5), ("b", 0.25)):
        expected = 1000 * binom.ppf([0.025, 0.975], 40, share) / 200
        assert table.loc[name, ["low", "high"]].tolist() == pytest.approx(expected, abs=5.1)
    assert table["caution"].eq("").all()


def test_intervals_are_reproducible():
    tokens = many()
    rows = tokens[tokens["lemma"] == "x"]
    first, again, other = (terms.rate_intervals(rows, tokens, seed=seed, resamples=99) for seed in (1, 1, 2))
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
    row = terms.ratio_interval(tokens[tokens["lemma"] == "x"], tokens, target={"document": "a"}).iloc[0]
    assert row[["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [20, 10, 200, 200]
    assert row["ratio"] == 2
    assert 1 < row["low"] < 2 < row["high"] < 5
    one_sided = tokens[(tokens["lemma"] == "x") & (tokens["document"] == "a")]
    few = terms.ratio_interval(one_sided, tokens, target={"document": "a"}).iloc[0]
    assert few["caution"] == "too few"
    assert few[["ratio", "low", "high"]].isna().all()


def test_intervals_of_occurrences_elsewhere():
    tokens = many()
    stray = tokens[tokens["lemma"] == "x"].assign(sentence=99)
    with pytest.raises(InputError, match="stands where there are no words"):
        terms.rate_intervals(stray, tokens)
    with pytest.raises(InputError, match="there are no words"):
        terms.rate_intervals(stray, tokens.iloc[:0])
