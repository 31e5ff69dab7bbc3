"""Documents as the rules for candidates look at them: sentences, quotations, and who is named where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pandas as pd

from analysis import french
from analysis.actors import Lexicon, find, roles_in_sentences
from analysis.actors.lexicon import PROVISIONAL, with_parents
from analysis.actors.names import is_first_name, is_title
from analysis.candidates.genres import ANALYSIS, REPORT, SPEECH, genre_of
from analysis.candidates.patterns import ARTICLE, patterns
from analysis.corpus import Corpus
from analysis.tables import rows_of

HEAD = 2  # sentences at whose head the one who says *nous* may be named
MANY = 6  # states named: beyond, no two of them are « les deux parties »
SEVERAL, RARE = 5, 20  # sentences of a document that reports; in one of how many somebody speaks there
THANKED = 200  # characters between thanks and those who are thanked
OFTEN = 2  # how often a text says *nous* that speaks itself
UN, STATES = "UN", "un-member-states"  # whose members are all states

_GOVERNED = ("adjective", "governed", "recipient", "one-says")  # by which a name is no subject
_SPOKEN = (  # « je voudrais », « votre position »: somebody speaks to somebody
    re.compile(r"\b(?:j(?:e\s|['’])|m(?:e\s|['’]))", re.IGNORECASE),
    re.compile(r"\bvo(?:us|tre|s)\b", re.IGNORECASE),
)
_THANKS = re.compile(r"\bremerci\w*[^.!?\n]*$", re.IGNORECASE)
_BLANK = re.compile(r"\n *\n")
_LABEL = re.compile(  # « M. Lavrov (Fédération de Russie) : Nous … », « M. Lavrov. – Nous … »
    r"^[^\S\n]*(?:[–—•-][^\S\n]*)?([^\W\d_][^\n:«»\",;()]{0,60}?)((?:[^\S\n]*\([^\n()]{1,60}\)){0,2})"
    r"[^\S\n]*(?::(?=\s)|\.[^\S\n]*[–—]\s)",
    re.MULTILINE,
)
_PART = r"(?:d[eu]\s|d['’]|l[ea]\s)?[A-ZÀ-Ý][\w’'-]{0,30}\.?"
_TURN = re.compile(  # « M. Patrick Ba, rapporteur. Je … », « Mme la présidente. La parole … », in a debate
    rf"^[^\S\n]*((?:M\.|Mme)\s(?:l[ea]\s\w+|{_PART}(?:\s{_PART}){{0,4}}?))((?:\s?,\s[^\n.:«»]{{1,120}})?)"
    r"\s?\.(?:[^\S\n]*[–—-])?\s(?=[«“\"A-ZÀ-Ý])",
    re.MULTILINE,
)
_SAYS_HE = re.compile(r"-t-(?:il|elle|on)\b")
_OPENS = re.compile(r"\s*[«“\"]")
_ET = re.compile(rf"\s*(?:et|ainsi que|ou)\s+{ARTICLE}", re.IGNORECASE)


class Named(NamedTuple):
    """A mention: its span, the actor, and the state or body that it belongs to.

    ``free``: no preposition governs it; ``speaks``: as `roles_in_sentences` says; ``tagged``: it does so
    behind the words that say so (*a déclaré Moscou*).
    """

    start: int
    end: int
    actor: str
    top: str
    free: bool
    speaks: bool
    tagged: bool


@dataclass(frozen=True)
class Document:
    """What the rules look at in one document; what is nobody is ''.

    ``genre``: as `genre_of` says. ``is_silent``: hardly anybody speaks in it but its author. ``voice`` says
    *nous*: whom the catalogue calls the document's speaker; without one, whoever the heading of a speech
    names first, or whoever is named at the document's head; in a speech else the state named most; in an
    author's analysis nobody. ``speaker`` says what nobody else is said to say: the voice of a speech, or of
    a document that the catalogue gives a speaker, or that says *nous* more than once and lets its voice speak
    at its head, unless it is a report.
    ``labels``: where lines begin with who speaks (*Mao Ning :*), the actor, and whether it is a turn of a
    debate (*M. Ba. – Je*): that holds to the next label, others to an empty line too. ``members``: whose
    *États membres* are meant, an organisation named at its head.
    """

    text: str
    sentences: list[tuple[int, int]]
    named: list[Named]  # in order of the text
    quotations: list[tuple[int, int]]
    genre: str
    is_silent: bool
    voice: str
    speaker: str
    labels: list[tuple[int, str, bool]]
    members: str
    joint: list[str]  # the two states that it names most; none if it names but one, or many
    tops: Mapping[str, str]  # the state or body that each actor belongs to
    capitals: Mapping[str, str]  # the state whose government each capital stands for

    def named_in(self, low: int, high: int) -> list[Named]:
        """Give the mentions that begin in a stretch."""
        return self.named[bisect_left(self.named, (low,)) : bisect_left(self.named, (high,))]

    def quotation_at(self, place: int) -> tuple[int, int] | None:
        """Give the quotation in which a place lies, if any."""
        before = bisect_left(self.quotations, (place + 1,)) - 1
        is_inside = before >= 0 and place < self.quotations[before][1]
        return self.quotations[before] if is_inside else None

    def label_at(self, place: int) -> str | None:
        """Give the actor whose label a place stands under, '' if not known; None where there are none."""
        before = bisect_left(self.labels, (place + 1,)) - 1
        if before < 0:
            return None
        begin, actor, is_turn = self.labels[before]
        return None if not is_turn and _BLANK.search(self.text, begin, place) else actor


def read_documents(corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon) -> Mapping[str, Document]:
    """Gather what the rules look at, by document."""
    parents = lexicon.actors["parent"].to_dict()
    tops = {actor: with_parents(actor, parents)[-1] for actor in mentions["actor"].unique()}
    of_type: dict[str, set[str]] = defaultdict(set)  # a lexicon of one's own may lack a type
    for actor, kind in lexicon.actors["type"].items():
        of_type[kind].add(actor)
    of_type["person"] |= {actor for actor in tops if PROVISIONAL in actor}
    metonyms = lexicon.aliases[lexicon.aliases["kind"] == "metonym"]
    capitals = dict(rows_of(metonyms[metonyms["actor"].isin(of_type["state"])], "alias", "actor"))
    nothing = pd.Series("", corpus.documents.index)
    speakers, genres = (corpus.documents.get(name, nothing) for name in ("speaker", "genre"))
    sentences: dict[str, list[tuple[int, int]]] = {document: [] for document in corpus.documents.index}
    for document, low, high in rows_of(corpus.sentences, "document", "start", "end"):
        sentences[document].append((low, high))
    named: dict[str, list[Named]] = {document: [] for document in sentences}
    told = roles_in_sentences(corpus, mentions)
    columns = ("document", "start", "end", "actor", "part", "part_rule")
    for document, start, end, actor, part, rule in rows_of(told, *columns):
        speaks = part == "speaks"
        tagged = speaks and rule not in ("verb-behind", "beside")
        named[document].append(Named(start, end, actor, tops[actor], rule not in _GOVERNED, speaks, tagged))
    voices = {document: genre_of(corpus.text(document), str(genres[document])) for document in named}
    headings = _headings(corpus, lexicon, voices)
    found = {}
    for document, names in named.items():
        text = corpus.text(document)
        states = _most_named((name for name in names if not _is_thanked(text, name)), of_type["state"])
        joint = sorted(states[:2]) if 1 < len(states) < MANY else []
        quoted = list(french.quotations(text))
        speaker = speakers[document] if speakers[document] in lexicon.actors.index else ""
        head = [
            name
            for name in names
            if name.end <= sentences[document][:HEAD][-1][1] and not _is_thanked(text, name)
        ]
        genre = voices[document][0]
        nouns = (name for name in names if not text[name.start].islower() and not _is_thanked(text, name))
        likely = _most_named(nouns, of_type["state"])  # « l'élection américaine » is no speaker's country
        voice = speaker or _voice(genre, headings.get(document, ""), head, of_type, likely)
        is_heard = any(name.speaks for name in head if name.actor == voice)
        if not speaker and (
            genre == SPEECH or (genre != REPORT and is_heard and _says(patterns().we, text, quoted))
        ):
            speaker = voice
        if not genre and all(_says(words, text, quoted) for words in _SPOKEN):
            genre = SPEECH
        members = [*_most_named(head, of_type["organisation"] - {UN}), ""][0]
        if members:
            names = [
                name._replace(actor=members, top=members) if name.actor == STATES else name for name in names
            ]
        found[document] = Document(
            text,
            sentences[document],
            _govern_all(text, names),
            quoted,
            genre,
            _is_silent(genre, text, names, len(sentences[document])),
            voice,
            speaker,
            _labels(text, names, of_type["person"]),
            members,
            joint,
            tops,
            capitals,
        )
    return found


def _is_thanked(text: str, name: Named) -> bool:
    """Tell whether a speaker thanks somebody: who is thanked does not speak."""
    return _THANKS.search(text, max(0, name.start - THANKED), name.start) is not None


def _most_named(names: Iterable[Named], among: set[str]) -> list[str]:
    counts = Counter(name.top for name in names if name.top in among)
    return [top for top, _ in counts.most_common()]


def _is_silent(genre: str, text: str, names: list[Named], sentences: int) -> bool:
    """Tell whether an author writes who reports nobody: an analysis, an account of an incident."""
    speak = sum(name.speaks for name in names) + len(_SAYS_HE.findall(text))
    return genre == ANALYSIS or (not genre and sentences >= SEVERAL and speak * RARE < sentences)


def _headings(
    corpus: Corpus, lexicon: Lexicon, voices: Mapping[str, tuple[str, tuple[int, int]]]
) -> dict[str, str]:
    """Give whom the heading of each speech names first; it is no counted text, and so has no mentions."""
    lines = {
        document: f"{corpus.text(document)[low:high]}."
        for document, (genre, (low, high)) in voices.items()
        if genre == SPEECH and low < high
    }
    if not lines:
        return {}
    named = find(Corpus.from_texts(lines), lexicon, provisional=True)
    types = named["actor"].map(lexicon.actors["type"])
    first = (
        named[(named["kind"] != "demonym") & (types != "company")]
        .drop_duplicates("document")
        .set_index("document")["actor"]
    )
    return {str(document): str(actor) for document, actor in first.items()}


def _voice(
    genre: str, heading: str, head: list[Named], of_type: Mapping[str, set[str]], states: list[str]
) -> str:
    """Give who says *nous* in a document; '' where that is its author, or nobody is known."""
    if genre == ANALYSIS:
        return ""
    likely = [heading] if heading else _at_head(head, of_type)
    return next(iter([*likely, *(states if genre == SPEECH else ())]), "")


def _at_head(head: list[Named], of_type: Mapping[str, set[str]]) -> list[str]:
    """Give who may say *nous*: persons and ministries first, then whoever is not governed."""
    persons = of_type["person"] | of_type["ministry"]
    others = (of_type["state"] | of_type["organisation"] | of_type["bloc"]) - {UN}
    named = [name for name in head if name.free and name.actor in persons | others]
    named = [name for name in named if name.speaks or name.actor not in of_type["person"]]
    return [name.actor for name in sorted(named, key=lambda name: name.actor not in persons)]


def _says(words: re.Pattern[str], text: str, quoted: list[tuple[int, int]]) -> bool:
    """Tell whether a text says such words itself more than once, outside what it quotes."""
    spoken = place = 0
    for low, high in [*quoted, (len(text), len(text))]:
        spoken += len(list(islice(words.finditer(text, place, max(place, low)), OFTEN)))
        if spoken >= OFTEN:
            return True
        place = high
    return False


def _labels(text: str, names: list[Named], persons: set[str]) -> list[tuple[int, str, bool]]:
    """Find the lines that begin with who speaks: named there, behind a title, or there more than once."""
    turns = {match.start(): match for match in _TURN.finditer(text)}
    lines = {match.start(): match for match in _LABEL.finditer(text) if _is_label(match[1])}
    found = [match for _, match in sorted({**lines, **turns}.items())]
    counts = Counter(match[1] for match in found)
    ends = {name.end: name.actor for name in names}
    labels = []
    for match in found:
        actor = ends.get(match.end(1)) or ends.get(match.end(2) - 1, "")  # M. Petrov (Fédération de Russie)
        if actor or counts[match[1]] > 1 or is_title(match[1].split()[0]):
            labels.append((match.start(), actor, match.start() in turns))
    if len(found) == 1 and _OPENS.match(text, found[0].end()):
        return []  # a headline: « Lavrov : "Nous …" »
    return labels if len(labels) > 1 or any(actor in persons for _, actor, _ in labels) else []


def _is_label(words: str) -> bool:
    """Tell whether points in a label belong to titles and initials alone: no sentence ends there."""
    return not any("." in word and not (is_title(word) or is_first_name(word)) for word in words.split())


def _govern_all(text: str, named: list[Named]) -> list[Named]:
    """Let a preposition govern what « et » joins to its name: « par la Suisse et la Finlande »."""
    found = named[:1]
    for name in named[1:]:
        is_joined = not found[-1].free and _ET.fullmatch(text, found[-1].end, name.start)
        found.append(name._replace(free=False) if is_joined else name)
    return found
