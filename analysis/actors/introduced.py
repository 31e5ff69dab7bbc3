"""Persons whom a text introduces by name and title or office, and whom the lexicon lacks.

They are provisional actors: what the document says of them is all that is known. Their id is the name as
the document gives it, ``@``, and the state or body that the office or the document tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import french
from analysis.actors.context import GOVERNMENT
from analysis.actors.lexicon import PROVISIONAL, Lexicon, lexicon_of, with_parents
from analysis.actors.names import MOST, is_another, is_first_name, is_title, offices, words_of
from analysis.actors.speech_cues import kinds_of
from analysis.corpus import Corpus
from analysis.corpus.corpus import with_paragraphs
from analysis.corpus.words import Numbers, Words
from analysis.tables import rows_of, typed

COLUMNS = ["document", "start", "end", "sentence", "paragraph", "actor", "kind", "form", "rule"]
RULE = "introduced"
_LONGEST = 5  # words of a name
_BLANKS = ("", " ", "\u00a0", "\u202f")
_FAR = 12  # words between an office and the name of whoever holds it


class _Person(NamedTuple):
    """A person introduced: positions of the name, and the actor whom the office belongs to."""

    first: int
    last: int
    side: str
    is_national: bool


def introduced(corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find the persons whom documents introduce, and follow them by their surnames.

    Introduced is a name behind a title (*Mme Durand*), or beside an office (*le sénateur Jean Durand*, *la
    porte-parole de la diplomatie chinoise, Mao Ning*, *Jean Durand, chef de …*), that no mention covers.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        As from `find`.
    lexicon : Lexicon, optional
        The one that the mentions were found with.

    Returns
    -------
    DataFrame
        The columns of `find`, in order of the text. ``actor`` is ``name@state``: the state or body that the
        office names; if it names none, that of the government that publishes, or the only state whose
        bodies the document names; ``name@`` if none is told. ``rule`` is ``introduced``.

    Examples
    --------
    >>> from analysis.actors import find
    >>> corpus = Corpus.from_texts({"a": "Le sénateur russe Ivan Tarkov propose. M. Tarkov insiste."})
    >>> introduced(corpus, find(corpus))[["actor", "form"]].values.tolist()
    [['Ivan Tarkov@RUS', 'Ivan Tarkov'], ['Ivan Tarkov@RUS', 'Tarkov']]
    """
    lexicon = lexicon_of(corpus) if lexicon is None else lexicon
    reader = _Reader(corpus, mentions, lexicon)
    found = reader.follow(reader.persons())
    words, at = corpus.words, np.array([first for first, _, _ in found], np.int64)
    table = pd.DataFrame(found, columns=["first", "last", "actor"]).astype({"first": int, "last": int})
    table["document"] = words.names[words.documents[at]]
    table["sentence"] = corpus.tokens["sentence"].to_numpy()[at]
    table["start"], table["end"] = words.starts[at], words.ends[table["last"].to_numpy()]
    spans = rows_of(table, "document", "start", "end")
    table["form"] = [corpus.text(document)[start:end] for document, start, end in spans]
    table = table.assign(kind="name", rule=RULE)
    return typed(with_paragraphs(corpus, table)[COLUMNS].reset_index(drop=True))


