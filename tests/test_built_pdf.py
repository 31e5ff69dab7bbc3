"""The one page that becomes the PDF: every chapter in it once, every link inside it resolves."""

from collections import Counter

import pytest
from lxml import html

from analysis.publish import pdf


@pytest.fixture(scope="module")
def page(book):
    return html.document_fromstring(pdf.one_page(book, numbers={"words": 12}))


def test_every_chapter_is_there_once_and_in_order(page, book):
    chapters = pdf.chapters(book)
    built = {f"book/{path.name}" for path in (book / "book").glob("*.html")}
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
