"""What the lexicon says of roles: who may be meant by which short form, and who held which office when.

A short form is a word of ``roles.csv`` (*le ministère*), or the first words of a longer alias that begins
with one: *Groupe de travail* of *Groupe de travail de l'Onu à composition non limitée*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from analysis import french
from analysis.actors.lexicon import Lexicon, keyed, with_parents
from analysis.actors.names import words_of
from analysis.spelling import fold
from analysis.tables import rows_of

COUNTERPART = "homologue"
ANYBODY = "*"
ONE = "!"  # each state has but one: the state that the sentence is about decides
_FIELD = ("pour", "chargé", "sur")  # what follows says of what an actor is in charge


class Roles:
    """The roles and short forms of a lexicon; all that is asked of it is worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        types, table = lexicon.actors["type"], lexicon.roles
        self.parents: dict[str, str] = lexicon.actors["parent"].to_dict()
        self.persons: frozenset[str] = frozenset(types.index[types == "person"])
        self.ministries: frozenset[str] = frozenset(types.index[types == "ministry"])
        self.states = frozenset(types.index[types.isin(["state", "bloc"])])
        self.likes = {
            fold(role): [fold(first) for first in (like or role).split("|") if first]
            for role, like in zip(table["role"], table["like"], strict=True)
        }
        self._names = lexicon.actors["name_fr"]
        self._aliases = keyed(lexicon)
        self._meant: dict[str, set[str]] = {}
        self._above: dict[str, list[str]] = {}
        self._terms: dict[str, list[tuple[str, str, str]]] = {}

    def above(self, actor: str) -> list[str]:
        """Give the actor and its parents, up to the topmost."""
        if actor not in self._above:
            self._above[actor] = with_parents(actor, self.parents)
        return self._above[actor]

    def top(self, actor: str) -> str:
        """Give the topmost parent of an actor."""
        return self.above(actor)[-1]

    @cached_property
    def holders(self) -> dict[str, list[tuple[str, str, str]]]:
        """Key of an alias with dates: from, to, actor of each of its rows."""
        dated = self._aliases[self._aliases["dated"]]
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for key, begin, end, actor in rows_of(dated, "key", "from", "to", "actor"):
            found[key].append((begin, end, actor))
        return dict(sorted(found.items()))

    def terms(self, role: str) -> list[tuple[str, str, str]]:
        """Give from, to, actor of whoever held an office that begins with a role."""
        if role not in self._terms:
            keys = [key for key in self.holders if f"{key} ".startswith(f"{role} ")]
            self._terms[role] = [term for key in keys for term in self.holders[key]]
        return self._terms[role]

    @cached_property
    def by_beginning(self) -> dict[str, set[str]]:
        """First words of an alias, if they begin with a role: the actors that have such an alias."""
        found: dict[str, set[str]] = defaultdict(set)
        firsts = {first.removeprefix("@") for likes in self.likes.values() for first in likes}
        heads = tuple((firsts | set(self.likes)) - {ANYBODY})
        for row in self._aliases.itertuples():
            key = row.key.removeprefix("=").casefold()
            if row.kind not in ("name", "role") or not key.startswith(heads):
                continue
            found[key].add(row.actor)
            for start, end in list(french.words(row.alias))[:-1]:
                if row.alias[start:end] in _FIELD:
                    break
                if not french.is_stop_word(row.alias[start:end].lower()):
                    found[fold(row.alias[:end])].add(row.actor)
        return found

    @cached_property
    def short_forms(self) -> list[str]:
        """The roles, and the beginnings of aliases that begin with one and are no alias themselves."""
        whole = set(self._aliases["key"])
        longer = {
            first
            for first in self.by_beginning
            if first not in whole and any(first.startswith(role + " ") for role in self.likes)
        }
        return sorted(longer | set(self.likes) | {COUNTERPART}) if self.likes else []

    @cached_property
    def surnames(self) -> dict[str, dict[str, frozenset[str]]]:
        """Surname: its persons, and their first names; only such as are no alias by themselves."""
        whole = {key.removeprefix("=").casefold() for key in self._aliases["key"]}
        found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
        for person, name in self._names.items():
            words = name.split(" ")
            if self.is_family_first(str(person)):
                words = [*words[1:], words[0]]
            begin = len(words) - 1
            while begin > 1 and self._belongs(words[begin - 1]):
                begin -= 1
            last = " ".join(words[begin:])
            is_word = french.is_stop_word(last.lower())
            if person in self.persons and begin and len(last) > 1 and fold(last) not in whole and not is_word:
                found[last][str(person)] = frozenset(words[:begin])
        return found

    def is_family_first(self, person: str) -> bool:
        """Tell whether the family name stands first in a person's name, as in those of their state."""
        return bool(person) and self.top(person).lower() in words_of("family first")

    @cached_property
    def _keys(self) -> dict[str, set[str]]:
        return {str(actor): set(rows) for actor, rows in self._aliases.groupby("actor")["key"]}

    def own_body(self, key: str, speaker: str) -> str:
        """Give the body of a speaker's own state that a name means there: *Conseil de sécurité*, in Moscow.

        Who speaks for a ministry means the bodies that other states speak of too.
        """
        short = key.removeprefix("=").casefold()
        is_head = speaker in self.persons and self.ministries.isdisjoint(self.above(speaker))
        may_be = self.by_beginning.get(short, set()) if is_head and short not in self.likes else set()
        own = [actor for actor in may_be if self.top(actor) == self.top(speaker)]
        if len(own) != 1:
            return ""
        names = (f"{short} {word}".casefold() for word in self._keys[self.top(speaker)])
        return "" if self._keys[own[0]].isdisjoint(names) else own[0]  # not « … | nationale »

    @staticmethod
    def _belongs(word: str) -> bool:
        """Tell whether a particle is a part of a surname even where no title stands before it."""
        return word.lower() in words_of("particle") and word not in ("de", "du", "d'", "des")

    def meant(self, short: str) -> set[str]:
        """Give the actors that a short form may mean; persons, where it is a role of persons."""
        if short not in self._meant:
            firsts = self.likes.get(short, [short])
            found = self._that_begin(first for first in firsts if first[0] != "@")
            people = set(self.persons) if ANYBODY in firsts else found & self.persons
            bodies = self._that_begin(first[1:] for first in firsts if first[0] == "@")
            if bodies:
                people |= {person for person in self.persons if bodies & set(self.above(person))}
            self._meant[short] = people or found
        return self._meant[short]

    def _that_begin(self, firsts: Iterable[str]) -> set[str]:
        return set[str]().union(*(self.by_beginning.get(first, ()) for first in firsts))

    def is_personal(self, short: str) -> bool:
        """Tell whether a short form is a role of persons."""
        return bool(self.meant(short) & self.persons)

    @cached_property
    def offices(self) -> list[str]:
        """The roles by which persons can be peers."""
        return [role for role in self.likes if self.is_personal(role) and ANYBODY not in self.likes[role]]


@lru_cache(maxsize=4)
def roles_of(lexicon: Lexicon) -> Roles:
    """Give the roles of a lexicon, worked out once."""
    return Roles(lexicon)
