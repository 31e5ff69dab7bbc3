"""The marks of figures: each leads to its passages, and keeps its place when the panel comes and goes."""

import re
from urllib.parse import unquote, urljoin

import pytest
from pages import FIGURE, HTML, MARK, PAGES, draw, in_full
from playwright.sync_api import Page

WITH_FIGURES = [name for name in PAGES if FIGURE in (HTML / name).read_text(encoding="utf-8")]
ROWS = "f => [...f.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"


# As wide as its place: after a panel has closed, plotly waits before it draws anew, and a click then is lost.
AT_REST = """f => {
  const plot = f.querySelector(".evidence-plot");
  return Math.abs(plot._fullLayout.width - plot.clientWidth) <= 1;
}"""
EVIDENCE = "f => JSON.parse(f.querySelector(':scope > script').textContent).evidence"


@pytest.mark.parametrize("name", WITH_FIGURES)
def test_a_mark_of_each_figure_leads_to_its_passages(open_page, site, sentences, name):
    visit = open_page(site, name)
    page = visit.page
    draw(visit)
    said = {}
    for figure in page.locator(".evidence-figure").all():
        figure.locator(".evidence-plot").scroll_into_view_if_needed()
        page.wait_for_function(AT_REST, arg=figure.element_handle())
        evidence, place = figure.evaluate(EVIDENCE), figure.evaluate(MARK)
        assert place or not evidence, "no mark leads to its evidence"
        if not place:
            continue  # a figure of characters, or of other texts, which no passages stand for
        page.evaluate("y => scrollBy({top: y - 450, behavior: 'instant'})", place[1])
        place = figure.evaluate(MARK)
        page.mouse.move(place[0] - 3, place[1] - 1)
        page.mouse.move(*place)
        figure.locator(".over-evidence").wait_for()
        page.mouse.click(*place)
        panel = page.get_by_role("dialog")
        panel.wait_for()
        everything = panel.get_by_text("Open all in Passages").get_attribute("href")
        assert re.search(r"see=([^#]+)", unquote(everything))[1].replace(",", " ") in evidence
        _, _, mark = panel.locator(".evidence-panel-about").text_content().partition(" · ")
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        said[figure.get_attribute("id")] = mark
        words, _, value = mark.rpartition(": ")
        known = [row for row in figure.evaluate(ROWS) if any(cell and cell in mark for cell in row)]
        assert any(value in row for row in known) if words else known, mark
        assert not re.search(r"%\{|undefined|NaN|, :|<|&\w+;", mark)
    assert said or name in ("book/documents.html", "book/method.html")
    if said:
        page.goto(urljoin(page.url, everything))
        _check_landing(page, evidence, sentences)
    assert (visit.messages, visit.elsewhere) == ([], [])


def _check_landing(page: Page, evidence: list[str], sentences: dict[str, str]) -> None:
    see, anchor = re.search(r"passages\.html\?see=([^#]+)#(.+)$", page.url).groups()
    assert see.replace(",", " ") in evidence
    wanted = in_full(see)
    passages = {one.rpartition(":")[0] for one in wanted}
    assert anchor in passages
    page.get_by_text("for this number").wait_for()
    shown = page.locator(".passage:visible").evaluate_all("all => all.map(a => a.id)")
    assert set(shown) == passages
    places, count = len(wanted), len(passages)
    expected = (
        f"{places} place{'s' * (places > 1)} in {count} passage{'s' * (count > 1)} for this number · show all"
    )
    assert page.locator(".passages-status").text_content() == expected
    marked = page.locator(f'[id="{anchor}"] mark.mark-seen').all_text_contents()
    words = [one.rpartition(":")[2].split("-") for one in wanted if one.startswith(anchor + ":")]
    assert marked
    assert set(marked) & {sentences[anchor][int(start) : int(end)] for start, end in words}


LEGEND = """f => {
  const parts = [".evidence-legend", ".barlayer, .scatterlayer"].map(part => f.querySelector(part));
  const [legend, bars] = parts.map(part => part.getBoundingClientRect());
  const { top } = f.querySelector(".evidence-plot").getBoundingClientRect();
  return [legend.top - top, legend.bottom - top, bars.top - top].map(Math.round);
}"""


@pytest.mark.parametrize("width", [1280, 1000])
@pytest.mark.parametrize("name", ["book/summary.html", "book/timeline.html"])
def test_the_legend_stays_above_the_bars_when_the_panel_is_closed(open_page, site, name, width):
    visit = open_page(site, name, size=(width, 900))
    page = visit.page
    draw(visit)
    figure = page.locator(".evidence-figure").first
    page.wait_for_timeout(200)
    before = figure.evaluate(LEGEND)
    assert before[1] <= before[2]
    for _ in range(2):
        figure.locator("details a.evidence-link").first.evaluate("a => a.click()")
        page.get_by_role("dialog").wait_for()
        page.wait_for_timeout(400)  # plotly waits before it draws anew
        opened = figure.evaluate(LEGEND)
        assert opened[1] <= opened[2]
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)
        assert figure.evaluate(LEGEND) == before
