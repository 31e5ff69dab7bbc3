"""Actors: who is named, under which names, and with whom."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.corpus import Corpus
from analysis.french import LEXICON
from analysis.matching import find_phrases, is_phrase
from analysis.tables import InputError, fold, is_slug, load_table, one_of, sound, text_column, typed

KINDS = ("name", "metonym", "role", "demonym")
TYPES = ("state", "organisation", "body", "ministry", "service", "person", "company", "bloc")
UNITS = ("sentence", "document")

_AT = re.compile(r"(?<!\w)[Àà]\s$")
# words that govern "à" and make the capital behind it a government: "propose à Londres", "face à Washington"
_ADDRESSED = re.compile(
    r"\b(?:propos|demand|répon[ds]|répliqu|reproch|impos|offr|offert|transm|soum|ordonn|enjoi|conseill|permet|appel|"
    r"hostile|opposé|grâce|face|quant|contrairement|suite)\w*(?:\W+\w+){0,2}?\W+à\s$",
    re.IGNORECASE,
)

ACTORS = pa.DataFrameSchema(
    {
        "actor": text_column(is_slug, "letters, digits and hyphens", unique=True),
        "name_en": text_column(),
        "name_fr": text_column(),
        "type": one_of(*TYPES),
        "parent": text_column(empty=True),
    },
    name="actor",
    strict=True,
)
ALIASES = pa.DataFrameSchema(
    {
        "alias": text_column(
            lambda cell: len(cell) > 1 and is_phrase(cell), "a word of more than one letter"
        ),
        "actor": text_column(),
        "kind": one_of(*KINDS),
        "case": one_of("true", "false"),
        "note": text_column(empty=True),
    },
    name="alias",
    strict=True,
)
NOT_ACTORS = pa.DataFrameSchema(
    {"phrase": text_column(is_phrase, "at least one word", unique=True), "note": text_column(empty=True)},
    name="phrase",
    strict=True,
)


@dataclass(frozen=True)
class Lexicon:
    """Actors, the words that name them, and phrases inside which nobody is named.

    Parameters
    ----------
    actors : DataFrame
        Index: actor; name_en, name_fr, type, parent (an actor or '').
    aliases : DataFrame
        alias, actor, kind, case ('true' where case and accents count), note.
    not_actors : DataFrame
        phrase, note: *Convention de Budapest* names no state.
    """

    actors: pd.DataFrame
    aliases: pd.DataFrame
    not_actors: pd.DataFrame


def load_lexicon(folder: Path | None = None) -> tuple[Lexicon, list[str]]:
    """Read actors.csv, aliases.csv and not_actors.csv.

    Parameters
    ----------
    folder : Path, optional
        Holds the three files; without it, the lexicon that ships.

    Returns
    -------
    Lexicon
    list of str
        Every problem of the three files: columns, ids, an alias claimed by two actors, an unknown
        actor, a parent that does not exist or goes round in a circle.
    """
    folder = folder or LEXICON
    actors, actor_problems = load_table(folder / "actors.csv", ACTORS)
    aliases, alias_problems = load_table(folder / "aliases.csv", ALIASES)
    not_actors, other_problems = load_table(folder / "not_actors.csv", NOT_ACTORS)
    actors = actors.drop_duplicates("actor").set_index("actor")
    problems = [*actor_problems, *alias_problems, *other_problems]
    problems += [*_parent_problems(actors, folder), *_alias_problems(aliases, actors, folder)]
    return Lexicon(actors, aliases, not_actors), problems


def read_lexicon(folder: Path | None = None) -> Lexicon:
    """Read a lexicon as `load_lexicon` does.

    Raises
    ------
    InputError
        With every problem of its files.
    """
    return sound(load_lexicon(folder))


def _parent_problems(actors: pd.DataFrame, folder: Path) -> list[str]:
    problems = []
    for actor, parent in actors["parent"].items():
        seen = {actor}
        while parent in actors.index and parent not in seen:
            seen.add(parent)
            parent = actors.at[parent, "parent"]
        if parent in seen:
            problems.append(
                f"{folder / 'actors.csv'} ({actor}): its parents go round in a circle at '{parent}'"
            )
        elif parent:
            problems.append(
                f"{folder / 'actors.csv'} ({actor}): parent '{parent}' is no actor; add it or mend it"
            )
    return problems


def _alias_problems(aliases: pd.DataFrame, actors: pd.DataFrame, folder: Path) -> list[str]:
    file = folder / "aliases.csv"
    unknown = [
        f"{file}, row {row.Index} ({row.alias}): actor '{row.actor}' is not in actors.csv; add or mend it"
        for row in aliases[~aliases["actor"].isin(actors.index)].itertuples()
    ]
    claims = aliases.assign(key=_alias_keys(aliases)).groupby("key")["actor"].unique()
    twice = aliases.groupby("alias")["case"].nunique()
    unknown += [
        f"{file}: alias '{alias}' stands with case true and with case false; keep one of the rows"
        for alias in twice[twice > 1].index
    ]
    clashes = [
        f"{file}: alias '{key.lstrip('=')}' is claimed by {' and '.join(claimed)}; leave it to one of them"
        for key, claimed in claims.items()
        if len(claimed) > 1
    ]
    return unknown + clashes


def _alias_keys(aliases: pd.DataFrame) -> list[str]:
    return [
        "=" + alias if case == "true" else fold(alias)
        for alias, case in zip(aliases["alias"], aliases["case"], strict=True)
    ]


def find(corpus: Corpus, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find every place where an actor is named, the longest match first.

    A capital after *à* is a place (*à Moscou*) and not counted, unless a word before it governs the *à*
    (*propose à Londres*, *face à Washington*): a rule of thumb, which errs both ways. Not counted
    is anything inside a phrase of ``not_actors``. Roles that only their context resolves
    (*la porte-parole*) are not found.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, optional
        As from `read_lexicon`, which gives the default.

    Returns
    -------
    DataFrame
        One row a mention: document, start, end, sentence, actor, kind, form.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "À Paris, Moscou a saisi l'Onu. Les Etats-Unis refusent."})
    >>> find(corpus)[["actor", "kind", "form"]].values.tolist()
    [['RUS', 'metonym', 'Moscou'], ['UN', 'name', 'Onu'], ['USA', 'name', 'Etats-Unis']]
    """
    lexicon = read_lexicon() if lexicon is None else lexicon
    aliases = lexicon.aliases
    blocked = lexicon.not_actors["phrase"].tolist()
    exact = set(aliases.loc[aliases["case"] == "true", "alias"])
    found = find_phrases(corpus.tokens, [*aliases["alias"], *blocked], exact=exact)
    found = found.merge(
        aliases[["alias", "actor", "kind"]].drop_duplicates("alias"), left_on="phrase", right_on="alias"
    )
    found["form"] = [corpus.text(row.document)[row.start : row.end] for row in found.itertuples()]
    found = found[~_is_place(corpus, found)]
    return found[["document", "start", "end", "sentence", "actor", "kind", "form"]].reset_index(drop=True)


