"""Voices: whose proposal a cue announces, and to whom, from the actors named round it.

Rules of thumb, not a parse: the nearest name before the cue that no preposition governs; for
*nous* and *il faut* whoever speaks; for *il* whoever was named last; for *les parties* the two
states that the document names most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import NamedTuple

from analysis import french
from analysis.candidates.cues import INFINITIVES
from analysis.candidates.readings import ARTICLE, PEOPLE, STATES, Document, Named

NEAR = 30  # characters between a subject and its verb: « Moscou doit », « la Russie s'est toujours »
FAR = 60  # characters between a cue and the one it is addressed to
TAG = 50  # characters before a name in which a verb of saying is looked for
BACK = 8  # sentences in which the one meant by « il » may stand

_PASSIVE = re.compile(r"\bété\s+(?:\w+ment\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:[éi]e?s?|ue?s?|[iu]te?s?|ise?s?)\b")
_AGENT = re.compile(rf"\bpar\s+{ARTICLE}$", re.IGNORECASE)
_OPINION = re.compile(
    r"\bqu(?:e\b|['’])|\b(?:jug|estim|consid[eè]r|tien|trouv|croi|voi|voy)\w*|:\s|"
    r"\b(?:à (?:ses|leurs) yeux|(?:selon|pour|d['’]après) (?:lui|elle|eux|elles))\b",
    re.IGNORECASE,
)
_WE = r"\b(?:nous|je|mon|ma|notre|nos)\b|\bj['’]"
_HE = (
    r"(?<!-)\b(?:selon (?:lui|elle)|ils?|elles?|celui-ci|celle-ci|ceux-ci|qu['’]ils?|qu['’]elles?|"
    rf"(?:ce dernier|cette dernière|(?:l[ea]\s+|l['’])(?:haute?\s+)?{PEOPLE}(?!\s+d(?:e|u|es)\b|\s+d['’])))\b"
)
_BOTH = (
    r"\b(?:interlocuteurs|participants|les\s+(?:ministres|présidents|dirigeants)\s+(?:ont|se|sont)|les\s+parties|"
    r"deux\s+(?:parties|délégations|pays|États|capitales|puissances|chefs\s+d['’][ÉE]tats?|présidents|ministres|"
    r"dirigeants|gouvernements|camps)|délégations|leurs?\s+prochaine?s?|signataires|"
    r"(?:il\s+)?a\s+(?:également\s+|aussi\s+)?été\s+(?:mis|attirée|portée|accordée)|"
    r"il\s+a\s+(?:également\s+|aussi\s+)?été)\b"
)
_ALL = r"\b(?:les|des|certains|plusieurs|tous les|chaque|de nombreux)\s+[ÉE]tats?(?!-)\b"
_SUBJECT = re.compile(rf"(?P<we>{_WE})|(?P<both>{_BOTH})|(?P<all>{_ALL})|(?P<he>{_HE})", re.IGNORECASE)
_THIRD, _JOINT, _STATES = (re.compile(pattern, re.IGNORECASE) for pattern in (_HE, _BOTH, _ALL))
_WE_VERB = re.compile(r"\b\w+ons\b")
_VIEW = re.compile(  # « Pour la Russie, … devrait », at the head of a sentence
    r"(?:Pour|À en croire|(?:Aux yeux|De l['’]avis|Du point de vue) d(?:e|u|es))\s+"
    rf"(?:(?:l[ea]s?\s+|l['’]){PEOPLE}\s+(?:d(?:e\s+|u\s+|es\s+|['’]))?)?{ARTICLE}$"
)
_MEMBERS = re.compile(r"\b(?:les|nos|leurs)\s+(?:[ÉE]tats|pays)\s+membres\b", re.IGNORECASE)
_ON_BEHALF = re.compile(
    rf"\bau\s+nom\s+d(?:e|u|es)\s+{ARTICLE}$|\bau\s+nom\s+d['’]$|\bcôté\s+$|"
    rf"\bpar\s+la\s+voix\s+d(?:e\s+|u\s+|es\s+|['’]){ARTICLE}$",
    re.IGNORECASE,
)
_AT = re.compile(r"[ÀA]\s+(\w[\w’' -]*),\s+")
_FRONTED = re.compile(rf"(?:Au|À|Aux|Chez|Dans|Du côté d(?:e|u|es))\s+{ARTICLE}$")
_SAYING = (
    r"\b(?:(?:déclar|soulign|affirm|indiqu|expliqu|estim|lanc|regrett|avanc|déplor|précis|ajout|assur|martel|"
    r"interrog|insist|rappell?|rapport|not)(?:e|ent|é|ée|a|ait|aient|èrent|ant)|"
    r"écri(?:t|vait|vent)|conclu(?:t|ait|ent)?|poursui(?:t|vi|vait|vent)|dit|disai(?:t|ent)|disent|"
    r"fait savoir)\b"
)
_SAYS = re.compile(  # « selon Moscou », « a déclaré le président », « dit-on à l'ambassade de Russie »
    rf"(?:\bselon|\bd['’]après|{_SAYING}|\w-t-on\s+(?:à|au|aux|chez|dans))\s+{ARTICLE}(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"(?:,[^,.]{{1,60}},)?(?:\s+[\w’'-]+){{0,3}}?\s+{_SAYING}")  # « Poutine a ajouté »
_TAG = re.compile(  # a verb of any meaning, its subject behind it
    r"[\s»”\",.?!]*\s(?:(?:a|ont|avai(?:t|ent))\s+(?:\w+\s+){0,3}?\w+[éitus]|\w+e(?:nt)?|\w+it|dit)\s+"
)
_PERFECT = re.compile(
    r"\b(?:a|ont|avai(?:t|ent)|ayant|aura(?:it)?)\s+(?:\w+ment\s+|aussi\s+)?$", re.IGNORECASE
)
_HIS = re.compile(r"\b(?:son|sa|leur)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:\s+[\w-]+)?\s+entre\s+{ARTICLE}$")
_OF = re.compile(rf"\s*(?:de\s+|du\s+|des\s+|d['’]|entre\s+)?{ARTICLE}(?:\w+\s+)?", re.IGNORECASE)
_BY = re.compile(
    rf"(?:\s+[\w’'-]+){{0,2}}\s+par\s+{ARTICLE}(?:[\w’']+\s+){{0,3}}(?:de\s+)?{ARTICLE}", re.IGNORECASE
)
_AND = re.compile(rf"-|\s*(?:,|et|ni|ainsi que|comme)\s+(?:de\s+|à\s+)?{ARTICLE}(?:\w+\s+)?", re.IGNORECASE)


class Cue(NamedTuple):
    """A cue in its sentence: spans in the document, and who its ``by`` says proposes."""

    low: int
    high: int
    start: int
    end: int
    is_noun: bool
    by: str


def proposers(document: Document, cue: Cue) -> list[str]:
    """Say who proposes: the ids of one actor or several, none where nobody can be found."""
    text = document.text
    inside = [name for name in document.named_in(cue.low, cue.high) if name.end <= cue.high]
    owner = _owner(document, cue, inside) or _on_behalf(document, cue, inside)
    if owner:
        return owner
    before = [name for name in inside if name.end <= cue.start and name.free]
    named = before[-1].start if before else -1
    # where the last « nous », « il », « les parties », « les États » before the cue stand
    subject = {match.lastgroup: match.start() for match in _SUBJECT.finditer(text, cue.low, cue.start)}
    if subject.get("we", -1) > named or _is_we(text[cue.start : cue.end]):
        return _speaker(document, cue, says_we=True)
    if cue.by == "speaker":
        return _of_view(document, cue, inside, before)
    if cue.is_noun and _HIS.search(text, cue.low, cue.start):
        return _before(document, cue)
    last = max(subject.values(), default=-1)
    if named > last:
        is_object = _PASSIVE.search(text, cue.low, cue.start) and _PARTICIPLE.match(text, cue.start)
        return _inviter(document, cue, before) if is_object else _joined(text, before)
    if last == subject.get("all"):
        return [_states(document, last)]
    if last == subject.get("both"):
        if document.members and text.startswith("signataires", last):
            return [document.members]
        return document.joint or _before(document, cue)
    if last == subject.get("he"):
        at = _AT.fullmatch(text, cue.low, last)  # « À Londres, le gouvernement »
        of = document.capitals.get(at[1]) if at else None
        return [of] if of else _before(document, cue)
    ahead = [name for name in inside if name.end <= cue.start]
    agents = [place for place, name in enumerate(ahead) if _is_agent(text, name)]
    if agents:
        return _chain(text, ahead[agents[-1] :])
    if ahead and not document.quotation_at(cue.start) and _FRONTED.fullmatch(text, cue.low, ahead[0].start):
        return [ahead[0].actor]  # « Au Congrès, des élus réclament »
    return _speaker(document, cue)


def _is_we(words: str) -> bool:
    """Tell whether a verb among these words says *nous* by its ending: *proposons*, not *propositions*."""
    return any(french.lemma(word).endswith(INFINITIVES) for word in _WE_VERB.findall(words))


def _of_view(document: Document, cue: Cue, inside: list[Named], before: list[Named]) -> list[str]:
    """Find who holds that something is needed: « Pour Moscou, il faut », « Moscou estime qu'il faut »."""
    views = [name.actor for name in inside if _VIEW.search(document.text, cue.low, name.start)]
    if views:
        return views[:1]
    holds = [name for name in before if _OPINION.search(document.text, name.end, cue.start)]
    if holds:
        return [holds[-1].actor]
    both = _JOINT.search(document.text, cue.low, cue.start) if document.joint else None
    is_theirs = both and (  # « les parties estiment que », « de l'avis des participants »
        _OPINION.search(document.text, both.end(), cue.start)
        or _VIEW.search(document.text, cue.low, both.start())
    )
    return document.joint if is_theirs else _speaker(document, cue)


