"""The book's search: an index of sections and passages, and the base forms of their words.

The search runs in the reader's browser, also from a folder without a server. It compares words without case
and accents, and by base form: the lemma of a French word, the stem of an English one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import snowballstemmer
from lxml import etree, html

from analysis.tables import fold

INDEX = "search-index.js"
FRENCH = "search-french.js"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_HEADING = "./h1|./h2|./h3|./h4|./h5|./h6"


def entries(page: str, source: str) -> list[dict[str, str]]:
    """List what a built page offers to the search.

    Parameters
    ----------
    page : str
        Its name, such as ``book/words``.
    source : str
        Its HTML.

    Returns
    -------
    list of dict
        One a section and one a passage: ``href``, ``page`` (its title), ``title`` (of the section), ``text``,
        and ``kind``: page, passage or reference (of the module).

    Examples
    --------
    >>> source = '<article class="bd-article"><section id="b"><h1>B</h1><p>c</p></section></article>'
    >>> entries("book/a", source)
    [{'href': 'book/a.html', 'page': 'B', 'title': 'B', 'text': 'c', 'kind': 'page'}]
    """
    found = html.document_fromstring(source).xpath('//article[contains(@class, "bd-article")]')
    if not found:
        return []
    article = found[0]
    passages = [_passage(page, node) for node in article.xpath('.//article[@class="passage"]')]
    kind = "reference" if article.xpath(".//dt[contains(@class, 'sig')]") else "page"
    etree.strip_elements(article, "script", "style", "noscript", with_tail=False)
    for node in article.xpath('.//a[@class="headerlink"]|.//article[@class="passage"]'):
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
    return listed + passages


def _passage(page: str, node: Any) -> dict[str, str]:
    parts = {name: node.xpath(f'./p[@class="{name}"]') for name in ("passage-sentence", "translation")}
    origin = " ".join(_words_of(node.xpath('./p[@class="passage-origin"]')))
    return {
        "href": f"{page}.html#{node.get('id')}",
        "page": origin.rpartition(" · ")[0] or origin,
        "title": "",
        "text": parts["passage-sentence"][0].text_content(),
        "kind": "passage",
    }


def _words_of(nodes: Iterable[Any]) -> Iterator[str]:
    """Give the words of elements; neighbours such as cells do not run together."""
    for node in nodes:
        for text in node.itertext():
            yield from text.split()


def words(listed: Iterable[Mapping[str, str]]) -> list[str]:
    """List the distinct words of entries, and the parts of composed ones, in lower case with their accents.

    Examples
    --------
    >>> words([{"title": "", "text": "L’État a la cyber-sécurité."}])
    ['a', 'cyber', 'cyber-sécurité', 'l', 'la', 'sécurité', 'état']
    """
    found = {word for entry in listed for word in _WORD.findall(f"{entry['title']} {entry['text']}".lower())}
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
    """Write the index of built pages beside them, as scripts: these can be read from disk too.

    Parameters
    ----------
    pages : iterable of str
        Their names.
    folder : Path
        The built book.
    """
    listed = [
        e for page in pages for e in entries(page, (folder / f"{page}.html").read_text(encoding="utf-8"))
    ]
    _script(folder / INDEX, "bookIndex", {"entries": listed, "stems": stems(words(listed))})
    forms = words(entry for entry in listed if entry["kind"] == "passage")
    key = hashlib.sha256("\0".join([*forms, _rules()]).encode()).hexdigest()[:16]
    target = folder / FRENCH
    if not target.is_file() or key not in target.read_text(encoding="utf-8")[:100]:
        _script(target, "bookFrench", {"key": key, "lemmas": lemmas(forms)})


def _rules() -> str:
    """Give a hash of what decides on lemmas."""
    package = Path(__file__).parents[1]
    paths = [package / "french.py", package / "lemmas.py", *sorted((package / "lexicon").glob("*"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _script(target: Path, name: str, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    target.write_text(f"window.{name}={text};\n", encoding="utf-8")
