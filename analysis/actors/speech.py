"""Who speaks, who is addressed, who is spoken about: simple patterns around each mention.

The cues are verbs in ``speech_cues.csv``, by lemma. The patterns see the words beside a mention and no
more; how often they are right on the five documents is measured in the tests and shown in the book.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa

from analysis.corpus import Corpus
from analysis.tables import LEXICON, load_table, one_of, sound, text_column

PARTS = ("speaks", "addressed", "about")
CUES = pa.DataFrameSchema(
    {
        "lemma": text_column(),
        "kind": one_of("quotes", "says", "addresses", "calls on", "according to"),
        "note": text_column(empty=True),
    },
    name="lemma",
    strict=True,
)
_ARTICLES = frozenset("le la les l' son sa leur".split())
_TO = frozenset("à au aux".split())
_PREPOSITIONS = frozenset(
    "de d' du des à au aux avec par pour sur sous dans contre en chez entre envers".split()
)
# what may stand between a subject and its verb: auxiliaries, clitics, short adverbs
_BETWEEN = frozenset(
    "a ont avait avaient aurait auraient est était sera s' se y en n' ne lui leur l' les aussi ensuite "
    "encore également toujours déjà jamais pas plus ainsi donc alors enfin".split()
)
_REACH = 4
_FAR = 6
_PAUSE = re.compile(r"[,;:«»\"“”–—]")


@dataclass(frozen=True)
class _Text:
    forms: list[str]
    lemmas: list[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    begin: int  # of the sentence, as a position
    stop: int
    text: str

    def is_verb(self, place: int, verbs: frozenset[str]) -> bool:
        """Tell whether a word is one of the verbs, or a noun that is written as a form of one: *estime*."""
        lemma = self.lemmas[place]
        return lemma in verbs or lemma + "r" in verbs

    def pause(self, place: int) -> bool:
        """Tell whether a comma or a quotation mark stands before the word at a place."""
        behind = self.ends[place - 1] if place > self.begin else max(0, self.starts[place] - 2)
        return bool(_PAUSE.search(self.text[behind : self.starts[place]]))


@cache
def _cues() -> dict[str, frozenset[str]]:
    table = sound(load_table(LEXICON / "speech_cues.csv", CUES))
    return {str(kind): frozenset(lemmas) for kind, lemmas in table.groupby("kind")["lemma"]}


def roles_in_sentences(corpus: Corpus, mentions: pd.DataFrame) -> pd.DataFrame:
    """Say of each mention whether its actor speaks, is addressed, or is spoken about.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        As from `find`.

    Returns
    -------
    DataFrame
        The mentions with ``part``: ``speaks`` (*a déclaré Poutine*, *Moscou estime*, *selon le ministère*),
        ``addressed`` (*propose aux États-Unis*, *exhorte Londres à*) or ``about`` (all others), and
        ``cue``: the word that decided, '' for ``about``.

    Examples
    --------
    >>> from analysis.actors import find
    >>> corpus = Corpus.from_texts({"a": "Moscou propose un pacte à Washington. Londres dort, selon Paris."})
    >>> roles_in_sentences(corpus, find(corpus))[["form", "part", "cue"]].values.tolist()[:2]
    [['Moscou', 'speaks', 'propose'], ['Washington', 'addressed', 'propose']]
    """
    tokens = corpus.tokens
    documents = {name: code for code, name in enumerate(tokens["document"].cat.categories)}
    codes = tokens["document"].cat.codes.to_numpy(np.int64)
    forms, lemmas = tokens["form"].cat, tokens["lemma"].cat
    bounds = np.flatnonzero(
        np.diff(codes, prepend=-1) | np.diff(tokens["sentence"].to_numpy(np.int64), prepend=-1)
    )
    starts, ends = tokens["start"].to_numpy(np.int64), tokens["end"].to_numpy(np.int64)
    words = [form.replace("’", "'") for form in forms.categories.tolist()]
    known = lemmas.categories.tolist()
    results = []
    columns = mentions[["document", "start", "end", "actor"]].reset_index(drop=True)
    columns = columns.sort_values(["document", "start", "end"], kind="stable")  # neighbours count
    rows = list(columns.itertuples(index=False, name=None))
    for number, (document, start, end, actor) in enumerate(rows):
        of = slice(*np.searchsorted(codes, [documents[document], documents[document] + 1]))
        first = of.start + int(np.searchsorted(starts[of], start, "right")) - 1
        last = of.start + int(np.searchsorted(ends[of], end))
        begin = int(bounds[np.searchsorted(bounds, first, "right") - 1])
        later = np.searchsorted(bounds, first, "right")
        stop = int(bounds[later]) if later < len(bounds) else len(tokens)
        around = range(begin, stop)
        sentence = _Text(
            [words[code] for code in forms.codes.iloc[around]],
            [known[code] for code in lemmas.codes.iloc[around]],
            starts[begin:stop],
            ends[begin:stop],
            0,
            stop - begin,
            corpus.text(document),
        )
        part, cue = _part(sentence, first - begin, last - begin)
        results.append((part, cue))
        before = rows[number - 1] if number else None
        if part == "speaks" and before and before[0] == document and before[3] == actor:
            gap = sentence.text[before[2] : start]  # la porte-parole Maria Zakharova a déclaré
            if results[-2][0] == "about" and not gap.strip(" ,"):
                results[-2] = results[-1]
    told = pd.DataFrame(results, columns.index, columns=["part", "cue"], dtype=str).sort_index()
    return mentions.assign(part=told["part"].to_numpy(), cue=told["cue"].to_numpy())


def _part(words: _Text, first: int, last: int) -> tuple[str, str]:
    cues = _cues()
    before = first - 1
    while before >= 0 and words.forms[before].lower() in _ARTICLES:
        before -= 1
    if before >= 0:
        form, lemma = words.forms[before].lower(), words.lemmas[before]
        pair = "d'après" if form == "après" and before and words.forms[before - 1].lower() == "d'" else form
        if {form, lemma, pair} & cues["according to"]:
            return "speaks", words.forms[before]
        if form in _TO:
            near = range(max(0, before - _FAR), before)
            verbs = [place for place in near if words.is_verb(place, cues["addresses"])]
            return ("addressed", words.forms[verbs[-1]]) if verbs else ("about", "")
        behind = words.forms[last + 1].lower() if last + 1 < words.stop else ""
        if words.is_verb(before, cues["calls on"]) and behind in ("à", "de", "d'"):
            return "addressed", words.forms[before]
        if words.is_verb(before, cues["quotes"]) and _is_inverted(words, before):
            return "speaks", words.forms[before]
        if form in _PREPOSITIONS:
            return "about", ""
    return _as_subject(words, last, cues["quotes"] | cues["says"])


def _is_inverted(words: _Text, verb: int) -> bool:
    place = verb
    while place and words.forms[place - 1].lower() in _BETWEEN:
        place -= 1
    return any(words.pause(step) for step in range(place, verb + 1))


def _as_subject(words: _Text, last: int, verbs: frozenset[str]) -> tuple[str, str]:
    for place in range(last + 1, min(words.stop, last + 1 + _REACH)):
        if words.pause(place) and "«" not in words.text[words.ends[place - 1] : words.starts[place]]:
            break
        if words.is_verb(place, verbs):
            return "speaks", words.forms[place]
        if words.forms[place].lower() not in _BETWEEN:
            break
    return "about", ""
