"""Words, sentences, lemmas and quotations of French."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import french

PIECES = st.sampled_from(
    [
        *("l'", "L’", "qu’", "aujourd’hui", "propose-t-il", "États-Unis", "ç'a", "d'", "M. ", "U.R.S.S. "),
        *(". ", ".", "? ", "…", "[...]", "!", "« ", " »", "\u00a0»", '"', "“", "”", "(", ")", "\u202f"),
        *("e\u0301", "E\u0301", "\u00ad", "𝔸", "😀", "2 000", "29.03.2024", "https://a.fr/x?y=1", "@RT_com"),
        *("russe.En", "\n", "\r\n", "\u2028", "-", "–", "'", "’", "_", "²", "A/RES/75/240", "e@a.fr", "٣"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=15).map("".join)
FRENCH = st.text("abcéèçÉÀ'’- .?!«»Mn", max_size=30)


def words(text):
    return [text[start:end] for start, end in french.words(text)]


def sentences(text):
    return [text[start:end] for start, end in french.sentences(text)]


@settings(max_examples=200)
@given(TEXTS)
def test_words_are_spans_in_order(text):
    spans = list(french.words(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert [char for place, char in enumerate(text) if char.isalpha() and place not in covered] == []


@settings(max_examples=200)
@given(TEXTS)
def test_sentences_are_spans_in_order_with_white_space_between(text):
    spans = list(french.sentences(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    bounds = [0, *(place for span in spans for place in span), len(text)]
    assert bounds == sorted(bounds)
    between = [text[left:right] for left, right in zip(bounds[::2], bounds[1::2], strict=True)]
    assert "".join(between).strip() == ""
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@settings(max_examples=100)
@given(FRENCH)
def test_decomposed_letters_make_the_same_words(text):
    decomposed = words(unicodedata.normalize("NFD", text))
    assert [unicodedata.normalize("NFC", word) for word in decomposed] == words(text)


@settings(max_examples=50)
@given(FRENCH)
def test_decomposed_letters_make_the_same_sentences(text):
    decomposed = sentences(unicodedata.normalize("NFD", text))
    assert [unicodedata.normalize("NFC", sentence) for sentence in decomposed] == sentences(text)


@settings(max_examples=100)
@given(TEXTS)
def test_quotations_are_spans_in_order(text):
    spans = french.quotations(text)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'Onu d’État", ["l'", "Onu", "d’", "État"]),
        ("jusqu’à puisqu'elle lorsqu'on", ["jusqu’", "à", "puisqu'", "elle", "lorsqu'", "on"]),
        ("aujourd’hui d'aujourd'hui", ["aujourd’hui", "d'", "aujourd'hui"]),
        ("quelqu'un presqu'île prud'homme", ["quelqu'un", "presqu'île", "prud'homme"]),
        ("a-t-elle dit-il", ["a", "-t-elle", "dit", "-il"]),
        ("donne-le-moi", ["donne", "-le", "-moi"]),
        ("États-Unis Royaume-Uni rendez-vous", ["États-Unis", "Royaume-Uni", "rendez-vous"]),
        ("là-bas c'est-à-dire", ["là-bas", "c'est-à-dire"]),
        ("«\u00a0prête\u00a0», \u202f!", ["prête"]),
        ("«d’échanger», “oui”", ["d’", "échanger", "oui"]),
        ("L’U.R.S.S. et l'O.N.U.", ["L’", "U.R.S.S.", "et", "l'", "O.N.U."]),
        ("2 000 hommes, 3,5 %, 29.03.2024", ["2 000", "hommes", "3,5", "29.03.2024"]),
        ("2\u202f000 1\u00a0000\u00a0000", ["2\u202f000", "1\u00a0000\u00a0000"]),
        ("la 76e session, A/RES/75/240", ["la", "76e", "session", "A/RES/75/240"]),
        ("voir https://a.fr/x?y=1.", ["voir", "https://a.fr/x?y=1"]),
        ("@RT_com #paix a.b@c.fr", ["@RT_com", "#paix", "a.b@c.fr"]),
        ("les États' droits", ["les", "États", "droits"]),
        ("accepterTout", ["accepterTout"]),
        ("𝔸𝔹 😀 fin", ["𝔸𝔹", "fin"]),
        ("", []),
        ("... – « » !", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui. Non.", ["Oui.", "Non."]),
        ("russe.En 2019, non.", ["russe.", "En 2019, non."]),
        ("de 2005).Le 27 mars.", ["de 2005).", "Le 27 mars."]),
        ('étrangères."Tout est dit", dit-il.', ["étrangères.", '"Tout est dit", dit-il.']),
        ("Il dit : « Non ! » Puis il part.", ["Il dit : « Non ! »", "Puis il part."]),
        ('Il dit : "Oui." Puis il part.', ['Il dit : "Oui."', "Puis il part."]),
        ('Il dit "oui". "Puis il part."', ['Il dit "oui".', '"Puis il part."']),
        ("«\u00a0Non\u00a0! », dit-il.", ["«\u00a0Non\u00a0! », dit-il."]),
        ("M. Poutine et Mme Zakharova.", ["M. Poutine et Mme Zakharova."]),
        ("V. Poutine. J.-P. Dupont.", ["V. Poutine.", "J.-P. Dupont."]),
        ("Le 29.03.2024 à 12.30.", ["Le 29.03.2024 à 12.30."]),
        ("Voir www.mid.ru. Fin.", ["Voir www.mid.ru.", "Fin."]),
        ("Voir https://a.fr/b.Cd sinon.", ["Voir https://a.fr/b.Cd sinon."]),
        ("des armements [...] Depuis 2019.", ["des armements [...]", "Depuis 2019."]),
        ("Moscou [...] propose.", ["Moscou [...] propose."]),
        ("Vraiment ?! Oui… Non.", ["Vraiment ?!", "Oui…", "Non."]),
        ("Quoi... rien.", ["Quoi... rien."]),
        ("Paix, armes, etc. Le reste suit.", ["Paix, armes, etc.", "Le reste suit."]),
        ("Fin", ["Fin"]),
        (" \n ", []),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Les", "le"),
        ("l’", "le"),
        ("qu'", "que"),
        ("propositions", "proposition"),
        ("TIC", "TIC"),
        ("Moscou", "Moscou"),
        ("cyberattaques", "cyberattaque"),
        ("cyber-armements", "cyber-armement"),
        (unicodedata.normalize("NFD", "sécurités"), "sécurité"),
        ("2019", "2019"),
        ("ivant", "ivant"),  # an ending of verbs with nothing before it but « ivre »
    ],
)
def test_lemma(form, expected):
    assert french.lemma(form) == expected


@pytest.mark.parametrize("form", ["le", "Le", "L'", "l’", "DES", "-t-il", "qu’", "à", "a\u0300"])
def test_stop_words(form):
    assert french.is_stop_word(form)


@pytest.mark.parametrize("form", ["Russie", "sécurité", "propose", "TIC", "2019"])
def test_no_stop_words(form):
    assert not french.is_stop_word(form)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Oui», dit-il, « non ».", ["Oui", " non "]),
        ("«Ouverte jusqu'au bout\nSuite", ["Ouverte jusqu'au bout"]),
        ('Il dit "oui" et “non”.', ["oui", "non"]),
        ("Il dit « Elle a dit « oui » hier » puis « non ».", [" Elle a dit « oui » hier ", " non "]),
        ("« Il dit « oui » et part", [" Il dit « oui "]),
        ("« Un « deux » puis « trois » fin", [" Un « deux ", " trois "]),
        ("« Un traité,\nun pacte », dit-il.\n« Rien", [" Un traité,\nun pacte ", " Rien"]),
        ("« Un traité,\n« un pacte », dit-il », dit-elle", [" Un traité,", " un pacte "]),
        ("« Ouverte\n\nSuite », dit-il.", [" Ouverte"]),
        ("Il dit „ja“ et „oui”, puis “non”.", ["ja", "oui", "non"]),
        ('« Il a dit "oui" »', [' Il a dit "oui" ']),
        ("rien", []),
    ],
)
def test_quotations(text, expected):
    assert [text[start:end] for start, end in french.quotations(text)] == expected