class _Reader:
    """The words of a corpus, and which of them mentions cover."""

    def __init__(self, corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon) -> None:
        self.corpus, self.words = corpus, corpus.words
        self.actors: list[str] = mentions["actor"].tolist()
        self.parents: dict[str, str] = lexicon.actors["parent"].to_dict()
        self.types: dict[str, str] = lexicon.actors["type"].to_dict()
        is_person = lexicon.aliases["actor"].map(self.types) == "person"
        self.persons_by_name = dict(rows_of(lexicon.aliases[is_person], "alias", "actor"))
        self.texts: list[str] = [corpus.reading(name) for name in self.words.names]
        self.covered, self.last = _covered(self.words, *corpus.words_of(mentions))
        self.homes = self._homes(mentions)
        are_persons = np.array([self.types.get(actor) == "person" for actor in self.actors], bool)
        at = np.flatnonzero(self.covered >= 0)
        at = at[are_persons[self.covered[at]]]
        self.named = {
            (document, self.words.form(place))
            for document, place in zip(self.words.documents[at].tolist(), at.tolist(), strict=True)
        }

    def _homes(self, mentions: pd.DataFrame) -> Mapping[str, str]:
        """Give each document's own state: whose government publishes it, or whose bodies alone it names."""
        bodies: dict[str, set[str]] = defaultdict(set)
        for document, actor in dict.fromkeys(rows_of(mentions, "document", "actor")):
            top = self._top(actor)
            if top != actor and self.types.get(top) == "state" and self.types.get(actor) != "person":
                bodies[document].add(top)
        homes = {document: min(tops) for document, tops in bodies.items() if len(tops) == 1}
        told = self.corpus.documents.reindex(columns=["country", "publisher_type"], fill_value="")
        by_government = told.loc[told["publisher_type"] == GOVERNMENT, "country"]
        return {**homes, **{name: country for name, country in by_government.items() if country}}

    def _top(self, actor: str) -> str:
        return with_parents(actor, self.parents)[-1]

    def persons(self) -> list[_Person]:
        """Give whoever is introduced, in order of the text."""
        words = self.words
        forms = words.plain_forms.tolist()
        opens, is_office = (
            np.array([form in some for form in forms], bool)[words.codes]
            for some in (words_of("title"), offices())
        )
        found: dict[int, _Person] = {}
        for place in np.flatnonzero(is_office).tolist():
            for person in self._of_office(place):
                found[person.first] = person  # the nearest office counts
        for place in np.flatnonzero(opens).tolist():
            last = self._name(place + 1, 1, place)
            if last > place and place + 1 not in found and self._is_surname(last):
                begin = int(words.starts[place])
                opens_line = not begin or self._text(place)[begin - 1] == "\n"
                side, is_national = self._behind(last)
                found[place + 1] = _Person(place + 1, last, side, is_national or opens_line)
        return [found[first] for first in sorted(found)]

    def _text(self, place: int) -> str:
        return self.texts[int(self.words.documents[place])]

    def _gap(self, place: int) -> str:
        """Give what stands between the word at a place and the one before."""
        return self._text(place)[self.words.ends[place - 1] : self.words.starts[place]]

    def _name(self, place: int, way: int, beside: int) -> int:
        """Give the far end of the name that begins (``way`` 1) or ends (-1) at a place.

        It lies in the sentence of the word ``beside``; without a name, the place on the near side is given.
        """
        end, sentence = place - way, self.words.sentence(beside)
        for here in range(place, place + way * _LONGEST, way):
            if here not in sentence or self.covered[here] >= 0:
                break
            if here != place and self._gap(max(here, here - way)) not in _BLANKS:
                break
            form = self.words.form(here)
            if form[:1].isupper() and not is_title(form):
                end = here
            elif form.lower() not in words_of("particle"):
                break
        return end

    def _is_surname(self, place: int) -> bool:
        word = self.words.plain(place)
        return len(word) > 1 and word not in offices() and not french.is_stop_word(word)

    def _is_full(self, first: int, last: int) -> bool:
        return first < last and any(map(is_first_name, map(self.words.form, (first, last))))

    def _of_office(self, office: int) -> Iterable[_Person]:
        """Give whoever is named behind an office, or before it and a comma."""
        side, end, is_national = "", self.words.sentence(office).stop, self._is_national(office)
        here, until = office + (self.covered[office] < 0), min(end, office + _FAR)
        while here < until:
            if (mention := self.covered[here]) >= 0:
                if self.types.get(self.actors[mention]) == "person":
                    return
                side, here = side or self.actors[mention], self.last[mention] + 1
                continue
            gap, form = self._gap(here).strip(" \u00a0"), self.words.form(here)
            is_near = (
                here == office + 1 or self.covered[here - 1] >= 0 or self._is_of_office(here - 1, office)
            )
            if form[:1].isupper() and (gap == "," or (not gap and is_near)):
                while is_title(self.words.form(here)):
                    here += 1
                last = self._name(here, 1, here - 1) if here < until else here - 1
                is_beside = here == office + 1 and last == here and self._is_surname(here)
                if self._is_full(here, last) or is_beside:
                    yield _Person(here, last, side, is_national)
                break
            if gap or kinds_of(form) & {"quotes", "says", "auxiliary"} or form in ("que", "qui", "qu'", "et"):
                break
            here += 1
        ahead = office - 1 if self.words.before(office) in ("le", "la", "l'") else office
        low = self.words.sentence(office).start
        if ahead > low and self._gap(ahead).strip() in (",", "("):
            first = self._name(ahead - 1, -1, ahead - 1)
            if first < ahead and self._is_full(first, ahead - 1):
                yield _Person(first, ahead - 1, side or self._complement(office), is_national)

    def _is_of_office(self, place: int, office: int) -> bool:
        """Tell whether all words up to a place are adjectives of the office: *le procureur général*."""
        return place - office < 3 and all(
            self.words.form(here).islower() and not kinds_of(self.words.form(here))
            for here in range(office + 1, place + 1)
        )

    def _complement(self, office: int) -> str:
        """Give the first actor named behind an office, before any comma."""
        for here in range(office, min(self.words.sentence(office).stop, office + _FAR)):
            if here > office and self._gap(here).strip():
                break
            if self.covered[here] >= 0:
                return self.actors[int(self.covered[here])]
        return ""

    def _behind(self, last: int) -> tuple[str, bool]:
        """Give the actor whose office stands behind a name, or who is put there in brackets."""
        here = last + 1
        if here >= len(self.words) or not self.words.together(last, here):
            return "", False
        gap = self._gap(here).strip()
        if gap == "(" and self.covered[here] >= 0:
            return self.actors[self.covered[here]], True
        here += self.words.plain(here) in ("le", "la", "l'")
        is_office = gap == "," and self.words.plain(here) in offices()
        return (self._complement(here), self._is_national(here)) if is_office else ("", False)

    def _is_national(self, place: int) -> bool:
        return self.words.plain(place) in words_of("national office")

    def follow(self, persons: list[_Person]) -> list[tuple[int, int, str]]:
        """Give all places where those introduced are named, in order of the text."""
        words, known = self.words, self._known(persons)
        surnames = {surname for _, surname in known}
        is_one = np.array([form in surnames for form in words.forms.tolist()], bool)[words.codes]
        found = []
        for place in np.flatnonzero(is_one & (self.covered < 0)).tolist():
            document = int(words.documents[place])
            before = [
                words.form(step) for step in range(place - 1, words.sentence(place).start - 1, -1)[:MOST]
            ]
            for actor, firsts, begins in known.get((document, words.form(place)), ()):
                if begins <= place and not (firsts and is_another(before, firsts)):
                    way = 1 if actor.startswith(words.form(place) + " ") else -1  # Mao Ning
                    end = self._name(place, way, place)
                    span = (place, max(end, place)) if way > 0 else (min(end, place), place)
                    found.append((*span, actor))
                    break
        return found

    def _known(self, persons: list[_Person]) -> dict[tuple[int, str], list[tuple[str, frozenset[str], int]]]:
        """Give, by document and surname, who is introduced: id, first names, from which place on."""
        known: dict[tuple[int, str], list[tuple[str, frozenset[str], int]]] = defaultdict(list)
        names: dict[tuple[int, str], list[_Person]] = defaultdict(list)
        for person in persons:
            place = person.first if self._is_family_first(person) else person.last
            names[int(self.words.documents[place]), self.words.form(place)].append(person)
        for (document, surname), some in names.items():
            while some:
                full = max(some, key=lambda one: one.last - one.first)  # the first of the longest
                firsts = self._firsts(full)
                if not firsts and (document, surname) in self.named:
                    break  # « M. Wang » in a document that names Wang Yi
                same = [one for one in some if not (firsts and is_another([*self._firsts(one)], firsts))]
                some = [one for one in some if one not in same]
                side = next((one.side for one in same if one.side), "")
                if not side and any(one.is_national for one in same):
                    side = self.homes.get(self.words.names[document], "")
                top = self._top(side)
                side = top if self.types.get(top) == "state" else side
                text = self._text(full.first)
                name = text[self.words.starts[full.first] : self.words.ends[full.last]]
                first, *middle = name.split()
                outer = f"{first} {middle[-1]}" if len(middle) > 1 else ""  # Karsten Diethelm Geier
                actor = self.persons_by_name.get(outer, f"{name}{PROVISIONAL}{side}")
                known[document, surname].append((actor, firsts, min(one.first for one in same)))
        return known

    def _is_family_first(self, person: _Person) -> bool:
        return self._top(person.side).lower() in words_of("family first")

    def _firsts(self, person: _Person) -> frozenset[str]:
        is_first = self._is_family_first(person)
        return frozenset() if is_first else frozenset(map(self.words.form, range(person.first, person.last)))


def _covered(words: Words, first: Numbers, last: Numbers) -> tuple[Numbers, list[int]]:
    """Give the number of the mention that covers each word, -1 for none, and where each mention ends."""
    covered = np.full(len(words), -1, np.int64)
    sizes = np.maximum(last - first + 1, 0)
    numbers = np.repeat(np.arange(len(first)), sizes)
    steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    covered[np.repeat(first, sizes) + steps] = numbers
    return covered, last.tolist()
