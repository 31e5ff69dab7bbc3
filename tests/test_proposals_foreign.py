"""Codings from other tools: what is read, what is written, what does not fit."""

import json

import pandas as pd
import pytest
from folders import PROPOSAL, TEXT, write_corpus

from analysis import InputError, proposals, read_corpus
from analysis import __main__ as command
from analysis.proposals.foreign import source_of

URL = "https://example.org/a"
TWICE = "Un titre\n\nMoscou propose un pacte. Paris attend. Moscou propose un pacte à Londres.\n"
CODES = {name: PROPOSAL[name] for name in ("theme", "act", "forum", "stance", "certainty")}


def corpus_of(folder, text=TEXT):
    return read_corpus(write_corpus(folder, texts={"a.txt": text}, catalogue=[{"url": URL}]))


def hypothesis(exact, prefix="", suffix="", **more):
    quoted = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    selectors = [{"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 9, "end": 99}, quoted]
    return {"uri": URL, "target": [{"source": f"{URL}/#x", "selector": selectors}]} | more


def read(folder, name, content, text=TEXT):
    corpus = corpus_of(folder, text)
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return proposals.read_foreign(corpus, path)


def problems(*given, **more):
    with pytest.raises(InputError) as error:
        read(*given, **more)
    return error.value.problems


def test_a_table_with_quotations_or_offsets(tmp_path):
    start = TWICE.rindex("propose")
    rows = f"document,quote,start,end,theme,coder\na-2021,,{start},{start + 16},global-treaty,ann\n"
    rows += "a-2021,à Londres,,,,ann\n"
    table = read(tmp_path, "b.csv", rows, text=TWICE)
    assert table[["proposal", "quote", "occurrence", "theme", "act"]].to_numpy().tolist() == [
        ["a01", "propose un pacte", "2", "global-treaty", ""],
        ["a02", "à Londres", "", "", ""],
    ]


def test_what_we_write_is_read_again(tmp_path, capsys):
    folder = write_corpus(tmp_path, proposals=[{}])
    file = tmp_path / "out.jsonld"
    assert command.main(["export", str(file), str(folder)]) == 0
    assert command.main(["proposals", str(folder)]) == 0
    (tmp_path / "out.csv").write_text(capsys.readouterr().out.partition("\n")[2])
    for name in ("out.jsonld", "out.csv"):
        assert command.main(["import", str(tmp_path / name), str(folder)]) == 0
        (tmp_path / "second.csv").write_text(capsys.readouterr().out)
        (row,) = pd.read_csv(tmp_path / "second.csv", keep_default_na=False, dtype=str).to_dict("records")
        assert {key: row[key] for key in PROPOSAL if key != "proposal"} == {
            key: value for key, value in PROPOSAL.items() if key != "proposal"
        }
        assert command.main(["agreement", str(tmp_path / "second.csv"), str(folder)]) == 0
        assert "to settle: 0\n" in capsys.readouterr().out


def test_annotations_of_hypothes_is(tmp_path):
    tags = ["theme: global-treaty", "refuses", "proposer: RUS", "proposer: CHN", "look again"]
    rows = [
        hypothesis("propose un\npacte", "Paris attend.\n Moscou ", " à Londres.", tags=tags, text="a pact\n"),
        hypothesis("à Londres", references=["x"]),
        {"uri": URL, "target": [{"source": URL}], "text": "a note on the page"},
    ]
    for content in ({"total": 3, "rows": rows}, rows, rows[0]):
        (row,) = read(tmp_path, "b.json", content, text=TWICE).to_dict("records")
        assert (row["document"], row["quote"], row["occurrence"]) == ("a-2021", "propose un pacte", "2")
        assert (row["theme"], row["act"], row["proposer"]) == ("global-treaty", "refuses", "RUS;CHN")
        assert (row["gloss"], row["note"], row["stance"]) == ("a pact", "look again", "")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("b.txt", "x", "b.txt: unknown ending; expected one of .csv, .json, .jsonld"),
        ("b.json", "{", "b.json: not JSON (Expecting property name"),
        ("b.json", "[" * 100_000, "b.json: not JSON (maximum recursion"),
        ("b.json", [], "b.json: expected annotations with a TextQuoteSelector"),
        ("b.json", {"target": URL}, "annotation 1: expected annotations with a TextQuoteSelector"),
        ("b.json", hypothesis("Paris"), "annotation 1: the quotation 'Paris' is not in the document; the"),
        (
            "b.json",
            [
                {
                    "target": {
                        "source": "https://b.org",
                        "selector": {"type": "TextQuoteSelector", "exact": "x"},
                    }
                }
            ],
            "annotation 1: its source is 'https://b.org', the url of no document; write it into",
        ),
        ("b.csv", "quote\nMoscou\n", "b.csv: no column 'document'; expected "),
        ("b.csv", "document\na-2021\n", "row 2: neither quote nor start and end; give the words"),
        (
            "b.csv",
            "document,start,end\nb,0,1\n",
            "row 2: document 'b' is not in the catalogue; it has a-2021",
        ),
        (
            "b.csv",
            "document,start,end\na-2021,5,5\n",
            f"row 2: start is '5' and end is '5'; expected 0 <= start < end <= {len(TEXT)}, the characters",
        ),
        ("b.csv", "document,start,end\na-2021,-1,2.0\n", "row 2: start is '-1' and end is '2.0'; expected"),
        ("b.csv", "document,start,end,quote\na-2021,0,2,Non\n", "row 2: at 0 to 2 stands 'Un', but quote is"),
        ("b.csv", "document,start,end\na-2021,0,2\n", "row 2: the quotation stands in a headline, which is"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, name, content, says):
    (problem,) = problems(tmp_path, name, content)
    assert says in problem


def test_a_text_is_named_by_its_own_words(tmp_path):
    words = {"type": "TextQuoteSelector", "exact": "propose un pacte"}
    place = {"type": "TextPositionSelector", "start": TWICE.rindex("propose")}
    item = {"target": {"source": source_of(TWICE), "selector": [words, place]}}
    assert read(tmp_path, "b.jsonld", item, text=TWICE)["occurrence"].tolist() == ["2"]
    del item["target"]["selector"][1]
    assert "stands 2 times in the document" in problems(tmp_path, "b.jsonld", item, text=TWICE)[0]


def test_uima_cas_goes_out_and_comes_back(tmp_path, capsys):
    pytest.importorskip("cassis")
    folder = write_corpus(tmp_path, texts={"a.txt": "😀 Un titre\n\n" + TEXT}, proposals=[{}])
    assert command.main(["export", str(tmp_path / "out.json"), str(folder)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'out-a-2021.json'}\n"
    corpus = read_corpus(folder)
    (row,) = proposals.read_foreign(corpus, tmp_path / "out-a-2021.json").to_dict("records")
    assert {key: row[key] for key in PROPOSAL} == PROPOSAL
    value = json.loads((tmp_path / "out-a-2021.json").read_text(encoding="utf-8"))
    value["%FEATURE_STRUCTURES"][0]["sofaString"] += "."
    (tmp_path / "b.json").write_text(json.dumps(value))
    with pytest.raises(InputError, match=r"b\.json: its text is that of no document"):
        proposals.read_foreign(corpus, tmp_path / "b.json")
    (tmp_path / "b.json").write_text(json.dumps({"%FEATURE_STRUCTURES": [{"%TYPE": "x"}]}))
    with pytest.raises(InputError, match=r"b\.json: no UIMA CAS JSON .*; export the document anew"):
        proposals.read_foreign(corpus, tmp_path / "b.json")
    value = {**value, "%FEATURE_STRUCTURES": value["%FEATURE_STRUCTURES"][:1]}
    value["%VIEWS"]["_InitialView"]["%MEMBERS"] = []
    (tmp_path / "b.json").write_text(json.dumps(value))
    with pytest.raises(InputError, match="no annotation has a feature named theme, act, forum"):
        proposals.read_foreign(corpus, tmp_path / "b.json")
