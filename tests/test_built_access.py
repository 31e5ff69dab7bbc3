"""Every page, light and dark, wide and narrow, as axe-core sees it; passages can be cited."""

import re

import pytest
from pages import PAGES, PASSAGES, violations

WIDE, NARROW = "wide and light", "narrow and dark"
VIEWS = {WIDE: (1280, "light"), NARROW: (390, "dark")}
# Of the pages that list functions, long and of one make, the second view sees the first.
CASES = [(name, view) for view in VIEWS for name in PAGES if view == WIDE or "module-" not in name]


@pytest.mark.parametrize(("name", "view"), CASES)
def test_axe_finds_no_violation(open_page, site, name, view):
    width, mode = VIEWS[view]
    found = violations(open_page(site, name, size=(width, 900), mode=mode).page)
    assert not found, "\n".join(found)


def test_a_passage_can_be_cited_by_keyboard(open_page, site):
    visit = open_page(site, PASSAGES)
    article = visit.page.locator(".passage").first
    name = article.get_attribute("id")
    article.locator(".passage-cite").press("Enter")
    article.locator("textarea").first.wait_for()
    text, bibtex = article.locator("textarea").evaluate_all("areas => areas.map(a => a.value)")
    assert article.locator(".passage-sentence").text_content().strip() in text
    assert re.search(r"Read on \d{4}-\d\d-\d\d: (.*)$", text)[1] == f"{site}{PASSAGES}#{name}"
    assert bibtex.startswith(f"@misc{{{name},\n  title = {{")
    article.locator("textarea").first.press("Escape")
    assert not article.locator("textarea").count()
