"""A small book of a large archive: what its tables count, which documents are drawn, bad results."""

import os

import archives
import pandas as pd
import pytest
from folders import snapshot, write_corpus
from test_chapters import CELL

from analysis import __main__ as command
from analysis import evidence, read_corpus, scale
from analysis.book import Chapter
from analysis.book.archive import Archive
from analysis.book.needs import amounts
from analysis.check import check
from analysis.project.archive import TEMPLATE_ARCHIVE, make_archive
from analysis.project.new import TEMPLATE
from analysis.site import sections


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return archives.results(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def project(results):
    folder = results.parent / "book"
    assert make_archive(results, folder, documents=8) == [
        f"made {folder}: 41 files, 13 of them chapters",
        "sample: 8 of 12 documents, seed 1",
        "not drawn: 1 longer than 30000 characters",
        "then: make check, make book; README.md says more",
    ]
    return folder


@pytest.fixture(scope="module")
def archive(project):
    return Archive(Chapter(read_corpus(project / "documents")))


def rows(table, *columns):
    return table[list(columns)].to_numpy().tolist()


def test_strata_count_every_document_once(archive):
    assert rows(archive.strata, "year", "publisher", "documents", "words", "too_long", "sampled") == [
        ["2020", "RT", 7, 10156, 1, 4],
        ["2021", "TASS", 3, 62, 0, 2],
        ["2021", "not named", 1, 45, 0, 1],
        ["without a date", "TASS", 1, 4, 0, 1],
    ]
    assert archive.about["words"] == "10267"
    assert rows(archive.sizes("publisher"), "publisher", "documents", "sampled", "in_sample") == [
        ["RT", 7, 4, 4],
        ["TASS", 4, 3, 3],
        ["not named", 1, 1, 1],
    ]


def test_the_catalogue_takes_what_it_allows(project):
    documents = read_corpus(project / "documents").documents
    assert check(project / "documents")[1] == []
    about = documents.loc["d-10"]
    assert (about["date"], about["date_basis"], about["publisher"]) == (
        "2021",
        "in the archive: 2021-13-40",
        "unknown",
    )
    about = documents.loc["d9"]
    assert (about["date"], about["url"], about["country"]) == ("", "", "unknown")
    assert documents.loc[documents["publisher"] == "RT", "title"].str.startswith("Un <b>titre</b> ").all()
    sample = pd.read_csv(project / "archive" / "sample.csv").set_index("document")["in_archive"]
    assert sample["d-10"] == "d/10"


def test_counts_of_the_whole_lead_to_the_sample(results, archive):
    corpus = archive.chapter.corpus
    whole = scale.table(results, "mentions")
    totals = archive.totals("mentions").set_index("name")
    assert (
        totals["n"].to_dict()
        == whole["actor"].value_counts().to_dict()
        == {"RUS": 15, "GBR": 8, "FRA": 7, "USA": 7}
    )
    drawn = {*pd.read_csv(archive.folder / "sample.csv")["in_archive"]}
    here = whole[whole["document"].isin(drawn)]["actor"].value_counts()
    assert totals["in_sample"].to_dict() == here.to_dict()
    assert totals.loc["RUS", "evidence"].endswith(" of:15")
    assert len(totals.loc["RUS", "evidence"].split()) == here["RUS"] + 1
    words = archive.totals("words").set_index("name")
    frequent = scale.frequencies(results, most=50).set_index("lemma")
    assert words["n"].to_dict() == frequent["n"].to_dict()
    of_sample = corpus.tokens.query("not is_stop")["lemma"].astype(str).value_counts()
    assert {"avoir", "a"} <= {*corpus.tokens.query("lemma == 'avoir'")["form"]}  # one is a function word
    assert words["in_sample"].to_dict() == {word: of_sample.get(word, 0) for word in words.index}
    assert words.loc["mot", ["n", "in_sample", "evidence"]].tolist() == [5000, 0, ""]


@pytest.mark.parametrize("table", ["words", "mentions", "candidates"])
def test_parts_are_those_of_the_whole(archive, table):
    whole = archive.totals(table).set_index("name")
    for by in ("year", "period", "publisher"):
        parts = archive.counts(table, by).groupby("name")[["n", "documents", "in_sample"]].sum()
        assert parts.to_dict() == whole[["n", "documents", "in_sample"]].to_dict()


def test_what_is_counted_in_the_sample_is_what_the_run_counted(results, archive):
    """Lines that recur are told by the whole archive, so a document is cut here as it was there."""
    documents = scale.documents(results).set_index("document")
    sample = pd.read_csv(archive.folder / "sample.csv").set_index("document")["in_archive"]
    words = archive.chapter.corpus.tokens["document"].value_counts()
    assert words.to_dict() == {name: documents.loc[was, "words"] for name, was in sample.items()}


def test_a_document_that_is_taken_out_of_the_sample(project):
    corpus = read_corpus(project / "documents")
    left = Archive(Chapter(type(corpus)(corpus.documents.drop("d9"), folder=corpus.folder)))
    totals = left.totals("mentions")
    assert totals["n"].sum() == 37
    evidence.locate(left.chapter.corpus, left.chapter.mentions)
    assert left.sizes("year").set_index("year").loc["without a date", ["documents", "evidence"]].tolist() == [
        1,
        "",
    ]


def test_the_seed_and_the_ids_decide(results, tmp_path):
    def drawn(folder, **options):
        some = scale.sample(folder, **{"size": 5, "seed": 1, "longest": 1000} | options)
        return [*some.documents["document"]], some.strata["sampled"].tolist()

    other = archives.results(tmp_path, partition=10**6)  # the same archive in one partition
    assert drawn(results) == drawn(other)
    assert drawn(results)[1] == [2, 1, 1, 1]
    assert len({tuple(drawn(results, seed=seed)[0]) for seed in range(5)}) > 1
    assert drawn(results, size=2)[1] == [1, 0, 0, 1] or sum(drawn(results, size=2)[1]) == 2
    assert drawn(results, size=500)[1] == [6, 3, 1, 1]
    assert "huge" in drawn(results, size=500, longest=10**6)[0]


def test_publishers_beyond_the_largest_are_one(tmp_path):
    many = [archives.article(n, publisher=f"p{n // 2:02}", date="2020") for n in range(46)]
    found = archives.results(tmp_path, many, tables=["terms"])
    strata = scale.sample(found, size=30, seed=1, longest=1000).strata
    assert rows(strata, "publisher", "documents", "sampled")[:2] == [
        ["other publishers", 6, 3],
        ["p00", 2, 2],
    ]
    assert (len(strata), strata["sampled"].sum(), strata["sampled"].min()) == (21, 30, 1)


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ({}, set()),
        ({"tables": ["mentions"]}, {"words", "candidates"}),
        ({"tables": ["terms"], "by": ["year"]}, {"words", "mentions", "candidates"}),
    ],
)
def test_the_chapter_is_built_of_what_there_is(tmp_path, monkeypatch, options, missing):
    found = archives.results(tmp_path, **options)
    lines = make_archive(found, tmp_path / "book")
    says = "the results have no {} by year and publisher; the book leaves them out"
    assert {*lines[3:-1]} == {says.format(name) for name in missing}
    chapter = Chapter(read_corpus(tmp_path / "book" / "documents"))
    monkeypatch.setattr("analysis.book.Chapter", lambda: chapter)
    text = (tmp_path / "book" / "book" / "archive.md").read_text()
    text = sections.leave_out(text, amounts(chapter))
    names = {"display": lambda *_: None}
    exec("\n".join(CELL.findall(text)), names)
    assert {name for name in ("words", "mentions", "found") if name not in names} == {
        {"candidates": "found"}.get(name, name) for name in missing
    }
    told = {name: repr(value) for name, value in vars(names["whole"]).items()}
    assert (told["documents"], told["sampled"], told["share"]) == ("12", "11", "91.7 %")


