"""Which words stand for a document among the others: tf-idf."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.words import codes_of
from analysis.terms.counting import in_order, noted, require_words
from analysis.terms.frequencies import frequencies


def tf_idf(
    tokens: pd.DataFrame, *, of: str = "lemma", by: str = "document", stop_words: bool = False
) -> pd.DataFrame:
    """Weigh words by how often a part uses them and how few parts do.

    The variant of R's tidytext: tf = n / total, idf = ln(parts / parts with the word). A word that stands
    in every part weighs 0.

    Parameters
    ----------
    tokens, of, by, stop_words
        As in `frequencies`; ``by`` names the parts.

    Returns
    -------
    DataFrame
        One row a word and part, the heaviest first: ``of``, ``by``, n, total, tf, idf, tf_idf.

    Raises
    ------
    InputError
        If there are no words, or a column is not there.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "La paix. Moscou.", "b": "La guerre. Moscou."}).tokens
    >>> tf_idf(tokens)[["lemma", "document", "tf_idf"]].round(3).values.tolist()[:2]
    [['guerre', 'b', 0.231], ['paix', 'a', 0.231]]
    """
    require_words(tokens)
    table = frequencies(tokens, of=of, by=by, stop_words=stop_words)
    parts = len(np.unique(codes_of(tokens, by)[0]))
    table["tf"] = table["n"] / table["total"]
    table["idf"] = np.log(parts / table.groupby(of)[of].transform("size"))
    table["tf_idf"] = table["tf"] * table["idf"]
    table = in_order(table, "tf_idf")
    return noted(
        table[[of, by, "n", "total", "tf", "idf", "tf_idf"]],
        tokens,
        f"{of} in {parts} parts by {by}",
        "with one part every word stands in all, so every weight is 0" if parts == 1 else "",
    )
