"""What texts have in common: lines that recur at a publisher, and copies of one article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from analysis.corpus.lines import pieces_of
from analysis.spelling import fold

COPIED = 0.9  # of the characters of a copy stand in the text that it repeats
MOST_COMPARED = 10  # texts with the same longest line


def lines_in(reading: str) -> frozenset[str]:
    """Give the lines of a reading, folded, each once."""
    return frozenset(fold(piece.text) for piece in pieces_of(reading))


def originals(texts: Iterable[frozenset[str]]) -> list[int]:
    r"""Give the number of the first text that each text (as from `lines_in`) repeats; its own, if none.

    Examples
    --------
    >>> originals([lines_in("Un titre\nMoscou propose un traité."), lines_in("Rien."), lines_in("Rien.")])
    [0, 1, 1]
    """
    first: list[int] = []
    known: list[frozenset[str]] = []
    by_longest: dict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(texts):
        near = by_longest[max(sorted(lines), key=len, default="")]
        size = sum(map(len, lines))
        same = (other for other in near if sum(map(len, lines & known[other])) >= COPIED * size > 0)
        known.append(lines)
        first.append(next(same, number))
        if first[-1] == number and len(near) < MOST_COMPARED:
            near.append(number)
    return first


def recurring(texts: Iterable[str]) -> frozenset[str]:
    r"""Find the lines that stand in half of the texts of one publisher, and in three at least; folded.

    Copies of one text count as one.

    Examples
    --------
    >>> sorted(recurring(["Un.\nÀ suivre", "Deux.\nA suivre", "Trois.\nÀ suivre"]))
    ['a suivre']
    """
    by_text = [*map(lines_in, texts)]
    by_text = [by_text[number] for number in dict.fromkeys(originals(by_text))]
    counts = Counter(line for lines in by_text for line in lines)
    least = max(3, len(by_text) / 2)
    return frozenset(line for line, count in counts.items() if count >= least)
