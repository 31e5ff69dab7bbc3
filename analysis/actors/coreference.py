"""Give roles and short forms to the actor that their document introduced: *la porte-parole*, *le ministère*.

Which actor a short form means is decided by the name beside it, by the actor that fits and was named last,
or by the state that its sentence is about. A document is read once, from its beginning to its end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from analysis import french
from analysis.actors.names import MOST, is_another, is_title, words_of
from analysis.actors.roles import COUNTERPART, ONE, Roles
from analysis.actors.speech_cues import words_of as cues_of
from analysis.corpus.rules import DEFAULT
from analysis.corpus.words import Words

NUMBERS = ("first", "last", "start", "end")
_FAR_BACK = 200  # mentions that a short form looks back over
_LIST = re.compile(r"\s*(?:,|et\b|,\s*et\b)")
# an adjective makes the short form another body: "la commission électorale"
_ADJECTIVE = re.compile(r".+(?:al|ale|ique|if|ive|aire|el|elle|eux|euse|ien|ienne|ain|aine|ois|oise|iste)$")
_COMMA = re.compile(r",\s+(?:l[ea]\s+|l['’])?")
_VERB = re.compile(r".+(?:er|ir|re)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named: positions of its first and last word, whom it means, and its span."""

    first: int
    last: int
    actor: str
    kind: str
    key: str
    rule: str
    start: int
    end: int


