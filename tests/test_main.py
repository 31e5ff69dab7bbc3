"""The command line, on sound folders and on bad ones."""

import io
import json
import subprocess
import sys

import networkx as nx
import pandas as pd
import pytest
from folders import TEXT, snapshot, write_corpus

from analysis import __main__ as command
from analysis import actors

LEXICON = actors.lexicon.LEXICON
SECOND = {"document": "b-2022", "file": "b.txt", "date": "2022"}


def run(capsys, *arguments):
    code = command.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_sound_folder(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[{}], events=[{}])
    before = snapshot(tmp_path)
    code, out, err = run(capsys, "check", folder)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "documents 1, segments 3, sentences 3, words of counted text 19"
    assert lines[2:] == [
        "proposals.csv: rows found in their documents 1",
        "events.csv: rows found in their documents 1",
        "no problems",
    ]
    assert snapshot(tmp_path) == before


def bad_folder(folder):
    """Everything that can be wrong, at once."""
    write_corpus(
        folder,
        catalogue=[
            {},
            {"document": "gone", "file": "gone.txt"},
            {"file": "twice.txt"},
            {"document": "dated", "file": "dated.txt", "date": "2021-02-30"},
            {"document": "latin", "file": "latin.txt"},
            {"document": "empty", "file": "empty.txt"},
            {"document": "away", "file": "../away.txt"},
        ],
        texts={
            "a.txt": TEXT,
            "twice.txt": TEXT,
            "dated.txt": TEXT,
            "latin.txt": "Un titre\nLe Pr\u00e9sident.".encode("latin-1"),
            "empty.txt": "",
            "extra.txt": TEXT,
        },
        proposals=[
            {"proposal": "p1", "quote": "propose à Paris un dialogue"},
            {"proposal": "p2", "proposer": "XYZ"},
            {"proposal": "p3", "theme": "peace"},
            {"proposal": "p4", "document": "nowhere"},
            {"proposal": "p5", "act": "sings"},
            {"proposal": "p6", "quote": "Le Président", "document": "latin"},
        ],
        events=[{"quote": "un traité de 1972"}],
    )
    with (folder / "catalogue.csv").open("a") as file:
        file.write("short,row\n")
    return folder


EXPECTED = [
    "catalogue.csv, row 9: 2 cells, expected 14 as in the header; put a cell that holds a comma "
    "in double quotes",
    "catalogue.csv, row 4 (a-2021): document 'a-2021' occurs twice; each row needs its own",
    "catalogue.csv, row 5 (dated): date is '2021-02-30'; expected an ISO date, as exact as known: "
    "2021-10-07, 2021-10 or 2021",
    "catalogue.csv, row 8 (away): file is '../away.txt'; expected the name of a file beside the catalogue",
    "gone.txt: there is no such file; put it there or mend the name",
    "latin.txt: byte 14 (0xe9, in line 2) is not UTF-8; save it as UTF-8, for instance with "
    "'iconv -f WINDOWS-1252 -t UTF-8 latin.txt'",
    "empty.txt: the file is empty; fill it or remove it",
    "extra.txt: the file is not listed in catalogue.csv; add a row for it or move it away",
    "proposals.csv, row 2 (p1): the quotation 'propose à Paris un dialogue' is not in the document; "
    "the nearest words there are 'propose à Londres un dialogue.'",
    "proposals.csv, row 3 (p2): proposer 'XYZ' is not in actors.csv; add it there or mend it here",
    "proposals.csv, row 4 (p3): theme 'peace' is not in the codebook; it has ",
    "proposals.csv, row 5 (p4): document 'nowhere' is not in the catalogue; it has ",
    "proposals.csv, row 6 (p5): act 'sings' is not in the codebook; it has ",
    "events.csv, row 2 (treaty): the quotation 'un traité de 1972' is not in the document; the nearest words",
]