def _inviter(document: Document, cue: Cue, before: list[Named]) -> list[str]:
    """Find who invited whom the sentence names: « Paris a été invité à »."""
    invited = {name.top for name in before}
    return [top for top in document.joint if top not in invited] or _speaker(document, cue)


def _states(document: Document, place: int) -> str:
    is_of_one = document.members and _MEMBERS.match(document.text, place)
    return document.members if is_of_one else STATES


def _is_agent(text: str, name: Named) -> bool:
    return _AGENT.search(text, max(0, name.start - 20), name.start) is not None


def _on_behalf(document: Document, cue: Cue, inside: list[Named]) -> list[str]:
    """Find whom the speaker stands for: « S'exprimant au nom de l'Asean, … »."""
    return [
        name.actor
        for name in inside
        if name.end <= cue.start
        and _ON_BEHALF.search(document.text, max(cue.low, name.start - 20), name.start)
    ][:1]


def _owner(document: Document, cue: Cue, inside: list[Named]) -> list[str]:
    """Find the one named behind a noun (*la volonté de Moscou*) or a passive (*soutenu par Moscou*).

    Right before a verb it is whose the thing is (*une initiative russe déposée en 2017*); behind either,
    it is both whom *entre* joins.
    """
    text = document.text
    if not cue.is_noun and _PERFECT.search(text, max(cue.low, cue.start - 30), cue.start):
        return []
    for name in inside:
        if name.end == cue.start - 1 and text[name.start].islower() and not cue.is_noun:
            return [name.actor]
    rule, between = (_OF, _BETWEEN.search) if cue.is_noun else (_BY, _BETWEEN.fullmatch)
    for place, name in enumerate(inside):
        if name.start < cue.end:
            continue
        if rule.fullmatch(text, cue.end, name.start):
            return _chain(text, inside[place:])
        if between(text, cue.end, name.start) and len(both := _chain(text, inside[place:])) > 1:
            return both
    return []


