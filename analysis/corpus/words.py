"""The words of texts by their positions: what is written there, in which sentence, and what stands beside.

A column of words is a column of whole numbers with a dictionary beside it: what is asked of a form is asked
once for each distinct one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.spelling import plain
from analysis.tables import InputError

SPAN = ("document", "start", "end")
Numbers = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]


class Words:
    """One view of a table of tokens; a position is the number of a row, from 0.

    Each part is worked out once, when it is asked for, and needs only its own columns.

    Parameters
    ----------
    tokens : DataFrame
        As ``Corpus.tokens``, or some of its rows, in order of the text.

    Examples
    --------
    >>> from analysis import Corpus
    >>> words = Corpus.from_texts({"a": "L’Onu agit. Moscou dort."}).words
    >>> words.sentences.tolist(), words.sentence(4)
    ([0, 0, 0, 1, 1], range(3, 5))
    >>> words.plain(0), words.form(3), words.before(4), words.before(3)
    ("l'", 'Moscou', 'moscou', '')
    """

    def __init__(self, tokens: pd.DataFrame) -> None:
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    @cached_property
    def starts(self) -> Numbers:
        """Where the word at each position begins, in its document."""
        return np.asarray(self._tokens["start"])

    @cached_property
    def ends(self) -> Numbers:
        """Where it ends."""
        return np.asarray(self._tokens["end"])

    @cached_property
    def codes(self) -> Numbers:
        """The number of the form at each position."""
        return codes_of(self._tokens, "form")[0]

    @cached_property
    def forms(self) -> Numbers:
        """The distinct forms, by their numbers."""
        return np.asarray(codes_of(self._tokens, "form")[1], object)

    @cached_property
    def plain_forms(self) -> Numbers:
        """The same forms as they are usually written, in small letters, for where most are asked for."""
        return np.array([plain(form).lower() for form in self.forms.tolist()], object)

    @cached_property
    def lemmas(self) -> list[set[str]]:
        """The lemmas of each form, in the order of their numbers; one for each language it stands in."""
        codes, names = codes_of(self._tokens, "lemma")
        last = np.zeros(len(self.forms), np.int64)
        last[self.codes] = codes
        others = np.flatnonzero(last[self.codes] != codes)
        found = [{str(name)} for name in names[last]] if len(names) else []
        for form, lemma in zip(self.codes[others].tolist(), codes[others].tolist(), strict=True):
            found[form].add(str(names[lemma]))
        return found

    @cached_property
    def documents(self) -> Numbers:
        """The number of the document at each position, as the documents come, from 0."""
        return _runs(codes_of(self._tokens, "document")[0])

    @cached_property
    def names(self) -> pd.Index:
        """The ids of the documents that have words, by these numbers."""
        codes, ids = codes_of(self._tokens, "document")
        return ids[codes[_bounds(self.documents)[:-1]]]

    @cached_property
    def sentences(self) -> Numbers:
        """The number of the sentence at each position, through all documents, from 0."""
        return _runs(codes_of(self._tokens, "document")[0], self._tokens["sentence"].to_numpy())

    @cached_property
    def bounds(self) -> Numbers:
        """The first position of each sentence, by these numbers; at the end, how many words there are."""
        return _bounds(self.sentences)

    def form(self, place: int) -> str:
        """Give the word at a position, as it is written there."""
        return str(self.forms[self.codes[place]])

    def plain(self, place: int) -> str:
        """Give the word at a position as it is usually written, in small letters; '' outside the texts."""
        return plain(self.form(place)).lower() if 0 <= place < len(self.codes) else ""

    def sentence(self, place: int) -> range:
        """Give the positions of the sentence that a position lies in."""
        number = self.sentences[place]
        return range(int(self.bounds[number]), int(self.bounds[number + 1]))

    def together(self, one: Any, other: Any) -> Any:
        """Tell whether two positions lie in one sentence; of arrays, each pair."""
        return self.sentences[one] == self.sentences[other]

    def before(self, place: int) -> str:
        """Give the word before a position, as `plain` does; '' at the beginning of its sentence."""
        return self.plain(place - 1) if place and self.together(place - 1, place) else ""

    def beside(self, places: Numbers, steps: Iterable[int]) -> tuple[Numbers, Flags]:
        """Give the positions so many steps from each place, a row for each, and which lie in its sentence.

        Those that do not are given as the place itself.
        """
        here, number = places[:, None], self.sentences[places][:, None]
        there = here + np.array([*steps])
        inside = (there >= self.bounds[number]) & (there < self.bounds[number + 1])
        return np.where(inside, there, here), inside

    def near(self, places: Numbers, steps: Iterable[int], test: Callable[[str], bool]) -> Flags:
        """Tell whether a form that passes a test stands so many steps from each place, in its sentence."""
        there, inside = self.beside(places, steps)
        return np.asarray((self.map(there, test).astype(bool) & inside).any(axis=1), bool)

    def map(self, places: Numbers, function: Callable[[str], Any]) -> Numbers:
        """Give what a function says of the form at each position: it is asked once for each form."""
        codes, which = np.unique(self.codes[places], return_inverse=True)
        told = np.array([function(form) for form in self.forms[codes].tolist()])
        return told[which.reshape(places.shape)]

    def of(self, rows: pd.DataFrame) -> tuple[Numbers, Numbers]:
        """Give the first and the last word of each span, as `Corpus.words_of` does."""
        require_columns(rows, SPAN, "the table")
        width = int(self.ends.max(initial=0)) + 1
        start, end = (rows[name].to_numpy(np.int64).clip(0, width) for name in SPAN[1:])
        begin, of_word = self._documents_of(rows) * (width + 1), self.documents * np.int64(width + 1)
        first = np.searchsorted(of_word + self.ends, begin + start, "right")
        return first, np.searchsorted(of_word + self.starts, begin + end) - 1

    def sentences_of(self, rows: pd.DataFrame) -> Numbers:
        """Give the number of the sentence of each row (document, sentence); -1 where that has no words."""
        first, sentence = self.bounds[:-1], self._tokens["sentence"].to_numpy()
        wanted, width = rows["sentence"].to_numpy(np.int64), int(sentence.max(initial=0)) + 1
        known = pd.Index(self.documents[first] * np.int64(width) + sentence[first])
        found = known.get_indexer(self._documents_of(rows) * width + wanted)
        return np.where((wanted < 0) | (wanted >= width), -1, found)

    def _documents_of(self, rows: pd.DataFrame) -> Numbers:
        codes, ids = codes_of(rows, "document")
        return np.asarray(self.names.get_indexer(ids)[codes], np.int64)


def codes_of(rows: pd.DataFrame, column: str) -> tuple[Numbers, pd.Index]:
    """Give a column as whole numbers, and what each stands for.

    Raises
    ------
    InputError
        If the column does not exist, or a row has no value in it.

    Examples
    --------
    >>> codes, labels = codes_of(pd.DataFrame({"lemma": ["paix", "guerre", "paix"]}), "lemma")
    >>> codes.tolist(), labels.tolist()
    ([1, 0, 1], ['guerre', 'paix'])
    """
    require_columns(rows, [column], "the table")
    values = rows[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes, labels = values.cat.codes.to_numpy(), values.cat.categories
    else:
        codes, labels = pd.factorize(values, sort=True)
    if len(codes) and codes.min() < 0:
        raise InputError([f"{int((codes < 0).sum())} rows have no value in the column '{column}'; fill it"])
    return codes, pd.Index(labels)


def require_columns(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse a table that lacks one of the columns."""
    missing = [column for column in columns if column not in table]
    if missing:
        have = ", ".join(table.columns)
        raise InputError([f"{name} has no column '{missing[0]}'; it has {have}"])


def _runs(*columns: Numbers) -> Numbers:
    """Give each row the number of its stretch, in which no column changes."""
    change = np.zeros(len(columns[0]), bool)
    for column in columns:
        change[1:] |= column[1:] != column[:-1]
    return np.cumsum(change, dtype=np.int32)


def _bounds(numbers: Numbers) -> Numbers:
    """Give the first place of each of some numbers that rise from 0, and the end of the last."""
    some = np.arange(numbers[-1] + 2 if len(numbers) else 1, dtype=numbers.dtype)  # else all are converted
    return np.searchsorted(numbers, some)