def test_every_problem_in_one_run(tmp_path, capsys):
    folder = bad_folder(tmp_path / "corpus")
    (tmp_path / "away.txt").write_text("secret words")
    before = snapshot(tmp_path)
    code, out, err = run(capsys, "check", folder)
    assert (code, out) == (1, "")
    problems = [line.replace(f"{folder}/", "") for line in err.splitlines()]
    for expected in EXPECTED:
        assert sum(problem.startswith(expected) for problem in problems) == 1, expected
    assert problems[-1] == f"{len(problems) - 1} problems; nothing was written"
    assert "Traceback" not in err
    assert "secret" not in err
    assert not any("(p6)" in problem for problem in problems)
    assert snapshot(tmp_path) == before


def test_the_program_itself(tmp_path):
    folder = bad_folder(tmp_path / "corpus")
    before = snapshot(tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "analysis", "check", str(folder)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "gone.txt: there is no such file" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        (
            "aliases.csv",
            "Moscou,FRA,metonym,false,\n",
            "alias 'moscou' is claimed by RUS and FRA; leave it to",
        ),
        (
            "aliases.csv",
            "Atlantide,ATL,name,false,\n",
            "(Atlantide): actor 'ATL' is not in actors.csv; add or mend",
        ),
        (
            "actors.csv",
            "new,New,Neuf,state,nobody\n",
            "(new): parent 'nobody' is no actor; add it or mend it",
        ),
    ],
)
def test_a_lexicon_with_a_problem(tmp_path, capsys, monkeypatch, name, row, expected):
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    for file in ("actors.csv", "aliases.csv", "offices.csv", "not_actors.csv", "roles.csv"):
        (lexicon / file).write_bytes((LEXICON / file).read_bytes())
    with (lexicon / name).open("a", encoding="utf-8") as file:
        file.write(row)
    monkeypatch.setattr(actors.lexicon, "LEXICON", lexicon)
    folder = write_corpus(tmp_path / "corpus", proposals=[{}])
    before = snapshot(tmp_path)
    code, out, err = run(capsys, "check", folder)
    assert (code, out) == (1, "")
    assert expected in err.splitlines()[0]
    assert err.splitlines()[1:] == ["1 problem; nothing was written"]
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "catalogue.csv: there is no such file"),
        ({"catalogue.csv": ""}, "catalogue.csv: the file is empty"),
        (
            {"catalogue.csv": "document|file\na|a.txt\n"},
            "catalogue.csv: no column 'file'; expected document, file",
        ),
        ({"catalogue.csv": b"document,file\n\xff"}, "catalogue.csv: byte 14 (0xff, in line 2) is not UTF-8"),
    ],
)
def test_a_catalogue_that_cannot_be_read(tmp_path, capsys, files, expected):
    write_corpus(tmp_path, texts=files | {"a.txt": TEXT}, proposals=[{}])
    if "catalogue.csv" not in files:
        (tmp_path / "catalogue.csv").unlink()
    code, out, err = run(capsys, "check", tmp_path)
    assert (code, out) == (1, "")
    assert expected in err
    assert "Traceback" not in err


def test_a_folder_that_does_not_exist(tmp_path, capsys, monkeypatch):
    code, _, err = run(capsys, "check", tmp_path / "nowhere")
    assert code == 1
    assert "catalogue.csv: there is no such file" in err
    monkeypatch.chdir(tmp_path)
    for name in ("check", "terms", "actors", "proposals"):
        code, out, err = run(capsys, name)
        assert (code, out) == (1, "")
        assert "no catalogue.csv here, in seeds/ here or further up" in err


def test_the_nearest_folder(tmp_path, capsys, monkeypatch):
    write_corpus(tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "check")[0] == 0


def test_header_only_codings(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[], events=[])
    code, out, _ = run(capsys, "check", folder)
    assert code == 0
    assert "proposals.csv: rows found in their documents 0" in out
    code, out, _ = run(capsys, "proposals", folder)
    assert code == 0
    assert out.count("\n") == 1


def test_a_catalogue_without_rows(tmp_path, capsys):
    folder = write_corpus(tmp_path, catalogue=[], texts={})
    assert run(capsys, "check", folder)[0] == 0
    note = "# 0 words; lemma; function words not listed\n"
    assert run(capsys, "terms", folder)[:2] == (0, note + "lemma,n,total,per_1000,documents,evidence\n")
    assert run(capsys, "actors", folder)[:2] == (0, "actor,kind,n,evidence\n")


