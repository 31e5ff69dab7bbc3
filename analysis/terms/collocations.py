"""Which words keep company."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import measures
from analysis.corpus.words import Flags, Numbers, Words, codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import content, cross, groups_with, in_order, noted, require_words, unknown_word

WITHIN = ("window", "sentence")
COUNTS = ("node", "collocate", "n", "f_node", "f_collocate", "reach", "total")


def collocations(
    tokens: pd.DataFrame,
    node: str | None = None,
    *,
    of: str = "lemma",
    within: str = "window",
    window: int = 5,
    at_least: int = 2,
    stop_words: bool = False,
) -> pd.DataFrame:
    """Measure which words stand near a word, or near each other, more than chance would give.

    Parameters
    ----------
    tokens : DataFrame
        As ``Corpus.tokens``, in order.
    node : str, optional
        A value of the column ``of``. Without it, all pairs are counted: the node is the word that stands
        first, the collocate follows within the window, or stands in the same sentence.
    of : {'lemma', 'form'}
        What a word is.
    within : {'window', 'sentence'}
        Near is: at most ``window`` words away in the same sentence; or in the same sentence.
    window : int
        In words, to each side; no window crosses a sentence's end.
    at_least : int
        Collocates that stand near less often are left out.
    stop_words : bool
        Whether function words are listed; they fill windows in any case.

    Returns
    -------
    DataFrame
        One row a pair, by g2: node, collocate; ``n``, how often the collocate stands near; ``f_node``,
        ``f_collocate``, how often each stands at all; ``reach``, how many places are near the node;
        ``total``, all places; ``expected`` = reach f_collocate / total; ``g2`` (signed), ``log_dice`` (of
        n, f_node, f_collocate), ``pmi``, ``npmi``, ``t_score`` as in `analysis.measures`. A place is
        a word other than the node (Evert 2008), a pair of words where there is no node, or a sentence.

    Raises
    ------
    InputError
        If the node does not occur, or an option is unknown.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix durable. Une paix durable. Moscou propose."}).tokens
    >>> collocations(tokens, "paix")[["collocate", "n", "f_collocate", "reach", "total"]].values.tolist()
    [['durable', 2, 2, 4, 6]]
    """
    require_words(tokens)
    reach = _reach(within, window)
    word, words = codes_of(tokens, of)
    shown = np.bincount(word[content(tokens, stop_words=stop_words)], minlength=len(words)) > 0
    places = Words(tokens)
    if node is None:
        pairs = _pairs_in_windows if within == "window" else _pairs_in_sentences
        counted = pairs(word, places.sentences, shown, window, at_least)
    else:
        code = _code(node, word, words)
        near = _near(word == code, places, reach)
        counted = (_around if within == "window" else _beside)(word, places.sentences, code, near)
        counted = counted[shown[counted["collocate"]]]
    table = _measured(counted[counted["n"] >= at_least])
    for name in ("node", "collocate"):
        table[name] = words.to_numpy(object)[table[name]]
    table = in_order(table, "g2")
    where = f"{window} words to each side" if within == "window" else "the same sentence"
    table = noted(table, tokens, f"{of} near {node or 'each other'}: {where}", f"at least {at_least} times")
    if node is None:
        return table

    def near_node() -> pd.DataFrame:
        rows = collocates(tokens, node, of=of, within=within, window=window)
        return rows[content(rows, stop_words=stop_words)]

    return remember(table, near_node, "collocate")


def collocates(
    tokens: pd.DataFrame, node: str, *, of: str = "lemma", within: str = "window", window: int = 5
) -> pd.DataFrame:
    """Give the words near a word: the rows that `collocations` counts, with its parameters.

    Returns
    -------
    DataFrame
        Rows of ``tokens`` with the column ``collocate``, to be linked by it.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix durable. Moscou propose."}).tokens
    >>> collocates(tokens, "paix")["collocate"].tolist()
    ['le', 'durable']
    """
    word, words = codes_of(tokens, of)
    node_here = word == _code(node, word, words)
    near = _near(node_here, Words(tokens), _reach(within, window))
    rows = tokens[near & ~node_here]
    return rows.assign(collocate=rows[of].astype(str))


def _reach(within: str, window: int) -> int | None:
    """Give how many words away is near; nothing for all of a sentence."""
    if within not in WITHIN:
        raise InputError([f"within is '{within}'; expected one of {', '.join(WITHIN)}"])
    if window < 1:
        raise InputError([f"a window of {window} words cannot be; give at least 1"])
    return window if within == "window" else None


def _code(node: str, word: Numbers, words: pd.Index) -> int:
    code = int(words.get_indexer([node])[0])
    if code < 0 or not (word == code).any():  # a table that was filtered keeps the categories of the whole
        raise unknown_word(node, words[np.unique(word)])
    return code


def _near(node: Flags, words: Words, window: int | None) -> Flags:
    """Tell which words stand near one of the nodes; without a window, in its sentence."""
    if window is None:
        return np.isin(words.sentences, words.sentences[node])
    near = np.zeros(len(node), bool)
    there, inside = words.beside(np.flatnonzero(node), [*range(-window, 0), *range(1, window + 1)])
    near[there[inside]] = True
    return near


def _around(word: Numbers, _sentence: Numbers, code: int, near: Flags) -> pd.DataFrame:
    other = word != code
    f = np.bincount(word[other])
    n = np.bincount(word[near & other], minlength=len(f))
    found = np.flatnonzero(n)
    reach, total = (near & other).sum(), other.sum()
    return _counted(code, found, n[found], len(word) - total, f[found], reach, total)


def _beside(word: Numbers, sentence: Numbers, code: int, near: Flags) -> pd.DataFrame:
    there = cross(sentence, int(sentence[-1]) + 1, word, int(word.max()) + 1)
    beside = np.unique(sentence[near])
    n, f = groups_with(there[beside]), groups_with(there)
    found = np.flatnonzero(n)
    found = found[found != code]
    return _counted(code, found, n[found], len(beside), f[found], len(beside), there.shape[0])


def _pairs_in_windows(
    word: Numbers, sentence: Numbers, shown: Flags, window: int, at_least: int
) -> pd.DataFrame:
    f = np.bincount(word, minlength=len(shown))
    wanted = (shown & (f >= at_least))[word]  # a pair is no more frequent than its rarer word
    first, second = np.zeros(len(f), np.int64), np.zeros(len(f), np.int64)
    keys = []
    for step in range(1, window + 1):
        together = sentence[step:] == sentence[:-step]
        a, b = word[:-step][together], word[step:][together]
        first += np.bincount(a, minlength=len(f))
        second += np.bincount(b, minlength=len(f))
        both = together & wanted[:-step] & wanted[step:]
        keys.append(word[:-step][both].astype(np.int64) * len(f) + word[step:][both])
    code, distinct = pd.factorize(np.concatenate(keys))
    n = np.bincount(code, minlength=len(distinct))
    n, distinct = n[n >= at_least], distinct[n >= at_least]
    a, b = distinct // len(f), distinct % len(f)
    return _counted(a, b, n, f[a], f[b], first[a], first.sum()).assign(margin=second[b])


def _pairs_in_sentences(
    word: Numbers, sentence: Numbers, shown: Flags, _window: int, at_least: int
) -> pd.DataFrame:
    there = cross(sentence, int(sentence[-1]) + 1, word, len(shown))
    there.data[:] = 1
    f = groups_with(there)
    kept = np.flatnonzero(shown & (f >= at_least))
    part = there[:, kept]
    pairs = (part.T @ part).tocoo()
    above = (pairs.row < pairs.col) & (pairs.data >= at_least)
    a, b = kept[pairs.row[above]], kept[pairs.col[above]]
    return _counted(a, b, pairs.data[above], f[a], f[b], f[a], there.shape[0])


def _counted(*columns: object) -> pd.DataFrame:
    """Make a table of the columns in `COUNTS`; ``margin`` is how many places the collocate could fill."""
    table = pd.DataFrame(dict(zip(COUNTS, columns, strict=True)))
    return table.assign(margin=table["f_collocate"])


def _measured(table: pd.DataFrame) -> pd.DataFrame:
    names = ("n", "reach", "margin", "total", "f_node", "f_collocate")
    n, row, column, total, *both = (table[name].to_numpy(float) for name in names)
    return table[[*COUNTS]].assign(
        expected=measures.expected(row, column, total),
        g2=measures.g2(n, row, column, total),
        log_dice=measures.log_dice(n, *both),
        pmi=measures.pmi(n, row, column, total),
        npmi=measures.npmi(n, row, column, total),
        t_score=measures.t_score(n, row, column, total),
    )
