"""The statements of the chapters hold with the corpus as it is, and are marked where they do not."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.book import Said

ROOT = Path(__file__).parents[1]
CHAPTERS = ROOT / "book"
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^```$", re.MULTILINE | re.DOTALL)
GUARDED = sorted(
    path.stem
    for path in CHAPTERS.glob("*.md")
    if any("chapter.claim(" in cell for cell in CELL.findall(path.read_text("utf-8")))
)
EXECUTED = sorted(path.stem for path in CHAPTERS.glob("*.md") if CELL.search(path.read_text("utf-8")))


def run(chapter, corpus):
    """Run a chapter's cells on a corpus; give what its prose can name."""
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    names = {"display": lambda *_: None}  # which notebooks have
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.book.chapter.read_corpus", lambda *_: corpus)
        exec("\n".join(CELL.findall(text)), names)
    return {name: value for name, value in names.items() if isinstance(value, Said)}


def broken(said):
    return {name for name, value in said.items() if not value.holds}


@pytest.fixture(scope="module")
def corpus():
    return analysis.read_corpus(ROOT / "seeds")


def test_there_are_guarded_chapters():
    assert {"actors", "answers", "documents", "method", "others", "proposals", "summary"} <= set(GUARDED)
    assert {"timeline", "words"} <= set(GUARDED)


@pytest.mark.parametrize("chapter", GUARDED)
def test_every_statement_holds_and_is_guarded_in_the_prose(corpus, chapter):
    said = run(chapter, corpus)
    assert said
    assert broken(said) == set()
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    guards = set(re.findall(r"^(\w+) = chapter\.claim\(", "\n".join(CELL.findall(text)), re.MULTILINE))
    assert guards <= set(re.findall(r"\{eval\}`(\w+)`", text))


def without(place, *documents):
    """Copy the project's data without some documents and their codings; what they are measured by stays."""
    for folder in ("seeds", "benchmarks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    listed = pd.read_csv(place / "seeds" / "catalogue.csv", index_col="document")
    for file in listed.loc[[*documents], "file"]:
        (place / "seeds" / file).unlink()
    for path in (place / "seeds").glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows[~rows["document"].isin(documents)].to_csv(path, index=False)
    return analysis.read_corpus(place / "seeds")


@pytest.mark.parametrize(
    ("chapter", "document", "statements"),
    [
        ("words", "mfa-2021-09-28", {"answer", "answer_mfa", "ratio"}),
        ("words", "press-2020-09", {"answer_2020", "curve", "shift"}),
        ("summary", "sputnik-2024-03-29", {"as_described", "forum_differs", "two_lead"}),
        ("documents", "mfa-2021-09-28", {"communique"}),
        ("actors", "rt-2021-10-07", {"answer", "most_named", "speakers"}),
        ("proposals", "mfa-2021-09-28", {"answer", "communique", "incidents", "treaties"}),
        ("proposals-compared", "sputnik-2024-03-29", {"path", "second_hand"}),
        ("answers", "rt-2021-10-07", {"no_british_reply", "rt", "wallace"}),
        ("answers", "press-2021-06-17", {"june", "no_american"}),
        ("method", "rt-2021-10-07", {"fits"}),
        ("others", "sputnik-2024-03-29", {"sputnik"}),
        ("timeline", "press-2020-09", {"answer", "centres", "model"}),
    ],
)
def test_a_statement_is_marked_when_its_document_is_left_out(tmp_path, chapter, document, statements):
    said = run(chapter, without(tmp_path, document))
    assert statements <= broken(said)
    assert "No longer holds with these data" in repr(said[min(statements)])


@pytest.fixture(scope="module")
def middle(tmp_path_factory):
    """The corpus without its first text and its last."""
    return without(tmp_path_factory.mktemp("data"), "press-2020-09", "sputnik-2024-03-29")


@pytest.mark.parametrize("chapter", EXECUTED)
def test_what_is_left_without_two_documents_can_be_built(middle, chapter):
    run(chapter, middle)


def test_numbers_are_those_of_the_documents_that_are_left(middle):
    shown = {name: repr(value) for name, value in vars(run("documents", middle)["origin"]).items()}
    assert (shown["state"], shown["unnamed"]) == ("2", "1")
    period = run("summary", middle)["period"]
    assert (repr(period.first), repr(period.last)) == ("2021", "2021")
    measured = run("actors", middle)
    assert not measured["fits"].holds
    assert int(repr(measured["speaks"].right)) <= int(repr(measured["speaks"].found))


@pytest.mark.parametrize("chapter", sorted(path.stem for path in CHAPTERS.glob("*.md")))
def test_no_count_or_year_of_the_documents_is_typed(chapter):
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    assert not re.findall(r"(?i)\b(?:four|five|six) (?:French-language )?(?:texts|documents|files)\b", text)
    assert not re.findall(r"\btexts? of 20\d\d|\bin 20\d\d", "\n".join(CELL.findall(text)))


@pytest.mark.parametrize(("chapter", "least"), [("answers", 10), ("others", 5)])
def test_what_is_said_of_one_text_is_guarded(chapter, least):
    prose = CELL.sub("", (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8"))
    of_one = re.compile(
        r"(text|sentence|offers?) of (\w+ )?20\d\d|(Sputnik|RT France) text|communiqué (of|says)"
    )
    paragraphs = [part for part in re.split(r"\n\n|\n(?=- )", prose) if of_one.search(part)]
    assert len(paragraphs) > least
    assert [part for part in paragraphs if "{eval}`" not in part] == []
