"""Sentences of French, with offsets into the raw text."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.french.lists import LISTS
from analysis.writing.sentences import Sentences

OPENERS = (
    *"Il Ils Elles On Nous Ce C' C’ Cet Cette Ces Quel Quels Quelle Quelles Mais Puis Si Enfin".split(),
    *"Ensuite Cependant Néanmoins Toutefois Après Dans Depuis Lors Lorsque Lorsqu' Lorsqu’".split(),
    *("Pendant", "Selon", "En effet", r"Avant de(?=\s[a-z])", "Chez les"),
)
SENTENCES = Sentences(LISTS, OPENERS)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each sentence of a text, in order; white space lies between them.

    A sentence ends at ``. ! ? …`` (and at ``[...]``) with its closing quotation marks, where the
    next begins with a capital, a digit or an opening mark, also with no space between
    (``russe.En 2019``); not after an abbreviation, an initial or inside a number or an address.
    A blank line ends one, and so does a line end before an item of a list.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.En 2019, non."
    >>> [text[start:end] for start, end in sentences(text)]
    ['« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.', 'En 2019, non.']
    """
    return SENTENCES.cut(text)
