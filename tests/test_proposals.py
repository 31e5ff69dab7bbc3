"""The coded proposals and events, and how they compare."""

from dataclasses import replace

import pandas as pd
import pytest
from folders import PROPOSAL, TEXT, write_corpus

from analysis import Corpus, InputError, actors, proposals, read_corpus
from analysis.check import check
from analysis.corpus.catalogue import load_catalogue
from analysis.proposals import codebook, quotations

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
    assert proposals.coded(corpus, str(folder / "proposals.csv"))["proposal"].tolist() == ["p1"]
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
        ({"quote": "Un titre"}, "the quotation stands in a headline, which is not coded; delete the row"),
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
        ({"proposer": "RUS; XYZ"}, "proposer 'XYZ' is not in actors.csv; add it there or mend it here"),
        ({"restates": "p1"}, "restates 'p1', which is no first statement in the file"),
        ({"gloss": ""}, "gloss is ''; expected a value"),
    ],
)
def test_a_wrong_cell(tmp_path, change, expected):
    problems = problems_of(write_corpus(tmp_path, proposals=[change]))
    assert len(problems) == 1
    assert problems[0].startswith("proposals.csv, row 2 (p1): ")
    assert expected in problems[0]


def test_the_nearest_code_and_a_code_that_was_renamed(tmp_path):
    rows = [{"theme": "bilateral-dialog"}, SECOND | {"theme": "global-treaties"}]
    problems = problems_of(write_corpus(tmp_path, proposals=rows))
    assert problems[0].endswith("; the nearest is 'bilateral-dialogue'.")
    assert problems[1].endswith("; the nearest is 'global-treaty'.")
    rows = [{"theme": "bilateral-talks"}, SECOND | {"theme": "bilateral-talks"}]
    codebook = proposals.read_codebook().replace("bilateral-dialogue", "bilateral-talk")
    _, problems = proposals.load_coded(read_corpus(write_corpus(tmp_path, proposals=rows)), codebook=codebook)
    assert problems[0].endswith(
        "; the nearest is 'bilateral-talk'. Was it renamed? No row uses 'bilateral-talk', 2 use "
        "'bilateral-talks'; replace it in them all."
    )


def test_a_quotation_that_stands_twice(tmp_path):
    folder = write_corpus(tmp_path, proposals=[{}])
    text = (folder / "proposals.csv").read_text().splitlines()
    text = [text[0] + ",occurrence", text[1].replace("propose à Londres un dialogue", "Londres") + ","]
    (folder / "proposals.csv").write_text("\n".join([*text, ""]))
    problem = problems_of(folder)[0]
    assert "lengthen it until it stands once, or write which one into a column occurrence: 1: '…" in problem
    assert "Moscou propose à Londres un dialogue. Londres ref…'; 2: '…" in problem
    (folder / "proposals.csv").write_text("\n".join([text[0], text[1] + "2", ""]))
    assert proposals.coded(read_corpus(folder))["start"].tolist() == [TEXT.rindex("Londres")]
    (folder / "proposals.csv").write_text("\n".join([text[0], text[1] + "3", ""]))
    assert problems_of(folder)[0].endswith("occurrence is 3, but the quotation 'Londres' stands 2 times")


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        ("propose l’accord", "propose l'accord"),
        ("propose\u00a0l'accord", "propose l'accord"),
        ("propose «\u202fl'accord", "propose « l’accord"),
    ],
)
def test_a_quotation_that_differs_by_a_sign_is_found_and_reported(tmp_path, printed, given):
    text = TEXT.replace("propose à Londres un dialogue", printed)
    folder = write_corpus(tmp_path, texts={"a.txt": text}, proposals=[{"quote": given}])
    corpus = read_corpus(folder)
    assert proposals.coded(corpus)["quote"].tolist() == [printed]
    notes = proposals.coding_notes(corpus)
    assert len(notes) == 1
    assert notes[0].startswith("note: p1: the document writes '")
    assert notes[0].endswith("a space differs in the quotation")


