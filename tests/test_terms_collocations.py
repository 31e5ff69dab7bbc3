"""Collocations: what stands near a word, in windows and in sentences."""

import numpy as np
import pytest
from nltk.collocations import BigramCollocationFinder
from small_rows import sentences

from analysis import Corpus, InputError, terms


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
