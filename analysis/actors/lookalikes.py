"""Leave out what only looks like an actor: *Paris Hilton*, *Hunter Biden*, *la Géorgie (États-Unis)*."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.actors.names import MOST, is_another, is_first_name, is_title, words_of
from analysis.corpus import Corpus
from analysis.corpus.phrases import without_points
from analysis.corpus.words import Flags, Words
from analysis.spelling import fold, plain
from analysis.tables import rows_of

Firsts = frozenset[str] | None
_STATES = ("state", "bloc")
_ARTICLES = frozenset("la le les l' de d' du des en au aux à".split())
_BRACKETS = re.compile(r"\s?\((?:l[ea]s?\s|l['’]|en\s|aux?\s)?(?=[A-ZÀ-ÖØ-Þ])[^()\n]{1,40}\)")


def firsts_of(aliases: pd.DataFrame, actors: pd.DataFrame) -> list[Firsts]:
    """Say of each alias of whose name it may be a part.

    Returns
    -------
    list of frozenset of str, or None
        The first names of the person whose surname alone it is; an empty set for one word that names a state
        or its government, as persons and places may be called too; None for all others.
    """
    types, written = actors["type"].to_dict(), actors.reindex(columns=["name_fr", "name_en"], fill_value="")
    names: dict[str, list[str]] = defaultdict(list)
    for actor, *both in written.itertuples(name=None):
        names[str(actor)] += both
    for actor, alias in rows_of(aliases[aliases["kind"] == "name"], "actor", "alias"):
        names[actor].append(alias)
    found: list[Firsts] = []
    for actor, alias, kind in rows_of(aliases, "actor", "alias", "kind"):
        firsts: Firsts = None
        if kind == "name" and types.get(actor) == "person":
            longer = [name for name in names[actor] if fold(name).endswith(" " + fold(alias))]
            words = {word for name in longer for word in name.split()}.difference(alias.split())
            firsts = frozenset(words) or None
        elif " " not in alias and (kind == "metonym" or (kind == "name" and types.get(actor) in _STATES)):
            firsts = frozenset()
        found.append(firsts)
    return found


def lookalikes(
    corpus: Corpus,
    table: pd.DataFrame,
    firsts: Sequence[Firsts],
    types: Mapping[str, str],
    language: str,
) -> Flags:
    """Tell which mentions are a part of another person's name, or a place elsewhere of the same name.

    Parameters
    ----------
    corpus : Corpus
    table : DataFrame
        Mentions in order of the text: first, last (positions of words), actor, kind.
    firsts : sequence
        For each mention, what `firsts_of` says of its alias.
    types : mapping of str to str
        The type of each actor.
    language : str
        Of all documents.
    """
    words, told = corpus.words, np.zeros(len(table), bool)
    first, last = (table[name].to_numpy(np.int64) for name in ("first", "last"))
    initials = words.near(first, range(1), lambda form: form != without_points(form))
    asked = np.flatnonzero(np.array([some is not None for some in firsts], bool) | initials)
    after = np.minimum(last[asked] + 1, len(words) - 1)
    near = words.near(
        first[asked], range(-1, 0), lambda form: is_first_name(form, language) or is_title(form)
    )
    near |= words.near(last[asked], range(1, 2), lambda form: is_first_name(form, language))
    actors, kinds = table["actor"].tolist(), table["kind"].tolist()
    may_be_place = words.near(first[asked], range(1), _is_homonym)
    may_be_place |= (table["kind"] == "metonym").to_numpy()[asked]
    near |= may_be_place & (words.starts[after] > words.ends[last[asked]] + 1)  # a bracket, perhaps
    lows, highs = [-1, *last.tolist()], [*first[1:].tolist(), len(words)]
    for place in asked[near].tolist():
        begin, end, high = int(first[place]), int(last[place]), highs[place]
        if initials[place]:  # R.T. Erdogan
            told[place] = is_another(_beside(corpus, end, 1, len(words))[:1], (), language=language)
            continue
        before = _beside(corpus, begin, -1, lows[place])
        if named := firsts[place]:
            told[place] = is_another(before, named, capitals=words.form(begin).isupper(), language=language)
            continue
        is_capital, behind = kinds[place] == "metonym", _beside(corpus, end, 1, high)[:1]
        told[place] = (
            (bool(before) and is_title(before[0]))
            or is_another(before[:1], (), capitals=words.form(begin).isupper(), language=language)
            or ((is_capital or _is_first_name(words, begin)) and is_another(behind, (), language=language))
        )
        brackets = _BRACKETS.match(*_behind(corpus, end))
        if brackets and not told[place]:
            is_inside = (
                high < len(words) and words.together(end, high) and words.starts[high] < brackets.end()
            )
            other = actors[place + 1] if is_inside else ""
            is_all = is_inside and words.ends[last[place + 1]] == brackets.end() - 1
            is_elsewhere = is_all and types.get(other) in _STATES and other != actors[place]
            is_homonym = _is_homonym(words.form(begin))
            told[place] = types.get(other) != "person" if is_capital else is_homonym and is_elsewhere
    return told


def _is_first_name(words: Words, place: int) -> bool:
    """Tell whether the name of a state may be a first name: *France Gall*, not *la France*."""
    return words.plain(place) in words_of("first name") and words.before(place) not in _ARTICLES


def _is_homonym(form: str) -> bool:
    return plain(form).lower() in words_of("homonym")


def _behind(corpus: Corpus, place: int) -> tuple[str, int]:
    words = corpus.words
    return corpus.reading(words.names[words.documents[place]]), int(words.ends[place])


def _beside(corpus: Corpus, place: int, step: int, limit: int) -> list[str]:
    """Give the words before (-1) or behind (1) a position that blanks alone part, the nearest first."""
    words, found = corpus.words, []
    text, _ = _behind(corpus, place)
    for other in range(place + step, place + step * (MOST + 1), step):
        if other == limit or not 0 <= other < len(words) or not words.together(place, other):
            break
        left, right = sorted((other, other - step))
        if not text[words.ends[left] : words.starts[right]].isspace():
            break
        found.append(words.form(other))
    return found
