"""The words by their positions: what is written there, in which sentence, and what stands beside."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, InputError
from analysis.corpus.words import Words

CORPUS = Corpus.from_texts({"b": "L’Onu agit. Non.", "c": "...", "a": "A-t-elle refusé ?"})
FORMS = ["L’", "Onu", "agit", "Non", "A", "-t-elle", "refusé"]


def spans(*rows):
    return pd.DataFrame(rows, columns=["document", "start", "end"])


def test_positions():
    words = CORPUS.words
    assert CORPUS.words is words
    assert [words.form(place) for place in range(len(words))] == FORMS
    assert [words.plain(place) for place in (-1, 0, 5, 7)] == ["", "l'", "-t-elle", ""]
    assert words.lemma(6) == "refuser"
    assert words.starts.tolist() == [0, 2, 6, 12, 0, 1, 9]
    assert words.ends.tolist() == [2, 5, 10, 15, 1, 8, 15]


def test_a_form_is_given_as_it_is_usually_written():
    assert Corpus.from_texts({"a": "E\u0301tat"}).words.plain(0) == "état"


def test_sentences_and_documents():
    words = CORPUS.words
    assert words.sentences.tolist() == [0, 0, 0, 1, 2, 2, 2]
    assert words.bounds.tolist() == [0, 3, 4, 7]
    assert [words.sentence(place) for place in (1, 3, 6)] == [range(3), range(3, 4), range(4, 7)]
    assert words.documents.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert words.names.tolist() == ["b", "a"]
    assert words.together(np.array([0, 3]), np.array([2, 4])).tolist() == [True, False]
    assert [words.before(place) for place in (0, 1, 3, 4, 5)] == ["", "l'", "", "", "a"]


def test_beside():
    words = CORPUS.words
    there, inside = words.beside(np.array([0, 2, 6]), range(-1, 2))
    assert there.tolist() == [[0, 0, 1], [1, 2, 2], [5, 6, 6]]
    assert inside.tolist() == [[False, True, True], [True, True, False], [True, True, False]]
    assert words.near(np.array([0, 3, 5]), range(1, 3), str.islower).tolist() == [True, False, True]
    assert words.near(np.array([], int), range(1, 3), str.islower).tolist() == []


def test_some_rows_of_the_tokens():
    words = Words(CORPUS.tokens.iloc[[1, 4, 6]].astype({"document": str}))
    assert words.sentences.tolist() == [0, 1, 1]
    assert words.names.tolist() == ["b", "a"]
    first, last = words.of(spans(("a", 0, 15)))
    assert (first.tolist(), last.tolist()) == ([1], [2])


def test_words_of_spans():
    rows = spans(
        ("b", 0, 16), ("b", 2, 5), ("b", 8, 13), ("a", 0, 1), ("b", 5, 6), ("b", 90, 99), ("c", 0, 3)
    )
    first, last = CORPUS.words_of(rows)
    covered = [FORMS[begin : end + 1] for begin, end in zip(first, last, strict=True)]
    assert covered == [FORMS[:4], ["Onu"], ["agit", "Non"], ["A"], [], [], []]


def test_words_of_the_whole_table_are_its_words():
    first, last = CORPUS.words_of(CORPUS.tokens)
    assert first.tolist() == last.tolist() == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("text", ["", "... !"])
def test_a_corpus_without_words(text):
    corpus = Corpus.from_texts({"a": text})
    assert (len(corpus.words), corpus.words.bounds.tolist(), corpus.words.names.tolist()) == (0, [0], [])
    first, last = corpus.words_of(spans(("a", 0, 1)))
    assert (last < first).all()


def test_sentences_of_rows():
    rows = pd.DataFrame(
        [("b", 1), ("a", 0), ("b", 0), ("a", 1), ("a", -1), ("c", 0), ("z", 0)],
        columns=["document", "sentence"],
    )
    assert CORPUS.words.sentences_of(rows).tolist() == [1, 2, 0, -1, -1, -1, -1]


def test_spans_need_their_columns():
    with pytest.raises(InputError, match="the table has no column 'end'; it has document, start"):
        CORPUS.words_of(spans(("a", 0, 1)).drop(columns="end"))


def test_a_corpus_is_itself_only():
    other = Corpus(CORPUS.documents, CORPUS.counted)
    assert other != CORPUS
    assert {CORPUS: 1, other: 2}[CORPUS] == 1
