"""Lines in another language than their document's, told by their script and by the commonest words."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from analysis.french.lists import stop_words
from analysis.writing.quotations import quotations

SHORTEST = 60  # letters of a line of which the language is told
LEAST_COMMON = 1 / 8  # of the words of a line are common in its language
LAST_LATIN = "\u024f"
LEAST_FOREIGN = 10  # letters of another script
SAMPLE = 5000  # characters by which a text's language is told
OTHER_SCRIPT = "another script"
OTHERS = {
    "en": "a an and are as at be by for from has he in is it not of on or that the their this to was with",
    "es": "a al con de del el en entre es ha la las lo los más no o para por que se sobre su sus un una y",
    "de": "am auf bei das dem den der des die ein eine für hat im in ist mit nicht sich sie und von zu über",
    "it": "a ai al all' che con da dal dalla dell' della delle di e gli agli i il in la le lo nel per più si "
    "sono su sull' sulla un una è",
    "pt": "a ao aos as com da das de do dos e em entre mais na não no nos o os para pela por que se um uma",
}


def is_foreign(line: str, language: str) -> bool:
    """Tell whether a line is in another language; what it quotes does not count.

    Examples
    --------
    >>> line = "Rusia propone a los Estados Unidos un acuerdo sobre la seguridad de la información mundial."
    >>> is_foreign(line, "fr"), is_foreign(f"Il a écrit hier : « {line} »", "fr")
    (True, False)
    """
    if language not in _common_words():
        return False
    others = _common_words().keys() - {language}
    if _share(line, own_words(language)) > LEAST_COMMON:  # by far most
        return False
    own = _without_quotations(line)
    letters = [char for char in own if char.isalpha()]
    if sum(char > LAST_LATIN for char in letters) > max(LEAST_FOREIGN, len(letters) / 2):
        return True
    return len(letters) >= SHORTEST and any(
        _share(own, _only_in(other, frozenset({language})))
        > LEAST_COMMON
        > _share(own, _only_in(language, frozenset({other})))
        for other in others
    )


def language_of(text: str) -> str:
    """Tell the language that a text is in; '' where it is short, or its words do not tell.

    Examples
    --------
    >>> language_of("The states of the world have to act on it, and they will not wait for Moscow or London.")
    'en'
    """
    sample = text[:SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < SHORTEST:
        return ""
    if sum(char > LAST_LATIN for char in letters) > len(letters) / 2:
        return OTHER_SCRIPT
    shares = {language: _share(sample, own_words(language)) for language in _common_words()}
    second, first = sorted(shares.values())[-2:]
    is_clear = first > LEAST_COMMON / 2 or first > second == 0
    return max(shares, key=lambda language: shares[language]) if is_clear else ""


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {"fr": stop_words()} | {language: frozenset(words.split()) for language, words in OTHERS.items()}


@cache
def _only_in(language: str, others: frozenset[str]) -> frozenset[str]:
    words = _common_words()
    return words.get(language, frozenset()).difference(*(words[other] for other in others))


def own_words(language: str) -> frozenset[str]:
    """Give the words that are common in a language and in no other; none, where it is not known."""
    return _only_in(language, frozenset(_common_words().keys() - {language}))


def _share(line: str, common: Collection[str]) -> float:
    """Give the share of a line's words that are common ones."""
    words = line.lower().replace("’", "'").replace("'", "' ").split()
    return sum(map(common.__contains__, words)) / max(1, len(words))


def _without_quotations(line: str) -> str:
    """Leave out what a line quotes, unless it is a quotation and no more than a word."""
    parts, place = [], 0
    for start, end in quotations(line):
        parts.append(line[place:start])
        place = end
    rest = "".join([*parts, line[place:]])
    return rest if len(re.findall(r"\w+", rest)) > 1 else line
