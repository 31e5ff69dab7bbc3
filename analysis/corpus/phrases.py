"""Find phrases in tokens: whole words, longest match first, case and accents folded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.rules import DEFAULT, KNOWN, rules_of
from analysis.corpus.words import Numbers, Words
from analysis.spelling import fold, fold_each
from analysis.tables import InputError, typed
from analysis.writing.signs import ACRONYM

Pattern = tuple[str, ...]
STAR = "\ua78f"  # a letter of no language, which no reading changes
_ACRONYM = re.compile(ACRONYM)


@dataclass(frozen=True)
class Matches:
    """Where phrases stand, in order of the text: positions in the tokens of a match's first and last word.

    ``phrase`` says which of the phrases each is.
    """

    first: Numbers
    last: Numbers
    phrase: Numbers


class _Automaton(NamedTuple):
    """The steps of a deterministic automaton, sorted: state x width + class; and the state reached.

    ``ends`` is the pattern that ends in each state, the first of several; -1 for none.
    """

    steps: Numbers
    targets: Numbers
    ends: Numbers
    width: int


def find_phrases(
    tokens: pd.DataFrame, phrases: Sequence[str], *, exact: Collection[str] = (), inflected: bool = False
) -> pd.DataFrame:
    """Find each phrase where its words stand side by side in one sentence.

    Where matches overlap, the one that begins first stands, and of those the longest. In a word of a
    phrase ``*`` stands for any letters: ``cyber*`` for every word that begins so. An acronym may have
    points: *O.N.U.*

    Parameters
    ----------
    tokens : DataFrame
        As ``Corpus.tokens``.
    phrases : sequence of str
        Case, accents and the kind of apostrophe do not count.
    exact : collection of str
        The phrases of which case and accents do count (*EST* is not *est*).
    inflected : bool
        Whether a word of a phrase also matches the lemma of a token.

    Returns
    -------
    DataFrame
        One row a match, in order of the text: document, start, end, sentence, phrase.

    Raises
    ------
    InputError
        If a phrase holds no word.

    Examples
    --------
    >>> from analysis import Corpus
    >>> corpus = Corpus.from_texts({"a": "Les Nations unies et l'Etat."})
    >>> find_phrases(corpus.tokens, ["nations unies", "état", "nation"])[["start", "phrase"]].values.tolist()
    [[4, 'nations unies'], [23, 'état']]
    """
    words = Words(tokens)
    (found,) = match_groups(words, [(phrases, exact)], inflected=inflected)
    names = np.array([*phrases, ""], dtype=object)  # an array even where there is no phrase
    columns = {
        "document": words.names[words.documents[found.first]],
        "start": words.starts[found.first],
        "end": words.ends[found.last],
        "sentence": tokens["sentence"].to_numpy()[found.first],
        "phrase": names[found.phrase],
    }
    return typed(pd.DataFrame(columns))


def match_groups(
    words: Words, groups: Sequence[tuple[Sequence[str], Collection[str]]], *, inflected: bool = False
) -> list[Matches]:
    """Find several groups of phrases (phrases, exact), each as `find_phrases` does; give their positions.

    The rules of writing run once per distinct word; the text itself is a column of numbers. The phrases
    are one automaton over these numbers, and all places where a phrase may begin go through it side by
    side, a word at a time.

    Examples
    --------
    >>> from analysis import Corpus
    >>> words = Corpus.from_texts({"a": "Les Nations unies."}).words
    >>> [found] = match_groups(words, [(["paix", "nations unies"], [])])
    >>> found.first.tolist(), found.last.tolist(), found.phrase.tolist()
    ([1], [2], [1])
    """
    patterns = [[_patterns(phrase, exact=phrase in exact) for phrase in phrases] for phrases, exact in groups]
    problems = [
        f"'{phrase}' holds no word; give a phrase of at least one word"
        for (phrases, _), some in zip(groups, patterns, strict=True)
        for phrase, cut in zip(phrases, some, strict=True)
        if not cut
    ]
    if problems:
        raise InputError(problems)
    wanted = {word for some in patterns for cut in some for pattern in cut for word in pattern}
    classes, members = _classes(words, wanted, inflected=inflected)
    return [_longest(words, classes, _automaton(some, members)) for some in patterns]


def starred_words(phrase: str, language: str = DEFAULT) -> list[str]:
    """Cut a phrase into words as a language does; some of them may hold stars.

    Examples
    --------
    >>> starred_words("l'attaque cyber* *crime")
    ["l'", 'attaque', 'cyber*', '*crime']
    """
    marked = re.sub(r"\*+", STAR, phrase)  # a letter stays inside a word, a star would end it
    return [marked[start:end].replace(STAR, "*") for start, end in rules_of(language).words(marked)]


def starred_test(word: str) -> Callable[[str], bool]:
    """Give a test of folded words: whether they fit a word in which stars stand for any letters.

    Examples
    --------
    >>> list(map(starred_test("cyber*que"), ["cyberattaque", "cyberattaques", "attaque"]))
    [True, False, False]
    """
    first, *between, last = (re.escape(fold(part)) for part in word.split("*"))
    pattern = re.compile(first + "".join(f"(?>.*?{part})" for part in between) + f".*{last}", re.DOTALL)
    return lambda other: pattern.fullmatch(other) is not None


def without_points(form: str) -> str:
    """Give an acronym without its points; any other form as it is.

    Examples
    --------
    >>> without_points("O.N.U."), without_points("M."), without_points("lemonde.fr")
    ('ONU', 'M.', 'lemonde.fr')
    """
    return form.replace(".", "") if _ACRONYM.fullmatch(form) else form


def is_phrase(text: str) -> bool:
    """Tell whether a text holds a word, so that it can be found.

    Examples
    --------
    >>> is_phrase("cyber*"), is_phrase("--")
    (True, False)
    """
    return next(rules_of(DEFAULT).words(text.replace("*", "")), None) is not None


@lru_cache(maxsize=2**15)  # the same lexicon is looked up in one text after another
def _patterns(phrase: str, *, exact: bool) -> list[Pattern]:
    """Give the words of a phrase as each language cuts them: *Russia's* is two words of English."""
    cuts = [[without_points(word) for word in starred_words(phrase, language)] for language in KNOWN]
    found = [tuple("=" + word for word in words) if exact else tuple(map(fold, words)) for words in cuts]
    return [*dict.fromkeys(filter(None, found))]


