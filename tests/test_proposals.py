"""The coded proposals and events, and how they compare."""

import pandas as pd
import pytest
from folders import TEXT, write_corpus

from analysis import Corpus, InputError, proposals, read_corpus
from analysis.catalogue import load_catalogue

SECOND = {"proposal": "p2", "quote": "propose un traité universel", "addressee": "", "theme": "global-treaty"}


def problems_of(folder, load=proposals.load_coded):
    return [problem.replace(f"{folder}/", "") for problem in load(read_corpus(folder))[1]]


def test_coded(tmp_path):
    folder = write_corpus(tmp_path, proposals=[SECOND, {}])
    table = proposals.coded(read_corpus(folder))
    assert table["proposal"].tolist() == ["p1", "p2"]
    assert [TEXT[row.start : row.end] for row in table.itertuples()] == table["quote"].tolist()
    assert table["sentence"].tolist() == [0, 2]
    assert list(table.columns[:6]) == ["document", "start", "end", "sentence", "passage", "reference"]
    assert table["reference"].tolist() == [
        f"{row.passage}:{s}" for row, s in zip(table.itertuples(), ("7-36", "10-37"), strict=True)
    ]


def test_restatements_by_choice(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{}, SECOND | {"restates": "p1"}])
    corpus = read_corpus(folder)
    assert proposals.coded(corpus)["proposal"].tolist() == ["p1"]
    assert proposals.coded(corpus, restatements=True)["proposal"].tolist() == ["p1", "p2"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"quote": "propose à Londre un dialog"},
            "the quotation 'propose à Londre un dialog' is not in the document; the nearest words there are "
            "'propose à Londres un dialogue.'",
        ),
        ({"quote": "Londres"}, "the quotation 'Londres' stands 2 times in the document; lengthen it until"),
        (
            {"quote": "dialogue. Londres refuse"},
            "the quotation lies in no one sentence of counted text; shorten",
        ),
        ({"quote": "Un titre"}, "the quotation lies in no one sentence of counted text; shorten it to one"),
        ({"quote": ""}, "quote is ''; expected a value"),
        ({"document": "b"}, "document 'b' is not in the catalogue; it has a-2021"),
        ({"proposer": "XYZ"}, "proposer 'XYZ' is not in actors.csv; add it there or mend it here"),
        ({"proposer": "RUS;XYZ"}, "proposer 'XYZ' is not in actors.csv; add it there or mend it here"),
        ({"addressee": "xyz"}, "addressee 'xyz' is not in actors.csv; add it there or mend it here"),
        ({"theme": "peace"}, "theme 'peace' is not in the codebook; it has peaceful-use, "),
        ({"forum": "G20"}, "forum 'G20' is not in the codebook; it has "),
        ({"act": "asks"}, "act 'asks' is not in the codebook; it has proposes, "),
        ({"stance": "neutral"}, "stance 'neutral' is not in the codebook; it has for, against, conditional"),
        ({"certainty": "sure"}, "certainty 'sure' is not in the codebook; it has quoted, reported, inferred"),
        ({"restates": "p9"}, "restates 'p9', which is no first statement in the file"),
        ({"restates": "p1"}, "restates 'p1', which is no first statement in the file"),
        ({"gloss": ""}, "gloss is ''; expected a value"),
    ],
)
def test_a_wrong_cell(tmp_path, change, expected):
    problems = problems_of(write_corpus(tmp_path, proposals=[change]))
    assert len(problems) == 1
    assert problems[0].startswith("proposals.csv, row 2 (p1): ")
    assert expected in problems[0]


def test_a_restatement_of_a_restatement_and_an_id_twice(tmp_path):
    rows = [{}, SECOND | {"restates": "p1"}, {"proposal": "p3", "quote": "avec la Russie", "restates": "p2"}]
    assert problems_of(write_corpus(tmp_path, proposals=rows)) == [
        "proposals.csv, row 4 (p3): restates 'p2', which is no first statement in the file"
    ]
    problems = problems_of(write_corpus(tmp_path, proposals=[{}, SECOND | {"proposal": "p1"}]))
    assert "proposals.csv, row 3 (p1): proposal 'p1' occurs twice; each row needs its own" in problems


def test_header_only(tmp_path):
    corpus = read_corpus(write_corpus(tmp_path, proposals=[], events=[]))
    table, problems = proposals.load_coded(corpus)
    assert problems == []
    assert table.empty
    assert {"document", "start", "reference", "theme"} <= set(table.columns)
    assert proposals.events(corpus).empty
    assert proposals.compare(table).empty
    assert proposals.by_actor(table, "proposer").empty


