"""The lists of English words that the rules look up."""

from __future__ import annotations

from functools import cache

from analysis.spelling import plain
from analysis.tables import LEXICON, contract, load_table, sound, text_column
from analysis.writing.lists import Lists

LEMMAS = "lemmas_en.csv"
SCHEMA = contract("form", form=text_column(unique=True), lemma=text_column())
LISTS = Lists("en", "stop_words_en.txt", "abbreviations_en.txt", frozenset({"IT", "US", "WHO"}))


def load_lists() -> list[str]:
    """Read every list of English words anew, and give the problems of their files, a sentence each."""
    return load_table(LEXICON / LEMMAS, SCHEMA)[1] + LISTS.problems()


@cache
def own_lemmas() -> dict[str, str]:
    """Give the forms of our own list with their lemmas."""
    rows = sound(load_table(LEXICON / LEMMAS, SCHEMA))
    return dict(zip(rows["form"], rows["lemma"], strict=True))


def stop_words() -> frozenset[str]:
    """Give the function words of English, in small letters, with straight apostrophes."""
    return LISTS.stop_words


def is_stop_word(form: str) -> bool:
    """Tell whether a form is a function word, whatever its case and its apostrophe; *US* is none.

    Examples
    --------
    >>> [is_stop_word(form) for form in ("The", "n’t", "us", "US", "Russia")]
    [True, True, True, False, False]
    """
    return LISTS.is_stop_word(form)


@cache
def is_known(word: str) -> bool:
    """Tell whether a list or the dictionary has a word, in any case.

    Examples
    --------
    >>> is_known("Treaties"), is_known("tion")
    (True, False)
    """
    lower = plain(word).lower()
    return lower in stop_words() or LISTS.is_in_dictionary(lower)
