"""The words by which a text says who speaks: ``lexicon/speech_cues.csv``, and a file for each other language.

Verbs stand there in their dictionary form, all else as it stands in a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from analysis.corpus.rules import DEFAULT, rules_of
from analysis.spelling import fold
from analysis.tables import LEXICON, contract, load_table, one_of, sound, text_column

KINDS = {
    "quotes": "a verb of saying, which may stand behind what is said: “…, a déclaré Moscou”",
    "says": "another verb whose subject says something: “Moscou exige cela”",
    "addresses": "a verb with “à” before whoever is addressed: “propose à Londres”",
    "calls on": "a verb with whoever is addressed right behind it: “exhorte Londres à”",
    "according to": "words before whoever speaks: “selon Moscou”",
    "stands for": "who speaks for a state or body: “la délégation russe”",
    "auxiliary": "a word that may stand before a verb: “Moscou n'a répondu”",
    "adverb": "a word that may stand beside a verb: “a répondu hier Moscou”",
    "holds": "a verb whose subject holds something to be needed: “Moscou juge qu'il faut”",
    "their view": "words that do the same for whoever was named before: “à ses yeux”",
    "in the view of": "words before whoever holds something to be needed: “pour Moscou, il faut”",
    "on behalf of": "words before whomever the speaker stands for: “au nom de l'Union européenne”",
    "at": "a preposition before the body whose people act: “au Congrès, des élus réclament”",
    "first person": "a word for whoever speaks: “notre pays”",
    "third person": "a word for whoever was named before: “ce dernier”",
    "the two": "words for the two whom a text is about: “les deux délégations”",
    "the states": "words for the member states: “plusieurs États”",
    "blames": "a verb that accuses or thanks: what it governs is no wish: “accuse Moscou de vouloir”",
    "attack": "an object that makes a verb no measure: “lancer une attaque”",
    "measure": "a noun of what may be proposed: “saluer l'initiative”, not “saluer un ami”",
    "happens": "a verb whose future promises nothing: “le sommet se tiendra”",
    "tells": "a verb that makes a wish a remark: “il faut noter”, “j'aimerais rappeler”",
    "bodies": "others who may ask though no name tells them: “une vingtaine d'ONG”",
    "points back": "words for what was named before: “cette idée”",
    "article": "a word that may stand between a preposition and a name: “à la Chine”",
    "definite": "a word before what is known already: “le ministère”",
    "to": "a preposition before whoever is addressed: “propose à Londres”",
    "of": "a preposition before whose something is: “la délégation de l'Inde”",
    "within": "a preposition before the body where one speaks: “dit-on à l'Élysée”",
    "one": "a word for whoever speaks there: “dit-on à l'Élysée”",
    "governs": "a preposition, behind which a name is no subject: “avec Moscou”",
}
_CONTRACTED = {"de": "(?:de|du|des|d')", "à": "(?:à|au|aux)"}
SCHEMA = contract("cue", cue=text_column(), kind=one_of(*KINDS), note=text_column(empty=True))


def load_speech_cues(path: Path | None = None, *, language: str = DEFAULT) -> tuple[pd.DataFrame, list[str]]:
    """Read the cues of speech and their problems: cue, kind (a key of ``KINDS``), note."""
    name = "speech_cues.csv" if language == DEFAULT else f"speech_cues_{language}.csv"
    return load_table(path or LEXICON / name, SCHEMA)


@cache
def read_speech_cues(language: str = DEFAULT) -> pd.DataFrame:
    """Read the cues of speech as `load_speech_cues` does; raise an `InputError` with all problems."""
    return sound(load_speech_cues(language=language))


@cache
def words_of(kind: str, language: str = DEFAULT) -> frozenset[str]:
    """Give the cues of a kind as they stand in the table of a language."""
    table = read_speech_cues(language)
    return frozenset(table.loc[table["kind"] == kind, "cue"])


def pattern(kind: str, *, plural: bool = False) -> str:
    """Give a regular expression for the cues of a kind, perhaps with the *s* of a plural.

    *de* and *à* at the end of a cue stand for *du*, *des*, *d'* and *au*, *aux* too.

    Examples
    --------
    >>> re.search(pattern("on behalf of"), "Il parle au nom des Douze.")[0]
    'au nom des'
    """
    firsts: dict[str, list[str]] = defaultdict(list)  # whose words are compared once for all their cues
    for cue in sorted(words_of(kind)):
        first, *rest = [re.escape(word) for word in cue.split(" ")]
        rest[-1:] = [_CONTRACTED.get(word, word) for word in rest[-1:]]
        firsts[first].append(r"\s+".join(["", *rest]))
    cues = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in firsts.items())
    words = (cues or "(?!)").replace("É", "[ÉE]").replace("'", "['’]")
    return rf"\b(?:{words}){'s?' * plural}(?:(?<=['’])|\b)"


@cache
def _kinds(language: str) -> Mapping[tuple[str, str], frozenset[str]]:
    """Give the last two words of each cue ('' and its word, if it is one), folded: its kinds."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    table, cut = read_speech_cues(language), rules_of(language).words
    for cue, kind in zip(table["cue"], table["kind"], strict=True):
        words = ["", *(fold(cue[start:end]) for start, end in cut(cue))]
        found[words[-2], words[-1]].add(kind)
    return {words: frozenset(kinds) for words, kinds in found.items()}


@lru_cache(maxsize=2**16)
def kinds_of(form: str, before: str = "", language: str = DEFAULT) -> frozenset[str]:
    """Give the kinds of cue that a form may be, by itself or behind the word before it.

    A noun that is written as a form of a verb (*estime*, *résumé*) may be that verb.

    Examples
    --------
    >>> sorted(kinds_of("répond")), sorted(kinds_of("savoir", "fait")), sorted(kinds_of("après", "l'"))
    (['addresses', 'quotes'], ['happens', 'quotes', 'tells'], [])
    """
    known, names = _kinds(language), _names(form, language)
    found = (known.get((first, name), ()) for first in ("", *_names(before, language)) for name in names)
    return frozenset().union(*found)


def _names(form: str, language: str) -> set[str]:
    folded, lemma = fold(form), fold(rules_of(language).lemma(form)) if form else ""
    return {folded, lemma, folded + "r", lemma + "r"}
