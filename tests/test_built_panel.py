"""From a number to its passages, over it, on a click, by keyboard, without script, from disk."""

import itertools
import re
from urllib.parse import unquote

import pytest
from pages import MARK, draw, in_full, violations
from playwright.sync_api import Page

from analysis.evidence import locate
from analysis.proposals import load_coded
from analysis.tables import sound

SUMMARY = "book/summary.html"
MOST = 30  # passages that a panel shows
VIEWS = [(width, mode) for width in (1280, 390) for mode in ("light", "dark")]


@pytest.fixture(params=["server", "folder"])
def visit(request, open_page, site, book):
    """The summary, from a server and from disk."""
    address = site if request.param == "server" else book.as_uri() + "/"
    opened = open_page(address, SUMMARY)
    yield opened
    assert (opened.messages, opened.elsewhere) == ([], [])


def many(page: Page):
    """A number in prose that rests on more than one passage, and its references."""
    for link in page.locator("main p a.evidence-link").all():
        references = in_full(unquote(re.search(r"see=([^#]+)", link.get_attribute("href"))[1]))
        if len({reference.rpartition(":")[0] for reference in references}) > 1:
            return link, references
    pytest.fail("no number of the summary rests on two passages")


def count_of(references: list[str]) -> str:
    passages = len({reference.rpartition(":")[0] for reference in references})
    return f"{len(references)} marked places in {passages} passages"


def pasted(page: Page) -> str:
    """What a reader who now pastes gets."""
    page.evaluate("() => document.body.appendChild(document.createElement('textarea')).focus()")
    page.keyboard.press("Control+v")
    return page.evaluate("() => { const a = document.activeElement; a.remove(); return a.value; }")


def test_over_a_number_stand_its_count_and_first_words(visit, sentences):
    page = visit.page
    link, references = many(page)
    tip = page.get_by_role("tooltip")
    assert not tip.count()
    link.hover()
    tip.wait_for()
    assert tip.locator("strong").text_content() == count_of(references)
    first = tip.locator("p").first.text_content().removesuffix(" …")
    assert len(first) > 10
    assert sentences[references[0].rpartition(":")[0]].startswith(first)
    assert link.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert not tip.count()
    page.mouse.move(5, 5)
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # the focus comes by keyboard
    tip.wait_for()
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => !document.querySelector('[aria-describedby=evidence-tip]')?.matches(':not(:focus)')"
    )


def test_a_click_opens_the_passages_and_escape_returns(visit, sentences):
    page = visit.page
    link, references = many(page)
    loaded = "() => [...document.scripts].filter(s => s.src.endsWith('search-passages.js')).length"
    assert page.evaluate(loaded) == 0
    link.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    assert panel.get_by_role("heading").first.text_content() == count_of(references)
    shown = panel.locator(".passage")
    wanted = list(dict.fromkeys(reference.rpartition(":")[0] for reference in references))
    first = [sentences[name] for name in wanted[:MOST]]
    assert panel.locator(".passage-sentence").all_text_contents() == first
    assert set(panel.locator(".passage-sentence").evaluate_all("all => all.map(p => p.lang)")) == {"fr"}
    assert panel.locator(".evidence-panel-all").text_content().endswith(f"({len(wanted) - MOST} more there)")
    words = {
        sentences[name][int(start) : int(end)]
        for name, start, end in (re.fullmatch(r"(.+):(\d+)-(\d+)", r).groups() for r in references)
    }
    assert set(panel.locator("mark").all_text_contents()) <= words
    assert shown.first.locator("mark").count()
    assert re.search(r"\b20\d\d", panel.locator("h3").first.text_content())
    assert panel.get_by_text("our translation").count()
    assert panel.evaluate("panel => panel.contains(document.activeElement)")
    link.click()
    assert page.evaluate(loaded) == 1
    page.keyboard.press("Escape")
    assert not panel.count()
    assert link.evaluate("a => a === document.activeElement")


def test_the_panel_groups_by_document_and_tells_the_codings(visit, corpus):
    page = visit.page
    link, references = many(page)
    link.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    shown = list(dict.fromkeys(reference.rpartition(":")[0] for reference in references))[:MOST]
    documents = [name.rpartition("-")[0] for name in shown if re.search(r"-[0-9a-f]{8}$", name)]
    titles = panel.locator("h3 cite").all_text_contents()
    assert titles == [corpus.documents.at[name, "title"] for name, _ in itertools.groupby(documents)]
    rows = locate(corpus, sound(load_coded(corpus, None))).loc[lambda rows: rows["passage"].isin(shown)]
    notes = panel.locator(".coder-note").all_text_contents()
    assert len(panel.locator(".passage-codings li").all()) == len(rows) > 0
    assert sorted(notes) == sorted(f"Coder’s note: {note}" for note in rows["note"] if note)


def test_back_closes_the_panel_and_its_address_opens_it_again(visit, open_page):
    page = visit.page
    before = page.url
    link, references = many(page)
    link.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    address, heading = page.url, panel.get_by_role("heading").first.text_content()
    assert address.startswith(f"{before}#see={references[0]}")
    page.go_back()
    panel.wait_for(state="hidden")
    assert page.url == before
    other = open_page("", address)
    again = other.page.get_by_role("dialog")
    again.wait_for()
    assert again.get_by_role("heading").first.text_content() == heading
    other.page.keyboard.press("Escape")
    again.wait_for(state="hidden")
    assert other.page.url == before
    assert (other.messages, other.elsewhere) == ([], [])


