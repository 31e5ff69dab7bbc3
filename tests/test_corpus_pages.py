"""Many pages cut at once: the segments of the readable rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import large, pages, plain, segments
from analysis.corpus.slow_rules import hard_lines

ENGLISH = "Moscow says that the treaty on the use of information is not in the interest of the other states."
BODY = "Le traité sur la sécurité de l'information est un projet de la Russie et de la Chine."
TOLD = [
    *("Publicité", "Partager sur X", "Tout accepter", "Réglages", "Nous utilisons des cookies pour vous."),
    *("Photo : une salle", "Une salle du palais en 2021", "© AFP", "12 min de lecture", "Par Anne Durand"),
    *("Temps de lecture : 4 min Publicité", "Une salle © AFP, 2021", "Le 3 mars 2021", "date 2021-03-04"),
    *("Le traité, un projet", "LE TRAITE, UN PROJET", "Le  traité, un projet", "projet de la Russie"),
    *("« Projet de la Russie [...] »", "sécurité […] de la Chine", BODY, f"{BODY} Publicité", ENGLISH),
    *(
        f"Il dit : « {ENGLISH} »",
        "Il y a :",
        "- un",
        "- deux",
        "a) un",
        "b) deux",
        "1. un",
        "• un",
        "RT France",
    ),
    *(
        "À suivre",
        "A SUIVRE",
        "ﬁn",
        "« »",
        "\u0301",
        "[...]",
        "— " + BODY,
        f"{BODY} " * 9 + "Tout accepter. ",
    ),
    *(
        "Nous utilisons des cookies pour vous. " + f"{BODY} " * 9,
        "traitement de İl",
        "le\u00adtraité",
        "l’ l' l",
    ),
]
HARD = [
    (before + again + end).strip()
    for row in segments.read_rules().itertuples()
    for before, again, end in hard_lines(row.pattern)
]
PAGES = st.lists(st.sampled_from(TOLD) | st.sampled_from(HARD), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", " \n "]).map(lambda end: end.join(lines))
)
GIVEN = st.fixed_dictionaries(
    {
        "publisher": st.sampled_from(["unknown", "", "RT France"]),
        "language": st.sampled_from(["fr", "fr", "en", "ru"]),
        "recurs": st.sampled_from([(), frozenset({"a suivre"}), frozenset({"", "fin"})]),
    }
)


def columns(found):
    return [found.counts.tolist(), *(column.tolist() for column in found.columns)]


@settings(max_examples=1500)
@given(st.lists(st.tuples(PAGES, GIVEN), min_size=1, max_size=4), st.sampled_from([1, 300, 300_000]))
def test_pages_have_the_segments_of_the_readable_rules(some, block):
    texts = plain.readings(text for text, _ in some)
    options = [given for _, given in some]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "BLOCK", block)
        assert large.readings(text for text, _ in some) == texts
        assert columns(large.segments(texts, options)) == columns(plain.segments(texts, options))


def test_an_automaton_tells_the_words_that_a_line_holds():
    columns, steps, told = pages.automaton([("he", 1), ("she", 2), ("his", 4), ("hers", 8)])

    def bits(line):
        state, found = 0, 0
        for byte in line.encode():
            state = steps[state, columns[byte]]
            found |= int(told[state])
        return found

    assert [bits(line) for line in ("ushers", "this", "hi", "he")] == [11, 4, 0, 1]


def test_a_book_between_pages_is_cut_as_a_book(monkeypatch):
    texts = ["Un titre\n\nIl pleut.", "Publicité\nIl dort. " * 20, "", "Publicité\nIl vente."]
    monkeypatch.setattr(segments, "LONGEST_PAGE", 100)
    options = [{"publisher": "unknown", "language": "fr", "recurs": ()}] * 4
    assert columns(large.segments(texts, options)) == columns(plain.segments(texts, options))
    assert large.segments(texts, options).counts.tolist() == [2, 21, 0, 2]
