"""Tell a capital as a place (*à Moscou*) from a capital as a government (*Moscou propose*)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from analysis.corpus.phrases import is_phrase
from analysis.tables import LEXICON, contract, load_table, one_of, sound, text_column

CUES = contract(
    "cue",
    cue=text_column(is_phrase, "at least one word"),
    kind=one_of("at", "place", "place noun", "instrument", "governs"),
    note=text_column(empty=True),
)
OF = ("de", "d'", "du", "des", "of")
_REACH = 3  # words between a governing word and its "à": "propose une nouvelle rencontre à Washington"
_FAR = 6  # words between the name of an instrument and the city it is called after
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:\s\d|\s?$)"
_DATELINE = re.compile(
    rf"\s*\(|\s*,\s*(?:(?:le\s+)?\d|{_MONTH})|\s+[–—]\s+[A-ZÀ-Ý][\w’']*\s[a-zà-ÿ]"  # Moscou – Le traité
)
_EVENT = re.compile(r"\s+(?:19|20)\d\d\b")
_INFINITIVE = re.compile(r"\w+(?:er|ir|re)$")


@cache
def _cues() -> tuple[Mapping[str, frozenset[str]], tuple[str, ...], tuple[str, ...]]:
    """Give the cues by their kind; the beginnings of those that govern; the words that make a place."""
    table = sound(load_table(LEXICON / "place_cues.csv", CUES))
    known = {str(kind): frozenset(rows) for kind, rows in table.groupby("kind")["cue"]}
    stems = tuple(cue[:-1] for cue in known["governs"] if cue.endswith("*"))
    return known, stems, tuple(f" {cue}" for cue in known["place"])


def reading(before: Sequence[str], after: Sequence[str], behind: str) -> str:
    """Say what a capital, or a seat such as the Kremlin, stands for.

    That is ``metonym``, ``addressed`` (a government after *à*) or ``place``. ``before`` and ``after`` are
    the words around it in its sentence, in lower case, ``behind`` is the text behind it.

    Examples
    --------
    >>> reading(["la", "volonté", "de"], ["d'", "agir"], " d'agir"), reading(["une", "réunion", "à"], [], "")
    ('metonym', 'place')
    >>> reading(["il", "propose", "à"], ["un", "pacte"], " un pacte")
    'addressed'
    """
    known, stems, places = _cues()
    if (not before and _DATELINE.match(behind)) or _EVENT.match(behind):
        return "place"
    words = list(before)
    while words and words[-1] in ("la", "le", "l'", "the"):  # à la Maison-Blanche
        words.pop()
    if not words:
        return "metonym"
    if words[-1] in known["at"]:
        infinitive = len(after) > 1 and after[0] in OF and _INFINITIVE.match(after[1])
        near = words[-2 - _REACH : -1]
        governed = any(word in known["governs"] or word.startswith(stems) for word in near)
        return "addressed" if governed or (infinitive and near) else "place"
    if " ".join(["", *words]).endswith(places):
        return "place"
    if words[-1] in OF:
        near = words[-4:-1]
        if not known["instrument"].isdisjoint(words[-1 - _FAR : -1]):
            return "place"
        nouns = known["place noun"]
        if near and (near[-1] in nouns or (len(near) > 1 and near[-2] in nouns and near[-1] not in OF)):
            return "place"
    return "metonym"
