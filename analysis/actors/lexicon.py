"""The lexicon: actors, the words that name them, and phrases inside which nobody is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from analysis import french
from analysis.corpus import Corpus
from analysis.corpus.catalogue import own_lexicon
from analysis.corpus.phrases import is_phrase
from analysis.corpus.rules import KNOWN
from analysis.files import load_once
from analysis.spelling import fold
from analysis.tables import (
    LEXICON,
    contract,
    is_iso_date,
    is_slug,
    load_table,
    one_of,
    rows_of,
    sound,
    text_column,
)

KINDS = ("name", "metonym", "role", "demonym")
PROVISIONAL = "@"  # stands between the name and the state of an actor that is in no lexicon
TYPES = ("state", "organisation", "body", "ministry", "service", "person", "company", "bloc")

ACTORS = contract(
    "actor",
    actor=text_column(is_slug, "letters, digits and hyphens", unique=True),
    name_en=text_column(),
    name_fr=text_column(),
    type=one_of(*TYPES),
    parent=text_column(empty=True),
)
NOT_ACTORS = contract(
    "phrase",
    phrase=text_column(is_phrase, "at least one word", unique=True),
    note=text_column(empty=True),
)
ROLES = contract(
    "role",
    role=text_column(is_phrase, "at least one word", unique=True),
    like=text_column(empty=True),
    note=text_column(empty=True),
)
_ALIAS = {
    "alias": text_column(
        lambda cell: len(cell.strip(" '’.-")) > 1 and is_phrase(cell), "a word of more than one letter"
    ),
    "actor": text_column(is_slug, "letters, digits and hyphens"),
    "kind": one_of(*KINDS, empty=True, required=False),
    "case": one_of("true", "false", empty=True, required=False),
    "from": text_column(is_iso_date, "an ISO date", empty=True, required=False),
    "to": text_column(is_iso_date, "an ISO date", empty=True, required=False),
    "language": one_of(*KNOWN, empty=True, required=False),
    "note": text_column(empty=True, required=False),
}
_DEFAULTS = {"kind": "name", "case": "false"}  # where a file leaves the column out, or a cell
_NAMES = ("name_en", "name_fr")
_OF_ACTOR = {
    **{name: text_column(empty=True, required=False) for name in _NAMES},
    "type": one_of(*TYPES, empty=True, required=False),
    "parent": text_column(empty=True, required=False),
}
ALIASES = contract("alias", **_ALIAS)
OWN_ALIASES = contract("alias", **_ALIAS, **_OF_ACTOR)


@dataclass(frozen=True, eq=False)  # one lexicon is itself only, so that what is worked out of it can be kept
class Lexicon:
    """Actors, the words that name them, and phrases inside which nobody is named.

    Parameters
    ----------
    actors : DataFrame
        Index: actor; name_en, name_fr, type, parent (an actor or '').
    aliases : DataFrame
        alias, actor, kind, case ('true' where case and accents count), note, and perhaps from, to (ISO
        dates: when the alias names this actor; '' without bound), language ('': of any document).
    not_actors : DataFrame
        phrase, note: *Convention de Budapest* names no state.
    roles : DataFrame
        role, like, note: words that a text uses for an actor that it introduced (*le ministère*).
        ``like``: first words of other aliases that such an actor may have, between ``|``.
    """

    actors: pd.DataFrame
    aliases: pd.DataFrame
    not_actors: pd.DataFrame
    roles: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(ROLES.columns), dtype=str))


def load_lexicon(
    folder: str | Path | None = None, *, also: str | Path | Sequence[str | Path] = ()
) -> tuple[Lexicon, list[str]]:
    """Read actors.csv, aliases.csv, aliases_en.csv, offices.csv, not_actors.csv, roles.csv, and one's own.

    While the files do not change, the same lexicon is given again. So a copy, and not the lexicon itself,
    is what to change; better still, a file given as ``also``.

    Parameters
    ----------
    folder : Path, optional
        Holds the files; without it, the lexicon that ships. Or a single alias file, which then is the
        whole lexicon: the characters of a novel.
    also : path or sequence of paths
        More alias files. Columns: alias, actor, and where wanted kind, case, from, to, language, note; for
        a new actor also type (else person), name_en, name_fr (else its first alias) and parent. Or folders
        that hold such a file as aliases.csv, and perhaps more not_actors.csv.

    Returns
    -------
    Lexicon
    list of str
        Every problem: columns, ids, an alias that is empty, one letter, a stop word or claimed by two
        actors at one time, an unknown actor, a parent that does not exist or goes round in a circle.
    """
    own = (Path(also),) if isinstance(also, str | Path) else tuple(map(Path, also))
    folder = Path(folder or LEXICON)
    paths = [path.resolve() for path in (folder, *own)]
    files = [file for path in paths for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])]
    return load_once(_load, files, folder=folder, own=own)


def lexicon_of(corpus: Corpus) -> Lexicon:
    """Read the lexicon that ships, with the rows of the folder ``lexicon`` beside the corpus's catalogue."""
    return read_lexicon(also=own_lexicon(corpus.folder))


