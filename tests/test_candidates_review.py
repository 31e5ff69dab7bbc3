"""Rows for an analyst, the analyst's file kept, and the export as annotations."""

import csv
import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pandas as pd
import pytest
from folders import TEXT, write_corpus

from analysis import Corpus, InputError, candidates, proposals, read_corpus
from analysis import __main__ as command

SEEDS = Path(__file__).parents[1] / "seeds"
SCHEMA = json.loads((Path(__file__).parent / "annotation_schema.json").read_text())


def test_candidates_are_rows_of_codings():
    corpus = Corpus.from_texts({"a": "Moscou propose un dialogue. Moscou propose un dialogue. Il pleut."})
    rows = candidates.to_codings(corpus, candidates.find(corpus), taken={"c01"})
    assert rows[["proposal", "quote", "gloss", "occurrence"]].to_numpy().tolist() == [
        ["c02", "propose un dialogue", "", "1"],
        ["c03", "propose un dialogue", "", "2"],
    ]


def test_confirmed_candidates_are_ordinary_codings(tmp_path):
    corpus = Corpus.from_texts({"a-2021": TEXT})
    rows = candidates.to_codings(corpus, candidates.find(corpus))
    path = tmp_path / "confirmed.csv"
    rows.assign(gloss="our translation").to_csv(path, index=False)
    assert proposals.coded(corpus, path)["quote"].tolist() == rows["quote"].tolist()
    rows.to_csv(path, index=False)
    assert "gloss is ''; expected a value" in str(proposals.load_coded(corpus, path)[1])


def test_an_analyst_s_file_is_kept(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{"note": "mine"}])
    path = folder / "proposals.csv"
    corpus = read_corpus(folder)
    before = path.read_bytes()
    change = candidates.add_to_file(corpus, candidates.find(corpus), path)
    assert (folder / "proposals.csv.1.bak").read_bytes() == before
    after = pd.read_csv(path, keep_default_na=False)
    assert after["proposal"].tolist() == ["p1", "c01", "c02"]
    assert after["note"].tolist()[0] == "mine"
    assert not any(quote.startswith("propose à Londres") for quote in after["quote"][1:])
    assert change.startswith(f"--- {path} (before)\n+++ {path} (now)\n")
    assert sum(line.startswith("+c") for line in change.splitlines()) == 2
    again = path.read_bytes()
    assert candidates.add_to_file(corpus, candidates.find(corpus), path) == ""
    assert path.read_bytes() == again
    assert not (folder / "proposals.csv.2.bak").exists()


@pytest.mark.parametrize(("start", "line_end", "last"), [("", "\n", ""), ("\ufeff", "\r\n", "\n")])
def test_a_file_with_every_cell_in_quotes_is_kept(tmp_path, start, line_end, last):
    folder = write_corpus(tmp_path, proposals=[{}])
    path, corpus = folder / "proposals.csv", read_corpus(folder)
    table = candidates.to_codings(corpus, candidates.find(corpus)).head(1).assign(gloss="ours, quoted")
    text = start + table.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\n").rstrip() + last
    before = text.replace("\n", line_end).encode()
    path.write_bytes(before)
    candidates.add_to_file(corpus, candidates.find(corpus), path)
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)
    assert len(proposals.load_coded(corpus, path)[0]) == len(candidates.find(corpus))


def test_columns_are_added_to_a_file_with_every_cell_in_quotes(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{"note": "mine"}])
    path, corpus = folder / "proposals.csv", read_corpus(folder)
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.to_csv(path, index=False, quoting=csv.QUOTE_ALL)
    candidates.add_to_file(corpus, candidates.find(corpus), path)
    after = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert after.columns.tolist() == [*table.columns, "occurrence", "score", "cue"]
    assert after[table.columns].head(1).to_numpy().tolist() == table.to_numpy().tolist()
    assert after["proposal"].tolist() == ["p1", "c01", "c02"]


@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_rows_are_added_as_a_french_spreadsheet_wrote_the_file(tmp_path, separator, is_whole):
    folder = write_corpus(tmp_path, proposals=[{"note": "l’une; l'autre,\tla troisième"}])
    path, corpus = folder / "proposals.csv", read_corpus(folder)
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    if is_whole:
        table = table.assign(occurrence="", score="", cue="")
    text = "\ufeff" + table.to_csv(index=False, sep=separator, lineterminator="\r\n")
    path.write_bytes(text.encode())
    candidates.add_to_file(corpus, candidates.find(corpus), path)
    after = path.read_bytes().decode()
    assert after.startswith(text if is_whole else f"\ufeffproposal{separator}")
    assert after.count("\n") == after.count("\r\n") == 4
    found, problems = proposals.load_coded(corpus, path)
    assert found["proposal"].tolist() == ["p1", "c01", "c02"]
    assert found["note"].tolist()[0] == table["note"].item()
    assert all("gloss is ''" in problem for problem in problems)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_codings_survive_whatever_stops_the_command(tmp_path, capsys, monkeypatch, step):
    folder = write_corpus(tmp_path, proposals=[{"note": "mine"}])
    path = folder / "proposals.csv"
    before = path.read_bytes()

    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        assert command.main(["candidates", str(folder / "a.txt"), "--output", str(path)]) == 1
    assert capsys.readouterr().err.endswith(".bak: the disk is full; make room, then do it again\n")
    assert path.read_bytes() == before
    assert command.main(["candidates", str(folder / "a.txt"), "--output", str(path)]) == 0
    assert path.read_bytes().startswith(before.splitlines()[0])
    names = {"a.txt", "catalogue.csv", "proposals.csv", "proposals.csv.1.bak"}
    assert {file.name for file in folder.iterdir()} == names


