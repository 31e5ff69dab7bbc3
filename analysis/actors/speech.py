"""Who speaks, who is addressed, who is spoken about: simple patterns around each mention.

The cues are words in ``speech_cues.csv``. The patterns see the words beside a mention and no more; how
often they are right on the five documents is measured in the tests and shown in the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.actors.speech_cues import kinds_of, words_of
from analysis.corpus import Corpus
from analysis.corpus.rules import DEFAULT
from analysis.spelling import clean
from analysis.tables import rows_of

PARTS = ("speaks", "addressed", "about")
PART_RULES = {  # tried in this order
    "according-to": "a name behind words such as “selon” speaks: “selon Moscou”",
    "one-says": "a body where one says something speaks: “explique-t-on à l'Élysée”",
    "recipient": "a name behind “à” and a verb that takes it is addressed: “propose à Londres”",
    "called-on": "a name right behind a verb that calls on it is addressed: “exhorte Londres à”",
    "adjective": "an adjective of anything but people is spoken about: “l'initiative russe”",
    "verb-before": "a name behind a verb of saying and a pause speaks: “…, a déclaré Moscou”",
    "governed": "a name behind another preposition is spoken about: “la position de Londres”",
    "verb-behind": "a name before a verb of saying or proposing speaks: “Moscou exige que”",
    "beside": "a name beside another of the same actor, who speaks: “la porte-parole Zakharova a déclaré”",
}
_REACH = 4
_FAR = 6
_APPOSITION = 12
_PAUSE = re.compile(r"[,;:«»\"“”–—]")


@cache
def _beside_verbs(language: str) -> frozenset[str]:
    return words_of("auxiliary", language) | words_of("adverb", language)


@dataclass(frozen=True)
class _Sentence:
    """The words of a sentence in lower case, where they stand in its text, and the first one's position."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    text: str
    low: int
    language: str

    def cues(self, kind: str) -> frozenset[str]:
        """Give the cues of a kind in the sentence's language."""
        return words_of(kind, self.language)

    def word(self, place: int) -> str:
        """Give the word at a place in lower case; '' outside the sentence."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def kinds(self, place: int) -> frozenset[str]:
        """Give the kinds of cue that the word at a place may be."""
        return kinds_of(self.word(place), self.word(place - 1), self.language)

    def pause(self, place: int) -> str:
        """Give the commas, quotation marks and dashes before the word at a place."""
        if not 0 <= place < len(self.words):
            return ""
        before = self.ends[place - 1] if place else max(0, self.starts[0] - 2)
        return "".join(_PAUSE.findall(self.text[before : self.starts[place]]))

    def ahead(self, place: int) -> int:
        """Give the place of the word before a name, and before its article; -1 for none."""
        place, articles = place - 1, self.cues("article")
        while place >= 0 and self.word(place) in articles:
            place -= 1
        return place

    def stands_for(self, place: int) -> bool:
        """Tell whether the word at a place stands for a state or body: *délégation*, *ministres*."""
        word, known = self.word(place), self.cues("stands for")
        return word in known or word.removesuffix("s") in known

    def governors(self, place: int, *, passes: str = "") -> Iterator[int]:
        """Give the place of the word ahead of a name; behind a title or an adverb, of the one before too.

        ``passes``: the pause that may stand between: « a dit, ce matin, Moscou ».
        """
        yield place
        while self.word(place) in self.cues("adverb") or self.stands_for(place):
            if self.pause(place + 1).strip(passes or None):
                break
            place = self.ahead(place)
            yield place


def roles_in_sentences(corpus: Corpus, mentions: pd.DataFrame) -> pd.DataFrame:
    """Say of each mention whether its actor speaks, is addressed, or is spoken about.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        As from `find`.

    Returns
    -------
    DataFrame
        The mentions with ``part``: ``speaks`` (*a déclaré Poutine*, *Moscou estime*, *selon le ministère*),
        ``addressed`` (*propose aux États-Unis*, *exhorte Londres à*) or ``about`` (all others); ``cue``:
        the word that says so, '' for ``about``; and ``part_rule``: which rule decided, a key of
        ``PART_RULES``, '' where none did.

    Examples
    --------
    >>> from analysis.actors import find
    >>> corpus = Corpus.from_texts({"a": "Moscou propose un pacte à Washington. Londres dort, selon Paris."})
    >>> roles_in_sentences(corpus, find(corpus))[["form", "part", "cue"]].values.tolist()[:2]
    [['Moscou', 'speaks', 'propose'], ['Washington', 'addressed', 'propose']]
    """
    rows = mentions[["document", "start", "end", "actor", "kind"]].reset_index(drop=True)
    rows = rows.sort_values(["document", "start", "end"], kind="stable")  # neighbours count
    told: list[tuple[str, str, str]] = []
    before: tuple[str, int, str] | None = None
    for (document, start, end, actor, kind), (sentence, first, last) in zip(
        rows_of(rows, *rows.columns), _placed(corpus, rows), strict=True
    ):
        told.append(_told(sentence, first, last, is_adjective=kind == "demonym"))
        if told[-1][0] == "speaks" and before and before[0] == document and before[2] == actor:
            gap = sentence.text[before[1] : start]  # la porte-parole Maria Zakharova a déclaré
            if told[-2][0] == "about" and not gap.strip(" ,"):
                told[-2] = (*told[-1][:2], "beside")
        before = (document, end, actor)
    columns = ["part", "cue", "part_rule"]
    table = pd.DataFrame(told, rows.index, columns=columns, dtype=str).sort_index()
    return mentions.assign(**{name: table[name].to_numpy() for name in columns})


def _placed(corpus: Corpus, rows: pd.DataFrame) -> Iterator[tuple[_Sentence, int, int]]:
    """Give the sentence of each mention, and the places of its first and last word there."""
    words, (first, last) = corpus.words, corpus.words_of(rows)
    known, sentence = -1, _Sentence([], [], [], "", 0, DEFAULT)
    languages = corpus.documents["language"]
    for document, number, one, other in zip(
        rows["document"], words.sentences[first].tolist(), first.tolist(), last.tolist(), strict=True
    ):
        if number != known:
            low, high = words.bounds[number : number + 2].tolist()
            forms = words.plain_forms[words.codes[low:high]].tolist()
            starts, ends = words.starts[low:high].tolist(), words.ends[low:high].tolist()
            known, sentence = (
                number,
                _Sentence(forms, starts, ends, corpus.reading(document), low, languages[document]),
            )
        yield sentence, one - sentence.low, other - sentence.low


def _told(words: _Sentence, first: int, last: int, *, is_adjective: bool) -> tuple[str, str, str]:
    """Give part, cue and rule of a mention, by the first rule that decides."""
    ahead = words.ahead(first)
    for rule, (part, find) in _TRIED.items():
        place = find(words, ahead, last) if is_adjective or rule != "adjective" else None
        if place is not None:
            cue = clean(words.text[words.starts[place] : words.ends[place]]) if part != "about" else ""
            return part, cue, rule
    return "about", "", ""


def _according_to(words: _Sentence, ahead: int, _last: int) -> int | None:
    return next((place for place in words.governors(ahead) if "according to" in words.kinds(place)), None)


def _one_says(words: _Sentence, ahead: int, _last: int) -> int | None:
    place = ahead - 1
    while words.word(place) in words.cues("adverb"):
        place -= 1
    is_one = words.word(ahead) in words.cues("within") and words.word(place) in words.cues("one")
    return place - 1 if place > 0 and is_one else None


def _recipient(words: _Sentence, ahead: int, _last: int) -> int | None:
    near = range(ahead - 1, max(0, ahead - _FAR) - 1, -1) if words.word(ahead) in words.cues("to") else ()
    return next((verb for verb in near if "addresses" in words.kinds(verb)), None)


def _called_on(words: _Sentence, ahead: int, last: int) -> int | None:
    is_called = words.word(last + 1) in ("à", "de", "d'", "to", "that") and "calls on" in words.kinds(ahead)
    return ahead if is_called else None


def _verb_before(words: _Sentence, ahead: int, _last: int) -> int | None:
    for verb in words.governors(ahead, passes=","):
        if "quotes" in words.kinds(verb):
            begin = verb
            while words.word(begin - 1) in _beside_verbs(words.language):
                begin -= 1
            if any(words.pause(place) for place in range(begin, verb + 1)):
                return verb
    return None


def _adjective(words: _Sentence, ahead: int, last: int) -> int | None:
    is_noun = (
        words.text[words.starts[last]].isupper() or words.stands_for(ahead) or words.word(ahead) == "côté"
    )
    return None if is_noun else last


def _governed(words: _Sentence, ahead: int, _last: int) -> int | None:
    return next((place for place in words.governors(ahead) if _governs(words, place)), None)


def _governs(words: _Sentence, place: int) -> bool:
    """Tell whether a preposition makes a name no subject; not so in « le délégué permanent de l'Inde »."""
    word = words.word(place)
    if (word in words.cues("to") and words.word(place - 1) == "quant") or (word == "des" and not place):
        return False  # « Des élus russes »
    people = next((step for step in (place - 1, place - 2) if words.stands_for(step)), None)
    if word in words.cues("of") and people is not None:
        return _governs(words, words.ahead(people))
    return word in words.cues("governs")


def _behind_apposition(words: _Sentence, place: int) -> int:
    """Give the place behind what stands between commas: « Moscou, pour sa part, insiste »."""
    if words.pause(place) != ",":
        return place
    end = next((step for step in range(place + 1, place + _APPOSITION) if words.pause(step)), place)
    return end if words.pause(end) == "," else place


def _verb_behind(words: _Sentence, _ahead: int, last: int) -> int | None:
    begin = _behind_apposition(words, last + 1)
    for place in range(begin, begin + _REACH):
        pause = words.pause(place) if place > begin or place == last + 1 else ""
        if pause and "«" not in pause:
            break
        if words.kinds(place) & {"quotes", "says"}:
            return place
        if words.word(place) not in _beside_verbs(words.language):
            break
    return None


_TRIED: dict[str, tuple[str, Callable[[_Sentence, int, int], int | None]]] = {
    "according-to": ("speaks", _according_to),
    "one-says": ("speaks", _one_says),
    "recipient": ("addressed", _recipient),
    "called-on": ("addressed", _called_on),
    "adjective": ("about", _adjective),
    "verb-before": ("speaks", _verb_before),
    "governed": ("about", _governed),
    "verb-behind": ("speaks", _verb_behind),
}
