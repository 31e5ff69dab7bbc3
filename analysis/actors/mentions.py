"""Find every place where an actor is named: by the lexicon, and by what the document itself says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.actors import capitals
from analysis.actors.context import resolve
from analysis.actors.coreference import NUMBERS, Mention
from analysis.actors.in_language import in_language
from analysis.actors.introduced import COLUMNS, introduced
from analysis.actors.lexicon import Lexicon, keyed, lexicon_of
from analysis.actors.lookalikes import firsts_of, lookalikes
from analysis.actors.roles import roles_of
from analysis.actors.transliterations import other_spellings
from analysis.corpus import Corpus
from analysis.corpus.corpus import with_paragraphs
from analysis.corpus.phrases import match_groups
from analysis.corpus.words import Numbers, Words
from analysis.evidence import in_text_order
from analysis.spelling import fold, plain
from analysis.tables import rows_of, typed

RULES = {
    "lexicon": "a name that means one actor",
    "metonym": "a capital or a seat that does not stand as a place",
    "addressed": "a capital after “à” that a verb governs: “propose à Londres”",
    "compound": "a part of a compound: “franco-russe”",
    "date": "an office, given to the person who held it at the document's date",
    "apposition": "a role beside the name of the person",
    "antecedent": "a role or a short form, given to the actor whom it fits and whom the text named last",
    "sentence": "a short form, given to the state that its sentence is about",
    "home": "a body that many states have, given to the state whose government publishes the text or speaks",
    "counterpart": "“son homologue”: the person of the other side",
    "surname": "the surname of a person whom the text named in full before",
    "introduced": "a person whom the lexicon lacks, introduced by title or office: as `introduced` finds",
}
Parts = Mapping[str, tuple[str, str]]  # a part of a compound: actor, kind

_PIECES = 5  # words that a part of a compound may have
_NEAR = 8  # words to each side that a capital's reading looks at


def find(
    corpus: Corpus, lexicon: Lexicon | None = None, *, context: bool = True, provisional: bool = False
) -> pd.DataFrame:
    """Find every place where an actor is named, the longest match first.

    Nothing is counted inside a phrase of ``not_actors``. A capital is a government unless the words
    beside it make it a place (*à Moscou*, *l'aéroport de Moscou*); the cues are in ``place_cues.csv``.
    Roles and short forms (*la porte-parole*, *le ministère*) are given to the actor that the document
    introduced; where none fits, they are left out.

    Parameters
    ----------
    corpus : Corpus
        Where its documents have a ``date``, offices are given to who held them then.
    lexicon : Lexicon, optional
        As from `read_lexicon`; without it, the one that ships, with the corpus's own folder ``lexicon``.
    context : bool
        Whether to resolve roles, short forms and surnames by their document, or by the lexicon alone.
    provisional : bool
        Whether to add persons whom the lexicon lacks, as `introduced` finds them.

    Returns
    -------
    DataFrame
        One row a mention, in order of the text: document, start, end, sentence, paragraph (the line of
        the document at which it begins), actor, kind, form, and ``rule``: which rule decided, a key of
        ``RULES``.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "À Paris, Moscou a saisi l'Onu. Les Etats-Unis refusent."})
    >>> find(corpus)[["actor", "kind", "form"]].values.tolist()
    [['RUS', 'metonym', 'Moscou'], ['UN', 'name', 'Onu'], ['USA', 'name', 'Etats-Unis']]
    """
    lexicon = lexicon_of(corpus) if lexicon is None else lexicon
    parts = corpus.by_language.items()
    found = [_find(part, in_language(lexicon, language), language, context) for language, part in parts]
    if provisional:
        found.append(introduced(corpus, pd.concat(found), lexicon))
    return found[0] if len(found) == 1 else in_text_order(corpus, pd.concat(found))


def _find(corpus: Corpus, lexicon: Lexicon, language: str, context: bool) -> pd.DataFrame:
    """Find the actors in documents of one language."""
    words = corpus.words
    single, blocked, exact, parts = _looked_for(lexicon)
    if spelled := other_spellings(lexicon, words.forms.tolist()):
        other = single.set_index("key", drop=False).loc[list(spelled.values())]
        single = pd.concat([single, other.assign(alias=list(spelled))])
    phrases = [*single["alias"], *blocked]
    roles = roles_of(lexicon)
    names = [*roles.short_forms, *roles.surnames] if context else []
    found, shorts = match_groups(words, [(phrases, exact | spelled.keys()), (names, roles.surnames)])
    known = found.phrase < len(single)
    rows = single.iloc[found.phrase[known]]
    table = pd.DataFrame(
        {
            "first": found.first[known],
            "last": found.last[known],
            "actor": np.where(rows["dated"], "", rows["actor"].astype(object)),
            "kind": rows["kind"].to_numpy(object),
            "key": rows["key"].to_numpy(object),
            "rule": "lexicon",
        }
    )
    table["start"], table["end"] = words.starts[table["first"]], words.ends[table["last"]]
    is_other = lookalikes(corpus, table, rows["firsts"].tolist(), lexicon.actors["type"].to_dict(), language)
    table = _without_places(corpus, table[~is_other])
    table = pd.concat([table, _compounds(words, parts, found.first, found.last)])
    table = table.astype(dict.fromkeys(NUMBERS, "int64"))  # which an empty table has not by itself
    table = table.sort_values(["first", "start"], kind="stable", ignore_index=True)
    table = resolve(corpus, table[list(Mention.__slots__)], roles, names, shorts)
    at = table["first"].to_numpy()
    table["document"] = words.names[words.documents[at]]
    table["sentence"] = corpus.tokens["sentence"].to_numpy()[at]
    spans = rows_of(table, "document", "start", "end")
    table["form"] = [corpus.text(document)[start:end] for document, start, end in spans]
    return typed(with_paragraphs(corpus, table)[COLUMNS].reset_index(drop=True))


def _without_places(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the metonyms that stand as places, and say of the others how they were read."""
    at = np.flatnonzero((table["kind"] == "metonym").to_numpy())
    if not len(at):
        return table
    words, first, last = corpus.words, *(table[name].to_numpy()[at] for name in ("first", "last"))
    before, after = _beside(words, first, range(-_NEAR, 0)), _beside(words, last, range(1, 3))
    readings = [
        capitals.reading(left, right, corpus.reading(document)[end : end + 12])
        for left, right, document, end in zip(
            before, after, words.names[words.documents[first]], words.ends[last].tolist(), strict=True
        )
    ]
    rules = table["rule"].to_numpy(object, copy=True)
    rules[at] = readings
    return table.assign(rule=rules)[rules != "place"]


