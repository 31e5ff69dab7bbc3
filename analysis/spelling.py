"""Spellings of one word: the forms in which words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

UNREAD = "\u00ad"  # a soft hyphen, which stands in a reading for what nobody reads inside a word
_LIGATURE = re.compile("[\ufb00-\ufb06]")


@lru_cache(maxsize=1024)  # the lines of a page are folded again and again
def fold(text: str) -> str:
    """Fold a text for matching: no case, no accents, one apostrophe, one space.

    The result is for comparison only: its offsets are not those of the text.

    Examples
    --------
    >>> fold("l’État  MEMBRE")
    "l'etat membre"
    """
    return " ".join(bare(text).split())


def fold_each(words: Iterable[str]) -> list[str]:
    """Fold many words, as `fold` does one by one, but at once, which is sooner.

    Examples
    --------
    >>> fold_each(["Moscou", "États-Unis", "l’"])
    ['moscou', 'etats-unis', "l'"]
    """
    folded = [word.lower() if word.isascii() else word for word in words]
    accented = [number for number, word in enumerate(folded) if not word.isascii()]
    letters = bare("\n".join(folded[number] for number in accented)).split("\n")
    for number, word in zip(accented, letters, strict=False):  # "" gives one part
        folded[number] = word
    return folded


def bare(text: str) -> str:
    """Fold a text as `fold` does, but keep its blanks: what becomes of a character depends on no other."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    for char in set(decomposed):  # few are distinct: sooner than a look at each
        if char > "\x7f" and (unicodedata.combining(char) or char == UNREAD):
            decomposed = decomposed.replace(char, "")
    return decomposed.casefold()


def clean(form: str) -> str:
    """Give a form without what nobody sees: composed letters, no ligatures of print, no soft hyphens.

    Examples
    --------
    >>> clean("e\u0301tat"), clean("con\ufb02its"), clean("cyber\u00adattaque")
    ('état', 'conflits', 'cyberattaque')
    """
    if form.isascii():
        return form
    if max(form) < "\u0300":  # by far most: nothing to compose
        return form.replace(UNREAD, "")
    form = _LIGATURE.sub(lambda ligature: unicodedata.normalize("NFKD", ligature[0]), form)
    return unicodedata.normalize("NFC", form).replace(UNREAD, "")


def plain(form: str) -> str:
    """Give a form as it is usually written: as `clean` does, with straight apostrophes.

    Examples
    --------
    >>> plain("l’e\u0301tat")
    "l'état"
    """
    return clean(form).replace("’", "'")


def decomposed(form: str) -> str:
    """Give a form with its accents as characters of their own, as some systems write it."""
    return unicodedata.normalize("NFD", form)
