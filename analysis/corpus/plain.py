"""Cut texts by the readable rules alone; `analysis.corpus.large` cuts them the same, with compiled loops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.lines import pieces_of
from analysis.corpus.reading import read
from analysis.corpus.rules import DEFAULT, rules_of
from analysis.corpus.segments import cut_columns
from analysis.corpus.words import Numbers
from analysis.spelling import clean
from analysis.tables import TEXT

Parts = tuple[list[Numbers], list[Numbers], list[Numbers], list[Numbers]]


class Spans(NamedTuple):
    """Stretches of many texts: how many each has, and the columns of all, such as start and end."""

    counts: Numbers
    columns: tuple[Numbers, ...]

    @classmethod
    def of(cls, columns: tuple[Numbers, ...]) -> Spans:
        """Take the columns of one text."""
        return cls(np.array([len(columns[0])]), columns)

    @classmethod
    def joined(cls, width: int, parts: Iterable[Spans]) -> Spans:
        """Join the stretches of some texts with those of others; of none, so many columns are empty."""
        none = np.empty(0, np.int64)
        counts, columns = zip(*(list(parts) or [cls(none, (none,) * width)]), strict=True)
        return cls(np.concatenate(counts), tuple(map(np.concatenate, zip(*columns, strict=True))))

    @property
    def bounds(self) -> Numbers:
        """Where the rows of each text begin, and where all end."""
        return np.append(0, np.cumsum(self.counts))


class Cut(NamedTuple):
    """Words, in parts: of each its start, end, the number of its sentence, the number of its form."""

    counts: Numbers  # words of each document
    columns: Parts
    forms: dict[str, list[str]]  # of each language, numbered one behind the other

    def table(self, documents: pd.Categorical) -> pd.DataFrame:
        """Give the words as ``Corpus.tokens``, and let go of the parts: no column is held twice for long."""
        starts, ends, sentences, numbers = self.columns
        forms = [form for some in self.forms.values() for form in some]
        rules = [rules_of(language) for language, some in self.forms.items() for _ in some]
        lemmas = [one.lemma(form) for one, form in zip(rules, forms, strict=True)]
        is_stop = [one.LISTS.is_stop_word(form) for one, form in zip(rules, forms, strict=True)]
        columns = {
            "document": documents,
            "start": _joined(starts),
            "end": _joined(ends),
            "sentence": _joined(sentences),
            "form": _categorical(numbers, [*map(clean, forms)]),
            "lemma": _categorical(numbers, lemmas),
            "is_stop": _looked_up(np.array(is_stop, bool), numbers),
        }
        return pd.DataFrame(columns, copy=False)


def first_numbers(forms: dict[str, list[str]]) -> dict[str, int]:
    """Give the number of the first form of each language."""
    return dict(zip(forms, np.cumsum([0, *map(len, forms.values())]).tolist(), strict=False))


def readings(texts: Iterable[str], languages: Iterable[str] | None = None) -> list[str]:
    """Give texts as the rules of their languages read them, French by default."""
    each = zip(texts, languages or repeat(DEFAULT), strict=False)
    return [read(text, rules_of(language)) for text, language in each]


def lines(texts: list[str], _least: float) -> list[list[str]]:
    """Give the lines of each text that are not blank: any may stand in so many of the texts."""
    return [[piece.text for piece in pieces_of(text)] for text in texts]


def segments(texts: Iterable[str], given: Sequence[dict[str, Any]]) -> Spans:
    """Cut readings into segments: start, end, kind, rule; ``given``: the options of each text."""
    return Spans.joined(
        4, (Spans.of(cut_columns(text, **one)) for text, one in zip(texts, given, strict=True))
    )


def sentences(texts: Iterable[str], paragraphs: Spans, languages: Iterable[str] | None = None) -> Spans:
    """Cut stretches of texts (start, end) into sentences: start, end."""
    starts, stops = paragraphs.columns
    return Spans.joined(
        2,
        (
            Spans.of(tuple(sentences_of(text, starts[first:last], stops[first:last], language).T))
            for text, (first, last), language in zip(
                texts, pairwise(paragraphs.bounds.tolist()), languages or repeat(DEFAULT), strict=False
            )
        ),
    )


def sentences_of(text: str, starts: Numbers, stops: Numbers, language: str = DEFAULT) -> Numbers:
    """Cut stretches of a text into sentences (rows: start, end), as `analysis.french.sentences` does."""
    cut = rules_of(language).SENTENCES.cut
    found = [
        (begin + start, begin + end)
        for begin, stop in zip(starts.tolist(), stops.tolist(), strict=True)
        for start, end in cut(text[begin:stop])
    ]
    return np.array(found, np.int64).reshape(-1, 2)


def words(texts: Iterable[str], spans: Spans, languages: Iterable[str] | None = None) -> Cut:
    """Cut the sentences of texts (start, end) into words, as `analysis.french.words` does."""
    known: dict[str, dict[str, int]] = {}
    counts, of_texts = [], []
    found: list[tuple[int, int, int, int]] = []
    starts, stops = (column.tolist() for column in spans.columns)
    each = zip(texts, pairwise(spans.bounds.tolist()), languages or repeat(DEFAULT), strict=False)
    for text, (first, last), language in each:
        before, numbers, cut = len(found), known.setdefault(language, {}), rules_of(language).words
        for row, (begin, stop) in enumerate(zip(starts[first:last], stops[first:last], strict=True)):
            sentence = text[begin:stop]
            found += [
                (begin + start, begin + end, row, numbers.setdefault(sentence[start:end], len(numbers)))
                for start, end in cut(sentence)
            ]
        counts.append(len(found) - before)
        of_texts.append(language)
    columns = np.array(found, np.int32).reshape(-1, 4).T
    forms = {language: list(some) for language, some in known.items()}
    columns[3] += np.repeat([first_numbers(forms)[language] for language in of_texts], counts).astype(
        np.int32
    )
    begins, ends, of, numbered = ([column] for column in columns)
    return Cut(np.array(counts, np.int64), (begins, ends, of, numbered), forms)


def _joined(parts: list[Numbers]) -> Numbers:
    """Join arrays, and let go of them."""
    whole = np.concatenate([np.empty(0, np.int32), *parts])
    parts.clear()
    return whole


def _looked_up(values: Numbers, numbers: list[Numbers]) -> Numbers:
    """Give the value of each number, joined."""
    whole = np.empty(sum(map(len, numbers)), values.dtype)
    end = 0
    for part in numbers:
        start, end = end, end + len(part)
        values.take(part, out=whole[start:end], mode="clip")  # "raise" would make a copy first
    return whole


def _categorical(numbers: list[Numbers], values: list[str]) -> pd.Categorical:
    """Make a column of values that are given by their numbers; its categories are sorted."""
    distinct = sorted(set(values))
    places = {value: place for place, value in enumerate(distinct)}
    codes = np.array([places[value] for value in values], np.int32)
    each = pd.Categorical.from_codes(codes, pd.Index(distinct, dtype=TEXT), validate=False)
    # the codes of the few are as narrow as pandas would make those of all
    return pd.Categorical.from_codes(_looked_up(each.codes, numbers), dtype=each.dtype, validate=False)
