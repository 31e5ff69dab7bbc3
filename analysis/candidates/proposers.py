"""Proposers: whose proposal a cue announces, and to whom, from the actors named round it.

Rules of thumb, not a parse. First those that look for a name beside the cue itself; if none finds one, what
stands as its subject (a name, *nous*, *il*, *les parties*, nothing) says which rules are tried, in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.actors.speech_cues import kinds_of
from analysis.candidates import speakers
from analysis.candidates.patterns import ARTICLE, patterns
from analysis.candidates.readings import STATES, UN, Document, Named
from analysis.candidates.scene import NEAR, Cue, Rule, Scene

FAR = 60  # characters between a cue and the one it is addressed to, or between names that « et » joins

_AGENT = re.compile(rf"\bpar\s+{ARTICLE}$", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_CAPITAL = re.compile(r"[ÀA]\s+(\w[\w’' -]*),\s+")
_PERFECT = re.compile(
    r"\b(?:a|ont|avai(?:t|ent)|ayant|aura(?:it)?)\s+(?:\w+ment\s+|aussi\s+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(rf"(?:\s+[\w-]+)?\s+entre\s+{ARTICLE}$")
_OF = re.compile(
    rf"\s*(?:conjoint\w*\s+|commun\w*\s+)?(?:de\s+|du\s+|des\s+|d['’]|entre\s+)?{ARTICLE}(?:\w+\s+)?",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"(?:\s+[\w’'-]+){{0,2}}\s+par\s+{ARTICLE}(?:[\w’']+\s+){{0,3}}(?:de\s+)?{ARTICLE}", re.IGNORECASE
)
_TURNED = re.compile(r"\b(?:que|comme)\s+(?:l[ea]s?\s+|l['’])?$", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(rf"\s+{ARTICLE}")
_PRESENTED = re.compile(
    rf"\b(?:présenté|déposé|proposé|soumis|porté|initié|lancé|parrainé|entrepris)e?s?\s+par\s+"
    rf"{ARTICLE}(?:\w+\s+)?(?:de\s+|du\s+|des\s+|d['’])?{ARTICLE}$"
)
_THE_TEXT = re.compile(r"(?:L[ea]s?|Une?|L['’]|Ce(?:tte)?)\s?[\w-]+\s+(?:de\s+[\w-]+\s+)?")
_BY_MANY = re.compile(r"\s+par\s+(?:[\w’']+\s+){0,2}(?:États|pays|délégations)\b")
_ET = re.compile(r"\s+et\s")
_AND = re.compile(rf"-|\s*(?:,|et|ni|ainsi que|comme)\s+(?:de\s+|à\s+)?{ARTICLE}(?:\w+\s+)?", re.IGNORECASE)


def proposers(scene: Scene) -> tuple[list[str], str]:
    """Say who proposes, and by which rule.

    Returns
    -------
    list of str
        The ids of one actor or several; none where nobody can be found.
    str
        A key of ``RULES``; '' where nobody was found, known or not.
    """
    for rule in (*_BESIDE, *_BY_SUBJECT[scene.subject]):
        if found := rule(scene):
            return (found, _name(rule)) if found != [""] else ([], "")
    return [], ""


def _name(rule: Rule) -> str:
    return rule.__name__.replace("_", "-")


def adjective(scene: Scene) -> list[str]:
    """Take the name right before a verb: “une initiative russe déposée en 2017”."""
    names = [] if scene.cue.is_noun or _is_perfect(scene) else scene.ahead
    right_before = [name for name in names if name.end == scene.cue.start - 1]
    return [name.actor for name in right_before if scene.text[name.start].islower()][:1]


def complement(scene: Scene) -> list[str]:
    """Take the name behind a noun: “la volonté de Moscou d'engager un dialogue”."""
    return _behind(scene, _OF.fullmatch) if scene.cue.is_noun else []


def subject_behind(scene: Scene) -> list[str]:
    """Take the name right behind a verb that “que” or “comme” opens: “un traité, comme le propose Moscou”."""
    is_turned = not scene.cue.is_noun and _TURNED.search(scene.text, scene.cue.low, scene.cue.start)
    return _behind(scene, _RIGHT_BEHIND.fullmatch) if is_turned else []


def agent(scene: Scene) -> list[str]:
    """Take the name behind a passive and “par”: “cette convention a été soutenue par la Chine”."""
    return [] if scene.cue.is_noun or _is_perfect(scene) else _behind(scene, _BY.fullmatch)


def presented_by(scene: Scene) -> list[str]:
    """Take the name behind “présenté par”: “un projet de traité présenté par la délégation russe”."""
    return _behind(scene, _PRESENTED.search) if scene.cue.is_noun else []


