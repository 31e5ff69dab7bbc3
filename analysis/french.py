"""Words, sentences, lemmas and stop words of French, with offsets into the raw text.

The text is cut coarsely; the rules of French then run once per distinct coarse form, not once per
occurrence, and their result is spread over the occurrences.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import simplemma

from analysis.tables import fold

LEXICON = Path(__file__).parent / "lexicon"
APOSTROPHES = "'’"
NEAR = 100  # how many characters on each side of a stop sign are looked at

_LETTER = r"[^\W_\u00b2\u00b3\u00b9]"
_MARK = r"[\u0300-\u036f]"
_PART = rf"{_LETTER}(?:{_LETTER}|{_MARK}|\u00ad)*"
_ACRONYM = rf"(?:[^\W\d_]{_MARK}*\.){{2,}}(?!\w)"
_COARSE = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>«»"“”]*[\w/]                     # a web address
    | [\w.+-]+@\w[\w-]*(?:\.\w+)+                                 # an e-mail address
    | (?<!\w)[@#]\w+                                              # a handle, a hash tag
    | (?<!\w){_ACRONYM}                                           # U.R.S.S.
    | (?<!\w)[A-Z]+(?:/[A-Z0-9.]+)*/\d+(?:/\d+)*                  # A/RES/75/240
    | (?<![\w.,])\d{{1,3}}(?:[\ \u00a0\u202f]\d{{3}})+(?:,\d+)?(?!\w)   # 2 000
    | (?<!\w)\d+(?:[.,:/]\d+)+(?!\w)                              # 3,5  29.03.2024  12:30
    | {_PART}(?:[-‐‑{APOSTROPHES}](?!{_ACRONYM}){_PART})*[{APOSTROPHES}]?
    """,
    re.VERBOSE,
)
_ELIDED = re.compile(
    rf"(?:[ldjmtscçn]|c\u0327|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|entr)[{APOSTROPHES}]", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:aujourd'hui|prud'hom\w+|quelqu'une?s?|presqu'[iî]les?|entr'\w+)", re.IGNORECASE)
_CLITIC = re.compile(
    r"(?:-t)?-(?:je|tu|ils?|elles?|on|ce|moi|toi|lui|leur|nous|vous|les?|la|y|en)$", re.IGNORECASE
)
_NO_CLITIC = frozenset({"rendez-vous", "entre-nous", "arrière-le", "sur-le", "va-t-en"})

_STOP_SIGN = re.compile(r"\[(?:\.{3}|…)\]|[.!?…]+")
_CLOSING = re.compile(r"(?:\s*[»”]|[’'\)\]](?!\w))+")
_QUOTATION = re.compile(r"«([^»\n]*)»?|“([^”\n]*)”?|\"([^\"\n]*)\"?")
_OPENING = re.compile(r"[\s«“\"‘'(\[\-–—•]*")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each word of a text, in order.

    Elided forms keep their apostrophe (``l'`` ``ONU``); a clitic behind a verb keeps its hyphens
    (``propose`` ``-t-il``); compounds, numbers, addresses and acronyms with points are one word.

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
    for match in _COARSE.finditer(text):
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
    """
    if "/" in form or "@" in form or form[0].isdigit():
        return (len(form),)
    plain = _plain(form)
    elided = _ELIDED.match(form)
    if elided and not _WHOLE.fullmatch(plain):
        rest = cuts(form[elided.end() :]) if len(form) > elided.end() else ()
        return (elided.end(), *rest)
    if form[-1] in APOSTROPHES:
        return cuts(form[:-1])
    clitic = _CLITIC.search(form)
    if clitic and clitic.start() > 0 and form.lower() not in _NO_CLITIC:
        return (*cuts(form[: clitic.start()]), len(clitic[0]))
    return (len(form),)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the span of each sentence of a paragraph, in order; white space lies between them.

    A sentence ends at ``. ! ? …`` (and at ``[...]``) with its closing quotation marks, where the
    next begins with a capital, a digit or an opening mark, also with no space between
    (``russe.En 2019``); not after an abbreviation, an initial or inside a number or an address.

    Yields
    ------
    tuple of int
        start, end: half-open, in code points.

    Examples
    --------
    >>> text = "« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.En 2019, non."
    >>> [text[start:end] for start, end in sentences(text)]
    ['« Est-ce M. Biden ? » a-t-il dit, selon la diplomatie russe.', 'En 2019, non.']
    """
    start = 0
    for end in [*_sentence_ends(text), len(text)]:
        stretch = text[start:end]
        if stretch.strip():
            yield start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
        start = end


def _sentence_ends(text: str) -> Iterator[int]:
    for sign in _STOP_SIGN.finditer(text):
        end = _with_closing_marks(text, sign.end())
        opening = _OPENING.match(text, end)
        start = opening.end() if opening else end
        if start >= len(text):
            return
        if _is_end(text, sign, end, start):
            yield end


def _with_closing_marks(text: str, end: int) -> int:
    closing = _CLOSING.match(text, end)
    end = closing.end() if closing else end
    straight_quote_is_open = text.count('"', 0, end) % 2 == 1
    return end + 1 if straight_quote_is_open and text[end : end + 1] == '"' else end


def _is_end(text: str, sign: re.Match[str], end: int, start: int) -> bool:
    following = text[start]
    if not (following.isupper() or (following.isdigit() and start > end)):
        return False
    before = re.search(r"[^\s«»\"“”(\[]*$", text[max(0, sign.start() - NEAR) : sign.start()])
    word = _plain(before[0]) if before else ""
    if sign[0] == "." and _is_abbreviated(word, text, start):
        return False
    if start > end or end > sign.end():
        return True
    return (
        bool(word)
        and not word[-1].isupper()
        and re.search(r"[/@]|^www\.", word) is None
        and re.match(r"[^\W\d_]{1,2}\b|[^\W\d_][^\W_]*[' ,]", _plain(text[start : start + NEAR])) is not None
    )


def _is_abbreviated(word: str, text: str, start: int) -> bool:
    plain = word.split("'")[-1]
    if plain.lower() in abbreviations() and plain.lower() != "etc":
        return True
    if not re.fullmatch(r"(?:[^\W\d_]\.-?)*[^\W\d_]", plain) or not plain[-1].isupper():
        return False
    following = re.match(r"[^\W_]+'?", _plain(text[start : start + NEAR]))
    return following is None or not is_stop_word(following[0].lower())


def quotations(text: str) -> list[tuple[int, int]]:
    """Give the spans inside quotation marks: « », “ ” and straight ones, paragraph by paragraph.

    A mark that is not closed reaches to the end of its paragraph; one inside another is part of it.

    Examples
    --------
    >>> text = 'Il dit : «Oui.» Et "non".'
    >>> [text[start:end] for start, end in quotations(text)]
    ['Oui.', 'non']
    """
    return [match.span(match.lastindex or 0) for match in _QUOTATION.finditer(text)]


@cache
def abbreviations() -> frozenset[str]:
    """Give the words that end with a full stop inside a sentence, in lower case, without it."""
    return frozenset((LEXICON / "abbreviations.txt").read_text(encoding="utf-8").split())


@cache
def stop_words() -> frozenset[str]:
    """Give the function words of French, in lower case, elided forms with a straight apostrophe."""
    return frozenset((LEXICON / "stop_words.txt").read_text(encoding="utf-8").split())


@cache
def is_stop_word(form: str) -> bool:
    """Tell whether a form is a function word, whatever its case and its apostrophe.

    Examples
    --------
    >>> is_stop_word("L’"), is_stop_word("Russie")
    (True, False)
    """
    return _plain(form).lower() in stop_words()


@cache
def lemma(form: str) -> str:
    """Give the dictionary form of a word: simplemma's, after a short list of our own.

    Acronyms stay as they are; *cyber-* words take the lemma of what follows the prefix.

    Examples
    --------
    >>> [lemma(form) for form in ("Américains", "l’", "TIC", "cyberattaques", "proposé", "Moscou")]
    ['américain', 'le', 'TIC', 'cyberattaque', 'proposer', 'Moscou']
    """
    plain = _plain(form)
    own = _own_lemmas()
    if plain in own or plain.lower() in own:
        return own.get(plain, own.get(plain.lower(), plain))
    if plain.isupper() and len(plain) > 1 and sum(char.isalpha() for char in plain) > 1:
        return plain
    cyber = re.fullmatch(r"(cyber-?)(\w{3,})", plain, re.IGNORECASE)
    if cyber:
        return cyber[1].lower() + lemma(cyber[2].lower())
    if plain[:1].isupper() and (is_stop_word(plain) or _is_common(plain)):
        plain = plain.lower()
    return str(simplemma.lemmatize(plain, lang="fr"))


def _is_common(capitalised: str) -> bool:
    if not simplemma.is_known(capitalised.lower(), lang="fr"):
        return False
    return not simplemma.lemmatize(capitalised, lang="fr")[:1].isupper()


def _plain(form: str) -> str:
    return unicodedata.normalize("NFC", form).replace("’", "'").replace("\u00ad", "")


@cache
def _own_lemmas() -> dict[str, str]:
    with (LEXICON / "lemmas.csv").open(encoding="utf-8", newline="") as file:
        return {row["form"]: row["lemma"] for row in csv.DictReader(file)}


def folded(form: str) -> str:
    """Fold a word for matching: `analysis.tables.fold` on its usual form."""
    return fold(_plain(form))
