"""Export: coded proposals as W3C Web Annotations, and links that open a page at a quotation."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urldefrag
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from analysis.corpus import Corpus
from analysis.proposals.codebook import LAYERS
from analysis.proposals.codings import WHO
from analysis.proposals.foreign import source_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of prefix and suffix
EDGE = 4  # words at either end of a long quotation that a text fragment names


def text_fragment(url: str, words: str) -> str:
    """Give the address that opens a page at a quotation (a URL's text fragment, WICG 2023).

    Of a long quotation only the first and last four words are named.

    Examples
    --------
    >>> text_fragment("https://example.org/a#top", "la paix, la paix")
    'https://example.org/a#:~:text=la%20paix%2C%20la%20paix'
    >>> text_fragment("https://example.org/a", "un deux trois quatre cinq six sept huit neuf")
    'https://example.org/a#:~:text=un%20deux%20trois%20quatre,six%20sept%20huit%20neuf'
    """
    parts = words.split()
    pieces = [parts] if len(parts) <= 2 * EDGE else [parts[:EDGE], parts[-EDGE:]]
    # a hyphen, a comma and an ampersand have a meaning of their own there
    shown = [quote(" ".join(piece), safe="").replace("-", "%2D") for piece in pieces]
    return f"{urldefrag(url).url}#:~:text={','.join(shown)}"


def to_annotations(corpus: Corpus, proposals: pd.DataFrame) -> dict[str, Any]:
    """Write proposals as a page of annotations after the W3C Web Annotation Data Model (2017).

    The target is the text as its file holds it, named by its SHA-256 (RFC 6920), with a quotation and a
    position in code points; and, where the catalogue has an address, the page with the quotation.

    Parameters
    ----------
    corpus : Corpus
    proposals : DataFrame, as from `coded`

    Returns
    -------
    dict, an AnnotationPage in JSON-LD

    Examples
    --------
    >>> to_annotations(Corpus.from_texts({"a": "Oui."}), pd.DataFrame())["items"]
    []
    """
    items = [_annotation(corpus, row) for row in proposals.to_dict("records")]
    name = "\n".join(item["id"] for item in items)
    return {"@context": CONTEXT, "id": _urn(name), "type": "AnnotationPage", "items": items}


def _annotation(corpus: Corpus, row: dict[str, Any]) -> dict[str, Any]:
    text, start, end = corpus.text(row["document"]), int(row["start"]), int(row["end"])
    source = source_of(text)
    words = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    targets: list[dict[str, Any]] = [{"source": source, "selector": [words, place]}]
    if url := corpus.documents.loc[row["document"]].get("url"):
        targets.append({"source": url, "selector": words})
    tags = [f"{layer}: {row[layer]}" for layer in LAYERS]
    tags += [f"{who}: {actor}" for who in WHO for actor in row[who].split(";") if actor]
    return {
        "@context": CONTEXT,
        "id": _urn(f"{source} {row['proposal']} {start}-{end}"),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [_body(row["gloss"], "describing", language="en"), *(_body(tag, "tagging") for tag in tags)],
        "target": targets,
    }


def _body(value: str, purpose: str, **more: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose, **more, "format": "text/plain"}


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn
