"""The names of a lexicon that count in documents of one language."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from analysis import english
from analysis.actors.lexicon import Lexicon, alias_keys
from analysis.tables import rows_of

_BRACKETS = re.compile(r" \(([^)]+)\)$")  # GRU behind its full name; a country, a note


@lru_cache(maxsize=8)
def in_language(lexicon: Lexicon, language: str) -> Lexicon:
    """Give the lexicon with the aliases that count in documents of a language.

    Those are the aliases of that language and those of no language. In English documents so is the English
    name of each actor; and what would be ordinary words in small letters (*Foreign Policy*) needs its case.
    """
    aliases = lexicon.aliases
    if "language" in aliases:
        aliases = aliases[aliases["language"].isin(["", language])]
    if language == "en":
        is_own = aliases.get("language", pd.Series("", aliases.index)) == language
        is_ordinary = ~is_own & aliases["alias"].map(_is_ordinary).astype(bool)
        aliases = aliases.assign(case=aliases["case"].mask(is_ordinary, "true"))
        aliases = pd.concat([aliases, _english_names(lexicon.actors, aliases)], ignore_index=True)
    return lexicon if aliases is lexicon.aliases else Lexicon(aliases=aliases, **_others(lexicon))


def _others(lexicon: Lexicon) -> dict[str, pd.DataFrame]:
    return {name: getattr(lexicon, name) for name in ("actors", "not_actors", "roles")}


def _is_ordinary(alias: str) -> bool:
    return alias[:1].isupper() and all(map(english.is_known, alias.split()))


def _english_names(actors: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    known = {key.removeprefix("=").casefold() for key in alias_keys(aliases)}
    rows = []
    for actor, name in rows_of(actors.reset_index(), "actor", "name_en"):
        brackets = _BRACKETS.search(name)
        names = [name[: brackets.start()], brackets[1]] if brackets else [name]
        if "(" in names[0] or (brackets and not (brackets[1].isupper() and brackets[1].isalpha())):
            continue
        for alias in names:
            case = str(_is_ordinary(alias)).lower()
            rows.append({"alias": alias, "actor": actor, "kind": "name", "case": case})
    table = pd.DataFrame(rows, columns=["alias", "actor", "kind", "case"]).drop_duplicates(
        "alias", keep=False
    )
    return table[~table["alias"].str.casefold().isin(known)].assign(**{"from": "", "to": "", "note": ""})
