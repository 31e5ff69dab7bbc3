"""The book's search: an index of its sections, and the stems of their words.

The search runs in the reader's browser, also from a folder without a server. It compares words without case
and accents, and by base form: the lemma of a French word (see `analysis.book.data_files`), the stem of an
English one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import snowballstemmer
from lxml import etree, html

from analysis.files import write_whole
from analysis.spelling import fold

INDEX = "search-index.js"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_UNREAD = (  # nor the data under a figure: it repeats each name in each row
    './/a[@class="headerlink"]|.//article[@class="passage"]|.//details[contains(@class, "above-input")]'
    '|.//figure[@class="evidence-figure"]/details'
)
_KINDS = {  # kind of a page to what only such a page has
    "reference": ".//dt[contains(@class, 'sig')]",
    "source": ".//*[contains(concat(' ', @class, ' '), ' citation ')]",
}
_HEADING = "./h1|./h2|./h3|./h4|./h5|./h6"


def sections(page: str, source: str) -> list[dict[str, str]]:
    """List the sections of a built page, given by its name and its HTML.

    Returns
    -------
    list of dict
        ``href``, ``page`` (its title), ``title`` (of the section), ``terms`` (that it explains), ``text``;
        ``kind``: page, source (of the bibliography) or reference (of the module).

    Examples
    --------
    >>> source = '<article class="bd-article"><section id="b"><h1>B</h1><p>c</p></section></article>'
    >>> sections("book/a", source)
    [{'href': 'book/a.html', 'page': 'B', 'title': 'B', 'terms': '', 'text': 'c', 'kind': 'page'}]
    """
    found = html.document_fromstring(source).xpath('//article[contains(@class, "bd-article")]')
    if not found:
        return []
    article = found[0]
    kind = next((kind for kind, mark in _KINDS.items() if article.xpath(mark)), "page")
    etree.strip_elements(article, "script", "style", "noscript", with_tail=False)
    for node in article.xpath(_UNREAD):
        node.drop_tree()
    listed: list[dict[str, str]] = []
    top = ""
    for section in article.iter("section"):
        title = " ".join(_words_of(section.xpath(_HEADING)))
        top = top or title
        terms = " ".join(_words_of(section.xpath("./dl/dt")))
        anchor = f"#{section.get('id')}" if listed else ""
        text = " ".join(_words_of(node for node in section if node.tag not in ("section", "h1", "h2", "h3")))
        listed.append(
            {
                "href": f"{page}.html{anchor}",
                "page": top,
                "title": title,
                "terms": terms,
                "text": text,
                "kind": kind,
            }
        )
    return listed


def _words_of(nodes: Iterable[Any]) -> Iterator[str]:
    """Give the words of elements; neighbours such as cells do not run together."""
    for node in nodes:
        for text in node.itertext():
            yield from text.split()


def words(texts: Iterable[str]) -> list[str]:
    """List the distinct words of texts, and the parts of composed ones, in lower case with their accents.

    Examples
    --------
    >>> words(["L’État a la cyber-sécurité."])
    ['a', 'cyber', 'cyber-sécurité', 'l', 'la', 'sécurité', 'état']
    """
    found = {word for text in texts for word in _WORD.findall(text.lower())}
    return sorted(found | {part for word in found for part in word.split("-")})


def stems(forms: Iterable[str]) -> dict[str, str]:
    """Give English words their stems, by folded form; without those that are their own.

    Examples
    --------
    >>> stems(["proposals", "offer"])
    {'proposals': 'propos'}
    """
    stem = snowballstemmer.stemmer("english").stemWord
    pairs = {fold(form): stem(fold(form)) for form in forms}
    return {form: base for form, base in pairs.items() if form != base}


def write(pages: Iterable[str], folder: Path) -> None:
    """Write the index of built pages beside them, as a script: this can be read from disk too."""
    sources = [(page, (folder / f"{page}.html").read_text(encoding="utf-8")) for page in pages]
    prose = [entry for page, source in sources for entry in sections(page, source)]
    forms = words(f"{entry['title']} {entry['text']}" for entry in prose)
    content = {"sections": prose, "stems": stems(forms)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    write_whole(folder / INDEX, f"window.bookIndex={text};\n")
