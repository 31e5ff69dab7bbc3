"""Dispersion, against published values."""

import pytest
from small_rows import words

from analysis import Corpus, InputError, terms

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
