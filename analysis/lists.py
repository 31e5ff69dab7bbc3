"""The lists of French words that the rules look up, and the usual form in which they are compared."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"
LETTER = r"[^\W\d_]"


def plain(form: str) -> str:
    """Give a form as it is usually written: composed letters, straight apostrophes, no soft hyphens.

    Examples
    --------
    >>> plain("l’e\u0301tat")
    "l'état"
    """
    return unicodedata.normalize("NFC", form).replace("’", "'").replace("\u00ad", "")


def decomposed(form: str) -> str:
    """Give a form with its accents as characters of their own, as some systems write it."""
    return unicodedata.normalize("NFD", form)


@cache
def stop_words() -> frozenset[str]:
    """Give the function words of French, in lower case, elided forms with a straight apostrophe."""
    return frozenset((LEXICON / "stop_words.txt").read_text(encoding="utf-8").split())


@cache
def is_stop_word(form: str) -> bool:
    """Tell whether a form is a function word, whatever its case and its apostrophe.

    Examples
    --------
    >>> is_stop_word("L’"), is_stop_word("Russie")
    (True, False)
    """
    return plain(form).lower() in stop_words()


@cache
def abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the words that are written with a full stop, without it, in three sets.

    Those that announce a name or another word (*M.*, *cf.*) never end a sentence. Those that announce
    a number (*art.*, *sept.*) may be words themselves (*l'art*, *sept*), so only a number shows them.
    The last (*etc.*) may end a sentence.

    Examples
    --------
    >>> ["cf" in each for each in abbreviations()], ["art" in each for each in abbreviations()]
    ([True, False, False], [False, True, False])
    """
    announcing, numbering, ending = (LEXICON / "abbreviations.txt").read_text(encoding="utf-8").split("\n\n")
    return frozenset(announcing.split()), frozenset(numbering.split()), frozenset(ending.split())
