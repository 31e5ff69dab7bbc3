"""What texts have in common: lines that recur at a publisher, and copies of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

import numpy as np
import pandas as pd

from analysis.corpus import plain
from analysis.corpus.plain import Spans
from analysis.spelling import bare, fold, fold_each

COPIED = 0.9  # of the characters of a copy stand in the text that it repeats
COPY = "copy"  # the kind of a segment that stands in an earlier document, where that is counted once
MOST_COMPARED = 10  # texts whose longest lines begin alike
_BEGINNING = 80  # characters


def lines_in(reading: str) -> frozenset[str]:
    """Give the lines of a reading that are not blank, folded, each once."""
    return frozenset(" ".join(line.split()) for line in bare(reading).split("\n")) - {""}


def originals(readings: Iterable[str]) -> list[int]:
    r"""Give the number of the first text that each text repeats; its own, if none.

    Only texts that are the same, or whose longest lines begin alike, are compared.

    Examples
    --------
    >>> originals(["Un titre\nMoscou propose un traité.", "Rien.", "Rien."])
    [0, 1, 1]
    """
    first: list[int] = []
    texts = [*readings]
    longest = (max(text.splitlines(), key=len, default="").strip()[:_BEGINNING] for text in texts)
    by_longest: dict[str, list[int]] = defaultdict(list)
    by_text: dict[str, int] = {}
    lines = cache(lambda number: lines_in(texts[number]))

    def is_copy(number: int, of: int) -> bool:
        return _size(lines(number) & lines(of)) >= COPIED * _size(lines(number)) > 0

    for number, (text, line) in enumerate(zip(texts, fold_each(longest), strict=True)):
        near = by_longest[line]
        if (same := by_text.setdefault(text, number)) != number and text.strip():
            first.append(first[same])
            continue
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


def recurring(
    texts: Iterable[str], *, lines: Callable[[list[str], float], Iterable[list[str]]] = plain.lines
) -> frozenset[str]:
    r"""Find the lines that stand in half of the texts of one publisher, and in three at least; folded.

    Copies of one text count as one. ``lines`` gives those of each text that may stand in so many.

    Examples
    --------
    >>> sorted(recurring(["Un.\nÀ suivre", "Deux.\nA suivre", "Trois.\nÀ suivre"]))
    ['a suivre']
    """
    known = [*texts]
    distinct = [known[number] for number in dict.fromkeys(originals(known))]
    least = max(3, len(distinct) / 2)
    counts = Counter(line for some in lines(distinct, least) for line in {fold(line) for line in some})
    return frozenset(line for line, count in counts.items() if count >= least)