def read_lexicon(
    folder: str | Path | None = None, *, also: str | Path | Sequence[str | Path] = ()
) -> Lexicon:
    """Read a lexicon as `load_lexicon` does.

    Raises
    ------
    InputError
        With every problem of its files.
    """
    return sound(load_lexicon(folder, also=also))


def _load(folder: Path, own: tuple[Path, ...]) -> tuple[Lexicon, list[str]]:
    schemas = {"actors.csv": ACTORS, "not_actors.csv": NOT_ACTORS, "roles.csv": ROLES}
    if folder.is_file():
        own, files = (folder, *own), []
        empty = [pd.DataFrame(columns=list(schema.columns), dtype=str) for schema in schemas.values()]
        tables = [(table, list[str]()) for table in empty]
    else:
        files = [folder / "aliases.csv", *folder.glob("offices.csv"), *folder.glob("aliases_en.csv")]
        paths = {name: folder / name for name in schemas}
        if not paths["roles.csv"].is_file():  # a folder of one's own need not repeat them
            paths["roles.csv"] = LEXICON / "roles.csv"
        tables = [load_table(paths[name], schema) for name, schema in schemas.items()]
    folders = [path for path in own if path.is_dir()]
    own = (*(path for path in own if path not in folders), *_there(folders, "aliases.csv"))
    more = [load_table(path, NOT_ACTORS) for path in _there(folders, "not_actors.csv")]
    parts = [_load_aliases(file, ALIASES) for file in files]
    owned = [_load_aliases(file, OWN_ALIASES) for file in own]
    problems = [problem for _, some in [*tables, *more, *parts, *owned] for problem in some]
    actors, not_actors, roles = (table for table, _ in tables)
    not_actors = pd.concat([not_actors, *(table for table, _ in more)]).drop_duplicates("phrase")
    actors = actors.drop_duplicates("actor").set_index("actor")
    for table, _ in owned:
        actors = pd.concat([actors, _new_actors(table, actors)])
    aliases = pd.concat([table for table, _ in [*parts, *owned]])
    problems += [*_parent_problems(actors, folder, own), *_unknown_actors(aliases, actors)]
    for language in KNOWN:
        problems += _clashes(aliases[aliases["language"].isin(["", language])])
    problems = list(dict.fromkeys(problems))
    return Lexicon(actors, aliases[[*_ALIAS]].reset_index(drop=True), not_actors, roles), problems


def _there(folders: Sequence[Path], name: str) -> list[Path]:
    return [folder / name for folder in folders if (folder / name).is_file()]


def _load_aliases(file: Path, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[str]]:
    """Read an alias file, fill the columns that it leaves out, and note where each row comes from."""
    table, problems = load_table(file, schema)
    for name, value in _DEFAULTS.items():
        table[name] = table[name].replace("", value)
    table = table.assign(file=str(file), row=table.index)
    problems += [
        f"{file}, row {row.row} ({row.alias}): only stop words, which stand everywhere; give a name"
        for row in table[table["case"] == "false"].itertuples()
        if all(map(french.is_stop_word, row.alias.split())) and is_phrase(row.alias)
    ]
    problems += [
        f"{file}, row {row} ({alias}): from {begin} is not before to {end}; mend one of them"
        for row, alias, begin, end in table[["row", "alias", "from", "to"]].itertuples(index=False)
        if begin and end and begin >= end
    ]
    return table, problems


