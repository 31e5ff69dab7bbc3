"""Persons whom a text introduces and the lexicon lacks: found, followed, and given to a state."""

import pandas as pd
import pytest

from analysis import Corpus, actors
from analysis.actors.lexicon import with_parents


def introduced(text, **columns):
    plain = Corpus.from_texts({"a": text}, language="fr")
    corpus = Corpus(plain.documents.assign(**columns))
    found = actors.introduced(corpus, actors.find(corpus))
    return found[["actor", "form"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "actor", "forms"),
    [
        (
            "Le sénateur russe Ivan Tarkov est là. M. Tarkov parle.",
            "Ivan Tarkov@RUS",
            ["Ivan Tarkov", "Tarkov"],
        ),
        ("La porte-parole de la diplomatie chinoise, Hua Linping, dort.", "Hua Linping@CHN", ["Hua Linping"]),
        (
            "Anne Durand, ambassadrice de France, dort. Durand rêve.",
            "Anne Durand@FRA",
            ["Anne Durand", "Durand"],
        ),
        ("Mme Anne Tarkov (Fédération de Russie) dort.", "Anne Tarkov@RUS", ["Anne Tarkov"]),
        ("Mme Tarkov dort. M. Ivan Tarkov aussi.", "Ivan Tarkov@", ["Tarkov", "Ivan Tarkov"]),
        ("Le directeur de Microsoft Paul Tarkov dort.", "Paul Tarkov@microsoft", ["Paul Tarkov"]),
    ],
)
def test_who_is_introduced_is_followed_with_the_state_that_the_office_tells(text, actor, forms):
    assert introduced(text) == [[actor, form] for form in forms]


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur le Président, M. le ministre dort.",
        "Le ministre de la Défense a rencontré Jean Tarkov.",
        "M. Wang, puis le ministre Wang Yi.",
        "Le porte-parole du Kremlin Dmitri Peskov dort.",
    ],
)
def test_nobody_is_introduced_by_what_is_no_name_or_known(text):
    assert introduced(text) == []


def test_a_national_office_is_that_of_the_government_that_publishes_or_whose_bodies_are_named():
    text = "La députée Anne Durand dort."
    assert introduced(text) == [["Anne Durand@", "Anne Durand"]]
    told = introduced(text, country="FRA", publisher_type="government")
    assert told == introduced(f"{text} Le Quai d'Orsay aussi.") == [["Anne Durand@FRA", "Anne Durand"]]
    assert introduced("Le maire Paul Durand dort. Le Quai d'Orsay aussi.")[0][0] == "Paul Durand@"


def test_provisional_actors_are_found_only_if_asked_for_and_belong_to_their_state():
    corpus = Corpus.from_texts({"a": "Moscou dort. Le sénateur russe Ivan Tarkov parle."}, language="fr")
    found = actors.find(corpus, provisional=True)
    is_new = found["rule"] == "introduced"
    pd.testing.assert_frame_equal(found[~is_new].reset_index(drop=True), actors.find(corpus))
    assert found.loc[is_new, "actor"].tolist() == ["Ivan Tarkov@RUS"]
    assert with_parents("Ivan Tarkov@RUS", {}) == ["Ivan Tarkov@RUS", "RUS"]


def test_a_middle_name_makes_nobody_new():
    rows = introduced("Le délégué, M. Karsten Diethelm Geier, a parlé. M. Geier insiste.")
    assert {actor for actor, _ in rows} == {"karsten-geier"}
