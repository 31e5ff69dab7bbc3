"""Mentions, and their parts in the sentence, against those coded by hand."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, InputError, actors, read_corpus
from analysis.actors import evaluation

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "benchmarks" / "gold"


@pytest.fixture(scope="module")
def seeds():
    corpus = read_corpus(ROOT / "seeds")
    return corpus, actors.find(corpus), actors.read_coded(corpus, GOLD / "mentions.csv")


@pytest.fixture(scope="module")
def unseen():
    corpus, gold = actors.read_marked(GOLD / "unseen_mentions.txt")
    return corpus, actors.find(corpus), gold


@pytest.fixture(scope="module")
def later():
    corpus, gold = actors.read_marked(GOLD / "unseen_mentions_later.txt")
    return corpus, actors.find(corpus), gold


def named(table):
    return table[table["kind"].isin(["name", "metonym"])]


@pytest.mark.parametrize(("texts", "least", "least_named"), [("seeds", 0.98, 0.98), ("unseen", 0.95, 0.96)])
def test_mentions_against_those_coded_by_hand(texts, least, least_named, request):
    _, found, gold = request.getfixturevalue(texts)
    listed = actors.errors(found, gold).to_string()
    assert actors.evaluate(found, gold)["f1"].item() >= least, listed
    assert actors.evaluate(named(found), named(gold))["f1"].item() >= least_named, listed
    assert (actors.evaluate(found, gold, by="kind")["f1"] >= 0.9).all(), listed


def test_mentions_in_texts_after_which_nothing_was_mended(later):
    _, found, gold = later
    listed = actors.errors(found, gold).to_string()
    assert actors.evaluate(found, gold)["f1"].item() >= 0.88, listed
    assert actors.evaluate(named(found), named(gold))["f1"].item() >= 0.93, listed


def test_every_mark_stands_in_its_text(unseen):
    corpus, _, gold = unseen
    assert len(gold) > 150
    forms = [corpus.text(row.document)[row.start : row.end] for row in gold.itertuples()]
    assert forms == gold["form"].tolist()
    assert set(gold["actor"]) - {"kersti-kaljulaid"} <= set(actors.read_lexicon().actors.index)


def test_who_speaks_and_who_is_addressed(seeds):
    corpus, found, _ = seeds
    coded = actors.read_coded(corpus, GOLD / "speech.csv")
    parts = actors.roles_in_sentences(corpus, found)
    both = parts.merge(
        coded.drop(columns="form"), how="left", on=["document", "start", "end"], suffixes=("", "_coded")
    )
    both["part_coded"] = both["part_coded"].fillna("about")
    counts = pd.crosstab(both["part"], both["part_coded"])
    for part, least_recall in (("speaks", 0.8), ("addressed", 0.8)):
        assert counts.at[part, part] / counts.loc[part].sum() >= 0.95
        assert counts.at[part, part] / counts[part].sum() >= least_recall


def test_evaluate_by_hand():
    columns = ["document", "start", "end", "actor", "kind", "form"]
    gold = pd.DataFrame(
        [("a", 0, 3, "RUS", "name", "x"), ("a", 5, 9, "UN", "role", "y"), ("b", 0, 2, "UN", "name", "z")],
        columns=columns,
    )
    found = pd.DataFrame(
        [("a", 0, 3, "RUS", "name", "x"), ("a", 5, 9, "EU", "role", "y"), ("b", 4, 6, "UN", "name", "w")],
        columns=columns,
    )
    score = actors.evaluate(found, gold)
    assert score[["right", "found", "gold"]].to_numpy().tolist() == [[1, 3, 3]]
    assert score["f1"].item() == pytest.approx(1 / 3)
    assert actors.evaluate(found, gold, of=())["right"].item() == 2
    by_kind = actors.evaluate(found, gold, by="kind")
    assert by_kind[["kind", "right", "found", "gold"]].to_numpy().tolist() == [
        ["name", 1, 2, 2],
        ["role", 0, 1, 1],
    ]
    wrong = actors.errors(found, gold)[["form", "coded", "found"]].to_numpy().tolist()
    assert wrong == [["y", "UN", "EU"], ["z", "UN", ""], ["w", "", "UN"]]


def test_a_quotation_that_is_not_there(seeds, tmp_path):
    file = tmp_path / "coded.csv"
    file.write_text("document,quote_context,surface\nrt-2021-10-07,nulle part,part\n")
    with pytest.raises(InputError, match="row 2: 'nulle part' stands not once; quote more"):
        actors.read_coded(seeds[0], file)


def test_codings_of_other_texts_can_be_left_out(tmp_path):
    corpus = Corpus.from_texts({"a": "Moscou propose un pacte."})
    file = tmp_path / "coded.csv"
    file.write_text(
        "document,quote_context,surface,actor\na,Moscou propose,Moscou,RUS\n"
        "a,Londres propose,Londres,GBR\ngone,Moscou propose,Moscou,RUS\n"
    )
    coded = actors.read_coded(corpus, file, partly=True)
    assert coded.to_numpy().tolist() == [["a", 0, 6, "Moscou", "RUS"]]
    assert coded.attrs["left_out"] == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such file"),
        ("document,surface\n", "no column 'quote_context'"),
        ("document,quote_context,surface\nz,Moscou propose,Moscou\n", "row 2: no document 'z'; there are a"),
        (
            "document,quote_context,surface\na,Moscou refuse,Moscou\n",
            "row 2: 'Moscou refuse' stands not once",
        ),
    ],
)
def test_codings_that_cannot_be_read(tmp_path, content, message):
    file = tmp_path / "coded.csv"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InputError, match=message):
        actors.read_coded(Corpus.from_texts({"a": "Moscou propose."}), file)


def test_codings_saved_with_semicolons(tmp_path):
    corpus = Corpus.from_texts({"a": "Moscou agit. Londres dort."})
    path = tmp_path / "gold.csv"
    rows = ["\ufeffdocument;quote_context;surface;actor", "a;Moscou agit;Moscou;RUS", "a;dort;dort;NA"]
    path.write_text("\r\n".join(rows))
    coded = evaluation.read_coded(corpus, path)
    assert coded[["form", "actor"]].to_numpy().tolist() == [["Moscou", "RUS"], ["dort", "NA"]]
    path.write_text("document,quote_context,surface\na,Moscou\n")
    with pytest.raises(InputError, match=r"gold\.csv, row 2: not as many cells as the header has"):
        evaluation.read_coded(corpus, path)
