"""Documents that are added: what is proposed for them, shown of them, and written."""

import csv
import io

import docx
import pytest
from adding_files import add
from folders import TEXT, snapshot, write_corpus
from pdfs import write_pdf

from analysis import InputError
from analysis import __main__ as command
from analysis.check import check
from analysis.corpus.catalogue import SCHEMA, read_catalogue
from analysis.corpus.pdf_text import page_of
from analysis.project import adding
from analysis.project.report import Report

SPEECH = (
    "La Russie propose un traité à Londres\n\nMoscou, le 7 octobre 2021. Maria Zakharova a déclaré que l'on "
    "propose de reprendre le dialogue. « C'est fini », a dit Maria Zakharova. Jeanne Durand écoute.\n"
)


def run(capsys, *arguments):
    code = command.main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def given(tmp_path):
    """Four files of as many kinds."""
    place = tmp_path / "given"
    place.mkdir()
    (place / "Une note.txt").write_text(SPEECH)
    (place / "page.html").write_text(
        "<html lang=fr><head><title>Un accord</title><meta property='og:site_name' content='Le Journal'>"
        "<meta property='article:published_time' content='2021-10-07T08:00:00Z'></head><body><article>"
        f"<h1>Un accord</h1><p>{'Londres accueille une réunion sur la sécurité. ' * 4}</p></article>"
    )
    write_pdf(place / "avis.pdf", [(60, 700, 11, "La Russie propose un pacte.")], [(60, 700, 11, "Fin.")])
    document = docx.Document()
    document.add_paragraph("Paris propose une résolution à tous les États.")
    document.save(place / "lettre.docx")
    return place


def test_files_of_every_kind(tmp_path, given, capsys):
    folder = write_corpus(tmp_path / "corpus")
    code, out, err = run(capsys, "add", given, "--to", folder, "--yes")
    assert (code, err) == (0, "")
    assert f"added 4 to {folder / 'catalogue.csv'}" in out
    documents = read_catalogue(folder)
    assert sorted(documents.index) == ["a-2021", "avis", "lettre", "page", "une-note"]
    assert documents.loc["page", ["title", "publisher", "date"]].tolist() == [
        "Un accord",
        "Le Journal",
        "2021-10-07",
    ]
    assert documents.loc["page", "date_basis"] == "article:published_time in the page"
    assert documents.loc["une-note", ["date", "date_basis"]].tolist() == [
        "2021-10-07",
        "'7 octobre 2021' in the text",
    ]
    assert documents.loc["une-note", "speaker"] == "maria-zakharova"
    text = documents.loc["avis", "text"]
    assert [page_of(text, text.index(word)) for word in ("Russie", "Fin")] == [1, 2]
    kept = {path.name: path.read_bytes() for path in (folder / "originals").iterdir()}
    assert kept == {
        f"{name}.{ending}": (given / f"{name}.{ending}").read_bytes()
        for name, ending in (("avis", "pdf"), ("lettre", "docx"), ("page", "html"))
    }
    assert check(folder)[1] == []


def test_the_same_again_changes_nothing(tmp_path, given, capsys):
    folder = write_corpus(tmp_path / "corpus")
    run(capsys, "add", given, "--to", folder, "--yes")
    before = snapshot(folder)
    code, out, err = run(capsys, "add", given, "--to", folder, "--yes")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "nothing to add"
    assert out.count("it is there already, as ") == 4
    assert snapshot(folder) == before


def test_an_original_is_known_though_its_text_was_mended(tmp_path, given, reader):
    folder = write_corpus(tmp_path / "corpus")
    add(reader, [given / "avis.pdf"], folder)
    (folder / "avis.txt").write_text("La Russie propose un pacte mondial.\n")
    there = add(reader, [given / "avis.pdf"], folder)[1]
    assert there == [f"{given / 'avis.pdf'}: it is there already, as avis"]
    assert read_catalogue(folder).loc["avis", "text"] == "La Russie propose un pacte mondial.\n"


def test_the_catalogue_as_it_was_is_kept(tmp_path, given, reader):
    folder = write_corpus(tmp_path / "corpus")
    old = (folder / "catalogue.csv").read_bytes()
    for name in ("avis.pdf", "lettre.docx"):
        add(reader, [given / name], folder)
    assert (folder / "catalogue.csv.1.bak").read_bytes() == old
    assert (folder / "catalogue.csv").read_bytes().startswith((folder / "catalogue.csv.2.bak").read_bytes())


