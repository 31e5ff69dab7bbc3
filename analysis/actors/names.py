"""Names of persons: what tells *Paris Hilton* from Paris, *Hunter Biden* from Joe Biden.

The words by which a name is told, such as titles, are a table, ``names.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

import simplemma

from analysis import french
from analysis.actors.transliterations import sounds
from analysis.corpus.phrases import is_phrase
from analysis.corpus.rules import DEFAULT, rules_of
from analysis.spelling import fold, plain
from analysis.tables import LEXICON, contract, load_table, one_of, sound, text_column
from analysis.writing.signs import LETTER

KINDS = {
    "title": "stands before a person's name and is no part of it: “M. Lavrov”",
    "particle": "stands before a surname and is a part of it: “M. de Villepin”",
    "office": "stands beside the name of whoever holds it: “le sénateur Durand”",
    "national office": "the same, where it is that of a state: the document's own, if no other is named",
    "first name": "a first name, though it is a word of French too: “Pierre”",
    "family first": "a state in whose persons' names the family name stands first: “Wang Yi”",
    "homonym": "a state whose name a place elsewhere has too: “la Géorgie (États-Unis)”",
}
WORDS = contract(
    "word",
    word=text_column(is_phrase, "at least one word"),
    kind=one_of(*KINDS),
    note=text_column(empty=True),
)
MOST = 3  # first names that are looked at before a surname
_INITIALS = re.compile(rf"(?:{LETTER}\.-?)+")
_VOWELS = re.compile(r"[aeiouy]")


@cache
def words_of(kind: str) -> frozenset[str]:
    """Give the words of a kind as `plain` and small letters give them; ``KINDS`` says which there are."""
    table = sound(load_table(LEXICON / "names.csv", WORDS))
    return frozenset(table.loc[table["kind"] == kind, "word"].str.lower())


@cache
def offices() -> frozenset[str]:
    """Give the words that stand beside the name of whoever holds an office."""
    return words_of("office") | words_of("national office")


@lru_cache(maxsize=2**16)
def is_first_name(form: str, language: str = DEFAULT) -> bool:
    """Tell whether a form may be a first name or its initials: a capital, no title and no word.

    Examples
    --------
    >>> [is_first_name(form) for form in ("Hunter", "J.", "Jean-Pierre", "Administration", "Mme", "hier")]
    [True, True, True, False, False, False]
    """
    if not form[:1].isupper() or is_title(form):
        return False
    parts = plain(form).lower().split("-")
    known = words_of("first name")
    return bool(_INITIALS.fullmatch(form)) or all(
        part in known or not _is_word(part, language) for part in parts
    )


def is_title(form: str) -> bool:
    """Tell whether a form is a title, such as *Mme*, whatever its case."""
    return plain(form).lower() in words_of("title")


def _is_word(part: str, language: str) -> bool:
    if not part.isalpha() or rules_of(language).LISTS.is_stop_word(part):
        return True
    if language != DEFAULT:
        return rules_of(language).is_known(part)
    return bool(simplemma.is_known(part, lang="fr")) and french.lemma(part).islower()  # not Jean, Robert


def is_another(
    before: Sequence[str], firsts: Collection[str], *, capitals: bool = False, language: str = DEFAULT
) -> bool:
    """Tell whether the words before a surname make it the name of somebody with other first names.

    Parameters
    ----------
    before : sequence of str
        The words before the surname, the nearest first.
    firsts : collection of str
        The first names of the person whose surname it is.
    capitals : bool
        Whether the surname is in capitals, as words beside it then are.
    language : str
        Of the document.

    Examples
    --------
    >>> [is_another(before, {"Joe", "Joseph"}) for before in (["Hunter"], ["H."], ["J."], ["Selon"])]
    [True, True, False, False]
    >>> is_another(["R.", "Joseph"], {"Joe", "Joseph"}), is_another(["Serge"], {"Sergueï"})
    (False, False)
    """
    names = []
    for form in before[:MOST]:
        if form.lower() in words_of("particle"):
            continue
        if not is_first_name(form, language) or (
            form.isupper() and len(form) > 1 and "." not in form and not capitals
        ):
            break
        names.append(form)
    return bool(names) and not any(_fits(name, first) for name in names for first in firsts)


@lru_cache(maxsize=2**12)
def _fits(name: str, first: str) -> bool:
    """Tell whether two may be one: *Dimitri* and *Dmitri*, *Vlad* and *Vladimir*, *J.* and *Joe*."""
    if _INITIALS.fullmatch(name):
        return fold(name)[0] == fold(first)[0]
    one, other = sorted(sounds([name, first]), key=len)
    if len(one) > 2 and other.startswith(one):
        return other != one + "a"  # Alexandra is not Alexandre
    return _VOWELS.sub("", one) == _VOWELS.sub("", other) and one[-1:] == other[-1:]