@pytest.mark.parametrize(
    ("printed", "given", "shown"),
    [
        ("propose l'accord\nà tous", "propose l'accord à tous", "'e l'accord[line end]à tous'"),
        ("propose l'accord\r\nà tous", "propose l'accord à tous", "'e l'accord[line end]à tous'"),
        ("propose  l'accord", "propose l'accord", "'propose  l'accord'"),
        ("propose l'accord", "propose  l'accord", "'propose l'accord'"),
        ("propose l'e\u0301tat", "propose l'état", "'propose l'e[U+0301]tat'"),
        ("propose l'état", "propose l'e\u0301tat", "'propose l'état'"),
        ("propose « un pacte »", "propose «un pacte»", "'propose « un pacte »'"),
        ("propose « un pacte »", 'propose "un pacte"', "'propose « un pacte »'"),
        ("propose « un pacte »", "propose “ un pacte”", "'propose « un pacte »'"),
        ("con\ufb02it propose", "conflit propose", "'conﬂit propose'"),
        ("l'œuvre", "l'oeuvre", "'l'œuvre'"),
        ("l'oeuvre", "l'œuvre", "'l'oeuvre'"),
        ("offi\u00adciel", "officiel", "'offi[U+00AD]ciel'"),
        ("un\u200bpacte", "un pacte", "'un[U+200B]pacte'"),
        ("non\u2011ingérence", "non-ingérence", "'non[U+2011]ingérence'"),
        ("ʼun´ ‘deux‘", "'un' 'deux'", "'ʼun´ ‘deux‘'"),
        ("un pacte – deux", "un pacte - deux", "'un pacte – deux'"),
        ("inter-\nnationale", "internationale", "'inter-[line end]nationale'"),
        ("États-\nUnis", "États-Unis", "'États-[line end]Unis'"),
        ("un pacte… deux", "un pacte... deux", "'un pacte… deux'"),
    ],
)
def test_signs_in_which_a_quotation_may_differ(tmp_path, printed, given, shown):
    text = (
        "Un titre\n\nMoscou, lors d'une longue conférence de la presse du\npays, a dit ce qui suit en peu "
        f"de mots et {printed} de tous ceux qui le veulent.\n"
    )
    event = {"quote": given}
    folder = write_corpus(tmp_path, texts={"a.txt": text}, proposals=[{"quote": given}], events=[event])
    corpus = read_corpus(folder)
    assert proposals.coded(corpus)["quote"].tolist() == [printed]
    assert proposals.events(corpus)["quote"].tolist() == [printed]
    notes = [note for note in proposals.coding_notes(corpus) if "the document writes" in note]
    assert [note.split(":")[1] for note in notes] == [" p1", " treaty"]
    assert notes[0].startswith(f"note: p1: the document writes {shown}, the quotation '")


@pytest.mark.parametrize(
    "given", ["propose a Londres", "Propose à Londres", "propose à Londre\u0300s", "—", "\u00ad"]
)
def test_words_that_differ_are_not_found(tmp_path, given):
    assert "is not in the document" in problems_of(write_corpus(tmp_path, proposals=[{"quote": given}]))[0]


def test_the_context_of_a_quotation_at_the_beginning_is_the_beginning(tmp_path):
    text = "Londres refuse. Moscou propose un dialogue, dit Londres à la fin.\n"
    folder = write_corpus(tmp_path, texts={"a.txt": text}, proposals=[{"quote": "Londres"}])
    assert "1: '…Londres refuse. Moscou propose u…'; 2: '…" in problems_of(folder)[0]


@pytest.mark.parametrize("cell", ["2", "2.0", "2,0", "2.", " 2 ", "02"])
def test_occurrence_as_spreadsheets_write_it(tmp_path, cell):
    rows = pd.DataFrame([PROPOSAL | {"quote": "Londres", "occurrence": cell}])
    folder = write_corpus(tmp_path, proposals=[{}])
    rows.to_csv(folder / "proposals.csv", index=False)
    coded = proposals.coded(read_corpus(folder))
    assert coded[["start", "occurrence"]].to_numpy().tolist() == [[TEXT.rindex("Londres"), "2"]]


