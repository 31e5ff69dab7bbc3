"""Frequencies, sequences, concordance, the terms of the field, progression, tf-idf, richness."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Corpus, InputError, evidence, terms


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
    with pytest.raises(InputError, match="the table has no column 'genre'; it has document, start"):
        terms.frequencies(corpus.tokens, by="genre")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("paix", ["paix", "paix"]),
        ("guerre", ["guerre", "guerre"]),
        ("SECURITE DE L'INFORMATION", ["sécurité de l’information"]),
        ("cyber*", ["cybersécurité", "cyberattaques"]),
        ("le guerre", ["la guerre", "La guerre"]),
        ("form:guerre", ["guerre", "guerre"]),
        ("form:les lemma:paix", ["Les paix"]),
        ("/cyber.+té/", ["cybersécurité"]),
        ("form:/PAI./ []", ["paix et"]),
        ("la [] et", ["La paix et"]),
    ],
)
def test_concordance(corpus, query, expected):
    assert terms.concordance(corpus, query)["form"].tolist() == expected


def test_no_pattern_crosses_a_sentence(corpus):
    pairs = terms.concordance(corpus, "[] []")["form"].tolist()
    assert pairs[:6] == ["La paix", "paix et", "et la", "la guerre", "Les paix", "La guerre"]


def test_concordance_is_sorted_by_its_context():
    corpus = Corpus.from_texts({"a": "Ici la paix dure. Une paix vaut. Cette paix arme."})
    assert terms.concordance(corpus, "paix", sort="right")["right"].tolist() == [" arme.", " dure.", " vaut."]
    left = terms.concordance(corpus, "paix", sort="left")["left"].tolist()
    assert left == ["Cette ", "Ici la ", "Une "]  # by the nearest word: cette, la, une


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("les guerres", {}, "'les guerres' does not occur"),
        ("guerr", {}, "'guerr' does not occur in these texts; written alike: guerre"),
        ("paix /(/", {}, "'paix /\\(/', character 6: the regular expression is not valid"),
        ("paix /(", {}, "character 6: this is no word"),
        ("tag:NOUN", {}, "character 1: 'tag:' is no column; there are form, lemma"),
        ("paix", {"sort": "random"}, "sort is 'random'; expected one of text, left, right"),
        ("paix", {"where": {"genre": "x"}}, "the catalogue has no column 'genre'; it has publisher"),
        ("paix", {"where": {"publisher": "x"}}, "no row has the publisher 'x'; there are unknown"),
        ("paix", {"where": {"document": "b"}}, "does not occur where document: b; elsewhere 2 times"),
    ],
)
def test_wrong_queries(corpus, query, options, message):
    with pytest.raises(InputError, match=message):
        terms.concordance(corpus, query, **options)


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


def test_vocabularies_in_the_order_of_a_categorical(corpus):
    found = terms.find(corpus)
    order = ["information-security", "ict", "cyber"]
    found["vocabulary"] = pd.Categorical(found["vocabulary"], categories=order)
    assert terms.vocabularies(found, corpus.tokens)["vocabulary"].tolist() == order * 3


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
    with pytest.raises(InputError, match="there are no words"):
        terms.concordance(corpus, "paix")
    assert terms.ngrams(corpus.tokens).empty
    found = terms.find(corpus)
    assert found.empty
    assert terms.vocabularies(found, corpus.tokens).empty


def catalogued():
    """Three documents of two types and years."""
    corpus = Corpus.from_texts(
        {"a": "La paix, la paix. Un pacte.", "b": "La paix dure.", "c": "La guerre. La guerre !"}
    )
    details = {"publisher_type": ["press", "press", "state"], "date": ["2020-09", "2021", "2021-10-07"]}
    return Corpus(corpus.documents.assign(**details))


def test_columns_of_the_catalogue():
    corpus = catalogued()
    rows = terms.with_catalogue(corpus, corpus.tokens, "publisher_type", "year")
    table = terms.frequencies(rows, by="year").set_index(["lemma", "year"])
    assert table.loc[("paix", "2021")].to_dict() == {"n": 1, "total": 7, "per_1000": 1000 / 7, "documents": 1}
    assert terms.frequencies(rows, by="publisher_type").iloc[0].tolist() == [
        "paix",
        "press",
        3,
        9,
        3000 / 9,
        2,
    ]
    with pytest.raises(InputError, match="the catalogue has no column 'genre'; it has publisher, language"):
        terms.with_catalogue(corpus, corpus.tokens, "genre")


def test_a_choice_travels_with_the_result():
    corpus = catalogued()
    rows = terms.with_catalogue(corpus, corpus.tokens, "publisher_type", "year")
    chosen = terms.select(terms.select(rows, {"publisher_type": "press"}), {"year": ["2020", "2021"]})
    note = terms.frequencies(chosen).head(1).attrs["note"]
    assert note == (
        "9 words; only publisher_type: press; year: 2020 or 2021; lemma; function words not listed"
    )
    with pytest.raises(InputError, match="no row has the year '1999'; there are 2020, 2021"):
        terms.select(rows, {"year": "1999"})


def test_a_document_without_words_is_said():
    corpus = Corpus.from_texts({"a": "La paix.", "b": "... !"})
    assert "no words in b" in terms.frequencies(corpus.tokens, by="document").attrs["note"]


def test_a_group_may_cut_through_documents(corpus):
    voiced = corpus.tokens.assign(voice=["x", "y"] * (len(corpus.tokens) // 2))
    table = terms.frequencies(voiced, by="voice", stop_words=True)
    assert table["n"].sum() == len(voiced)
    for row in table.itertuples():
        own = voiced[(voiced["lemma"] == row.lemma) & (voiced["voice"] == row.voice)]
        assert (row.n, row.documents) == (len(own), own["document"].nunique())


def test_ngrams():
    corpus = Corpus.from_texts({"a": "Un pacte mondial vaut. Pacte mondial ! Un pacte. Mondial !"})
    found = terms.ngrams(corpus.tokens, of="form", at_least=1)
    assert found["ngram"].tolist() == ["pacte mondial", "mondial vaut", "Pacte mondial"]
    assert [corpus.text("a")[row.start : row.end] for row in found.itertuples()] == found["ngram"].tolist()
    counted = terms.frequencies(terms.ngrams(corpus.tokens), of="ngram", totals=corpus.tokens)
    assert counted.to_dict("records") == [
        {"ngram": "pacte mondial", "n": 2, "total": 9, "per_1000": 2000 / 9, "documents": 1}
    ]
    assert terms.ngrams(corpus.tokens, n=9).empty
    with pytest.raises(InputError, match="a sequence of 0 words cannot be"):
        terms.ngrams(corpus.tokens, n=0)


def test_ngrams_link_to_their_passages():
    corpus = Corpus.from_texts({"a": "Un pacte mondial vaut. Le pacte mondial !"})
    found = terms.ngrams(corpus.tokens)
    table = terms.frequencies(found, of="ngram", totals=corpus.tokens)
    linked = evidence.link(corpus, table)
    assert [len(some.split()) for some in linked["evidence"]] == linked["n"].tolist() == [2]
    assert linked.attrs["note"] == table.attrs["note"] == "7 words; ngram"


def test_progression():
    corpus = catalogued()
    chosen = corpus.tokens[corpus.tokens["lemma"].isin(["paix", "guerre"])]
    table = terms.progression(chosen, corpus.tokens)
    assert table["place"].round(1).tolist() == [16.7, 50, 33.3, 25, 75]
    assert table[["lemma", "position", "n"]].to_numpy().tolist() == [
        ["paix", 2, 1],
        ["paix", 4, 2],
        ["paix", 8, 3],
        ["guerre", 11, 1],
        ["guerre", 13, 2],
    ]
    with pytest.raises(InputError, match="no occurrence to follow"):
        terms.progression(chosen.iloc[:0], corpus.tokens)
    with pytest.raises(InputError, match="begins where no word does"):
        terms.progression(chosen.assign(start=chosen["start"] + 1), corpus.tokens)


def test_tf_idf():
    """By hand, after the formula of tidytext's bind_tf_idf."""
    table = terms.tf_idf(catalogued().tokens).set_index(["lemma", "document"])
    assert table.loc[("paix", "a"), "tf_idf"] == pytest.approx(2 / 6 * math.log(3 / 2))
    assert table.loc[("guerre", "c"), "tf_idf"] == pytest.approx(2 / 4 * math.log(3))
    everywhere = terms.tf_idf(catalogued().tokens, stop_words=True).set_index(["lemma", "document"])
    assert everywhere.loc[("le", "a"), "tf_idf"] == 0


