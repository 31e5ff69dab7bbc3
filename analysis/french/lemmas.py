"""The dictionary form of a French word: simplemma's dictionary, with the forms of French on top.

The dictionary lists forms one by one: it takes many participles and feminine adjectives for words of
their own, and many plurals for verbs (*votes*, *copines*). Here a form is first led back by its
ending to a verb or a masculine form; that is believed only where the dictionary knows what comes out.
"""

from __future__ import annotations

import re
from functools import cache

import simplemma
from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from analysis.french.lists import inclusive, is_stop_word, table
from analysis.spelling import fold, fold_each, plain

SHORT_ACRONYM = 3  # one of up to three letters is no word
LONGEST_ACRONYM = 5  # longer ones are written as names are: *Unesco*
INFLECTIONS = ("", "s", "e", "es")  # of a participle

_UNKNOWN_PLURAL = re.compile(
    r"[^\W\d_]{3,}(?:iens|[^\W\dsuioaèyxpc]s)(?<!ours)(?<!vers)(?<![^i]ens)(?<!oins)"
)
_PREFIX = re.compile(
    r"(?:\w+o|anti|auto|co|contre|demi|ex|inter|mi|micro|mini|multi|non|néo|post|pré|quasi|re|ré|semi|sous|sur"
    r"|super|ultra|vice)-(?=\w+$)"
)
_PRODUCTIVE = ("ale", "oise", "ive")
_FINITE = re.compile(r"(\w{7,})a|(\w{3,}?)(?:ait|aient|èrent|ent|era|eront|erait|eraient)")
_INCLUSIVE = re.compile(rf"(?<=\w{{2}}){inclusive()}$")
_CYBER = re.compile(r"(cyber-?)(\w{3,30})", re.IGNORECASE)
_LIGATURE = re.compile(r"(?:oe|O[eE])(?=[uU])|\b(?:oe|O[eE])(?=[cdsntCDSNT]|il|IL)|(?<=[fF])oe(?=t)")
_ADVERB = re.compile(r"(\w{2,}?)(?:(e|a)m|(é)|)ment")  # évid-e-mment, court-, conform-é-ment, réelle-ment
_ROMAN_ORDINAL = re.compile(r"[IVXLC]+(?:e|er|re|ère|ème)s?")


@cache
def lemma(form: str) -> str:
    """Give the dictionary form of a word; common words in lower case, names as they are written.

    Pronouns and possessives have the headword of dictionaries (*ils*: *il*, *s'*: *se*, *nos*: *notre*).
    Acronyms stay as they are; a word in capitals gets its accents back (*ETATS*: *État*); *cyber-* words
    take the lemma of what follows the prefix.

    Examples
    --------
    >>> [lemma(form) for form in ("Américains", "l’", "TIC", "cyberattaques", "proposé", "Moscou")]
    ['américain', 'le', 'TIC', 'cyberattaque', 'proposer', 'Moscou']
    >>> [lemma(form) for form in ("prises", "nationale", "concernant", "votes", "XXIe", "élève(s)")]
    ['prendre', 'national', 'concerner', 'vote', 'XXIe', 'élève']
    """
    usual = plain(form)
    if "oe" in usual.lower():
        usual = _LIGATURE.sub(lambda letters: "œ" if letters[0] == "oe" else "Œ", usual)
    if not usual.isalpha():
        usual = _INCLUSIVE.sub("", usual)
    own = _own_lemmas().get(usual)
    if own:
        return own
    cyber = _CYBER.fullmatch(usual) if usual[:1] in "cC" else None
    if cyber:
        return cyber[1].lower() + lemma(cyber[2].lower())
    if not usual[:1].isupper():  # by far most
        return _of_common(usual)
    if _ROMAN_ORDINAL.fullmatch(usual) and not is_stop_word(usual):
        return usual
    return _of_capitals(usual) if usual.isupper() else _of_capitalised(usual)


def _of_capitals(word: str) -> str:
    """Give the lemma of a word all in capitals: an acronym, or a word or a name of a headline."""
    lower, name = _accented(word.lower()), word.title()
    if is_stop_word(word) and (len(word) >= SHORT_ACRONYM or word[-1] in "'ÀÔÙ"):
        return _of_lower(lower)
    if name in _own_lemmas():
        return _own_lemmas()[name]
    if len(word) > SHORT_ACRONYM and not _looks_like_a_name(lower.capitalize(), lower):
        return _of_lower(lower)
    is_name = (_dictionary(name)[:1].isupper() and _is_known(name)) or len(word) > LONGEST_ACRONYM
    return name if is_name and len(word) > SHORT_ACRONYM and word.isalpha() else word


