"""A cue with what stands round it: what the rules for proposers look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from analysis import french
from analysis.candidates.cues import INFINITIVES
from analysis.candidates.patterns import patterns
from analysis.candidates.readings import Document, Named

FAR = 300  # characters before a cue in which its subject is looked for
NEAR = 30  # characters between a subject and its verb: « Moscou doit », « la Russie s'est toujours »

_PASSIVE = re.compile(r"\bété\s+(?:\w+ment\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\w+(?:[éi]e?s?|ue?s?|[iu]te?s?|ise?s?)\b")
_INVERSION = re.compile(r"(?:-t)?-(?:il|elle)s?\b")  # « promettait-il »
_WE_VERB = re.compile(r"\b\w+ons\b")
_HIS = re.compile(r"\b(?:son|sa|leur)\s+(?:\w+\s+)?$", re.IGNORECASE)


class Cue(NamedTuple):
    """A cue in its sentence: spans in the document, and who its ``by`` says proposes."""

    low: int
    high: int
    start: int
    end: int
    is_noun: bool
    by: str


class Scene(NamedTuple):
    """What the rules look at.

    ``names``: those in the cue's sentence; ``ahead``: those before the cue; ``free``: of these, whom no
    preposition governs; ``last``: where the last *nous* (``we``), *il* (``third``), *les parties* (``two``)
    and *les États* (``states``) stand before the cue; ``subject``: which of them is its subject, or
    ``name``, ``none``, ``impersonal`` (*il faut*), ``possessive`` (*son souhait*), ``passive`` (*Paris a
    été invité*).
    """

    document: Document
    cue: Cue
    text: str
    names: list[Named]
    ahead: list[Named]
    free: list[Named]
    quotation: tuple[int, int] | None
    last: dict[str, int]
    subject: str


Rule = Callable[[Scene], list[str]]  # whom it finds; '' for one who is not known


def scene_of(document: Document, cue: Cue) -> Scene:
    """Look round a cue."""
    text = document.text
    names = [name for name in document.named_in(cue.low, cue.high) if name.end <= cue.high]
    ahead = [name for name in names if name.end <= cue.start]
    free = [name for name in ahead if name.free]
    found = patterns().subject.finditer(text, max(cue.low, cue.start - FAR), cue.start)
    last = {str(match.lastgroup): match.start() for match in found}
    subject = _subject(text, cue, free[-1].start if free else -1, last)
    quotation = document.quotation_at(cue.start)
    return Scene(document, cue, text, names, ahead, free, quotation, last, subject)


def _subject(text: str, cue: Cue, named: int, last: dict[str, int]) -> str:
    """Say what stands as the subject of a cue before which somebody is named last at a place."""
    if last.get("we", -1) > named or _is_we(text[cue.start : cue.end]):
        return "we"
    if cue.by == "speaker":
        return "impersonal"
    if _INVERSION.match(text, cue.end):
        return "third"
    if cue.is_noun and _HIS.search(text, cue.low, cue.start):
        return "possessive"
    nearest = max(last, key=last.__getitem__, default="none")
    if named <= last.get(nearest, -1):
        return nearest
    is_passive = _PASSIVE.search(text, cue.low, cue.start) and _PARTICIPLE.match(text, cue.start)
    return "passive" if is_passive else "name"


def _is_we(words: str) -> bool:
    """Tell whether a verb among these words says *nous* by its ending: *proposons*, not *propositions*."""
    return any(french.lemma(word).endswith(INFINITIVES) for word in _WE_VERB.findall(words))
