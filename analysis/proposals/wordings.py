"""Wordings: what two of them share, which belong together, and which are near each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from analysis import french
from analysis.corpus import Corpus
from analysis.spelling import fold
from analysis.tables import InputError

PAIRED = 50  # the least likeness, of 100, for which two wordings are set side by side


def compare_wordings(first: str, second: str) -> pd.DataFrame:
    """Align two wordings word by word.

    Case and accents do not count; the longest runs of shared words are aligned
    (``difflib.SequenceMatcher`` over words, without its junk heuristic).

    Returns
    -------
    DataFrame
        One row a run: ``kind`` (shared, left out, added), ``first``, ``second`` (the words on each side).

    Examples
    --------
    >>> compare_wordings("un accord bilatéral", "un accord universel").values.tolist()
    [['shared', 'un accord', 'un accord'], ['left out', 'bilatéral', ''], ['added', '', 'universel']]
    """
    sides = [[text[start:end] for start, end in french.words(text)] for text in (first, second)]
    rows = []
    for kind, a, b, c, d in _runs(*sides):
        left, right = _join_words(sides[0][a:b]), _join_words(sides[1][c:d])
        if kind == "equal":
            rows.append(("shared", left, right))
        else:
            rows += [("left out", left, "")] * bool(left) + [("added", "", right)] * bool(right)
    return pd.DataFrame(rows, columns=["kind", "first", "second"])


def own_words(first: str, second: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give where the words stand that only the first of two wordings has, and those of the second.

    Returns
    -------
    list of (int, int), list of (int, int)
        Runs of words as in `compare_wordings`: start and end in each text.

    Examples
    --------
    >>> own_words("un accord bilatéral", "un accord universel, enfin")
    ([(10, 19)], [(10, 26)])
    """
    sides = [[*french.words(text)] for text in (first, second)]
    words = [
        [text[start:end] for start, end in side] for text, side in zip((first, second), sides, strict=True)
    ]
    runs = [run for run in _runs(*words) if run[0] != "equal"]
    left, right = sides
    return (
        [(left[a][0], left[b - 1][1]) for _, a, b, _, _ in runs if a < b],
        [(right[c][0], right[d - 1][1]) for _, _, _, c, d in runs if c < d],
    )


def _runs(first: list[str], second: list[str]) -> list[tuple[str, int, int, int, int]]:
    folds = [[fold(word) for word in side] for side in (first, second)]
    return [*SequenceMatcher(None, folds[0], folds[1], autojunk=False).get_opcodes()]


def _join_words(words: list[str]) -> str:
    return re.sub(r"(?<=['’]) | (?=-)", "", " ".join(words))


