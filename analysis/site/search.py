"""The book's search: an index of sections and passages, and the base forms of their words.

The search runs in the reader's browser, also from a folder without a server. It compares words without case
and accents, and by base form: the lemma of a French word, the stem of an English one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import snowballstemmer
from lxml import etree, html

from analysis.files import write_whole
from analysis.spelling import fold

INDEX = "search-index.js"
PASSAGES = "search-passages.js"
FRENCH = "search-french.js"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_UNREAD = './/a[@class="headerlink"]|.//article[@class="passage"]|.//details[contains(@class, "above-input")]'
_HEADING = "./h1|./h2|./h3|./h4|./h5|./h6"


def sections(page: str, source: str) -> list[dict[str, str]]:
    """List the sections of a built page, given by its name and its HTML.

    Returns
    -------
    list of dict
        ``href``, ``page`` (its title), ``title`` (of the section), ``text``, and ``kind``: page or reference
        (of the module).

    Examples
    --------
    >>> source = '<article class="bd-article"><section id="b"><h1>B</h1><p>c</p></section></article>'
    >>> sections("book/a", source)
    [{'href': 'book/a.html', 'page': 'B', 'title': 'B', 'text': 'c', 'kind': 'page'}]
    """
    found = html.document_fromstring(source).xpath('//article[contains(@class, "bd-article")]')
    if not found:
        return []
    article = found[0]
    kind = "reference" if article.xpath(".//dt[contains(@class, 'sig')]") else "page"
    etree.strip_elements(article, "script", "style", "noscript", with_tail=False)
    for node in article.xpath(_UNREAD):
        node.drop_tree()
    listed: list[dict[str, str]] = []
    top = ""
    for section in article.iter("section"):
        title = " ".join(_words_of(section.xpath(_HEADING)))
        top = top or title
        anchor = f"#{section.get('id')}" if listed else ""
        text = " ".join(_words_of(node for node in section if node.tag not in ("section", "h1", "h2", "h3")))
        listed.append(
            {"href": f"{page}.html{anchor}", "page": top, "title": title, "text": text, "kind": kind}
        )
    return listed


def passages(page: str, source: str) -> list[dict[str, Any]]:
    """List the passages of a built page, for the search and for the panels beside figures.

    Returns
    -------
    list of dict
        ``id``, ``href``, ``text``, ``lang``, ``translations``, ``title`` (of the document), and
        ``printed``: where and when.
    """
    articles = html.document_fromstring(source).xpath('//article[@class="passage"]')
    return [
        {
            "id": node.get("id"),
            "href": f"{page}.html#{node.get('id')}",
            "text": node.xpath('string(./p[@class="passage-sentence"])'),
            "lang": node.xpath('string(./p[@class="passage-sentence"]/@lang)'),
            "translations": [text.strip() for text in node.xpath('./p[@class="translation"]/text()')],
            "title": node.xpath('string(./p[@class="passage-origin"]//cite)'),
            "printed": node.xpath('string(./p[@class="passage-origin"]/br/following::text()[1])').strip(" ·"),
        }
        for node in articles
    ]


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


def lemmas(forms: Iterable[str]) -> dict[str, str]:
    """Give French words their lemmas, both folded; without those that are their own.

    Examples
    --------
    >>> lemmas(["états", "veulent", "pacte"])
    {'etats': 'etat', 'veulent': 'vouloir'}
    """
    from analysis import french  # needs a second to load, and only when there are new words

    pairs = {fold(form): fold(french.lemma(form)) for form in forms}
    return {form: lemma for form, lemma in pairs.items() if form != lemma}


def write(pages: Iterable[str], folder: Path) -> None:
    """Write the index of built pages beside them, as scripts: these can be read from disk too."""
    sources = [(page, (folder / f"{page}.html").read_text(encoding="utf-8")) for page in pages]
    prose = [entry for page, source in sources for entry in sections(page, source)]
    quoted = [
        entry for page, source in sources if 'class="passage"' in source for entry in passages(page, source)
    ]
    texts = [passage["text"] for passage in quoted]
    forms = words([*texts, *(f"{entry['title']} {entry['text']}" for entry in prose)])
    _script(folder / INDEX, "bookIndex", {"sections": prose, "stems": stems(forms)})
    _script(folder / PASSAGES, "bookPassages", quoted)
    forms = words(texts)
    key = hashlib.sha256("\0".join([*forms, _rules()]).encode()).hexdigest()[:16]
    target = folder / FRENCH
    if not target.is_file() or key not in target.read_text(encoding="utf-8")[:100]:
        _script(target, "bookFrench", {"key": key, "lemmas": lemmas(forms) if forms else {}})


def _rules() -> str:
    """Give a hash of what decides on lemmas."""
    package = Path(__file__).parents[1]
    modules = [Path(__file__), package / "spelling.py", package / "tables.py"]
    rules = [path for room in ("french", "writing") for path in sorted((package / room).rglob("*.py"))]
    paths = [*modules, *rules, *sorted((package / "lexicon").glob("*"))]
    known = b"".join(path.read_bytes() for path in paths)
    return hashlib.sha256(version("simplemma").encode() + known).hexdigest()


def _script(target: Path, name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    write_whole(target, f"window.{name}={text};\n")
