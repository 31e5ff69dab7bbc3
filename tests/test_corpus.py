"""The corpus: every table's spans are those of the raw texts."""

from itertools import pairwise

import pytest
from folders import TEXT, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, InputError, evidence, read_corpus
from analysis.spelling import clean

PIECES = st.sampled_from(
    [
        *("\n", "\r\n", "\r", "\n\n", "\u2028", "\u00a0", "\u202f", "\ufeff", "e\u0301", "𝔸", "😀", "\u00ad"),
        *("L’ONU ", "a-t-elle ", "Publicité\n", "Un titre\n", "« Non ! »", "russe.En 2019", "[...]", "etc. "),
        *("Moscou propose. ", "Londres refuse.\r\n", "Photo : TASS\n", "29.03.2024\n", "https://a.fr/b "),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)
COUNTED = st.sampled_from([("body",), ("headline", "body")])


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=2), COUNTED)
def test_spans(texts, counted):
    corpus = Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)}, counted=counted)
    for document, text in zip(corpus.documents.index, texts, strict=True):
        read = corpus.reading(document)
        assert len(read) == len(text)
        segments, sentences, tokens = (
            table[table["document"] == document].to_dict("records")
            for table in (corpus.segments, corpus.sentences, corpus.tokens)
        )
        assert "".join(text[row["start"] : row["end"]] for row in segments) == (text if read.strip() else "")
        assert [row["sentence"] for row in sentences] == list(range(len(sentences)))
        for table in (sentences, tokens):
            assert all(row["start"] < row["end"] for row in table)
            assert all(left["end"] <= right["start"] for left, right in pairwise(table))
        for sentence in sentences:
            inside = [s for s in segments if s["start"] <= sentence["start"] and sentence["end"] <= s["end"]]
            assert [(s["counted"], s["kind"] in counted) for s in inside] == [(True, True)]
        for token in tokens:
            sentence = sentences[token["sentence"]]
            assert sentence["start"] <= token["start"] < token["end"] <= sentence["end"]
            assert clean(read[token["start"] : token["end"]]) == token["form"]


@settings(max_examples=25)
@given(TEXTS)
def test_references_lead_back_to_the_words(text):
    corpus = Corpus.from_texts({"d": text})
    passages = evidence.sentence_ids(corpus).set_index("passage")["text"]
    assert passages.index.is_unique
    for row in evidence.locate(corpus, corpus.tokens).itertuples():
        passage, _, place = row.reference.rpartition(":")
        start, end = map(int, place.split("-"))
        assert passages[passage][start:end] == text[row.start : row.end]
        assert clean(corpus.reading("d")[row.start : row.end]) == row.form


def test_tables():
    corpus = Corpus.from_texts({"a": TEXT, "b": "L’ONU n’agit pas."})
    assert corpus.segments[["document", "kind", "counted"]].to_numpy().tolist() == [
        ["a", "headline", False],
        ["a", "body", True],
        ["a", "body", True],
        ["b", "body", True],
    ]
    assert corpus.sentences.to_numpy().tolist() == [
        ["a", 21, 58, 0],
        ["a", 59, 101, 1],
        ["a", 102, 140, 2],
        ["b", 0, 17, 0],
    ]
    last = corpus.tokens[corpus.tokens["document"] == "b"]
    assert last[["form", "lemma", "is_stop"]].to_numpy().tolist() == [
        ["L’", "le", True],
        ["ONU", "ONU", False],
        ["n’", "ne", True],
        ["agit", "agir", False],
        ["pas", "pas", True],
    ]
    assert corpus.tokens[["document", "form", "lemma"]].dtypes.astype(str).tolist() == ["category"] * 3


def test_the_headline_counts_by_choice():
    by_choice = Corpus.from_texts({"a": TEXT}, counted=("headline", "body"))
    assert by_choice.tokens["form"].tolist()[:4] == ["Un", "titre", "sans", "point"]
    assert Corpus.from_texts({"a": TEXT}).tokens["form"].tolist()[:2] == ["Moscou", "propose"]