def _of_capitalised(word: str) -> str:
    """Give the lemma of a word that begins with a capital: a name, or a sentence's first word."""
    lower = word.lower()
    accented = _accented(lower)
    if accented[1:] == lower[1:]:
        lower = accented
    is_name = not is_stop_word(lower) and _looks_like_a_name(word, lower)
    return word if is_name else _of_lower(lower)


def _of_lower(word: str) -> str:
    return _own_lemmas().get(word) or _of_common(word)


@cache
def _accented(word: str) -> str:
    """Give a word that the dictionary lacks the accents that capitals lose: *etats*, *états*."""
    if _is_word(word):
        return word
    acute = "é" + word[1:]
    return acute if word[0] == "e" and _is_word(acute) else _by_bare_letters().get(fold(word), word)


@cache
def _by_bare_letters() -> dict[str, str]:
    words = [word for word in DEFAULT_DICTIONARY_FACTORY.get_dictionary("fr") if not word.isascii()]
    words = [word for word in [*words, *_own_lemmas()] if word[:1].islower()]
    return dict(zip(fold_each(words), words, strict=True))


def _is_common(word: str) -> bool:
    """Tell whether a word in lower case is in our lists, an adverb in -ment or made of such words."""
    if word in _own_lemmas() or is_stop_word(word) or word[1:2] == "'":
        return True
    adverb = _ADVERB.fullmatch(word)
    if adverb:
        stem, nasal, accent = adverb.groups()
        return _is_known(stem + (nasal + "nt" if nasal else accent or "")) or _is_known(stem + "e")
    first, _, rest = word.partition("-")
    return bool(rest) and bool(_PREFIX.match(word) or _is_word(first)) and all(map(_is_word, rest.split("-")))


def _is_word(word: str) -> bool:
    return _is_known(word) or _is_common(word)


def _looks_like_a_name(word: str, lower: str) -> bool:
    """Tell whether a capital is more than a sentence's first: finite verbs in -er seldom come first."""
    if lower in _own_lemmas() or (word[1:] == lower[1:] and not _is_known(lower) and _is_common(lower)):
        return False
    if not (_is_known(lower) or _infinitive(lower)) or (_is_known(word) and _dictionary(word)[:1].isupper()):
        return True
    verb = _dictionary(lower)
    return verb.endswith("er") and _is_verb(verb) and re.search(r"(?:er|ée?s?|ant|ons|ez)$", lower) is None


def _of_common(word: str) -> str:
    """Give the lemma of a word in lower case."""
    if "-" in word[1:]:
        return _of_compound(word)
    infinitive = _infinitive(word)
    if infinitive:
        return infinitive
    found = _entry(word)
    if found is None:
        return _of_unknown_verb(word) or _masculine(word) or _of_unknown_plural(word) or _dictionary(word)
    return (_masculine(word) or _noun(word, found) or found) if word.endswith(("e", "es")) else found


def _of_compound(word: str) -> str:
    prefix = _PREFIX.match(word)
    if prefix:
        rest = word[prefix.end() :]
        return prefix[0] + (_own_lemmas().get(rest) or _of_common(rest))
    return _dictionary(word) if _is_known(word) else word


def _infinitive(word: str) -> str:
    """Lead a participle back to its verb, in any gender and number."""
    own = _own_participles().get(word)
    if own:
        return own
    for participle, infinitive in _endings("participle", word[-3:]):
        if word.endswith(participle):
            stem = word.removesuffix(participle)
            if _is_verb(stem + infinitive) and not (participle[0] == "i" and stem[-1:] in "aeo"):
                return stem + infinitive
    return ""


@cache
def _own_participles() -> dict[str, str]:
    """Give the forms that our list leads back to a verb, or to a participle that is a word of its own."""
    last = tuple({participle[-1] for participle, _ in _endings("participle")} - {"e"})
    words = [
        (form, own) for form, own in _own_lemmas().items() if form.endswith(last) and not is_stop_word(form)
    ]
    return {
        form + inflection: own
        for inflection in reversed(INFLECTIONS)  # a form of the list before what is made of another
        for form, own in words
        if _is_verb(own) or (own == form and (not inflection or form.endswith(("é", "u", "ant", "ait"))))
    }