@pytest.mark.parametrize("cell", ["x", "0", "-1", "1.5", "²", "1e3", "9" * 5000])
def test_an_occurrence_that_is_no_number(tmp_path, cell):
    folder = write_corpus(tmp_path, proposals=[{}])
    pd.DataFrame([PROPOSAL | {"occurrence": cell}]).to_csv(folder / "proposals.csv", index=False)
    [problem] = problems_of(folder)
    assert problem.startswith(f"proposals.csv, row 2 (p1): occurrence is '{cell[:200]}")
    assert problem.endswith("; expected 1, 2, … where the quotation occurs more than once")
    assert len(problem) < 320


@pytest.mark.parametrize("cell", [";", "RUS;", ";RUS", "RUS;;FRA", " ; "])
@pytest.mark.parametrize("column", ["proposer", "addressee"])
def test_an_empty_actor(tmp_path, column, cell):
    joined = cell.replace(" ", "")
    assert problems_of(write_corpus(tmp_path, proposals=[{column: cell}])) == [
        f"proposals.csv, row 2 (p1): {column} is '{joined}' and names an empty actor; put ; between ids only"
    ]


def test_one_quotation_in_many_rows_is_looked_for_once(tmp_path, monkeypatch):
    rows = [{"proposal": f"p{n}", "quote": "propose  à Londres", "theme": "peace"} for n in range(300)]
    corpus = read_corpus(write_corpus(tmp_path, proposals=rows))
    asked = []
    monkeypatch.setattr(quotations, "_but_for_signs", lambda *given: asked.append(given) or [(28, 45)])
    monkeypatch.setattr(codebook.process, "extractOne", lambda *given, **_more: asked.append(given))
    found, problems = proposals.load_coded(corpus)
    assert (len(found), len(problems), len(asked)) == (300, 300, 2)
    monkeypatch.undo()
    assert sum("overlap" in note for note in proposals.coding_notes(corpus)) == 100


def test_rows_that_overlap_and_a_document_without_a_proposal(tmp_path):
    rows = [{}, {"proposal": "p2", "quote": "Londres un dialogue"}]
    second = {"document": "b-2022", "file": "b.txt", "date": "2022"}
    folder = write_corpus(
        tmp_path, catalogue=[{}, second], texts={"a.txt": TEXT, "b.txt": "Il pleut."}, proposals=rows
    )
    corpus = read_corpus(folder)
    assert len(proposals.coded(corpus)) == 2
    assert proposals.coding_notes(corpus) == [
        "note: p1 and p2 overlap in a-2021, 'Londres un dialogue'; is one measure coded twice?",
        "note: b-2022: no proposal is coded in it",
    ]


def test_codings_of_another_corpus(tmp_path):
    rows = [{"document": "x-1"}, SECOND | {"document": "x-2"}]
    assert problems_of(write_corpus(tmp_path, proposals=rows)) == [
        "proposals.csv: none of its 2 documents (x-1, x-2 …) is in this corpus, which has a-2021 …; "
        "give the codings of this corpus, or the folder of theirs"
    ]


def test_an_own_lexicon(tmp_path):
    corpus = read_corpus(write_corpus(tmp_path, proposals=[{"proposer": "XYZ"}]))
    lexicon = actors.read_lexicon()
    own = replace(lexicon, actors=lexicon.actors.rename(index={"RUS": "XYZ"}))
    assert proposals.coded(corpus, lexicon=own)["proposer"].tolist() == ["XYZ"]


def test_a_restatement_of_a_restatement_and_an_id_twice(tmp_path):
    rows = [{}, SECOND | {"restates": "p1"}, {"proposal": "p3", "quote": "avec la Russie", "restates": "p2"}]
    assert problems_of(write_corpus(tmp_path, proposals=rows)) == [
        "proposals.csv, row 4 (p3): restates 'p2', which is no first statement in the file"
    ]
    problems = problems_of(write_corpus(tmp_path, proposals=[{}, SECOND | {"proposal": "p1"}]))
    assert "proposals.csv, row 3 (p1): proposal 'p1' occurs twice; each row needs its own" in problems


def test_a_restatement_comes_after_what_it_restates(tmp_path):
    later = write_corpus(tmp_path, proposals=[{"restates": "p2"}, SECOND])
    assert problems_of(later) == [
        "proposals.csv, row 2 (p1): restates 'p2', which does not stand before it in a-2021; "
        "give the first row that states it there"
    ]


