"""Voices: whose proposal a cue announces, and to whom, from the actors named round it.

Rules of thumb, not a parse: the nearest name before the cue that no preposition governs; for
*nous* and *il faut* whoever speaks; for *il* whoever was named last; for *les parties* the two
states that the document names most.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from analysis import french
from analysis.actors import Lexicon, roll_up
from analysis.corpus import Corpus

ARTICLE = r"(?:l[ea]s?\s+|l['’])?"
PEOPLE = (  # who stands for a state or body: « la diplomatie russe », « le représentant de la France »
    r"(?:délégations?|partie|diplomatie|diplomates?|gouvernement|présidente?s?|ministres?|ministère|porte-parole|"
    r"chefs?|responsables?|délégu[ée]e?s?|autorités|représentante?s?|ambassadeurs?|ambassadrice|"
    r"observateurs?|observatrice|négociateurs?|négociatrice|émissaires?|secrétaires?|dirigeants|députés|sénateurs)"
)
NEAR = 30  # characters between a subject and its verb: « Moscou doit », « la Russie s'est toujours »
FAR = 60  # characters between a cue and the one it is addressed to
STATES = "un-member-states"  # « les États », of whom a report of the United Nations speaks
AHEAD = 60  # characters before a name in which a preposition or a delegation is looked for
BACK = 8  # sentences in which the one meant by « il » may stand

_GOVERNED = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|en|dans|avec|contre|sur|par|chez|envers|vers|entre|pour|sans)\s+"
    rf"{ARTICLE}(?:\w+\s+)?|\bd['’])\W*$",
    re.IGNORECASE,
)
_DELEGATION = re.compile(rf"\b(?:{PEOPLE}|côté|Kremlin)\s+$", re.IGNORECASE)
_STANDS_FOR = re.compile(  # « le représentant de la France », « le porte-parole de la diplomatie chinoise »
    rf"(?<!\bde )(?<!\bdu )\b(?:{PEOPLE}|pays)\s+(?:\w+\s+)?(?:de|du|des|d['’])\s*{ARTICLE}$|"
    rf"\bquant\s+(?:à|au|aux)\s+{ARTICLE}$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\bété\s+(?:\w+ment\s+)?$", re.IGNORECASE)
_AGENT = re.compile(rf"\bpar\s+{ARTICLE}$", re.IGNORECASE)
_ENOUGH = re.compile(r"(?:^|[\s(«“\"'’])(?:les?|la|l['’])\s*$", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:nous|je|mon|ma|notre|nos)\b|\bj['’]", re.IGNORECASE)
_OPINION = re.compile(r"\bqu(?:e\b|['’])|\b(?:jug|estim|consid[eè]r|tien|trouv|croi)\w*", re.IGNORECASE)
_THIRD = re.compile(
    r"(?<!-)\b(?:selon (?:lui|elle)|ils?|elles?|celui-ci|celle-ci|ceux-ci|qu['’]ils?|qu['’]elles?|"
    rf"(?:ce dernier|cette dernière|(?:l[ea]\s+|l['’]){PEOPLE}(?!\s+d(?:e|u|es)\b|\s+d['’])))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:interlocuteurs|participants|les\s+(?:ministres|présidents|dirigeants)\s+(?:ont|se|sont)|les\s+parties|deux\s+(?:parties|délégations|pays|États|capitales|présidents|ministres|dirigeants|gouvernements|camps)|"
    r"délégations|leurs?\s+prochaine?s?|signataires|il\s+a\s+(?:également\s+|aussi\s+)?été)\b",
    re.IGNORECASE,
)
_VIEW = re.compile(  # « Pour la Russie, … devrait », at the head of a sentence
    r"(?:Pour|À en croire|(?:Aux yeux|De l['’]avis|Du point de vue) d(?:e|u|es))\s+"
    rf"{ARTICLE}$"
)
_STATES = re.compile(
    r"\b(?:les|des|certains|plusieurs|tous les|chaque|de nombreux)\s+États?(?!-)\b", re.IGNORECASE
)
_SAYS = re.compile(
    r"(?:\bselon|\bd['’]après|(?:déclar|soulign|écri|affirm|indiqu|expliqu|conclu|estim|lanc|poursui|regrett|avanc|"
    r"déplor|not|précis|ajout|assur|martel|interrog|fait savoir|insist|rappel|rapport|dit)\w*)\s+"
    rf"{ARTICLE}(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TAG = re.compile(  # a verb of any meaning, its subject behind it
    r"[\s»”\",.?!]*\s(?:(?:a|ont|avai(?:t|ent))\s+(?:\w+\s+){0,3}?\w+[éitus]|\w+e(?:nt)?|\w+it|dit)\s+"
)
_OF = re.compile(rf"\s*(?:de\s+|du\s+|des\s+|d['’]|entre\s+)?{ARTICLE}(?:\w+\s+)?", re.IGNORECASE)
_BY = re.compile(
    rf"(?:\s+[\w’'-]+){{0,2}}\s+par\s+{ARTICLE}(?:[\w’']+\s+){{0,3}}(?:de\s+)?{ARTICLE}", re.IGNORECASE
)
_ET = re.compile(rf"\s*(?:et|ainsi que|ou)\s+{ARTICLE}", re.IGNORECASE)
_AND = re.compile(rf"\s*(?:,|et|ni|ainsi que|comme)\s+(?:de\s+|à\s+)?{ARTICLE}(?:\w+\s+)?", re.IGNORECASE)


class Named(NamedTuple):
    """A mention: its span, the actor, and the state or body that it belongs to."""

    start: int
    end: int
    actor: str
    top: str
    free: bool


class Cue(NamedTuple):
    """A cue in its sentence: spans in the document, and who its ``by`` says proposes."""

    low: int
    high: int
    start: int
    end: int
    is_noun: bool
    by: str


@dataclass(frozen=True)
class Document:
    """What the rules look at in one document.

    Parameters
    ----------
    text : str
    sentences : list of (int, int)
    named : list of Named
        In order of the text.
    quotations : list of (int, int)
    speaker : str
        Whom the catalogue calls the document's speaker; '' if nobody.
    joint : list of str
        The two states that the document names most; none if it names but one.
    """

    text: str
    sentences: list[tuple[int, int]]
    named: list[Named]
    quotations: list[tuple[int, int]]
    speaker: str
    joint: list[str]


def read_documents(corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon) -> Mapping[str, Document]:
    """Gather what `proposers` and `addressee` look at, by document."""
    tops = dict(zip(mentions["actor"], roll_up(mentions, lexicon.actors)["actor"], strict=True))
    states = set(lexicon.actors.index[lexicon.actors["type"] == "state"])
    speakers = corpus.documents.get("speaker", pd.Series("", corpus.documents.index))
    by_document = dict(tuple(mentions.groupby("document")))
    sentences = {
        document: list(zip(part["start"].tolist(), part["end"].tolist(), strict=True))
        for document, part in corpus.sentences.groupby("document")
    }
    found = {}
    for document in corpus.documents.index:
        text = corpus.text(document)
        rows = by_document.get(document, mentions.iloc[:0])
        named = [
            Named(
                row.start,
                row.end,
                row.actor,
                tops[row.actor],
                _is_free(text[max(sentences[document][row.sentence][0], row.start - AHEAD) : row.start], row),
            )
            for row in rows.itertuples()
        ]
        counts = pd.Series([name.top for name in named if name.top in states], dtype=object).value_counts()
        joint = sorted(counts.index[:2]) if len(counts) > 1 else []
        speaker = speakers[document] if speakers[document] in lexicon.actors.index else ""
        quoted = list(french.quotations(text))
        named = _govern_all(text, named)
        found[document] = Document(text, sentences.get(document, []), named, quoted, speaker, joint)
    return found


def _is_free(before: str, mention: Any) -> bool:
    """Tell whether a mention may be a subject: no preposition governs it or its delegation."""
    if mention.kind == "demonym":
        noun = _DELEGATION.search(before)
        if not noun:
            return bool(_ENOUGH.search(before)) and mention.form[:1].isupper()
        before = before[: noun.start()]
    return bool(_STANDS_FOR.search(before)) or not _GOVERNED.search(before)


def _govern_all(text: str, named: list[Named]) -> list[Named]:
    """Let a preposition govern what « et » joins to its name: « par la Suisse et la Finlande »."""
    found = named[:1]
    for name in named[1:]:
        is_joined = not found[-1].free and _ET.fullmatch(text, found[-1].end, name.start)
        found.append(name._replace(free=False) if is_joined else name)
    return found


def proposers(document: Document, cue: Cue) -> list[str]:
    """Say who proposes: the ids of one actor or several, none where nobody can be found."""
    inside = [name for name in document.named if cue.low <= name.start and name.end <= cue.high]
    owner = _owner(document, cue, inside)
    if owner:
        return owner
    quote = quotation_at(document, cue.start)
    before = [name for name in inside if name.end <= cue.start and name.free]
    lead = document.text[cue.low : cue.start]
    word = document.text[cue.start : cue.end]
    first = max((match.start() for match in _FIRST.finditer(lead)), default=-1)
    is_first = first >= 0 and (not before or cue.low + first > before[-1].end)
    if is_first or re.search(r"ons(?:-nous)?$", word):
        return _speaker(document, cue, quote)
    if cue.by == "speaker":
        views = [name.actor for name in inside if _VIEW.search(document.text, cue.low, name.start)]
        if views:
            return views[:1]
        holds = [name for name in before if _OPINION.search(document.text, name.end, cue.start)]
        together = _JOINT.search(lead)
        if together and not holds and _is_view(lead, together) and document.joint:
            return document.joint
        return [holds[-1].actor] if holds else _speaker(document, cue, quote)
    joint = max((match.start() for match in _JOINT.finditer(lead)), default=-1)
    third = max((match.start() for match in _THIRD.finditer(lead)), default=-1)
    last = before[-1].start - cue.low if before else -1
    states = max((match.start() for match in _STATES.finditer(lead)), default=-1)
    if last > max(joint, third, states) and _PASSIVE.search(lead) and word.endswith(("é", "ée", "és", "ées")):
        subject = {name.top for name in before}  # « Paris a été invité à »: by somebody else
        return [top for top in document.joint if top not in subject] or _speaker(document, cue, quote)
    if states > max(joint, third, last):
        return [STATES]
    if joint > max(third, last):
        return document.joint or _before(document, cue, quote)
    if third > last:
        return _before(document, cue, quote)
    if before:
        return _joined(document.text, before)
    ahead = [name for name in inside if name.end <= cue.start]
    agents = [place for place, name in enumerate(ahead) if _is_agent(document.text, name)]
    return _chain(document.text, ahead[agents[-1] :]) if agents else _speaker(document, cue, quote)


def _is_view(lead: str, joint: re.Match[str]) -> bool:
    """Tell whether both hold it: « les parties estiment que », « de l'avis des participants »."""
    return bool(_OPINION.search(lead, joint.end()) or _VIEW.search(lead, 0, joint.start()))


