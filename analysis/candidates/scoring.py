"""How likely a clause is a proposal: the weight of its cue, and the signs that stand with it.

The signs and their weights are a table, ``signs.csv``. They are log-odds, fitted together with those of the
cues on sentences coded before anything was searched, most of them from real documents. On texts of
other kinds fewer are proposals than a score says: see *Method and limits*.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from analysis.actors.speech_cues import kinds_of
from analysis.candidates.cues import is_infinitive
from analysis.candidates.genres import SPEECH
from analysis.candidates.patterns import patterns
from analysis.candidates.scene import NEAR, Cue, Scene
from analysis.tables import LEXICON, contract, load_table, one_of, sound, text_column

SURE = 0.95  # the greatest weight of a cue

SIGNS = {  # what each says; the first eight: who asks
    "named": "the one who asks is named beside the cue",
    "said": "words say who speaks, or in whose view it is",
    "voice": "who speaks in the document asks",
    "group": "agent-of-many states or the parties ask, as a group",
    "meant": "who asks was named in a sentence before",
    "unnamed": "people ask of whom it is not known who they are",
    "nobody": "nobody is found who asks",
    "silent": "nobody is found in a text that hardly reports what anybody says",
    "theme": "words of a theme stand in the sentence",
    "that": "“que” follows the cue",
    "infinitive": "an infinitive follows the cue",
    "noun": "the cue is a noun",
    "participle": "the cue is a present participle",
    "bare": "the cue is a past participle that nothing makes a verb: “une liste proposée”",
    "purpose": "the cue says what something is for: “pour promouvoir la paix, il salue”",
    "far": "other words stand between the cue and its subject",
    "blame": "the sentence accuses or thanks somebody before the cue",
    "attack": "the cue's object is an attack or an accusation",
    "dated": "a year follows the verb: what was done then, not asked: “élaborée en 2001”",
    "topic": "a noun opens its sentence, and is nobody's there: “l'importance de ces menaces inquiète”",
    "question": "the sentence asks or says what is asked: “demande pourquoi”",
    "speech": "the document is a speech or statement",
    "cue": "times the log-odds of the cue's weight",
    "always": "of any cue",
}
RULES = {
    "named": "adjective complement agent presented-by between on-behalf subject agent-before "
    "body-at-head capital inviter of-participle subject-behind whose-text",
    "said": "verb-behind-quotation verb-of-saying name-before-quotation label view opinion opinion-of-two",
    "voice": "voice speaker",
    "group": "agent-of-many states signatories two-states",
    "meant": "antecedent last-speaker reported",
}


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", cell) is not None


WEIGHTS = contract(
    "sign", sign=one_of(*SIGNS), weight=text_column(_is_number, "a number"), note=text_column(empty=True)
)

_ASKERS = {rule: sign for sign, rules in RULES.items() for rule in rules.split()}
_THAT = frozenset(("que", "qu'", "qu’"))
_ASKED = ("?", "? »", "?»", "?\u00a0»", "?”", '?"')
_WORD = re.compile(r"[^\W\d_]+(?:['’]|\b)")
_DATED = re.compile(r"[^,.;:«»]{0,25}\ben (?:\w+ )?(?:19|20)\d\d\b")
_OF = (" de", " du", " des", " d'", " d’")
_OPENS = re.compile(r"\W*(?:C['’]est\s)?(?:l[ea]s?\s|l['’])?", re.IGNORECASE)
_WAS_TO = re.compile(r"dev(?:ait|aient)|fallait", re.IGNORECASE)  # tells what came, if nobody says it
_INDIRECT = re.compile(
    r"demand\w+\b[^«»;]*?\b(?:pourquoi|comment|quand|combien|si|s['’]ils?|quel(?:le)?s?)\b", re.IGNORECASE
)
_QUESTION = 150  # characters behind « demande » in which what is asked begins
_PARTICIPLE = re.compile(r"\w+ée?s?\b")
_VERB_OF = re.compile(  # « a été largement », « s'est »: what makes a participle a verb
    r"\b(?:a|ai|as|ont|av(?:ons|ez|ait|aient|oir)|aur\w+|ayant|est|es|s(?:er\w+|uis|ont|ommes|oit|oient)|êtes|"
    r"ét(?:ait|aient|é|ant)|être|fut|furent)(?:\s+[\w’'-]+){0,4}\s+$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:\s+[\w’'-]+){0,3}\s+par\b")
_PURPOSE = tuple(
    f"{words}{mieux}"
    for words in ("pour ", "Pour ", *(f"{some} d{e}" for some in ("fin", "n vue") for e in ("e ", "'", "’")))
    for mieux in ("", "mieux ")
)
_AHEAD, _BEHIND = 80, 60  # characters before and behind a cue that are looked at
_FEW = 4  # words behind a cue among which its object begins


@cache
def weights() -> Mapping[str, float]:
    """Read the weight of each sign."""
    table = sound(load_table(LEXICON / "signs.csv", WEIGHTS))
    return dict(zip(table["sign"], table["weight"].map(float), strict=True))


def signs_of_words(text: str, cue: Cue, *, has_theme: bool, is_speech: bool) -> set[str]:
    """Name the signs that the words round a cue are."""
    behind = _WORD.findall(text, cue.end, min(cue.high, cue.end + _BEHIND))[:_FEW]
    ahead = _WORD.findall(text, max(cue.low, cue.start - _AHEAD), cue.start)
    is_passive = text.endswith(("été ", "être "), cue.low, cue.start)
    found = {
        "theme": has_theme,
        "that": not _THAT.isdisjoint(behind),
        "infinitive": any(map(is_infinitive, behind)),
        "noun": cue.is_noun,
        "participle": not cue.is_noun and text.endswith("ant", cue.start, cue.end),
        "bare": not cue.is_noun and _is_bare(text, cue),
        "purpose": not cue.is_noun and text.endswith(_PURPOSE, cue.low, cue.start),
        "blame": any("blames" in kinds_of(word) for word in ahead),
        "attack": any("attack" in kinds_of(word) for word in (*behind, *(ahead if is_passive else ()))),
        "dated": not cue.is_noun and _DATED.match(text, cue.end, cue.high) is not None,
        "question": text.endswith(_ASKED, cue.low, cue.high)
        or _INDIRECT.match(text, cue.start, min(cue.high, cue.end + _QUESTION)) is not None,
        "speech": is_speech,
    }
    return {sign for sign, holds in found.items() if holds}


def _is_bare(text: str, cue: Cue) -> bool:
    """Tell whether a verb is a participle by itself: « une liste proposée », not « proposée par Moscou »."""
    return (
        _PARTICIPLE.match(text, cue.start, cue.end) is not None
        and not _VERB_OF.search(text, max(cue.low, cue.start - _AHEAD), cue.start)
        and not _BY.match(text, cue.end, cue.high)
    )


def signs_of_asker(scene: Scene, rule: str) -> set[str]:
    """Name the signs that whoever asks is, as a rule for proposers found it."""
    sign = _ASKERS.get(rule, "nobody")
    if sign == "nobody" and (scene.subject in ("third", "possessive") or _is_unnamed(scene)):
        sign = "unnamed"
    if sign == "nobody" and scene.subject in ("we", "impersonal") and _is_spoken(scene):
        sign = "voice"
    is_past = _WAS_TO.fullmatch(scene.text, scene.cue.start, scene.cue.end) is not None
    is_silent = sign == "nobody" and (scene.document.is_silent or is_past)
    is_far = rule == "subject" and scene.cue.start - scene.free[-1].end > NEAR
    is_topic = sign != "named" and scene.cue.is_noun and _opens(scene)
    return {sign, *["far"] * is_far, *["silent"] * is_silent, *["topic"] * is_topic}


def _opens(scene: Scene) -> bool:
    """Tell whether a cue that ends in « de » opens its sentence, behind an article at most."""
    text, (low, _, start, end, *_) = scene.text, scene.cue
    return text.endswith(_OF, start, end) and _OPENS.fullmatch(text, low, start) is not None


def _is_spoken(scene: Scene) -> bool:
    """Tell whether the one who speaks asks, if not one whom the lexicon knows: « M. Ba. Il faut »."""
    document, start = scene.document, scene.cue.start
    return not scene.quotation and (document.genre == SPEECH or document.label_at(start) == "")


def _is_unnamed(scene: Scene) -> bool:
    """Tell whether people ask whom no name tells: « les ministres se sont engagés à »."""
    cue = scene.cue
    people = patterns().people.search(scene.text, max(cue.low, cue.start - _AHEAD), cue.start)
    return cue.by == "subject" and people is not None


def score(weight: float, signs: Collection[str]) -> float:
    """Give the share of proposals among clauses with such a cue and such signs.

    Examples
    --------
    >>> score(0.7, ["named", "theme"]) > score(0.3, ["named", "theme"]) > score(0.3, ["nobody"])
    True
    """
    return _score(weight, frozenset(signs))


@lru_cache(maxsize=2**14)
def _score(weight: float, signs: frozenset[str]) -> float:
    known, sure = weights(), min(weight, SURE)
    odds = known["always"] + known["cue"] * math.log(sure / (1 - sure)) + sum(map(known.__getitem__, signs))
    return round(1 / (1 + math.exp(-odds)), 2)


def best(weight: float, signs: Collection[str]) -> float:
    """Give the highest score that such a clause can have, whoever asks."""
    return _score(weight, frozenset((*signs, _most_likely())))


@cache
def _most_likely() -> str:
    return max(RULES, key=weights().__getitem__)
