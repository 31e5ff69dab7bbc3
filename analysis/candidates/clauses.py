"""The clauses that cues announce: where each begins and ends, and what the same cue governs further on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from analysis.candidates.cue_search import find_cues
from analysis.candidates.cues import OPENING, Cues, is_infinitive
from analysis.candidates.readings import Document
from analysis.candidates.scene import Cue
from analysis.corpus import Corpus
from analysis.tables import rows_of
from analysis.writing.signs import BULLETS, NUMBER_OF_ITEM

WEAK = 0.35  # below this weight a cue stands for itself only where no other cue is in its sentence
GOVERNS = 0.45  # from this weight on, a cue governs the infinitives and nouns behind it
ITEM = 0.5  # the weight of an item that goes on from the sentence before
ROOM = 1000  # characters to each side of a cue that are looked at, however long its sentence
TURNED = {
    "proposes": "refuses",
    "commits": "refuses",
    "supports": "opposes",
    "calls-for": "opposes",
    "refuses": "supports",
    "opposes": "supports",
}

_LINK = re.compile(
    r"(?:[,;:]|\bet|\bou)\s{1,9}(?:enfin\s+|également\s+|aussi\s+)?[«“\"]?\s{0,9}"
    r"(?=(?:d['’]|de\s|à\s)\s*(?:ne\s+pas\s+)?(?:s['’]|se\s+|l['’]|les?\s+|y\s+)?([\w-]+))"
)
_RELATIVE = re.compile(r"\b(?:qui|qu['’](?:ils?|elles?|on))\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_THAT = re.compile(r"[^;:.«»]{0,40}?\bqu(?:e\s|['’])(?:(?!\s(?:mais|et|tout en)\s)[^;:.«»])*")
_ITEM = re.compile(
    rf"[\s{BULLETS}]*(?:{NUMBER_OF_ITEM}\s+)?[«“\"]?\s*(?:d['’]|de\s|à\s)?(?:s['’]|se\s+)?([\w-]+)",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"\s*(?:[{BULLETS}]|{NUMBER_OF_ITEM}\s)")
_VERB = re.compile(r"(?:(?:il|se|s'|ne|nous|je|pourquoi ne pas)\s+)*(?:\S+(?:er|ir|re)\b|@)")
_TAIL = ' \n.,;:?!»”"([…'  # does not belong to a stretch at whose end it stands


class Found(NamedTuple):
    """A cue where it stands, with what its row says; ``depends``: a stronger cue may govern it."""

    start: int
    end: int
    words: str
    act: str
    weight: float
    by: str
    is_noun: bool
    depends: bool


class Sentence(NamedTuple):
    """A sentence of counted text, as in ``Corpus.sentences``."""

    document: str
    sentence: int
    start: int
    end: int


class Clause(NamedTuple):
    """A stretch that a cue announces."""

    document: str
    sentence: int
    start: int
    end: int
    cue: Cue
    words: str
    act: str
    weight: float


def cut_clauses(corpus: Corpus, cues: Cues, documents: Mapping[str, Document]) -> list[Clause]:
    """Cut the stretches that cues announce, and the items that go on from them."""
    words = corpus.words
    places = find_cues(words, cues.cues)
    table = [
        (cue, act, weight, by, not _VERB.match(cue))
        for cue, act, weight, by in rows_of(cues.cues, "cue", "act", "weight", "by")
    ]
    first = corpus.tokens.iloc[[place.first for place in places]]
    ends = words.ends[[place.last for place in places]].tolist()
    found: dict[tuple[str, int], list[Found]] = defaultdict(list)
    for place, (document, sentence, form, start), end in zip(
        places, rows_of(first, "document", "sentence", "form", "start"), ends, strict=True
    ):
        cue, act, weight, by, is_noun = table[place.cue]
        turned = TURNED.get(act, act) if place.is_negated and by == "subject" else act
        depends = is_noun or form.endswith("ant") or is_infinitive(form)
        found[document, sentence].append(Found(start, end, cue, turned, weight, by, is_noun, depends))
    clauses: list[Clause] = []
    going = False
    for row in map(Sentence._make, rows_of(corpus.sentences, *Sentence._fields)):
        cues_here = found.get((row.document, row.sentence), [])
        if not cues_here and not going:
            continue
        here = _in_sentence(documents[row.document], row, cues_here)
        is_weak = all(clause.weight < WEAK for clause in here)
        if going and clauses[-1].document == row.document:
            here = _item(documents[row.document].text, row, clauses[-1], is_weak=is_weak) or here
        going = bool(here)
        clauses += here
    return clauses


def _in_sentence(document: Document, sentence: Sentence, found: list[Found]) -> list[Clause]:
    text = document.text
    strongest = max((one.weight for one in found), default=0)
    kept: list[Found] = []
    for one in found:
        depends = one.depends or _RELATIVE.search(text, max(sentence.start, one.start - 20), one.start)
        is_near = bool(kept) and one.start - kept[-1].end < ROOM
        in_that = is_near and _THAT.fullmatch(text, kept[-1].end, one.start)
        is_governed = bool(kept) and bool(depends or in_that) and kept[-1].weight >= GOVERNS
        is_question = one.words == OPENING and text[sentence.start : sentence.end].endswith("?")
        if not is_governed and not is_question and not one.weight < WEAK <= strongest:
            kept.append(one)
    clauses = []
    for place, one in enumerate(kept):
        stop = sentence.end
        if place + 1 < len(kept):
            comma = text.rfind(",", one.end, kept[place + 1].start)
            stop = comma if comma > one.end else kept[place + 1].start
        quotation = document.quotation_at(one.start)
        if quotation:  # what follows it says who speaks
            stop = min(stop, max(quotation[1], one.end))
        low, high = max(sentence.start, one.start - ROOM), min(sentence.end, one.end + ROOM)
        cue = Cue(low, high, one.start, one.end, one.is_noun, one.by)
        starts = [one.start, *_links(text, one.end, stop)]
        for low, high in zip(starts, [*starts[1:], stop], strict=True):
            end = _trimmed(text, low, high)
            clauses.append(
                Clause(sentence.document, sentence.sentence, low, end, cue, one.words, one.act, one.weight)
            )
    return clauses


def _trimmed(text: str, low: int, high: int) -> int:
    """Give the end of a stretch without the signs, and the *et* or *ou*, that stand behind it."""
    while True:
        words = text[low:high].rstrip(_TAIL)
        if not words.endswith((" et", " ou")):
            return low + len(words)
        high = low + len(words) - len("et")


def _links(text: str, low: int, high: int) -> list[int]:
    """Find where a cue governs one more infinitive: « … , et de conclure »."""
    return [match.end() for match in _LINK.finditer(text, low, high) if is_infinitive(match[1].lower())][:8]


def _item(text: str, sentence: Sentence, before: Clause, *, is_weak: bool) -> list[Clause]:
    words = text[sentence.start : sentence.end]
    if not is_weak and not words.startswith(("de ", "d'", "d’", "à ")):
        return []
    marked = _MARKED.match(words)
    announced = marked and text[before.end : sentence.start].lstrip('»”" ').startswith((":", ";"))
    opening = _ITEM.match(words)
    if not announced and not (opening and is_infinitive(opening[1].lower())):
        return []
    start = sentence.start + (marked.end() if marked else 0)
    start += len(text[start : sentence.end]) - len(text[start : sentence.end].lstrip(' \t«“"'))
    end = _trimmed(text, start, sentence.end)
    if end <= start:
        return []
    return [before._replace(sentence=sentence.sentence, start=start, end=end, weight=ITEM)]
