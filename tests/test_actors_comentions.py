"""Who is named with whom, and how that compares with chance."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.association import BigramAssocMeasures
from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact
from small_rows import units_of

from analysis import Corpus, InputError, actors


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


@settings(max_examples=25)
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


def test_roll_up():
    above = pd.DataFrame({"parent": ["", "RUS", "mfa", ""]}, index=["RUS", "mfa", "mzk", "GBR"])
    mentions = pd.DataFrame({"actor": ["mzk", "RUS", "GBR", "unknown"], "n": range(4)})
    assert actors.roll_up(mentions, above)["actor"].tolist() == ["RUS", "RUS", "GBR", "unknown"]
    assert actors.roll_up(mentions, above, steps=1)["actor"].tolist() == ["mfa", "RUS", "GBR", "unknown"]
    assert actors.roll_up(mentions, above, steps=0)["n"].tolist() == [0, 1, 2, 3]


@settings(max_examples=25)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 30))
def test_fisher_as_scipy_computes_it(both, first, second, neither):
    total = both + first + second + neither
    table = actors.co_mentions(units_of(*["AB"] * both, *["A"] * first, *["B"] * second), units=total)
    expected = fisher_exact([[both, first], [second, neither]], alternative="greater").pvalue
    assert table.at[0, "p_value"] == pytest.approx(expected, abs=1e-12)


def test_the_lady_tasting_tea():
    """Fisher 1935: three of four cups told right gives 17/70 (also in R's help of fisher.test: 0.2429)."""
    table = actors.co_mentions(units_of("AB", "AB", "AB", "A", "B"), units=8)
    assert table.at[0, "p_value"] == pytest.approx(17 / 70)


def test_q_over_all_pairs_of_the_actors_named():
    table = actors.co_mentions(units_of(*["AB"] * 6, "AC", *["C"] * 5, "D"), units=20)
    assert len(table) == 2
    family = [*table["p_value"], 1, 1, 1, 1]  # four actors: six pairs, of which four are never together
    assert table["q_value"].tolist() == pytest.approx(false_discovery_control(family)[:2].tolist())
    assert table["too_few"].tolist() == [False, False]
    assert actors.co_mentions(units_of("AB"), units=9)["too_few"].tolist() == [True]


def test_co_mentions_by_a_column():
    mentions = units_of("AB", "AB", "A").assign(year=["1", "1", "2", "2", "2"])
    table = actors.co_mentions(mentions, by="year", units={"1": 4, "2": 5})
    assert table[["year", "n", "n_a", "units"]].to_numpy().tolist() == [["1", 1, 1, 4], ["2", 1, 2, 5]]
    assert actors.co_mentions(mentions, by="year").columns[0] == "year"
    assert actors.co_mentions(mentions.head(0), by="year").empty
    with pytest.raises(InputError, match="by is 'month'; the mentions have document"):
        actors.co_mentions(mentions, by="month")


def test_paragraphs():
    corpus = Corpus.from_texts({"a": "Moscou parle. Londres rit.\n\nParis dort.", "b": "Moscou."})
    mentions = actors.find(corpus)
    assert mentions["paragraph"].tolist() == [0, 0, 2, 0]
    pairs = actors.co_mentions(
        mentions, within="paragraph", units=actors.count_units(corpus, within="paragraph")
    )
    assert pairs[["actor_a", "actor_b", "n", "units"]].to_numpy().tolist() == [["GBR", "RUS", 1, 3]]
    with pytest.raises(InputError, match="the mentions have no column 'paragraph'; take them from"):
        actors.co_mentions(units_of("AB"), within="paragraph")


WRAPPED = """La Russie propose aux États-Unis un pacte nouveau et
la Chine refuse que la France soit invitée à ce
dialogue. L'Iran attend que le Royaume-Uni réponde à
la question posée.

Le Japon refuse.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_paragraph_that_was_broken_into_lines_is_one(line_end):
    corpus = Corpus.from_texts({"a": WRAPPED.replace("\n", line_end)})
    mentions = actors.find(corpus)
    assert mentions["paragraph"].tolist() == [0, 0, 0, 0, 0, 0, 5]
    assert actors.count_units(corpus, within="paragraph").sum() == 2
    pairs = actors.co_mentions(mentions, within="paragraph", units=2)
    assert (len(pairs), set(pairs["n"])) == (15, {1})


@pytest.mark.parametrize("text", ["", "... !", "Publicité\n", "Personne."])
def test_nobody_is_named(text):
    mentions = actors.find(Corpus.from_texts({"a": text}))
    assert mentions.empty
    for within in actors.UNITS:
        assert actors.co_mentions(mentions, within=within).empty
        assert actors.co_mentions(mentions, within=within, units=3).empty
        assert actors.co_mention_rows(mentions, within=within).empty
    assert actors.roll_up(mentions, actors.read_lexicon().actors).empty


def test_units_by_value():
    mentions = units_of(["RUS", "GBR"], ["RUS"]).assign(year=["2020", "2020", "2021"])
    table = actors.co_mentions(mentions, by="year", units={"2020": 4, "2021": 2})
    assert table[["year", "units", "expected"]].to_numpy().tolist() == [["2020", 4, 0.25]]
    for units in (9, {"2020": 4}):
        with pytest.raises(InputError, match="units must say how many each year has"):
            actors.co_mentions(mentions, by="year", units=units)
    assert actors.co_mentions(mentions, units=np.int64(9))["units"].tolist() == [9]


@pytest.mark.parametrize("kinds", ["name", ["names"]])
def test_unknown_kinds(kinds):
    for count in (actors.co_mentions, actors.co_mention_rows):
        with pytest.raises(InputError, match="give a list of some of name, metonym, role, demonym"):
            count(units_of(["RUS", "GBR"]), kinds=kinds)


def two_documents(first, second):
    parts = [units_of(*first), units_of(*second).assign(document="b")]
    return pd.concat(parts, ignore_index=True)


def test_company_is_asked_for_within_documents():
    """Worked out by hand: A and B stand in 2 of the 4 sentences of d, together, and in all of b."""
    mentions = two_documents(["AB", "AB", "C", "C"], ["AB", "AB"])
    units = pd.Series({"d": 4, "b": 2})
    row = actors.co_mentions(mentions, units=units).iloc[0]
    assert row[["n", "units"]].tolist() == [4, 6]
    assert row["p_value"] == pytest.approx(1 / 6)  # of the 6 ways to choose 2 of 4 sentences
    assert row["fisher_p"] == pytest.approx(1 / 15)  # of the 15 to choose 4 of 6


@settings(max_examples=20)
@given(
    st.lists(st.lists(st.sampled_from(["AB", "A", "B", "C"]), min_size=1, max_size=4), min_size=2, max_size=3)
)
def test_the_chance_of_company_by_trying_all_ways(documents):
    """Each actor keeps how many sentences of each document it has; B is put into any of them."""
    from itertools import combinations, product

    parts = [units_of(*units).assign(document=f"d{n}") for n, units in enumerate(documents)]
    table = actors.co_mentions(pd.concat(parts, ignore_index=True))
    pair = table[(table["actor_a"] == "A") & (table["actor_b"] == "B")]
    assume(len(pair))
    ways = []
    for units in documents:
        has = [{n for n, unit in enumerate(units) if actor in unit} for actor in "AB"]
        chosen = combinations(range(len(units)), len(has[1]))
        ways.append([len(has[0] & set(some)) for some in chosen])
    sums = [sum(some) for some in product(*ways)]
    share = sum(value >= pair["n"].item() for value in sums) / len(sums)
    assert pair["p_value"].item() == pytest.approx(share)


def test_units_of_all_documents_together_leave_the_chance_within_them_unknown():
    mentions = two_documents(["AB", "A"], ["AB"])
    table = actors.co_mentions(mentions, units=9)
    assert table[["p_value", "q_value"]].isna().all(axis=None)
    assert table["fisher_p"].notna().all()
    by_document = actors.co_mentions(mentions, within="document", units=9)
    assert by_document["p_value"].equals(by_document["fisher_p"].rename("p_value"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"units": 10.5}, "units is 10.5; give a whole number, or actors.count_units"),
        ({"units": 10**12}, "units are 1000000000000; give the number of sentences, at most"),
        ({"units": pd.Series({"d": 1})}, "units is 1, but actors are named in 2 units"),
        ({"units": pd.Series({"d": 1, "z": 8})}, "units of d is 1, but actors are named in 2 units"),
        ({"units": {"a": 2}}, "units are given by value; name the column as by"),
        ({"by": "year"}, "1 mentions have no year; fill it, or leave them out"),
    ],
)
def test_units_that_say_too_little(options, message):
    mentions = units_of("A", "B").assign(year=["2020", None])
    with pytest.raises(InputError, match=message):
        actors.co_mentions(mentions, **options)


def test_company_in_documents_of_one_kind_is_binomial():
    """In each of three documents of two units both stand in one: together in two at least, 1/2."""
    rows = [
        (d, unit, actor)
        for d, other in (("a", 0), ("b", 0), ("c", 1))
        for unit, actor in ((0, "x"), (other, "y"))
    ]
    table = pd.DataFrame(rows, columns=["document", "sentence", "actor"]).assign(kind="name")
    found = actors.co_mentions(table, units=pd.Series({"a": 2, "b": 2, "c": 2}))
    assert found.loc[0, ["n", "p_value"]].tolist() == pytest.approx([2, 0.5])