@dataclass
class Reader:
    """Reads one document, and remembers whom it named, and in which role."""

    roles: Roles
    words: Words
    text: str
    date: str
    mentions: Sequence[Mention]
    home: str = ""  # the state whose government publishes it
    speaker: str = ""  # whom the catalogue calls so
    language: str = DEFAULT
    told: list[Mention] = field(default_factory=list)
    latest: dict[str, int] = field(default_factory=dict)
    learned: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    upcoming: int = 0  # the first mention that was not told yet

    def read(self, shorts: Iterable[tuple[int, int, str]]) -> list[Mention]:
        """Tell all mentions in order; a short form that is resolved takes the place of those inside it."""
        for first, last, short in shorts:
            self._tell_until(first)
            if self.told and self.told[-1].last >= first:
                continue
            if (ahead := self._ahead()) and ahead.first == first and ahead.last >= last:
                continue
            is_surname = short in self.roles.surnames
            found = self._surname(first, short) if is_surname else self._short(first, last, short)
            if found:
                self._tell(found)
                while (ahead := self._ahead()) and ahead.first <= found.last:
                    self.upcoming += 1
        self._tell_until(len(self.words))
        return self.told

    def _ahead(self) -> Mention | None:
        return self.mentions[self.upcoming] if self.upcoming < len(self.mentions) else None

    def _near(self, most: int = 3) -> Sequence[Mention]:
        return self.mentions[self.upcoming : self.upcoming + most]

    def _tell_until(self, place: int) -> None:
        while (mention := self._ahead()) and mention.first < place:
            self.upcoming += 1
            self._tell(self._office(mention) if mention.kind == "role" else self._own(mention))

    def _tell(self, mention: Mention) -> None:
        self.told.append(mention)
        if mention.kind == "demonym" or not mention.actor:
            return
        # who names a minister has introduced the ministry
        named = self.roles.above(mention.actor) if mention.actor in self.roles.persons else [mention.actor]
        self.latest.update(dict.fromkeys(named, len(self.told)))

    def _own(self, mention: Mention) -> Mention:
        own = self.roles.own_body(mention.key, self.speaker) if mention.actor not in self.latest else ""
        return replace(mention, actor=own, rule="home") if own else mention

    def _office(self, mention: Mention) -> Mention:
        """Give a role of the lexicon to the person beside it, or to who held the office at the date."""
        person = self._beside(mention.first, mention.last)
        side = self.roles.top(mention.actor) if mention.actor else ""
        terms = self.roles.holders.get(mention.key, ())
        held = {who for _, _, who in terms}
        if person and (person in held or side in ("", self.roles.top(person))):
            self._learn(mention.key, person)
            return replace(mention, actor=person, rule="apposition")
        for begin, end, who in terms:
            if self._at_its_time(begin, end):
                return replace(mention, actor=who, rule="date")
        named = self._last_of(held)
        return replace(mention, actor=named, rule="antecedent") if named else mention

    def _at_its_time(self, begin: str, end: str) -> bool:
        # a date is as exact as known: "2021" and "2021-01" are compared as far as they go
        date = self.date.split("/")[0]
        size = len(date)
        return date[:4].isdigit() and begin[:size] <= date and (not end or date < end[:size])

    def _short(self, first: int, last: int, short: str) -> Mention | None:
        """Give a short form to the actor whom it means, or say that nobody knows."""
        short, last = self._cut_short(first, last, short)
        personal = short == COUNTERPART or self.roles.is_personal(short)
        is_definite = self.words.before(first) in cues_of("definite", self.language)
        if not personal and not is_definite:
            return None
        side, last, body = self._complement(first, last, personal=personal)
        person, kind = self._beside(first, last) if personal else "", "role"
        if person and side in ("", self.roles.top(person)) and body in ("", *self.roles.above(person)):
            self._learn(short, person)
            actor, rule = person, "apposition"
        elif not is_definite or (not side and not body and self._goes_on(last, personal=personal)):
            return None
        elif short == COUNTERPART:
            actor, rule = self._counterpart(side), "counterpart"
        elif not personal and ONE in self.roles.likes.get(short, [ONE]):
            (actor, rule), kind = self._by_sentence(first, short, side), "name"
        else:
            actor, rule = self._antecedent(short, side, body), "antecedent"
        span = int(self.words.starts[first]), int(self.words.ends[last])
        return Mention(first, last, actor, kind, "", rule, *span) if actor else None

    def _cut_short(self, first: int, last: int, short: str) -> tuple[str, int]:
        """Cut a short form back to its role where a longer name begins inside it."""
        if first < last and any(first < some.first <= last < some.last for some in self._near()):
            for role in self.roles.likes:
                if short.startswith(role + " "):
                    return role, first + len(list(french.words(role))) - 1
        return short, last

    def _complement(self, first: int, last: int, *, personal: bool) -> tuple[str, int, str]:
        """Give the state that words behind a short form name, where they end, and a body named there."""
        for mention in self._near(4):
            if not self.words.together(first, mention.first):
                break
            if mention.first <= last:
                continue
            between = [self.words.plain(place) for place in range(last + 1, mention.first)]
            gap = self.text[self.words.ends[last] : mention.start]
            if "," in gap or ";" in gap:
                break
            if mention.kind == "demonym" and not between and mention.rule != "compound":
                return self.roles.top(mention.actor), mention.last, ""
            of = cues_of("of", self.language)
            is_linked = (
                between and between[0] in of and (of | cues_of("article", self.language)).issuperset(between)
            )
            if is_linked and mention.kind == "name":
                if mention.actor in self.roles.states:
                    return mention.actor, mention.last, ""
                if personal and mention.actor not in self.roles.persons:
                    return "", mention.last, mention.actor
            break
        return "", last, ""

    def _goes_on(self, last: int, *, personal: bool) -> bool:
        """Tell whether words behind a short form make it somebody else: *le président du groupe*."""
        place = last + 1
        word = self.words.plain(place)
        if not word or not self.words.together(last, place):
            return False
        if self.text[self.words.ends[last] : self.words.starts[place]].strip():
            return False
        if word in cues_of("of", self.language) or any(
            some.first == place and some.rule == "compound" for some in self._near()
        ):
            return True
        return not personal and bool(_ADJECTIVE.match(word)) and not _VERB.match(french.lemma(word))

    def _beside(self, first: int, last: int) -> str:
        """Give the person named right behind these words, or before them and a comma."""
        behind = last + 1
        while self.words.plain(behind) in words_of("title"):
            behind += 1
        for mention in self._near():
            if mention.first == behind and self._is_person(mention, first):
                gap = self.text[self.words.ends[last] : mention.start].strip(" ,")
                if not gap or behind > last + 1:
                    return mention.actor
        for before in self.told[-1:]:
            is_ahead = before.last < first and self._is_person(before, first)
            if is_ahead and _COMMA.fullmatch(self.text[before.end : self.words.starts[first]]):
                return before.actor
        return ""

    def _is_person(self, mention: Mention, place: int) -> bool:
        named = mention.actor in self.roles.persons and mention.kind == "name"
        return named and self.words.together(mention.first, place)

    def _learn(self, short: str, person: str) -> None:
        for role in self.roles.likes:
            if short == role or short.startswith(role + " "):
                self.learned[role].add(person)

    def _last_of(self, actors: Iterable[str]) -> str:
        """Give the one that was named last, nothing where none was."""
        named = sorted(actor for actor in actors if actor in self.latest)
        return max(named, key=self.latest.__getitem__, default="")

    def _antecedent(self, short: str, side: str, body: str = "") -> str:
        """Give the actor that was named last among those that a short form may mean."""
        return self._last_of(
            actor
            for actor in (self.roles.meant(short) & self.latest.keys()) | self.learned[short]
            if side in ("", self.roles.top(actor)) and body in ("", *self.roles.above(actor)[1:])
        )

    def _by_sentence(self, first: int, short: str, side: str) -> tuple[str, str]:
        """Give a short form such as *ministère de l'Intérieur* to the state that its sentence is about."""
        of = self._one_of_each_state(self.roles.meant(short))
        if side:
            return of.get(side, ""), "sentence"
        quoted = self._is_quoted(first, int(self.words.starts[first]))
        here = [
            self.roles.top(mention.actor)
            for mention in takewhile(lambda some: self.words.together(some.first, first), reversed(self.told))
            if self.roles.top(mention.actor) in of and self._is_quoted(first, mention.start) == quoted
        ]
        in_list = self.told and _LIST.match(self.text[self.told[-1].end : self.words.starts[first]])
        if here and (len(set(here)) == 1 or in_list):
            return of[here[0]], "sentence"
        named = self._antecedent(short, "")
        if named or self.home in of:
            return (named, "antecedent") if named else (of[self.home], "home")
        near = [some for some in self.told[-_FAR_BACK:] if self.roles.top(some.actor) in of]
        for mention in near:  # what a sentence names first is what it is about
            if self.words.together(mention.first, near[-1].first):
                return of[self.roles.top(mention.actor)], "sentence"
        return "", ""

    def _one_of_each_state(self, actors: Iterable[str]) -> dict[str, str]:
        """Give state: the only one of its actors, or the one that was named last; else nothing."""
        groups: dict[str, list[str]] = defaultdict(list)
        for actor in sorted(actors):
            groups[self.roles.top(actor)].append(actor)
        chosen = {top: some[0] if len(some) == 1 else self._last_of(some) for top, some in groups.items()}
        return {top: actor for top, actor in chosen.items() if actor}

    def _is_quoted(self, place: int, at: int) -> bool:
        """Tell whether a quotation that the sentence of ``place`` opened is still open."""
        opening = max(0, int(self.words.starts[self.words.sentence(place).start]) - 2)
        before = self.text[opening:at]
        return before.count('"') % 2 == 1 or before.count("«") > before.count("»")

    def _counterpart(self, side: str) -> str:
        """Give the person of another state, best one of the same office, beside whom somebody is put."""
        people = sorted(self.roles.persons & self.latest.keys(), key=self.latest.__getitem__, reverse=True)
        if not people:
            return ""
        of = self.roles.top(people[0])
        others = [who for who in people if of != self.roles.top(who) and side in ("", self.roles.top(who))]
        own = self._offices(people[0])
        peers = [person for person in others if own & self._offices(person)]
        offices = [role for role in self.roles.offices if role in own]
        holders = [self._holders(role, side) for role in offices] if side else []
        only = [some[0] for some in holders if len(some) == 1]  # not named yet, and nobody else can be meant
        return [*peers, *others, *only, ""][0]

    def _holders(self, role: str, side: str) -> list[str]:
        """Give who of a state held an office at the document's date; where none is known, who ever did."""
        then = {who for begin, end, who in self.roles.terms(role) if self._at_its_time(begin, end)}
        return sorted(who for who in then or self.roles.meant(role) if self.roles.top(who) == side)

    def _offices(self, person: str) -> set[str]:
        return {
            role
            for role in self.roles.offices
            if person in self.roles.meant(role) or person in self.learned.get(role, ())
        }

    def _surname(self, first: int, name: str) -> Mention | None:
        sentence = self.words.sentence(first)
        before = [self.words.form(place) for place in range(first - 1, sentence.start - 1, -1)[:MOST]]
        people = self.roles.surnames[name]
        person = self._last_of(who for who in people if not is_another(before, people[who]))
        last = first + len(name.split(" ")) - 1
        if self.roles.is_family_first(person) and self.words.form(last + 1)[:1].isupper():
            return None  # « Wang Xiaolong » is another one than Wang Yi
        particles = len([*takewhile(words_of("particle").__contains__, before)])
        if any(map(is_title, before[particles : particles + 1])):  # M. de Rivière
            first -= particles
        start, end = int(self.words.starts[first]), int(self.words.ends[last])
        return Mention(first, last, person, "name", "", "surname", start, end) if person else None
