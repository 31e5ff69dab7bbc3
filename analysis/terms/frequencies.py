"""How often: words, sequences of words, and terms, in all and by group."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.words import Words, codes_of
from analysis.tables import InputError, remember
from analysis.terms.counting import content, cross, groups_of, in_order, noted

APOSTROPHES = ("'", "’")
LARGEST = 2**63 - 1


def frequencies(
    rows: pd.DataFrame,
    *,
    of: str = "lemma",
    by: str | None = None,
    stop_words: bool = False,
    totals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count words, in all and by the values of a column.

    Parameters
    ----------
    rows : DataFrame
        As ``Corpus.tokens``, perhaps with further columns (`with_catalogue`); or sequences (`ngrams`)
        or terms (`find`).
    of : str
        What is counted: ``lemma``; ``form``, as it is written; ``ngram``; ``term``.
    by : str, optional
        A column of ``rows`` such as ``document`` or ``year``; a count for each of its values.
    stop_words : bool
        Whether function words are listed. They are part of ``total`` in any case.
    totals : DataFrame, optional
        The words that rates are out of, where ``rows`` are not the words themselves: ``Corpus.tokens``,
        with the column ``by``.

    Returns
    -------
    DataFrame
        One row a word (and value of ``by``), the most frequent first: ``of``, ``by``, ``n``, ``total``
        (all words of the value), ``per_1000`` = 1000 n / total, ``documents`` (in how many it stands).

    Raises
    ------
    InputError
        If a column is not there, or a row belongs to a value without words.

    Examples
    --------
    >>> from analysis import Corpus
    >>> corpus = Corpus.from_texts({"a": "La paix, la paix !", "b": "La guerre."})
    >>> frequencies(corpus.tokens)[["lemma", "n", "total", "documents"]].values.tolist()
    [['paix', 2, 6, 1], ['guerre', 1, 6, 1]]
    """
    totals = rows if totals is None else totals
    listed = content(rows, stop_words=stop_words)
    word, words = codes_of(rows, of)
    document, documents = codes_of(rows, "document")
    if by is None:
        group, groups, sizes = np.zeros(len(rows), np.int8), pd.Index(["all"]), np.array([len(totals)])
    else:
        group, groups, sizes = groups_of(rows, totals, by)
    if not listed.all():
        word, document, group = word[listed], document[listed], group[listed]
    if by is None:
        pair, group_of_pair = document, np.zeros(len(documents), np.int64)
    elif by == "document":
        pair, group_of_pair = group, np.arange(len(groups))
    else:  # a group can cut through documents (who is quoted): count by pairs of the two
        pair, pairs = pd.factorize(group.astype(np.int64) * max(len(documents), 1) + document)
        group_of_pair = pairs // max(len(documents), 1)
    cells = cross(word, len(words), pair, len(group_of_pair)).tocoo()
    n, documents_of = cells, np.ones(len(cells.data), np.int64)
    if by != "document":
        at = group_of_pair[cells.col]
        n = cross(cells.row, len(words), at, len(groups), weights=cells.data).tocoo()
        documents_of = cross(cells.row, len(words), at, len(groups)).data
    table = pd.DataFrame({of: words.to_numpy(object)[n.row]})
    if by is not None:
        table[by] = groups.to_numpy(object)[n.col]
    table["n"] = n.data
    table["total"] = sizes[n.col]
    table["per_1000"] = 1000 * table["n"] / table["total"]
    table["documents"] = documents_of
    without = ", ".join(groups[sizes == 0].astype(str)) if by else ""
    table = noted(
        in_order(table, "n"),
        totals,
        f"{of} by {by}" if by else of,
        "" if stop_words or "is_stop" not in rows else "function words not listed",
        f"no words in {without}" if without else "",
    )
    return remember(table, lambda: rows[listed], *filter(None, [of, by]))


def ngrams(
    tokens: pd.DataFrame, *, n: int = 2, of: str = "lemma", at_least: int = 2, stop_words: bool = False
) -> pd.DataFrame:
    """Give the sequences of ``n`` words that recur, each where it stands; none crosses a sentence's end.

    Parameters
    ----------
    tokens, of
        As in `frequencies`, in order of the text.
    n : int
        How many words; the punctuation between them does not count.
    at_least : int
        Sequences that occur less often are left out.
    stop_words : bool
        Whether a sequence may begin or end with a function word.

    Returns
    -------
    DataFrame
        One row an occurrence, to be counted by `frequencies`: document, start, end, sentence, ngram.

    Raises
    ------
    InputError
        If ``n`` is below 1 or a column is not there.

    Examples
    --------
    >>> from analysis import Corpus
    >>> corpus = Corpus.from_texts({"a": "La course aux armements. Une course aux armements."})
    >>> ngrams(corpus.tokens, n=3)[["start", "ngram"]].values.tolist()
    [[3, 'course à armement'], [29, 'course à armement']]
    """
    if n < 1:
        raise InputError([f"a sequence of {n} words cannot be; give n of at least 1"])
    word, words = codes_of(tokens, of)
    sentence, listed = Words(tokens).sentences, content(tokens, stop_words=stop_words)
    starts, ends = slice(0, max(len(tokens) - n + 1, 0)), slice(n - 1, None)
    first = np.flatnonzero((sentence[starts] == sentence[ends]) & listed[starts] & listed[ends])
    code, kinds = word[first].astype(np.int64), len(words)
    for step in range(1, n):
        if kinds > LARGEST // max(len(words), 1):  # numbered anew before a product outgrows 64 bits
            code, seen = pd.factorize(code)
            kinds = len(seen)
        code, kinds = code * len(words) + word[first + step], kinds * len(words)
    code, _ = pd.factorize(code)
    # numbers are given in order of the text: a new highest one is a first occurrence
    places = first[np.flatnonzero(np.diff(np.maximum.accumulate(code), prepend=-1))]
    frequent = np.bincount(code) >= at_least
    kept = frequent[code]
    first, code, places = first[kept], (np.cumsum(frequent) - 1)[code[kept]], places[frequent]
    spaced = np.array([form if form.endswith(APOSTROPHES) else f"{form} " for form in words], object)
    labels = words.to_numpy(object)[word[places + n - 1]]
    for step in range(n - 2, -1, -1):
        labels = spaced[word[places + step]] + labels
    return pd.DataFrame(
        {
            "document": tokens["document"].array[first],
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[first + n - 1],
            "sentence": tokens["sentence"].to_numpy()[first],
            "ngram": pd.Categorical.from_codes(code, categories=pd.Index(labels, dtype=str)),
        }
    )