def test_a_corpus_that_is_no_sample_has_no_archive(tmp_path):
    chapter = Chapter(read_corpus(write_corpus(tmp_path / "documents")))
    found = amounts(chapter)
    assert {found[f"archive-{name}"] for name in ("strata", "words", "mentions", "candidates")} == {0}
    text = sections.leave_out((TEMPLATE_ARCHIVE / "book" / "archive.md").read_text(), found)
    assert not CELL.findall(text)


def test_its_contents_are_those_of_any_project():
    own = (TEMPLATE_ARCHIVE / "_toc.yml").read_text()
    first = "root: book/archive\nchapters:\n  - file: book/documents\n"
    assert own.replace(first, "root: book/documents\nchapters:\n") == (TEMPLATE / "_toc.yml").read_text()


def test_bad_results(results, tmp_path, capsys):
    def refused(*given, says):
        before = snapshot(tmp_path)
        assert command.main(["archive", *map(str, given)]) == 1
        assert says in capsys.readouterr().err
        assert snapshot(tmp_path) == before

    book = tmp_path / "book"
    refused(tmp_path / "none", book, says="no manifest.json is there; give the folder that scale.run wrote")
    refused(results, results, says="this folder is not empty; give a new one, or an empty one")
    refused(results, book, "--documents", 0, says="size is 0 and seed is 1; give 1 or more, and 0 or more")
    refused(results, book, "--longest", 5, says="of 12 documents none has at most 5 characters; allow longer")
    begun = archives.results(tmp_path)
    part = max((begun / "documents").glob("0*"))
    part.rename(tmp_path / "part")
    refused(
        begun, book, says="the run is not done (9 of 12 documents); do it again, and it goes on from there"
    )
    (tmp_path / "part").rename(part)
    os.utime(tmp_path / "archive.parquet", (1, 1))
    refused(begun, book, says="archive.parquet: the file has changed since it was analysed, or is gone")
    (begun / "manifest.json").write_text('{"schema": 1}')
    refused(begun, book, says="it has a schema of version 1, this reads 2; make the results anew")


