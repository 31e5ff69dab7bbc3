"""Codings that were made with other tools: tables with quotations or offsets, Web Annotations, UIMA CAS."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pandas as pd
import pandera.pandas as pa

from analysis.corpus import Corpus
from analysis.proposals.codebook import LAYERS, read_codebook
from analysis.proposals.codings import SCHEMA, WHO
from analysis.proposals.quotations import find_quotes, places_of
from analysis.proposals.uima import CAS, read_cas
from analysis.tables import InputError, load_table, read_text, text_column

ENDINGS = (".csv", ".json", ".jsonld")
TAGGED = (*LAYERS, *WHO, "restates")  # what a tag can give a value: « theme: global-treaty »
_OPTIONAL = {name: text_column(empty=True, required=False) for name in (*SCHEMA.columns, "start", "end")}
_TABLE = pa.DataFrameSchema(_OPTIONAL | {"document": text_column()}, name="proposal", strict=False)
_WANTED = "expected annotations with a TextQuoteSelector, as a W3C AnnotationPage or a list from hypothes.is"

Row = dict[str, str]
Problems = list[str]


def source_of(text: str) -> str:
    """Name a text by its SHA-256 (RFC 6920).

    Examples
    --------
    >>> source_of("Oui.")
    'ni:///sha-256;PvgBQCInnZ6rIQwqfmVA414FkvFe6UkdH1hIkVISUWA'
    """
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}"


def read_foreign(corpus: Corpus, path: Path) -> pd.DataFrame:
    """Read codings that were made with another tool, each found in its document.

    Parameters
    ----------
    corpus : Corpus
    path : Path
        - ``.csv``: document, and quote or start and end (code points from 0); of the columns of
          ``proposals.csv`` those that it has; others are not read.
        - ``.json``, ``.jsonld``: Web Annotations (W3C 2017), also as hypothes.is exports them. Their source
          is an address of the catalogue, or the text by its SHA-256. Tags are codes, or *layer: code*; what
          is neither becomes the note, a comment the gloss.
        - ``.json``: a document of UIMA CAS, as INCEpTION exports it (``UIMA CAS JSON``), whose annotations
          have the layers of a coding as their features. Needs the extra ``annotations``.

    Returns
    -------
    DataFrame
        The columns of ``proposals.csv``, all text, one row an annotation in order of the text. What the file
        does not say stays empty.

    Raises
    ------
    InputError
        With every row that does not fit: what was expected, and how to mend it.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError([f"{path}: unknown ending; expected one of {', '.join(ENDINGS)}"])
    rows, problems = _of_table(corpus, path) if ending == ".csv" else _of_json(corpus, path)
    columns = list(SCHEMA.columns)
    cells = [[row.get(name, "") for name in columns] for row in rows.values()]
    table = pd.DataFrame(cells, columns=columns, index=list(rows), dtype=str)
    wheres = {number: _where(path, number) for number in rows}
    found, not_found = find_quotes(corpus, table, wheres)
    if problems := [*problems, *not_found]:
        raise InputError(problems)
    ids = pd.Series([f"a{number:02d}" for number in range(1, len(found) + 1)], dtype=str)
    found["proposal"] = found["proposal"].where(found["proposal"] != "", ids)
    return found[columns]


def _where(path: Path, number: int) -> str:
    return f"{path}, {'row' if path.suffix.lower() == '.csv' else 'annotation'} {number}"


def _of_table(corpus: Corpus, path: Path) -> tuple[dict[int, Row], Problems]:
    table, problems = load_table(path, _TABLE)
    if problems:
        return {}, problems
    rows: dict[int, Row] = {}
    for number, row in zip(table.index, table.to_dict("records"), strict=True):
        if row["start"] or row["end"]:
            problem = _quote_by_offsets(corpus, row)
            problems += [f"{_where(path, number)}: {problem}"] * bool(problem)
        elif not row["quote"]:
            what = "neither quote nor start and end; give the words, or their place in the document"
            problems.append(f"{_where(path, number)}: {what}")
        rows[number] = row
    return {} if problems else rows, problems


def _quote_by_offsets(corpus: Corpus, row: Row) -> str:
    """Fill in the words at a place, and which of several places it is; say what is wrong."""
    document, cells = row["document"], (row["start"], row["end"])
    if document not in corpus.documents.index:
        return f"document '{document}' is not in the catalogue; it has {', '.join(corpus.documents.index)}"
    text = corpus.text(document)
    start, end = (int(cell) if cell.isascii() and cell.isdigit() else -1 for cell in cells)
    if not 0 <= start < end <= len(text):
        return (
            f"start is '{cells[0]}' and end is '{cells[1]}'; expected 0 <= start < end <= {len(text)}, "
            f"the characters of {document} counted from 0"
        )
    words = text[start:end]
    if row["quote"] and " ".join(row["quote"].split()) != " ".join(words.split()):
        return f"at {start} to {end} stands '{words}', but quote is '{row['quote']}'; leave one of both empty"
    places = places_of(corpus, document, words)
    row["quote"], row["occurrence"] = words, _which(places, [(start, end)])
    return ""


def _which(places: list[tuple[int, int]], fitting: list[tuple[int, int]]) -> str:
    """Say by its number which place is meant; '' where there is but one, or it is not known."""
    is_known = len(places) > 1 and len(fitting) == 1 and fitting[0] in places
    return str(places.index(fitting[0]) + 1) if is_known else ""


