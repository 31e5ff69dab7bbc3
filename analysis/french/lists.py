"""The lists of French words that the rules look up, and the usual form in which they are compared."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa

from analysis.spelling import plain
from analysis.tables import LEXICON, InputError, load_table, one_of, read_text, sound, text_column

LEMMAS = pa.DataFrameSchema(
    {"form": text_column(unique=True), "lemma": text_column()}, name="form", strict=True
)
ENDINGS = pa.DataFrameSchema(
    {
        "kind": one_of("participle", "present", "feminine"),
        "ending": text_column(),
        "becomes": text_column(empty=True),
    },
    name="ending",
    strict=True,
)
LETTER = r"[^\W\d_]"
LETTERS = rf"{LETTER}+"


def load_lists() -> list[str]:
    """Read every list of French words anew, and give the problems of their files, a sentence each."""
    problems = [
        *load_table(LEXICON / "lemmas.csv", LEMMAS)[1],
        *load_table(LEXICON / "endings.csv", ENDINGS)[1],
    ]
    for name, parts in (("stop_words.txt", 1), ("abbreviations.txt", 3)):
        try:
            found = len(_paragraphs(name))
        except InputError as error:
            problems += error.problems
        else:
            if found != parts:
                problems.append(
                    f"{LEXICON / name}: {found} paragraphs, expected {parts}, a blank line between them"
                )
    return problems


def _paragraphs(name: str) -> list[frozenset[str]]:
    text = read_text(LEXICON / name).removeprefix("\ufeff").replace("\r\n", "\n")
    return [frozenset(part.split()) for part in text.split("\n\n") if part.strip()]


@cache
def table(name: str) -> pd.DataFrame:
    """Read ``lemmas.csv`` or ``endings.csv``.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return sound(load_table(LEXICON / name, {"lemmas.csv": LEMMAS, "endings.csv": ENDINGS}[name]))


@cache
def stop_words() -> frozenset[str]:
    """Give the function words of French, in lower case, elided forms with a straight apostrophe."""
    return frozenset().union(*_paragraphs("stop_words.txt"))


@cache
def is_stop_word(form: str) -> bool:
    """Tell whether a form is a function word, whatever its case and its apostrophe.

    Examples
    --------
    >>> is_stop_word("L’"), is_stop_word("Russie")
    (True, False)
    """
    return plain(form).lower() in stop_words()


@cache
def abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give the words that are written with a full stop, without it, in three sets.

    Those that announce a name or another word (*M.*, *cf.*) never end a sentence. Those that announce
    a number (*art.*, *sept.*) may be words themselves (*l'art*, *sept*), so only a number shows them.
    The last (*etc.*) may end a sentence.

    Examples
    --------
    >>> ["cf" in each for each in abbreviations()], ["art" in each for each in abbreviations()]
    ([True, False, False], [False, True, False])
    """
    announcing, numbering, ending = _paragraphs("abbreviations.txt")
    return announcing, numbering, ending
