"""Words, sentences and lemmas of English."""

import unicodedata

import pytest

from analysis import english
from analysis.english.lists import load_lists


def cut(text):
    return [text[start:end] for start, end in english.words(text)]


def cut_sentences(text):
    return [text[start:end] for start, end in english.sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We don't, can’t and WON'T.", "We do n't ca n’t and WO N'T"),
        ("It's Russia’s, the states’ and O'Neill's.", "It 's Russia ’s the states and O'Neill 's"),
        ("They'll say we've won, I'm sure she'd go.", "They 'll say we 've won I 'm sure she 'd go"),
        ("should've at 5 o'clock in Côte d'Ivoire", "should 've at 5 o'clock in Côte d'Ivoire"),
        ("U.S. and U.N. envoys, e.g. Mr. Smith", "U.S. and U.N. envoys e.g. Mr. Smith"),
        ("No. 5, Jan. 5, not no. Five", "No. 5 Jan. 5 not no Five"),
        ("cyber-attacks cost $2.5 million, 1,200 of 3%", "cyber-attacks cost 2.5 million 1,200 of 3"),
        ("A/RES/75/240 of 24 Dec. 2020", "A/RES/75/240 of 24 Dec. 2020"),
        ("state.gov, a@b.org and @MFA", "state.gov a@b.org and @MFA"),
    ],
)
def test_words(text, expected):
    assert cut(text) == expected.split()
    assert cut(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", expected).split()


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. refused.|The U.K. agreed.",
        "He met Sen. Smith and Gen. V. Brown at 5 p.m. on Jan. 5.|They talked.",
        "“We don’t agree.”|“Why?” he asked.|She left.",
        "It was made in the U.S.|They know.",
        "It rose to No. 3 (cf. Fig. 2).|And then?|No.|The end.",
        'He said: "No."|Then he left.',
        "The bodies, i.e. the U.N. Security Council, met.",
        "It cost 2.5 million.|However, it works",
    ],
)
def test_sentences(text):
    assert cut_sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("States", "state"),
        ("was", "be"),
        ("n’t", "not"),
        ("Countries", "country"),
        ("Russians", "Russian"),
        ("RUSSIA", "Russia"),
        ("US", "US"),
        ("us", "we"),
        ("NATO", "NATO"),
        ("cyber-attacks", "cyber-attack"),
        ("open-ended", "open-ended"),
        ("cancelled", "cancel"),
        ("U.S.", "U.S."),
        ("Zakharova", "Zakharova"),
    ],
)
def test_lemmas(form, lemma):
    assert english.lemma(form) == lemma


def test_function_words():
    assert [english.is_stop_word(form) for form in ("THE", "’s", "them", "US", "WHO", "who", "state")] == (
        [True, True, True, False, False, True, False]
    )


def test_the_lists_that_ship_are_sound():
    assert load_lists() == []
