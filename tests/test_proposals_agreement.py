"""Agreement of two coders, against values worked out by hand and against a second file for the five texts."""

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, InputError, proposals, read_corpus

SEEDS = Path(__file__).parents[1] / "seeds"
SECOND = Path(__file__).parents[1] / "benchmarks" / "gold" / "second_coder.csv"
LAYERS = {"theme": "x", "act": "proposes", "forum": "none", "stance": "for", "certainty": "quoted"}
LAYERS |= {"proposer": "", "addressee": ""}


def rows_of(*spans, **changes):
    rows = [
        {"proposal": f"p{n}", "document": "a", "start": start, "end": end, "sentence": n, "quote": "…"}
        for n, (start, end) in enumerate(spans)
    ]
    return pd.DataFrame(rows).assign(**(LAYERS | changes))


def chance_corrected(first, second):
    """Kappa and alpha of the themes that two coders give to one passage after another."""
    corpus = Corpus.from_texts({"a": "Oui. " * len(first)})
    spans = [(5 * n, 5 * n + 3) for n in range(len(first))]
    table = proposals.agreement(corpus, rows_of(*spans, theme=first), rows_of(*spans, theme=second))
    return table.set_index("layer").loc["theme", ["kappa", "alpha"]]


def test_kappa_and_alpha_by_hand():
    """Worked out from the formulas.

    kappa: observed 3/4, by chance 1/2 1/4 + 1/2 3/4 = 1/2, so (3/4 - 1/2) / (1 - 1/2). alpha: of 8
    values 3 are x and 5 y, so by chance they differ in 1 - (3 2 + 5 4) / (8 7) = 30/56; 1 - (1/4) / (30/56).
    """
    kappa, alpha = chance_corrected(["x", "x", "y", "y"], ["x", "y", "y", "y"])
    assert kappa == pytest.approx(0.5)
    assert alpha == pytest.approx(1 - 0.25 * 56 / 30)


def test_one_value_only_leaves_chance_unknown():
    assert chance_corrected(["x", "x"], ["x", "x"]).isna().all()


def test_the_table_says_why_agreement_by_chance_is_not_known():
    corpus = Corpus.from_texts({"a": "Oui. Non."})
    table = proposals.agreement(corpus, rows_of((0, 3), theme="x"), rows_of((0, 3), theme="y"))
    notes = table.set_index("layer")["note"]
    assert notes[["unitising", "theme"]].tolist() == ["", ""]
    assert notes["act"] == "the coders use one value only, so chance cannot be told"
    table = proposals.agreement(corpus, rows_of((0, 3)), rows_of((5, 8)))
    assert set(table["note"][1:]) == {"the coders found no passage in common"}


def test_match_takes_the_pairs_that_share_most():
    first, second = rows_of((0, 10), (10, 30)), rows_of((8, 30), (0, 9), (40, 50))
    assert proposals.match(first, second).to_numpy().tolist() == [[0, 1], [1, 0]]
    assert proposals.match(first, second.assign(document="b")).empty
    assert proposals.match(first, rows_of((9, 50))).to_numpy().tolist() == [[1, 0]]
    assert proposals.match(rows_of((0, 10)), rows_of((6, 20))).empty


def test_agreement_by_layer():
    corpus = Corpus.from_texts({"a": "Oui. Non. Si. Bon."})
    first = rows_of((0, 3), (5, 8), theme=["x", "y"])
    second = rows_of((0, 3), (5, 8), (10, 12), theme=["x", "x", "x"])
    table = proposals.agreement(corpus, first, second).set_index("layer")
    assert table.at["unitising", "agree"] == pytest.approx(4 / 5)
    assert table.loc["unitising", ["units", "kappa"]].tolist() == [4, 0.5]
    assert table.loc["theme", ["units", "agree", "kappa"]].tolist() == [2, 0.5, 0.0]
    assert table.loc["act", ["units", "agree"]].tolist() == [2, 1.0]
    assert pd.isna(table.at["act", "kappa"])


def test_disagreements_are_listed_in_order_of_the_text():
    first = rows_of((0, 3), (5, 8), (20, 30), theme=["x", "y", "z"])
    second = rows_of((5, 8), (0, 3), (40, 50), theme=["y", "w", "z"])
    table = proposals.disagreements(first, second)
    assert table[["start", "layer", "first", "second"]].to_numpy().tolist() == [
        [0, "theme", "x", "w"],
        [20, "unitising", "p2", ""],
        [40, "unitising", "", "p2"],
    ]


