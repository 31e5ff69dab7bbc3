"""Candidates: sentences and clauses of any document in which somebody says what should be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import actors
from analysis.actors import Lexicon
from analysis.candidates.clauses import ROOM, Clause, cut_clauses
from analysis.candidates.cues import Cues, read_cues
from analysis.candidates.genres import SPEECH
from analysis.candidates.patterns import patterns
from analysis.candidates.proposers import addressee, proposers
from analysis.candidates.readings import Document, read_documents
from analysis.candidates.scene import scene_of
from analysis.candidates.scoring import best, score, signs_of_asker, signs_of_words
from analysis.corpus import Corpus, phrases
from analysis.corpus.cleaned import Cleaned
from analysis.corpus.rules import DEFAULT
from analysis.evidence import in_text_order, locate
from analysis.tables import rows_of, typed

COLUMNS = [
    *("document", "start", "end", "sentence", "passage", "reference", "quote", "proposer", "addressee"),
    *("theme", "forum", "act", "stance", "certainty", "score", "cue", "proposer_rule", "signs"),
]
LEAST = 0.5
STRONG = 0.6  # the weight of a cue that asks even in a text where hardly anybody speaks: « a appelé à »
SHORT = 80  # characters of a sentence that says nothing without the one before
BEYOND = 40  # characters behind a clause in which its object may be named: « a soumis à l'ONU | le projet »
LOOK_BACK = 3  # sentences before a clause whose words tell its theme too
ROUND = 0.4  # what the words of the rest of a sentence count beside those of the clause
FAINT = 0.15  # below this sum words tell no theme: « les cyberattaques » two sentences before
EARLIER = 0.3  # those of the sentence before count 0.3 times as much, and so on
TALKS = "bilateral-dialogue"
TREATY, CRIME, CRIME_TREATY = "global-treaty", {"cybercrime-cooperation"}, "cybercrime-convention"
_TREATY = re.compile(r"\b(?:convention|traité)s?\b", re.IGNORECASE)  # a treaty on crime, not the work

Hit = tuple[int, str, str, float]  # where it begins, layer, code, weight
Hits = Mapping[tuple[str, int], list[Hit]]


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
    sentences are candidates of their own. Its score is the share of proposals that sentences coded by
    hand had among clauses with such a cue and such signs (``signs.csv``); in texts of other kinds it
    promises too much (see *Method and limits*). In a text that hardly reports what anybody says, what nobody
    asks is none, unless it says in full what should be done about a theme. The cues are French: in documents
    of another language nothing is looked for.

    Parameters
    ----------
    corpus : Corpus
    cues : Cues, optional
        As from `read_cues`, which gives the default.
    lexicon : Lexicon, optional
        Of actors; without it, as for `analysis.actors.find`.
    mentions : DataFrame, optional
        As from `analysis.actors.find`, if they are known already.
    least : float
        The lowest score that is given.

    Returns
    -------
    DataFrame
        One row a candidate in order of the text: document, start, end, sentence, passage, reference,
        quote, proposer, addressee, theme, forum, act, stance, certainty, score, cue,
        ``proposer_rule``: the rule that found the proposer, a key of ``RULES`` (both '' where nobody was
        found), and ``signs``: those that made the score, keys of ``SIGNS`` joined by ``;``. A proposer
        whom the lexicon lacks is a provisional actor, as `analysis.actors.introduced` finds them.
        ``theme`` is '' where no word of a theme stands in the sentence, or in those that it points back to.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose à Londres de reprendre le dialogue. Il pleut."})
    >>> find(corpus)[["quote", "proposer", "addressee", "theme", "act", "score"]].values.tolist()
    [['propose à Londres de reprendre le dialogue', 'RUS', 'GBR', 'bilateral-dialogue', 'proposes', 1.0]]
    """
    cues = read_cues() if cues is None else cues
    lexicon = actors.lexicon_of(corpus) if lexicon is None else lexicon
    mentions = actors.find(corpus, lexicon) if mentions is None else mentions
    corpus = corpus.in_language(DEFAULT)
    mentions = mentions[mentions["document"].isin(corpus.documents.index)]
    mentions = in_text_order(corpus, pd.concat([mentions, actors.introduced(corpus, mentions, lexicon)]))
    cleaned = Cleaned(corpus)  # the rules are written as if texts were typed with care
    documents = read_documents(cleaned.corpus, cleaned.moved(mentions), lexicon)
    clauses = cut_clauses(cleaned.corpus, cues, documents)
    near = {(clause.document, clause.sentence - back) for clause in clauses for back in range(LOOK_BACK + 1)}
    hits = _hits(cleaned.corpus, cues.themes, near)
    rows = [_row(clause, documents[clause.document], hits, least) for clause in clauses]
    found = [row for row in rows if row]
    if not found:
        return typed(pd.DataFrame(columns=COLUMNS)).astype({"score": float})
    located = locate(corpus, cleaned.told(pd.DataFrame(found)))
    spans = rows_of(located, "document", "start", "end")
    return located.assign(quote=[corpus.text(name)[start:end] for name, start, end in spans])[COLUMNS]


