"""The corpus: documents, and the segments, sentences and tokens cut from them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from tqdm import tqdm

from analysis import bulk, cleaning, french
from analysis.catalogue import NAME, find_folder, read_catalogue, shipped_folder
from analysis.tables import InputError, fold, is_slug

COUNTED = ("body",)
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Corpus:
    """Documents with their segments, sentences and tokens; all spans are offsets into the raw texts.

    Parameters
    ----------
    documents : DataFrame
        One row a document, index: its id; columns as in the catalogue, and ``text``.
    counted : tuple of str
        The kinds of segment whose words count.
    folder : Path or None
        Where the corpus was read from: codings are looked for there.
    """

    documents: pd.DataFrame
    counted: tuple[str, ...] = COUNTED
    folder: Path | None = None

    @classmethod
    def from_texts(
        cls, texts: Mapping[str, str], *, language: str = "fr", counted: Sequence[str] = COUNTED
    ) -> Corpus:
        """Make a corpus of texts that stand in memory.

        Parameters
        ----------
        texts : mapping of str to str
            Document id to text.
        language : str
            Two letters; the words and sentences of French are cut.
        counted : sequence of str
            The kinds of segment whose words count, such as ``("headline", "body")``.

        Raises
        ------
        InputError
            If there is no text, an id cannot stand in an address, or the language is not French.

        Examples
        --------
        >>> corpus = Corpus.from_texts({"a": "Moscou propose d’agir. Londres refuse."})
        >>> corpus.tokens["form"].tolist()
        ['Moscou', 'propose', 'd’', 'agir', 'Londres', 'refuse']
        """
        if not texts:
            raise InputError(["no text was given; give at least one, as {'id': 'text'}"])
        if isinstance(texts, str) or not all(isinstance(text, str) for text in texts.values()):
            raise InputError(["the texts are not strings by id; give them as {'id': 'text'}"])
        if language != "fr":
            raise InputError([f"the language is '{language}'; only 'fr' (French) is known"])
        wrong = [name for name in texts if not (isinstance(name, str) and is_slug(name))]
        if wrong:
            raise InputError(
                [
                    f"the id {name!r} is not letters, digits and single hyphens, a letter first"
                    for name in wrong
                ]
            )
        documents = pd.DataFrame(
            {"publisher": "unknown", "language": language, "text": list(texts.values())},
            index=pd.Index(list(texts), name="document"),
        )
        return cls(documents, _kinds(counted))

    @cached_property
    def segments(self) -> pd.DataFrame:
        """Give the stretches that tile each document.

        One row a segment, in order. Columns: document, start, end, kind, counted, rule.
        """
        recurring = {
            publisher: cleaning.recurring(texts)
            for publisher, texts in self.documents.groupby("publisher")["text"]
            if publisher != "unknown" and len(texts) > 2
        }
        parts = []
        for row in tqdm(self.documents.itertuples(), "segments", len(self.documents), delay=3, disable=None):
            if self._is_large and cleaning.is_book(row.text):
                part = bulk.cut_book(row.text)
            else:
                part = cleaning.cut_columns(
                    row.text,
                    publisher=row.publisher,
                    language=row.language,
                    recurs=recurring.get(row.publisher, ()),
                )
            parts.append(part)
        starts, ends, kinds, rules = (list(chain(*(part[n] for part in parts))) for n in range(4))
        documents = pd.array(self.documents.index.tolist(), "str")
        return pd.DataFrame(
            {
                "document": documents.repeat([len(part[0]) for part in parts]),
                "start": np.array(starts, np.int64),
                "end": np.array(ends, np.int64),
                "kind": pd.array(kinds, "str"),
                "counted": pd.Series(kinds, dtype="str").isin(self.counted),
                "rule": pd.array(rules, "str"),
            }
        )

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """Give the sentences of the counted segments.

        One row a sentence, in order. Columns: document, start, end, sentence (its number in the
        document, from 0).
        """
        cut = bulk.cut_sentences if self._is_large else bulk.one_by_one
        counted = self.segments[self.segments["counted"]]
        groups = counted.groupby("document", sort=False)[["start", "end"]]
        parts = {
            document: cut(self.text(document), *part.to_numpy().T)
            for document, part in tqdm(groups, "sentences", delay=3, disable=None)
        }
        spans = np.concatenate([np.empty((0, 2), np.int64), *parts.values()])
        counts = [len(part) for part in parts.values()]
        number = np.concatenate([np.empty(0, np.int64), *map(np.arange, counts)])
        documents = pd.array(list(parts), "str").repeat(counts)
        return pd.DataFrame(
            {"document": documents, "start": spans[:, 0], "end": spans[:, 1], "sentence": number}
        )

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """Give the words of the counted segments.

        One row a word, in order. Columns: document, start, end, sentence, form, lemma, is_stop.
        ``document``, ``form`` and ``lemma`` are categoricals; offsets have 32 bits.
        """
        cut = bulk.words if self._is_large else _words_one_by_one
        start, end, row, numbers, forms = cut(self._texts, self.sentences)
        of_sentence = self.documents.index.get_indexer(self.sentences["document"])
        sentence = self.sentences["sentence"].to_numpy(np.int32)
        return pd.DataFrame(
            {
                "document": pd.Categorical.from_codes(of_sentence[row], categories=self.documents.index),
                "start": start,
                "end": end,
                "sentence": sentence[row],
                "form": _categorical(numbers, forms),
                "lemma": _categorical(numbers, [french.lemma(form) for form in forms]),
                "is_stop": np.array([french.is_stop_word(form) for form in forms], bool)[numbers],
            },
            copy=False,
        )

    @cached_property
    def passage_ids(self) -> pd.Series:
        """Give every sentence an id made from its document's id and its own words; it stays when others come.

        Examples
        --------
        >>> Corpus.from_texts({"a": "Oui. Oui."}).passage_ids.tolist()
        ['a-c26a6cb5', 'a-c26a6cb5-2']
        """
        ids = pd.Series(
            [_passage_id(self.text(row.document), row) for row in self.sentences.itertuples()], dtype="str"
        )
        again = ids.groupby(ids).cumcount()
        return ids + again.map(lambda count: f"-{count + 1}" if count else "").astype("str")

    def text(self, document: str) -> str:
        """Give a document's text as its file holds it; an `InputError` for an id that is not there."""
        if document not in self._texts:
            raise InputError([f"the corpus has no document '{document}'; it has {', '.join(self._texts)}"])
        return self._texts[document]

    @cached_property
    def _texts(self) -> dict[str, str]:  # a look-up in the table costs more than a sentence's words
        return dict(zip(self.documents.index, self.documents["text"].astype(object), strict=True))

    @cached_property
    def _is_large(self) -> bool:
        return bulk.is_large(self._texts.values())


