"""How evenly a word is spread over the parts of a corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.words import codes_of
from analysis.tables import remember
from analysis.terms.counting import cross, groups_with, in_order, in_parts, noted


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
    rows, of, by, stop_words, totals
        As in `frequencies`; ``by`` names the parts.

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
    listed, words, parts, sizes, counts = in_parts(
        rows, totals, of=of, by=by, stop_words=stop_words, what="dispersion"
    )
    filled = sizes > 0
    n, shares, k = counts.sum(axis=0), sizes / len(totals), int(filled.sum())
    cells = counts.tocoo()
    # parts without the word add their whole share: only the cells with it are visited
    gaps = np.abs(cells.data / n[cells.col] - shares[cells.row]) - shares[cells.row]
    rates = cells.data / sizes[cells.row]
    gap, rate, square = (
        np.bincount(cells.col, values, minlength=len(words)) for values in (gaps, rates, rates**2)
    )
    mean = rate / k
    variance = np.maximum(square / k - mean**2, 0)
    there = n > 0
    (document, documents), word = codes_of(rows, "document"), codes_of(rows, of)[0]
    in_documents = cross(document[listed], len(documents), word[listed], len(words))
    table = pd.DataFrame({of: words[there].to_numpy(object), "n": n[there], "total": len(totals)})
    table["documents"] = groups_with(in_documents)[there]
    table["parts"] = groups_with(counts)[there]
    table["of_parts"] = k
    table["dp"] = ((gap + 1) / 2)[there].clip(0, 1)
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
