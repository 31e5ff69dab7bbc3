"""The statements of the chapters hold with the corpus as it is, and are marked where they do not."""

import re
import shutil
from pathlib import Path

import myst_nb
import pandas as pd
import pytest

import analysis
from analysis import book

ROOT = Path(__file__).parents[1]
CHAPTERS = ROOT / "book"
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^```$", re.MULTILINE | re.DOTALL)
GUARDED = sorted(path.stem for path in CHAPTERS.glob("*.md") if "book.claim" in path.read_text("utf-8"))


def glued(chapter, monkeypatch, corpus):
    """Run a chapter's cells on a corpus; give what it glues into its prose."""
    found = {}
    monkeypatch.setattr(analysis, "read_corpus", lambda *_: corpus)
    monkeypatch.setattr(myst_nb, "glue", lambda key, value, **_: found.update({key: value}))
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    exec("\n".join(CELL.findall(text)), {})
    return found


def broken(found):
    return {key for key, value in found.items() if book.BROKEN in value.html}


@pytest.fixture(scope="module")
def corpus():
    return analysis.read_corpus(ROOT / "seeds")


def test_there_are_guarded_chapters():
    assert {"actors", "answers", "documents", "method", "proposals", "summary", "timeline", "words"} <= set(
        GUARDED
    )


@pytest.mark.parametrize("chapter", GUARDED)
def test_every_statement_holds(monkeypatch, corpus, chapter):
    found = glued(chapter, monkeypatch, corpus)
    assert any("evidence-claim" in value.html for value in found.values())
    assert broken(found) == set()


def without(document, place):
    """Copy the project's data without one document, and read the corpus that is left."""
    for folder in ("seeds", "tests", "benchmarks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    listed = pd.read_csv(place / "seeds" / "catalogue.csv", index_col="document")
    (place / "seeds" / listed.at[document, "file"]).unlink()
    tables = [*(place / "seeds").glob("*.csv"), *(place / "tests").glob("gold_*.csv")]
    for path in tables:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows[rows["document"] != document].to_csv(path, index=False)
    return analysis.read_corpus(place / "seeds")


@pytest.mark.parametrize(
    ("chapter", "document", "statements"),
    [
        ("words", "mfa-2021-09-28", {"answer", "answer_mfa", "ratio"}),
        ("words", "press-2020-09", {"answer_2020", "curve", "shift"}),
        ("summary", "sputnik-2024-03-29", {"corpus", "forum_differs", "two_lead"}),
        ("documents", "mfa-2021-09-28", {"communique", "dates", "from_state"}),
        ("actors", "rt-2021-10-07", {"answer", "most_named", "speakers"}),
        ("proposals", "mfa-2021-09-28", {"answer", "communique", "incidents", "treaties"}),
        ("proposals-compared", "sputnik-2024-03-29", {"path", "second_hand"}),
        ("answers", "rt-2021-10-07", {"no_british_reply", "wallace"}),
        ("timeline", "press-2020-09", {"answer", "centres", "model"}),
    ],
)
def test_a_statement_is_marked_when_its_document_is_left_out(
    monkeypatch, tmp_path, chapter, document, statements
):
    fewer = without(document, tmp_path)
    found = glued(chapter, monkeypatch, fewer)
    assert statements <= broken(found)
    assert "No longer holds with these data" in repr(found[min(statements)])