def _chain(text: str, names: list[Named]) -> list[str]:
    """Give the first name and those that « et » joins to it."""
    joined = names[:1]
    for other in names[1:]:
        if other.start > joined[-1].end + FAR:
            break
        if _AND.fullmatch(text, joined[-1].end, other.start):
            joined.append(other)
    return list(dict.fromkeys(one.actor for one in joined))


def _joined(text: str, before: list[Named]) -> list[str]:
    names = [before[-1]]
    for name in reversed(before[:-1]):
        if not _AND.fullmatch(text, name.end, names[-1].start):
            break
        names.append(name)
    return sorted({name.actor for name in names})


def _speaker(document: Document, cue: Cue, *, says_we: bool = False) -> list[str]:
    """Find who says a sentence: named with a verb of saying in it, then in the rest of its quotation."""
    until = cue.high
    quote = document.quotation_at(cue.start)
    if quote and quote[1] > cue.high:  # « Nous … ? Pourtant … », a déploré Poutine
        last = bisect_left(document.sentences, quote[1], key=itemgetter(1))
        until = document.sentences[last][1] if last < len(document.sentences) else cue.high
    tagged = _tagged(document, quote[1], until) if quote else []
    if tagged:
        return tagged
    for name in document.named_in(cue.low, until):
        is_outside = not document.quotation_at(name.start)
        if is_outside and _SAYS.search(document.text, max(cue.low, name.start - TAG), name.start):
            return [name.actor]
    outside = [
        name.actor
        for name in document.named_in(cue.low, cue.start)
        if quote and name.end <= cue.start and name.free
        if not document.quotation_at(name.start)
    ]
    if outside:
        return [outside[-1]]
    label = document.label_at(cue.start)
    if label is not None:
        return [label] if label else []
    known = _last_speaker(document, cue.low) if quote else document.voice if says_we else ""
    if known or document.speaker:
        return [known or document.speaker]
    return _before(document, cue._replace(start=cue.low), in_quotation=False)


