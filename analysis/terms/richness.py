"""How varied the words of a text are, whatever its length."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.words import Numbers, codes_of
from analysis.tables import InputError
from analysis.terms.counting import noted, require_words


def richness(
    tokens: pd.DataFrame, *, of: str = "lemma", by: str = "document", window: int = 100
) -> pd.DataFrame:
    """Measure lexical richness by two measures that do not grow with length.

    MATTR (Covington and McFall 2010): the mean, over all stretches of ``window`` words, of distinct words
    over words; higher is richer. Yule's K (1944): 10,000 (S - N) / N**2, with N words and S the sum of the
    squared counts of the distinct words; higher is poorer.

    Parameters
    ----------
    tokens, of, by
        As in `frequencies`, in order; ``by`` names the texts. Function words take part.
    window : int
        In words.

    Returns
    -------
    DataFrame
        One row a text: ``by``, words, types, window, mattr, yules_k.

    Raises
    ------
    InputError
        If there are no words, or a text is shorter than the window.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix, la paix, la guerre."}).tokens
    >>> richness(tokens, window=3)[["words", "types", "mattr"]].round(3).values.tolist()
    [[6.0, 3.0, 0.75]]
    """
    require_words(tokens)
    if window < 1:
        raise InputError([f"a window of {window} words cannot be; give at least 1"])
    (word, _), (text, texts) = codes_of(tokens, of), codes_of(tokens, by)
    rows = []
    for code in np.unique(text):
        own = word[text == code]
        if len(own) < window:
            short = f"{by} {texts[code]} has {len(own)} words, fewer than the window of {window}"
            raise InputError([f"{short}; give window={len(own)} or less"])
        counts = np.bincount(own).astype(float)
        k = float(1e4 * ((counts**2).sum() - len(own)) / len(own) ** 2)
        rows.append((texts[code], len(own), np.count_nonzero(counts), window, _mattr(own, window), k))
    table = pd.DataFrame(rows, columns=[by, "words", "types", "window", "mattr", "yules_k"])
    return noted(table, tokens, f"{of} by {by}", f"MATTR over {window} words")


def _mattr(words: Numbers, window: int) -> float:
    """Count for each word the windows in which it is the first of its kind, not each window's words."""
    order = np.argsort(words, kind="stable")
    same = words[order][1:] == words[order][:-1]
    before = np.full(len(words), -1)
    before[order[1:][same]] = order[:-1][same]
    place, last = np.arange(len(words)), len(words) - window
    first = np.maximum(np.maximum(before + 1, place - window + 1), 0)
    return float(np.maximum(np.minimum(place, last) - first + 1, 0).sum() / window / (last + 1))
