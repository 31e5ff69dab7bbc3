"""Cues: the words with which French says what should be done, and the words that tell its theme.

Both lists are tables in ``lexicon/``. Their column ``found_in`` names the documents in which the author of
a row met it (joined by ``;``; empty: known from French in general), so that a document can be
searched without what it has itself taught.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis import french
from analysis.codebook import LAYERS, code_problems
from analysis.tables import fold, is_slug, load_table, one_of, sound, text_column

GAP = 4  # the most words between two words of a cue: « propose également de », « s'est toujours opposée »
REACH = 8  # how far behind a cue its complement may begin: « appelle le ministre britannique à »
BEFORE, BEHIND = 12, 24  # how many words round its longest word a cue is looked for in
INFINITIVE = "inf"
_PLAIN = {"des": "de", "s'": "se", "qu'": "que", "m'": "me"}  # whose lemma is another word
_DETERMINERS = {"le", "un", "son", "ce", "cet", "tout", "aucun", "chaque", "de"}
_NEGATIONS = {"pas", "jamais", "plus", "aucunement", "guère", "point", "nullement"}
_INFINITIVES = ("er", "ir", "re", "oir")
# What a word of a cue may ask of a form instead of a word.
OPENING, FUTURE, CONDITIONAL = "@que", "@futur", "@conditionnel"
_ENDINGS = {FUTURE: ("ons", "ont", "a", "ai"), CONDITIONAL: ("ait", "aient")}
_AUXILIARIES = {"être", "avoir", "pouvoir", "devoir", "falloir", "aller", "faire"}
_TELLING = set(
    "noter rappeler préciser souligner ajouter savoir dire comprendre distinguer voir remonter".split()
)


def _is_weight(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal() and float(cell) > 0


CUES = pa.DataFrameSchema(
    {
        "cue": text_column(),
        "follows": text_column(empty=True),
        "act": text_column(is_slug, "letters, digits and hyphens"),
        "weight": text_column(_is_weight, "a number above 0"),
        "by": one_of("subject", "speaker"),
        "found_in": text_column(empty=True),
    },
    name="cue",
    strict=True,
)
THEMES = pa.DataFrameSchema(
    {
        "layer": one_of("theme", "forum"),
        "code": text_column(is_slug, "letters, digits and hyphens"),
        "term": text_column(),
        "weight": text_column(_is_weight, "a number above 0"),
        "found_in": text_column(empty=True),
    },
    name="term",
    strict=True,
)


@dataclass(frozen=True)
class Cues:
    """What a search for candidates goes by.

    Parameters
    ----------
    cues : DataFrame
        cue (words, each in its dictionary form; ``@futur`` and ``@conditionnel`` are any verb in that tense,
        ``@que`` the word that opens a wish), follows (what must come behind it, ``de|que|inf``; ''
        for anything), act, weight, by (``subject`` where the verb's subject is the proposer,
        ``speaker`` where whoever says it is: *il faut*), found_in.
    themes : DataFrame
        layer (theme, forum), code, term, weight, found_in.
    """

    cues: pd.DataFrame
    themes: pd.DataFrame

    def without(self, document: str) -> Cues:
        """Leave out what was met in this document and in no other."""
        return Cues(*(table[table["found_in"] != document] for table in (self.cues, self.themes)))


def load_cues(folder: Path | None = None) -> tuple[Cues, list[str]]:
    """Read cues.csv and themes.csv; and their problems.

    Parameters
    ----------
    folder : Path, optional
        Holds the two files; without it, those that ship.
    """
    folder = folder or french.LEXICON
    cues, problems = load_table(folder / "cues.csv", CUES)
    themes, more = load_table(folder / "themes.csv", THEMES)
    for name, table, keys in (
        ("cues.csv", cues, ["cue", "follows"]),
        ("themes.csv", themes, ["layer", "code", "term"]),
    ):
        again = table[table.duplicated(keys)]
        more += [
            f"{folder / name}, row {row}: '{', '.join(cells)}' occurs twice; remove one"
            for row, cells in zip(again.index, again[keys].to_numpy().tolist(), strict=True)
        ]
    number = [
        table.assign(weight=pd.to_numeric(table["weight"], errors="coerce")) for table in (cues, themes)
    ]
    return Cues(*number), problems + more


def read_cues(folder: Path | None = None) -> Cues:
    """Read cues and themes as `load_cues` does.

    Raises
    ------
    InputError
        With every problem of the two files.
    """
    return sound(load_cues(folder))


def unknown_codes(cues: Cues, codebook: pd.DataFrame, folder: Path | None = None) -> list[str]:
    """Say which rows of cues.csv and themes.csv give a code that is not in the codebook.

    Parameters
    ----------
    cues : Cues
        As from `load_cues`: the index holds row numbers.
    codebook : DataFrame
        As from `analysis.codebook.read_codebook`.
    folder : Path, optional
        Where the two files lie, for the messages; without it, where those that ship lie.
    """
    folder = folder or french.LEXICON
    tables = [(cues.cues, "cues.csv", "cue", "act")] + [
        (rows.rename(columns={"code": layer}), "themes.csv", "term", layer)
        for layer, rows in cues.themes.drop(columns="layer").groupby(cues.themes["layer"], sort=False)
        if layer in LAYERS
    ]
    return [
        problem
        for table, name, words, layer in tables
        for problem in code_problems(
            table,
            {row: f"{folder / name}, row {row} ({cell})" for row, cell in table[words].items()},
            codebook,
            layers=[layer],
        )
    ]


@cache
def keys(form: str) -> frozenset[str]:
    """Give the words that a word of a cue may be to match this form.

    What begins with ``@`` is no word: see `Cues`.

    Examples
    --------
    >>> sorted(keys("proposés")), sorted(keys("d'")), sorted(keys("prône"))
    (['proposer', 'proposes'], ["d'", 'de'], ['prone', 'proner', 'pronir'])
    """
    folded = fold(form)
    # the dictionary takes « prône », « demande », « compte » for nouns: let them be verbs too
    verb = {folded + "r", folded[:-1] + "ir"} if folded.endswith("e") and len(folded) > 4 else set()
    plain = {_PLAIN[folded]} if folded in _PLAIN else set()
    lemma = french.lemma(form)
    return frozenset({folded, fold(lemma), *verb, *plain, *_classes(form, lemma)})


def _classes(form: str, lemma: str) -> set[str]:
    if form in ("Que", "Qu'", "Qu’"):
        return {OPENING}
    if lemma in _AUXILIARIES or not lemma.endswith(_INFINITIVES):
        return set()
    return {
        tense
        for tense, endings in _ENDINGS.items()
        for ending in endings
        if form.endswith(ending) and _is_stem(form.removesuffix(ending), lemma)
    }


def _is_stem(stem: str, lemma: str) -> bool:
    """Tell whether the future is made of this: an infinitive, or as *enverr-*, *viendr-*, *mèner-*."""
    regular = stem in (lemma, lemma.removesuffix("e")) or (lemma.endswith("er") and stem.endswith("er"))
    return regular or (stem.endswith(("rr", "dr", "vr")) and lemma.endswith(("ir", "oyer")))


@cache
def is_infinitive(form: str) -> bool:
    """Tell whether a form is an infinitive.

    Examples
    --------
    >>> is_infinitive("établir"), is_infinitive("établi"), is_infinitive("premier")
    (True, False, False)
    """
    return form.endswith(_INFINITIVES) and french.lemma(form) == form and _is_verb(form)


def _is_verb(form: str) -> bool:
    stem = form[:-2] if not form.endswith("oir") else form[:-3]
    endings = ("é", "ées", "ent", "ait", "ant", "issent", "u", "us", "it", "t", "sent", "ient", "ois")
    return any(french.lemma(stem + ending) == form for ending in endings)


class Place(NamedTuple):
    """Where a cue stands: its first and last token, and the row of the cue."""

    first: int
    last: int
    cue: int
    is_negated: bool


def find_cues(tokens: pd.DataFrame, cues: pd.DataFrame) -> list[Place]:
    """Find every cue whose words stand in order in one sentence, with what must follow.

    Parameters
    ----------
    tokens : DataFrame
        As ``Corpus.tokens``.
    cues : DataFrame
        As ``Cues.cues``.

    Returns
    -------
    list of Place
        In order; first, last and cue count rows of ``tokens`` and of ``cues`` from 0. Where cues
        overlap, the one of greater weight stands.

    Examples
    --------
    >>> from analysis import Corpus
    >>> tokens = Corpus.from_texts({"a": "Paris propose de parler. Londres ne veut pas parler."}).tokens
    >>> places = find_cues(tokens, read_cues().cues)
    >>> [(tokens["form"].iloc[place.first], place.is_negated) for place in places]
    [('propose', False), ('veut', True)]
    """
    forms = list(tokens["form"].cat.categories)
    codes = tokens["form"].cat.codes.to_numpy()
    table = [
        (pattern, _head(pattern), frozenset(fold(row.follows).split("|")), row.weight, row.by == "speaker")
        for row in cues.itertuples()
        for pattern in [fold(row.cue).split()]
    ]
    by_code = _by_code([(pattern, at) for pattern, at, *_ in table], forms)
    units = tokens["document"].cat.codes.to_numpy().astype(np.int64) * 10**7 + tokens["sentence"].to_numpy()
    bounds = np.flatnonzero(np.diff(units, prepend=-1, append=-1))
    heads = np.flatnonzero(np.isin(codes, list(by_code)))
    after = np.searchsorted(bounds, heads, side="right")
    found = []
    for head, low, high in zip(
        heads.tolist(), bounds[after - 1].tolist(), bounds[after].tolist(), strict=True
    ):
        low = max(low, head - BEFORE)
        window = [forms[code] for code in codes[low : min(high, head + BEHIND)].tolist()]
        for row in by_code[int(codes[head])]:
            pattern, at, follows, weight, is_duty = table[row]
            span = _match(pattern, at, window, head - low)
            if (
                span
                and _followed(follows, window, span[1] + 1)
                and not _is_noun(pattern[at], window, head - low)
                and not (is_duty and _TELLING.intersection(window[span[1] + 1 : span[1] + 4]))
            ):
                place = Place(span[0] + low, span[1] + low, row, _is_negated(window, span[0]))
                found.append((-weight, span[0] - span[1], place))
    taken: set[int] = set()
    kept = []
    for _, _, place in sorted(found):
        words = range(place.first, place.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(place)
    return sorted(kept)


def _head(pattern: list[str]) -> int:
    return max(range(len(pattern)), key=lambda place: len(pattern[place]))


def _by_code(patterns: list[tuple[list[str], int]], forms: list[str]) -> dict[int, list[int]]:
    """Give, for each form that can be the longest word of a cue, the cues that it may be in."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for row, (pattern, head) in enumerate(patterns):
        by_word[pattern[head]].append(row)
    found = {
        code: sorted({row for key in keys(form) for row in by_word.get(key, ())})
        for code, form in enumerate(forms)
    }
    return {code: rows for code, rows in found.items() if rows}