def test_richness():
    """By hand: windows of 3 over a b a c c hold 2, 3 and 2 kinds; Yule (1944): sum of squares 9."""
    tokens = Corpus.from_texts({"a": "Pacte accord pacte traité traité."}).tokens
    tokens = tokens.assign(form=tokens["form"].str.lower())
    row = terms.richness(tokens, of="form", window=3).iloc[0]
    assert row["mattr"] == pytest.approx((2 + 3 + 2) / 9)
    assert row["yules_k"] == pytest.approx(1e4 * (9 - 5) / 25)
    assert terms.richness(tokens, of="form", window=5)["mattr"].item() == pytest.approx(3 / 5)
    with pytest.raises(
        InputError, match="document a has 5 words, fewer than the window of 100; give window=5"
    ):
        terms.richness(tokens)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.data())
def test_mattr_is_the_mean_over_windows(words, data):
    window = data.draw(st.integers(1, len(words)))
    tokens = pd.DataFrame({"document": "a", "lemma": [str(word) for word in words]})
    windows = [words[first : first + window] for first in range(len(words) - window + 1)]
    expected = sum(len(set(some)) / window for some in windows) / len(windows)
    assert terms.richness(tokens, window=window)["mattr"].item() == pytest.approx(expected)


@pytest.mark.parametrize("statistic", [terms.tf_idf, terms.richness, terms.dispersion, terms.specificity])
def test_statistics_of_no_words(statistic):
    with pytest.raises(InputError, match="there are no words"):
        statistic(Corpus.from_texts({"a": "... !"}).tokens)