def _kinds(counted: Sequence[str]) -> tuple[str, ...]:
    if isinstance(counted, str):  # whose letters would be taken for kinds
        raise InputError([f"counted is '{counted}'; give a list of kinds: ['{counted}']"])
    return tuple(counted)


def _passage_id(text: str, sentence: Any) -> str:
    words = fold(text[sentence.start : sentence.end]).encode("utf-8", "surrogatepass")
    return f"{sentence.document}-{blake2b(words, digest_size=4).hexdigest()}"


def _words_one_by_one(
    texts: Mapping[str, str], sentences: pd.DataFrame
) -> tuple[Array, Array, Array, Array, list[str]]:
    numbers: dict[str, int] = {}
    found = []
    spans = zip(sentences["document"], sentences["start"], sentences["end"], strict=True)
    for row, (document, begin, stop) in enumerate(spans):
        sentence = texts[document][begin:stop]
        found += [
            (begin + start, begin + end, row, numbers.setdefault(sentence[start:end], len(numbers)))
            for start, end in french.words(sentence)
        ]
    columns = np.array(found, np.int32).reshape(-1, 4).T
    return columns[0], columns[1], columns[2], columns[3], list(numbers)


def _categorical(numbers: Array, values: list[str]) -> pd.Categorical:
    """Make a column of values that are given by their numbers; its categories are sorted."""
    distinct = sorted(set(values))
    places = {value: place for place, value in enumerate(distinct)}
    codes = np.array([places[value] for value in values], np.int32)[numbers]
    return pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype=str))


def read_corpus(folder: str | Path | None = None, *, counted: Sequence[str] = COUNTED) -> Corpus:
    """Read a corpus: a catalogue and the texts that it lists.

    Parameters
    ----------
    folder : str or Path, optional
        Holds ``catalogue.csv``; without it, the nearest one from here upwards (also in ``seeds/``), and where
        there is none the corpus that ships with the package, with a warning.
    counted : sequence of str
        The kinds of segment whose words count: ``("body",)``, or with ``"headline"``.

    Raises
    ------
    InputError
        With every problem of the catalogue and its files.
    """
    place = Path(folder) if folder is not None else _nearest_folder()
    return Corpus(read_catalogue(place), _kinds(counted), place)


def _nearest_folder() -> Path:
    try:
        return find_folder()
    except InputError:
        shipped = shipped_folder()
        if shipped is None:
            raise
        warnings.warn(
            f"no {NAME} from here upwards: this reads the corpus that ships, {shipped}", stacklevel=3
        )
        return shipped
