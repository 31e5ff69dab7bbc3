"""The dictionary form of a French word."""

from __future__ import annotations

import csv
import re
from functools import cache

import simplemma

from analysis.lists import LEXICON, is_stop_word, plain


@cache
def lemma(form: str) -> str:
    """Give the dictionary form of a word: simplemma's, after a short list of our own.

    Acronyms stay as they are; *cyber-* words take the lemma of what follows the prefix.

    Examples
    --------
    >>> [lemma(form) for form in ("Américains", "l’", "TIC", "cyberattaques", "proposé", "Moscou")]
    ['américain', 'le', 'TIC', 'cyberattaque', 'proposer', 'Moscou']
    """
    usual = plain(form)
    own = _own_lemmas()
    if usual in own or usual.lower() in own:
        return own.get(usual, own.get(usual.lower(), usual))
    if usual.isupper() and len(usual) > 1 and sum(char.isalpha() for char in usual) > 1:
        return usual
    cyber = re.fullmatch(r"(cyber-?)(\w{3,})", usual, re.IGNORECASE)
    if cyber:
        return cyber[1].lower() + lemma(cyber[2].lower())
    if usual[:1].isupper() and (is_stop_word(usual) or _is_common(usual)):
        usual = usual.lower()
    return str(simplemma.lemmatize(usual, lang="fr"))


def _is_common(capitalised: str) -> bool:
    if not simplemma.is_known(capitalised.lower(), lang="fr"):
        return False
    return not simplemma.lemmatize(capitalised, lang="fr")[:1].isupper()


@cache
def _own_lemmas() -> dict[str, str]:
    with (LEXICON / "lemmas.csv").open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["lemma"] for row in csv.DictReader(file)}