def _of_json(corpus: Corpus, path: Path) -> tuple[dict[int, Row], Problems]:
    try:
        value = json.loads(read_text(path).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return {}, [f"{path}: not JSON ({error}); export it anew"]
    if isinstance(value, dict) and CAS in value:
        return _of_cas(corpus, path)
    items = _items(value)
    if not items:
        return {}, [f"{path}: {_WANTED}; export it anew"]
    documents = {source_of(corpus.text(name)): str(name) for name in corpus.documents.index}
    if "url" in corpus.documents:
        documents |= {
            _address(url): str(name) for name, url in corpus.documents["url"].items() if str(url).strip()
        }
    layers = _layers()
    rows, problems = {}, []
    for number, item in enumerate(items, start=1):
        try:
            rows[number] = _row(corpus, item, documents, layers)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            why = str(error) if type(error) is ValueError else _WANTED
            problems.append(f"{_where(path, number)}: {why}")
    return {number: row for number, row in rows.items() if row}, problems


def _items(value: Any) -> list[Any]:
    """Give the annotations of a page, a collection, an answer of hypothes.is, a list, or of one alone."""
    if isinstance(value, dict):
        value = value.get("first", value)
        value = value.get("items", value.get("rows", value.get("annotations", [value]))) if value else []
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _layers() -> dict[str, str]:
    """Give the layer of each code that only one layer has."""
    codes = read_codebook().drop_duplicates("code", keep=False)
    return dict(zip(codes["code"], codes["layer"], strict=True))


def _address(url: str) -> str:
    return urldefrag(url).url.rstrip("/")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _row(corpus: Corpus, item: Mapping[str, Any], documents: dict[str, str], layers: dict[str, str]) -> Row:
    """Read one annotation; empty for an answer to one, or a note on a whole page, which quote nothing."""
    targets = [(target, _selectors(target)) for target in _listed(item.get("target"))]
    targets = [(target, selectors) for target, selectors in targets if "TextQuoteSelector" in selectors]
    if item.get("references") or (not targets and "uri" in item):
        return {}
    sources = [_address(str(target["source"])) for target, _ in targets]
    at = next((at for at, source in enumerate(sources) if source in documents), None)
    if at is None:
        if not targets:
            raise ValueError(_WANTED)
        raise ValueError(f"its source is '{sources[0]}', the url of no document; write it into the catalogue")
    document, selectors = documents[sources[at]], targets[at][1]
    quote = str(selectors["TextQuoteSelector"]["exact"])
    places = places_of(corpus, document, quote)
    position = selectors.get("TextPositionSelector", {}) if sources[at].startswith("ni:") else {}
    fitting = [place for place in places if place[0] == position.get("start")]
    fitting = fitting or _fitting(corpus.text(document), places, selectors["TextQuoteSelector"])
    row = {"document": document, "quote": quote, "occurrence": _which(places, fitting)}
    bodies = [body for body in _listed(item.get("body")) if isinstance(body, dict)]
    tags = [str(body.get("value", "")) for body in bodies if body.get("purpose") == "tagging"]
    said = [str(body.get("value", "")) for body in bodies if body.get("purpose") != "tagging"]
    gloss = " ".join(" ".join([*said, str(item.get("text") or "")]).split())
    return row | {"gloss": gloss} | _coded([*tags, *map(str, item.get("tags") or [])], layers)


def _selectors(target: Any) -> dict[str, Any]:
    selectors = _listed(target.get("selector")) if isinstance(target, dict) else []
    return {str(selector.get("type")): selector for selector in selectors if isinstance(selector, dict)}


def _fitting(text: str, places: list[tuple[int, int]], quoted: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Give the places with the words before and behind that an annotation gives, whatever the blanks."""
    before, behind = ("".join(str(quoted.get(side) or "").split()) for side in ("prefix", "suffix"))
    room = 2 * max(len(before), len(behind)) + 100
    return [
        (start, end)
        for start, end in places
        if "".join(text[max(0, start - room) : start].split()).endswith(before)
        and "".join(text[end : end + room].split()).startswith(behind)
    ]


def _coded(tags: Iterable[str], layers: Mapping[str, str]) -> Row:
    """Read tags: « theme: global-treaty », or a code by itself; what is neither becomes the note."""
    row: dict[str, list[str]] = {}
    for tag in tags:
        name, is_named, value = tag.partition(":")
        name, value = name.strip().lower(), value.strip()
        if is_named and name in TAGGED:
            row.setdefault(name, []).append(value)
        elif tag.strip() in layers:
            row.setdefault(layers[tag.strip()], []).append(tag.strip())
        elif tag.strip():
            row.setdefault("note", []).append(tag.strip())
    return {name: ("; " if name == "note" else ";").join(values) for name, values in row.items()}


def _of_cas(corpus: Corpus, path: Path) -> tuple[dict[int, Row], Problems]:
    text, annotations, problems = read_cas(path)
    names = [str(name) for name in corpus.documents.index if corpus.text(name) == text]
    if problems or not names:
        what = "its text is that of no document; annotate the text as its file holds it"
        return {}, problems or [f"{path}: {what}"]
    return dict(_cas_rows(corpus, names[0], annotations)), []


def _cas_rows(corpus: Corpus, document: str, annotations: list[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(annotations, start=1):
        start, end = int(row["start"]), int(row["end"])
        quote = corpus.text(document)[start:end]
        which = _which(places_of(corpus, document, quote), [(start, end)])
        yield number, row | {"document": document, "quote": quote, "occurrence": which}
