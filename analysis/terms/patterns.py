"""Patterns of words: what a search asks for, word by word.

===================  =============================================================================
``sécurité``         the word, as written or as lemma; case and accents do not count
``cyber*``           every word that begins so; ``*crime`` that ends so: a star stands for any letters
``form:proposé``     the word as written only; ``lemma:proposer`` the lemma only
``/cyber.+té/``      every word that the regular expression fits wholly; also ``form:/…/``, ``lemma:/…/``
``[]``               any one word
===================  =============================================================================

A space stands between words; they must stand side by side in one sentence, whatever the punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.phrases import starred_test, starred_words
from analysis.corpus.rules import DEFAULT
from analysis.corpus.words import Numbers, Words
from analysis.spelling import fold
from analysis.tables import InputError

Test = Callable[[str], bool]
Word = tuple[tuple[str, ...], Test]  # the columns that are looked at, and what must hold of one of them

_PIECE = re.compile(
    r"(?:(?P<column>\w+):)?(?:(?P<any>\[\])|/(?P<regex>(?:\\.|[^/\\])*)/|(?P<plain>[^\s/\[]+))(?=\s|$)"
)
BOTH = ("form", "lemma")


def parse(query: str, language: str = DEFAULT) -> list[Word]:
    r"""Read a query, and cut its words as a language does.

    Raises
    ------
    InputError
        If it holds no word, or is not well formed; the place of the mistake is named.

    Examples
    --------
    >>> len(parse("lemma:proposer [] /trait.*/"))
    3
    >>> parse("cyber /(/")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    analysis.tables.InputError: 'cyber /(/', character 7: the regular expression is not valid ...
    """
    words: list[Word] = []
    run: list[str] = []  # plain words are cut together: « s'unir », « 2 000 »
    rest = query.lstrip()
    while rest:
        start = len(query) - len(rest)
        piece = _PIECE.match(rest)
        if piece is None:
            right = "a word, form:word, lemma:word, /regular expression/ or []"
            raise _error(query, start, f"this is no word; write {right}")
        rest = rest[piece.end() :].lstrip()
        column, plain = piece["column"], piece["plain"]
        if plain is not None and column is None:
            run.append(plain)
            continue
        words += _plain(run, language)
        run = []
        if column not in (None, *BOTH):
            raise _error(query, start, f"'{column}:' is no column; there are {', '.join(BOTH)}")
        columns = BOTH if column is None else (column,)
        if piece["any"]:
            words.append((("form",), lambda _word: True))
        elif piece["regex"] is not None:
            words.append((columns, _regex(query, start, piece["regex"])))
        else:
            words += _plain([plain], language, columns)
    words += _plain(run, language)
    if not words or not query.strip("* "):
        raise InputError([f"'{query}' holds no word; give at least one"])
    return words


def match(tokens: pd.DataFrame, words: list[Word]) -> Numbers:
    """Give the places in ``tokens`` where the words begin to stand side by side in one sentence."""
    last = len(tokens) - len(words) + 1
    if last < 1:
        return np.array([], np.int64)
    sentence = Words(tokens).sentences
    fits = sentence[:last] == sentence[len(words) - 1 :]
    for step, (columns, test) in enumerate(words):
        fits &= np.any([_fitting(tokens[name], test)[step : step + last] for name in columns], axis=0)
    return np.flatnonzero(fits)


def _fitting(column: pd.Series, test: Test) -> npt.NDArray[np.bool_]:
    fitting = np.fromiter(map(test, column.cat.categories), bool)
    return np.asarray(fitting[column.cat.codes.to_numpy()], bool)


def _plain(run: Iterable[str], language: str, columns: tuple[str, ...] = BOTH) -> list[Word]:
    return [(columns, _same(word)) for word in starred_words(" ".join(run), language)]


def _same(word: str) -> Test:
    if "*" in word:
        fits = starred_test(word)
        return lambda other: fits(fold(other))
    wanted = fold(word)
    return lambda other: fold(other) == wanted


def _regex(query: str, start: int, pattern: str) -> Test:
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        what = f"the regular expression is not valid ({error.msg}); mend it"
        raise _error(query, start, what) from None
    return lambda other: compiled.fullmatch(other) is not None


def _error(query: str, start: int, what: str) -> InputError:
    return InputError([f"'{query}', character {start + 1}: {what}"])