def test_two_commands_at_once_lose_no_row(tmp_path):
    corpus = Corpus.from_texts({f"d{n}": f"Moscou propose un pacte numéro {n}. Il pleut." for n in range(8)})
    path = tmp_path / "rows.csv"
    found = [rows for _, rows in candidates.find(corpus).groupby("document")]
    header = candidates.to_codings(corpus, found[0].head(0)).to_csv(index=False)
    path.write_text(header)

    def add(rows):
        return candidates.add_to_file(corpus, rows, path)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(add, found))
    after = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert sorted(after["document"]) == sorted(corpus.documents.index)
    assert after["proposal"].is_unique


def test_a_file_with_problems_is_left_alone(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{"theme": "peace"}])
    path = folder / "proposals.csv"
    before = path.read_bytes()
    corpus = read_corpus(folder)
    with pytest.raises(InputError, match="nothing was written; mend it first"):
        candidates.add_to_file(corpus, candidates.find(corpus), path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == ["a.txt", "catalogue.csv", "proposals.csv"]


def test_the_command_candidates(tmp_path, capsys):
    text = tmp_path / "1 note.txt"
    text.write_text("Moscou propose un dialogue à Londres.\n")
    output = tmp_path / "rows.csv"
    assert command.main(["candidates", str(text)]) == 0
    assert "c01,text-1-note,propose un dialogue à Londres,," in capsys.readouterr().out
    assert command.main(["candidates", str(text), "--output", str(output)]) == 0
    assert "+c01,text-1-note" in capsys.readouterr().out
    assert command.main(["candidates", str(text), "--output", str(output)]) == 0
    assert capsys.readouterr().out.startswith("nothing to add: ")
    text.write_text("Il pleut.\n")
    assert command.main(["candidates", str(text)]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert err == f"note: no candidate was found in {text}\n"
    assert command.main(["candidates", str(tmp_path / "no.txt")]) == 1
    assert "there is no such file" in capsys.readouterr().err


def test_a_text_of_a_corpus_keeps_its_id(tmp_path, capsys):
    folder = write_corpus(tmp_path)
    assert command.main(["candidates", str(folder / "a.txt")]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("c01,a-2021,")


def test_the_command_agreement(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[{}])
    second = tmp_path / "second.csv"
    second.write_bytes(
        (folder / "proposals.csv").read_bytes().replace(b"bilateral-dialogue", b"global-treaty")
    )
    assert command.main(["agreement", str(second), str(folder)]) == 0
    out = capsys.readouterr().out
    assert "to settle: 1\n" in out
    assert "theme,bilateral-dialogue,global-treaty,propose à Londres un dialogue" in out
    assert "headings are not coded and not judged" in out


def test_a_second_coder_needs_no_gloss_and_hears_of_all_problems_in_order_of_rows(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[{}])
    second = tmp_path / "second.csv"
    header = "proposal,document,quote,theme,act,forum,stance,certainty,proposer\n"
    codes = "bilateral-dialogue,proposes,bilateral,for,reported"
    second.write_text(f"{header}s1,a-2021,propose à Londres un dialogue,{codes},Moscow\n")
    assert command.main(["agreement", str(second), str(folder)]) == 0
    assert "proposer,RUS,Moscow,propose à Londres un dialogue" in capsys.readouterr().out
    rows = [
        f"s1,a-2021,Un titre,{codes},RUS",
        f"s2,a-2021,propose à Londres un dialogue,{codes.replace('proposes', 'asks')},RUS",
        f"s3,a-2021,Londres,{codes.replace('for', 'maybe')},RUS",
        f"s4,a-2021,propose à Paris,{codes.replace('reported', 'sure')},RUS",
    ]
    second.write_text(header + "\n".join(rows) + "\n")
    assert command.main(["agreement", str(second), str(folder)]) == 1
    told = [line.partition(", row ")[2] for line in capsys.readouterr().err.splitlines()]
    assert [line[:6] for line in told] == ["2 (s1)", "3 (s2)", "4 (s3)", "4 (s3)", "5 (s4)", "5 (s4)"]
    assert "the quotation stands in a headline, which is not coded; delete the row" in told[0]


def test_the_annotations_of_the_five_texts_are_valid(tmp_path):
    file = tmp_path / "proposals.jsonld"
    assert command.main(["export", str(file), str(SEEDS)]) == 0
    page = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(page)
    corpus = read_corpus(SEEDS)
    coded = proposals.coded(corpus, restatements=True)
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) == len(coded)
    for item, row in zip(page["items"], coded.itertuples(), strict=True):
        quotation, position = item["target"][0]["selector"]
        text = corpus.text(row.document)
        assert text[position["start"] : position["end"]] == quotation["exact"] == row.quote
        around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
        assert text.count(around) == 1
        pages = [target["source"] for target in item["target"][1:]]
        assert pages == [url for url in [corpus.documents.at[row.document, "url"]] if url]


def test_the_schema_finds_what_is_wrong():
    page = proposals.to_annotations(read_corpus(SEEDS), proposals.coded(read_corpus(SEEDS)).head(1))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(page)
    for key, value in (("type", "Note"), ("target", []), ("id", "no iri"), ("motivation", "thinking")):
        assert not validator.is_valid(page | {"items": [page["items"][0] | {key: value}]})


def test_text_fragments_lead_back_to_the_words():
    url = "https://example.org/page"
    address = proposals.text_fragment(url, "peut-être, l’ONU & moi")
    assert address == f"{url}#:~:text=peut%2D%C3%AAtre%2C%20l%E2%80%99ONU%20%26%20moi"
    assert unquote(address.partition("text=")[2]) == "peut-être, l’ONU & moi"
