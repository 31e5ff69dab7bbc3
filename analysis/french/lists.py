"""The lists of French words that the rules look up."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa
import simplemma

from analysis.spelling import plain
from analysis.tables import LEXICON, load_table, one_of, sound, text_column
from analysis.writing.lists import Abbreviations, Lists

SCHEMAS = {
    "lemmas.csv": pa.DataFrameSchema(
        {"form": text_column(unique=True), "lemma": text_column()}, name="form", strict=True
    ),
    "endings.csv": pa.DataFrameSchema(
        {
            "kind": one_of("participle", "present", "feminine", "inclusive"),
            "ending": text_column(),
            "becomes": text_column(empty=True),
        },
        name="ending",
        strict=True,
    ),
}
LISTS = Lists("fr", "stop_words.txt", "abbreviations.txt")


def load_lists() -> list[str]:
    """Read every list of French words anew, and give the problems of their files, a sentence each."""
    tables = [
        problem for name, schema in SCHEMAS.items() for problem in load_table(LEXICON / name, schema)[1]
    ]
    return tables + LISTS.problems()


@cache
def table(name: str) -> pd.DataFrame:
    """Read ``lemmas.csv`` or ``endings.csv``; an `InputError` has every problem of the file."""
    return sound(load_table(LEXICON / name, SCHEMAS[name]))


def stop_words() -> frozenset[str]:
    """Give the function words of French, in lower case, elided forms with a straight apostrophe."""
    return LISTS.stop_words


def is_stop_word(form: str) -> bool:
    """Tell whether a form is a function word, whatever its case and its apostrophe.

    Examples
    --------
    >>> is_stop_word("L’"), is_stop_word("Russie")
    (True, False)
    """
    return LISTS.is_stop_word(form)


@cache
def inclusive() -> str:
    """Give a regular expression for the end of an inclusive form: *citoyen·ne·s*, *député(e)s*, *élu.e.s*."""
    endings = "|".join(table("endings.csv").query("kind == 'inclusive'")["ending"])
    dotted = rf"[·•⋅‧](?:{endings})s?(?:[·•⋅‧]s)?"
    pointed = rf"\.(?:(?:{endings})\.s|es?)"
    bracketed = rf"\((?:{endings}|es|s|x|nt|ent)\)(?:s|x|\(s\))?"
    return rf"(?:(?:(?i:{dotted}|{bracketed})|{pointed}|-(?:{endings})-s)(?![\w\u0300-\u036f]))"


@cache
def is_known(word: str) -> bool:
    """Tell whether a list or the dictionary has a word, in any case; adverbs in *-ment* need not be there.

    Examples
    --------
    >>> is_known("maintenant"), is_known("Traités"), is_known("tion")
    (True, True, False)
    """
    lower = plain(word).lower()
    is_adverb = len(lower) > 6 and lower.endswith("ment")
    return is_adverb or lower in _own_words() or bool(simplemma.is_known(lower, lang="fr"))


@cache
def _own_words() -> frozenset[str]:
    return stop_words().union(*(table("lemmas.csv")[column] for column in ("form", "lemma")))


def abbreviations() -> Abbreviations:
    """Give the words that are written with a full stop, without it, in three sets.

    Those that announce a name or another word (*M.*, *cf.*) never end a sentence. Those that announce
    a number (*art.*, *sept.*) may be words themselves (*l'art*, *sept*), so only a number shows them.
    The last (*etc.*) may end a sentence.

    Examples
    --------
    >>> ["cf" in each for each in abbreviations()], ["art" in each for each in abbreviations()]
    ([True, False, False], [False, True, False])
    """
    return LISTS.abbreviations
