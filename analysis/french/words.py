"""Words of French, with offsets into the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from analysis.french.lists import LISTS, inclusive
from analysis.spelling import plain
from analysis.writing.signs import APOSTROPHES
from analysis.writing.words import coarse, spans, whole

LONGEST = 30  # no word that an apostrophe does not divide is longer
MOST_CLITICS = 3  # « donne-le-moi », « parle-leur-en »
COARSE = coarse(LISTS, inclusive())
ELIDED = "cdjlmnstCDJLMNST"
_ELIDED = re.compile(
    rf"(?:[ldjmtscçn]|c\u0327|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|y(?=['’]a)"
    rf"|entr(?=['’](?:eux|elles|autres)$))[{APOSTROPHES}]",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"aujourd'hui|prud'hom\w+|quelqu'une?s?|presqu'[iî]les?"
    r"|c'est-à-dire|l'on|qu'en-dira-t-on|m'as-tu-vu|(?-i:[NMT]'[B-DF-GJ-NP-TV-Z]\w+)",
    re.IGNORECASE,
)
_CLITIC = re.compile(
    r"""(?:
      (?:-t|(?<=[td]))-(?:ils?|elles?|on)                     # a-t-il, dit-on: a verb that ends in t or d
    | -t-en                                                     # va-t-en, for va-t'en
    | -(?:je|tu)
    | (?<=[ta])-ce                                              # est-ce, sera-ce
    | (?:(?<=[aeszx])|(?<=-lui)|(?<=-leur)|(?<=[sx]-t))-(?:moi|toi|lui|leur|nous|vous|les?|la|y|en)
    | -(?:ci|l(?:à|a\u0300))                                    # cet homme-là
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_ELIDED_CLITIC = re.compile(rf"(-[mtl][{APOSTROPHES}])(?:en|y)$", re.IGNORECASE)
_NO_CLITIC = re.compile(
    r"rendez-vous|(?:chez|entre|sur|arrière|avant|sous)-\w+"
    r"|(?:celui|celle|ceux|celles|par|jusque|de|ici)-(?:ci|là)",
    re.IGNORECASE,
)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each word of a sentence or phrase, in order.

    Elided forms keep their apostrophe (``l'`` ``ONU``); a clitic behind a verb keeps its hyphens
    (``propose`` ``-t-il``); compounds, numbers, addresses and acronyms with points are one word. A
    full stop that belongs to an abbreviation (``M. Dupont``) belongs to the word.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "Aujourd’hui, l’ONU n’est-elle pas à États-Unis ?"
    >>> [text[start:end] for start, end in words(text)]
    ['Aujourd’hui', 'l’', 'ONU', 'n’', 'est', '-elle', 'pas', 'à', 'États-Unis']
    """
    return spans(text, COARSE, cuts)


@cache
def cuts(form: str) -> tuple[int, ...]:
    """Give the lengths of the words in one coarse form; a last apostrophe that elides nothing is left out.

    Examples
    --------
    >>> cuts("d’aujourd’hui"), cuts("propose-t-il"), cuts("rendez-vous"), cuts("Unis'")
    ((2, 11), (7, 5), (11,), (4,))
    >>> cuts("14h30"), cuts("jour-là"), cuts("celui-là")
    ((2, 1, 2), (4, 3), (8,))
    """
    if lengths := whole(form, cuts):
        return lengths
    bounds = _elisions(form)
    rest = form[bounds[-1] :]
    if rest and rest[-1] in APOSTROPHES:
        rest = rest[:-1]
    last = [bounds[-1] + place for place in _clitics(rest)] if rest else []
    return tuple(right - left for left, right in pairwise([*bounds, *last]))


def _elisions(form: str) -> list[int]:
    bounds = [0]
    last = max(map(form.rfind, APOSTROPHES))
    while bounds[-1] < last:
        elided = _ELIDED.match(form, bounds[-1])
        if not elided or _WHOLE.fullmatch(plain(form[bounds[-1] : bounds[-1] + LONGEST])):
            break
        bounds.append(elided.end())
    return bounds


def _clitics(form: str) -> list[int]:
    bounds = [len(form)]
    for _ in range(MOST_CLITICS if "-" in form else 0):
        if _NO_CLITIC.fullmatch(plain(form)):
            break
        clitic = _ELIDED_CLITIC.search(form) or _CLITIC.search(form)
        if not clitic or clitic.start() == 0:
            break
        bounds = [clitic.start(), *([clitic.end(1)] if clitic.lastindex else []), *bounds]
        form = form[: clitic.start()]
    return bounds
