"""French and English documents side by side."""

import re

import pandas as pd
import pytest
from folders import write_corpus

from analysis import Corpus, InputError, actors, candidates, check, evidence, read_corpus, terms
from analysis.book import Chapter, passages
from analysis.book.texts import text_pages

FRENCH = "Moscou propose un traité. La convention d'information aide."
ENGLISH = "Moscow doesn't propose a treaty to the U.S. on information."


@pytest.fixture(scope="module")
def corpus():
    columns = {"publisher": "unknown", "language": ["en", "fr", "en"], "text": [ENGLISH, FRENCH, "Yes. US."]}
    return Corpus(pd.DataFrame(columns, index=pd.Index(["a", "b", "c"], name="document")))


def test_each_document_is_cut_by_its_language(corpus):
    tokens = corpus.tokens
    alone = [
        Corpus.from_texts({name: corpus.text(name)}, language=language).tokens
        for name, language in (("a", "en"), ("b", "fr"), ("c", "en"))
    ]
    found, expected = tokens.astype({"document": "str"}), pd.concat(alone).astype({"document": "str"})
    columns = ["document", "start", "end", "sentence", "form", "lemma", "is_stop"]
    assert found[columns].astype(str).to_numpy().tolist() == expected[columns].astype(str).to_numpy().tolist()
    assert tokens.query("document == 'a'")["form"].tolist()[:3] == ["Moscow", "does", "n't"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow said that it is ready.", ["RUS speaks said"]),
        ("China has also announced a summit with France.", ["CHN speaks announced", "FRA about "]),
        ("“No”, said Maria Zakharova.", ["maria-zakharova speaks said"]),
        ("Talks failed, according to London.", ["GBR speaks to"]),
        ("Russia proposes a pact to the U.S. today.", ["RUS speaks proposes", "USA addressed proposes"]),
        ("Paris told London that it agrees.", ["FRA speaks told", "GBR addressed told"]),
        ("The offer of Russia stands. Russia's note says so.", ["RUS about ", "RUS about "]),
        ("London estime, selon Moscow.", ["GBR about ", "RUS about "]),  # French cues are none here
    ],
)
def test_who_speaks_in_english(text, expected):
    corpus = Corpus.from_texts({"a": text}, language="en")
    table = actors.roles_in_sentences(corpus, actors.find(corpus))
    assert [f"{row.actor} {row.part} {row.cue}" for row in table.itertuples()] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sergei Lavrov left. The foreign minister agreed.", "foreign minister: sergey-lavrov"),
        ("Joe Biden left. The president of Russia agreed.", "president of Russia: vladimir-putin"),
        ("Maria Zakharova left. The spokeswoman agreed.", "spokeswoman: maria-zakharova"),
        ("Joe Biden left. The president of a company agreed.", ""),
        ("Joe Biden left. A president agreed.", ""),
    ],
)
def test_roles_in_english(text, expected):
    corpus = Corpus.from_texts({"a": f"Vladimir Putin spoke. {text}"}, language="en")
    table = actors.find(corpus).query("kind == 'role'")
    assert "; ".join(f"{row.form}: {row.actor}" for row in table.itertuples()) == expected


def test_a_part_has_the_rows_of_the_whole(corpus):
    assert list(corpus.by_language) == ["en", "fr"]
    part = corpus.in_language("en")
    assert part.documents.index.tolist() == ["a", "c"]
    assert part.tokens["form"].tolist() == corpus.tokens.query("document != 'b'")["form"].tolist()
    assert part.passage_ids.tolist() == [name for name in corpus.passage_ids if name[0] != "b"]
    assert corpus.in_language("en").in_language("en").documents.equals(part.documents)


def test_a_table_of_words_says_that_it_mixes_languages(corpus):
    table = terms.frequencies(corpus.tokens)
    assert table.set_index("lemma").at["information", "n"] == 2
    assert "in 2 languages: what is written alike is counted as one" in table.attrs["note"]
    tokens = terms.with_catalogue(corpus, corpus.tokens, "language")
    apart = terms.frequencies(tokens, by="language")
    assert apart.query("lemma == 'information'")[["language", "n"]].to_numpy().tolist() == [
        ["en", 1],
        ["fr", 1],
    ]
    assert "languages" not in apart.attrs["note"]
    chosen = terms.frequencies(terms.select(tokens, {"language": "fr"}))
    assert "languages" not in chosen.attrs["note"]


