"""Find phrases in tokens: whole words, longest match first, case and accents folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from analysis import french
from analysis.tables import InputError, fold, typed

Pattern = tuple[str, ...]


def find_phrases(
    tokens: pd.DataFrame, phrases: Sequence[str], *, exact: Collection[str] = (), inflected: bool = False
) -> pd.DataFrame:
    """Find each phrase where its words stand side by side in one sentence.

    Where matches overlap, the one that begins first stands, and of those the longest. A word of a
    phrase that ends with ``*`` stands for every word that begins so.

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
    patterns = {phrase: _pattern(phrase, exact=phrase in exact) for phrase in phrases}
    empty = [phrase for phrase, pattern in patterns.items() if not pattern]
    if empty:
        raise InputError(
            [f"'{phrase}' holds no word; give a phrase of at least one word" for phrase in empty]
        )
    by_code = _keys_by_code(tokens, inflected=inflected)
    starters = _starters(patterns, by_code)
    form_codes = tokens["form"].cat.codes.to_list()
    units = list(zip(tokens["document"].cat.codes, tokens["sentence"], strict=True))
    rows, position = [], 0
    while position < len(form_codes):
        length, phrase = 1, ""
        for pattern, candidate in starters.get(form_codes[position], ()):
            end = position + len(pattern)
            if (
                end <= len(form_codes)
                and units[end - 1] == units[position]
                and all(
                    _fits(word, by_code[code])
                    for word, code in zip(pattern, form_codes[position:end], strict=True)
                )
            ):
                length, phrase = len(pattern), candidate
                break
        if phrase:
            rows.append((position, position + length - 1, phrase))
        position += length
    first, last, names = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    return typed(
        pd.DataFrame(
            {
                "document": tokens["document"].iloc[first].astype(str).to_numpy(),
                "start": tokens["start"].iloc[first].to_numpy(),
                "end": tokens["end"].iloc[last].to_numpy(),
                "sentence": tokens["sentence"].iloc[first].to_numpy(),
                "phrase": names,
            }
        )
    )


def is_phrase(text: str) -> bool:
    """Tell whether a text holds a word, so that it can be found.

    Examples
    --------
    >>> is_phrase("cyber*"), is_phrase("--")
    (True, False)
    """
    return next(french.words(text.replace("*", "")), None) is not None


def _pattern(phrase: str, *, exact: bool) -> Pattern:
    marked = phrase.replace("*", "\u00ad")  # a soft hyphen stays inside a word, a star would end it
    words = [marked[start:end].replace("\u00ad", "*") for start, end in french.words(marked)]
    return (
        tuple("=" + word for word in words)
        if exact
        else tuple(fold(word.rstrip("*")) + "*" * word.endswith("*") for word in words)
    )


def _keys_by_code(tokens: pd.DataFrame, *, inflected: bool) -> list[frozenset[str]]:
    forms = tokens["form"].cat.categories
    keys = [{"=" + form, fold(form)} for form in forms]
    if inflected:
        for key, form in zip(keys, forms, strict=True):
            key.add(fold(french.lemma(form)))
    return [frozenset(key) for key in keys]


def _starters(
    patterns: dict[str, Pattern], by_code: Sequence[frozenset[str]]
) -> dict[int, list[tuple[Pattern, str]]]:
    codes_by_key: dict[str, list[int]] = defaultdict(list)
    for code, keys in enumerate(by_code):
        for key in keys:
            codes_by_key[key].append(code)
    starters: dict[int, list[tuple[Pattern, str]]] = defaultdict(list)
    for phrase, pattern in sorted(patterns.items(), key=lambda item: -len(item[1])):
        for code in _codes_of(pattern[0], codes_by_key):
            starters[code].append((pattern, phrase))
    return starters


def _codes_of(word: str, codes_by_key: dict[str, list[int]]) -> Iterable[int]:
    if not word.endswith("*"):
        return codes_by_key.get(word, ())
    return sorted(
        {code for key, codes in codes_by_key.items() if key.startswith(word[:-1]) for code in codes}
    )


def _fits(word: str, keys: frozenset[str]) -> bool:
    return any(key.startswith(word[:-1]) for key in keys) if word.endswith("*") else word in keys
