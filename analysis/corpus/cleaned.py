"""Texts without what no reader sees: searched as if typed with care, told in their own places."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.words import Numbers
from analysis.spelling import UNREAD, clean
from analysis.writing.signs import MARK

_UNSEEN = rf"[{UNREAD}\ufb00-\ufb06 ](?:(?<! )|(?=[ ,.)\]\n]))"
_SEARCHES = {False: re.compile(_UNSEEN), True: re.compile(rf"[^\u0300-\u036f]{MARK}+|{_UNSEEN}")}
_MARK = re.compile(MARK)


class Places(NamedTuple):
    """Where each character of a cleaned text begins and ends in the text that was given."""

    starts: Numbers
    ends: Numbers


Way = Callable[[Places, Numbers], Numbers]


class Cleaned:
    r"""A corpus as it is read, with composed letters, no ligatures, one space, nothing unread.

    Its tables are those of the corpus given, in places of the cleaned texts: nothing is cut anew.

    Examples
    --------
    >>> given = Corpus.from_texts({"a": "Un trai\u00adte\u0301  dort."})
    >>> cleaned = Cleaned(given)
    >>> cleaned.corpus.text("a"), cleaned.corpus.tokens["end"].tolist()
    ('Un traité dort.', [2, 9, 14])
    >>> cleaned.told(pd.DataFrame({"document": ["a"], "start": [3], "end": [9]}))[["start", "end"]].values
    array([[ 3, 11]])
    """

    def __init__(self, given: Corpus) -> None:
        self._given = given
        self._places: dict[str, Places] = {}
        self._texts = {document: self._clean(document) for document in given.documents.index}

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus with cleaned texts; the one given, where they are the same."""
        given = self._given
        texts = pd.Series(self._texts, given.documents.index, dtype=object)
        if (texts == given.documents["text"]).all():
            return given
        corpus = Corpus(given.documents.assign(text=texts), given.counted, given.folder)
        tables = {name: self.moved(getattr(given, name)) for name in ("segments", "sentences", "tokens")}
        vars(corpus).update(tables, _readings=self._texts)
        return corpus

    def moved(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give spans of the corpus given in places of the cleaned texts."""
        return self._with_places(rows, lambda at, start: np.searchsorted(at.starts, start), _ends_before)

    def told(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give spans of the cleaned texts in places of the corpus given."""
        return self._with_places(rows, lambda at, start: at.starts[start], lambda at, end: at.ends[end - 1])

    def _with_places(self, rows: pd.DataFrame, start: Way, end: Way) -> pd.DataFrame:
        starts, ends = rows["start"].to_numpy(copy=True), rows["end"].to_numpy(copy=True)
        for document, which in rows.groupby("document", observed=True).indices.items():
            if document in self._places:
                places = self._places[str(document)]
                starts[which], ends[which] = start(places, starts[which]), end(places, ends[which])
        return rows.assign(start=starts, end=ends)

    def _clean(self, document: str) -> str:
        text = self._given.reading(document)
        parts: list[str] = []
        counts, ends = np.ones(len(text) + 1, np.int64), np.arange(1, len(text) + 2)
        behind = 0
        for found in _SEARCHES[_MARK.search(text) is not None].finditer(text):
            low, high = found.span()
            written = "" if found[0][0] in (" ", UNREAD) else clean(found[0])
            parts += [text[behind:low], written]
            counts[low:high] = 0
            counts[low], ends[low] = len(written), high
            behind = high
        if not parts:
            return text
        starts = np.repeat(np.arange(len(text) + 1), counts)
        self._places[document] = Places(starts, np.repeat(ends, counts)[:-1])
        return "".join([*parts, text[behind:]])


def _ends_before(places: Places, end: Numbers) -> Numbers:
    return np.searchsorted(places.ends, end, "right")
