"""How evenly a word is spread over the parts of a corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.words import Numbers, codes_of
from analysis.tables import remember
from analysis.terms.counting import (
    content,
    cross,
    groups_of,
    groups_with,
    in_order,
    noted,
    require_two,
    require_words,
)


def dispersion(
    rows: pd.DataFrame,
    *,
    of: str = "lemma",
    by: str = "document",
    stop_words: bool = False,
    totals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure how evenly words are spread over parts of unequal size.

    With v the shares of a word's occurrences in the parts, s the shares of all words:
    DP = sum(abs(v - s)) / 2 (Gries 2008), from 0 (spread as the text is) towards 1 (in a small part only);
    DPnorm = DP / (1 - min(s)) (Lijffijt and Gries 2012) reaches 1. Juilland's D = 1 - V / sqrt(k - 1),
    V the standard deviation of the word's rates in the k parts over their mean: 1 is even, 0 uneven.

    Parameters
    ----------
    rows : DataFrame
        As ``Corpus.tokens``; or sequences (`ngrams`) or terms (`find`).
    of : str
        What is counted.
    by : str
        The column that names the parts.
    stop_words : bool
        Whether function words are listed; they are part of the sizes in any case.
    totals : DataFrame, optional
        The words that the parts are made of, where ``rows`` are not the words themselves.

    Returns
    -------
    DataFrame
        One row a word, the most frequent first: ``of``, n, total, documents, parts (in which it stands),
        of_parts, dp, dp_norm, juilland_d. A word's measures say little where ``n`` is below the number of
        parts: it cannot stand in all of them.

    Raises
    ------
    InputError
        If fewer than two parts have words, a row stands where there are none, or a column is not there.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix.", "b": "La guerre."}).tokens
    >>> dispersion(tokens, stop_words=True).query("lemma in ['le', 'paix']")[["lemma", "dp"]].values.tolist()
    [['le', 0.0], ['paix', 0.5]]
    """
    totals = rows if totals is None else totals
    require_words(totals)
    listed = content(rows, stop_words=stop_words)
    word, words = codes_of(rows, of)
    part, parts, sizes = groups_of(rows, totals, by)
    document, documents = codes_of(rows, "document")
    require_two(parts, sizes, by=by, what="dispersion")
    filled = sizes > 0
    counts = cross(part[listed], len(parts), word[listed], len(words))
    n = np.asarray(counts.sum(axis=0))
    shares, k = sizes / len(totals), int(filled.sum())
    cells = counts.tocoo()
    # parts without the word add their whole share: only the cells with it are visited
    gaps = np.abs(cells.data / n[cells.col] - shares[cells.row]) - shares[cells.row]
    rates = cells.data / sizes[cells.row]
    of_word = {name: _sum(values, cells.col, len(words)) for name, values in (("gap", gaps), ("rate", rates))}
    mean = of_word["rate"] / k
    variance = np.maximum(_sum(rates**2, cells.col, len(words)) / k - mean**2, 0)
    there = n > 0
    in_documents = cross(document[listed], len(documents), word[listed], len(words))
    table = pd.DataFrame({of: words[there].to_numpy(object), "n": n[there], "total": len(totals)})
    table["documents"] = groups_with(in_documents)[there]
    table["parts"] = groups_with(counts)[there]
    table["of_parts"] = k
    table["dp"] = ((of_word["gap"] + 1) / 2)[there].clip(0, 1)
    table["dp_norm"] = table["dp"] / (1 - shares[filled].min())
    table["juilland_d"] = 1 - np.sqrt(variance[there]) / mean[there] / np.sqrt(k - 1)
    empty = ", ".join(map(str, parts[~filled]))
    table = noted(
        in_order(table, "n"),
        totals,
        f"{of} in {k} parts by {by}",
        f"parts without words, left out: {empty}" if empty else "",
    )
    return remember(table, lambda: rows[listed], of)


def _sum(values: Numbers, at: Numbers, length: int) -> Numbers:
    return np.bincount(at, weights=values, minlength=length)