def _is_place(corpus: Corpus, found: pd.DataFrame) -> pd.Series:
    before = [corpus.text(row.document)[max(0, row.start - 60) : row.start] for row in found.itertuples()]
    at = [bool(_AT.search(words)) and not _ADDRESSED.search(words) for words in before]
    return (found["kind"] == "metonym") & pd.Series(at, found.index, dtype=bool)


def roll_up(mentions: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Give each mention to the topmost parent of its actor: a minister to the state.

    Returns
    -------
    DataFrame
        The mentions, with ``actor`` replaced.

    Examples
    --------
    >>> actors = pd.DataFrame({"parent": ["", "RUS"]}, index=["RUS", "maria-zakharova"])
    >>> roll_up(pd.DataFrame({"actor": ["maria-zakharova", "RUS"]}), actors)["actor"].tolist()
    ['RUS', 'RUS']
    """
    top = {actor: _topmost(actor, actors["parent"].to_dict()) for actor in mentions["actor"].unique()}
    return mentions.assign(actor=mentions["actor"].map(top))


def _topmost(actor: str, parents: dict[str, str]) -> str:
    while parents.get(actor):
        actor = parents[actor]
    return actor


def co_mentions(
    mentions: pd.DataFrame,
    *,
    within: str = "sentence",
    units: int | None = None,
    kinds: Collection[str] = KINDS,
) -> pd.DataFrame:
    """Count in how many units two actors are named together, and how that compares with chance.

    Parameters
    ----------
    mentions : DataFrame
        As from `find`.
    within : {'sentence', 'document'}
        The unit.
    units : int, optional
        How many units the corpus has; without it, those in which anybody is named. The choice moves
        ``expected`` and all that follows from it.
    kinds : collection of str
        Which kinds of mention count.

    Returns
    -------
    DataFrame
        One row a pair, ``actor_a`` < ``actor_b`` in the order of their ids: ``n`` units with both,
        ``n_a``, ``n_b`` with each, ``units``, ``expected`` = n_a n_b / units, ``npmi`` (normalised
        pointwise mutual information, Bouma 2009: log2(n units / (n_a n_b)) / -log2(n / units), from -1
        to 1, 0 under independence; 1 where both stand in every unit), ``g2`` (log-likelihood ratio,
        Dunning 1993: 0 or more, without sign).

    Raises
    ------
    InputError
        If ``within`` is unknown, or ``units`` are fewer than those in which somebody is named.

    Examples
    --------
    >>> mentions = pd.DataFrame(
    ...     {"document": "a", "sentence": [0, 0, 1, 2], "actor": ["RUS", "USA", "RUS", "UN"], "kind": "name"}
    ... )
    >>> co_mentions(mentions, units=4)[["actor_a", "actor_b", "n", "n_a", "n_b", "expected", "npmi"]].values
    array([['RUS', 'USA', 1, 2, 1, 0.5, 0.5]], dtype=object)
    """
    from nltk.metrics.association import BigramAssocMeasures  # slow to import, and only needed here

    present = _presence(mentions, within, kinds)
    each = present.groupby("actor").size()
    inhabited = len(present[_unit(within)].drop_duplicates())
    total = inhabited if units is None else units
    if total < inhabited:
        raise InputError([f"units is {units}, but actors are named in {inhabited} units; count them all"])
    pairs = _pairs(present, within)
    table = pairs.groupby(["actor_a", "actor_b"]).size().rename("n").reset_index()
    table["n_a"] = table["actor_a"].map(each).astype(int)
    table["n_b"] = table["actor_b"].map(each).astype(int)
    table["units"] = total
    table["expected"] = table["n_a"] * table["n_b"] / total
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log2(table["n"] / table["expected"]) / -np.log2(table["n"] / total)
    table["npmi"] = npmi.where(table["n"] < total, 1.0).astype(float)
    table["g2"] = [
        BigramAssocMeasures.likelihood_ratio(row.n, (row.n_a, row.n_b), total) for row in table.itertuples()
    ]
    table["g2"] = table["g2"].astype(float).abs()
    return table.sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True], ignore_index=True)


def co_mention_rows(
    mentions: pd.DataFrame, *, within: str = "sentence", kinds: Collection[str] = KINDS
) -> pd.DataFrame:
    """List the mentions that each co-mention stands on: the evidence of `co_mentions`.

    Returns
    -------
    DataFrame
        actor_a, actor_b and the columns of ``mentions``: one row a mention of either in a shared unit.
    """
    pairs = _pairs(_presence(mentions, within, kinds), within)
    counted = mentions[mentions["kind"].isin(kinds)]
    sides = [
        pairs.merge(counted, left_on=[*_unit(within), side], right_on=[*_unit(within), "actor"])
        for side in ("actor_a", "actor_b")
    ]
    return pd.concat(sides).sort_values(["actor_a", "actor_b", "document", "start"], ignore_index=True)


def _unit(within: str) -> list[str]:
    if within not in UNITS:
        raise InputError([f"within is '{within}'; expected one of {', '.join(UNITS)}"])
    return ["document", "sentence"] if within == "sentence" else ["document"]


def _presence(mentions: pd.DataFrame, within: str, kinds: Collection[str]) -> pd.DataFrame:
    counted = mentions[mentions["kind"].isin(kinds)]
    return counted[[*_unit(within), "actor"]].drop_duplicates()


def _pairs(present: pd.DataFrame, within: str) -> pd.DataFrame:
    rows = [
        (*unit, first, second)
        for unit, actors in present.groupby(_unit(within))["actor"]
        for first, second in combinations(sorted(actors), 2)
    ]
    return typed(pd.DataFrame(rows, columns=[*_unit(within), "actor_a", "actor_b"]))


def network(pairs: pd.DataFrame, mentions: pd.DataFrame, actors: pd.DataFrame, *, least: int = 1) -> nx.Graph:
    """Make the network of co-mentions, with a layout that is the same on every build.

    Parameters
    ----------
    pairs : DataFrame
        As from `co_mentions`.
    mentions : DataFrame
        As from `find`: gives each node its count.
    actors : DataFrame
        ``Lexicon.actors``: gives each node its names and type.
    least : int
        The fewest units together for which a link is drawn.

    Returns
    -------
    networkx.Graph
        Nodes: ``n`` mentions, ``name``, ``type``, ``x``, ``y``; edges: ``n``, ``npmi``.

    Raises
    ------
    InputError
        If no pair is named together often enough.
    """
    kept = pairs[pairs["n"] >= least]
    if kept.empty:
        raise InputError([f"no two actors are named together in {least} units or more; lower 'least'"])
    counts = mentions["actor"].value_counts()
    graph = nx.Graph()
    for actor in sorted({*kept["actor_a"], *kept["actor_b"]}):
        graph.add_node(
            actor, n=int(counts[actor]), name=actors.at[actor, "name_en"], type=actors.at[actor, "type"]
        )
    for row in kept.sort_values(["actor_a", "actor_b"]).itertuples():
        graph.add_edge(row.actor_a, row.actor_b, n=int(row.n), npmi=float(row.npmi))
    for actor, (x, y) in nx.kamada_kawai_layout(graph, weight=None).items():
        graph.nodes[actor].update(x=round(float(x), 4), y=round(float(y), 4))
    return graph
