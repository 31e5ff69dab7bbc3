"""What a file says of itself: its title, its date, its publisher, each with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from analysis.corpus import Corpus
from analysis.corpus.catalogue import SCHEMA, is_web_address
from analysis.corpus.languages import language_of
from analysis.corpus.readers import PAGES, page_source
from analysis.corpus.rules import DEFAULT, KNOWN, names
from analysis.project.publishers import about_publisher
from analysis.tables import InputError, is_iso_date, needs, rows_of

HEAD = 1500  # characters in which a document names its date and its kind
LONGEST_TITLE = 200
LONGEST_LINE = 100  # characters of a line that is no sentence: a date, a rubric
GENRES = {
    "communiqué": r"communiqué(?: de presse)?|déclaration conjointe|press release|joint statement",
    "speech": r"discours|allocution|intervention d[eu']|(?:speech|remarks|address) (?:by|of)",
    "interview": r"interview|entretien (?:avec|accordé)",
    "statement": r"déclaration d[eu']|statement (?:by|of|on)",
    "report": r"rapport d[eu']|report (?:by|of|on)",
}
PLACES = {  # where a web page says of itself what, the surest first
    "title": ("//meta[@property='og:title']/@content", "//h1[1]", "//title"),
    "publisher": (
        "//meta[@property='og:site_name']/@content",
        "//meta[@name='application-name']/@content",
        "//*[@itemprop='publisher']//*[@itemprop='name']/@content",
    ),
    "date": (
        "//meta[@property='article:published_time']/@content",
        "//*[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//meta[@name='date']/@content",
        "//meta[@name='DC.date']/@content",
        "//meta[@name='DC.date.issued']/@content",
        "//time[1]/@datetime",
    ),
    "url": ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
}
LANGUAGES = ["fr", "en"]
_LETTERS = r"[^\W\d_]{3,10}\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er)?\s+)?{_LETTERS}\s+{_YEAR}\b(?![-./]\d)"  # 7 octobre 2021, mai 2021
    rf"|\b{_LETTERS}\s+(?P<english>\d{{1,2}}),?\s+{_YEAR}\b"
    rf"|\b(?P<numbers>\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?)\b"
)
_DAY = re.compile(rf"\b\d{{1,2}}(?:er)?\s+{_LETTERS}(?!\s+\d)")
_DATELINE = re.compile(r"[^\W\d_][\w’' -]{1,30}, (?:le )?(?=\d)")  # Moscou, le 7 octobre 2021
_SLASHED = re.compile(rf"\b(\d{{1,2}})/(\d{{1,2}})/{_YEAR}\b")
_DAY_FIRST, _MONTH_FIRST = "DMY", "MDY"
_ISO = re.compile(rf"{_YEAR}-\d\d-\d\d(?=$|T|\s)")
_IN_URL = re.compile(rf"/({_YEAR})/?(\d\d)/?(\d\d)/")
_PUBLISHED = re.compile(rf'"datePublished"\s*:\s*"({_YEAR}-\d\d-\d\d)')
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://[^\s<>\"']+)")
_FORMULA = ("=", "+", "-", "@")


class Found(NamedTuple):
    """A value, and what it rests on."""

    value: str = ""
    basis: str = ""


def describe(path: Path, text: str) -> dict[str, str]:
    r"""Propose the row of the catalogue for a document; what nothing speaks for stays empty.

    Parameters
    ----------
    path : Path
        The file as it was given: a web page has its own data.
    text : str
        Its text, as `analysis.corpus.readers.read_original` gives it.

    Returns
    -------
    dict of str to str
        The columns of the catalogue but document and file.

    Raises
    ------
    InputError
        If the text is in a language that is not known.

    Examples
    --------
    >>> row = describe(Path("a.txt"), "Un titre\nCommuniqué de presse\nMoscou, le 7 octobre 2021. Il pleut.")
    >>> row["title"], row["genre"], row["date"], row["date_basis"]
    ('Un titre', 'communiqué', '2021-10-07', "'7 octobre 2021' in the text")
    """
    language = language_of(text)
    if language and language not in KNOWN:
        problem = (
            f"{path}: it seems to be in another language ({language}); only {names()} is known: "
            "leave it out, or add a translation"
        )
        raise InputError([problem])
    page = _of_page(path) if path.suffix.lower() in PAGES else {}
    when = page.get("date") or _date_of(text, language)
    publisher, url = page.get("publisher", Found()), page.get("url", Found()).value
    about = about_publisher(publisher.value, url)
    if about and not publisher.value:
        publisher = Found(about["publisher"], f"the address of the page: {about['domain']}")
    known = {
        "title": page.get("title", Found()).value or _title_of(text, language),
        "publisher": publisher.value,
        "publisher_type": about.get("publisher_type", ""),
        "publisher_basis": publisher.basis,
        "country": about.get("country", ""),
        "genre": _genre_of(text),
        "date": when.value,
        "date_precision": ("", "year", "month", "day")[len(when.value.split("-")) if when.value else 0],
        "date_basis": when.basis,
        "url": url,
        "language": language,
    }
    cells = {name: known.get(name, "") for name in SCHEMA.columns if name not in ("document", "file")}
    return {name: f"'{cell}" if cell.startswith(_FORMULA) else cell for name, cell in cells.items()}


def _of_page(path: Path) -> dict[str, Found]:
    """Take what a web page says of itself."""
    with needs("documents", f"{path}: a web page"):
        from lxml import html
    source = page_source(path)
    tree = html.fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    found = {}
    for name, places in PLACES.items():
        said = (Found(value, _basis(place)) for place in places for value in _said(tree, place, name))
        if first := next(said, None):
            found[name] = first
    if "url" not in found and (saved := _SAVED_FROM.search(source[:2000])):
        found["url"] = Found(saved[1], "the browser's note")
    if "date" not in found:
        if published := _PUBLISHED.search(source):
            found["date"] = Found(published[1], "datePublished in the page")
        elif dated := _IN_URL.search(found.get("url", Found()).value):
            found["date"] = Found("-".join(dated.groups()), "the address of the page")
    return {name: said for name, said in found.items() if name != "date" or is_iso_date(said.value)}


def _said(tree: object, place: str, name: str) -> Iterator[str]:
    """Give what stands at a place of a web page, where it can be what it should be."""
    for node in tree.xpath(place)[:1]:  # type: ignore[attr-defined]
        value = _line(node if isinstance(node, str) else node.text_content())
        if name == "date":
            iso = _ISO.match(value)
            value = iso[0] if iso and is_iso_date(iso[0]) else ""
        elif name == "url":
            value = value if is_web_address(value) else ""
        if value:
            yield value if name == "url" else _shortened(value)


def _basis(place: str) -> str:
    name = re.search(r"'([\w:.-]+)'\]", place) or re.search(r"//(\w+)", place)
    return f"{name[1] if name else place} in the page"


def _title_of(text: str, language: str) -> str:
    """Give the first headline, or else the first line that is not set aside, or else the first line."""
    parts = Corpus.from_texts({"a": text}, language=language or DEFAULT).segments
    lines = [_line(text[start:end]) for start, end in rows_of(parts, "start", "end")]
    ranks = [(kind != "headline", not counted) for kind, counted in rows_of(parts, "kind", "counted")]
    known = [(rank, at) for at, rank in enumerate(ranks) if lines[at]]
    return _shortened(lines[min(known)[1]]) if known else ""


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _genre_of(text: str) -> str:
    """Tell the kind of a document by how a line of its head begins."""
    head = text[:HEAD].lower()
    at = {
        name: match.start()
        for name, sign in GENRES.items()
        if (match := re.search(rf"^\W*(?:{sign})(?:\b|(?<='))(?=.{{0,{LONGEST_LINE}}}$)", head, re.MULTILINE))
    }
    return min(at, key=lambda name: at[name]) if at else ""


def _date_of(text: str, language: str) -> Found:
    """Find the date at which a document dates itself; one without a year, or in a sentence, is only told."""
    told, order = Found(), _order_of(text, language)
    for line in text[:HEAD].splitlines():
        begin = _DATELINE.match(line)
        for match in _DATE.finditer(line):
            when, said = _iso(match, order), f"'{_line(match[0])}' in "
            if when and (len(line) <= LONGEST_LINE or (begin and match.start() == begin.end())):
                return _surely(Found(when, f"{said}the text"), match[0], order)
            if when and not told.basis:
                told = Found("", f"{said}a sentence, perhaps of something else")
        for match in _DAY.finditer(line):
            if not told.basis and _parsed(f"{match[0]} 2000"):
                told = Found("", f"'{_line(match[0])}' in the text, without a year")
    return told


def _order_of(text: str, language: str) -> str:
    """Tell whether a document writes 07/10/2021 day first or month first; '' where this is in doubt.

    A date that can be read in one order only decides; else French is day first, and English is in doubt.
    """
    pairs = [(int(one), int(other)) for one, other in _SLASHED.findall(text)]
    orders = {_DAY_FIRST if one > 12 else _MONTH_FIRST for one, other in pairs if (one > 12) != (other > 12)}
    if not orders and language != "en":
        return _DAY_FIRST
    return orders.pop() if len(orders) == 1 else ""


def _surely(found: Found, words: str, order: str) -> Found:
    """Say how a date was read that could be read in two ways; leave it out where nothing decides."""
    pair = _SLASHED.match(words)
    if not pair or pair[1] == pair[2] or max(map(int, pair.groups())) > 12:
        return found
    way = {_DAY_FIRST: ", read day first", _MONTH_FIRST: ", read month first"}.get(order)
    return Found(found.value, found.basis + way) if way else Found("", f"{found.basis}, day or month first")


def _iso(match: re.Match[str], order: str) -> str:
    """Give a date as exact as it is written; '' for what is none."""
    if is_iso_date(match[0]):
        return match[0]
    when = _parsed(match[0], order if "/" in match[0] else "")
    exact = match["day"] or match["english"] or match["numbers"]
    return "" if when is None else f"{when:%Y-%m-%d}" if exact else f"{when:%Y-%m}"


def _parsed(words: str, order: str = "") -> datetime | None:
    with needs("documents", "a date"):
        from dateparser import parse
    required = {"REQUIRE_PARTS": ["year", "month"], "PARSERS": ["absolute-time"]}
    settings = {"DATE_ORDER": order or _DAY_FIRST} | required
    when: datetime | None = parse(_line(words), languages=LANGUAGES, settings=settings)
    return when


def _line(words: str) -> str:
    return " ".join(words.split())
