"""What texts have in common: lines that recur at a publisher, and copies of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import numpy as np
import pandas as pd

from analysis.corpus.lines import pieces_of
from analysis.corpus.plain import Spans
from analysis.spelling import fold, fold_each

COPIED = 0.9  # of the characters of a copy stand in the text that it repeats
COPY = "copy"  # the kind of a segment that stands in an earlier document, where that is counted once
MOST_COMPARED = 10  # texts whose longest lines begin alike
_BEGINNING = 80  # characters


def lines_in(reading: str) -> frozenset[str]:
    """Give the lines of a reading, folded, each once."""
    return frozenset(fold(piece.text) for piece in pieces_of(reading))


def originals(readings: Iterable[str]) -> list[int]:
    r"""Give the number of the first text that each text repeats; its own, if none.

    Only texts whose longest lines begin alike are compared.

    Examples
    --------
    >>> originals(["Un titre\nMoscou propose un traité.", "Rien.", "Rien."])
    [0, 1, 1]
    """
    first: list[int] = []
    texts = [*readings]
    longest = (max(text.splitlines(), key=len, default="").strip()[:_BEGINNING] for text in texts)
    by_longest: dict[str, list[int]] = defaultdict(list)
    lines = cache(lambda number: lines_in(texts[number]))

    def is_copy(number: int, of: int) -> bool:
        return _size(lines(number) & lines(of)) >= COPIED * _size(lines(number)) > 0

    for number, line in enumerate(fold_each(longest)):
        near = by_longest[line]
        first.append(next((other for other in near if is_copy(number, other)), number))
        if first[-1] == number and len(near) < MOST_COMPARED:
            near.append(number)
    return first


def _size(lines: frozenset[str]) -> int:
    return sum(map(len, lines))


def without_copies(
    pieces: Spans, readings: Mapping[str, str], repeats: pd.Series, counted: Collection[str]
) -> Spans:
    """Set aside the counted segments of a copy that stand in the document that it repeats.

    Parameters
    ----------
    pieces : Spans
        Start, end, kind and rule of the segments of all documents.
    readings : mapping of str to str
        By document, in the order of the segments.
    repeats : Series
        By document, the first one that it repeats, as `analysis.corpus.Corpus.repeats`.
    counted : collection of str
        The kinds that count.
    """
    starts, ends, *told = pieces.columns
    kinds, rules = (np.array(column.tolist(), object) for column in told)
    places = dict(zip(readings, map(range, pieces.bounds[:-1], pieces.bounds[1:]), strict=True))

    def words_of(name: str) -> dict[int, str]:
        known = (at for at in places[name] if kinds[at] in counted)
        return {at: " ".join(fold(readings[name][starts[at] : ends[at]]).split()) for at in known}

    for name, first in repeats[repeats != repeats.index].items():
        known = set(words_of(first).values())
        again = [at for at, words in words_of(str(name)).items() if words in known]
        kinds[again], rules[again] = COPY, "repeated-document"
    return Spans(pieces.counts, (starts, ends, kinds, rules))


def recurring(texts: Iterable[str]) -> frozenset[str]:
    r"""Find the lines that stand in half of the texts of one publisher, and in three at least; folded.

    Copies of one text count as one.

    Examples
    --------
    >>> sorted(recurring(["Un.\nÀ suivre", "Deux.\nA suivre", "Trois.\nÀ suivre"]))
    ['a suivre']
    """
    known = [*texts]
    by_text = [lines_in(known[number]) for number in dict.fromkeys(originals(known))]
    counts = Counter(line for lines in by_text for line in lines)
    least = max(3, len(by_text) / 2)
    return frozenset(line for line, count in counts.items() if count >= least)
