"""The statements of the chapters hold with the corpus as it is, and are marked where they do not."""

import re
from pathlib import Path

import myst_nb
import pytest

import analysis
from analysis import Corpus, book

CHAPTERS = Path(__file__).parents[1] / "book"
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
    return analysis.read_corpus(CHAPTERS.parent / "seeds")


def test_there_are_guarded_chapters():
    assert "words" in GUARDED


@pytest.mark.parametrize("chapter", GUARDED)
def test_every_statement_holds(monkeypatch, corpus, chapter):
    found = glued(chapter, monkeypatch, corpus)
    assert any("evidence-claim" in value.html for value in found.values())
    assert broken(found) == set()


@pytest.mark.parametrize(
    ("document", "statements"),
    [
        ("mfa-2021-09-28", {"answer", "answer_mfa", "ratio"}),
        ("press-2020-09", {"answer_2020", "curve", "shift"}),
    ],
)
def test_a_statement_is_marked_when_its_document_is_left_out(monkeypatch, corpus, document, statements):
    fewer = Corpus(corpus.documents.drop(index=document), corpus.counted, corpus.folder)
    found = glued("words", monkeypatch, fewer)
    assert statements <= broken(found)
    assert "No longer holds with these data" in repr(found[min(statements)])
