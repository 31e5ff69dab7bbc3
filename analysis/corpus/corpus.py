"""The corpus: documents, and the segments, sentences and tokens cut from them."""

from __future__ import annotations

import importlib.util
import re
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis.corpus import plain
from analysis.corpus.catalogue import NAME, find_folder, load_recurring, read_catalogue, shipped_folder
from analysis.corpus.copies import originals, recurring, without_copies
from analysis.corpus.plain import Spans
from analysis.corpus.rules import DEFAULT, KNOWN, names
from analysis.corpus.words import Flags, Numbers, Words
from analysis.spelling import fold
from analysis.tables import TEXT, InputError, is_slug, rows_of, sound

COUNTED = ("body",)
PRINTED, ONCE = "printed", "once"  # how often what near-copies repeat is counted
UNSOUGHT = "unsought"  # as often as printed, and nobody looks for copies
QUIET: dict[str, Any] = {"delay": 3, "disable": None}  # no bar for what is short, or not in a terminal
_LINE_END = re.compile(r"\r\n?|\n")
LARGE = 1_000_000  # characters from which on the compiled loops are worth their start


@dataclass(frozen=True, eq=False)  # a corpus is itself only: tables have no one answer to ==
class Corpus:
    r"""Documents with their segments, sentences and tokens; all spans are offsets into the raw texts.

    Parameters
    ----------
    documents : DataFrame
        One row a document, index: its id; columns as in the catalogue, and ``text``.
    counted : tuple of str
        The kinds of segment whose words count.
    folder : Path or None
        Where the corpus was read from: codings are looked for there.
    copies : str
        How often the words are counted that a document repeats of an earlier one (see `repeats`): as often as
        they were ``printed``, or ``once``. Its own lines count in either way. Notes of tables say which,
        where there are copies. ``unsought`` counts as printed and looks for no copies.
    recurring : mapping of str to collection of str, optional
        For publishers, the lines that recur in what they print, as `recurring_lines`: known from more
        documents than these. Those of others are found here.

    Examples
    --------
    >>> texts = {"a": "Moscou propose un pacte à Londres.", "b": "Moscou propose un pacte à Londres.\nAFP"}
    >>> [len(Corpus.from_texts(texts, copies=copies).tokens) for copies in ("printed", "once")]
    [12, 6]
    """

    documents: pd.DataFrame
    counted: tuple[str, ...] = COUNTED
    folder: Path | None = None
    copies: str = PRINTED
    recurring: Mapping[str, Collection[str]] | None = None

    def __post_init__(self) -> None:
        if self.copies not in (PRINTED, ONCE, UNSOUGHT):
            raise InputError([f"copies is '{self.copies}'; expected '{PRINTED}', '{ONCE}' or '{UNSOUGHT}'"])

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        *,
        language: str = DEFAULT,
        counted: Sequence[str] = COUNTED,
        copies: str = PRINTED,
    ) -> Corpus:
        """Make a corpus of texts that stand in memory.

        Parameters
        ----------
        texts : mapping of str to str
            Document id to text.
        language : str
            Two letters, of a language whose words and sentences are cut: ``fr`` or ``en``.
        counted : sequence of str
            As for `Corpus`, such as ``("headline", "body")``.
        copies : str
            As for `Corpus`.

        Raises
        ------
        InputError
            If there is no text, an id cannot stand in an address, or the language is not known.

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
        if language not in KNOWN:
            raise InputError([f"the language is '{language}'; give one that is known: {names()}"])
        if wrong := [name for name in texts if not (isinstance(name, str) and is_slug(name))]:
            says = "is not letters, digits and single hyphens, a letter first"
            raise InputError(f"the id {name!r} {says}" for name in wrong)
        columns = {"publisher": "unknown", "language": language, "text": pd.array(list(texts.values()), TEXT)}
        documents = pd.DataFrame(columns, index=pd.Index(list(texts), name="document"))
        return cls(documents, _kinds(counted), copies=copies)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The stretches that tile each document, in order, as document, start, end, kind, counted, rule."""
        counts, (start, end, kind, rule) = self._pieces
        document = self._names.repeat(counts)
        spans = {"document": document, "start": start, "end": end, "kind": pd.array(kind, "str")}
        return pd.DataFrame(spans | {"counted": self._counted, "rule": pd.array(rule, "str")})

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The sentences of the counted segments, in order, as document, start, end, sentence.

        ``sentence`` is its number in the document, from 0.
        """
        counts, (starts, ends) = self._spans
        number = np.arange(len(starts)) - np.repeat(self._spans.bounds[:-1], counts)
        document = self._names.repeat(counts)
        return pd.DataFrame({"document": document, "start": starts, "end": ends, "sentence": number})

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The words of the counted segments, as document, start, end, sentence, form, lemma, is_stop.

        In order; ``document``, ``form`` and ``lemma`` are categoricals; offsets have 32 bits. Where the
        documents are in several languages, ``attrs["languages"]`` names them.
        """
        cut = self._way.words(self._readings.values(), self._spans, self._languages)
        table = cut.table(pd.Categorical(self._names, self.documents.index).repeat(cut.counts))
        if len(languages := sorted(set(self._languages))) > 1:
            table.attrs["languages"] = languages
        if self.copies_note:
            table.attrs["copies"] = self.copies_note
        return table

    @cached_property
    def repeats(self) -> pd.Series:
        """The first document that each document repeats but for a few lines, by their ids; itself, if none.

        Examples
        --------
        >>> Corpus.from_texts({"a": "Oui.", "b": "Non.", "c": "Oui."}).repeats.tolist()
        ['a', 'b', 'a']
        """
        names = self.documents.index
        if self.copies == UNSOUGHT:
            return pd.Series(names, names, dtype=object)
        return pd.Series(names[originals(self._readings.values())], names, dtype=object)

    @property
    def copies_note(self) -> str:
        """Say how often copies are counted, and how many there are; '' if there are none."""
        number = (self.repeats != self.repeats.index).sum()
        often = {PRINTED: "as often as printed"}.get(self.copies, ONCE)
        said = f"copies counted {often}; documents that repeat another: {number}"
        return said if number or self.copies == ONCE else ""

    @cached_property
    def by_language(self) -> dict[str, Corpus]:
        """The documents of each language as a corpus of their own, cut as here; this one, if there is one.

        Examples
        --------
        >>> list(Corpus.from_texts({"a": "Yes."}, language="en").by_language)
        ['en']
        """
        return {
            language: self.in_language(language) for language in dict.fromkeys(self._languages or [DEFAULT])
        }

    def in_language(self, language: str) -> Corpus:
        """Give the documents of a language as a corpus, cut as here; this one, if all are."""
        documents = self.documents[self.documents["language"] == language]
        if len(documents) == len(self.documents):
            return self
        part = replace(self, documents=documents)
        for name in ("segments", "sentences", "tokens"):
            table = getattr(self, name)
            vars(part)[name] = table[table["document"].isin(documents.index)].reset_index(drop=True)
            vars(part)[name].attrs.pop("languages", None)
        vars(part)["_readings"] = {document: self._readings[document] for document in documents.index}
        return part

    @cached_property
    def words(self) -> Words:
        """One view of the tokens by their positions; see `analysis.corpus.words.Words`."""
        return Words(self.tokens)

    def words_of(self, rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
        """Give the words that spans (document, start, end) cover, wholly or in part.

        Returns
        -------
        tuple of ndarray of int
            The position in ``tokens`` of the first word of each span, and of the last; where a span covers
            no word, the last is below the first.

        Raises
        ------
        InputError
            If a column is not there.

        Examples
        --------
        >>> corpus = Corpus.from_texts({"a": "Moscou propose d’agir."})
        >>> first, last = corpus.words_of(pd.DataFrame({"document": ["a"], "start": [7], "end": [16]}))
        >>> corpus.tokens["form"][first[0] : last[0] + 1].tolist()
        ['propose', 'd’']
        """
        return self.words.of(rows)

    @cached_property
    def passage_ids(self) -> pd.Series:
        """An id of every sentence, made from its document's id and its own words; it stays when others come.

        Examples
        --------
        >>> Corpus.from_texts({"a": "Oui. Oui."}).passage_ids.tolist()
        ['a-c26a6cb5', 'a-c26a6cb5-2']
        """
        spans = rows_of(self.sentences, "document", "start", "end")
        ids = pd.Series([_passage_id(name, self.text(name)[start:end]) for name, start, end in spans])
        again = ids.groupby(ids).cumcount()
        return ids.astype("str") + again.map(lambda count: f"-{count + 1}" if count else "").astype("str")

    def text(self, document: str) -> str:
        """Give a document's text as its file holds it; an `InputError` for an id that is not there."""
        if document not in self._texts:
            raise InputError([f"the corpus has no document '{document}'; it has {', '.join(self._texts)}"])
        return self._texts[document]

    def reading(self, document: str) -> str:
        """Give a document's text as the rules read it, of the same length: see `analysis.corpus.reading`."""
        self.text(document)  # is it there?
        return self._readings[document]

    @cached_property
    def _readings(self) -> dict[str, str]:
        return dict(zip(self._texts, self._way.readings(self._texts.values(), self._languages), strict=True))

    @cached_property
    def recurring_lines(self) -> dict[str, frozenset[str]]:
        """The folded lines that recur at each publisher and are set aside, as given or else as found here."""
        known = {publisher: frozenset(lines) for publisher, lines in (self.recurring or {}).items()}
        found = {
            publisher: recurring(
                (self._readings[document] for document in texts.index), lines=self._way.lines
            )
            for publisher, texts in self.documents.groupby("publisher")["text"]
            if publisher not in known and publisher != "unknown" and len(texts) > 2
        }
        return known | found

    @cached_property
    def _pieces(self) -> Spans:
        """Start, end, kind and rule of the segments."""
        given = [
            {"publisher": publisher, "language": language, "recurs": self.recurring_lines.get(publisher, ())}
            for publisher, language in rows_of(self.documents, "publisher", "language")
        ]
        found: Spans = self._way.segments(tqdm(self._readings.values(), "segments", **QUIET), given)
        if self.copies != ONCE:
            return found
        return without_copies(found, self._readings, self.repeats, self.counted)

    @cached_property
    def _counted(self) -> Flags:
        """Tell which segments count."""
        return np.array([kind in self.counted for kind in self._pieces.columns[2].tolist()], bool)

    @cached_property
    def _spans(self) -> Spans:
        """Start and end of the sentences."""
        counted, pieces = self._counted, self._pieces
        before = np.append(0, np.cumsum(counted))[pieces.bounds]
        starts, ends = (column[counted] for column in pieces.columns[:2])
        readings = tqdm(self._readings.values(), "sentences", **QUIET)
        found: Spans = self._way.sentences(readings, Spans(np.diff(before), (starts, ends)), self._languages)
        return found

    @cached_property
    def _languages(self) -> list[str]:
        return [*self.documents["language"].astype(object)]

    @cached_property
    def _names(self) -> pd.api.extensions.ExtensionArray:
        return pd.array(self.documents.index, "str")

    @cached_property
    def _texts(self) -> dict[str, str]:  # a look-up in the table costs more than a sentence's words
        return dict(zip(self.documents.index, self.documents["text"].astype(object), strict=True))

    @cached_property
    def _way(self) -> ModuleType:
        return way_of_cutting(self._texts.values())


def way_of_cutting(texts: Iterable[str]) -> ModuleType:
    """Give the module that cuts these texts: `plain`, or `large` where that is worth while and at hand."""
    if sum(map(len, texts)) < LARGE or importlib.util.find_spec("numba") is None:  # numba is an extra
        return plain
    from analysis.corpus import large

    return large


def with_paragraphs(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Add to spans the number of the line at which their paragraph begins, as ``paragraph``.

    A paragraph is a segment: a line of the document, or the lines that one was broken into.
    """
    numbers = np.zeros(len(rows), np.int64)
    starts = rows["start"].to_numpy(np.int64)
    begins, segments = corpus.segments["start"].to_numpy(), corpus.segments.groupby("document").indices
    for document, places in rows.groupby("document", observed=True).indices.items():
        ends = [line.start() for line in _LINE_END.finditer(corpus.text(document))]
        own = begins[segments[document]]
        lines = np.searchsorted(ends, own)
        numbers[places] = lines[np.searchsorted(own, starts[places], "right") - 1]
    return rows.assign(paragraph=numbers)


def _kinds(counted: Sequence[str]) -> tuple[str, ...]:
    if isinstance(counted, str):  # whose letters would be taken for kinds
        raise InputError([f"counted is '{counted}'; give a list of kinds: ['{counted}']"])
    return tuple(counted)


def _passage_id(document: str, sentence: str) -> str:
    words = fold(sentence).encode("utf-8", "surrogatepass")
    return f"{document}-{blake2b(words, digest_size=4).hexdigest()}"


def read_corpus(
    folder: str | Path | None = None, *, counted: Sequence[str] = COUNTED, copies: str = PRINTED
) -> Corpus:
    """Read a corpus: a catalogue and the texts that it lists.

    Parameters
    ----------
    folder : str or Path, optional
        Holds ``catalogue.csv``; without it, the nearest one from here upwards (also in ``seeds/``), and where
        there is none the corpus that ships with the package, with a warning. A ``recurring.csv`` beside it
        gives `Corpus` the lines that recur.
    counted : sequence of str
        As for `Corpus`.
    copies : str
        As for `Corpus`.

    Raises
    ------
    InputError
        With every problem of the catalogue and its files.
    """
    place = _nearest_folder() if folder is None else Path(folder)
    documents, recurring = read_catalogue(place), sound(load_recurring(place))
    return Corpus(documents, _kinds(counted), place, copies, recurring)


def _nearest_folder() -> Path:
    try:
        return find_folder()
    except InputError:
        if (shipped := shipped_folder()) is None:
            raise
    reads = f"no {NAME} from here upwards: this reads the corpus that ships, {shipped}"
    warnings.warn(reads, stacklevel=3)
    return shipped
