"""The built site: every internal link resolves, every page says what it may load and what it is about."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from pages import HTML

from analysis.site import page_head as head

PAGES = sorted(p for p in HTML.rglob("*.html") if "_static" not in p.parts) or [HTML / "index.html"]


def name(path: Path) -> str:
    return path.relative_to(HTML).as_posix()


@pytest.fixture(scope="module")
def trees(book: Path) -> dict[Path, html.HtmlElement]:
    return {
        path: html.document_fromstring(path.read_text(encoding="utf-8"))
        for path in PAGES
        if path.is_relative_to(book)
    }


def test_internal_links_resolve(trees):
    targets = {path: set(tree.xpath("//@id | //a/@name")) for path, tree in trees.items()}
    wrong = []
    links = 0
    for path, tree in trees.items():
        for address in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form/@action"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            links += 1
            root = HTML if parts.path.startswith("/") else path.parent
            target = (root / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            if not target.exists():
                wrong.append(f"{name(path)}: {address} leads nowhere")
            elif anchor and target in targets and anchor not in targets[target]:
                wrong.append(f"{name(path)}: {address}: no such place on the page")
    assert links > 1000
    assert not wrong, "\n".join(sorted(set(wrong))[:30])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_forbids_other_hosts_and_inline_scripts(path, trees):
    tree = trees[path]
    assert tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content') == [head.POLICY]
    inline = tree.xpath('//script[not(@src) and not(@type="application/json")]')
    assert not inline, [html.tostring(script)[:80] for script in inline]
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    policy = dict(part.split(" ", 1) for part in head.POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert not any("http" in sources or "*" in sources for sources in policy.values())
    assert "unsafe" not in policy["script-src"]


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.name == "book"], ids=name)
def test_page_is_described(path, trees):
    (summary,) = trees[path].xpath('//meta[@name="description"]/@content')
    assert 40 <= len(summary) <= 200
    assert "<" not in summary
    assert trees[path].xpath('//meta[@property="og:title"]/@content')
    assert len(trees[path].xpath("//title")) == 1
    assert trees[path].xpath("/html/@lang") == ["en"]


def test_every_address_is_whole_or_none(trees):
    """Without an address of the site there is no canonical link: a wrong one would hide the pages."""
    canonical = {a for tree in trees.values() for a in tree.xpath('//link[@rel="canonical"]/@href')}
    assert all(re.match(r"https://", address) for address in canonical)


def test_no_page_is_fetched_ahead(trees):
    """Firefox fetches the next page ahead, which the policy forbids."""
    assert not {a for tree in trees.values() for a in tree.xpath("//link/@rel")} & {
        "next",
        "prefetch",
        "preload",
    }


def test_a_browser_that_keeps_nothing_shows_pages_all_the_same(browser, site):
    page = browser.new_page()
    refuse = "{get() { throw new DOMException('no', 'SecurityError') }, configurable: true}"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {refuse})")
    messages = []
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(f"{site}book/summary.html")
    page.locator(".theme-switch-button").locator("visible=true").first.click()
    assert page.evaluate("document.documentElement.dataset.mode") in ("light", "dark")
    assert messages == []
    page.close()
