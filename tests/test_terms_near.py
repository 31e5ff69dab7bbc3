"""Collocations and intervals."""

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramCollocationFinder
from test_terms_measures import words

from analysis import Corpus, InputError, terms


def sentences(*texts):
    rows = [(number, word) for number, text in enumerate(texts) for word in text.split()]
    table = pd.DataFrame(rows, columns=["sentence", "lemma"])
    return table.assign(document="a", start=range(len(table)), end=range(1, len(table) + 1), is_stop=False)


def test_no_window_crosses_a_sentence():
    tokens = sentences("w x n", "y z n y")
    table = terms.collocations(tokens, "n", window=2, at_least=1).set_index("collocate")
    assert table["n"].to_dict() == {"w": 1, "x": 1, "y": 2, "z": 1}
    # by hand: 5 of the 5 words other than n are within reach of an n
    assert table.loc["y", ["f_node", "f_collocate", "reach", "total", "expected"]].tolist() == [2, 2, 5, 5, 2]
    nearest = terms.collocations(tokens, "n", window=1, at_least=1).set_index("collocate")
    assert nearest["n"].to_dict() == {"x": 1, "y": 1, "z": 1}
    assert nearest["reach"].eq(3).all()


def test_a_word_between_two_nodes_is_near_once():
    table = terms.collocations(sentences("n w n"), "n", at_least=1)
    assert table[["collocate", "n", "reach"]].to_numpy().tolist() == [["w", 1, 1]]


def test_in_sentences():
    tokens = sentences("n x x", "n x", "n", "x", "y")
    table = terms.collocations(tokens, "n", within="sentence")
    assert table[["collocate", "n", "f_node", "f_collocate", "reach", "total"]].to_numpy().tolist() == [
        ["x", 2, 3, 3, 3, 5]
    ]
    assert table["expected"].item() == 9 / 5
    assert table["log_dice"].item() == pytest.approx(14 + np.log2(4 / 6))
    pairs = terms.collocations(tokens, within="sentence")
    assert pairs.drop(columns="node").equals(table.drop(columns="node"))


def test_pairs_against_nltk():
    """NLTK's finder counts the same pairs where there is one sentence."""
    text = "a b a c b a b c c a b a".split()
    finder = BigramCollocationFinder.from_words(text, window_size=3)
    table = terms.collocations(sentences(" ".join(text)), window=2, at_least=1)
    found = table.set_index(["node", "collocate"])["n"].to_dict()
    assert found == {pair: n for pair, n in finder.ngram_fd.items() if None not in pair}


def test_pairs_have_margins_of_their_own():
    """By hand: a stands first in 2 of 3 neighbouring pairs, b second in 2."""
    row = terms.collocations(sentences("a b", "a b c"), window=1).iloc[0]
    assert row[["node", "collocate", "n", "reach", "total"]].tolist() == ["a", "b", 2, 2, 3]
    assert row["expected"] == pytest.approx(2 * 2 / 3)


def test_function_words_fill_windows_but_are_not_listed():
    tokens = sentences("n l w", "n l w").assign(is_stop=[False, True, False] * 2)
    assert terms.collocations(tokens, "n", window=1).empty
    assert terms.collocations(tokens, "n", window=2)["collocate"].tolist() == ["w"]
    assert set(terms.collocations(tokens, "n", window=2, stop_words=True)["collocate"]) == {"w", "l"}


def test_collocates_are_the_rows_that_are_counted():
    corpus = Corpus.from_texts({"a": "La paix durable vaut. Une paix durable. La guerre."})
    rows = terms.collocates(corpus.tokens, "paix")
    table = terms.collocations(corpus.tokens, "paix", at_least=1, stop_words=True)
    assert rows.groupby("collocate").size().to_dict() == table.set_index("collocate")["n"].to_dict()


def test_wrong_collocations():
    tokens = sentences("paix guerre")
    with pytest.raises(InputError, match="'paux' does not occur in these texts; written alike: paix"):
        terms.collocations(tokens, "paux")
    with pytest.raises(InputError, match="within is 'page'; expected one of window, sentence"):
        terms.collocations(tokens, "paix", within="page")
    with pytest.raises(InputError, match="there are no words"):
        terms.collocations(tokens.iloc[:0])


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


@pytest.mark.parametrize("near", [terms.collocations, terms.collocates])
def test_a_word_that_was_filtered_out_does_not_occur(near):
    tokens = Corpus.from_texts({"a": "La paix durable.", "b": "La guerre froide."}).tokens
    with pytest.raises(InputError, match="'guerre' does not occur in these texts"):
        near(terms.select(tokens, {"document": "a"}), "guerre")


@pytest.mark.parametrize(
    ("options", "message"), [({"within": "line"}, "expected one of"), ({"window": 0}, "at least 1")]
)
def test_options_of_nearness(options, message):
    tokens = Corpus.from_texts({"a": "La paix durable."}).tokens
    for near in (terms.collocations, terms.collocates):
        with pytest.raises(InputError, match=message):
            near(tokens, "paix", **options)
    with pytest.raises(InputError, match=message):
        terms.collocations(tokens, **options)
