"""Which words a part uses more, or less, than its length would give."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy
from scipy.special import logsumexp

from analysis.corpus.words import Numbers
from analysis.tables import remember
from analysis.terms.counting import in_order, in_parts, noted

TINY = 1e-300
TAIL = 500  # terms beyond add nothing where a probability is below the smallest float


def specificity(
    rows: pd.DataFrame,
    *,
    of: str = "lemma",
    by: str = "document",
    stop_words: bool = False,
    totals: pd.DataFrame | None = None,
    at_least: int = 5,
) -> pd.DataFrame:
    """Score each word in each part by the hypergeometric model (Lafon 1980), as TXM does.

    With f occurrences in a part of t words, F in all of T words, X hypergeometric: where f is at least the
    expected F t / T, the score is -log10 P(X >= f); else it is log10 P(X <= f), below 0. TXM speaks of a
    banal word between -2 and 2.

    Parameters
    ----------
    rows, of, by, stop_words, totals
        As in `frequencies`; ``by`` names the parts.
    at_least : int
        Words with fewer occurrences in all get no score but ``too few``.

    Returns
    -------
    DataFrame
        One row a word and part, the highest score first; zeros for words that have scores: ``of``, ``by``, n,
        total (of the part), n_all, total_all, expected, specificity, caution (``too few`` or nothing).

    Raises
    ------
    InputError
        If fewer than two parts have words, a row stands where there are none, or a column is not there.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix, paix, paix.", "b": "La guerre, guerre, guerre."}).tokens
    >>> specificity(tokens, at_least=3)[["lemma", "document", "specificity"]].round(2).values.tolist()[:2]
    [['guerre', 'b', 1.15], ['paix', 'a', 1.15]]
    """
    totals = rows if totals is None else totals
    listed, words, parts, sizes, counts = in_parts(
        rows, totals, of=of, by=by, stop_words=stop_words, what="specificity"
    )
    n_all = counts.sum(axis=0)
    there, filled = np.flatnonzero(n_all), np.flatnonzero(sizes)
    n = counts[filled][:, there].toarray().ravel(order="F")
    column, at = np.repeat(there, len(filled)), np.tile(filled, len(there))
    enough = n_all[column] >= at_least
    # rare words share few combinations of numbers: each is computed once
    base = int(n_all.max(initial=0)) + 1
    pair, pairs = pd.factorize(n[enough] * base + n_all[column][enough])
    case, cases = pd.factorize(pair * len(parts) + at[enough])
    first, size = pairs[cases // len(parts)], sizes[cases % len(parts)]
    score = np.full(len(n), np.nan)
    score[enough] = scores(first // base, size, first % base, total=len(totals))[case]
    shown = enough | (n > 0)  # rare words only where they stand
    n, column, at = n[shown], column[shown], at[shown]
    table = pd.DataFrame({of: words.to_numpy(object)[column], by: parts.to_numpy(object)[at]})
    table = table.assign(n=n, total=sizes[at], n_all=n_all[column], total_all=len(totals))
    table["expected"] = table["n_all"] * table["total"] / len(totals)
    table["specificity"] = score[shown]
    table["caution"] = np.where(enough[shown], "", "too few")
    table = noted(
        in_order(table, "specificity"),
        totals,
        f"{of} in {len(filled)} parts by {by}",
        f"too few: below {at_least} occurrences",
    )
    return remember(table, lambda: rows[listed], of, by)


def scores(n: Numbers, part: Numbers, n_all: Numbers, *, total: int) -> Numbers:
    """Give the signed scores for columns of f, t, F and the number T.

    Examples
    --------
    Lafon (1980): *peuple* stands 14 times in a speech of 6,903 words, 296 times in 61,449:

    >>> scores(np.array([14]), np.array([6903]), np.array([296]), total=61449).round(3)
    array([-4.174])
    """
    more = n * float(total) >= n_all * part.astype(float)
    model = scipy.stats.hypergeom(total, n_all, part)
    tail = np.where(more, model.sf(n - 1), model.cdf(n))
    logs = np.log(tail, out=np.full(len(n), -np.inf), where=tail > 0)
    for at in np.flatnonzero(tail < TINY):  # smaller than a float holds with all its digits: summed as logs
        f, highest = n[at], min(n_all[at], part[at])
        values = np.arange(f, min(highest, f + TAIL) + 1) if more[at] else np.arange(max(f - TAIL, 0), f + 1)
        logs[at] = logsumexp(scipy.stats.hypergeom.logpmf(values, total, n_all[at], part[at]))
    return np.asarray(np.where(more, -1.0, 1.0) * np.minimum(logs, 0.0) / np.log(10))