def _of_unknown_verb(word: str) -> str:
    """Lead a form that the dictionary lacks back to a regular verb that it has (*cartographia*)."""
    finite = _FINITE.fullmatch(word)
    infinitive = (finite[1] or finite[2]) + "er" if finite else ""
    return infinitive if _is_verb(infinitive) else ""


def _masculine(word: str) -> str:
    """Lead a feminine adjective that the dictionary takes for another word back to the masculine."""
    singular = word.removesuffix("s")
    if singular[-1:] != "e" or _dictionary(word) not in (word, singular):
        return ""
    for feminine, masculine in _endings("feminine", singular[-2:]):
        stem = singular.removesuffix(feminine)
        base = stem + masculine
        if stem == singular:
            continue
        if _is_known(base) and _dictionary(base) == base:
            return base
        is_productive = feminine in _PRODUCTIVE or stem.endswith("i")
        if not _is_known(stem + "eur") if feminine == "euse" else is_productive and not _is_known(word):
            return base
    return ""


def _noun(word: str, found: str) -> str:
    """Take a plural that the dictionary takes for a verb (*tu votes*) for a noun."""
    singular = word.removesuffix("s")
    if singular == word or found != singular + "r":
        return ""
    return singular if _own_lemmas().get(singular) == singular else _dictionary(singular)


def _of_unknown_plural(word: str) -> str:
    """Take a word that the dictionary lacks, and that looks like a plural, for one."""
    if _dictionary(word) != word or not _UNKNOWN_PLURAL.fullmatch(word):
        return ""
    singular = word.removesuffix("s")
    return _own_lemmas().get(singular) or _of_common(singular)


def _dictionary(word: str) -> str:
    return _entry(word) or str(simplemma.lemmatize(word, lang="fr"))


def _is_known(word: str) -> bool:
    return _entry(word) is not None


@cache
def _entry(word: str) -> str | None:
    """Look a form up in simplemma's dictionary, in its own case or the other, as simplemma does."""
    entries = DEFAULT_DICTIONARY_FACTORY.get_dictionary("fr")
    other = word.lower() if word[:1].isupper() else word.capitalize()
    found = entries.get(word) or entries.get(other)
    if found is None and "œ" in word:  # the dictionary has some with the ligature, some without
        found = entries.get(word.replace("œ", "oe"), "").replace("oe", "œ") or None
    return found


@cache
def _is_verb(infinitive: str) -> bool:
    """Tell whether a word is an infinitive; *premier* and *étranger* have no participle."""
    if not infinitive.endswith(("er", "ir", "re")) or not _is_known(infinitive):
        return False
    stem = infinitive.removesuffix("er")
    return _dictionary(infinitive) == infinitive and (
        stem == infinitive or any(_is_known(stem + ending) for ending in ("é", "és", "ée", "ait", "ant"))
    )


@cache
def _endings(kind: str, tail: str = "") -> list[tuple[str, str]]:
    """Give the endings that lead words with this tail to a dictionary form: *-pris* to *-prendre*."""
    if tail:  # few are worth a look
        return [pair for pair in _endings(kind) if pair[0].endswith(tail) or tail.endswith(pair[0])]
    rows = table("endings.csv").query("kind == @kind")
    pairs = list(zip(rows["ending"], rows["becomes"], strict=True))
    if kind == "participle":  # past ones in any gender and number, then present ones
        pairs = [(ending + inflection, verb) for inflection in INFLECTIONS for ending, verb in pairs]
        return [*pairs, *_endings("present")]
    return pairs


@cache
def _own_lemmas() -> dict[str, str]:
    """Read our own list; a plural stands for its singular too where that is a noun or adjective."""
    rows = table("lemmas.csv")
    own = dict(zip(rows["form"], rows["lemma"], strict=True))
    nouns = [form for form, lemma in own.items() if lemma == form and not is_stop_word(form)]
    plurals = {form + mark: form for form in nouns for mark in ("sx" if form.endswith("u") else "s")}
    return plurals | own