def _match(pattern: list[str], head: int, window: list[str], at: int) -> tuple[int, int] | None:
    first = last = at
    for word in reversed(pattern[:head]):
        first = next(
            (i for i in range(first - 1, first - 2 - GAP, -1) if i >= 0 and word in keys(window[i])), -1
        )
        if first < 0:
            return None
    for word in pattern[head + 1 :]:
        reach = range(last + 1, min(last + 2 + GAP, len(window)))
        last = next((i for i in reach if word in keys(window[i])), -1)
        if last < 0:
            return None
    return first, last


def _followed(follows: frozenset[str], window: list[str], start: int) -> bool:
    if "" in follows:
        return True
    return any(
        follows & keys(form) or (INFINITIVE in follows and is_infinitive(form))
        for form in window[start : start + REACH]
    )


def _is_noun(head: str, window: list[str], at: int) -> bool:
    """Tell whether the head of a cue that is a verb stands as a noun: « la demande », « un compte ».

    Only what the dictionary takes for a noun can be one: « Londres le refuse » is a verb.
    """
    if not head.endswith(_INFINITIVES) or at == 0 or window[at].endswith("é"):
        return False
    is_form_of_er = fold(window[at]).endswith("e") and not french.lemma(window[at]).endswith(_INFINITIVES)
    return is_form_of_er and bool(keys(window[at - 1]) & _DETERMINERS)


def _is_negated(window: list[str], first: int) -> bool:
    before = window[max(0, first - 5) : first]
    behind = window[first : first + 5]
    return any("ne" in keys(form) or form in ("n'", "n’") for form in before) and any(
        form in _NEGATIONS for form in (*before, *behind)
    )
