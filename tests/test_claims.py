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
    assert {"actors", "answers", "documents", "method", "proposals", "summary", "timeline", "words"} <= set(
        GUARDED
    )


@pytest.mark.parametrize("chapter", GUARDED)
def test_every_statement_holds_and_is_guarded_in_the_prose(corpus, chapter):
    said = run(chapter, corpus)
    assert said
    assert broken(said) == set()
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    guards = set(re.findall(r"^(\w+) = chapter\.claim\(", "\n".join(CELL.findall(text)), re.MULTILINE))
    assert guards <= set(re.findall(r"\{eval\}`(\w+)`", text))


def without(document, place):
    """Copy the project's data without one document, and read the corpus that is left."""
    for folder in ("seeds", "benchmarks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    listed = pd.read_csv(place / "seeds" / "catalogue.csv", index_col="document")
    (place / "seeds" / listed.at[document, "file"]).unlink()
    tables = [*(place / "seeds").glob("*.csv"), *(place / "benchmarks" / "gold").glob("*.csv")]
    for path in tables:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows[rows["document"] != document].to_csv(path, index=False)
    return analysis.read_corpus(place / "seeds")


@pytest.mark.parametrize(
    ("chapter", "document", "statements"),
    [
        ("words", "mfa-2021-09-28", {"answer", "answer_mfa", "ratio"}),
        ("words", "press-2020-09", {"answer_2020", "curve", "shift"}),
        ("summary", "sputnik-2024-03-29", {"as_described", "forum_differs", "two_lead"}),
        ("documents", "mfa-2021-09-28", {"communique", "dates", "from_state"}),
        ("actors", "rt-2021-10-07", {"answer", "most_named", "speakers"}),
        ("proposals", "mfa-2021-09-28", {"answer", "communique", "incidents", "treaties"}),
        ("proposals-compared", "sputnik-2024-03-29", {"path", "second_hand"}),
        ("answers", "rt-2021-10-07", {"no_british_reply", "wallace"}),
        ("timeline", "press-2020-09", {"answer", "centres", "model"}),
    ],
)
def test_a_statement_is_marked_when_its_document_is_left_out(tmp_path, chapter, document, statements):
    said = run(chapter, without(document, tmp_path))
    assert statements <= broken(said)
    assert "No longer holds with these data" in repr(said[min(statements)])