@pytest.mark.parametrize(
    ("answer", "is_added"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False)]
)
def test_it_asks(tmp_path, given, capsys, monkeypatch, answer, is_added):
    folder = write_corpus(tmp_path / "corpus")
    before = snapshot(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    _, out, _ = run(capsys, "add", given / "avis.pdf", "--to", folder)
    assert f"Add 1 to {folder}? [y/N]" in out
    assert ("nothing was written" in out) is not is_added
    assert (snapshot(folder) == before) is not is_added


def test_nobody_answers(tmp_path, given, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    folder = write_corpus(tmp_path / "corpus")
    assert "give --yes to add them without being asked" in run(capsys, "add", given, "--to", folder)[1]


def test_what_can_be_read_is_added_and_the_rest_told(tmp_path, given, capsys):
    folder = write_corpus(tmp_path / "corpus")
    (given / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    code, out, err = run(capsys, "add", given, "--to", folder, "--yes")
    assert code == 1
    assert "added 4 to" in out
    assert err.startswith(f"{given / 'broken.pdf'}: it cannot be read as a PDF")


def test_a_folder_without_a_catalogue(tmp_path, given, reader):
    folder = tmp_path / "corpus"
    folder.mkdir()
    add(reader, [given / "avis.pdf"], folder)
    with (folder / "catalogue.csv").open(newline="") as file:
        assert list(next(csv.reader(file))) == list(SCHEMA.columns)
    assert check(folder)[1] == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("columns", [["file", "date"], list(SCHEMA.columns)])
def test_rows_are_written_as_those_of_the_catalogue(tmp_path, given, reader, separator, line_end, columns):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    row = ["a.txt" if name == "file" else "" for name in columns]
    old = "\ufeff" + separator.join(columns) + line_end + separator.join(row)
    (folder / "catalogue.csv").write_bytes(old.encode())
    add(reader, [given / "page.html"], folder)
    new = (folder / "catalogue.csv").read_bytes().decode()
    assert new.startswith(old if len(columns) > 2 else "\ufefffile" + separator + "date" + separator)
    assert new.count(line_end) == new.count("\n") == 3
    assert read_catalogue(folder)["publisher"].tolist() == ["Le Journal", "unknown"]


def test_files_that_lie_there_already_are_listed_as_they_are(tmp_path, reader):
    folder = write_corpus(tmp_path / "corpus")
    (folder / "Une note.txt").write_text(SPEECH)
    assert len(add(reader, [folder], folder)[0]) == 1
    assert read_catalogue(folder)["file"].tolist() == ["Une note.txt", "a.txt"]
    assert check(folder)[1] == []


def test_a_catalogue_with_problems_is_left_alone(tmp_path, given, reader):
    folder = write_corpus(tmp_path / "corpus", catalogue=[{"date": "7 octobre"}])
    before = snapshot(folder)
    with pytest.raises(InputError, match="expected an ISO date"):
        add(reader, [given / "avis.pdf"], folder)
    assert snapshot(folder) == before


def test_what_is_said_before(tmp_path, reader):
    folder = write_corpus(tmp_path / "corpus", texts={"a.txt": SPEECH})
    (tmp_path / "b.txt").write_text(SPEECH)
    (tmp_path / "c.txt").write_text(SPEECH + "\nPublicité\n")
    read, problems = adding.read_files([tmp_path / "b.txt", tmp_path / "c.txt"], reader)
    additions, there = adding.settle(read, folder)
    assert problems == []
    assert there == [f"{tmp_path / 'b.txt'}: it is there already, as a-2021"]
    lines = list(Report(additions, folder).lines())
    assert lines == [
        "c: La Russie propose un traité à Londres",
        f"  from {tmp_path / 'c.txt'}",
        "  date 2021-10-07: '7 octobre 2021' in the text",
        "  speaker maria-zakharova",
        "  words 26, mentions of actors 2, candidates for proposals 1",
        "documents 1, words of counted text 26, sentences 4",
        "set aside, in characters: headline 39, advertisement 10",
        "mentions of actors 2, candidates for proposals 1",
        "names that are not in the lexicon 1: Jeanne Durand 1",
        "near-copy: c repeats a-2021 but for a few lines",
        "not known, and left empty: publisher 1, publisher_type 1, publisher_basis 1, country 1, genre 1, "
        "url 1",
    ]


def test_what_a_killed_run_left_is_told(tmp_path, capsys):
    folder = write_corpus(tmp_path / "corpus")
    (folder / "left.txt").write_text("Il pleut à Moscou.\n")
    (tmp_path / "new.txt").write_text("Il neige à Paris.\n")
    assert command.main(["add", "--yes", "--to", str(folder), str(tmp_path / "new.txt")]) == 0
    assert capsys.readouterr().out.endswith("add them, or move\nthem away: left.txt\n")
    assert command.main(["add", "--yes", "--to", str(folder), str(folder / "left.txt")]) == 0
    assert "left.txt\n" not in capsys.readouterr().out.splitlines()[-1]
    assert check(folder)[1] == []
