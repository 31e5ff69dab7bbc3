"""The corpus: documents, and the segments, sentences and tokens cut from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis import cleaning, cutting, french
from analysis.catalogue import find_folder, read_catalogue
from analysis.tables import InputError, is_slug, typed

COUNTED = ("body",)


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
        return cls(documents, tuple(counted))

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
        parts = [
            cleaning.cut(
                row.text,
                publisher=row.publisher,
                language=row.language,
                recurs=recurring.get(row.publisher, ()),
            ).assign(document=row.Index)
            for row in tqdm(
                self.documents.itertuples(), "segments", len(self.documents), delay=3, disable=None
            )
        ]
        nothing = cleaning.cut("").assign(document="")  # gives the columns where there is no document
        table = pd.concat([nothing, *parts], ignore_index=True)
        table["counted"] = table["kind"].isin(self.counted)
        return table[["document", "start", "end", "kind", "counted", "rule"]]

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """Give the sentences of the counted segments.

        One row a sentence, in order. Columns: document, start, end, sentence (its number in the
        document, from 0).
        """
        rows = [
            (row.document, row.start + start, row.start + end)
            for row, stretch in tqdm(self._counted_stretches(), "sentences", delay=3, disable=None)
            for start, end in french.sentences(stretch)
        ]
        table = typed(pd.DataFrame(rows, columns=["document", "start", "end"]))
        return table.assign(sentence=table.groupby("document").cumcount())

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """Give the words of the counted segments.

        One row a word, in order. Columns: document, start, end, sentence, form, lemma, is_stop.
        ``document``, ``form`` and ``lemma`` are categoricals.
        """
        table, forms = cutting.words(self._texts, self.sentences)
        sentence = self.sentences.iloc[table["row"]]
        return pd.DataFrame(
            {
                "document": pd.Categorical(sentence["document"], categories=self.documents.index),
                "start": table["start"],
                "end": table["end"],
                "sentence": sentence["sentence"].to_numpy(),
                "form": _categorical(table["form"], forms),
                "lemma": _categorical(table["form"], [french.lemma(form) for form in forms]),
                "is_stop": np.array([french.is_stop_word(form) for form in forms], bool)[table["form"]],
            }
        )

    def text(self, document: str) -> str:
        """Give a document's text as its file holds it."""
        return self._texts[document]

    @cached_property
    def _texts(self) -> dict[str, str]:  # a look-up in the table costs more than a sentence's words
        return dict(zip(self.documents.index, self.documents["text"].astype(object), strict=True))

    def _counted_stretches(self) -> Iterator[tuple[pd.Series, str]]:
        for row in self.segments[self.segments["counted"]].itertuples():
            yield row, self.text(row.document)[row.start : row.end]


def _categorical(numbers: pd.Series, values: list[str]) -> pd.Categorical:
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
        Holds ``catalogue.csv``; without it, the nearest one from here upwards (also in ``seeds/``).
    counted : sequence of str
        The kinds of segment whose words count: ``("body",)``, or with ``"headline"``.

    Raises
    ------
    InputError
        With every problem of the catalogue and its files.
    """
    place = Path(folder) if folder is not None else find_folder()
    return Corpus(read_catalogue(place), tuple(counted), place)