def _last_speaker(document: Document, place: int) -> str:
    """Find who was last said to speak, in the sentences before this place."""
    here = bisect_left(document.sentences, (place,))
    low = document.sentences[max(0, here - BACK)][0]
    text = document.text
    for name in reversed(document.named_in(low, place)):
        is_tag = _SAYS.search(text, max(low, name.start - TAG), name.start)
        if is_tag or (name.free and _SPEAKS.match(text, name.end, name.end + 2 * FAR)):
            return name.actor
    return ""


def _tagged(document: Document, start: int, until: int) -> list[str]:
    """Find who speaks in the tag behind a quotation: « … », a plaidé la représentante de l'Inde."""
    tag = _TAG.match(document.text, start, until)
    if not tag:
        return []
    behind = [name for name in document.named_in(tag.end(), until) if name.free]
    return [name.actor for name in behind[:1] if name.start <= tag.end() + NEAR]


def _before(document: Document, cue: Cue, *, in_quotation: bool | None = None) -> list[str]:
    """Find whom « il » means: with whom the nearest sentence before begins; but not who speaks."""
    if in_quotation is None:
        in_quotation = document.quotation_at(cue.start) is not None
    known = document.named_in(cue.low, cue.high) if in_quotation else []
    speaking = {
        name.top for name in known if _SAYS.search(document.text, max(cue.low, name.start - TAG), name.start)
    }
    here = bisect_left(document.sentences, (cue.low + 1,))
    for low, high in reversed(document.sentences[max(0, here - 1 - BACK) : here]):
        until = min(high, cue.start)
        names = [
            name
            for name in document.named_in(low, until)
            if name.end <= until and name.free and name.top not in speaking
        ]
        joint = _JOINT.search(document.text, low, min(until, low + NEAR))
        if joint and document.joint and not (names and names[0].start < joint.start()):
            return document.joint
        states = _STATES.search(document.text, low, min(until, low + NEAR))
        if states and not (names and names[0].start < states.start()):
            return [_states(document, states.start())]
        third = _THIRD.search(document.text, low, names[0].start) if names else None
        if third and names[0].start <= third.end() + 1:  # « la diplomate russe »
            third = None
        if names and not (third and low < cue.low):  # « il a accusé Washington »: the one accused
            return [(names[-1] if in_quotation else names[0]).actor]
    return [document.speaker] if document.speaker else []


def addressee(document: Document, cue: Cue, by: list[str]) -> list[str]:
    """Say to whom it goes: the first one of another side behind the cue; for *doit* the verb's subject."""
    tops = {document.tops.get(actor, actor) for actor in by} | set(by)
    if cue.by == "speaker":
        before = document.named_in(cue.low, cue.start)
        near = [name for name in before if 0 <= cue.start - name.end <= NEAR]
        return [near[-1].actor] if near and near[-1].top not in tops else []
    behind = document.named_in(cue.end, min(cue.high, cue.end + FAR))
    return [name.actor for name in behind if name.top not in tops][:1]
