"""Decisions on candidates: what they write, and what they leave alone."""

import csv
import errno
import os

import pytest
from folders import TEXT, snapshot, write_corpus

from analysis import Corpus, InputError, candidates, proposals, read_corpus
from analysis.candidates.decisions import Round

QUOTES = ["propose à Londres un dialogue", "refuse le dialogue avec la Russie", "propose un traité universel"]


def rows(folder, name="proposals.csv"):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_candidate_stands_within_its_text(tmp_path):
    shown = Round(read_corpus(write_corpus(tmp_path))).show(1)
    assert shown["before"] == ["Moscou propose à Londres un dialogue."]
    assert shown["sentence"] == ["Londres ", QUOTES[1], "."]
    assert shown["behind"] == ["La Russie propose un traité universel."]
    assert (shown["title"], shown["source"]) == ("Un titre sans point", "unnamed site, 7 Oct 2021")
    assert (shown["fields"]["proposer"], shown["names"]["proposer"]) == ("GBR", "United Kingdom")
    assert (shown["rests"]["cue"], shown["state"]) == ("refuser", "open")


def test_what_is_confirmed_is_a_coding_and_what_is_refused_does_not_come_back(tmp_path):
    folder = write_corpus(tmp_path)
    corpus = read_corpus(folder)
    decided = Round(corpus)
    assert decided.confirm(0, {"gloss": "ours", "quote": "un  dialogue", "addressee": ""}) == []
    decided.refuse(1)
    assert decided.states == ["confirmed", "refused", "open"]
    coded = proposals.coded(corpus)
    assert coded[["proposal", "quote", "gloss", "addressee"]].to_numpy().tolist() == [
        ["c01", "un dialogue", "ours", ""]
    ]
    assert rows(folder, "refused.csv") == [{"document": "a-2021", "quote": QUOTES[1], "occurrence": ""}]
    assert [Round(corpus).show(0)["fields"]["quote"], len(Round(corpus))] == [QUOTES[2], 1]
    candidates.add_to_file(corpus, candidates.find(corpus), folder / "proposals.csv")
    assert [row["quote"] for row in rows(folder)] == ["un dialogue", QUOTES[2]]


def test_a_decision_can_be_changed(tmp_path):
    folder = write_corpus(tmp_path)
    decided = Round(read_corpus(folder))
    for number in range(3):
        decided.confirm(number, {"gloss": "ours"})
    decided.refuse(0)
    assert [row["proposal"] for row in rows(folder)] == ["c02", "c03"]
    assert decided.confirm(0, {"gloss": "again"}) == []
    assert rows(folder, "refused.csv") == []
    assert [(row["proposal"], row["gloss"]) for row in rows(folder)][-1] == ("c01", "again")


def test_rows_without_a_gloss_are_decided_too_and_others_stay(tmp_path):
    changed = {"proposal": "p2", "quote": QUOTES[1], "gloss": "", "note": "look"}
    folder = write_corpus(tmp_path, proposals=[{"note": "mine"}, changed])
    before = (folder / "proposals.csv").read_bytes()
    decided = Round(read_corpus(folder))
    assert [decided.show(number)["fields"]["quote"] for number in range(len(decided))] == QUOTES[1:]
    assert decided.confirm(0, {"gloss": "refuses the dialogue"}) == []
    assert [(row["proposal"], row["gloss"], row["note"]) for row in rows(folder)] == [
        ("p1", "proposes a dialogue to London", "mine"),
        ("p2", "refuses the dialogue", "look"),
    ]
    decided.refuse(0)
    assert [row["proposal"] for row in rows(folder)] == ["p1"]
    assert (folder / "proposals.csv.1.bak").read_bytes() == before
    assert not (folder / "proposals.csv.2.bak").exists()


def test_one_of_several_places_keeps_its_number(tmp_path):
    text = "Un titre\n\nMoscou propose un pacte. Moscou propose un pacte.\n"
    folder = write_corpus(tmp_path, texts={"a.txt": text})
    decided = Round(read_corpus(folder))
    decided.refuse(0)
    assert decided.confirm(1, {"gloss": "ours", "quote": "un pacte"}) == []
    assert rows(folder)[0]["occurrence"] == "2"
    assert proposals.coded(read_corpus(folder))["start"].tolist() == [text.rindex("un pacte")]
    assert len(Round(read_corpus(folder))) == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "gloss is ''; expected a value"),
        ({"quote": "la Russie"}, "the quotation does not stand in the marked sentence"),
        ({"quote": " "}, "the quotation does not stand in the marked sentence"),
        ({"gloss": "x", "proposer": "nobody"}, "proposer 'nobody' is not in actors.csv"),
        ({"gloss": "x", "theme": "bilateral"}, "theme 'bilateral' is not in the codebook"),
    ],
)
def test_what_is_no_coding_is_told_and_nothing_is_written(tmp_path, given, says):
    folder = write_corpus(tmp_path)
    decided = Round(read_corpus(folder))
    before = snapshot(folder)
    (problem,) = decided.confirm(0, given)
    assert problem.startswith(says)
    assert (snapshot(folder), decided.states[0]) == (before, "open")


def test_a_theme_that_nobody_found_is_given_by_the_analyst(tmp_path):
    folder = write_corpus(tmp_path, texts={"a.txt": "Un titre\n\nMoscou propose un goûter.\n"})
    corpus = read_corpus(folder)
    for _ in range(2):  # what stands there without a theme is no problem of the file
        candidates.add_to_file(corpus, candidates.find(corpus), folder / "proposals.csv")
    decided = Round(corpus)
    assert decided.confirm(0, {"gloss": "ours"})[0] == "theme is ''; expected a value"
    assert decided.confirm(0, {"gloss": "ours", "theme": "broad-cooperation"}) == []
    assert [(row["gloss"], row["theme"]) for row in rows(folder)] == [("ours", "broad-cooperation")]


def test_a_full_disk_changes_nothing(tmp_path, monkeypatch):
    folder = write_corpus(tmp_path, proposals=[{}])
    decided = Round(read_corpus(folder))
    before = snapshot(folder)

    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="the disk is full"):
        decided.confirm(0, {"gloss": "ours"})
    with pytest.raises(OSError, match="the disk is full"):
        decided.refuse(0)
    assert (snapshot(folder), decided.states) == (before, ["open", "open"])


def test_what_the_file_became_meanwhile_is_kept(tmp_path):
    folder = write_corpus(tmp_path)
    corpus = read_corpus(folder)
    decided = Round(corpus)
    candidates.add_to_file(corpus, candidates.find(corpus), folder / "proposals.csv")
    decided.confirm(1, {"gloss": "ours"})
    assert sorted((row["quote"], row["gloss"]) for row in rows(folder)) == sorted(
        zip(QUOTES, ["", "ours", ""], strict=True)
    )


def test_a_corpus_in_memory_and_codings_with_problems(tmp_path):
    with pytest.raises(InputError, match="its codings have no place"):
        Round(Corpus.from_texts({"a": TEXT}))
    folder = write_corpus(tmp_path, proposals=[{"theme": "peace"}])
    with pytest.raises(InputError, match="theme 'peace' is not in the codebook"):
        Round(read_corpus(folder))
