"""Print the built book as one PDF, through Chromium: ``python -m analysis.site.pdf _build/html``.

All chapters are put into one page, whose figures are drawn and stay vectors. It is printed twice: the first
time tells on which page each chapter begins.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from analysis.files import write_whole

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGE = "print.html"
PDF = "book.pdf"
_MADE_OF = ".book.pdf"  # a hash of what it was printed from
_PLACE = '<p class="book-pdf" hidden></p>'
_NOT_ON_PAPER = './/a[@class="headerlink"] | .//noscript | .//button | .//p[@class="book-pdf"]'
_WITHIN = ("id", "for", "aria-labelledby", "aria-describedby")
_STYLE = "width:100%;font:8pt sans-serif;text-align:center;color:#555"
_FOOTER = f'<div style="{_STYLE}"><span class="pageNumber"></span></div>'


def chapters(folder: Path) -> list[tuple[str, str]]:
    """List the chapters in the order of the contents: page and title."""
    first = _tree(folder, "index.html").xpath("string(//a/@href)")
    page = _tree(folder, first)
    found = {first: page.xpath("string(//h1/text())")}
    for link in page.xpath('//nav[contains(@class, "bd-links")]//a[contains(@class, "internal")]'):
        if target := urlsplit(link.get("href")).path:
            found[_from(first, target)] = link.text_content().strip()
    return list(found.items())


def _tree(folder: Path, page: str) -> Any:
    return html.parse(str(folder / page)).getroot()


def _from(page: str, address: str) -> str:
    """Give the place in the book that an address on a page leads to."""
    return os.path.normpath(os.path.join(os.path.dirname(page), address))


def one_page(folder: Path, *, numbers: Mapping[str, int]) -> str:
    """Put all chapters into one page, HTML to be opened from the same folder.

    ``numbers`` says on which page each chapter begins; it is empty where that is not yet known.
    """
    titles = dict(chapters(folder))
    anchors = {page: Path(page).stem for page in titles}
    parts = [_chapter(folder, page, anchors) for page in anchors]
    first = _tree(folder, next(iter(titles)))
    title = first.xpath("string(//meta[@property='og:site_name']/@content)")
    edition = first.xpath("string(//*[@class='edition'])")
    contents = "".join(
        f'<li><a href="#{anchors[page]}">{escape(name)}</a><span>{numbers.get(anchors[page], "")}</span></li>'
        for page, name in titles.items()
    )
    styles = "".join(
        f'<link rel="stylesheet" href="{escape(urlsplit(address).path.removeprefix("../"))}">'
        for address in first.xpath('//link[@rel="stylesheet"]/@href')
    )
    return (
        '<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title>{styles}<link rel="stylesheet" href="_static/print.css"></head><body>'
        f'<section class="cover"><h1>{escape(title)}</h1><p>{escape(edition)}</p></section>'
        f'<nav class="contents"><h1>Contents</h1><ol>{contents}</ol></nav>'
        f'<main class="bd-article">{"".join(parts)}</main>'
        '<script src="_static/common.js"></script><script src="_static/figures.js"></script></body></html>'
    )


def _chapter(folder: Path, page: str, anchors: Mapping[str, str]) -> str:
    """Give a chapter's article; its ids and its links become those of the one page."""
    (article,) = _tree(folder, page).xpath('//article[contains(@class, "bd-article")]')[:1]
    name = anchors[page]
    for node in article.xpath(_NOT_ON_PAPER):
        node.drop_tree()
    for node in article.iter():
        for attribute in _WITHIN:
            if value := node.get(attribute):
                node.set(attribute, " ".join(f"{name}--{part}" for part in value.split()))
        if (address := node.get("href")) is not None:
            node.set("href", _link(address, page, anchors))
        if source := node.get("src"):
            node.set("src", _from(page, source))
    inner = "".join(html.tostring(child, encoding="unicode") for child in article)
    return f'<section class="chapter" id="{escape(name)}">{inner}</section>'


def _link(address: str, page: str, anchors: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    target = _from(page, unquote(parts.path)) if parts.path else page
    if target not in anchors:
        return "#"
    return f"#{anchors[target]}--{parts.fragment}" if parts.fragment else f"#{anchors[target]}"


def first_pages(content: bytes, anchors: Sequence[str]) -> dict[str, int]:
    """Tell on which page of a PDF each anchor lies, counted from 1."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    found = {name.lstrip("/"): destination for name, destination in reader.named_destinations.items()}
    numbers = {a: reader.get_destination_page_number(found[a]) for a in anchors if a in found}
    return {anchor: number + 1 for anchor, number in numbers.items() if number is not None}


def write(folder: Path, target: Path) -> None:
    """Print the book that is built in ``folder`` to the PDF ``target``."""
    from playwright.sync_api import sync_playwright

    anchors = [Path(chapter).stem for chapter, _ in chapters(folder)]
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    numbers: dict[str, int] = {}
    page = folder / PAGE
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # whom Chromium allows no sandbox
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next((path for path in found if path), None),
            args=["--disable-gpu", *["--no-sandbox"] * root],
        )
        try:
            for _ in range(2):
                write_whole(page, one_page(folder, numbers=numbers))
                content = _print(browser, page)
                numbers = first_pages(content, anchors)
        finally:
            page.unlink(missing_ok=True)
            browser.close()
    write_whole(target, content)


def offered(page: str, *, there: bool) -> str:
    """Let a page that has a place for it offer the PDF, or no longer.

    Examples
    --------
    >>> offered('<p class="book-pdf" hidden></p>', there=True)
    '<p class="book-pdf"><a href="../book.pdf">The whole book as one PDF</a></p>'
    """
    link = f'<p class="book-pdf"><a href="../{PDF}">The whole book as one PDF</a></p>'
    shown, hidden = (link, _PLACE) if there else (_PLACE, link)
    return page.replace(hidden, shown)


def offer(folder: Path) -> None:
    """Offer the PDF where it was printed from the pages as they are; remove an older one."""
    printed, made_of = folder / PDF, folder / _MADE_OF
    there = printed.is_file() and made_of.is_file() and made_of.read_text(encoding="utf-8") == _digest(folder)
    if not there:
        printed.unlink(missing_ok=True)
        made_of.unlink(missing_ok=True)
    for chapter in folder.glob("*/*.html"):
        page = chapter.read_text(encoding="utf-8")
        if (changed := offered(page, there=there)) != page:
            write_whole(chapter, changed)


def remember(folder: Path) -> None:
    """Remember what pages a PDF was just printed from, and offer it there."""
    write_whole(folder / _MADE_OF, _digest(folder))
    offer(folder)


def _digest(folder: Path) -> str:
    return hashlib.sha256(one_page(folder, numbers={}).encode()).hexdigest()


def _print(browser: Any, file: Path) -> bytes:
    page = browser.new_page(viewport={"width": 700, "height": 1000})
    page.goto(file.resolve().as_uri())
    for figure in page.query_selector_all(".evidence-figure"):
        figure.scroll_into_view_if_needed()
        page.wait_for_function("f => ['yes', 'failed'].includes(f.dataset.drawn)", arg=figure)
    content: bytes = page.pdf(
        format="A4",
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=_FOOTER,
        margin={"top": "20mm", "bottom": "20mm", "left": "18mm", "right": "18mm"},
        outline=True,
        tagged=True,
    )
    page.close()
    return content


if __name__ == "__main__":
    built = Path(sys.argv[1])
    write(built, built / PDF)
    remember(built)
    print(f"The book is in {built / PDF}")
