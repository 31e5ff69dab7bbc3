"""Phrases found in tokens."""

import unicodedata

import pytest

from analysis import Corpus, InputError
from analysis.corpus.phrases import find_phrases, is_phrase


def found(text, phrases, **options):
    table = find_phrases(Corpus.from_texts({"a": text}).tokens, phrases, **options)
    return [(row.phrase, text[row.start : row.end]) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("L'Onu agit.", ["ONU"], [("ONU", "Onu")]),
        ("Les Etats-Unis agissent.", ["États-Unis"], [("États-Unis", "Etats-Unis")]),
        ("L’état d'esprit.", ["l'État d’esprit"], [("l'État d’esprit", "L’état d'esprit")]),
        ("Un traité.", ["traite"], [("traite", "traité")]),
        ("Onusien.", ["onu"], []),
        ("Le conseil de sécurité.", ["Conseil", "conseil de sécurité"], [("conseil de sécurité",) * 2]),
        ("a b c d.", ["a b", "b c d", "c d"], [("a b", "a b"), ("c d", "c d")]),
        ("Nations. Unies.", ["nations unies"], []),
        ("Nations, unies.", ["nations unies"], [("nations unies", "Nations, unies")]),
        ("Nations\nunies sont là.", ["nations unies"], []),
        (
            "cyberattaque, cyber-arme, cyber.",
            ["cyber*"],
            [("cyber*", f) for f in ("cyberattaque", "cyber-arme", "cyber")],
        ),
        ("la paix la paix", ["la paix"], [("la paix", "la paix")] * 2),
        ("rien", [], []),
    ],
)
def test_found(text, phrases, expected):
    assert found(text, phrases) == expected


def test_decomposed_letters():
    text = unicodedata.normalize("NFD", "Les États-Unis et l’État.")
    assert [form for _, form in found(text, ["états-unis", "État"])] == [
        unicodedata.normalize("NFD", form) for form in ("États-Unis", "État")
    ]


def test_exact():
    assert found("L'EST est à l'est.", ["EST"], exact=["EST"]) == [("EST", "EST")]
    assert len(found("L'EST est à l'est.", ["EST"])) == 3


def test_inflected():
    text = "Ils proposent des traités."
    assert found(text, ["proposer", "traité"], inflected=True) == [
        ("proposer", "proposent"),
        ("traité", "traités"),
    ]
    assert found(text, ["proposer", "traité"]) == []


def test_a_phrase_does_not_cross_documents():
    corpus = Corpus.from_texts({"a": "Les Nations", "b": "unies"})
    assert find_phrases(corpus.tokens, ["nations unies"]).empty


def test_spans_and_sentences():
    table = find_phrases(Corpus.from_texts({"b": "Non. La paix.", "a": "Paix."}).tokens, ["paix"])
    assert table.to_numpy().tolist() == [["b", 8, 12, 1, "paix"], ["a", 0, 4, 0, "paix"]]


def test_a_phrase_without_a_word():
    with pytest.raises(InputError) as caught:
        found("Oui.", ["--", "oui", "!"])
    assert caught.value.problems == [
        "'--' holds no word; give a phrase of at least one word",
        "'!' holds no word; give a phrase of at least one word",
    ]
    assert [is_phrase(text) for text in ("--", "", "l'", "a*")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("*attaque", ["cyberattaque", "contre-attaque", "attaque"]),
        ("*ATTAQUE", ["cyberattaque", "contre-attaque", "attaque"]),
        ("*attaque*", ["cyberattaque", "contre-attaque", "attaque", "attaquent"]),
        ("cyber*que", ["cyberattaque"]),
        ("c*-at*", ["contre-attaque"]),
        ("**attaque**", ["cyberattaque", "contre-attaque", "attaque", "attaquent"]),
        ("cyber*", ["cyberattaque"]),
        ("une *-attaque", ["une contre-attaque"]),
        ("l'*ée", ["l’armée"]),
        ("*a*a*a*a*a*a*x", []),
    ],
)
def test_a_star_stands_for_any_letters(phrase, expected):
    text = "La cyberattaque, une contre-attaque et l'attaque que l’armée craint : ils attaquent."
    corpus = Corpus.from_texts({"a": text, "b": "a" * 20_000})
    found = find_phrases(corpus.tokens, [phrase])
    assert [corpus.text(row.document)[row.start : row.end] for row in found.itertuples()] == expected


def test_a_soft_hyphen_is_no_star():
    corpus = Corpus.from_texts({"a": "Une cyberattaque et une cybercrise."})
    found = find_phrases(corpus.tokens, ["cyber\u00adattaque"])
    assert found["start"].tolist() == [4]