def test_closing_and_opening_at_once_leaves_one_panel_open(visit):
    page = visit.page
    link, _ = many(page)
    for _ in range(3):
        link.click()
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
    link.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(300)
    assert page.get_by_role("dialog").count() == 1
    assert "#see=" in page.url


def test_a_citation_is_the_same_here_and_on_the_passages_page(visit):
    page = visit.page
    link, references = many(page)
    name = references[0].rpartition(":")[0]
    link.click()
    panel = page.get_by_role("dialog")
    button = panel.locator(".passage").first.get_by_role("button", name="Copy citation")
    button.click()
    assert panel.locator(".passage button").first.text_content() == "Copied"
    text = pasted(page)
    assert text.startswith("“")
    assert re.search(rf"passage {name} \(position as coded: \w+, [^)]+\) in: ", text)
    panel.locator(".passage").first.get_by_role("button", name="Copy BibTeX").click()
    bibtex = pasted(page)
    panel.get_by_text("Open all in Passages").click()
    article = page.locator(f'[id="{name}"]')
    article.locator(".passage-cite").click()
    article.locator("textarea").first.wait_for()
    cited = article.locator("textarea").evaluate_all("areas => areas.map(a => a.value)")
    assert cited == [text, bibtex]
    assert page.locator(".passage:visible").count() > 1


def test_from_a_sentence_to_a_citation_by_keyboard_alone(visit):
    page = visit.page
    link, _ = many(page)
    steps = 0
    while not link.evaluate("a => a === document.activeElement"):
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 150, "the number cannot be reached by Tab"
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Close"
    for wanted in ("The passage", "In its text", "Copy citation"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == wanted
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Copied"
    page.keyboard.press("Escape")
    assert link.evaluate("a => a === document.activeElement")
    assert pasted(page).startswith("“")


def test_a_mark_opens_the_panel_and_its_figure_stays_in_sight(visit):
    page = visit.page
    draw(visit)
    figure = page.locator(".evidence-figure").first
    plot = figure.locator(".evidence-plot")
    plot.scroll_into_view_if_needed()
    place = figure.evaluate(MARK)
    page.mouse.move(place[0] - 3, place[1] - 1)
    page.mouse.move(*place)
    tip = page.get_by_role("tooltip")
    tip.wait_for()
    assert re.match(r"\d+ marked places? in \d+ passages?", tip.text_content())
    before = plot.bounding_box()
    page.mouse.click(*place)
    panel = page.get_by_role("dialog")
    panel.wait_for()
    assert not tip.count()
    title, _, mark = panel.locator(".evidence-panel-about").text_content().partition(" · ")
    assert title == figure.locator("figcaption").evaluate("caption => caption.firstChild.textContent")
    assert re.fullmatch(r".+: \d+", mark)  # which mark it was, and its number
    after = plot.bounding_box()
    assert abs(after["y"] - before["y"]) < 3
    assert after["x"] + after["width"] <= panel.bounding_box()["x"]
    drawn = "plot => plot._fullLayout.width <= plot.clientWidth + 1"
    page.wait_for_function(drawn, arg=plot.element_handle())
    page.keyboard.press("Escape")
    assert plot.evaluate("plot => plot === document.activeElement")


def test_links_of_a_figures_table_open_the_same(visit):
    page = visit.page
    figure = page.locator(".evidence-figure").first
    figure.locator("summary").click()
    link = figure.locator("details a.evidence-link").first
    link.press("Enter")
    page.get_by_role("dialog").locator(".passage").first.wait_for()
    page.get_by_role("dialog").get_by_role("button", name="Close").press("Enter")
    assert link.evaluate("a => a === document.activeElement")


def test_with_control_a_link_opens_the_passages_page(open_page, site):
    visit = open_page(site, SUMMARY)
    link, references = many(visit.page)
    with visit.page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert f"passages.html?see={references[0]}" in opened.value.url
    opened.value.close()
    assert not visit.page.get_by_role("dialog").count()


def test_without_javascript_a_number_leads_to_the_passages_page(open_page, site):
    visit = open_page(site, SUMMARY, scripts=False)
    link, references = many(visit.page)
    link.click()
    assert f"passages.html?see={references[0]}" in visit.page.url


def test_without_the_texts_a_number_leads_to_the_passages_page(open_page, site):
    visit = open_page(site, SUMMARY)
    visit.page.route("**/search-passages.js", lambda route: route.abort())
    link, references = many(visit.page)
    link.click()
    visit.page.wait_for_url(f"**/passages.html?see={references[0]}*")


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_axe_finds_no_violation_in_the_panel(open_page, site, width, mode):
    visit = open_page(site, SUMMARY, size=(width, 844), mode=mode)
    link, _ = many(visit.page)
    link.focus()
    link.hover()
    visit.page.get_by_role("tooltip").wait_for()
    found = violations(visit.page)
    link.click()
    panel = visit.page.get_by_role("dialog")
    panel.locator(".passage").first.wait_for()
    found += violations(visit.page)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    box = panel.bounding_box()
    assert (box["x"] + box["width"], box["y"] + box["height"]) == (width, 844)
    if width == 390:
        assert box["height"] <= 0.66 * 844
        assert link.bounding_box()["y"] < box["y"]
    assert not found, "\n".join(found)