def test_tables_as_csv(tmp_path, capsys):
    folder = write_corpus(
        tmp_path, catalogue=[{}, SECOND], texts={"a.txt": TEXT, "b.txt": "... !"}, proposals=[{}]
    )
    before = snapshot(tmp_path)
    words = pd.read_csv(io.StringIO(run(capsys, "terms", folder)[1]), comment="#")
    assert words.set_index("lemma")["n"][["proposer", "dialogue"]].tolist() == [2, 2]
    assert (words["evidence"].str.split().str.len() == words["n"]).all()
    named = pd.read_csv(io.StringIO(run(capsys, "actors", folder)[1]))
    assert named[["actor", "kind", "n"]].to_numpy().tolist() == [
        ["GBR", "metonym", 2],
        ["RUS", "name", 2],
        ["RUS", "metonym", 1],
    ]
    coded = pd.read_csv(io.StringIO(run(capsys, "proposals", folder)[1]))
    assert coded["quote"].tolist() == ["propose à Londres un dialogue"]
    assert snapshot(tmp_path) == before


def test_a_reader_that_goes_away(tmp_path):
    folder = write_corpus(tmp_path)
    command_line = [sys.executable, "-m", "analysis", "terms", str(folder)]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=120) == 0


def test_a_bad_folder_gives_no_table(tmp_path, capsys):
    folder = bad_folder(tmp_path)
    for name in ("terms", "actors", "proposals"):
        code, out, err = run(capsys, name, folder)
        assert (code, out) == (1, "")
        assert "gone.txt: there is no such file" in err


def test_an_unknown_command(capsys):
    with pytest.raises(SystemExit) as caught:
        command.main(["guess"])
    assert caught.value.code == 2
    assert "invalid choice: 'guess'" in capsys.readouterr().err


def test_unknown_speaker(tmp_path, capsys):
    folder = write_corpus(tmp_path, catalogue=[{"speaker": "nobody-known"}])
    code, _, err = run(capsys, "check", folder)
    assert code == 1
    assert "speaker 'nobody-known' is not in actors.csv; add it, or write unknown" in err


def test_export_of_the_network(tmp_path, capsys):
    text = "Un titre\nMoscou propose à Londres un dialogue. Moscou et Londres se taisent.\n"
    folder = write_corpus(tmp_path / "corpus", texts={"a.txt": text})
    code, out, err = run(capsys, "export", tmp_path / "net.gexf", folder)
    assert (code, out, err) == (0, f"{tmp_path / 'net.gexf'}\n", "")
    assert nx.read_gexf(tmp_path / "net.gexf").edges["GBR", "RUS"]["n"] == 2
    code, _, err = run(capsys, "export", tmp_path / "net.pdf", folder)
    assert code == 1
    assert "unknown ending; expected one of .jsonld, .gexf, .graphml, .csv, .json" in err
    nobody = write_corpus(tmp_path / "nobody", texts={"a.txt": "Un titre\nIl pleut.\n"})
    code, _, err = run(capsys, "export", tmp_path / "none.gexf", nobody)
    assert code == 1
    assert "no actor was found in the texts" in err


@pytest.mark.parametrize("name", ["x.gexf", "x.csv", "x.jsonld"])
def test_a_folder_to_write_into_that_does_not_exist(tmp_path, capsys, name):
    folder = write_corpus(tmp_path, proposals=[{}])
    code, out, err = run(capsys, "export", tmp_path / "no" / name, folder)
    assert (code, out) == (1, "")
    assert str(tmp_path / "no") in err
    assert err.endswith("; mend the name, or make the folder first\n")


def test_the_case_of_an_ending_does_not_count(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[{}])
    assert run(capsys, "export", tmp_path / "x.JSONLD", folder)[0] == 0
    assert json.loads((tmp_path / "x.JSONLD").read_text())["type"] == "AnnotationPage"


def test_a_folder_in_place_of_a_text(tmp_path, capsys):
    assert run(capsys, "candidates", tmp_path) == (
        1,
        "",
        f"{tmp_path}: this is a folder; give the name of a file\n",
    )