def test_proposer_and_addressee_are_compared_as_sets_where_both_coders_give_any():
    corpus = Corpus.from_texts({"a": "Oui. Non."})
    first = rows_of((0, 3), (5, 8), proposer=["RUS;FRA", "RUS"], addressee=["USA", ""])
    second = rows_of((0, 3), (5, 8), proposer=["FRA;RUS", "vladimir-putin"])
    table = proposals.agreement(corpus, first, second).set_index("layer")
    assert table.at["proposer", "agree"] == 0.5
    assert "addressee" not in table.index
    settle = proposals.disagreements(first, second)
    assert settle[["layer", "first", "second"]].to_numpy().tolist() == [["proposer", "RUS", "vladimir-putin"]]


def test_a_coder_who_found_nothing():
    corpus = Corpus.from_texts({"a": "Oui."})
    with pytest.raises(InputError, match="coder 2 has coded nothing"):
        proposals.agreement(corpus, rows_of((0, 3)), rows_of((0, 3)).iloc[:0])


def test_the_second_file_for_the_five_texts():
    """It leaves out one row of 53, adds one, and gives two other themes and one other act."""
    corpus = read_corpus(SEEDS)
    first, second = (proposals.coded(corpus, path, restatements=True) for path in (None, SECOND))
    table = proposals.agreement(corpus, first, second).set_index("layer")
    assert table.at["unitising", "agree"] == pytest.approx(2 * 52 / 106)
    assert table["units"].tolist() == [63, *[52] * 7]
    assert table.loc[["theme", "act"], "agree"].tolist() == [50 / 52, 51 / 52]
    assert table.loc[["forum", "stance", "certainty", "proposer", "addressee"], "alpha"].tolist() == [1] * 5
    settle = proposals.disagreements(first, second)
    assert settle[["layer", "first", "second"]].to_numpy().tolist() == [
        ["unitising", "p04", ""],
        ["theme", "cybercrime-cooperation", "cybercrime-convention"],
        ["act", "supports", "calls-for"],
        ["unitising", "", "s54"],
        ["theme", "cybercrime-convention", "global-treaty"],
    ]


def test_what_is_no_pair_does_not_keep_others_from_being_one():
    # shares 0.6 for the 1st of each, 0.4 for the 1st with the 2nd and the 2nd with the 1st: 0.8 together
    first, second = rows_of((10, 20), (20, 30)), rows_of((14, 24), (4, 14))
    assert proposals.match(first, second).to_numpy().tolist() == [[0, 0]]
    assert proposals.match(first, second, least=0.7).empty


def test_disagreements_in_documents_of_the_second_coder_only():
    second = pd.concat([rows_of((0, 9), (50, 59)), rows_of((20, 29)).assign(document="b")], ignore_index=True)
    settle = proposals.disagreements(rows_of((90, 99)).assign(document="c"), second)
    assert settle["document"].tolist() == ["c", "a", "a", "b"]


def test_alpha_of_four_coders_with_gaps():
    """The example of Krippendorff (1980, 2011): four coders, twelve units, nominal alpha 0.743."""
    coded = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    corpus = Corpus.from_texts({"a": "Oui. " * 12})
    coders = []
    for values in coded:
        there = [(n, value) for n, value in enumerate(values) if value != "."]
        table = rows_of(*((5 * n, 5 * n + 3) for n, _ in there), theme=[value for _, value in there])
        coders.append(table.assign(sentence=[n for n, _ in there]))
    row = proposals.agreement(corpus, *coders).set_index("layer").loc["theme"]
    assert row["alpha"] == pytest.approx(0.743, abs=0.0005)
    assert row["low"] < 0.743 < row["high"] <= 1
    assert row["units"] == 11  # the twelfth was judged by one coder
    pairs = [proposals.agreement(corpus, *pair).set_index("layer") for pair in combinations(coders, 2)]
    everybody = proposals.agreement(corpus, *coders).set_index("layer")
    for layer, column in (("unitising", "agree"), ("theme", "kappa")):
        mean = sum(table.at[layer, column] for table in pairs) / 6
        assert everybody.at[layer, column] == pytest.approx(mean)


def test_the_interval_of_alpha_is_the_same_again_and_narrower_with_more_units():
    few, many = (chance_corrected_interval(4 * times) for times in (2, 20))
    assert few == chance_corrected_interval(8)
    assert few[1] - few[0] > many[1] - many[0] > 0


def chance_corrected_interval(length):
    corpus = Corpus.from_texts({"a": "Oui. " * length})
    spans = [(5 * n, 5 * n + 3) for n in range(length)]
    first, second = ["x", "x", "y", "y"] * (length // 4), ["x", "y", "y", "y"] * (length // 4)
    table = proposals.agreement(corpus, rows_of(*spans, theme=first), rows_of(*spans, theme=second))
    return table.set_index("layer").loc["theme", ["low", "high"]].tolist()