def test_a_text_that_cannot_be_a_file_is_left_out(tmp_path):
    strange = {
        "document": "page",
        "text": "<html><p>Oui, la paix.</p></html>",
        "publisher": "RT",
        "date": "2020",
    }
    found = archives.results(tmp_path, [*archives.ARTICLES[:3], strange])
    lines = make_archive(found, tmp_path / "book")
    assert lines[1] == "sample: 3 of 4 documents, seed 1"
    assert lines[2].startswith("left out: page.txt: this is a web page; give its name the ending .html")
    assert check(tmp_path / "book" / "documents")[1] == []


def test_a_lexicon_of_the_archive_comes_along(tmp_path):
    folder = write_corpus(tmp_path / "corpus", catalogue=[{"publisher": "RT"}])
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "aliases.csv").write_text("alias,actor,kind,type\nun dialogue,dialogue,name,body\n")
    scale.run(folder, tmp_path / "results", tables=["mentions"])
    make_archive(tmp_path / "results", tmp_path / "book")
    archive = Archive(Chapter(read_corpus(tmp_path / "book" / "documents")))
    assert archive.totals("mentions").set_index("name")["in_sample"]["dialogue"] == 1


def test_numbers_of_the_chapter_are_links_to_what_is_there(archive):
    table = archive.counts("mentions", "publisher")
    known = {*archive.chapter.corpus.passage_ids}
    for cell, n, here in rows(table, "evidence", "n", "in_sample"):
        *references, whole = cell.split() or [f"of:{n}"]
        assert (whole, len(references)) == (f"of:{n}", here)
        assert {reference.rpartition(":")[0] for reference in references} <= known
