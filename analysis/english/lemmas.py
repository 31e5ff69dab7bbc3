"""The dictionary form of an English word: simplemma's dictionary, with a short list of our own on top."""

from __future__ import annotations

from functools import cache

import simplemma
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from analysis.english.lists import LISTS, is_known, own_lemmas
from analysis.spelling import plain

SHORT_ACRONYM = 5  # a word in capitals of more letters is one of a headline


@cache
def lemma(form: str) -> str:
    """Give the dictionary form of a word; common words in small letters, names as they are written.

    A form has one lemma, whatever it is in its sentence: *'s* stays *'s*, *left* is *leave*. Acronyms stay as
    they are.

    Examples
    --------
    >>> [lemma(form) for form in ("States", "agreed", "n’t", "Moscow", "UN", "us", "US", "cyber-attacks")]
    ['state', 'agree', 'not', 'Moscow', 'UN', 'we', 'US', 'cyber-attack']
    """
    word = plain(form)
    lower = word.lower()
    own = own_lemmas()
    if word in own:
        return own[word]
    if LISTS.is_stop_word(word):
        return own.get(lower) or _of_dictionary(lower)
    if word == lower:
        return _of_dictionary(word)
    if word.isupper() and len(word) <= SHORT_ACRONYM:
        return word
    name = _entry(word)
    if name[:1].isupper():  # Russians: Russian
        return name
    if is_known(lower):
        return own.get(lower) or _of_dictionary(lower)
    return word.capitalize() if word.isupper() and word.isalpha() else word


def _entry(word: str) -> str:
    """Look a form up in simplemma's dictionary as it is written."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en").get(word, "")


def _of_dictionary(word: str) -> str:
    first, hyphen, last = word.rpartition("-")
    if not last or (hyphen and last.endswith(("ed", "ing"))):  # open-ended
        return word
    found = str(simplemma.lemmatize(last, lang="en"))
    if found.endswith("ell") and found != last and _entry(found[:-1]) == found[:-1]:  # cancelled: not cancell
        found = found[:-1]
    return first + hyphen + found
