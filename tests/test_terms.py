"""Frequencies, concordance, vocabularies."""

import pandas as pd
import pytest

from analysis import Corpus, InputError, terms


@pytest.fixture
def corpus():
    return Corpus.from_texts(
        {
            "a": "La paix et la guerre. Les paix !",
            "b": "La guerre.",
            "c": "La « cybersécurité » vaut la sécurité de l’information ; les cyberattaques, non.",
        }
    )


def test_frequencies(corpus):
    table = terms.frequencies(corpus.tokens[corpus.tokens["document"] != "c"])
    assert table.to_dict("records") == [
        {"lemma": "guerre", "n": 2, "total": 9, "per_1000": 2000 / 9, "documents": 2},
        {"lemma": "paix", "n": 2, "total": 9, "per_1000": 2000 / 9, "documents": 1},
    ]


def test_frequencies_by_document(corpus):
    table = terms.frequencies(corpus.tokens, by="document")
    rows = table.set_index(["lemma", "document"])
    assert rows.loc[("paix", "a")].to_dict() == {"n": 2, "total": 7, "per_1000": 2000 / 7, "documents": 1}
    assert rows.loc[("guerre", "b"), "per_1000"] == 500
    assert ("paix", "b") not in rows.index


def test_forms_and_stop_words(corpus):
    forms = terms.frequencies(corpus.tokens, of="form", stop_words=True).set_index("form")["n"]
    assert forms[["La", "la", "Les", "les", "et"]].tolist() == [3, 2, 1, 1, 1]
    assert forms.sum() == len(corpus.tokens)


def test_an_unknown_column(corpus):
    with pytest.raises(InputError, match="the tokens have no column 'genre'; they have document, start"):
        terms.frequencies(corpus.tokens, by="genre")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("paix", ["paix", "paix"]),
        ("les guerres", []),
        ("guerre", ["guerre", "guerre"]),
        ("SECURITE DE L'INFORMATION", ["sécurité de l’information"]),
        ("cyber*", ["cybersécurité", "cyberattaques"]),
        ("le guerre", ["la guerre", "La guerre"]),
        ("absent", []),
    ],
)
def test_concordance(corpus, query, expected):
    assert terms.concordance(corpus, query)["form"].tolist() == expected


def test_concordance_shows_the_context(corpus):
    row = terms.concordance(corpus, "guerre", width=10).iloc[0]
    assert row[["left", "form", "right"]].tolist() == ["et la ", "guerre", "."]


@pytest.mark.parametrize("query", ["", " ", "«»"])
def test_a_query_without_a_word(corpus, query):
    with pytest.raises(InputError, match="holds no word"):
        terms.concordance(corpus, query)


def test_find(corpus):
    assert terms.find(corpus)[["document", "vocabulary", "form", "voice"]].to_numpy().tolist() == [
        ["c", "cyber", "cybersécurité", "quoted"],
        ["c", "information-security", "sécurité de l’information", "reported"],
        ["c", "cyber", "cyberattaques", "reported"],
    ]


def test_the_longest_term_stands():
    corpus = Corpus.from_texts({"a": "La sécurité internationale de l'information et ses questions."})
    found = terms.find(corpus)
    assert found["term"].tolist() == ["sécurité internationale de l'information"]


def test_vocabularies(corpus):
    table = terms.vocabularies(terms.find(corpus), corpus.tokens).set_index(["document", "vocabulary"])
    assert len(table) == 6
    assert table.loc[("c", "cyber"), "n"] == 2
    assert table.loc[("c", "cyber"), "share"] == pytest.approx(2 / 3)
    assert table.loc[("c", "information-security"), "per_1000"] == pytest.approx(
        1000 / table.loc[("c", "cyber"), "total"]
    )
    assert table.loc["a", "n"].tolist() == [0, 0]
    assert table.loc["a", "share"].isna().all()
    assert table["share"].dtype == "float64"


def test_other_terms(corpus):
    own = pd.DataFrame({"term": ["paix"], "vocabulary": ["peace"], "gloss": ["peace"]})
    assert terms.find(corpus, terms=own)["form"].tolist() == ["paix", "paix"]


def test_wrong_terms(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("term,vocabulary,gloss\npaix,peace,peace\npaix,Two Words,\n--,a,b\n")
    with pytest.raises(InputError) as caught:
        terms.read_terms(path)
    problems = [problem.replace(str(path), "terms.csv") for problem in caught.value.problems]
    assert set(problems) == {
        "terms.csv, row 2 (paix): term 'paix' occurs twice; each row needs its own",
        "terms.csv, row 3 (paix): term 'paix' occurs twice; each row needs its own",
        "terms.csv, row 3 (paix): vocabulary is 'Two Words'; expected letters, digits and hyphens",
        "terms.csv, row 3 (paix): gloss is ''; expected a value",
        "terms.csv, row 4 (--): term is '--'; expected at least one word",
    }


@pytest.mark.parametrize("text", ["", "... !", "Publicité\n"])
def test_no_words(text):
    corpus = Corpus.from_texts({"a": text})
    assert terms.frequencies(corpus.tokens).empty
    assert terms.frequencies(corpus.tokens, by="document").empty
    assert terms.concordance(corpus, "paix").empty
    found = terms.find(corpus)
    assert found.empty
    assert terms.vocabularies(found, corpus.tokens).empty