def test_long_sequences_are_numbered_anew():
    """Some 3,000 kinds of word: six of them together have more combinations than 64 bits hold."""
    words = [f"w{n}" for n in range(3000)]
    tokens = pd.DataFrame({"document": "a", "sentence": 0, "lemma": words + words[:6], "start": 0, "end": 0})
    assert terms.ngrams(tokens, n=6)["ngram"].tolist() == ["w0 w1 w2 w3 w4 w5"] * 2


def test_values_are_given_in_any_list(corpus):
    for values in (["a"], ("a",), {"a"}, np.array(["a"]), pd.Series(["a"]), "a"):
        assert set(terms.select(corpus.tokens, {"document": values})["document"]) == {"a"}


def test_a_number_in_place_of_text():
    rows = pd.DataFrame({"document": ["a"], "year": ["2021"]})
    with pytest.raises(InputError, match="there are 2021; these are text: write '2021' in quotes"):
        terms.select(rows, {"year": 2021})


def test_rows_of_a_document_that_the_corpus_does_not_have(corpus):
    rows = pd.DataFrame({"document": ["a", "z"]})
    with pytest.raises(InputError, match="the corpus has no document 'z'; it has a, b, c"):
        terms.with_catalogue(corpus, rows, "publisher")


def test_progression_in_documents_whose_ids_are_not_in_order():
    tokens = Corpus.from_texts({"b": "La paix.", "a": "Une paix."}).tokens.astype({"document": str})
    curve = terms.progression(tokens[tokens["lemma"] == "paix"], tokens)
    assert curve[["document", "position", "n"]].to_numpy().tolist() == [["b", 2, 1], ["a", 4, 2]]
    assert curve["place"].tolist() == [50, 50]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*attaque", ["cyberattaque", "contre-attaque", "attaque"]),
        ("form:*attaque", ["cyberattaque", "contre-attaque", "attaque"]),
        ("cyber*que", ["cyberattaque"]),
        ("form:*TTAQUE*", ["cyberattaque", "contre-attaque", "attaque", "attaquent"]),
        ("une *-attaque", ["une contre-attaque"]),
        ("une *", ["une contre-attaque"]),
        ("cyber\u00adattaque", ["cyberattaque"]),
    ],
)
def test_a_star_stands_for_any_letters(query, expected):
    text = "La cyberattaque, une contre-attaque et l'attaque : ils attaquent."
    assert terms.concordance(Corpus.from_texts({"a": text}), query)["form"].tolist() == expected


def test_stars_alone_are_no_word():
    with pytest.raises(InputError, match=r"'\* \*' holds no word; give at least one"):
        terms.concordance(Corpus.from_texts({"a": "Oui."}), "* *")
