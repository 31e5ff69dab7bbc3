"""Every place where a word or a pattern of words stands, in its context."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.rules import DEFAULT
from analysis.evidence import keyword_in_context
from analysis.spelling import fold
from analysis.tables import InputError
from analysis.terms import patterns
from analysis.terms.counting import (
    Conditions,
    describe,
    mask,
    noted,
    require_words,
    unknown_word,
    with_catalogue,
)

ORDERS = ("text", "left", "right")


def concordance(
    corpus: Corpus, query: str, *, where: Conditions | None = None, sort: str = "text", width: int = 60
) -> pd.DataFrame:
    """List every place where words stand side by side, with the context (KWIC).

    Parameters
    ----------
    corpus : Corpus
    query : str
        A word, a phrase or a pattern of words, as `analysis.terms.patterns` explains: ``cyber*``,
        ``lemma:proposer [] traité``, ``form:/cyber.+/``.
    where : mapping of str to object, optional
        Column of the catalogue (or ``year``) to its value or values.
    sort : {'text', 'left', 'right'}
        In order of the text, or by the words before or behind, the nearest first.
    width : int
        Context to each side, in characters, within the sentence.

    Returns
    -------
    DataFrame
        document, start, end, left, form, right, reference.

    Raises
    ------
    InputError
        If the query is not well formed or does not occur, or a column or value does not exist.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Les cyberattaques ? Une cyber-arme."})
    >>> concordance(corpus, "cyber*", sort="left")["form"].tolist()
    ['cyberattaques', 'cyber-arme']
    """
    if sort not in ORDERS:
        raise InputError([f"sort is '{sort}'; expected one of {', '.join(ORDERS)}"])
    languages, tokens = corpus.documents["language"].unique().tolist() or [DEFAULT], corpus.tokens
    ways = [patterns.parse(query, language) for language in languages]
    require_words(tokens)
    places = {(at, at + len(way) - 1) for way in ways for at in patterns.match(tokens, way).tolist()}
    first, last = np.array(sorted(places), np.int64).reshape(-1, 2).T
    if not len(first):
        raise unknown_word(query, [*tokens["form"].cat.categories, *tokens["lemma"].cat.categories])
    found = tokens[["document", "start"]].iloc[first]
    found = found.assign(end=tokens["end"].to_numpy()[last])
    if where:
        columns = [column for column in where if column not in tokens]
        kept = mask(with_catalogue(corpus, tokens, *columns), where)[first]
        if not kept.any():
            elsewhere = f"elsewhere {len(kept)} times"
            raise InputError([f"'{query}' does not occur where {describe(where)}; {elsewhere}"])
        found = found[kept]
    table = keyword_in_context(corpus, found.reset_index(drop=True), width=width)
    if sort != "text":
        nearest = -1 if sort == "left" else 1
        keys = [[fold(word) for word in text.split()[::nearest]] for text in table[sort]]
        table = table.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)
    return noted(table, tokens, f"query: {query}", f"where {describe(where)}" if where else "")