def _is_agent(text: str, name: Named) -> bool:
    return _AGENT.search(text, max(0, name.start - 20), name.start) is not None


def _owner(document: Document, cue: Cue, inside: list[Named]) -> list[str]:
    """Find the one named behind a noun (*la volonté de Moscou*) or a passive (*soutenu par Moscou*)."""
    rule = _OF if cue.is_noun else _BY
    for place, name in enumerate(inside):
        if name.start >= cue.end and rule.fullmatch(document.text, cue.end, name.start):
            return _chain(document.text, inside[place:])
    return []


def _chain(text: str, names: list[Named]) -> list[str]:
    """Give the first name and those that « et » joins to it."""
    joined = names[:1]
    for other in names[1:]:
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


def _speaker(document: Document, cue: Cue, quote: tuple[int, int] | None) -> list[str]:
    """Find who says a sentence: named with a verb of saying in it, then in the rest of its quotation."""
    until = cue.high
    if quote and quote[1] > cue.high:  # « Nous … ? Pourtant … », a déploré Poutine
        until = next((end for _, end in document.sentences if end >= quote[1]), cue.high)
    tagged = _tagged(document, quote[1], until) if quote else []
    if tagged:
        return tagged
    for name in document.named:
        is_outside = cue.low <= name.start < until and not quotation_at(document, name.start)
        if is_outside and _SAYS.search(document.text, max(0, name.start - 50), name.start):
            return [name.actor]
    outside = [
        name.actor
        for name in document.named
        if quote and cue.low <= name.start and name.end <= cue.start and name.free
        if not quotation_at(document, name.start)
    ]
    if outside:
        return [outside[-1]]
    return [document.speaker] if document.speaker else _before(document, cue._replace(start=cue.low), None)


