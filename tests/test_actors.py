"""Actors, their mentions and what stands beside them."""

import math

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy.stats import chi2_contingency

from analysis import Corpus, InputError, actors

FILES = {
    "actors.csv": "actor,name_en,name_fr,type,parent\nRUS,Russia,Russie,state,\n"
    "mzk,Zakharova,Zakharova,person,RUS\n"
    "GBR,United Kingdom,Royaume-Uni,state,\nUN,United Nations,Nations unies,organisation,\n",
    "aliases.csv": "alias,actor,kind,case,note\nRussie,RUS,name,false,\nrusse,RUS,demonym,false,\n"
    "Moscou,RUS,metonym,false,\nporte-parole russe,mzk,role,false,\nLondres,GBR,metonym,false,\n"
    "Onu,UN,name,false,\nNations unies,UN,name,false,\nEST,UN,name,true,\n",
    "not_actors.csv": "phrase,note\ntraité de Moscou,a treaty\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.fixture
def lexicon(folder):
    return actors.read_lexicon(folder)


def replace(folder, name, old, new):
    path = folder / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def found(text, lexicon=None):
    corpus = Corpus.from_texts({"a": text})
    table = actors.find(corpus, lexicon)
    assert [text[row.start : row.end] for row in table.itertuples()] == table["form"].tolist()
    return [(row.actor, row.kind, row.form) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Russie agit.", [("RUS", "name", "Russie")]),
        ("Moscou a saisi l’ONU.", [("RUS", "metonym", "Moscou"), ("UN", "name", "ONU")]),
        ("La porte-parole russe parle.", [("mzk", "role", "porte-parole russe")]),
        ("Le peuple russe.", [("RUS", "demonym", "russe")]),
        ("Une réunion à Moscou.", []),
        ("À Londres, rien.", []),
        ("De Moscou à la Russie.", [("RUS", "metonym", "Moscou"), ("RUS", "name", "Russie")]),
        ("L'EST est loin.", [("UN", "name", "EST")]),
        ("Le traité de Moscou lie Londres.", [("GBR", "metonym", "Londres")]),
        ("Les Nations unies.", [("UN", "name", "Nations unies")]),
        ("Personne.", []),
    ],
)
def test_find(text, expected, lexicon):
    assert found(text, lexicon) == expected


def test_find_with_the_lexicon_that_ships():
    text = "Maria Zakharova, de Moscou, et les Etats-Unis (USA) à l'OTAN."
    assert [(actor, form) for actor, _, form in found(text)] == [
        ("maria-zakharova", "Maria Zakharova"),
        ("RUS", "Moscou"),
        ("USA", "Etats-Unis"),
        ("USA", "USA"),
        ("NATO", "OTAN"),
    ]


def test_the_lexicon_that_ships_is_sound():
    assert actors.load_lexicon()[1] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "aliases.csv",
            "Onu,UN",
            "Moscou,UN",
            "alias 'moscou' is claimed by RUS and UN; leave it to one of them",
        ),
        (
            "aliases.csv",
            "Onu,UN",
            "MOSCOU,UN",
            "alias 'moscou' is claimed by RUS and UN; leave it to one of them",
        ),
        ("aliases.csv", "Onu,UN", "Onu,XYZ", "row 7 (Onu): actor 'XYZ' is not in actors.csv; add or mend it"),
        (
            "aliases.csv",
            "Onu,UN,name",
            "Onu,UN,title",
            "row 7 (Onu): kind is 'title'; expected one of name, metonym",
        ),
        ("aliases.csv", "Onu,", "--,", "row 7 (--): alias is '--'; expected a word of more than one letter"),
        ("aliases.csv", "Onu,", "O,", "row 7 (O): alias is 'O'; expected a word of more than one letter"),
        ("actors.csv", "person,RUS", "person,XYZ", "(mzk): parent 'XYZ' is no actor; add it or mend it"),
        ("actors.csv", "state,\nmzk", "state,mzk\nmzk", "(RUS): its parents go round in a circle at 'RUS'"),
        ("actors.csv", "UN,", "RUS,", "row 5 (RUS): actor 'RUS' occurs twice; each row needs its own"),
        (
            "actors.csv",
            "state",
            "country",
            "row 2 (RUS): type is 'country'; expected one of state, organisation",
        ),
        (
            "not_actors.csv",
            "traité de Moscou",
            "...",
            "row 2 (...): phrase is '...'; expected at least one word",
        ),
    ],
)
def test_problems_of_a_lexicon(folder, name, old, new, expected):
    replace(folder, name, old, new)
    problems = actors.load_lexicon(folder)[1]
    assert any(problem.startswith(str(folder / name)) and expected in problem for problem in problems)
    with pytest.raises(InputError) as caught:
        actors.read_lexicon(folder)
    assert caught.value.problems == problems


def test_one_alias_in_two_writings_of_one_actor_is_sound(folder):
    replace(folder, "aliases.csv", "Onu,UN,name,false,\n", "Onu,UN,name,false,\nONU,UN,name,false,\n")
    assert found("L'ONU, l'Onu.", actors.read_lexicon(folder)) == [
        ("UN", "name", "ONU"),
        ("UN", "name", "Onu"),
    ]


def test_roll_up(lexicon):
    mentions = pd.DataFrame({"actor": ["mzk", "RUS", "GBR", "unknown"], "n": range(4)})
    rolled = actors.roll_up(mentions, lexicon.actors)
    assert rolled["actor"].tolist() == ["RUS", "RUS", "GBR", "unknown"]
    assert rolled["n"].tolist() == [0, 1, 2, 3]


def units_of(*members):
    """Mentions: a sentence for each group of actors."""
    rows = [("d", 10 * n, 10 * n + 1, n, actor, "name") for n, group in enumerate(members) for actor in group]
    return pd.DataFrame(rows, columns=["document", "start", "end", "sentence", "actor", "kind"])


