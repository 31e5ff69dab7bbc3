"""The statements of the chapters hold with the corpus as it is, and are marked where they do not."""

import re
import shutil
from functools import lru_cache, reduce
from pathlib import Path

import pandas as pd
import pytest
from folders import write_corpus

import analysis
from analysis import read_corpus
from analysis.book import Chapter, Said
from analysis.book.needs import amounts
from analysis.check import check
from analysis.site import sections

ROOT = Path(__file__).parents[1]
CHAPTERS = ROOT / "book"
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^```$", re.MULTILINE | re.DOTALL)
GUARDED = sorted(
    path.stem
    for path in CHAPTERS.glob("*.md")
    if any("chapter.claim(" in cell for cell in CELL.findall(path.read_text("utf-8")))
)
GENERAL = (
    "documents words concordance actors names proposals proposals-compared proposals-all codebook timeline "
    "passages".split()
)
EXECUTED = sorted(path.stem for path in CHAPTERS.glob("*.md") if CELL.search(path.read_text("utf-8")))


chapter_of = lru_cache(Chapter)
there = lru_cache(lambda corpus: amounts(chapter_of(corpus)))


def run(chapter, corpus):
    """Run a chapter's cells on a corpus; give what its prose can name."""
    text = sections.leave_out((CHAPTERS / f"{chapter}.md").read_text("utf-8"), there(corpus))
    names = {"display": lambda *_: None}  # which notebooks have
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.book.Chapter", lambda: chapter_of(corpus))
        exec("\n".join(CELL.findall(text)), names)
    return {name: value for name, value in names.items() if isinstance(value, Said)}


def broken(said):
    return {name for name, value in said.items() if not value.holds}


@pytest.fixture(scope="module")
def corpus():
    return analysis.read_corpus(ROOT / "seeds")


def test_there_are_guarded_chapters():
    own = {
        "answers",
        "company",
        "method",
        "models",
        "offers",
        "others",
        "scale",
        "sources",
        "summary",
        "vocabulary",
    }
    assert own == set(GUARDED)
    assert not own & set(GENERAL)


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
        if "document" in rows:
            rows[~rows["document"].isin(documents)].to_csv(path, index=False)
    return analysis.read_corpus(place / "seeds")


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """Give the corpus without a document."""
    return lru_cache(lambda document: without(tmp_path_factory.mktemp(document), document))


@pytest.mark.parametrize(
    ("chapter", "document", "statements"),
    [
        ("vocabulary", "mfa-2021-09-28", {"answer", "answer_mfa", "ratio"}),
        ("vocabulary", "press-2020-09", {"answer_2020", "shift"}),
        ("summary", "sputnik-2024-03-29", {"as_described", "forum_differs", "two_lead"}),
        ("sources", "mfa-2021-09-28", {"communique"}),
        ("company", "rt-2021-10-07", {"answer", "most_named", "speakers"}),
        ("offers", "mfa-2021-09-28", {"answer", "communique", "incidents", "treaties"}),
        ("models", "sputnik-2024-03-29", {"path", "second_hand"}),
        ("answers", "rt-2021-10-07", {"no_british_reply", "rt", "wallace"}),
        ("answers", "press-2021-06-17", {"june", "no_american"}),
        ("method", "rt-2021-10-07", {"fits", "speech_fits"}),
        ("models", "press-2020-09", {"answer", "centres", "model"}),
        ("others", "sputnik-2024-03-29", {"sputnik"}),
    ],
)
def test_a_statement_is_marked_when_its_document_is_left_out(left, chapter, document, statements):
    said = run(chapter, left(document))
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
    shown = {name: repr(value) for name, value in vars(run("sources", middle)["origin"]).items()}
    assert (shown["state"], shown["unnamed"]) == ("2", "1")
    period = run("summary", middle)["period"]
    assert (repr(period.first), repr(period.last)) == ("2021", "2021")
    measured = run("method", middle)
    assert not measured["speech_fits"].holds
    assert int(repr(measured["speaks"].right)) <= int(repr(measured["speaks"].found))


def one_of(number):
    return [{"document": f"doc-{number}", "file": f"{number}.txt", "date": f"{2010 + number % 12}"}]


OFFER = (
    "La France propose un accord sur la cybersécurité. Le ministre refuse. Moscou et Paris parlent de paix.\n"
)
IN_ENGLISH = (
    "Russia's Foreign Ministry proposed a treaty on cybersecurity. The U.S. didn't agree. Moscow and London "
    "talk of peace.\n"
)
FORTY = {f"{number}.txt": f"Numéro {number}. {OFFER}" for number in range(40)}
ANY = {
    "no document": {"catalogue": [], "texts": {}},
    "one document": {"catalogue": one_of(0), "texts": {"0.txt": OFFER}},
    "one word": {"catalogue": one_of(0), "texts": {"0.txt": "Oui.\n"}},
    "no actor": {"catalogue": one_of(0), "texts": {"0.txt": "Le chat dort. La pluie tombe sur le toit.\n"}},
    "forty": {"catalogue": [row for number in range(40) for row in one_of(number)], "texts": FORTY},
    "forty in two languages": {
        "catalogue": [
            row | {"language": ("fr", "en")[number % 2]} for number in range(40) for row in one_of(number)
        ],
        "texts": FORTY | {f"{number}.txt": f"Number {number}. {IN_ENGLISH}" for number in range(1, 40, 2)},
    },
    "one proposal": {"proposals": [{}], "events": [{}]},
    "nothing coded": {"proposals": [], "events": []},
}


@pytest.mark.parametrize("corpus", ANY.values(), ids=ANY)
def test_every_chapter_is_built_on_any_corpus(tmp_path, monkeypatch, corpus):
    """Whatever `check` accepts: what has no data is left out, with a sentence."""
    folder = write_corpus(tmp_path / "seeds", **corpus)
    assert check(folder)[1] == []
    shutil.copytree(ROOT / "benchmarks", tmp_path / "benchmarks", ignore=shutil.ignore_patterns("*.py"))
    chapter = Chapter(read_corpus(folder))
    monkeypatch.setattr("analysis.book.Chapter", lambda: chapter)
    found = amounts(chapter)
    for name in EXECUTED:
        text = sections.leave_out((CHAPTERS / f"{name}.md").read_text("utf-8"), found)
        names = {"display": lambda *_: None}
        exec("\n".join(CELL.findall(text)), names)
        assert "\n% needs" not in text
        for said in re.findall(r"\{eval\}`([\w.]+)`", CELL.sub("", text)):
            first, *rest = said.split(".")
            reduce(getattr, rest, names[first])


def test_nothing_is_left_out_of_the_book(corpus):
    for name in EXECUTED:
        source = (CHAPTERS / f"{name}.md").read_text("utf-8")
        assert len(sections.leave_out(source, there(corpus))) == len(re.sub(r"(?m)^% needs .*\n", "", source))


def test_general_chapters_name_no_document_actor_or_date(corpus):
    own = "|".join([*corpus.documents.index, "RUS", "USA", r"\b20[12]\d\b(?!\))"])
    for name in GENERAL:
        text = (CHAPTERS / f"{name}.md").read_text("utf-8")
        assert re.findall(own, re.sub(r"\{cite:p\}`.*?`|et al\. \d+", "", text)) == []


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
