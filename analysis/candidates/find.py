"""Candidates: sentences and clauses of any document in which somebody says what should be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import actors
from analysis.actors import Lexicon
from analysis.candidates.cue_search import find_cues
from analysis.candidates.cues import OPENING, Cues, is_infinitive, read_cues
from analysis.candidates.proposers import Cue, addressee, proposers
from analysis.candidates.readings import Document, read_documents
from analysis.corpus import Corpus, phrases
from analysis.corpus.accents import composed, in_given
from analysis.evidence import locate
from analysis.tables import rows_of, typed

COLUMNS = [
    *("document", "start", "end", "sentence", "passage", "reference", "quote", "proposer", "addressee"),
    *("theme", "forum", "act", "stance", "certainty", "score", "cue"),
]
LEAST = 0.5
NAMED = 0.15  # what a proposer who is found adds to a cue's weight
ON_THEME = 0.2  # what the words of a theme add
WEAK = 0.35  # below this weight a cue stands for itself only where no other cue is in its sentence
GOVERNS = 0.45  # from this weight on, a cue governs the infinitives and nouns behind it
ITEM = 0.5  # the weight of an item that goes on from the sentence before
ROOM = 1000  # characters to each side of a cue that are looked at, however long its sentence
LOOK_BACK = 3  # sentences before a clause whose words tell its theme too
ROUND = 0.4  # what the words of the rest of a sentence count beside those of the clause
EARLIER = 0.3  # those of the sentence before count 0.3 times as much, and so on
RESIDUAL = "broad-cooperation"
TALKS = "bilateral-dialogue"
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
    r"[\s–—•*·-]*(?:\(?[a-z\d]{1,2}[.)]\s+)?[«“\"]?\s*(?:d['’]|de\s|à\s)?(?:s['’]|se\s+)?([\w-]+)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\s*(?:[–—•*·-]|\(?[a-z\d]{1,2}[.)]\s)", re.IGNORECASE)
_VERB = re.compile(r"(?:(?:il|se|s'|ne|nous|je|pourquoi ne pas)\s+)*(?:\S+(?:er|ir|re)\b|@)")
_TAIL = ' \t\n\r\u00a0\u202f.,;:?!»”"([…'  # does not belong to a stretch at whose end it stands

Hits = Mapping[tuple[str, int], list[tuple[int, str, str, float]]]


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


def find(
    corpus: Corpus,
    *,
    cues: Cues | None = None,
    lexicon: Lexicon | None = None,
    mentions: pd.DataFrame | None = None,
    least: float = LEAST,
) -> pd.DataFrame:
    """Find what may be proposals, for an analyst to confirm, edit or delete.

    A candidate begins with a cue of ``cues.csv`` and reaches to the end of its clause. What the same
    cue governs further on (*propose d'ouvrir …, et de conclure …*) and items that go on in the next
    sentences are candidates of their own. Its score is the cue's weight, plus 0.15 if its proposer is
    found, plus 0.2 if words of ``themes.csv`` stand in its sentence, at most 1.

    Parameters
    ----------
    corpus : Corpus
    cues : Cues, optional
        As from `read_cues`, which gives the default.
    lexicon : Lexicon, optional
        Of actors; without it, the one that ships.
    mentions : DataFrame, optional
        As from `analysis.actors.find`, if they are known already.
    least : float
        The lowest score that is given.

    Returns
    -------
    DataFrame
        One row a candidate in order of the text: document, start, end, sentence, passage, reference,
        quote, proposer, addressee, theme, forum, act, stance, certainty, score, cue. ``proposer``
        is '' where nobody was found.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose à Londres de reprendre le dialogue. Il pleut."})
    >>> find(corpus)[["quote", "proposer", "addressee", "theme", "act", "score"]].values.tolist()
    [['propose à Londres de reprendre le dialogue', 'RUS', 'GBR', 'bilateral-dialogue', 'proposes', 1.0]]
    """
    cues = read_cues() if cues is None else cues
    lexicon = actors.read_lexicon() if lexicon is None else lexicon
    plain = composed(corpus)
    if plain is not corpus:  # the rules are written in whole letters
        rows = in_given(corpus, find(plain, cues=cues, lexicon=lexicon, least=least))
        return locate(corpus, rows.drop(columns=["sentence", "passage", "reference"]))[COLUMNS]
    mentions = actors.find(corpus, lexicon) if mentions is None else mentions
    documents = read_documents(corpus, mentions, lexicon)
    clauses = _clauses(corpus, cues, documents)
    near = {(clause.document, clause.sentence - back) for clause in clauses for back in range(LOOK_BACK + 1)}
    hits = _hits(corpus, cues.themes, near)
    found = (_row(clause, documents[clause.document], hits, least) for clause in clauses)
    told = [row for row in found if row]
    if not told:
        return typed(pd.DataFrame(columns=COLUMNS)).astype({"score": float})
    return locate(corpus, pd.DataFrame(told))[COLUMNS]


def _clauses(corpus: Corpus, cues: Cues, documents: Mapping[str, Document]) -> list[Clause]:
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


def _hits(corpus: Corpus, themes: pd.DataFrame, wanted: set[tuple[str, int]]) -> Hits:
    """Find the words of themes and forums in the sentences that hold a clause."""
    numbers = corpus.words.sentences_of(pd.DataFrame(wanted, columns=["document", "sentence"]))
    tokens = corpus.tokens[np.isin(corpus.words.sentences, numbers)]
    found = phrases.find_phrases(tokens, list(dict.fromkeys(themes["term"])), inflected=True)
    codes: dict[str, list[list[Any]]] = defaultdict(list)
    for term, *code in rows_of(themes, "term", "layer", "code", "weight"):
        codes[term].append(code)
    hits: dict[tuple[str, int], list[tuple[int, str, str, float]]] = defaultdict(list)
    for document, sentence, start, term in rows_of(found, "document", "sentence", "start", "phrase"):
        hits[document, sentence] += [(start, *code) for code in codes[term]]
    return hits


def _forum(hits: list[tuple[int, str, str, float]]) -> str:
    sums: dict[str, float] = defaultdict(float)
    for _, layer, code, weight in hits:
        if layer == "forum":
            sums[code] += weight
    return max(sums, key=lambda code: sums[code]) if sums else ""


def _near(hits: Hits, clause: Clause, back: int = 0) -> list[tuple[int, str, str, float]]:
    """Give the words of themes and forums in a clause's sentence, or one before, near enough to count."""
    here = hits.get((clause.document, clause.sentence - back), [])
    return here[bisect_left(here, (clause.start - ROOM,)) : bisect_left(here, (clause.end + ROOM,))]


def _theme(hits: Hits, clause: Clause) -> str:
    """Weigh the words of themes in the clause; less, those round it in its sentence and in those before."""
    sums: dict[str, float] = defaultdict(float)
    for back in range(LOOK_BACK + 1):
        for start, layer, code, weight in _near(hits, clause, back):
            if layer == "theme":
                is_inside = not back and clause.start <= start < clause.end
                sums[code] += weight * (1 if is_inside else ROUND * EARLIER**back)
    return max(sums, key=lambda code: sums[code]) if sums else RESIDUAL


def _row(clause: Clause, document: Document, hits: Hits, least: float) -> dict[str, object] | None:
    here = _near(hits, clause)
    cue = clause.cue
    of_theme = ON_THEME * any(layer == "theme" for _, layer, _, _ in here)
    if round(clause.weight + NAMED + of_theme, 2) < least:
        return None
    by = proposers(document, cue)
    score = round(min(1.0, clause.weight + NAMED * bool(by) + of_theme), 2)
    if score < least:
        return None
    to = addressee(document, cue, by)
    theme = _theme(hits, clause)
    forum = _forum(here) or ("bilateral" if theme == TALKS else "none")
    return {
        "document": clause.document,
        "start": clause.start,
        "end": clause.end,
        "quote": document.text[clause.start : clause.end],
        "proposer": ";".join(by),
        "addressee": ";".join(to),
        "theme": theme,
        "forum": forum,
        "act": clause.act,
        "stance": "against" if clause.act in ("refuses", "opposes") else "for",
        "certainty": "quoted" if document.quotation_at(clause.start) else "reported",
        "score": score,
        "cue": clause.words,
    }