def test_co_mentions_by_hand():
    table = actors.co_mentions(units_of("AB", "AB", "A", "BC", "AAB", "C"), units=10)
    assert table[["actor_a", "actor_b", "n", "n_a", "n_b", "units", "expected"]].to_numpy().tolist() == [
        ["A", "B", 3, 4, 4, 10, 1.6],
        ["B", "C", 1, 4, 2, 10, 0.8],
    ]
    pmi = math.log2((3 / 10) / (4 / 10 * 4 / 10))
    assert table.at[0, "npmi"] == pytest.approx(pmi / -math.log2(3 / 10))


def test_npmi_at_its_landmarks():
    """Bouma 2009: 1 for words that stand only together, 0 under independence, below 0 when apart."""
    together = actors.co_mentions(units_of("AB", "AB", "C", "C"))
    assert together.at[0, "npmi"] == pytest.approx(1)
    independent = actors.co_mentions(units_of("AB", "A", "B", ""), units=4)
    assert independent.at[0, "npmi"] == pytest.approx(0)
    assert independent.at[0, "g2"] == pytest.approx(0)
    apart = actors.co_mentions(units_of("AB", *"AAAABBBB"))
    assert apart.at[0, "npmi"] < 0
    everywhere = actors.co_mentions(units_of("AB", "AB"))
    assert everywhere.at[0, "npmi"] == 1
    assert everywhere.at[0, "g2"] == 0


@pytest.mark.parametrize(
    ("both", "first", "second", "neither", "published"),
    [
        (110, 2442, 111, 29114, 270.72),
        (29, 13, 123, 31612, 263.90),
        (31, 23, 139, 31584, 256.84),
        (10, 0, 3, 31764, 167.23),
        (76, 104, 2476, 29121, 157.21),
    ],
)
def test_g2_as_published(both, first, second, neither, published):
    """The bigrams *the swiss*, *can be*, *previous year*, *mineral water*, *at the* of Dunning 1993."""
    mentions = units_of(*["AB"] * both, *["A"] * first, *["B"] * second)
    table = actors.co_mentions(mentions, units=both + first + second + neither)
    assert table.at[0, "g2"] == pytest.approx(published, abs=0.005)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 30))
def test_g2_as_others_compute_it(both, first, second, neither):
    total = both + first + second + neither
    table = actors.co_mentions(units_of(*["AB"] * both, *["A"] * first, *["B"] * second), units=total)
    g2 = table.at[0, "g2"]
    marginals = (both + first, both + second)
    assert g2 == pytest.approx(BigramAssocMeasures.likelihood_ratio(both, marginals, total), abs=1e-6)
    assume(all(0 < marginal < total for marginal in marginals))
    expected = chi2_contingency(
        [[both, first], [second, neither]], lambda_="log-likelihood", correction=False
    ).statistic
    assert g2 == pytest.approx(expected, abs=1e-9)


def test_co_mentions_by_document_and_by_kind():
    mentions = units_of("AB", "C").assign(kind=["name", "demonym", "name"])
    pairs = actors.co_mentions(mentions, within="document")[["actor_a", "actor_b", "n", "units"]]
    assert pairs.to_numpy().tolist() == [["A", "B", 1, 1], ["A", "C", 1, 1], ["B", "C", 1, 1]]
    named = actors.co_mentions(mentions, within="document", kinds=["name"])
    assert named[["actor_a", "actor_b"]].to_numpy().tolist() == [["A", "C"]]
    assert actors.co_mentions(mentions, kinds=["name"]).empty


def test_co_mention_rows():
    mentions = units_of("AAB", "A", "BC")
    rows = actors.co_mention_rows(mentions)
    assert rows[["actor_a", "actor_b", "actor", "sentence"]].to_numpy().tolist() == [
        *[["A", "B", "A", 0]] * 2,
        ["A", "B", "B", 0],
        ["B", "C", "B", 2],
        ["B", "C", "C", 2],
    ]


def test_wrong_options():
    with pytest.raises(InputError, match="within is 'page'; expected one of sentence, paragraph, document"):
        actors.co_mentions(units_of("AB"), within="page")
    with pytest.raises(InputError, match="units is 1, but actors are named in 2 units"):
        actors.co_mentions(units_of("AB", "A"), units=1)


def test_network(lexicon):
    mentions = units_of(["RUS", "GBR", "RUS"], ["RUS", "GBR"], ["GBR", "UN"])
    pairs = actors.co_mentions(mentions, units=9)
    graph = actors.network(pairs, mentions, lexicon.actors)
    assert sorted(graph.nodes) == ["GBR", "RUS", "UN"]
    assert graph.nodes["RUS"]["n"] == 3
    assert graph.nodes["RUS"]["name"] == "Russia"
    assert graph.edges["GBR", "RUS"]["n"] == 2
    again = actors.network(pairs.iloc[::-1], mentions.iloc[::-1], lexicon.actors)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(actors.network(pairs, mentions, lexicon.actors, least=2).nodes) == ["GBR", "RUS"]
    with pytest.raises(InputError, match="no two actors are named together in 3 units"):
        actors.network(pairs, mentions, lexicon.actors, least=3)


@pytest.mark.parametrize("text", ["", "... !", "Publicité\n", "Personne."])
def test_nobody_is_named(text):
    mentions = actors.find(Corpus.from_texts({"a": text}))
    assert mentions.empty
    for within in actors.UNITS:
        assert actors.co_mentions(mentions, within=within).empty
        assert actors.co_mentions(mentions, within=within, units=3).empty
        assert actors.co_mention_rows(mentions, within=within).empty
    assert actors.roll_up(mentions, actors.read_lexicon().actors).empty
