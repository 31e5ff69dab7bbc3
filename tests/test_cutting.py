"""Words of many sentences at once: the same as one sentence at a time."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, cutting, french

PIECES = st.sampled_from(
    "l' d’ qu' ONU aujourd'hui c'est-à-dire propose-t-il donne-le-moi États-Unis M. art. 5 J.-Y. U.R.S.S. "
    "2\u00a0000 3,5 29.03.2024 14h30 km/h -6 @a #b a@b.fr https://a.fr/b A/RES/75/240 mise(s) . , ; « » ( ) "
    "\0 < > e\u0301 \u00ad 𝔸 😀 ² Il Mais".split(" ")
)
TEXTS = st.lists(PIECES | st.sampled_from([" ", " ", "\n", "\n\n", "\u202f"]), max_size=25).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS | st.text(max_size=12), min_size=1, max_size=3))
def test_as_one_by_one(texts):
    corpus = Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)})
    expected = [
        (row.document, row.start + start, row.start + end, row.sentence)
        for row in corpus.sentences.itertuples()
        for start, end in french.words(corpus.text(row.document)[row.start : row.end])
    ]
    tokens = corpus.tokens
    assert (
        list(zip(tokens["document"], tokens["start"], tokens["end"], tokens["sentence"], strict=True))
        == expected
    )
    assert tokens["form"].tolist() == [
        corpus.text(document)[start:end] for document, start, end, _ in expected
    ]
    assert tokens["lemma"].tolist() == [french.lemma(form) for form in tokens["form"]]
    assert tokens["is_stop"].tolist() == [french.is_stop_word(form) for form in tokens["form"]]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_blocks_do_not_matter(monkeypatch, size):
    text = "Moscou propose d’agir. Londres a-t-il répondu ? M. Biden, non. L’ONU agit. " * 3
    whole = Corpus.from_texts({"a": text, "b": text}).tokens
    monkeypatch.setattr(cutting, "BLOCK", size)
    pd.testing.assert_frame_equal(Corpus.from_texts({"a": text, "b": text}).tokens, whole)
