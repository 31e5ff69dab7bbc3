"""The search for cues: all words of a corpus at once, cue by cue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import french
from analysis.actors.speech_cues import kinds_of, words_of
from analysis.candidates.cues import INFINITIVE, INFINITIVES, MEASURE, NONE, is_infinitive, keys
from analysis.corpus.words import Flags, Numbers, Words
from analysis.spelling import fold

GAP = 4  # the most words between two words of a cue: « propose également de », « s'est toujours opposée »
TIGHT = 2  # the same for words that propose nothing: « lancer une attaque »
REACH = 8  # how far behind a cue its complement may begin: « appelle le ministre britannique à »
NEAR = 4  # the same for a noun of what may be proposed: « saluer la récente adoption »
NEGATED = 5  # how far from a cue the words that negate it may stand

_DETERMINERS = frozenset("le un son ce cet tout aucun chaque de".split())
_NEGATIONS = frozenset("pas jamais plus aucunement guere point nullement rien aucun aucune ni".split())
# What may stand between « ne » and its verb: another verb there is the one that is denied.
_BETWEEN = _NEGATIONS | frozenset(
    "ai a avons ont avait avaient aura aurait auraient suis est sommes sont etait etaient sera ete pu su "
    "voulu peut pouvait "
    "saurait sauraient veut veulent entend compte encore toujours deja s' se l' le la les en y lui leur "
    "nous vous me m' ne n'".split()
)
_WISHES = ("vouloir", "souhaiter", "aimer")  # « je voudrais d'abord vous rappeler » tells, and wishes nothing
_NOWHERE = (np.empty(0, np.int64),) * 3


class Place(NamedTuple):
    """Where a cue stands: its first and last token, and the row of the cue."""

    first: int
    last: int
    cue: int
    is_negated: bool


def find_cues(words: Words, cues: pd.DataFrame) -> list[Place]:
    """Find every cue whose words stand in order in one sentence, with what must follow.

    ``cues`` as ``Cues.cues``. The places are given in order; first, last and cue count words and rows of
    ``cues`` from 0. Where cues overlap, the one of greater weight stands.

    Examples
    --------
    >>> from analysis import Corpus
    >>> from analysis.candidates import read_cues
    >>> words = Corpus.from_texts({"a": "Paris propose cela. Londres ne soutient pas cela."}).words
    >>> places = find_cues(words, read_cues().cues)
    >>> [(words.form(place.first), place.is_negated) for place in places]
    [('propose', False), ('soutient', True)]
    """
    if cues.empty:
        return []
    patterns = [_words(cue) for cue in cues["cue"]]
    search = _Search(words, frozenset(word for pattern in patterns for word in pattern))
    is_none = (cues["act"] == NONE).tolist()
    gaps = [TIGHT if none else GAP for none in is_none]
    found = [(row, *search.match(pattern, gaps[row])) for row, pattern in enumerate(patterns)]
    rows = np.repeat([row for row, *_ in found], [len(first) for _, first, *_ in found])
    first, head, last = (np.concatenate([one[column] for one in found]) for column in (1, 2, 3))
    kept = _is_cue(words, cues, patterns, rows, head, last)
    return _without_overlaps(words, cues, first[kept], last[kept], rows[kept])


@cache
def _words(cue: str) -> list[str]:
    return fold(cue).split()


class _Search:
    """Where each word of a cue may stand."""

    def __init__(self, words: Words, wanted: frozenset[str]) -> None:
        self.words = words
        self._at: dict[str, Numbers] = {}
        self._codes_of: dict[str, list[int]] = defaultdict(list)
        for code, form in enumerate(words.forms.tolist()):
            for key in keys(form) & wanted:
                self._codes_of[key].append(code)
        self._order = np.argsort(words.codes, kind="stable")
        self._begin = np.searchsorted(words.codes[self._order], np.arange(len(words.forms) + 1))

    def at(self, word: str) -> Numbers:
        """Give the places where a word of a cue may stand, in order."""
        if word not in self._at:
            parts = [
                self._order[self._begin[code] : self._begin[code + 1]]
                for code in self._codes_of.get(word, ())
            ]
            self._at[word] = np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)
        return self._at[word]

    def match(self, pattern: list[str], gap: int) -> tuple[Numbers, Numbers, Numbers]:
        """Give the first, the longest and the last word of a cue, everywhere that it stands."""
        longest = max(range(len(pattern)), key=lambda place: len(pattern[place]))
        first = head = last = self.at(pattern[longest])
        if not len(first) or not all(map(len, map(self.at, pattern))):
            return _NOWHERE
        for word in reversed(pattern[:longest]):
            first, kept = self._nearest(first, self.at(word), -1, gap)
            first, head, last = first[kept], head[kept], last[kept]
        for word in pattern[longest + 1 :]:
            last, kept = self._nearest(last, self.at(word), 1, gap)
            first, head, last = first[kept], head[kept], last[kept]
        return first, head, last

    def _nearest(self, places: Numbers, others: Numbers, way: int, gap: int) -> tuple[Numbers, Flags]:
        """Give the nearest of some places before (-1) or behind (1) each, and whether it is near enough."""
        if not len(others):
            return places, np.zeros(len(places), bool)
        behind = np.searchsorted(others, places, "right" if way > 0 else "left")
        nearest = others[np.clip(behind if way > 0 else behind - 1, 0, len(others) - 1)]
        distance = (nearest - places) * way
        return nearest, (distance > 0) & (distance <= gap + 1) & self.words.together(nearest, places)


def _is_denied(words: Words, first: int, last: int) -> bool:
    """Tell whether *ne … pas* denies the verb that stands first, and not one before it."""
    sentence = words.sentence(first)
    low, high = max(sentence.start, first - NEGATED), min(sentence.stop, last + 1 + NEGATED)
    near = [fold(words.form(place)) for place in range(low, high)]
    at = first - low
    ne = max(place for place in range(at) if near[place] in ("ne", "n'"))
    between = near[ne + 1 : at]
    is_its_own = all(word in _BETWEEN or word.endswith("ment") for word in between)
    return is_its_own and not _NEGATIONS.isdisjoint([*between, *near[at + 1 :]])


def _is_cue(
    words: Words, cues: pd.DataFrame, patterns: list[list[str]], rows: Numbers, head: Numbers, last: Numbers
) -> Flags:
    """Tell which matches are cues: with what must follow, no noun for a verb, not « il faut noter »."""
    kept = np.ones(len(rows), bool)
    follows = cues["follows"].to_numpy(object)[rows]
    for asked in sorted(set(follows) - {""}):
        here = np.flatnonzero(follows == asked)
        reach = range(1, (NEAR if asked == MEASURE else REACH) + 1)
        kept[here] = words.near(last[here], reach, _follower(frozenset(fold(asked).split("|"))))
    is_verb = np.array([max(pattern, key=len).endswith(INFINITIVES) for pattern in patterns])
    here = np.flatnonzero(kept & is_verb[rows])
    before = range(-1, 0)
    is_noun = words.near(head[here], range(1), _may_be_noun) & words.near(head[here], before, _is_determiner)
    is_noun |= words.near(head[here], range(1), is_infinitive) & words.near(head[here], before, _is_article)
    kept[here] = ~is_noun
    tells_of = words_of("tells")
    for tells, telling in (
        (cues["by"] == "speaker", tells_of),
        (cues["cue"].str.endswith(_WISHES), tells_of - {"voir", "comprendre"}),
    ):
        here = np.flatnonzero(kept & tells.to_numpy()[rows])
        kept[here] = ~words.near(last[here], range(1, 5), telling.__contains__)
    return kept


def _follower(asked: frozenset[str]) -> Callable[[str], bool]:
    return lambda form: (
        bool(asked & keys(form))
        or (INFINITIVE in asked and is_infinitive(form))
        or (MEASURE in asked and "measure" in kinds_of(form))
    )


def _may_be_noun(form: str) -> bool:
    """Tell whether a form of a verb may be a noun (*la demande*): the dictionary takes it for one."""
    ends_in_e = not form.endswith("é") and fold(form).endswith("e")
    return ends_in_e and not french.lemma(form).endswith(INFINITIVES)


def _is_determiner(form: str) -> bool:
    return bool(keys(form) & _DETERMINERS)


def _is_article(form: str) -> bool:
    """Tell whether no infinitive can follow: « un conseiller » is a noun; behind « le » it may be a verb."""
    return bool(keys(form) & (_DETERMINERS - {"le", "de", "tout"}))


def _without_overlaps(
    words: Words, cues: pd.DataFrame, first: Numbers, last: Numbers, rows: Numbers
) -> list[Place]:
    """Keep the cue of greater weight where cues overlap, then the longer one; none among words of no cue."""
    is_none = (cues["act"] == NONE).to_numpy()[rows]
    taken = {word for at in np.flatnonzero(is_none).tolist() for word in range(first[at], last[at] + 1)}
    weights, is_cue = cues["weight"].to_numpy(), np.flatnonzero(~is_none)
    first, last, rows = first[is_cue], last[is_cue], rows[is_cue]
    kept = []
    order = np.lexsort((rows, first, first - last, -weights[rows]))
    for place, low, high in zip(order.tolist(), first[order].tolist(), last[order].tolist(), strict=True):
        stretch = range(low, high + 1)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(place)
    kept.sort(key=first.__getitem__)
    at = first[kept]
    may_be = words.near(at, range(-NEGATED, 0), _is_ne)
    return [
        Place(begin, end, row, bool(denied) and _is_denied(words, begin, end))
        for begin, end, row, denied in zip(
            at.tolist(), last[kept].tolist(), rows[kept].tolist(), may_be.tolist(), strict=True
        )
    ]


def _is_ne(form: str) -> bool:
    return fold(form) in ("ne", "n'")
