"""Every page, light and dark, wide and narrow, as axe-core sees it; passages can be cited."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_book import PAGES, PASSAGES, _open

VIEWS = {"wide and light": (1280, "light"), "narrow and dark": (390, "dark")}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(browser, site, name, view):
    width, mode = VIEWS[view]
    visit = _open(browser, site, name, "")
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(f"localStorage.setItem('mode', '{mode}'); localStorage.setItem('theme', '{mode}')")
    page.reload()
    found = [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"][:3]
    ]
    page.context.close()
    assert not found, "\n".join(found)


def test_a_passage_can_be_cited_by_keyboard(browser, site):
    visit = _open(browser, site, PASSAGES, "")
    article = visit.page.locator(".passage").first
    name = article.get_attribute("id")
    article.locator(".passage-cite").press("Enter")
    text, bibtex = article.locator("textarea").evaluate_all("areas => areas.map(a => a.value)")
    assert article.locator(".passage-sentence").text_content().strip() in text
    assert text.endswith(f"{site}{PASSAGES}#{name}")
    assert bibtex.startswith(f"@misc{{{name},\n  title = {{")
    article.locator("textarea").first.press("Escape")
    assert not article.locator("textarea").count()
    visit.page.context.close()