def test_line_ends_and_byte_order_mark(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{}, SECOND], events=[{}])
    plain = proposals.coded(read_corpus(folder))
    for name in ("proposals.csv", "events.csv", "catalogue.csv"):
        content = (folder / name).read_text().replace("\n", "\r\n")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + content.encode())
    (folder / "a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    table = proposals.coded(read_corpus(folder))
    assert table["reference"].tolist() == plain["reference"].tolist()
    assert table["start"].tolist() == [plain["start"][0] + 2, plain["start"][1] + 3]
    assert len(proposals.events(read_corpus(folder))) == 1


def test_a_document_that_cannot_be_read_is_not_searched(tmp_path):
    folder = write_corpus(tmp_path, texts={"a.txt": b"\xe9"}, proposals=[{}])
    corpus = Corpus(load_catalogue(folder)[0], folder=folder)
    assert proposals.load_coded(corpus)[1] == []


def test_no_file_and_no_folder(tmp_path):
    with pytest.raises(InputError, match=r"proposals\.csv: there is no such file"):
        proposals.coded(read_corpus(write_corpus(tmp_path)))
    with pytest.raises(InputError, match="was not read from a folder; give the path of its events"):
        proposals.events(Corpus.from_texts({"a": "Oui."}))


def test_codings_of_a_corpus_in_memory(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{}])
    corpus = Corpus.from_texts({"a-2021": TEXT})
    assert proposals.coded(corpus, folder / "proposals.csv")["proposal"].tolist() == ["p1"]


def test_events(tmp_path):
    table = proposals.events(read_corpus(write_corpus(tmp_path, events=[{}])))
    assert [TEXT[row.start : row.end] for row in table.itertuples()] == ["un traité universel"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"quote": "un traité mondial"},
            "is not in the document; the nearest words there are 'un traité universel.'",
        ),
        ({"date": "2019-02-29"}, "date is '2019-02-29'; expected an ISO date"),
        ({"precision": "era"}, "precision is 'era'; expected one of day, month, year, range, external"),
        ({"document": "b"}, "document 'b' is not in the catalogue; it has a-2021"),
    ],
)
def test_a_wrong_event(tmp_path, change, expected):
    problems = problems_of(write_corpus(tmp_path, events=[change]), proposals.load_events)
    assert len(problems) == 1
    assert problems[0].startswith("events.csv, row 2 (treaty): ")
    assert expected in problems[0]


def test_a_code_twice_in_the_codebook(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text(
        "layer,code,name,definition,example,near_miss\ntheme,a,A,d,,\ntheme,a,B,d,,\nact,a,A,d,,\nmood,b,B,d,,\n"
    )
    with pytest.raises(InputError) as caught:
        proposals.read_codebook(path)
    assert len(caught.value.problems) == 2
    assert "row 3 (a): the code occurs twice in layer theme; remove one" in str(caught.value)
    assert "row 5 (b): layer is 'mood'; expected one of theme, act, forum, stance, certainty" in str(
        caught.value
    )


def test_the_codebook_that_ships_is_sound():
    codebook, problems = proposals.load_codebook()
    assert problems == []
    assert set(codebook["layer"]) == set(proposals.LAYERS)


def test_by_actor():
    table = pd.DataFrame({"proposal": ["p1", "p2"], "addressee": ["GBR;FRA", ""]})
    assert proposals.by_actor(table, "addressee").to_numpy().tolist() == [
        ["p1", "GBR"],
        ["p1", "FRA"],
        ["p2", ""],
    ]


def test_sides_are_aligned_with_their_rows():
    actors = pd.DataFrame({"parent": ["", "", "RUS"]}, index=["RUS", "FRA", "mzk"])
    rows = pd.DataFrame({"proposer": ["FRA", "mzk;RUS", "RUS;FRA"]}, index=[7, 3, 5])
    assert proposals.sides(rows, actors, of="RUS").to_dict() == {7: "other", 3: "own", 5: "joint"}


def test_compare():
    table = pd.DataFrame({"document": ["a", "a", "b"], "theme": ["y", "x", "y"]})
    assert proposals.compare(table).to_numpy().tolist() == [
        ["a", "x", 1],
        ["a", "y", 1],
        ["b", "x", 0],
        ["b", "y", 1],
    ]
    wide = proposals.compare(table, row_values=["c", "a"], column_values=["y", "z"])
    assert wide.to_numpy().tolist() == [["c", "y", 0], ["c", "z", 0], ["a", "y", 1], ["a", "z", 0]]
    with pytest.raises(InputError, match="proposals have no column 'topic'; they have document, theme"):
        proposals.compare(table, columns="topic")


def test_compare_wordings():
    rows = proposals.compare_wordings(
        "un dialogue bilatéral avec l'État", "Un dialogue régulier, avec l’Etat membre"
    )
    assert rows.to_numpy().tolist() == [
        ["shared", "un dialogue", "Un dialogue"],
        ["left out", "bilatéral", ""],
        ["added", "", "régulier"],
        ["shared", "avec l'État", "avec l’Etat"],
        ["added", "", "membre"],
    ]
    assert proposals.compare_wordings("", "").empty
    assert proposals.compare_wordings("", "paix").to_numpy().tolist() == [["added", "", "paix"]]


def test_compare_with_listed_values():
    table = pd.DataFrame({"document": ["a", "b"], "theme": ["x", "y"]})
    compared = proposals.compare(table, row_values=pd.Series(["b", "a"]), column_values=["y", "x"])
    assert compared["n"].tolist() == [1, 0, 0, 1]
    with pytest.raises(InputError, match="the values of 'document' repeat"):
        proposals.compare(table, row_values=["a", "a"])