def _tagged(document: Document, start: int, until: int) -> list[str]:
    """Find who speaks in the tag behind a quotation: « … », a plaidé la représentante de l'Inde."""
    tag = _TAG.match(document.text, start, until)
    if not tag:
        return []
    behind = [name for name in document.named if tag.end() <= name.start < until and name.free]
    return [name.actor for name in behind[:1] if name.start <= tag.end() + NEAR]


def _before(document: Document, cue: Cue, quote: tuple[int, int] | None) -> list[str]:
    """Find whom « il » means: with whom the nearest sentence before begins; but not who speaks."""
    known = [name for name in document.named if cue.low <= name.start < cue.high and quote]
    speaking = {
        name.top for name in known if _SAYS.search(document.text, max(0, name.start - 50), name.start)
    }
    places = [(low, high) for low, high in document.sentences if low <= cue.low]
    for low, high in reversed(places[-1 - BACK :]):
        until = min(high, cue.start)
        names = [name for name in document.named if low <= name.start and name.end <= until and name.free]
        names = [name for name in names if name.top not in speaking]
        joint = _JOINT.search(document.text, low, until)
        if joint and document.joint and not (names and names[0].start < joint.start()):
            return document.joint
        states = _STATES.match(document.text, low, until)
        if states:
            return [STATES]
        third = _THIRD.search(document.text, low, names[0].start) if names else None
        if third and names[0].start <= third.end() + 1:  # « la diplomate russe »
            third = None
        if names and not (third and low < cue.low):  # « il a accusé Washington »: the one accused
            return [(names[-1] if quote else names[0]).actor]
    return [document.speaker] if document.speaker else []


def addressee(document: Document, cue: Cue, by: list[str]) -> list[str]:
    """Say to whom it goes: the first one of another side behind the cue; for *doit* the verb's subject."""
    tops = {name.top for name in document.named if name.actor in by} | set(by)
    if cue.by == "speaker":
        near = [
            name for name in document.named if 0 <= cue.start - name.end <= NEAR and cue.low <= name.start
        ]
        return [near[-1].actor] if near and near[-1].top not in tops else []
    for name in document.named:
        if cue.end <= name.start < min(cue.high, cue.end + FAR) and name.top not in tops:
            return [name.actor]
    return []


def quotation_at(document: Document, place: int) -> tuple[int, int] | None:
    """Give the quotation in which a place lies, if any."""
    return next(((start, end) for start, end in document.quotations if start <= place < end), None)