def _classes(words: Words, wanted: set[str], *, inflected: bool) -> tuple[Numbers, list[tuple[str, ...]]]:
    """Give each form its class, 0 for none: forms of one class fit the same words of the patterns."""
    forms, lemmas = words.forms.tolist(), words.lemmas if inflected else []
    exact = {word[1:] for word in wanted if word.startswith("=")}
    starred = {word for word in wanted if "*" in word and word[0] != "="}
    prefixes = tuple(sorted(word[:-1] for word in starred if "*" not in word[:-1]))  # sooner than a test
    tests = {word: starred_test(word) for word in starred if "*" in word[:-1]}
    classes = np.zeros(len(forms), np.int64)
    numbers: dict[tuple[str, ...], int] = {}
    forms = [without_points(form) if "." in form else form for form in forms]
    for place, (form, key) in enumerate(zip(forms, fold_each(forms), strict=True)):
        begins = prefixes and key.startswith(prefixes)
        if not (inflected or tests or key in wanted or form in exact or begins):
            continue  # by far most forms
        keys = {key, *map(fold, lemmas[place])} if inflected else {key}
        fits = {word for word in (*keys, "=" + form) if word in wanted}
        fits |= {prefix + "*" for prefix in prefixes for word in keys if word.startswith(prefix)}
        fits |= {word for word, test in tests.items() if any(map(test, keys))}
        if fits:
            classes[place] = numbers.setdefault(tuple(sorted(fits)), len(numbers) + 1)
    return classes, list(numbers)


def _automaton(patterns: Sequence[list[Pattern]], members: Sequence[tuple[str, ...]]) -> _Automaton:
    classes_of: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(members, start=1):
        for word in words:
            classes_of[word].append(number)
    width = len(members) + 1
    steps: dict[int, int] = {}
    ended: dict[int, int] = {}
    for number, pattern in ((number, one) for number, cut in enumerate(patterns) for one in cut):
        states = [0] if all(word in classes_of for word in pattern) else []  # else a word stands nowhere
        for word in pattern:
            taken = [state * width + fitting for state in states for fitting in classes_of[word]]
            states = [steps.setdefault(step, len(steps) + 1) for step in taken]
        for state in states:
            ended.setdefault(state, number)
    ends = np.full(len(steps) + 1, -1)
    ends[list(ended)] = list(ended.values())
    order, targets = np.array(sorted(steps.items()), np.int64).reshape(-1, 2).T
    return _Automaton(order, targets, ends, width)


def _longest(words: Words, classes: Numbers, automaton: _Automaton) -> Matches:
    """Go on from the first words, and keep the longest match at each place where none stands before."""
    steps, targets, ends, width = automaton
    starts = np.zeros(width, np.int64)
    starts[steps[steps < width]] = targets[steps < width]
    by_form = starts[classes]
    first = np.flatnonzero(by_form.astype(bool)[words.codes])
    state = by_form[words.codes[first]]
    phrase, last = ends[state], first.copy()
    going = np.arange(len(first))
    length = 0
    while len(going) and len(steps):
        length += 1
        going = going[first[going] + length < len(words)]
        there = first[going] + length
        step = state[going] * width + classes[words.codes[there]]
        place = np.minimum(np.searchsorted(steps, step), len(steps) - 1)
        on = (steps[place] == step) & words.together(first[going], there)
        going, there = going[on], there[on]
        state[going] = targets[place[on]]
        ended = ends[state[going]] >= 0
        phrase[going[ended]] = ends[state[going[ended]]]
        last[going[ended]] = there[ended]
    kept, behind = [], -1
    found = np.flatnonzero(phrase >= 0)
    for number, begin, end in zip(found.tolist(), first[found].tolist(), last[found].tolist(), strict=True):
        if begin > behind:
            kept.append(number)
            behind = end
    return Matches(first[kept], last[kept], phrase[kept])
