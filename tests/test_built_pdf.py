"""The one page that becomes the PDF: every chapter in it once, every link inside it resolves."""

from collections import Counter

import pytest
from lxml import html

from analysis.site import pdf


@pytest.fixture(scope="module")
def page(book):
    return html.document_fromstring(pdf.one_page(book, numbers={"words": 12}))


def test_every_chapter_is_there_once_and_in_order(page, book):
    chapters = pdf.chapters(book)
    pages = (book / "book").glob("*.html")  # the whole texts are not printed
    built = {f"book/{path.name}" for path in pages if not path.name.startswith("text-")}
    assert {name for name, _ in chapters} == built
    assert [node.get("id") for node in page.xpath('//section[@class="chapter"]')] == [
        name.removeprefix("book/").removesuffix(".html") for name, _ in chapters
    ]


def test_links_resolve_and_no_id_occurs_twice(page):
    ids = Counter(page.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    links = [address for address in page.xpath("//a/@href") if address.startswith("#") and address != "#"]
    assert len(links) > 500
    assert not [address for address in links if address.removeprefix("#") not in ids]


def test_contents_give_the_pages(page):
    (line,) = page.xpath('//nav[@class="contents"]//li[a/@href="#words"]')
    assert line.text_content() == "Words12"


def test_printing_draws_every_figure_in_dark_ink_and_as_wide_as_paper(open_page, site):
    visit = open_page(site, "book/words.html")
    page = visit.page
    page.evaluate("void (window.print = () => { window.printed = true; })")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed")
    drawn = page.locator(".evidence-figure").evaluate_all("all => all.map(f => f.dataset.drawn)")
    assert set(drawn) == {"yes"}
    widths = "all => all.map(svg => svg.getBoundingClientRect().width)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert max(page.locator(".evidence-plot svg.main-svg").evaluate_all(widths)) <= 680
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(
        f"() => Math.max(...({widths})([...document.querySelectorAll('svg.main-svg')])) > 700"
    )
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_figure_that_is_not_drawn_prints_its_finding(open_page, site):
    visit = open_page(site, "book/words.html")
    visit.page.emulate_media(media="print")
    last = visit.page.locator(".evidence-figure:not([data-drawn]) .evidence-plot").last
    shown = last.evaluate("plot => getComputedStyle(plot, '::before').content")
    assert shown.strip('"') == last.get_attribute("aria-label").replace('"', '\\"')


def test_the_pdf_is_offered_once_it_is_printed_and_not_inside_itself(book, page):
    built = (book / "book/cite.html").read_text(encoding="utf-8")
    assert ('href="../book.pdf"' in built) <= (book / "book.pdf").is_file()
    assert 'href="../book.pdf"' in pdf.offered(pdf.offered(built, there=False), there=True)
    assert not page.xpath('//p[@class="book-pdf"]')


def test_the_one_page_draws_its_figures(open_page, book):
    written = book / pdf.PAGE
    written.write_text(pdf.one_page(book, numbers={}), encoding="utf-8")
    try:
        figures = open_page(book.as_uri() + "/", pdf.PAGE).page.locator(".evidence-figure")
        for figure in (figures.first, figures.last):
            figure.scroll_into_view_if_needed()
            figure.page.wait_for_function(
                "f => /yes|failed/.test(f.dataset.drawn)", arg=figure.element_handle()
            )
            assert figure.get_attribute("data-drawn") == "yes"
    finally:
        written.unlink()
