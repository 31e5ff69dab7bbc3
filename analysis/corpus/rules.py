"""Which language's rules cut a document: the one place that knows the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from analysis import english, french
from analysis.writing.lists import Lists
from analysis.writing.sentences import Sentences

DEFAULT = "fr"


class Language(Protocol):
    """What is asked of a language; the modules `analysis.french` and `analysis.english` have it."""

    LISTS: Lists
    SENTENCES: Sentences
    COARSE: re.Pattern[str]  # finds coarse words
    ELIDED: str  # letters that are a word before an apostrophe

    def words(self, text: str, /) -> Iterator[tuple[int, int]]:
        """Give the span of each word of a sentence."""

    def cuts(self, form: str, /) -> tuple[int, ...]:
        """Give the lengths of the words in a coarse word."""

    def lemma(self, form: str, /) -> str:
        """Give the dictionary form of a word."""

    def is_known(self, word: str, /) -> bool:
        """Tell whether a list or the dictionary has a word."""


KNOWN: dict[str, Language] = {"fr": french, "en": english}
NAMES = {"fr": "French", "en": "English"}


def names(*languages: str) -> str:
    """Name languages as messages do, all that are known by default.

    Examples
    --------
    >>> names()
    'fr (French) or en (English)'
    """
    return " or ".join(f"{code} ({NAMES[code]})" for code in languages or KNOWN)


def rules_of(language: str) -> Language:
    """Give the rules of a language; for one that is not known, which no corpus has, those of French."""
    return KNOWN.get(language, french)
