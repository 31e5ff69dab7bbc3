"""Names from other scripts in any of their spellings: *Choïgou* and *Shoigu* sound alike.

The ways in which a sound is written are a table, ``transliterations.csv``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice, product

from analysis.actors.lexicon import Lexicon, keyed
from analysis.corpus.segments import is_pattern
from analysis.spelling import fold, fold_each
from analysis.tables import LEXICON, contract, load_table, rows_of, sound, text_column

SHORTEST = 5  # sounds of a surname that is known by its sound alone
MOST = 100  # spellings of one name
SCHEMA = contract(
    "spelled",
    spelled=text_column(is_pattern, "a valid regular expression", unique=True),
    sound=text_column(empty=True),
    note=text_column(empty=True),
)


@cache
def _spellings() -> list[tuple[re.Pattern[str], str]]:
    table = sound(load_table(LEXICON / "transliterations.csv", SCHEMA))
    patterns = [re.compile(spelled, re.MULTILINE) for spelled in table["spelled"]]
    return list(zip(patterns, table["sound"], strict=True))


def sounds(words: Iterable[str]) -> list[str]:
    """Give what words sound like that come from other scripts: the same for all their spellings.

    Examples
    --------
    >>> sounds(["Choïgou", "Shoigu", "Evgueni", "Yevgeny"])
    ['coigu', 'coigu', 'evgeni', 'evgeni']
    """
    if not (folded := fold_each(words)):
        return []
    text = "\n".join(folded)  # at once, which is much sooner than one by one
    for spelled, heard in _spellings():
        text = spelled.sub(heard, text)
    return text.split("\n")


def other_spellings(lexicon: Lexicon, forms: Iterable[str]) -> dict[str, str]:
    """Give the names of persons in other spellings that stand among these forms.

    Only persons of whom the lexicon itself has two spellings that sound alike are looked for: their names
    come from another script. All words of a name must sound as they do, and have a capital.

    Returns
    -------
    dict of str to str
        The name as it is spelled there, and the key of the alias that it is.
    """
    names = _transliterated(lexicon)
    wanted = {heard for key in names for heard in key}
    capitals = [form for form in forms if form != form.lower()]  # el-Bashir too
    written: dict[str, list[str]] = defaultdict(list)
    for form, heard in zip(capitals, sounds(capitals), strict=True):
        if heard in wanted:
            written[heard].append(form)
    known = set(keyed(lexicon)["key"])
    return {
        name: alias
        for key, alias in names.items()
        for words in islice(product(*(written.get(heard, ()) for heard in key)), MOST)
        if fold(name := " ".join(words)) not in known
    }


@lru_cache(maxsize=4)
def _transliterated(lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """Give the sounds of each name that is spelled in several ways, and the key of one of its aliases."""
    types, aliases = lexicon.actors["type"], keyed(lexicon)
    is_named = (aliases["kind"] == "name") & aliases["actor"].isin(types.index[types == "person"])
    named = [
        (actor, alias, tuple(sounds(alias.split(" "))))
        for actor, alias in rows_of(aliases[is_named & ~aliases["dated"]], "actor", "key")
    ]
    spelled: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    both = lexicon.actors.reindex(columns=["name_fr", "name_en"], fill_value="").itertuples(name=None)
    written = [
        (actor, fold(name), tuple(sounds(name.split(" ")))) for actor, *names in both for name in names
    ]
    for actor, alias, heard in [*named, *written]:
        spelled[actor, heard].add(alias)
    several = {actor for (actor, heard), ways in spelled.items() if len(ways) > 1 and len(heard) > 1}
    found: dict[tuple[str, ...], str] = {}
    for actor, alias, heard in named:
        if actor in several and (len(heard) > 1 or len(heard[0]) >= SHORTEST):
            found.setdefault(heard, alias)
    return found
