"""The built book, page by page, in a real browser."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import HTML
from playwright.sync_api import Browser, Page

PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts and "http-equiv" not in path.read_text(encoding="utf-8").lower()[:200]
) or ["book/summary.html"]
PASSAGES = "book/passages.html"
LIMIT = {PASSAGES: 400_000}
LINK = r'<a class="evidence-link" href="passages\.html(?:\?see=([^"#]+))?#([^"]+)"'
FIGURE = '<figure class="evidence-figure" id="fig-'

# Where on the page the first mark with evidence lies: marks carry the index in plotly's own records.
MARK = """
figure => {
  const plot = figure.querySelector(".evidence-plot");
  const linked = value => Number.isInteger(value) && value >= 0;
  for (const mark of plot.querySelectorAll(".point")) {
    const shape = mark.matches("path") ? mark : mark.querySelector("path");
    const customdata = mark.closest(".trace")?.__data__?.[0]?.trace.customdata;
    if (!shape || !linked([customdata?.[mark.__data__.i]].flat(3)[0])) continue;
    const box = shape.getBoundingClientRect();
    if (box.width + box.height > 1) return [box.x + box.width / 2, box.y + box.height / 2];
  }
  const { left, top } = plot.getBoundingClientRect();
  for (const points of plot.calcdata) {
    const [trace] = points;
    const xaxis = plot._fullLayout[trace.trace.xaxis?.replace("x", "xaxis")];
    const yaxis = plot._fullLayout[trace.trace.yaxis?.replace("y", "yaxis")];
    if (trace.trace.mode === "lines") { // a link of a network: its middle
      const { x, y, i } = points[Math.floor(points.length / 2)];
      if (linked(trace.trace.customdata?.[i]))
        return [left + xaxis._offset + xaxis.c2p(x), top + yaxis._offset + yaxis.c2p(y)];
    }
  }
  return null;
}
"""


@dataclass
class Visit:
    """A page that was opened, and what happened meanwhile."""

    name: str
    source: str
    page: Page
    elsewhere: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def _open(browser: Browser, address: str, name: str, source: str, **options: object) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", **options)
    visit = Visit(name, source, context.new_page())

    def refuse(route):
        visit.elsewhere.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((address, "data:", "blob:")), refuse)
    visit.page.on(
        "console",
        lambda message: visit.messages.append(f"{message.type}: {message.text}"),
    )
    visit.page.on("pageerror", lambda error: visit.messages.append(f"uncaught: {error}"))
    visit.page.goto(address + name)
    return visit


def _draw(visit: Visit) -> None:
    for figure in visit.page.query_selector_all(".evidence-figure"):
        figure.scroll_into_view_if_needed()
        visit.page.wait_for_function("f => ['yes', 'failed'].includes(f.dataset.drawn)", arg=figure)


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, browser: Browser, site: str, book: Path) -> Iterator[Visit]:
    name = request.param
    opened = _open(browser, site, name, (book / name).read_text(encoding="utf-8"))
    _draw(opened)
    yield opened
    opened.page.context.close()


@pytest.fixture(scope="module")
def sentences(book: Path) -> dict[str, str]:
    """Every passage's sentence, by its anchor."""
    found = re.findall(
        r'<article class="passage" id="([^"]+)".*?<p class="passage-sentence"[^>]*>(.*?)</p>',
        (book / PASSAGES).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert len(found) == len(dict(found)), "two passages have the same anchor"
    return {anchor: html.unescape(re.sub(r"<[^>]*>", "", sentence)) for anchor, sentence in found}


def test_every_figure_is_drawn(visit):
    expected = visit.source.count(FIGURE)
    drawn = visit.page.evaluate(
        """() => [...document.querySelectorAll(".evidence-figure")].filter(figure => {
          const plot = figure.querySelector(".evidence-plot");
          const width = plot.querySelector("svg.main-svg")?.getBoundingClientRect().width;
          const marks = ".overplot :is(path, image, text), .pielayer path, .sankey path";
          return plot.querySelector(marks) && width <= plot.clientWidth + 1;
        }).length"""
    )
    assert drawn == expected


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


def test_every_statement_holds(visit):
    """A statement whose condition fails is marked: see `analysis.book.Chapter.claim`."""
    assert "evidence-claim-broken" not in visit.source


def test_no_figure_shares_its_id(visit):
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<script.*?</script>", "", visit.source, flags=re.DOTALL))
    figures = [i for i in ids if i.startswith("fig-")]
    assert len(figures) == len(set(figures))


def test_page_fits_a_phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.wait_for_timeout(150)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_page_is_small(visit):
    assert len(visit.source.encode()) <= LIMIT.get(visit.name, 150_000)


def test_console_is_silent(visit):
    assert visit.messages == []


def test_nothing_comes_from_another_host(visit):
    assert visit.elsewhere == []


def test_every_number_has_its_passages(book, sentences):
    """All evidence of figures, tables and prose: the passage exists, the words lie inside its sentence."""
    wrong = []
    for name in PAGES:
        source = (book / name).read_text(encoding="utf-8")
        references = []
        for see, anchor in re.findall(LINK, source):
            references += html.unescape(see).split(",") if see else []
            if anchor not in sentences:
                wrong.append(f"{name}: no passage {anchor}")
        for data in re.findall(r'<script type="application/json">(.*?)</script>', source, re.DOTALL):
            if isinstance(content := json.loads(data), dict):
                references += " ".join(content.get("evidence", [])).split()
        for reference in references:
            found = re.fullmatch(r"(.+):(\d+)-(\d+)", reference)
            if not found or found[1] not in sentences:
                wrong.append(f"{name}: no passage for {reference}")
            elif not 0 <= int(found[2]) < int(found[3]) <= len(sentences[found[1]]):
                wrong.append(f"{name}: {reference} reaches beyond its sentence")
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("name", PAGES)
def test_click_on_a_mark_leads_to_its_passages(browser, site, book, sentences, name):
    source = (book / name).read_text(encoding="utf-8")
    names = re.findall(FIGURE + r'([^"]+)"', source)
    if not names:
        return
    visit = _open(browser, site, name, source)
    for figure_name in names:
        visit.page.goto(site + name)
        _draw(visit)
        figure = visit.page.query_selector(f'[id="fig-{figure_name}"]')
        figure.query_selector(".evidence-plot").scroll_into_view_if_needed()
        evidence = figure.evaluate("f => JSON.parse(f.querySelector(':scope > script').textContent).evidence")
        mark = figure.evaluate(MARK)
        assert mark or not evidence, f"{figure_name}: no mark leads to its evidence"
        if not mark:
            continue
        visit.page.mouse.move(mark[0] - 3, mark[1] - 1)
        visit.page.mouse.move(*mark)
        visit.page.wait_for_selector(f'[id="fig-{figure_name}"] .over-evidence')
        visit.page.mouse.click(*mark)
        everything = visit.page.get_by_role("dialog").get_by_text("Open all in Passages")
        with visit.page.expect_navigation():
            everything.click()
        _check_landing(visit.page, evidence, sentences)
    assert (visit.messages, visit.elsewhere) == ([], [])
    visit.page.context.close()


def _check_landing(page: Page, evidence: list[str], sentences: dict[str, str]) -> None:
    see, anchor = re.search(r"passages\.html\?see=([^#]+)#(.+)$", page.url).groups()
    references = see.split(",")
    assert " ".join(references) in evidence
    passages = {r.rpartition(":")[0] for r in references}
    assert anchor in passages
    shown = page.locator(".passage:visible").evaluate_all("all => all.map(a => a.id)")
    assert set(shown) == passages
    places, count = len(references), len(passages)
    expected = (
        f"{places} place{'s' * (places > 1)} in {count} passage{'s' * (count > 1)} for this number · show all"
    )
    assert page.locator(".passages-status").text_content() == expected
    marked = page.locator(f'[id="{anchor}"] mark.mark-seen').all_text_contents()
    words = [r.rpartition(":")[2].split("-") for r in references if r.startswith(anchor + ":")]
    assert marked
    assert set(marked) & {sentences[anchor][int(start) : int(end)] for start, end in words}


def test_show_all_brings_every_passage_back(browser, site, sentences):
    anchor, sentence = next(iter(sentences.items()))
    visit = _open(browser, site, f"{PASSAGES}?see={anchor}:0-{min(4, len(sentence))}#{anchor}", "")
    assert visit.page.locator(".passage:visible").count() == 1
    visit.page.get_by_text("show all").click()
    assert visit.page.locator(".passage:visible").count() == len(sentences)
    assert visit.page.locator("mark.mark-seen").count() == 0
    visit.page.context.close()


def test_unknown_passage_is_said(browser, site, sentences):
    visit = _open(browser, site, f"{PASSAGES}?see=nothing-00000000:0-4#nothing-00000000", "")
    assert "not in this edition" in visit.page.locator(".passages-status").text_content()
    assert visit.page.locator(".passage:visible").count() == len(sentences)
    visit.page.context.close()


def test_book_opens_from_a_folder(browser, book):
    """Without any server: all data is in the pages."""
    name = next(n for n in PAGES if FIGURE in (book / n).read_text(encoding="utf-8"))
    visit = _open(browser, book.as_uri() + "/", name, "")
    _draw(visit)
    assert visit.page.locator('.evidence-figure[data-drawn="yes"]').count()
    assert (visit.messages, visit.elsewhere) == ([], [])
    visit.page.context.close()


def test_figures_serve_without_javascript(browser, site, book):
    name = next(n for n in PAGES if FIGURE in (book / n).read_text(encoding="utf-8"))
    visit = _open(browser, site, name, "", java_script_enabled=False)
    figure = visit.page.locator(".evidence-figure").first
    figure.locator("summary").click()
    assert figure.locator("details td").first.is_visible()
    assert not figure.locator(".evidence-download").count()
    visit.page.context.close()


def test_the_concordance_is_searched_and_sorted(browser, site):
    visit = _open(browser, site, "book/concordance.html", "")
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
    visit.page.context.close()


def test_a_table_can_be_filtered_without_a_server(browser, book):
    visit = _open(browser, book.as_uri() + "/", "book/proposals-all.html", "")
    rows = visit.page.locator(".evidence-filtered tbody tr")
    total = rows.count()
    choices = visit.page.locator(".evidence-filters select")
    assert choices.count() == 3
    choices.nth(1).select_option("United Kingdom")
    shown = visit.page.locator(".evidence-filtered tbody tr:visible")
    assert 0 < shown.count() < total
    assert all("United Kingdom" in text for text in shown.locator("td:nth-child(5)").all_text_contents())
    assert (
        visit.page.locator(".evidence-filters [role=status]").text_content()
        == f"{shown.count()} of {total} rows"
    )
    choices.nth(0).select_option("Global treaty or legal framework")
    assert shown.count() == 0
    for place in (0, 1):
        choices.nth(place).select_option("")
    assert shown.count() == total
    visit.page.context.close()
