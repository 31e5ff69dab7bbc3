"""Rules for proposers: who speaks, and whom *il* means, where nobody is named beside a cue."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from analysis.actors.lexicon import PROVISIONAL
from analysis.candidates.genres import ANALYSIS
from analysis.candidates.patterns import patterns
from analysis.candidates.readings import STATES, Document, Named
from analysis.candidates.scene import NEAR, Scene

GOES_ON = 2  # sentences through which words that are reported go on
BACK = 8  # sentences in which the one meant by « il » may stand

_VERB = re.compile(  # of any meaning, with its subject behind it: « a répondu », « s'indigne », « promet »
    r"[\s»”\",.?!]*\s(?:(?:ne|se)\s+|[ns]['’])?"
    r"(?:(?:a|ont|est|sont|aura|avai(?:t|ent)|étai(?:t|ent))\s+(?:\w+\s+){0,3}?\w+?(?:[éitus]|ées?|és)|\w+e(?:nt)?|\w+[dt])\s+"
)
_THAT = re.compile(r"\bqu(?:e\s+|['’])(?:l[ea]s?\s+|l['’])?$")  # whom it is said of: « a dit que Londres »
_ET_DE = re.compile(r"Et\s+d(?:e\s|['’])")  # goes on with what is reported: « Et d'appeler Londres à »
_HE = re.compile(r"-(?:il|elle|on)s?\b")  # « … », a-t-il répondu
_APPOSED = re.compile(r",?\s+((?:M\.|Mme)\s+)?")
_SAID_HE = re.compile(r"-t-(?:il|elle)\b")
_MEMBERS = re.compile(r"les\s+[ÉE]tats\s+membres\b", re.IGNORECASE)


def verb_behind_quotation(scene: Scene) -> list[str]:
    """Take the name behind a quotation and any verb: “« … », a plaidé la représentante de l'Inde”."""
    until = _said_until(scene)
    verb = _VERB.match(scene.text, scene.quotation[1], until) if scene.quotation else None
    behind = [name for name in scene.document.named_in(verb.end(), until) if name.free] if verb else []
    return [name.actor for name in behind[:1] if verb and name.start <= verb.end() + NEAR]


def verb_of_saying(scene: Scene) -> list[str]:
    """Take whom words beside the name say to speak: “il faut un traité, a répondu Moscou”."""
    names = [name for name in scene.document.named_in(scene.cue.low, _said_until(scene)) if name.tagged]
    is_quoted = scene.document.quotation_at
    outside = [name.actor for name in names if not is_quoted(name.start)]
    # « Il faut un traité, a répondu Moscou. Le temps presse. »
    inside = [name.actor for name in names if scene.cue.end < name.start < scene.cue.high]
    return [*outside, *inside][:1]


def _said_until(scene: Scene) -> int:
    """Give the end of what may say who speaks: of both sentences in « Non. Oui. », a dit Poutine."""
    sentences, high = scene.document.sentences, scene.cue.high
    if not scene.quotation or scene.quotation[1] <= high:
        return high
    last = bisect_left(sentences, scene.quotation[1], key=itemgetter(1))
    return sentences[last][1] if last < len(sentences) else high


def name_before_quotation(scene: Scene) -> list[str]:
    """Take the last name before the quotation: “Moscou répond : « Nous souhaitons un traité »”."""
    names = scene.free if scene.quotation else []
    return [name.actor for name in names if not scene.document.quotation_at(name.start)][-1:]


def label(scene: Scene) -> list[str]:
    """Take whose label the line stands under: “Mao Ning : Bonjour. Il faut un traité”."""
    actor = scene.document.label_at(scene.cue.start)
    return [] if actor is None else [actor]


def last_speaker(scene: Scene) -> list[str]:
    """Take who spoke last before the quotation: “Moscou a refusé. « Il faut un traité », a-t-il ajouté”."""
    sentences, low = scene.document.sentences, scene.cue.low
    first = sentences[max(0, bisect_left(sentences, (low,)) - BACK)][0]
    names = scene.document.named_in(first, low) if scene.quotation else []
    spoke = [name.actor for name in names if name.tagged or (name.free and name.speaks)]
    if spoke or not scene.quotation:
        return spoke[-1:]
    is_he = _HE.search(scene.text, scene.quotation[1], _said_until(scene))
    return _named_before(scene, low, set(), 0) if is_he else []