def test_blanks_between_actors(tmp_path):
    corpus = read_corpus(write_corpus(tmp_path, proposals=[{"proposer": "RUS ; FRA"}]))
    assert proposals.coded(corpus)["proposer"].tolist() == ["RUS;FRA"]


def test_a_quotation_that_stands_in_headlines_only(tmp_path):
    text = "Un sommet\nUn sommet\n\n" + TEXT.partition("\n\n")[2]
    folder = write_corpus(tmp_path, texts={"a.txt": text}, proposals=[{"quote": "Un sommet"}])
    assert problems_of(folder)[0].endswith(", which is not coded; delete the row")


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


def test_a_near_miss_names_codes_of_its_layer(tmp_path):
    path = tmp_path / "codebook.csv"
    rows = ["theme,a,First,d,,Not {b}: {a}.", "theme,b,Second,d,,{c}.", "act,c,Third,d,,"]
    path.write_text("\n".join(["layer,code,name,definition,example,near_miss", *rows]))
    codebook, problems = proposals.load_codebook(path)
    assert problems == [
        f"{path}, row 3 (b): the near miss names 'c', which is no theme of the codebook; it has a, b"
    ]
    known = codebook.assign(near_miss=["Not {b}: {a}.", "", "{c}."])
    assert proposals.near_misses(known).tolist() == ["Not “Second”: “First”.", "", "“Third”."]


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


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Un accord, enfin.", "un Accord enfin", ([], [])),
        ("", "la paix", ([], [(0, 7)])),
        ("l'État propose", "l’Etat refuse un pacte", ([(7, 14)], [(7, 22)])),
    ],
)
def test_words_that_only_one_wording_has(first, second, expected):
    assert proposals.own_words(first, second) == expected


def test_compare_with_listed_values():
    table = pd.DataFrame({"document": ["a", "b"], "theme": ["x", "y"]})
    compared = proposals.compare(table, row_values=pd.Series(["b", "a"]), column_values=["y", "x"])
    assert compared["n"].tolist() == [1, 0, 0, 1]
    with pytest.raises(InputError, match="the values of 'document' repeat"):
        proposals.compare(table, row_values=["a", "a"])


def test_changes_between_the_first_document_and_the_last():
    rows = pd.DataFrame({"document": ["a", "c", "a", "b", "c", "b"], "theme": ["w", "w", "x", "x", "y", "z"]})
    assert proposals.changes(rows, order=["a", "b", "c"]).to_numpy().tolist() == [
        ["w", 2, "a", "c", "constant"],
        ["x", 2, "a", "b", "dropped"],
        ["y", 1, "c", "c", "new"],
        ["z", 1, "b", "b", "between"],
    ]
    assert proposals.changes(rows.iloc[:0], order=["a"]).empty
    with pytest.raises(InputError, match="no document was given"):
        proposals.changes(rows, order=[])


def test_absence_is_told_from_no_document():
    table = pd.DataFrame({"year": ["2020", "2020", "2022"], "theme": ["x", "y", "x"]})
    cells = proposals.compare(table, rows="year", row_values=["2020", "2021", "2022"])
    marked = proposals.mark_absence(cells, rows="year", present=["2020", "2022"])
    assert marked["status"].tolist() == [
        *("addressed", "addressed", "no document", "no document", "addressed", "not addressed"),
    ]


def test_facing_keeps_what_both_sides_speak_of():
    rows = pd.DataFrame({"proposal": ["p1", "p2", "p3", "p4"], "theme": ["x", "x", "y", "x"]})
    side = pd.Series(["own", "other", "own", "joint"])
    assert proposals.facing(rows, side)[["proposal", "side"]].to_numpy().tolist() == [
        ["p1", "own"],
        ["p2", "other"],
    ]