def _beside(words: Words, at: Numbers, steps: range) -> list[list[str]]:
    """Give the words beside each position that stand in its sentence, in small letters; *A* is *à*."""
    there, inside = words.beside(at, steps)
    lines = words.map(there, lambda form: "à" if form == "A" else plain(form).lower())
    return [line[mask].tolist() for line, mask in zip(lines, inside, strict=True)]


@lru_cache(maxsize=4)  # one lexicon is looked up in one text after another
def _looked_for(lexicon: Lexicon) -> tuple[pd.DataFrame, list[str], frozenset[str], Parts]:
    """Give the aliases, one of each key; phrases of nobody; which aliases go by case; parts of compounds."""
    aliases = keyed(lexicon).sort_values("dated", kind="stable").drop_duplicates("key")
    aliases["firsts"] = firsts_of(aliases, lexicon.actors)
    exact = frozenset(aliases.loc[aliases["case"] == "true", "alias"])
    named = aliases[aliases["kind"].isin(["demonym", "name"]) & ~aliases["dated"]]
    keys, meaning = named["key"].tolist(), named[["actor", "kind"]].itertuples(index=False, name=None)
    parts = {key.removeprefix("="): pair for key, pair in zip(keys, meaning, strict=True)}
    return aliases, lexicon.not_actors["phrase"].tolist(), exact, parts


def _compounds(words: Words, parts: Parts, first: Numbers, last: Numbers) -> pd.DataFrame:
    """Give the mentions inside words such as *franco-russe*, which no alias covers."""
    cut: dict[int, list[tuple[int, int, str, str]]] = {}
    for code, form in enumerate(words.forms.tolist()):
        if "-" in form and (cuts := _cut(form, parts)):
            cut[code] = cuts
    is_cut = np.zeros(len(words.forms), bool)
    is_cut[list(cut)] = True
    at = np.flatnonzero(is_cut[words.codes])
    inside = np.searchsorted(first, at, "right") - 1
    free = (inside < 0) | (last[inside] < at) if len(first) else np.ones(len(at), bool)
    rows = [
        (place, place, actor, kind, "", "compound", begin + start, begin + end)
        for place, begin, code in zip(
            at[free].tolist(), words.starts[at[free]].tolist(), words.codes[at[free]].tolist(), strict=True
        )
        for start, end, actor, kind in cut[code]
    ]
    return pd.DataFrame(rows, columns=list(Mention.__slots__))


def _cut(form: str, parts: Parts) -> list[tuple[int, int, str, str]]:
    """Cut a compound into aliases; nothing where a part is none, but for *anti-*, *pro-* and *ex-*."""
    pieces = form.split("-")
    begins = np.cumsum([0, *(len(piece) + 1 for piece in pieces)]).tolist()
    found, place = [], 0
    while place < len(pieces):
        for stop in range(min(len(pieces), place + _PIECES), place, -1):
            key = fold("-".join(pieces[place:stop]))
            if stop - place < len(pieces) and key in parts:
                found.append((begins[place], begins[stop] - 1, *parts[key]))
                place = stop
                break
        else:
            if place or fold(pieces[0]) not in ("anti", "pro", "ex", "non"):
                return []
            place += 1
    return found
