"""The page of the analyst's round, in a browser: keys, fields, a reload, hostile text."""

import csv
import threading

import pytest
from folders import write_corpus
from pages import violations
from playwright.sync_api import expect

from analysis import read_corpus
from analysis.candidates.decisions import Round
from analysis.project.reviewing import Server

TEXT = (
    "Un titre <b>\n\nMoscou propose à Londres un dialogue <img src=x onerror=alert(1)> franc. "
    "Londres refuse le dialogue avec la Russie.\nLa Russie propose un traité universel.\n"
)


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path, texts={"a.txt": TEXT}, catalogue=[{"title": "Un titre <b>"}])


@pytest.fixture
def address(folder):
    with Server(Round(read_corpus(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server.desk.address
        server.shutdown()
        thread.join()


def rows(folder):
    with (folder / "proposals.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_round_by_keys(open_page, address, folder):
    visit = open_page(address, "")
    page = visit.page
    mark, progress = page.locator("mark"), page.locator("#progress")
    expect(mark).to_have_text("propose à Londres un dialogue <img src=x onerror=alert(1)> franc")
    expect(page.locator("#title")).to_have_text("Un titre <b>")
    assert not page.locator("main img, main b").count()
    page.keyboard.press("y")
    expect(page.locator("#problems")).to_have_text("gloss is ''; expected a value")
    page.keyboard.type("a dialogue, y and n")  # in a field, keys are letters
    page.locator("[name=quote]").fill("un dialogue")
    page.locator("[name=act]").select_option("calls-for")
    page.reload()
    expect(page.locator("[name=gloss]")).to_have_value("a dialogue, y and n")
    page.locator("[name=gloss]").press("Enter")
    expect(mark).to_have_text("refuse le dialogue avec la Russie")
    page.keyboard.press("n")
    expect(mark).to_have_text("propose un traité universel")
    expect(progress).to_contain_text("confirmed 1, refused 1, open 1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#state")).to_have_text("refused")
    page.reload()
    expect(page.locator("#state")).to_have_text("refused")
    page.keyboard.press("ArrowRight")
    expect(mark).to_have_text("propose un traité universel")
    page.keyboard.press("e")
    page.keyboard.type("a treaty")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.locator("#done")).to_be_visible()
    expect(progress).to_contain_text("confirmed 2, refused 1, open 0")
    assert [(row["quote"], row["gloss"], row["act"]) for row in rows(folder)] == [
        ("un dialogue", "a dialogue, y and n", "calls-for"),
        ("propose un traité universel", "a treaty", "proposes"),
    ]
    assert (visit.messages, visit.elsewhere) == ([], [])


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_page_is_accessible_and_fits(open_page, address, width, mode):
    page = open_page(address, "", size=(width, 900)).page
    page.emulate_media(color_scheme=mode)
    expect(page.locator("mark")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[data-do=refuse]").click()
    expect(page.locator("#progress")).to_contain_text("refused 1")


def test_a_command_that_has_ended_is_told(open_page, address):
    page = open_page(address, "").page
    expect(page.locator("mark")).to_be_visible()
    page.route("**/decide", lambda route: route.abort())
    page.keyboard.press("n")
    expect(page.locator("#lost")).to_be_visible()
