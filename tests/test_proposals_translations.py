"""Our translations of the counted sentences."""

import re
from pathlib import Path

import pandas as pd
import pytest
from folders import DOCUMENT, TEXT, to_csv, write_corpus

from analysis import Corpus, InputError, evidence, proposals, read_corpus
from analysis.check import check

SEEDS = Path(__file__).parents[1] / "seeds"
SENTENCES = [
    "Moscou propose à Londres un dialogue.",
    "Londres refuse le dialogue avec la Russie.",
    "La Russie propose un traité universel.",
]


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path / "corpus")


def write(folder, *changes):
    """Write translations of the first sentence, with what is different in each row."""
    first = {
        "passage": read_corpus(folder).passage_ids[0],
        "document": "a-2021",
        "quote": SENTENCES[0],
        "gloss": "Moscow proposes a dialogue to London.",
    }
    (folder / "translations.csv").write_text(to_csv(first, list(changes)), encoding="utf-8")
    return read_corpus(folder)


def problems_of(folder, *changes):
    problems = proposals.load_translations(write(folder, *changes))[1]
    return [problem.replace(f"{folder}/", "") for problem in problems]


def test_each_translation_has_the_place_of_its_sentence(folder):
    third = {"passage": read_corpus(folder).passage_ids[2], "quote": SENTENCES[2], "gloss": "Third."}
    table = proposals.read_translations(write(folder, third, {}))
    assert table["gloss"].tolist() == ["Moscow proposes a dialogue to London.", "Third."]
    assert table["sentence"].tolist() == [0, 2]
    assert [TEXT[row.start : row.end] for row in table.itertuples()] == [SENTENCES[0], SENTENCES[2]]
    columns = ["document", "start", "end", "sentence", "passage", "quote", "gloss"]
    assert list(table.columns) == columns


def test_blanks_are_joined(tmp_path):
    folder = write_corpus(tmp_path / "corpus", texts={"a.txt": TEXT.replace("à Londres", "à \u00a0Londres")})
    assert proposals.read_translations(write(folder, {}))["sentence"].tolist() == [0]


def test_without_a_file_there_are_no_translations(folder):
    assert proposals.read_translations(read_corpus(folder)).empty
    assert proposals.read_translations(read_corpus(folder), folder / "other.csv").empty
    assert proposals.read_translations(Corpus.from_texts({"a": TEXT})).empty


def test_a_passage_that_is_not_there_names_the_nearest(folder):
    near = read_corpus(folder).passage_ids[1]
    change = {"passage": "a-2021-00000000", "quote": "Londres refuse un dialogue avec la Russie."}
    assert problems_of(folder, {}, change) == [
        f"translations.csv, row 3: passage 'a-2021-00000000' is not in the corpus; the nearest sentence is "
        f"'{SENTENCES[1]}', {near}; mend the row or delete it"
    ]


def test_a_corpus_without_sentences_has_no_nearest(tmp_path):
    folder = write_corpus(tmp_path / "corpus")
    write(folder, {})
    (folder / "catalogue.csv").write_text(to_csv(DOCUMENT, [{}]))
    (folder / "a.txt").write_text("Publicité\n")
    problem = proposals.load_translations(read_corpus(folder))[1][0]
    assert problem.endswith("is not in the corpus; mend the row or delete it")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"document": "b"}, "stands in the document 'a-2021', not in 'b'; mend it"),
        ({"quote": "Moscou propose."}, f"which is '{SENTENCES[0]}'; mend the quote"),
        ({"gloss": ""}, "gloss is ''; expected a value"),
        ({"quote": ""}, "quote is ''; expected a value"),
        ({"passage": ""}, "passage is ''; expected a value"),
    ],
)
def test_a_wrong_cell(folder, change, expected):
    (problem,) = problems_of(folder, change)
    assert problem.startswith("translations.csv, row 2")
    assert expected in problem


def test_a_passage_is_translated_once(folder):
    passage = read_corpus(folder).passage_ids[0]
    twice = f"passage '{passage}' occurs twice; each row needs its own"
    assert problems_of(folder, {}, {}) == [f"translations.csv, row {row}: {twice}" for row in (2, 3)]
    with pytest.raises(InputError, match="each row needs its own"):
        proposals.read_translations(read_corpus(folder))


def test_the_check_counts_translations_and_names_their_problems(folder):
    write(folder, {})
    lines, problems = check(folder)
    assert "translations.csv: rows found in their documents 1" in lines
    assert problems == []
    write(folder, {"quote": "Moscou propose."})
    assert any("mend the quote" in problem for problem in check(folder)[1])


@pytest.fixture(scope="module")
def seeds():
    return read_corpus(SEEDS)


def test_every_counted_sentence_of_the_documents_is_translated(seeds):
    table = proposals.read_translations(seeds)
    assert table["passage"].tolist() == evidence.sentence_ids(seeds)["passage"].tolist()


def plain(words):
    """Words without what we add in square brackets."""
    return " ".join(re.sub(r"\[[^]]*\]", "", words).split()).lower()


def test_a_coded_quotation_is_translated_as_its_sentence_is(seeds):
    whole = proposals.read_translations(seeds).set_index("passage")["gloss"].map(plain)
    coded = proposals.coded(seeds, restatements=True)
    differing = [row.proposal for row in coded.itertuples() if plain(row.gloss) not in whole[row.passage]]
    assert differing == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("établir", "establish"),
        ("volonté", "wish"),
        ("portée étroite", "narrow scope"),
        ("empêcher", "preclude"),
        ("contrer", "countering"),
    ],
)
def test_words_that_are_easily_mistaken(seeds, french, english):
    table = proposals.read_translations(seeds)
    given = table.loc[table["quote"].str.contains(rf"\b{french}\b"), "gloss"]
    assert isinstance(given, pd.Series)
    assert len(given) > 0
    assert given.str.contains(rf"\b{english}\b").all()