def voice(scene: Scene) -> list[str]:
    """Take who says “nous” in the document: “nous souhaitons un traité”."""
    is_we = scene.subject == "we" and not scene.quotation
    return [scene.document.voice] if is_we and scene.document.voice else []


def speaker(scene: Scene) -> list[str]:
    """Take the document's speaker: “il faut un traité”, in a speech."""
    return [scene.document.speaker] if scene.document.speaker else []


def antecedent(scene: Scene) -> list[str]:
    """Take whom the nearest sentence before begins with: “Moscou écoute. Il propose un dialogue”."""
    is_quoted = scene.quotation is not None
    speaking = {name.top for name in scene.names if name.tagged and is_quoted}  # not whom he speaks of
    return _named_before(scene, scene.cue.start, speaking, -1 if is_quoted else 0)


def reported(scene: Scene) -> list[str]:
    """Take who speaks in the sentence before: “Moscou répond. Il faudrait un dialogue”."""
    if scene.document.genre == ANALYSIS or scene.quotation:
        return []
    here = bisect_left(scene.document.sentences, (scene.cue.low + 1,))
    back = BACK if _ET_DE.match(scene.text, scene.cue.low) else GOES_ON
    for begin, end in reversed(scene.document.sentences[max(0, here - 1 - back) : max(0, here - 1)]):
        named = [name for name in scene.document.named_in(begin, end) if name.end <= end and name.free]
        spoke = [name.actor for name in named if name.speaks]
        if spoke or (named and back == GOES_ON):
            return spoke[:1]
    return []


def _named_before(scene: Scene, place: int, speaking: set[str], which: int) -> list[str]:
    """Give whom the nearest sentence that names somebody before a place is about; but not who speaks."""
    document, text, low = scene.document, scene.text, scene.cue.low
    here = bisect_left(document.sentences, (low + 1,))
    is_quoted = document.quotation_at if not scene.quotation else lambda _: None
    for begin, end in reversed(document.sentences[max(0, here - 1 - BACK) : here]):
        until = min(end, place)
        if begin < low and not scene.quotation and _SAID_HE.search(text, begin, end):
            continue  # « La Chine dort, a-t-il dit. Il propose »: the one before
        named = [
            name
            for name in document.named_in(begin, until)
            if name.end <= until
            and name.free
            and not is_quoted(name.start)
            and not _THAT.search(text, begin, name.start)
        ]
        names = [name for name in named if name.top not in speaking]
        head, first = min(until, begin + NEAR), names[0].start if names else until
        two = patterns().two.search(text, begin, head) if document.joint else None
        if two and two.start() <= first:
            return document.joint
        states = patterns().states.search(text, begin, head)
        if states and states.start() <= first:
            return [member_states(document, states.start())]
        if names and not (begin < low and _is_third(text, begin, names[0])):
            return [_apposed(text, names, which).actor]
    return []


def _apposed(text: str, names: list[Named], which: int) -> Named:
    """Give a name, or the person who stands behind it by name: « le Président du Groupe, M. Ba »."""
    name, *behind = names[which:] if which >= 0 else names[which:][:1]
    beside = _APPOSED.fullmatch(text, name.end, behind[0].start) if behind else None
    is_person = beside and (beside[1] or PROVISIONAL in behind[0].actor or behind[0].top == name.top)
    return behind[0] if is_person else name


def _is_third(text: str, begin: int, name: Named) -> bool:
    """Tell whether « il » stands before a name: « il a accusé Washington »; not « la diplomate russe »."""
    third = patterns().third.search(text, begin, name.start)
    return third is not None and name.start > third.end() + 1


def member_states(document: Document, place: int) -> str:
    """Give whose *États* stand at a place: those of an organisation, or all."""
    is_of_one = document.members and _MEMBERS.match(document.text, place)
    return document.members if is_of_one else STATES