def _new_actors(aliases: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    first = aliases[~aliases["actor"].isin(actors.index) & (aliases["actor"] != "")].drop_duplicates("actor")
    table = first.set_index("actor")
    for name in _NAMES:
        table[name] = table[name].where(table[name] != "", table["alias"])
    table["type"] = table["type"].replace("", "person")
    return table[list(_OF_ACTOR)]


def _parent_problems(actors: pd.DataFrame, folder: Path, own: Sequence[Path]) -> list[str]:
    file = " or ".join([*([] if folder.is_file() else [str(folder / "actors.csv")]), *map(str, own)])
    parents = actors["parent"].to_dict()
    problems = []
    for actor, parent in parents.items():
        seen = {actor}
        while parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        if parent in seen:
            problems.append(f"{file} ({actor}): its parents go round in a circle at '{parent}'")
        elif parent:
            problems.append(
                f"{file} ({actor}): parent '{parent}' is no actor; add it or mend it{_near(parent, parents)}"
            )
    return problems


def _near(actor: str, known: dict[str, str]) -> str:
    near = get_close_matches(actor, known, n=1)
    return f" (is it {near[0]}?)" if near else ""


def _unknown_actors(aliases: pd.DataFrame, actors: pd.DataFrame) -> list[str]:
    known = actors["parent"].to_dict()
    return [
        f"{row.file}, row {row.row} ({row.alias}): actor '{row.actor}' is not in actors.csv; "
        f"add or mend it{_near(row.actor, known)}"
        for row in aliases[~aliases["actor"].isin(actors.index)].itertuples()
    ]


def _clashes(aliases: pd.DataFrame) -> list[str]:
    """Say which aliases two actors claim for one time, or stand with and without their case."""
    problems = []
    twice = aliases.groupby("alias")["case"].nunique()
    for alias in twice[twice > 1].index:
        files = " and ".join(dict.fromkeys(aliases.loc[aliases["alias"] == alias, "file"]))
        problems.append(f"{files}: alias '{alias}' stands with case true and with case false; keep one row")
    of_key: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    rows = rows_of(aliases, "from", "to", "actor", "file")
    for key, row in zip(alias_keys(aliases), rows, strict=True):
        of_key[key].append(row)
    several = {key: claims for key, claims in of_key.items() if len({who for _, _, who, _ in claims}) > 1}
    for key, claims in several.items():
        claimed = [
            row for row in claims if any(row[2] != one[2] and _at_one_time(row, one) for one in claims)
        ]
        if claimed:
            _, _, *named = zip(*claimed, strict=True)
            who, files = (" and ".join(dict.fromkeys(names)) for names in named)
            problems.append(
                f"{files}: alias '{key.lstrip('=')}' is claimed by {who}; leave it to one of them, "
                "or say with dates (from, to) when it names whom"
            )
    return problems


def _at_one_time(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    dated = [any(row[:2]) for row in (one, other)]
    if dated[0] != dated[1]:  # whoever has it without dates has it at the times that nobody else has
        return False
    return (not one[0] or not other[1] or one[0] < other[1]) and (
        not other[0] or not one[1] or other[0] < one[1]
    )


def with_parents(actor: str, parents: Mapping[str, str]) -> list[str]:
    """Give an actor and its parents, up to the topmost; a provisional one has its state in its id."""
    told = actor.partition(PROVISIONAL)[2]
    line = [actor, told] if told else [actor]
    while parent := parents.get(line[-1]):
        line.append(parent)
    return line


def alias_keys(aliases: pd.DataFrame) -> list[str]:
    """Give what each alias is matched by: itself after ``=`` where its case counts, else folded."""
    return [
        "=" + alias if case == "true" else fold(alias) for alias, case in rows_of(aliases, "alias", "case")
    ]


@lru_cache(maxsize=4)
def keyed(lexicon: Lexicon) -> pd.DataFrame:
    """Give the aliases with ``key`` (what is matched) and ``dated`` (whether the row has dates)."""
    dates = {name: "" for name in ("from", "to") if name not in lexicon.aliases}
    aliases = lexicon.aliases.assign(**dates)
    return aliases.assign(key=alias_keys(aliases), dated=(aliases["from"] != "") | (aliases["to"] != ""))
