"""From spans to passages."""

import json
import pickle
import re

import pandas as pd
import pytest

from analysis import Corpus, InputError, evidence
from analysis.tables import remember

TEXT = "Moscou propose. Londres refuse.\nMoscou insiste : « Moscou propose. »"


@pytest.fixture
def corpus():
    return Corpus.from_texts({"b": "Paris attend.", "a": TEXT})


def spans(*rows):
    return pd.DataFrame(rows, columns=["document", "start", "end"])


def ids(corpus):
    return evidence.sentence_ids(corpus).set_index("text")["passage"]


def test_an_id_stays_when_documents_are_added(corpus):
    alone = ids(Corpus.from_texts({"a": TEXT}))
    assert alone.to_dict() == ids(corpus).drop("Paris attend.").to_dict()
    assert alone.str.fullmatch(r"a-[0-9a-f]{8}").all()


def test_an_id_does_not_hang_on_place_or_writing():
    first, second = Corpus.from_texts({"a": "L'État agit."}), Corpus.from_texts({"a": "Non.\nL’Etat  agit."})
    assert ids(first).iloc[0] == ids(second).iloc[1]


def test_the_same_sentence_three_times():
    passages = evidence.sentence_ids(Corpus.from_texts({"a": "Oui. Oui. Oui.", "b": "Oui."}))["passage"]
    first = passages[0]
    assert passages.tolist() == [first, f"{first}-2", f"{first}-3", first.replace("a-", "b-")]


def test_locate(corpus):
    rows = spans(("a", 16, 23), ("b", 0, 5), ("a", 0, 6)).assign(more=[1, 2, 3]).set_axis([7, 8, 9])
    located = evidence.locate(corpus, rows)
    assert located.index.tolist() == [7, 8, 9]
    assert located["more"].tolist() == [1, 2, 3]
    assert located["sentence"].tolist() == [1, 0, 0]
    passages = ids(corpus)
    assert located["reference"].tolist() == [
        passages["Londres refuse."] + ":0-7",
        passages["Paris attend."] + ":0-5",
        passages["Moscou propose."] + ":0-6",
    ]


def test_locating_again_changes_nothing(corpus):
    located = evidence.locate(corpus, corpus.tokens)
    assert evidence.locate(corpus, located)[located.columns].equals(located)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (("a", 7, 23), "a, 7-23"),
        (("a", 15, 16), "a, 15-16"),
        (("a", 60, 500), "a, 60-500"),
        (("nowhere", 0, 1), "nowhere, 0-1"),
    ],
)
def test_a_span_in_no_one_sentence(corpus, span, words):
    rows = spans(("a", 0, 6), span)
    assert evidence.in_one_sentence(corpus, rows).tolist() == [True, False]
    with pytest.raises(InputError) as caught:
        evidence.locate(corpus, rows)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(f"{words}: the span lies in no one sentence of counted text")


def test_a_span_of_text_that_is_set_aside():
    corpus = Corpus.from_texts({"a": "Un titre\nOui.\nPublicité\n"})
    rows = spans(("a", 0, 8), ("a", 9, 12), ("a", 14, 23))
    assert evidence.in_one_sentence(corpus, rows).tolist() == [False, True, False]


def test_references_once_each_in_order(corpus):
    rows = spans(("a", 16, 23), ("a", 0, 6), ("a", 16, 23))
    passages = ids(corpus)
    expected = f"{passages['Londres refuse.']}:0-7 {passages['Moscou propose.']}:0-6"
    assert evidence.references(corpus, rows) == expected
    assert evidence.references(corpus, rows.head(0)) == ""


def test_link(corpus):
    rows = corpus.tokens.astype({"form": str})
    counts = pd.DataFrame({"form": ["Moscou", "Rome", "Paris"], "n": [3, 0, 1]}, index=[5, 6, 7])
    linked = evidence.link(corpus, remember(counts, lambda: rows, "form"))
    assert linked[["form", "n"]].equals(counts)
    assert [len(refs.split()) for refs in linked["evidence"]] == [3, 0, 1]
    assert linked["evidence"].tolist()[1] == ""
    again = evidence.link(corpus, linked)
    assert again.equals(linked)


def test_link_by_two_columns(corpus):
    rows = corpus.tokens.astype({"document": str, "form": str})
    counts = rows.groupby(["document", "form"]).size().rename("n").reset_index()
    linked = evidence.link(corpus, remember(counts, lambda: rows, "document", "form"))
    assert linked["evidence"].str.split().str.len().tolist() == counts["n"].tolist()
    assert all(row.evidence.startswith(f"{row.document}-") for row in linked.itertuples())


def test_link_to_categories(corpus):
    counts = corpus.tokens.groupby("form", observed=True).size().rename("n").reset_index()
    linked = evidence.link(corpus, remember(counts, lambda: corpus.tokens, "form"))
    assert linked["evidence"].str.split().str.len().tolist() == counts["n"].tolist()


def test_counts_with_zeros_in_the_order_given(corpus):
    table = evidence.counts(corpus, corpus.tokens, "document", "form", order={"form": ["Rome", "Moscou"]})
    assert table.drop(columns="evidence").to_numpy().tolist() == [
        ["b", "Rome", 0],
        ["b", "Moscou", 0],
        ["a", "Rome", 0],
        ["a", "Moscou", 3],
    ]
    assert table["evidence"].str.split().str.len().tolist() == table["n"].tolist()


def test_counts_of_nothing(corpus):
    table = evidence.counts(corpus, corpus.tokens.head(0), "form", order={"form": ["Rome"]})
    assert table.to_numpy().tolist() == [["Rome", 0, ""]]


@pytest.mark.parametrize(
    ("by", "order", "told"),
    [
        (["tense"], {}, "the rows have no column 'tense'"),
        ([], {}, "counted by nothing"),
        (["form", "form"], {}, "counted by form, form; give one column or more, each once"),
        (["form"], {"document": ["a"]}, "'document' is ordered and not counted by"),
        (["form"], {"form": ["a", "a"]}, "the values of 'form' repeat; each may be listed once"),
    ],
)
def test_counts_refuse(corpus, by, order, told):
    with pytest.raises(InputError, match=re.escape(told)):
        evidence.counts(corpus, corpus.tokens, *by, order=order)


def test_link_refuses_a_table_that_does_not_say_what_it_counts(corpus):
    counts = corpus.tokens.groupby("form", observed=True).size().rename("n").reset_index()
    with pytest.raises(InputError, match=r"count them with evidence\.counts"):
        evidence.link(corpus, counts)


def test_a_table_remembers_what_it_counts_through_the_usual_steps(corpus):
    table = evidence.crosstab(corpus.tokens, "form").sort_values("n").head(2).assign(word="x").round(1)
    assert evidence.link(corpus, table[table["n"] > 0].reset_index(drop=True))["evidence"].str.len().min() > 0
    assert json.loads(json.dumps(table.attrs)) == {"counted": "form"}  # as files keep it
    kept = pickle.loads(pickle.dumps(table))
    assert kept.equals(table)
    with pytest.raises(InputError, match="the table does not say which rows it counts"):
        evidence.link(corpus, kept)


def test_passages_in_the_order_of_the_documents(corpus):
    table = evidence.passages(corpus, spans(("a", 16, 23), ("a", 7, 14), ("b", 0, 5), ("a", 0, 6)))
    assert table["text"].tolist() == ["Paris attend.", "Moscou propose.", "Londres refuse."]
    first = table.index[1]
    assert table.at[first, "references"] == f"{first}:7-14 {first}:0-6"
    assert table["publisher"].tolist() == ["unknown"] * 3


def test_values_by_passage(corpus):
    rows = spans(("a", 16, 23), ("a", 7, 14), ("a", 0, 6)).assign(theme=["x", "y", "y"])
    found = evidence.by_passage(corpus, rows, "theme")
    assert found.index.tolist() == corpus.passage_ids.tolist()
    told = ids(corpus)
    assert found[told["Moscou propose."]] == ["y"]
    assert found[told["Londres refuse."]] == ["x"]
    assert found[told["Paris attend."]] == []
    assert evidence.by_passage(corpus, rows.head(0), "theme").tolist() == [[], [], [], []]


def test_keyword_in_context(corpus):
    rows = spans(("a", 23 - 7, 23), ("a", 7, 14))
    context = evidence.keyword_in_context(corpus, rows, width=4)
    assert context[["left", "form", "right"]].to_numpy().tolist() == [
        ["", "Londres", ""],  # what does not fit whole is left out
        ["", "propose", "."],
    ]
    assert evidence.keyword_in_context(corpus, rows)["left"].tolist() == ["", "Moscou "]


@pytest.mark.parametrize("text", ["", "... !", "Publicité\n"])
def test_no_words(text):
    corpus = Corpus.from_texts({"a": text})
    nothing = corpus.tokens
    assert evidence.locate(corpus, nothing).empty
    assert evidence.passages(corpus, nothing).empty
    assert evidence.keyword_in_context(corpus, nothing).empty
    assert evidence.references(corpus, nothing) == ""
    counts = pd.DataFrame({"form": ["Moscou"], "n": [0]})
    assert evidence.link(corpus, remember(counts, lambda: nothing, "form"))["evidence"].tolist() == [""]


def test_a_lone_surrogate_is_no_obstacle():
    corpus = Corpus.from_texts({"a": "Oui \ud800 non."})
    assert len(evidence.passages(corpus, corpus.tokens)) == 1


def test_columns_that_are_not_there():
    corpus = Corpus.from_texts({"a": "Oui."})
    with pytest.raises(InputError, match="the rows have no column 'start'; spans need document, start, end"):
        evidence.passages(corpus, pd.DataFrame({"document": ["a"]}))
    with pytest.raises(InputError, match="the table has no column 'form' to link by; it has n"):
        evidence.link(corpus, remember(pd.DataFrame({"n": [1]}), lambda: corpus.tokens, "form"))