def test_line_ends_do_not_change_the_words():
    unix, windows = Corpus.from_texts({"a": TEXT}), Corpus.from_texts({"a": TEXT.replace("\n", "\r\n")})
    columns = ["sentence", "form", "lemma", "is_stop"]
    assert windows.tokens[columns].equals(unix.tokens[columns])
    assert windows.tokens["start"].iloc[0] == unix.tokens["start"].iloc[0] + 2


@pytest.mark.parametrize("text", ["", " \n\u00a0", "... !", "Publicité\n"])
def test_a_document_without_words(text):
    corpus = Corpus.from_texts({"a": text})
    assert corpus.tokens.empty
    assert corpus.tokens[["start", "end", "sentence"]].dtypes.astype(str).tolist() == ["int32"] * 3
    beside = Corpus.from_texts({"a": text, "b": "Oui."})
    assert beside.tokens["form"].tolist() == ["Oui"]


def test_a_text_or_a_language_is_missing():
    with pytest.raises(InputError, match="no text was given"):
        Corpus.from_texts({})
    with pytest.raises(
        InputError, match=r"the language is 'de'; give one that is known: fr \(French\) or en"
    ):
        Corpus.from_texts({"a": "Ja."}, language="de")


def test_read_corpus(tmp_path, monkeypatch):
    folder = write_corpus(tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    for corpus in (read_corpus(), read_corpus(folder), read_corpus(str(folder))):
        assert corpus.folder == folder
        assert corpus.text("a-2021") == TEXT
        assert len(corpus.sentences) == 3
    assert len(read_corpus(folder, counted=("headline", "body")).sentences) == 4
    (folder / "a.txt").unlink()
    with pytest.raises(InputError, match=r"a\.txt: there is no such file"):
        read_corpus(folder)


def test_a_catalogue_without_rows(tmp_path):
    corpus = read_corpus(write_corpus(tmp_path, catalogue=[], texts={}))
    assert [len(table) for table in (corpus.documents, corpus.segments, corpus.tokens)] == [0, 0, 0]


def test_recurring_lines_are_set_aside_by_publisher(tmp_path):
    rows = [
        {"document": f"d{day}", "file": f"{day}.txt", "publisher": "Le Soir", "date": f"2021-05-0{day}"}
        for day in (1, 2, 3)
    ]
    texts = {
        f"{day}.txt": f"Londres a répondu le {day} mai. Il attend.\nToute la vérité est ici.\n"
        for day in (1, 2, 3)
    }
    folder = write_corpus(tmp_path, catalogue=rows, texts=texts)
    corpus = read_corpus(folder)
    assert corpus.segments["rule"].tolist() == ["otherwise", "recurs"] * 3
    known = Corpus(corpus.documents[:1], recurring=corpus.recurring_lines)
    assert known.segments["rule"].tolist() == ["otherwise", "recurs"]
    (folder / "recurring.csv").write_text("publisher,line\nLe Soir,\n")
    assert read_corpus(folder).segments["rule"].tolist() == ["otherwise"] * 6
    (folder / "recurring.csv").write_text("publisher,line\n,Oui\n")
    with pytest.raises(InputError, match=r"recurring\.csv, row 2 \(Oui\): publisher is ''; expected a value"):
        read_corpus(folder)


def test_copies_that_nobody_looks_for():
    corpus = Corpus.from_texts({"a": "Oui.", "b": "Oui."}, copies="unsought")
    assert (corpus.repeats.tolist(), len(corpus.tokens), corpus.copies_note) == (["a", "b"], 2, "")
    with pytest.raises(InputError, match="copies is 'never'; expected 'printed', 'once' or 'unsought'"):
        Corpus.from_texts({"a": "Oui."}, copies="never")


def test_one_kind_is_no_list_of_kinds():
    with pytest.raises(InputError, match=r"counted is 'body'; give a list of kinds: \['body'\]"):
        Corpus.from_texts({"a": "Oui."}, counted="body")


@pytest.mark.parametrize("texts", ["Moscou propose.", {"a": None}])
def test_texts_that_are_no_strings_by_id(texts):
    with pytest.raises(InputError, match="give them as"):
        Corpus.from_texts(texts)


def test_a_document_that_is_not_there():
    with pytest.raises(InputError, match="the corpus has no document 'z'; it has a"):
        Corpus.from_texts({"a": "Oui."}).text("z")
