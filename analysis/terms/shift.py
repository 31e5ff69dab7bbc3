"""Which words make the difference between two groups, and in which direction."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import entr

from analysis.corpus.words import codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import Conditions, content, describe, in_order, noted
from analysis.terms.keyness import two_groups

MEASURES = ("jsd", "proportion", "entropy")


def word_shift(
    tokens: pd.DataFrame,
    *,
    target: Conditions,
    reference: Conditions | None = None,
    of: str = "lemma",
    stop_words: bool = False,
    measure: str = "jsd",
) -> pd.DataFrame:
    """Split the difference between two groups into the contributions of their words.

    After Gallagher et al. (2021), with p the shares of a word in target and reference, H(p) = -p log2 p:

    - ``jsd``: H((p_target + p_reference) / 2) - (H(p_target) + H(p_reference)) / 2. The contributions are 0
      or above and sum to the Jensen-Shannon divergence, from 0 (same words in the same shares) to 1.
    - ``proportion``: p_target - p_reference, sums to 0.
    - ``entropy``: H(p_target) - H(p_reference), sums to the difference of the two entropies.

    Parameters
    ----------
    tokens, target, reference, of
        As in `keyness`.
    stop_words : bool
        Whether function words take part. If not, shares are out of the others.
    measure : {'jsd', 'proportion', 'entropy'}
        What is split.

    Returns
    -------
    DataFrame
        One row a word, the largest contribution first: ``of``, n_target, n_reference, total_target,
        total_reference, share_target, share_reference, contribution, ``more_in`` (``target``, ``reference``
        or ``neither``), share_of_difference (of all absolute contributions).

    Raises
    ------
    InputError
        As `keyness`, or if the measure is unknown.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "Moscou, la paix.", "b": "Moscou, la guerre."}).tokens
    >>> table = word_shift(tokens, target={"document": "a"})
    >>> table[["lemma", "contribution", "more_in"]].values.tolist()
    [['guerre', 0.25, 'reference'], ['paix', 0.25, 'target'], ['Moscou', 0.0, 'neither']]
    """
    if measure not in MEASURES:
        raise InputError([f"the measure '{measure}' is unknown; there are {', '.join(MEASURES)}"])
    listed = content(tokens, stop_words=stop_words)
    inside, outside = (rows & listed for rows in two_groups(tokens, target, reference))
    word, words = codes_of(tokens, of)
    n, m = (np.bincount(word[rows], minlength=len(words)) for rows in (inside, outside))
    if not n.sum() or not m.sum():
        raise InputError(["one of the groups has function words only; count them: stop_words=True"])
    p, q = n / n.sum(), m / m.sum()
    half = entr((p + q) / 2) - (entr(p) + entr(q)) / 2
    contribution = {"jsd": half / np.log(2), "proportion": p - q, "entropy": (entr(p) - entr(q)) / np.log(2)}
    there = n + m > 0
    table = pd.DataFrame({of: words[there].to_numpy(object), "n_target": n[there], "n_reference": m[there]})
    table["total_target"], table["total_reference"] = n.sum(), m.sum()
    table["share_target"], table["share_reference"] = p[there], q[there]
    table["contribution"] = contribution[measure][there]
    table["more_in"] = np.select([(p > q)[there], (p < q)[there]], ["target", "reference"], "neither")
    size = table["contribution"].abs()
    table["share_of_difference"] = size / size.sum() if size.sum() else 0.0
    table = noted(
        in_order(table, "share_of_difference"),
        tokens,
        f"target: {describe(target)} ({n.sum()} words counted)",
        f"reference: {describe(reference)} ({m.sum()} words counted)",
        f"{measure}, sum {table['contribution'].sum():.4g}",
        "" if stop_words else "function words not counted",
    )
    return remember(table, lambda: tokens[inside | outside], of)
