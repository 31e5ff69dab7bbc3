"""The lists of French words that the rules look up."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa
import simplemma

from analysis.spelling import plain
from analysis.tables import LEXICON, InputError, load_table, one_of, read_text, sound, text_column

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
PARAGRAPHS = {"stop_words.txt": 1, "abbreviations.txt": 3}
LETTER, MARK = r"[^\W\d_]", r"[\u0300-\u036f]"  # an accent may be a character of its own
ACRONYM = rf"(?:{LETTER}{MARK}*\.-?){{2,}}"  # U.R.S.S.
SURE_BULLETS = "•‣▪▫◦●○■□◆◇►▶➢➤➔→✓✔✗\uf0a7\uf0b7\uf0d8\uf0fc"
BULLETS = SURE_BULLETS + "*·–—-"
NUMBER_OF_ITEM = (
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?(?:(?:\d{1,2}|[a-z]|[ivx]{2,5}|[IVX]{1,5})[.)°]|[A-Z]\)))"
)
ITEM = rf"(?:[{BULLETS}]|{NUMBER_OF_ITEM})\s"  # an item of a list at the beginning of a line


def load_lists() -> list[str]:
    """Read every list of French words anew, and give the problems of their files, a sentence each."""
    problems = [
        problem for name, schema in SCHEMAS.items() for problem in load_table(LEXICON / name, schema)[1]
    ]
    for name, parts in PARAGRAPHS.items():
        try:
            found = len(_paragraphs(name))
        except InputError as error:
            problems += error.problems
            continue
        if found != parts:
            expected = f"expected {parts}, a blank line between them"
            problems.append(f"{LEXICON / name}: {found} paragraphs, {expected}")
    return problems


def _paragraphs(name: str) -> list[frozenset[str]]:
    text = read_text(LEXICON / name).removeprefix("\ufeff").replace("\r\n", "\n")
    return [frozenset(part.split()) for part in text.split("\n\n") if part.strip()]


@cache
def table(name: str) -> pd.DataFrame:
    """Read ``lemmas.csv`` or ``endings.csv``; an `InputError` has every problem of the file."""
    return sound(load_table(LEXICON / name, SCHEMAS[name]))


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


@cache
def is_listed(word: str) -> bool:
    """Tell whether a word is one that is written with a full stop, in any case."""
    variants = (word, word.lower(), word.capitalize())
    return any(variant in some for some in abbreviations() for variant in variants)


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