def test_the_path_of_an_instrument():
    documents = pd.DataFrame({"date": ["2021-09-28"]}, index=["a"])
    events = pd.DataFrame(
        {
            **{"theme": ["t", "u"], "date": ["2019", "2020"], "name": ["Committee", "Other"]},
            **{"kind": "body", "document": "a", "quote": "q", "reference": "r"},
        }
    )
    coded = pd.DataFrame(
        {
            "theme": ["t"],
            "gloss": ["a draft"],
            "act": ["proposes"],
            "document": ["a"],
            "quote": ["q"],
            "reference": ["r"],
        }
    )
    path = proposals.instrument_path(coded, events, documents, theme="t")
    assert path[["date", "step", "kind"]].to_numpy().tolist() == [
        ["2019", "Committee", "body"],
        ["2021-09-28", "a draft", "proposes"],
    ]


def test_events_in_order_of_time_and_what_their_dates_rest_on():
    rows = [
        ("talks", "a", "2024-05/2024-06", "range", "les dernières négociations"),
        ("committee", "b", "2019", "year", "créé en 2019"),
        ("committee", "a", "2019", "year", "un comité ad hoc"),
        ("summit", "a", "2021-06-16", "external", "le sommet de mercredi"),
    ]
    events = pd.DataFrame(rows, columns=["event", "document", "date", "precision", "quote"])
    documents = pd.DataFrame({"date": ["2024-03-29", "2024-06"]}, index=["a", "b"])
    table = proposals.timeline(events, documents)
    assert table[["event", "document", "at", "announced", "basis"]].to_numpy().tolist() == [
        ["committee", "b", "2019-07-01", False, "the words"],
        ["committee", "a", "2019-07-01", False, "another text"],
        ["summit", "a", "2021-06-16", False, "outside the texts"],
        ["talks", "a", "2024-05-15", True, "year inferred"],
    ]
    assert proposals.timeline(events[:0], documents).empty


def test_side_by_side_pairs_each_wording_once():
    first = pd.DataFrame({"proposal": ["p1", "p2"], "quote": ["un dialogue régulier", "un dialogue"]})
    second = pd.DataFrame({"proposal": ["q1", "q2"], "quote": ["Un Dialogue", "la paix"]})
    assert proposals.side_by_side(first, second).to_numpy().tolist() == [
        ["p2", "q1", 100],
        ["p1", "", 0],
        ["", "q2", 0],
    ]
    assert proposals.side_by_side(first.iloc[:0], second)["second"].tolist() == ["q1", "q2"]


def test_successive_pairs_skip_documents_without_the_theme():
    rows = pd.DataFrame(
        [
            ("p1", "a", "x", "un dialogue"),
            ("p2", "c", "x", "un dialogue"),
            ("p3", "b", "y", "un pacte mondial"),
            ("p4", "d", "x", "la paix"),
            ("p5", "c", "y", "un pacte"),
        ],
        columns=["proposal", "document", "theme", "quote"],
    )
    pairs = proposals.successive_pairs(rows, order=["a", "b", "c", "d"])
    assert pairs.to_numpy().tolist() == [["x", "p1", "p2", 100], ["y", "p3", "p5", 67]]
    assert proposals.successive_pairs(rows, order=["c", "b"], least=0)["first"].tolist() == ["p5"]
    assert list(proposals.successive_pairs(rows.iloc[:0], order=["a"])) == [
        "theme",
        "first",
        "second",
        "score",
    ]


def test_nearest_weighs_rare_words_more():
    """Of 3 proposals 'accord' stands in 3 (weight 0), 'naval' in 2 (ln 1.5), 'rare' in 1 (ln 3)."""
    corpus = Corpus.from_texts({"a": "Un accord naval rare.", "b": "Un accord naval.", "c": "Un accord."})
    rows = pd.DataFrame(
        {"proposal": ["p1", "p2", "p3"], "document": ["a", "b", "c"], "start": 0, "end": [20, 15, 9]}
    )
    table = proposals.nearest(corpus, rows)
    assert table[["proposal", "other"]].to_numpy().tolist() == [["p1", "p2"], ["p2", "p1"]]
    assert table["score"].tolist() == pytest.approx([0.27, 0.27], abs=0.0005)
    assert table["shared"].tolist() == ["naval, accord"] * 2
    with pytest.raises(InputError, match="most is 0"):
        proposals.nearest(corpus, rows, most=0)


