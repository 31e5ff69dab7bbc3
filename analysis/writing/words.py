"""Coarse words: runs of letters joined by apostrophes and hyphens, numbers, addresses, acronyms.

A text is cut coarsely; the rules of its language then run once per distinct coarse form, not once per
occurrence, and their result is spread over the occurrences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise

from analysis.spelling import UNREAD, decomposed
from analysis.writing.lists import Lists
from analysis.writing.signs import ACRONYM, APOSTROPHES, LETTER, MARK

Cuts = Callable[[str], tuple[int, ...]]
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


_UNIT = r"(?:[kcmd]?m|[kmµ]?g|[cm]?l|ha|min|mn|[hH])"
_DOMAIN = r"com|org|net|fr|ru|eu|int|info|gov|edu|be|ca|ch|cn|io|su|tv|uk"
_FILE = r"(?i:pdf|html?|docx?|xlsx?|jpe?g|png|gif|mp[34])"
_SIGN = r"(?<![\w\u0300-\u036f.,)'’-])(?<!\d\s)[-+\u2212](?=\d)"
_MEASURE = re.compile(rf"(\d+)({_UNIT})(\d\d)?")


def coarse(lists: Lists, ending: str = "(?!)") -> re.Pattern[str]:
    """Give the expression that finds the coarse words of a language.

    ``ending``: a regular expression for what may end a word though it holds no letter: *mise(s)*.
    """
    announcing, numbering = map(any_of, lists.abbreviations[:2])
    abbreviation = rf"""{_START}(?:
        (?:[A-ZÀ-ÖØ-ÞŒŸ]{MARK}*|{announcing})\.(?=\s*\w)        # V. Poutine  M. Poutine
        |(?:{numbering})\.(?=\s*(?:\d|[IVXLC]+\b))               # art. 5  t. II
    )"""
    return re.compile(
        rf"""(
          (?<![^\s«“(])[^\W\d_\u00b2\u00b3\u00b9]{{2,}}(?=[\s,;!?»])   # plain, by far most words
        | (?:https?://|www\.)[^\s<>«»"“”]*[\w/]                       # a web address
        | (?:{_ANY}|[.+-]){{1,64}}@\w(?:{_ANY}|-)*(?:\.{_ANY}+)+      # an e-mail address
        | {_START}(?<![.-])(?:\w(?:{_ANY}|-){{0,62}}\.){{1,9}}(?:{_DOMAIN}|{_FILE}){_END}(?!-)   # lemonde.fr
        | {_START}[@#]{_ANY}+                                         # a handle, a hash tag
        | {_START}{_ACRONYM}                                          # U.R.S.S.  J.-C.
        | {abbreviation}                                             # M.  art.  V.
        | {_START}[A-Z]{{1,9}}(?=[/A-Za-z.]{{1,40}}\d)                       # A/RES/75/240
          (?:/(?:[A-Z][A-Za-z]{{0,19}}\.)?[A-Z\d]{{1,20}}){{1,12}}{_END}
        | {_START}(?<![.,])\d{{1,3}}(?:[\ \u00a0\u202f]\d{{3}})+(?:,\d+)?{_END}      # 2 000
        | (?:{_START}|{_SIGN})\d+(?:[.,:/]\d+)+{_END}                 # 3,5  29.03.2024  12:30
        | {_START}\d+(?:[.,]\d+)+(?={_UNIT}(?!{_CHAR}))               # 3,5 of 3,5km
        | {_SIGN}\d+{_END}                                            # -6
        | {_START}(?:km/h{_END}|m/s{_END}|[nN]°s?(?!{LETTER}))|°[CF]{_END}
        | {_PART}(?:[-‐‑{APOSTROPHES}](?!{_ACRONYM}|{abbreviation}){_PART})*
          (?:{ending}|[{APOSTROPHES}])?                                    # pays  mise(s)  d'
        )    """,
        re.VERBOSE,
    )


def spans(text: str, pattern: re.Pattern[str], cuts: Cuts) -> Iterator[tuple[int, int]]:
    """Give the span (start, end) of each word of a sentence or phrase, in order."""
    for match in pattern.finditer(text):
        start = match.start()
        for length in cuts(match[0]):
            yield start, start + length
            start += length


def whole(form: str, cuts: Cuts) -> tuple[int, ...]:
    """Give the lengths of the words in a form that no rule of a language cuts; () for all others.

    So are a number with its unit and an address. Where something in a form is not read, it belongs to the
    word behind it; the rest is cut as ``cuts`` does.
    """
    if UNREAD in form:
        read = [place for place, char in enumerate(form) if char != UNREAD]
        ends = accumulate(cuts("".join(form[place] for place in read)))
        bounds = [0, *(read[end - 1] + 1 for end in ends)]
        return tuple(right - left for left, right in pairwise(bounds))
    measure = _MEASURE.fullmatch(form) if form[0].isdigit() else None
    if measure:
        return tuple(len(part) for part in measure.groups() if part)
    return (len(form),) if "/" in form or "@" in form or not form[0].isalpha() else ()
