"""Words, sentences, lemmas and stop words of French, with offsets into the raw text.

The text is cut coarsely; the rules of French then run once per distinct coarse form, not once per
occurrence, and their result is spread over the occurrences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise

from analysis.french.lists import ACRONYM, LETTER, MARK, abbreviations, inclusive
from analysis.spelling import UNREAD, decomposed, plain

APOSTROPHES = "'’"
LONGEST = 30  # no word that an apostrophe does not divide is longer
MOST_CLITICS = 3  # « donne-le-moi », « parle-leur-en »

_CHAR = r"[^\W_\u00b2\u00b3\u00b9]"
# Accents may be characters of their own, which \w does not hold.
_START = r"(?<![\w\u0300-\u036f])"
_END = r"(?![\w\u0300-\u036f])"
_ANY = r"[\w\u0300-\u036f]"
_PART = rf"{_CHAR}(?:{_CHAR}|{MARK}|{UNREAD})*"
_ACRONYM = f"{ACRONYM}{_END}"


def any_of(words: Iterable[str]) -> str:
    r"""Give a regular expression for words as they stand, also with a capital or accents of their own.

    Examples
    --------
    >>> any_of([".*", "no"])
    'No|\\.\\*|no'
    """
    forms = {form for word in words for form in (word, word.capitalize(), decomposed(word))}
    return "|".join(sorted(map(re.escape, forms)))


_ANNOUNCING, _NUMBERING = map(any_of, abbreviations()[:2])
_ABBREVIATION = rf"""{_START}(?:
    (?:[A-ZÀ-ÖØ-ÞŒŸ]{MARK}*|{_ANNOUNCING})\.(?=\s*\w)        # V. Poutine  M. Poutine
    |(?:{_NUMBERING})\.(?=\s*(?:\d|[IVXLC]+\b))               # art. 5  t. II
)"""
_UNIT = r"(?:[kcmd]?m|[kmµ]?g|[cm]?l|ha|min|mn|[hH])"
_DOMAIN = r"com|org|net|fr|ru|eu|int|info|gov|edu|be|ca|ch|cn|io|su|tv|uk"
_FILE = r"(?i:pdf|html?|docx?|xlsx?|jpe?g|png|gif|mp[34])"
_SIGN = r"(?<![\w\u0300-\u036f.,)'’-])(?<!\d\s)[-+\u2212](?=\d)"
COARSE = re.compile(
    rf"""(
      (?<![^\s«“(])[^\W\d_\u00b2\u00b3\u00b9]{{2,}}(?=[\s,;!?»])   # plain, by far most words
    | (?:https?://|www\.)[^\s<>«»"“”]*[\w/]                       # a web address
    | (?:{_ANY}|[.+-]){{1,64}}@\w(?:{_ANY}|-)*(?:\.{_ANY}+)+      # an e-mail address
    | {_START}(?<![.-])(?:\w(?:{_ANY}|-){{0,62}}\.){{1,9}}(?:{_DOMAIN}|{_FILE}){_END}(?!-)   # lemonde.fr
    | {_START}[@#]{_ANY}+                                         # a handle, a hash tag
    | {_START}{_ACRONYM}                                          # U.R.S.S.  J.-C.
    | {_ABBREVIATION}                                             # M.  art.  V.
    | {_START}[A-Z]{{1,9}}(?=[/A-Za-z.]{{1,40}}\d)                       # A/RES/75/240
      (?:/(?:[A-Z][A-Za-z]{{0,19}}\.)?[A-Z\d]{{1,20}}){{1,12}}{_END}
    | {_START}(?<![.,])\d{{1,3}}(?:[\ \u00a0\u202f]\d{{3}})+(?:,\d+)?{_END}      # 2 000
    | (?:{_START}|{_SIGN})\d+(?:[.,:/]\d+)+{_END}                 # 3,5  29.03.2024  12:30
    | {_START}\d+(?:[.,]\d+)+(?={_UNIT}(?!{_CHAR}))               # 3,5 of 3,5km
    | {_SIGN}\d+{_END}                                            # -6
    | {_START}(?:km/h{_END}|m/s{_END}|[nN]°s?(?!{LETTER}))|°[CF]{_END}
    | {_PART}(?:[-‐‑{APOSTROPHES}](?!{_ACRONYM}|{_ABBREVIATION}){_PART})*
      (?:{inclusive()}|[{APOSTROPHES}])?                               # pays  mise(s)  élu·es  d'
    )    """,
    re.VERBOSE,
)
_MEASURE = re.compile(rf"(\d+)({_UNIT})(\d\d)?")
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
    for match in COARSE.finditer(text):
        start = match.start()
        for length in cuts(match[0]):
            yield start, start + length
            start += length


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
    if UNREAD in form:
        return _with_unread(form)
    measure = _MEASURE.fullmatch(form) if form[0].isdigit() else None
    if measure:
        return tuple(len(part) for part in measure.groups() if part)
    if "/" in form or "@" in form or not form[0].isalpha():
        return (len(form),)
    bounds = _elisions(form)
    rest = form[bounds[-1] :]
    if rest and rest[-1] in APOSTROPHES:
        rest = rest[:-1]
    last = [bounds[-1] + place for place in _clitics(rest)] if rest else []
    return tuple(right - left for left, right in pairwise([*bounds, *last]))


def _with_unread(form: str) -> tuple[int, ...]:
    """Give the same for a form in which something is not read: it belongs to the word behind it."""
    read = [place for place, char in enumerate(form) if char != UNREAD]
    ends = accumulate(cuts("".join(form[place] for place in read)))
    bounds = [0, *(read[end - 1] + 1 for end in ends)]
    return tuple(right - left for left, right in pairwise(bounds))


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