def agent_of_many(scene: Scene) -> list[str]:
    """Take the member states behind a passive and “par”: “ce texte a été soutenu par 124 États”."""
    is_verb = not scene.cue.is_noun and not _is_perfect(scene)
    return [STATES] if is_verb and _BY_MANY.match(scene.text, scene.cue.end, scene.cue.high) else []


def between(scene: Scene) -> list[str]:
    """Take both whom “entre” joins: “un accord a été signé entre la Russie et la Chine”."""
    link = _BETWEEN.search if scene.cue.is_noun else _BETWEEN.fullmatch
    both = [] if not scene.cue.is_noun and _is_perfect(scene) else _behind(scene, link)
    return both if len(both) > 1 else []


def on_behalf(scene: Scene) -> list[str]:
    """Take whom the speaker stands for: “parlant au nom de l'Union européenne, l'Italie demande”."""
    found = patterns().on_behalf.search
    low = scene.cue.low
    names = [name for name in scene.ahead if found(scene.text, max(low, name.start - 20), name.start)]
    return [name.actor for name in names[:1]]


def _is_perfect(scene: Scene) -> bool:
    """Tell whether a verb is no passive: « a proposé »."""
    low, start = scene.cue.low, scene.cue.start
    return _PERFECT.search(scene.text, max(low, start - 30), start) is not None


def _behind(scene: Scene, is_link: Callable[[str, int, int], object]) -> list[str]:
    """Give the first name behind the cue to which such words lead, and those joined to it."""
    end = scene.cue.end
    for place, name in enumerate(scene.names):
        if name.start >= end and is_link(scene.text, end, name.start):
            return _chain(scene.text, scene.names[place:])
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


def _joined(text: str, names: list[Named]) -> list[str]:
    """Give the last name and those that are joined to it."""
    joined = names[-1:]
    for name in reversed(names[:-1]):
        if not _AND.fullmatch(text, name.end, joined[-1].start):
            break
        joined.append(name)
    return sorted({name.actor for name in joined})


def view(scene: Scene) -> list[str]:
    """Take in whose view something is needed: “pour Moscou, il faut un traité”."""
    return [name.actor for name in scene.names if _is_view(scene, name.start)][:1]


def opinion(scene: Scene) -> list[str]:
    """Take who holds that something is needed: “Moscou estime qu'il faut un traité”."""
    outside = [name for name in scene.free if not scene.text.startswith(")", name.end)]
    until = _holds_behind(scene) if outside else -1
    held = [name for name in outside if name.end <= until]
    told = [name for name in held if name.speaks] or held  # not whom it is said to
    return _joined(scene.text, [name for name in held if name <= told[-1]])


def opinion_of_two(scene: Scene) -> list[str]:
    """Take the two states that the document names most: “les parties estiment qu'il faut un traité”."""
    both, (low, _, start, *_) = scene.document.joint, scene.cue
    two = patterns().two.search(scene.text, low, start) if both else None
    return both if two and (two.end() <= _holds_behind(scene) or _is_view(scene, two.start())) else []


def _is_view(scene: Scene, start: int) -> bool:
    words = patterns().view.search(scene.text, max(scene.cue.low, start - FAR), start)
    return words is not None and scene.text[words.start()].isupper()  # it opens what is said


def _holds_behind(scene: Scene) -> int:
    """Give where the last words before the cue stand that make it an opinion of a subject before them."""
    text, low, start = scene.text, scene.cue.low, scene.cue.start
    signs = (match.start() for match in patterns().opinion.finditer(text, low, start))
    verbs = (word.start() for word in _WORD.finditer(text, low, start) if "holds" in kinds_of(word[0]))
    return max([*signs, *verbs], default=-1)


def inviter(scene: Scene) -> list[str]:
    """Take the one of these two whom the sentence does not name: “Paris a été invité à un dialogue”."""
    invited = {name.top for name in scene.free}
    return [top for top in scene.document.joint if top not in invited]


def subject(scene: Scene) -> list[str]:
    """Take the nearest name before the cue that nothing governs, and those joined to it: “Moscou propose”."""
    free = [name for name in scene.free if not name.tagged] or scene.free
    if len(free) > 1 and _ET.match(scene.text, free[-1].end, scene.cue.start):
        free = free[:-1]  # « Moscou a reçu Macron et propose »
    return _joined(scene.text, free)


