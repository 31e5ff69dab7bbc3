"""Reading files and tables, and saying all that is wrong with them."""

import pandera.pandas as pa
import pytest

from analysis.tables import (
    InputError,
    is_iso_date,
    is_slug,
    load_table,
    needs,
    one_of,
    read_text,
    sound,
    table_problems,
    text_column,
)

SCHEMA = pa.DataFrameSchema(
    {
        "key": text_column(is_slug, "a slug", unique=True),
        "kind": one_of("x", "y"),
        "note": text_column(empty=True),
    },
    name="key",
    strict=True,
)


def load(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table, problems = load_table(path, SCHEMA)
    return table, [problem.replace(str(path), "t.csv") for problem in problems]


def test_table_as_its_file_holds_it(tmp_path):
    table, problems = load(tmp_path, 'key,kind,note\na,x,"with, comma"\nb,y,\n')
    assert problems == []
    assert table.to_dict("index") == {
        2: {"key": "a", "kind": "x", "note": "with, comma"},
        3: {"key": "b", "kind": "y", "note": ""},
    }


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffkey,kind,note\na,x,n\n",
        "key,kind,note\r\na,x,n\r\n",
        "key,kind,note\ra,x,n",
        "key,kind,note\n\na,x,n\n\n",
        "note,key,kind\nn,a,x\n",
    ],
    ids=["byte order mark", "CRLF", "CR", "blank lines", "other order of columns"],
)
def test_other_ways_to_write_the_same_table(tmp_path, content):
    table, problems = load(tmp_path, content)
    assert problems == []
    assert table.to_numpy().tolist() == [["a", "x", "n"]]
    assert list(table.columns) == ["key", "kind", "note"]


@pytest.mark.parametrize("char", ["\u2028", "\u0085", "\x0b", "\x0c", "\x1e"])
def test_only_line_ends_of_csv_end_a_row(tmp_path, char):
    table, problems = load(tmp_path, f"key,kind,note\na,x,one{char}two\n")
    assert problems == []
    assert table["note"].tolist() == [f"one{char}two"]


def test_header_only_is_a_table_without_rows(tmp_path):
    table, problems = load(tmp_path, "key,kind,note\n")
    assert problems == []
    assert table.shape == (0, 3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "key,kind,note\na,x\nb,y,,more\n",
            [
                "t.csv, row 2: 2 cells, expected 3 as in the header; "
                "put a cell that holds a comma in double quotes",
                "t.csv, row 3: 4 cells, expected 3 as in the header; "
                "put a cell that holds a comma in double quotes",
            ],
        ),
        ("key,note\na,n\n", ["t.csv: no column 'kind'; expected key, kind, note"]),
        ("key,kind,note,more\na,x,,m\n", ["t.csv: unknown column 'more'; expected key, kind, note"]),
        ("key,kind,note\na,z,\n", ["t.csv, row 2 (a): kind is 'z'; expected one of x, y"]),
        (
            "key,kind,note\na,  ,\n",
            [f"t.csv, row 2 (a): kind is '  '; expected {what}" for what in ("a value", "one of x, y")],
        ),
        ("key,kind,note\na,,\n", ["t.csv, row 2 (a): kind is ''; expected a value"]),
        ("key,kind,note\n../a,x,\n", ["t.csv, row 2 (../a): key is '../a'; expected a slug"]),
        ("", ["t.csv: the file is empty; fill it or remove it"]),
        (" \n", ["t.csv: the file is empty; fill it or remove it"]),
        ("\ufeff", ["t.csv: the file is empty; fill it or remove it"]),
    ],
)
def test_problems(tmp_path, content, expected):
    assert load(tmp_path, content)[1] == expected


def test_a_key_that_occurs_twice_is_named_with_its_rows(tmp_path):
    problems = load(tmp_path, "key,kind,note\na,x,\nb,x,\na,y,\n")[1]
    assert "t.csv, row 4 (a): key 'a' occurs twice; each row needs its own" in problems
    assert not any("(b)" in problem for problem in problems)


