"""Where words come in as the texts are read: progression curves."""

from __future__ import annotations

import pandas as pd

from analysis.corpus.words import Words
from analysis.tables import InputError
from analysis.terms.counting import noted


def progression(rows: pd.DataFrame, tokens: pd.DataFrame, *, of: str = "lemma") -> pd.DataFrame:
    """Give the points of progression curves, as in TXM: a step up at each occurrence.

    A curve is steep where the word is dense, flat where it is absent.

    Parameters
    ----------
    rows : DataFrame
        The occurrences: some rows of ``tokens``, or terms as from `find`.
    tokens : DataFrame
        All words, in the order in which they are read.
    of : str
        A column of ``rows``: one curve for each of its values.

    Returns
    -------
    DataFrame
        The rows in order, with ``position`` (the number of the occurrence's first word among all words,
        from 1), ``place`` (the part of its document before it, in percent of the words) and ``n`` (how
        many there have been of the same value, this one included).

    Raises
    ------
    InputError
        If there are no rows, or one of them begins where no word does.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix. Et la paix !"}).tokens
    >>> table = progression(tokens[tokens["lemma"] == "paix"], tokens)
    >>> table[["lemma", "position", "place", "n"]].values.tolist()
    [['paix', 2, 20.0, 1], ['paix', 5, 80.0, 2]]
    """
    if not len(rows):
        raise InputError(["there is no occurrence to follow; give at least one row"])
    first, last = Words(tokens).of(rows.assign(end=rows["start"] + 1))
    if (last < first).any() or (tokens["start"].to_numpy()[first] != rows["start"]).any():
        raise InputError(["a row begins where no word does; give rows of the same texts as the words"])
    of_document = tokens.groupby("document", observed=True).cumcount().to_numpy()
    sizes = tokens.groupby("document", observed=True)["start"].transform("size").to_numpy()
    place = 100 * of_document[first] / sizes[first]
    curves = rows.assign(position=first + 1, place=place).sort_values("position", ignore_index=True)
    curves["n"] = curves.groupby(of, observed=True).cumcount() + 1
    return noted(curves, tokens, f"occurrences by {of}, in order of the text")