def test_a_query_is_cut_as_the_documents_are(corpus):
    assert terms.concordance(corpus, "doesn't propose")["document"].tolist() == ["a"]
    assert terms.concordance(corpus, "d'information")["document"].tolist() == ["b"]
    assert terms.concordance(corpus, "information")["document"].tolist() == ["a", "b"]


def test_actors_are_found_by_the_names_of_the_language(corpus):
    found = actors.find(corpus)[["document", "actor", "form"]].to_numpy().tolist()
    assert found == [["a", "RUS", "Moscow"], ["a", "USA", "U.S."], ["b", "RUS", "Moscou"], ["c", "USA", "US"]]
    french = Corpus.from_texts({"a": "Poles et Turkey : the Russian Foreign Ministry dort."})
    assert "demonym" not in set(actors.find(french)["kind"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia's Foreign Ministry and Polish diplomats", ["russia-mfa", "POL"]),
        ("we polish turkey for us", []),
        ("The State Department and the White House", ["usa-state-department", "usa-presidency"]),
        ("They met in Moscow; Moscow proposed to London a pact", ["RUS", "GBR"]),
        ("Joe Biden spoke. Hunter Biden left.", ["joe-biden"]),
        ("The Budapest Convention of Sergei Shoigu", ["sergei-shoigu"]),
        ("Russian-American talks", ["RUS", "USA"]),
        ("MOSCOW, May 23. The foreign policy of the UN General Assembly", ["UNGA"]),
        ("The Minister of Foreign Affairs wrote in Foreign Policy", ["foreign-policy"]),
    ],
)
def test_english_names(text, expected):
    assert actors.find(Corpus.from_texts({"a": text}, language="en"))["actor"].tolist() == expected


def test_terms_of_a_language_are_looked_for_in_its_documents():
    columns = {
        "publisher": "unknown",
        "language": ["fr", "en"],
        "text": "Le digital, arms race et convention.",
    }
    both = Corpus(pd.DataFrame(columns, index=pd.Index(["a", "b"], name="document")))
    found = terms.find(both)[["document", "term"]].to_numpy().tolist()
    assert found == [["a", "convention"], ["b", "digital"], ["b", "arms race"], ["b", "convention"]]


def test_candidates_are_looked_for_in_french_documents(corpus):
    assert candidates.find(corpus)["document"].unique().tolist() == ["b"]
    assert candidates.find(corpus.in_language("en")).empty


def test_pages_say_the_language_of_each_text(tmp_path):
    rows = [{"title": "Un titre"}, {"document": "b-2022", "file": "b.txt", "title": "One", "language": "en"}]
    texts = {"a.txt": "Moscou propose.\nPublicité\n", "b.txt": "Moscow refuses.\nAdvertisement\n"}
    chapter = Chapter(read_corpus(write_corpus(tmp_path, catalogue=rows, texts=texts)))
    assert chapter.language == "mul"
    shown = chapter.table(chapter.tokens[["document", "form"]], "Words").html
    assert '<td lang="fr">propose</td>' in shown
    assert '<td lang="en">refuses</td>' in shown
    assert '<td lang="mul">paix</td>' in chapter.table(pd.DataFrame({"lemma": ["paix"]}), "Words").html
    french, english = (body for _, body in text_pages(chapter))
    assert re.findall(r'lang="(\w+)"', french) == ["fr"] * 3
    assert re.findall(r'lang="(\w+)"', english) == ["en"] * 3
    listed = passages(evidence.passages(chapter.corpus, chapter.corpus.sentences)).html
    assert '<p class="passage-sentence" lang="en">Moscow refuses.</p>' in listed


def test_a_text_in_another_language_than_its_row_says_is_noted(tmp_path):
    text = "The states of the world have to act on it, and they will not wait for Moscow or London."
    corpus = read_corpus(write_corpus(tmp_path, texts={"a.txt": text}))
    noted = "note: a-2021: its language is 'fr' in the catalogue, its words seem to be 'en'"
    assert noted in check.notes(corpus)


def test_an_unknown_language_is_refused(tmp_path):
    folder = write_corpus(tmp_path, catalogue=[{"language": "de"}])
    assert check.check(folder)[1] == [
        f"{folder / 'catalogue.csv'}, row 2 (a-2021): language is 'de'; expected one of fr, en"
    ]
    with pytest.raises(InputError, match="expected one of fr, en"):
        read_corpus(folder)