def test_sides_of_rows_whose_labels_repeat():
    lexicon = pd.DataFrame({"parent": ["", "", "RUS"]}, index=["RUS", "FRA", "mfa"])
    rows = pd.DataFrame({"proposer": ["mfa", "FRA", "FRA;mfa"]}, index=[0, 0, 0])
    assert proposals.sides(rows, lexicon, of="RUS").tolist() == ["own", "other", "joint"]
    empty = proposals.sides(rows.head(0), lexicon, of="RUS")
    assert (len(empty), str(empty.dtype)) == (0, "str")


def test_columns_that_are_not_there():
    rows = pd.DataFrame({"document": ["a"], "theme": ["x"]})
    for ask in (
        lambda: proposals.by_actor(rows, "speaker"),
        lambda: proposals.changes(rows, order=["a"], by="speaker"),
        lambda: proposals.compare(rows, rows="speaker"),
    ):
        with pytest.raises(InputError, match="proposals have no column 'speaker'; they have document, theme"):
            ask()
    with pytest.raises(InputError, match="rows and columns are both 'theme'; give two columns"):
        proposals.compare(rows, rows="theme")


def test_pairs_that_are_unlike_do_not_keep_others_from_being_one():
    first = pd.DataFrame({"proposal": ["p1", "p2"], "quote": ["abcdefghij", "wxyzqrstuv"]})
    second = pd.DataFrame({"proposal": ["q1", "q2"], "quote": ["abcdefwxyz", "ghijklmnop"]})
    # likeness 60 for p1 and q1, 40 for p1 and q2 and for p2 and q1: 80 together
    pairs = [["p1", "q1", 60], ["p2", "", 0], ["", "q2", 0]]
    assert proposals.side_by_side(first, second).to_numpy().tolist() == pairs


def test_overlaps_are_told_of_rows_that_are_not_next_to_each_other(tmp_path):
    long, one, two = "propose à Londres un dialogue", "propose à Londres", "Londres un dialogue"
    rows = [{"proposal": f"p{n}", "quote": quote} for n, quote in enumerate((long, one, two), start=1)]
    corpus = read_corpus(write_corpus(tmp_path, proposals=rows))
    overlaps = [note.split(" overlap")[0] for note in proposals.coding_notes(corpus) if "overlap" in note]
    assert overlaps == ["note: p2 and p1", "note: p2 and p3", "note: p1 and p3"]


def test_quoted_part():
    corpus = Corpus.from_texts({"a": "Il dit : « Nous proposons un pacte » à Oslo.", "b": "Un « pacte » ?"})
    text = corpus.text("a")
    spans = ["Nous proposons", "un pacte » à Oslo", "dit : « Nous", "Oslo"]
    rows = pd.DataFrame({"document": "a", "start": [text.index(span) for span in spans]})
    rows["end"] = rows["start"] + [len(span) for span in spans]
    rows.loc[7] = ["b", 3, 11]  # the marks themselves are no words
    found = proposals.quoted_part(corpus, rows)
    assert found.to_dict() == {0: "whole", 1: "beginning", 2: "none", 3: "none", 7: "whole"}
    assert proposals.quoted_part(corpus, rows.assign(end=rows["start"])).tolist() == ["none"] * 5
    assert proposals.quoted_part(corpus, rows.iloc[:0]).tolist() == []


def test_what_came_after_is_read_in_order_of_time_and_names_its_source(tmp_path):
    folder = write_corpus(tmp_path)
    path = folder / "aftermath.csv"
    path.write_text("date,name,source\n2025-10,Hanoi,https://un.org/b\n2024-12-24,Adopted,https://un.org/a\n")
    table, problems = proposals.load_aftermath(read_corpus(folder), path)
    assert (table["name"].tolist(), problems) == (["Adopted", "Hanoi"], [])
    assert "aftermath.csv: events 2" in check(folder)[0]
    path.write_text("date,name,source\nlast year,Hanoi,javascript:alert(1)\n")
    _, problems = proposals.load_aftermath(read_corpus(folder), path)
    assert [problem.partition(": ")[2].partition(";")[0] for problem in problems] == [
        "date is 'last year'", "source is 'javascript:alert(1)'",
    ]  # fmt: skip
