"""Texts in which accents are characters of their own: read as others are, told in their own places."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.tables import rows_of

_MARKED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")


def composed(corpus: Corpus) -> Corpus:
    """Give the corpus with each letter and its accents as one character; itself where all are so.

    Examples
    --------
    >>> composed(Corpus.from_texts({"a": "Le traite\u0301."})).text("a")
    'Le traité.'
    """
    given = corpus.documents["text"].tolist()
    texts = [_MARKED.sub(lambda marked: _whole(marked[0]), text) for text in given]
    if texts == given:
        return corpus
    return Corpus(corpus.documents.assign(text=texts), corpus.counted, corpus.folder)


def in_given(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows of the composed texts with start, end and quote of the texts as given, the corpus's."""
    places = {document: _places(corpus.text(document)) for document in rows["document"].unique()}
    given = {
        side: [places[document][place] for document, place in rows_of(rows, "document", side)]
        for side in ("start", "end")
    }
    spans = zip(rows["document"], *given.values(), strict=True)
    return rows.assign(**given, quote=[corpus.text(document)[start:end] for document, start, end in spans])


def _whole(letters: str) -> str:
    return unicodedata.normalize("NFC", letters)


def _places(text: str) -> list[int]:
    """Give, for each place of the composed text and its end, the place in the text itself."""
    places: list[int] = []
    behind = 0
    for marked in _MARKED.finditer(text):
        places += range(behind, marked.start())
        places += [marked.start()] * len(_whole(marked[0]))
        behind = marked.end()
    return [*places, *range(behind, len(text) + 1)]
