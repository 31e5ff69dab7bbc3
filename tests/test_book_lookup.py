"""What readers look up, on tiny corpora."""

import json
import re

from analysis import Corpus
from analysis.book import Chapter, data_files, lookup

TEXTS = {
    "a": "L'OTAN refuse. Paris attend la Convention de Budapest.",
    "b": "Les conventions de l'Onu et de Budapest.",
}


def files(**texts: str) -> dict[str, str]:
    return dict(data_files.data_files(Chapter(Corpus.from_texts(texts or TEXTS))))


def content(text: str) -> object:
    return json.loads(re.fullmatch(r"window\.[\w.\[\]\"]+=(.*);\n", text, re.DOTALL)[1])


def test_an_instrument_is_found_at_every_place():
    found = lookup.instruments(Chapter(Corpus.from_texts(TEXTS)))
    assert found[["document", "name", "kind"]].values.tolist() == [
        ["a", "Budapest Convention", "instrument"],
        ["b", "Budapest Convention", "instrument"],
    ]


def test_an_english_name_stands_for_the_forms_of_its_actor():
    names = [*lookup.english(Chapter(Corpus.from_texts(TEXTS)))]
    assert [(forms, code) for words, forms, code in names if "nato" in words] == [(["otan"], "NATO")]
    assert (["sovereignty"], ["souverain*", "souverainete"], "") in names


def test_short_and_russian_names_stand_for_actors_also_for_those_of_whom_a_part_is_named():
    names = [
        *lookup.english(Chapter(Corpus.from_texts({"a": "L'Onu attend le Conseil permanent de l'OSCE."})))
    ]
    assert [(forms, code) for words, forms, code in names if "оон" in words] == [(["onu"], "UN")]
    assert [(forms, code) for words, forms, code in names if "обсе" in words] == [
        (["organisation pour la securite et la cooperation en europe", "osce"], "")
    ]


def test_choices_count_the_passages_that_they_show():
    chapter = Chapter(Corpus.from_texts(TEXTS))
    table = lookup.passages(chapter)
    choices = lookup.facets(chapter, table)
    assert [(code, n) for code, _, n in choices["document"]] == [("a", 2), ("b", 1)]
    assert ("NATO", "NATO", 1) in choices["actor"]


def test_the_passages_of_few_documents_are_one_script():
    written = files()
    assert [*written] == ["search-passages.js", "search-french.js", "data/passages.csv", "data/codings.csv"]
    known = content(written["search-passages.js"])
    assert {name: about["part"] for name, about in known["documents"].items()} == {"a": 0, "b": 0}
    assert known["parts"]["0"][0]["text"] == "L'OTAN refuse."
    assert written["data/passages.csv"].startswith("\ufeffpassage,document,sentence,start,end,text,")


def test_the_passages_of_many_documents_are_several_scripts(monkeypatch):
    monkeypatch.setattr(data_files, "PART", 50)
    written = files()
    known = content(written["search-passages.js"])
    assert known["parts"] == {}
    parts = {name: about["part"] for name, about in known["documents"].items()}
    assert parts == {"a": 0, "b": 1}
    for document, part in parts.items():
        entries = content(written[f"search-passages-{part}.js"])
        assert {entry["id"].partition("-")[0] for entry in entries} == {document}


def test_a_corpus_without_a_word_has_its_files():
    assert content(files(a="")["search-passages.js"]) == {"documents": {}, "parts": {}}