def _hits(corpus: Corpus, themes: pd.DataFrame, wanted: set[tuple[str, int]]) -> Hits:
    """Find the words of themes and forums in the sentences that hold a clause."""
    numbers = corpus.words.sentences_of(pd.DataFrame(wanted, columns=["document", "sentence"]))
    tokens = corpus.tokens[np.isin(corpus.words.sentences, numbers)]
    found = phrases.find_phrases(tokens, list(dict.fromkeys(themes["term"])), inflected=True)
    codes: dict[str, list[list[Any]]] = defaultdict(list)
    for term, *code in rows_of(themes, "term", "layer", "code", "weight"):
        codes[term].append(code)
    hits: dict[tuple[str, int], list[Hit]] = defaultdict(list)
    for document, sentence, start, term in rows_of(found, "document", "sentence", "start", "phrase"):
        hits[document, sentence] += [(start, *code) for code in codes[term]]
    return hits


def _heaviest(weights: Iterable[tuple[str, float]], *, least: float = 0) -> str:
    """Give the code whose weights have the greatest sum, the first of several; '' for none so great."""
    sums: dict[str, float] = defaultdict(float)
    for code, weight in weights:
        sums[code] += weight
    code = max(sums, key=sums.__getitem__, default="")
    return code if code and sums[code] >= least else ""


def _near(hits: Hits, clause: Clause, back: int = 0) -> list[Hit]:
    """Give the words of themes and forums in a clause's sentence, or one before, near enough to count."""
    here = hits.get((clause.document, clause.sentence - back), [])
    return here[bisect_left(here, (clause.start - ROOM,)) : bisect_left(here, (clause.end + ROOM,))]


def _theme(hits: Hits, clause: Clause, text: str) -> str:
    """Weigh the words of themes in the clause; less, those round it in its sentence.

    Those of the sentences before count too, except where a whole sentence that points to none of them has
    no such word: its theme stays empty.
    """
    found = [
        [
            (start, code, weight)
            for start, layer, code, weight in _near(hits, clause, back)
            if layer == "theme"
        ]
        for back in range(LOOK_BACK + 1)
    ]
    low, high = clause.cue.low, clause.cue.high
    if not found[0] and high - low > SHORT and not patterns().back.search(text, low, high):
        return ""
    theme = _heaviest(
        (
            (code, weight * (1 if not back and clause.start <= start < clause.end else ROUND * EARLIER**back))
            for back, words in enumerate(found)
            for start, code, weight in words
        ),
        least=FAINT,
    )
    codes = {code for _, code, _ in found[0]}
    until = min(high, clause.end + BEYOND)
    is_treaty = theme in CRIME and (TREATY in codes or bool(_TREATY.search(text, clause.start, until)))
    return CRIME_TREATY if is_treaty else theme


def _row(clause: Clause, document: Document, hits: Hits, least: float) -> dict[str, object] | None:
    here = _near(hits, clause)
    cue, has_theme = clause.cue, any(layer == "theme" for _, layer, _, _ in here)
    is_speech = document.genre == SPEECH
    most = ["that", "infinitive", *["theme"] * has_theme, *["speech"] * is_speech]
    if best(clause.weight, most) < least:
        return None
    signs = signs_of_words(document.text, cue, has_theme=has_theme, is_speech=is_speech)
    if best(clause.weight, signs) < least:
        return None
    scene = scene_of(document, cue)
    by, rule = proposers(scene)
    signs |= signs_of_asker(scene, rule)
    points = score(clause.weight, signs)
    is_strong = clause.weight >= STRONG and "bare" not in signs
    is_full = is_strong or (has_theme and signs & {"that", "infinitive"})
    if points < least or ("silent" in signs and not is_full):
        return None
    theme = _theme(hits, clause, document.text)
    forum = _heaviest((code, weight) for _, layer, code, weight in here if layer == "forum")
    return {
        "document": clause.document,
        "start": clause.start,
        "end": clause.end,
        "proposer": ";".join(by),
        "addressee": ";".join(addressee(document, cue, by)),
        "theme": theme,
        "forum": forum or ("bilateral" if theme == TALKS else "none"),
        "act": clause.act,
        "stance": "against" if clause.act in ("refuses", "opposes") else "for",
        "certainty": "quoted" if document.quotation_at(clause.start) else "reported",
        "score": points,
        "cue": clause.words,
        "proposer_rule": rule,
        "signs": ";".join(sorted(signs)),
    }
