"""The built book, page by page, in a real browser."""

import html
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pages import FIGURE, HTML, PAGES, PASSAGES, Tabs, Visit, draw, in_full

LIMIT = {PASSAGES: 400_000}
LINK = r'<a class="evidence-link" href="passages\.html(?:\?see=([^"#]+))?#([^"]+)"'
FIGURES = [
    (name, figure)
    for name in PAGES
    if (HTML / name).is_file()
    for figure in re.findall(FIGURE + r'([^"]+)"', (HTML / name).read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, tabs: Tabs, site: str) -> Iterator[Visit]:
    with tabs.opened(site, request.param) as visit:
        draw(visit)
        yield visit


@pytest.fixture(scope="module", params=PAGES)
def source(request: pytest.FixtureRequest, book: Path) -> str:
    return (book / request.param).read_text(encoding="utf-8")


def test_every_figure_is_drawn(visit):
    drawn = visit.page.evaluate(
        """() => [...document.querySelectorAll(".evidence-figure")].filter(figure => {
          const plot = figure.querySelector(".evidence-plot");
          const width = plot.querySelector("svg.main-svg")?.getBoundingClientRect().width;
          const marks = ".overplot :is(path, image, text), .pielayer path, .sankey path";
          return plot.querySelector(marks) && width <= plot.clientWidth + 1;
        }).length"""
    )
    assert drawn == [name for name, _ in FIGURES].count(visit.name)


def test_dark_mode_changes_the_figures_text(visit):
    fill = "() => [...document.querySelectorAll('.evidence-plot text')].map(t => getComputedStyle(t).fill)"
    theme = "theme => { document.documentElement.dataset.theme = theme; }"
    before = visit.page.evaluate(fill)
    visit.page.evaluate(theme, "dark")
    if before:
        visit.page.wait_for_function(
            f"before => ({fill})().join() !== before.join()", arg=before, timeout=5000
        )
    visit.page.evaluate(theme, "light")


def test_page_fits_a_phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.wait_for_timeout(150)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_console_is_silent(visit):
    assert visit.messages == []


def test_nothing_comes_from_another_host(visit):
    assert visit.elsewhere == []


def test_every_statement_holds(source):
    """A statement whose condition fails is marked: see `analysis.book.Chapter.claim`."""
    assert "evidence-claim-broken" not in source


def test_no_folder_of_the_machine_is_named(source):
    assert str(Path(__file__).parents[1]) not in source


def test_no_figure_shares_its_id(source):
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<script.*?</script>", "", source, flags=re.DOTALL))
    figures = [i for i in ids if i.startswith("fig-")]
    assert len(figures) == len(set(figures))


@pytest.mark.parametrize("name", PAGES)
def test_page_is_small(book, name):
    assert (book / name).stat().st_size <= LIMIT.get(name, 150_000)


def test_every_number_has_its_passages(book, sentences):
    """All evidence of figures, tables and prose: the passage exists, the words lie inside its sentence."""
    wrong = []
    for name in PAGES:
        source = (book / name).read_text(encoding="utf-8")
        found = []
        for see, anchor in re.findall(LINK, source):
            found += in_full(html.unescape(see)) if see else []
            if anchor not in sentences:
                wrong.append(f"{name}: no passage {anchor}")
        for data in re.findall(r'<script type="application/json">(.*?)</script>', source, re.DOTALL):
            if isinstance(content := json.loads(data), dict):
                found += [one for some in content.get("evidence", []) if some for one in in_full(some)]
        for reference in found:
            parts = re.fullmatch(r"(.+):(\d+)-(\d+)", reference)
            if not parts or parts[1] not in sentences:
                wrong.append(f"{name}: no passage for {reference}")
            elif not 0 <= int(parts[2]) < int(parts[3]) <= len(sentences[parts[1]]):
                wrong.append(f"{name}: {reference} reaches beyond its sentence")
    assert not wrong, "\n".join(wrong[:20])


def test_show_all_brings_every_passage_back(open_page, site, sentences):
    anchor, sentence = next(iter(sentences.items()))
    visit = open_page(site, f"{PASSAGES}?see={anchor}:0-{min(4, len(sentence))}#{anchor}")
    assert visit.page.locator(".passage:visible").count() == 1
    visit.page.get_by_text("show all").click()
    assert visit.page.locator(".passage:visible").count() == len(sentences)
    assert visit.page.locator("mark.mark-seen").count() == 0


def test_unknown_passage_is_said(open_page, site, sentences):
    visit = open_page(site, f"{PASSAGES}?see=nothing-00000000:0-4#nothing-00000000")
    assert "not in this edition" in visit.page.locator(".passages-status").text_content()
    assert visit.page.locator(".passage:visible").count() == len(sentences)


def test_figures_serve_without_javascript(open_page, site, book):
    name = next(n for n in PAGES if FIGURE in (book / n).read_text(encoding="utf-8"))
    visit = open_page(site, name, scripts=False)
    figure = visit.page.locator(".evidence-figure").first
    figure.locator("summary").click()
    assert figure.locator("details td").first.is_visible()
    assert not figure.locator(".evidence-download").count()


def test_the_concordance_is_searched_and_sorted(open_page, site):
    visit = open_page(site, "book/concordance.html")
    table = visit.page.locator("table").first
    rows = table.locator("tbody tr")
    count = rows.count()
    status = visit.page.locator(".evidence-search [role=status]")
    assert status.text_content() == f"{count} of {count} lines"
    visit.page.get_by_label("Find").fill("CYBERSECURITE reported")
    shown = table.locator("tbody tr:visible").all_text_contents()
    assert 0 < len(shown) < count
    assert all("cybersécurité" in line and "reported" in line for line in shown)
    assert status.text_content() == f"{len(shown)} of {count} lines"
    visit.page.get_by_label("Find").fill("")
    visit.page.get_by_label("Order").select_option(label="by “Term”")
    terms = [term.lower() for term in table.locator("tbody td:nth-child(3)").all_text_contents()]
    assert terms[0].startswith("accord")
    assert terms[-1].startswith(("traité", "tic", "technologies"))
    visit.page.get_by_label("Order").select_option(label="as in the texts")
    assert rows.first.locator("td").first.text_content().endswith("2020")
    rows.first.locator("a").click()
    visit.page.get_by_role("dialog").locator(".passage").wait_for()
    assert visit.page.locator(".passage:visible").count() == 1
    assert visit.messages == []


def test_the_code_of_a_figure_opens_and_closes(open_page, site):
    visit = open_page(site, "book/proposals.html")
    summary = visit.page.locator("div.cell.tag_hide-input > details.hide > summary").first
    assert summary.inner_text() == "Show the code"
    summary.click()
    assert summary.inner_text() == "Hide the code"


def test_a_table_can_be_filtered_without_a_server(open_page, book):
    visit = open_page(book.as_uri() + "/", "book/proposals-all.html")
    rows = visit.page.locator(".evidence-filtered tbody tr")
    total = rows.count()
    choose = partial(visit.page.get_by_role, "combobox")
    choose(name="To", exact=True).select_option("United Kingdom")
    shown = visit.page.locator(".evidence-filtered tbody tr:visible")
    assert 0 < shown.count() < total
    assert all("United Kingdom" in text for text in shown.locator("td:nth-child(3)").all_text_contents())
    status = visit.page.locator(".evidence-filters [role=status]")
    assert status.text_content() == f"{shown.count()} of {total} rows"
    found = shown.count()
    choose(name="Theme", exact=True).select_option("Global treaty or legal framework")
    assert shown.count() == 0
    visit.page.get_by_role(
        "button", name=f"Theme ({found})"
    ).click()  # nothing fits: without which choice some do
    assert shown.count() == found
    assert visit.page.url.endswith("?To=United+Kingdom")
    choose(name="To", exact=True).select_option("")
    choose(name="Kind", exact=True).select_option("")
    assert shown.count() == total
