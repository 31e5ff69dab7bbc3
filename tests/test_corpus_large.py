"""Large corpora by compiled loops: the same tables as the readable rules give."""

import os
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, french
from analysis.corpus import large, plain, reading, segments
from analysis.corpus.copies import recurring
from analysis.corpus.corpus import LARGE, way_of_cutting
from analysis.corpus.rules import KNOWN
from analysis.writing import compiled
from analysis.writing.compiled import characters, coarse_words

MARKS = characters.marks(french.SENTENCES, french.ELIDED)
PIECES = st.sampled_from(
    "l' d’ qu' ONU aujourd'hui c'est-à-dire propose-t-il donne-le-moi États-Unis M. Mm. art. 5 J.-Y. "
    "U.R.S.S. 2\u00a0000 3,5 29.03.2024 14h30 km/h -6 @a #b a@b.fr https://a.fr/b A/RES/75/240 mise(s) . , ; "
    "« » ( ) ! ? \0 < > e\u0301 \u00ad 𝔸 😀 ² Il Mais [...] … ... [… ” “ \" ' ’ - — – 1. 1) a) ⓐ russe.En "
    "ʼ ´ ‘ ′ \u2010 \u2011 \u200b \u2060 \u00b9 1 12 [1] (2) inter- nationale, ﬁ \u00ad\n -\n vi) I. ● (a) "
    "Après Apre\u0300s un mot. Moscou. l'art. foo-art. d'M. cf. etc. C' Chez les En effet 𠀀 Ⓐ _ ½ ça "
    "don't Russia’s l's Mr. No. 5 e.g. U.S. p.m. o'clock However should've Jan. US n't states’ Inc. ".split(
        " "
    )
)
SPACES = st.sampled_from(
    ["", *"   \n\r\x0c\u2009\u202f\u2028", ",\n", "\n\n", "\r\n", " — ", ". ", "! ", "inter-\n", "\n- "]
)
TEXTS = st.lists(PIECES | SPACES, max_size=25).map("".join) | st.text(max_size=12)
LINES = st.lists(
    st.lists(PIECES | SPACES, max_size=6).map("".join)
    | st.sampled_from(["mot " * 12, "Un mot de la fin" * 4, "une ligne qui", "Moscou offre un pacte à Lon-"]),
    max_size=12,
).map("\n".join)


def as_large(monkeypatch):
    monkeypatch.setattr("analysis.corpus.corpus.LARGE", 0)


def of_languages(texts):
    """A corpus of these texts, each with its language."""
    names = pd.Index([f"d{number}" for number in range(len(texts))], name="document")
    return Corpus(pd.DataFrame(texts, names, ["text", "language"]).assign(publisher="unknown"))


@settings(max_examples=600)
@given(st.lists(st.tuples(TEXTS | LINES, st.sampled_from(["fr", "fr", "en"])), min_size=1, max_size=4))
def test_the_tables_are_those_of_the_readable_rules(texts):
    with pytest.MonkeyPatch.context() as patch:
        slow = of_languages(texts)
        expected = [slow.segments, slow.sentences, slow.tokens]
        as_large(patch)
        fast = of_languages(texts)
        for found, table in zip([fast.segments, fast.sentences, fast.tokens], expected, strict=True):
            pd.testing.assert_frame_equal(found, table)


@settings(max_examples=400)
@given(LINES | TEXTS)
def test_books_have_the_segments_of_the_readable_rules(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "LONGEST_PAGE", -1)
        read = reading.read(text)
        assert large.reading(text) == read
        columns = zip(large.segments([read], [{}]).columns, segments.cut_columns(read), strict=True)
        assert all(fast.tolist() == slow.tolist() for fast, slow in columns)


@settings(max_examples=400)
@given(TEXTS)
def test_paragraphs_have_the_sentences_of_the_readable_rules(text):
    for language, rules in KNOWN.items():
        found = large.sentences_of(text, np.array([0]), np.array([len(text)]), language)
        assert found.tolist() == [list(span) for span in rules.sentences(text)]


ENDS = ["À suivre", "A SUIVRE", " a  suivre ", "asuivre", "la suite\u00ad", "\u00ad", "L’ONU", "l'Onu"]


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from([*ENDS, "Un."]), max_size=9).map("\n".join), min_size=3, max_size=9))
def test_the_lines_that_recur_are_those_of_the_readable_way(texts):
    readings = [*map(reading.read, texts)]
    assert recurring(readings, lines=large.lines) == recurring(readings)


def test_the_columns_tell_of_each_word(monkeypatch):
    as_large(monkeypatch)
    corpus = Corpus.from_texts({"a": "L'ONU agit. M. Poutine a-t-il dit 2 000 ?", "b": "Non. Rien 𠀀 dit."})
    tokens = corpus.tokens
    spans = zip(tokens["document"], tokens["start"], tokens["end"], strict=True)
    assert tokens["form"].tolist() == [corpus.text(document)[start:end] for document, start, end in spans]
    assert tokens["form"].tolist() == (
        ["L'", "ONU", "agit", "M.", "Poutine", "a", "-t-il", "dit", "2 000", "Non", "Rien", "𠀀", "dit"]
    )
    assert tokens["sentence"].tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1]
    assert tokens["lemma"].tolist() == [french.lemma(form) for form in tokens["form"]]
    assert tokens["is_stop"].tolist() == [french.is_stop_word(form) for form in tokens["form"]]