def side_by_side(first: pd.DataFrame, second: pd.DataFrame, *, least: float = PAIRED) -> pd.DataFrame:
    """Pair the proposals of two documents by the likeness of their wordings.

    The likeness is rapidfuzz's ``token_sort_ratio`` of the folded quotations, 0 to 100; of all pairings
    the one whose likenesses sum to the most is taken (``scipy.optimize.linear_sum_assignment``).

    Parameters
    ----------
    first, second : DataFrame
        Proposals, with proposal and quote: those of one theme in two documents.
    least : float
        Below it two proposals are not paired.

    Returns
    -------
    DataFrame
        One row a pair: first, second (ids), score; then one a proposal that has no partner: '' and 0.

    Examples
    --------
    >>> first = pd.DataFrame({"proposal": ["p1", "p2"], "quote": ["établir un dialogue", "un pacte mondial"]})
    >>> second = pd.DataFrame({"proposal": ["p3"], "quote": ["engager un dialogue"]})
    >>> side_by_side(first, second).values.tolist()
    [['p1', 'p3', 79], ['p2', '', 0]]
    """
    quotes = [[fold(quote) for quote in rows["quote"]] for rows in (first, second)]
    ids = [rows["proposal"].tolist() for rows in (first, second)]
    scores = process.cdist(*quotes, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    pairs = [(ids[0][i], ids[1][j], round(scores[i, j])) for i, j in best_pairs(scores, least=least)]
    pairs.sort(key=lambda pair: -pair[2])
    paired = {one for *both, _ in pairs for one in both}
    alone = [(one, "", 0) for one in ids[0] if one not in paired]
    alone += [("", one, 0) for one in ids[1] if one not in paired]
    return pd.DataFrame([*pairs, *alone], columns=["first", "second", "score"])


def best_pairs(likeness: npt.NDArray[np.float64], *, least: float) -> list[tuple[int, int]]:
    """Pair rows and columns one to one, so that what is alike sums to the most, none below ``least``."""
    counted = np.where(likeness < least, 0, likeness)  # what is no pair must not keep others from being one
    pairs = zip(*linear_sum_assignment(counted, maximize=True), strict=True)
    return [(i, j) for i, j in pairs if counted[i, j] > 0]


def successive_pairs(
    proposals: pd.DataFrame, *, order: Iterable[str], by: str = "theme", least: float = PAIRED
) -> pd.DataFrame:
    """Pair the proposals of one document with those of the next that has their theme, as `side_by_side`.

    Parameters
    ----------
    proposals : DataFrame, as from `coded`
    order : iterable of str
        The documents, in order of date.
    by : str
        The column whose values both of a pair share.
    least : float
        As for `side_by_side`.

    Returns
    -------
    DataFrame
        One row a pair, the most alike first: ``by``, first, second (ids), score.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     [("p1", "a", "x", "un dialogue"), ("p2", "b", "x", "le dialogue"), ("p3", "b", "y", "un pacte")],
    ...     columns=["proposal", "document", "theme", "quote"],
    ... )
    >>> successive_pairs(rows, order=["a", "b"]).values.tolist()
    [['x', 'p1', 'p2', 82]]
    """
    documents = list(order)
    rows = []
    for value, part in proposals.groupby(by, sort=False):
        carriers = [some for name in documents if len(some := part[part["document"] == name])]
        for one, other in pairwise(carriers):
            pairs = side_by_side(one, other, least=least)
            rows += [(value, *pair) for pair in pairs[pairs["score"] > 0].itertuples(index=False, name=None)]
    rows.sort(key=lambda row: -row[-1])
    return pd.DataFrame(rows, columns=[by, "first", "second", "score"])


def nearest(corpus: Corpus, proposals: pd.DataFrame, *, most: int = 3) -> pd.DataFrame:
    """Find, for each proposal, those of other documents whose words overlap most: for an analyst to judge.

    The score is the weighted Jaccard overlap of their lemmas without stop words: the sum of the
    weights of shared lemmas over that of all lemmas of either, from 0 to 1. A lemma that stands in
    ``d`` of ``N`` proposals weighs ln(N / d) (inverse document frequency, Sparck Jones 1972).

    Parameters
    ----------
    corpus : Corpus
    proposals : DataFrame with proposal, document, start, end
    most : int
        How many to give for each.

    Returns
    -------
    DataFrame
        proposal, other, score, shared (the shared lemmas, the rarest first); only scores above 0.

    Raises
    ------
    InputError
        If ``most`` is less than 1.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Un pacte mondial. La paix.", "b": "Un pacte numérique."})
    >>> rows = pd.DataFrame(
    ...     [("p1", "a", 0, 16), ("p2", "a", 18, 25), ("p3", "b", 0, 18)],
    ...     columns=["proposal", "document", "start", "end"],
    ... )
    >>> nearest(corpus, rows)[["proposal", "other", "shared"]].values.tolist()
    [['p1', 'p3', 'pacte'], ['p3', 'p1', 'pacte']]
    """
    if most < 1:
        raise InputError([f"most is {most}; give how many to show of each, at least 1"])
    spans = [corpus.tokens[first : last + 1] for first, last in zip(*corpus.words_of(proposals), strict=True)]
    bags = [frozenset(map(fold, words["lemma"][~words["is_stop"]])) for words in spans]
    counts = pd.Series([lemma for bag in bags for lemma in bag], dtype=str).value_counts()
    weight = np.log(len(bags) / counts).to_dict()
    rows = []
    ids, documents = proposals["proposal"].tolist(), proposals["document"].tolist()
    for i, bag in enumerate(bags):
        near = []
        for j, other in enumerate(bags):
            shared = sum(weight[lemma] for lemma in sorted(bag & other))
            if documents[i] != documents[j] and shared > 0:
                score = shared / sum(weight[lemma] for lemma in sorted(bag | other))
                words = ", ".join(sorted(bag & other, key=lambda lemma: (-weight[lemma], lemma)))
                near.append((ids[i], ids[j], round(score, 3), words))
        rows += sorted(near, key=lambda one: (-one[2], one[1]))[:most]
    return pd.DataFrame(rows, columns=["proposal", "other", "score", "shared"])
