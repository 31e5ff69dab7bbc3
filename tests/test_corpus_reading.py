"""Readings: what each sign of a text is read as, and which lines go on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, actors, candidates
from analysis.corpus.lines import is_one_word
from analysis.corpus.reading import ALL_SIGNS, read
from analysis.spelling import UNREAD


def words(text):
    return Corpus.from_texts({"a": text}).tokens["form"].tolist()


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*ALL_SIGNS, *"aé-'’\n .1[]M,", "inter", "traité", "\u0301"])).map("".join))
def test_a_reading_has_the_length_of_its_text(text):
    assert len(read(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La résolution1 du 5 décembre2.", "La résolution  du 5 décembre ."),
        ("La résolution a été votée.1 Elle appelle.", "La résolution a été votée.  Elle appelle."),
        ("La Russie1, l’ONU2 et Sputnik3 (aussi4).", "La Russie , l’ONU  et Sputnik  (aussi )."),
        ("Il dit « non »1. Elle part²; fin³", "Il dit « non » . Elle part ; fin "),
        ("Un traité[1], voté.[2] Elle part [3].", "Un traité   , voté.    Elle part    ."),
        ("se\u0301curite\u03011 et paix1", "se\u0301curite\u0301  et paix "),
    ],
)
def test_numbers_of_notes_are_not_read(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Le G7, le G20.",
            "la COVID19",
            "l’article 51",
            "le H1N1",
            "le 2e",
            "3 km2 et 4 cm3",
            "le Su27",
            "TF1",
        ),
        *("France24 et RT", "L’art.5 La suite", "la version 2.1 Elle", "A/RES/75/240", "@compte1 #sujet2"),
        *(
            "https://a.fr/page1",
            "fichier1.pdf",
            "en 2021. Elle",
            "12h30",
            "le Mi8",
            "[2020] Elle",
            "(1)",
            "[1] Une note",
        ),
    ],
)
def test_other_numbers_are_read(text):
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La communauté inter-\nnationale agit.", ["La", "communauté", "internationale", "agit"]),
        ("La cybersé-\ncurité est là.", ["La", "cybersécurité", "est", "là"]),
        ("Les États-\nUnis sont là.", ["Les", "États-Unis", "sont", "là"]),
        ("Que dit-\nelle, a-t-\nelle dit ?", ["Que", "dit", "-elle", "a", "-t-elle", "dit"]),
        ("Le porte-\nparole est là.", ["Le", "porte-parole", "est", "là"]),
        ("Le blorgé, oui. Un blor-\ngé est là.", ["Le", "blorgé", "oui", "Un", "blorgé", "est", "là"]),
        ("Un anti-terroriste. L’anti-\nterroriste.", ["Un", "anti-terroriste", "L’", "anti-terroriste"]),
        ("Le Re\u0301-\npublicain est là.", ["Le", "Républicain", "est", "là"]),
        ("Les con\ufb02its of\ufb01ciels.", ["Les", "conflits", "officiels"]),
    ],
)
def test_words_over_a_line_end(text, expected):
    assert words(text) == expected


def test_a_compound_is_no_broken_word():
    assert [
        is_one_word(*pair, []) for pair in [("main", "tenant"), ("cyber", "blorg"), ("zakha", "rova")]
    ] == [True] * 3
    assert not any(
        is_one_word(*pair, []) for pair in [("franco", "russe"), ("sous", "marin"), ("Jean", "Paul")]
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Il a répondu à la commission,\ndont la France est membre.", 1),
        ("Le groupe a remis son rapport sur\nla paix.", 1),
        ("Un titre\nLe groupe a remis son rapport.", 2),
        ("Un titre\n\nla suite des faits.", 2),
        ("Les mesures de\nla Russie\net de la France.", 1),
        ("Le groupe a remis :\n- son rapport\n- sa lettre", 3),
        ("Le groupe veut la paix\na) dans le monde\nb) au pays", 3),
        ("Le vote aura lieu en mai. Selon M.\nDupont, qui a lu le texte de la\nconvention, il sera long.", 1),
        ("Le groupe d’experts a remis le\ntexte – et son annexe – au comité\n– et puis rien.", 1),
    ],
)
def test_lines_that_go_on(text, lines):
    assert read(text).count("\n") == text.count("\n") if lines > 1 else "\n" not in read(text)
    assert len([line for line in read(text).split("\n") if line.strip()]) == lines


@pytest.mark.parametrize(
    "name", ["États\u2011Unis", "États\u2010Unis", "Éta\u200bts-Unis", "Nations\u00a0unies", "l\u02bcONU"]
)
def test_names_are_found_however_they_are_typed(name):
    found = actors.find(Corpus.from_texts({"a": f"Selon {name}, non."}))
    assert found["actor"].tolist() == ["USA" if "Unis" in name else "UN"]
    assert found["form"].tolist() == [name.removeprefix("l\u02bc")]


def test_what_follows_an_inner_quotation_is_quoted_too():
    text = "« Moscou a dit « non »,\nmais nous proposons un traité », a déclaré Sergueï Lavrov."
    found = candidates.find(Corpus.from_texts({"a": text}))
    last = found[["quote", "proposer", "certainty"]].iloc[-1].tolist()
    assert last == ["proposons un traité", "sergey-lavrov", "quoted"]


def test_candidates_are_told_in_the_text_itself():
    text = "Moscou propose de con\u00adclure1 un trai-\nté avec les États\u2011Unis."
    (row,) = candidates.find(Corpus.from_texts({"a": text})).itertuples()
    assert row.quote == text[row.start : row.end] == text[7:-1]
    assert (row.proposer, UNREAD in read(text)) == ("RUS", True)