def test_all_problems_at_once(tmp_path):
    problems = load(tmp_path, "key,kind,note\na,z,\nb\n-,x,\n")[1]
    assert len(problems) == 3
    assert {problem.split(":")[0] for problem in problems} == {
        "t.csv, row 2 (a)",
        "t.csv, row 3",
        "t.csv, row 4 (-)",
    }


def test_a_wrong_byte_is_named(tmp_path):
    problems = load(tmp_path, b"key,kind,note\na,x,\xe9tat\n")[1]
    assert len(problems) == 1
    assert problems[0].startswith("t.csv: byte 18 (0xe9, in line 2) is not UTF-8;")


def test_a_column_twice_is_a_problem(tmp_path):
    table, problems = load(tmp_path, "key,kind,note,note\na,x,1,2\n")
    assert problems == ["t.csv: column 'note' occurs twice in the header; rename or remove one"]
    assert list(table.columns) == ["key", "kind", "note"]


def test_a_quote_that_is_not_closed(tmp_path):
    table, problems = load(tmp_path, 'key,kind,note\na,x,"open\n' + "b,y,\n" * 30_000)
    assert problems == [
        "t.csv: not a CSV file (field larger than field limit (131072)); "
        "close every cell that opens with a double quote"
    ]
    assert table.empty


def test_read_text_keeps_every_character(tmp_path):
    path = tmp_path / "a.txt"
    raw = "\ufeffl’État\r\n\u00a0« 𝔸 »\u2028e\u0301\r".encode()
    path.write_bytes(raw)
    assert read_text(path).encode() == raw


def test_read_text_of_nothing(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_text(tmp_path / "a.txt")
    with pytest.raises(InputError, match="this is a folder; give the name of a file"):
        read_text(tmp_path)


def test_sound():
    assert sound((1, [])) == 1
    with pytest.raises(InputError) as caught:
        sound((1, ["one", "two"]))
    assert caught.value.problems == ["one", "two"]


def test_table_problems_of_a_sound_table(tmp_path):
    assert table_problems(load(tmp_path, "key,kind,note\na,x,\n")[0], SCHEMA, name="t") == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2021", True),
        ("2021-10", True),
        ("2024-02-29", True),
        ("2021/2025", True),
        ("2021-07-27/2022-01", True),
        ("2023-02-29", False),
        ("2021-13", False),
        ("21-10-07", False),
        ("2021-10-07T00:00", False),
        ("2021/2025/2026", False),
        ("2021/", False),
        ("", False),
        ("0000", False),
        ("2021-10-07\n", False),
        ("7 octobre 2021", False),
    ],
)
def test_is_iso_date(cell, expected):
    assert is_iso_date(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("rt-2021-10-07", True),
        ("UN-AHC", True),
        ("a--b", False),
        ("a-", False),
        ("1a", False),
        ("a b", False),
        ("état", False),
        ('a"', False),
        ("a\n", False),
        ("", False),
    ],
)
def test_is_slug(cell, expected):
    assert is_slug(cell) is expected


def test_what_is_missing_names_its_extra():
    with pytest.raises(InputError) as caught, needs("documents", "a.pdf: a PDF"):
        import nothing_of_this_name  # noqa: F401
    assert str(caught.value) == (
        "a.pdf: a PDF needs nothing_of_this_name, which is not installed; "
        "install the extra 'documents': pip install 'infosec-positions[documents]'"
    )
    assert isinstance(caught.value, ImportError)


def test_what_is_not_whole_names_its_extra():
    with pytest.raises(InputError) as caught, needs("documents", "a.html: a web page"):
        raise ImportError("no Cleaner")
    assert str(caught.value) == (
        "a.html: a web page needs what is not whole: no Cleaner; "
        "install the extra 'documents': pip install 'infosec-positions[documents]'"
    )
