"""CSV files as spreadsheets write them."""

import csv
import io

import pandas as pd
import pytest
from folders import DOCUMENT, EVENT, PROPOSAL, to_csv, write_corpus

from analysis import proposals, read_corpus
from analysis.check import check
from analysis.corpus.catalogue import load_catalogue
from analysis.sheets import load_sheet
from analysis.tables import write_csv


def saved(text, *, separator=";", before="", line_end="\r\n"):
    """Write a table again as a spreadsheet does."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(csv.reader(io.StringIO(text)))
    return before + out.getvalue()


def sheet_of(tmp_path, content, columns=("key", "note")):
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode())
    sheet, problems = load_sheet(path, columns)
    return sheet, [problem.replace(str(path), "t.csv") for problem in problems]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "sep={}\r\n", "\ufeffsep={}\r\n", "SEP={}\n"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_tells_what_parts_the_cells(tmp_path, separator, before, line_end):
    before = before.format(separator)
    text = saved('key,note\na,"one, two; three\tfour"\nb,\n', separator=separator, line_end=line_end)
    sheet, problems = sheet_of(tmp_path, before + text)
    assert problems == []
    assert sheet.rows == {2: ["a", "one, two; three\tfour"], 3: ["b", ""]}
    assert (sheet.before, sheet.separator, sheet.header) == (before, separator, ["key", "note"])


@pytest.mark.parametrize("header", ["key", "note;key", '"key";"note"', "key;other"])
def test_other_headers(tmp_path, header):
    width = header.count(";") + 1
    sheet, problems = sheet_of(tmp_path, f"{header}\n" + ";".join("ab"[:width]) + "\n")
    assert problems == []
    assert [len(row) for row in sheet.rows.values()] == [width]


def test_empty_rows_and_columns_of_a_spreadsheet_are_left_out(tmp_path):
    sheet, problems = sheet_of(tmp_path, ";;;\nkey;note;;\na;x;;\n;;;\nb;;;\n\nc;y\n;;;\n")
    assert problems == []
    assert sheet.header == ["key", "note"]
    assert sheet.rows == {3: ["a", "x"], 5: ["b", ""], 7: ["c", "y"]}


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ('key,note\na,"open\nb,x\n', 2),
        ('key,note\nb,x\na,"open', 3),
        ('key,note\na,"open\nb,"x, y"\nc,z\n', 2),
        ('key,note\na,"he said "yes" to me"\n', 2),
        ('"key,note\na,x\n', 1),
    ],
)
def test_a_quote_that_is_not_closed_is_named_with_its_row(tmp_path, content, row):
    sheet, problems = sheet_of(tmp_path, content)
    assert sheet.rows == {}
    assert problems == [
        f"t.csv, row {row}: a cell opens with a double quote and is not closed; close it, "
        "and write every double quote inside it twice"
    ]


@pytest.mark.parametrize(
    ("name", "kind", "default"), [("proposals", "proposal", PROPOSAL), ("events", "event", EVENT)]
)
def test_an_open_quote_in_the_last_cell_of_codings_swallows_no_row(tmp_path, name, kind, default):
    folder = write_corpus(tmp_path, **{name: [{}]})
    rows = to_csv(default, [{}, {kind: "second", "quote": "words of nobody"}]).split("\n")
    rows[1] += '"open'
    (folder / f"{name}.csv").write_text("\n".join(rows))
    assert f"{name}.csv, row 2: a cell opens with a double quote" in "\n".join(check(folder)[1])


@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeffsep=;\r\n"])
def test_a_corpus_saved_by_a_french_spreadsheet(tmp_path, before):
    folder = write_corpus(tmp_path, proposals=[{"note": "a, b; c"}], events=[{}])
    as_it_was = check(folder)
    for file in folder.glob("*.csv"):
        file.write_bytes(saved(file.read_text(), before=before).encode())
    assert check(folder) == as_it_was
    assert as_it_was[1] == []


@pytest.mark.parametrize("content", [to_csv(DOCUMENT, [{"title": "État"}]).encode("cp1252"), b"PK\3\4"])
def test_a_catalogue_that_cannot_be_read_is_one_problem(tmp_path, content):
    folder = write_corpus(tmp_path, proposals=[{}], events=[{}])
    (folder / "catalogue.csv").write_bytes(content)
    assert len(load_catalogue(folder)[1]) == 1
    assert len(check(folder)[1]) == 1


def test_words_such_as_na_are_kept(tmp_path):
    words = ["NA", "nan", "null", "None", "N/A", ""]
    table = pd.DataFrame({"form": words, "n": range(6)})
    table.attrs["note"] = "6 words"
    write_csv(table, out := io.StringIO())
    back = pd.read_csv(io.StringIO(out.getvalue()), comment="#", keep_default_na=False)
    assert back["form"].tolist() == words
    folder = write_corpus(tmp_path, catalogue=[{"document": "NA"}], proposals=[{"document": "NA"}])
    documents, problems = load_catalogue(folder)
    assert (documents.index.tolist(), problems) == (["NA"], [])
    (folder / "proposals.csv").write_text(to_csv(PROPOSAL, [{"document": "NA", "note": "nan"}]))
    assert check(folder)[1] == []
    assert proposals.load_coded(read_corpus(folder))[0][["document", "note"]].to_numpy().tolist() == [
        ["NA", "nan"]
    ]