@pytest.mark.parametrize("size", [1, 20, 70])
def test_blocks_do_not_matter(monkeypatch, size):
    as_large(monkeypatch)
    text = "Moscou propose d’agir. Londres a-t-il répondu ? M. Biden, non. L’ONU agit. " * 3
    whole = Corpus.from_texts({"a": text, "b": text}).tokens
    monkeypatch.setattr(large, "BLOCK", size)
    pd.testing.assert_frame_equal(Corpus.from_texts({"a": text, "b": text}).tokens, whole)


def test_two_words_with_one_hash_are_two_words():
    text = "concorde guerre concorde"
    codes = characters.codes(text)
    words, keys, _ = coarse_words.words(codes, np.array([0]), np.array([len(text)]), 0, 1, MARKS)
    dictionary = coarse_words.Dictionary(
        np.zeros((16, 2), np.uint64), np.zeros(9, np.int64), np.zeros(99, np.uint32)
    )
    numbers, known = coarse_words.number(codes, words, keys, dictionary, 0)
    assert (numbers.tolist(), known) == ([0, 1, 0], 2)
    dictionary.pool[:8] = characters.codes("discorde")  # as if another word had the hash of "concorde"
    numbers, known = coarse_words.number(codes, words, keys, dictionary, 2)
    assert (numbers.tolist(), known) == ([2, 1, 2], 3)
    numbers, known = coarse_words.number(codes, words, keys, dictionary, 3)
    assert (numbers.tolist(), known) == ([2, 1, 2], 3)


def test_kept_compilations_older_than_a_source_are_forgotten(tmp_path):
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    old, new, source = kept / "cut.nbi", kept / "ends.nbi", tmp_path / "cut.py"
    for time, path in enumerate((old, source, new)):
        path.touch()
        os.utime(path, (time, time))
    compiled.forget_stale(tmp_path)
    assert [path.exists() for path in (old, source, new)] == [False, True, True]


def test_who_waits_for_a_compilation_is_told(tmp_path):
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    assert compiled.first_time(tmp_path) == compiled.FIRST
    (kept / "cut.nbi").touch()
    assert compiled.first_time(tmp_path) == ""


@pytest.mark.parametrize(
    ("text", "kinds", "sentences", "words"),
    [
        ("Le traité dort. " * 1_000_000, {"body": 1}, 1_000_000, 3_000_000),
        ("a" * 10_000_000, {"body": 1}, 1, 1),
        ("a\n" * 1_000_000, {"intertitle": 1_000_000}, 0, 0),
        ("Un titre\n" + "\n" * 1_000_000 + "Le traité dort.", {"intertitle": 1, "body": 1}, 1, 3),
        ("Un titre\n" + "\n" * 90_000 + "Le traité dort.", {"headline": 1, "body": 1}, 1, 3),
        ("Nous utilisons des cookies.\nTout accepter\n" * 2_000, {"cookie notice": 4_000}, 0, 0),
    ],
    ids=["endless line", "endless word", "lines", "blank book", "blank page", "notices"],
)
def test_texts_that_are_all_of_one_kind(monkeypatch, text, kinds, sentences, words):
    as_large(monkeypatch)
    corpus = Corpus.from_texts({"a": text})
    assert corpus.segments["kind"].value_counts().to_dict() == kinds
    assert (len(corpus.sentences), len(corpus.tokens)) == (sentences, words)


def test_small_corpora_do_without_the_loops(monkeypatch):
    assert way_of_cutting(["a" * (LARGE - 1)]) is plain
    assert way_of_cutting(["a", "a" * (LARGE - 1)]) is large
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert way_of_cutting(["a" * LARGE]) is plain


def test_both_ways_have_the_same_functions():
    functions = "readings", "segments", "sentences", "words"
    assert all(callable(getattr(way, name)) for way in (plain, large) for name in functions)


def test_words_are_learned_while_a_profiler_looks_on(monkeypatch):
    """Dask's keeps frames for a moment, and with them what their functions held."""
    as_large(monkeypatch)
    monkeypatch.setattr(large, "BLOCK", 10)
    frames = []
    sys.setprofile(lambda frame, *_: frames.append(frame) if frame.f_code.co_name == "_block" else None)
    try:
        forms = Corpus.from_texts({"a": "Un mot. Autre chose. Encore rien."}).tokens["form"].tolist()
    finally:
        sys.setprofile(None)
    assert forms == ["Un", "mot", "Autre", "chose", "Encore", "rien"]
    assert len(frames) > 1
