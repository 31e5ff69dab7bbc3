"""A book of an archive, built: a number of the whole opens what the sample holds of it."""

import subprocess

import archives
import pytest
from pages import violations
from small_book import COMMAND, environment

from analysis.project.archive import make_archive


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a book of 8 of 12 documents."""
    place = tmp_path_factory.mktemp("archive")
    make_archive(archives.results(place), place / "book", documents=8)
    given = {"cwd": place / "book", "env": environment(), "capture_output": True, "text": True}
    done = subprocess.run(COMMAND, **given, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    return place / "book" / "_build" / "html"


@pytest.fixture
def page(folder, open_page):
    opened = open_page(folder.as_uri() + "/", "book/archive.html")
    yield opened.page
    assert (opened.messages, opened.elsewhere) == ([], [])


def test_a_number_of_the_whole_opens_the_sample(page):
    link = page.locator("#fig-archive-mentions a.evidence-link").first
    page.locator("#fig-archive-mentions summary").click()
    assert link.text_content() == "15"
    link.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    places = panel.locator("mark").count()
    said = panel.get_by_role("heading").first.text_content()
    assert said == f"{places} of 15, in the sample: {panel.locator('.passage').count()} passages"
    assert 0 < places < 15
    panel.get_by_role("link", name="Open all in Passages").click()
    status = page.locator(".passages-status")
    assert "for this number: those in the sample, of 15" in status.text_content()
    page.go_back()


def test_a_number_without_passages_is_no_link(page):
    row = page.locator(".evidence-table tr", has=page.get_by_text("mot", exact=True)).first
    assert row.locator("td").nth(1).text_content() == "5,000"
    assert row.locator("a").count() == 0


def test_years_and_what_has_none_are_beside_each_other(page):
    figure = page.locator("#fig-archive-by-period")
    figure.scroll_into_view_if_needed()
    page.locator("#fig-archive-by-period[data-drawn=yes]").wait_for()
    assert figure.locator(".ytick text").all_text_contents() == ["without a date", "2021", "2020"]


def test_titles_are_no_markup(folder, page):
    assert "&lt;b&gt;titre&lt;/b&gt;" in (folder / "book" / "documents.html").read_text(encoding="utf-8")
    assert page.locator("main b").count() == 0


def test_it_is_light_and_can_be_used_by_all(folder, open_page):
    assert (folder / "book" / "archive.html").stat().st_size < 150_000
    for mode in ("light", "dark"):
        page = open_page(folder.as_uri() + "/", "book/archive.html", mode=mode, size=(390, 844)).page
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