def of_participle(scene: Scene) -> list[str]:
    """Take the last name before a participle: “le projet de la Russie, demandant un traité”."""
    text, (_, _, start, end, *_) = scene.text, scene.cue
    near = [place for place, name in enumerate(scene.ahead) if start - name.end <= FAR]
    if scene.cue.is_noun or not near or not text.endswith("ant", start, end):
        return []
    first = last = near[-1]
    while first and _AND.fullmatch(text, scene.ahead[first - 1].end, scene.ahead[first].start):
        first -= 1
    return sorted({name.actor for name in scene.ahead[first : last + 1]})


def whose_text(scene: Scene) -> list[str]:
    """Take whose text a sentence is about: “le projet russe prévoit un traité universel”."""
    first = [name for name in scene.names[:1] if name.start < scene.cue.end]
    is_its = first and _THE_TEXT.fullmatch(scene.text, scene.cue.low, first[0].start)
    return [name.actor for name in first if is_its and scene.text[name.start].islower()]


def states(scene: Scene) -> list[str]:
    """Take the member states: “plusieurs États souhaitent un traité”."""
    return [speakers.member_states(scene.document, scene.last["states"])]


def signatories(scene: Scene) -> list[str]:
    """Take the organisation named at the document's head: “les signataires souhaitent un traité”."""
    is_theirs = scene.text.startswith("signataires", scene.last["two"])
    return [scene.document.members] if is_theirs and scene.document.members else []


def two_states(scene: Scene) -> list[str]:
    """Take the two states that the document names most: “les parties ont proposé un traité”."""
    return scene.document.joint


def capital(scene: Scene) -> list[str]:
    """Take the state of a capital: “à Londres, le gouvernement souhaite un dialogue”."""
    at = _CAPITAL.fullmatch(scene.text, scene.cue.low, scene.last.get("third", scene.cue.start))
    state = scene.document.capitals.get(at[1]) if at else None
    return [state] if state else []


def agent_before(scene: Scene) -> list[str]:
    """Take the name behind “par” before the cue: “adoptée par Moscou, la loi prévoit d'interdire”."""
    text, names = scene.text, scene.ahead
    agents = [
        place for place, name in enumerate(names) if _AGENT.search(text, max(0, name.start - 20), name.start)
    ]
    return _chain(text, names[agents[-1] :]) if agents else []


def body_at_head(scene: Scene) -> list[str]:
    """Take the body whose people act: “au Congrès, des élus réclament un traité”."""
    first = scene.ahead[:1] if not scene.quotation else []
    at_head = patterns().at_head.fullmatch
    return [name.actor for name in first if at_head(scene.text, scene.cue.low, name.start)]


_BESIDE = (adjective, complement, subject_behind, agent, agent_of_many, presented_by, between, on_behalf)
_MEANT = (speakers.antecedent, speakers.speaker)
_SPEAKS = (
    *(speakers.verb_behind_quotation, speakers.verb_of_saying, speakers.name_before_quotation),
    *(speakers.label, speakers.last_speaker, speakers.voice, speakers.speaker, speakers.reported),
)
_BY_SUBJECT: dict[str, tuple[Rule, ...]] = {
    "we": _SPEAKS,
    "impersonal": (view, opinion, opinion_of_two, *_SPEAKS),
    "possessive": _MEANT,
    "passive": (inviter, *_SPEAKS),
    "name": (of_participle, subject),
    "states": (of_participle, states),
    "two": (signatories, two_states, *_MEANT),
    "third": (capital, *_MEANT),
    "none": (of_participle, whose_text, agent_before, body_at_head, *_SPEAKS),
}
RULES = {_name(rule): str(rule.__doc__) for rules in (_BESIDE, *_BY_SUBJECT.values()) for rule in rules}


def addressee(document: Document, cue: Cue, by: list[str]) -> list[str]:
    """Say to whom it goes: the first one of another side behind the cue; for *doit* the verb's subject."""
    tops = {document.tops.get(actor, actor) for actor in by} - {UN} | set(by)
    if cue.by == "speaker":
        before = document.named_in(cue.low, cue.start)
        near = [name for name in before if 0 <= cue.start - name.end <= NEAR]
        if near:
            return [near[-1].actor] if near[-1].top not in tops else []
        states = patterns().states.search(document.text, max(cue.low, cue.start - NEAR), cue.start)
        return [speakers.member_states(document, states.start())] if states and STATES not in tops else []
    until = min(cue.high, cue.end + FAR)
    behind = [name for name in document.named_in(cue.end, until) if name.top not in tops]
    states = patterns().states.search(document.text, cue.end, behind[0].start if behind else until)
    if states and not document.text[cue.end : states.start()].strip():
        return [speakers.member_states(document, states.start())]
    return [name.actor for name in behind][:1]
