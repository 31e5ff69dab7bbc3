"""Documents as the rules for candidates look at them: sentences, quotations, and who is named where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from analysis import french
from analysis.actors import Lexicon, roll_up
from analysis.corpus import Corpus

ARTICLE = r"(?:l[ea]s?\s+|l['’])?"
PEOPLE = (  # who stands for a state or body: « la diplomatie russe », « le représentant de la France »
    r"(?:délégations?|partie|diplomatie|diplomates?|gouvernement|présidente?s?|ministres?|ministère|porte-parole|"
    r"chefs?|responsables?|délégu[ée]e?s?|autorités|représentante?s?|ambassadeurs?|ambassadrice|"
    r"observateurs?|observatrice|négociateurs?|négociatrice|émissaires?|secrétaires?|dirigeants|députés|sénateurs)"
)
AHEAD = 60  # characters before a name in which a preposition or a delegation is looked for

_GOVERNED = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|en|dans|avec|contre|sur|par|chez|envers|vers|entre|pour|sans)\s+"
    rf"{ARTICLE}(?:\w+\s+)?|\bd['’])\W*$",
    re.IGNORECASE,
)
_DELEGATION = re.compile(rf"\b(?:{PEOPLE}|côté|Kremlin)\s+$", re.IGNORECASE)
_STANDS_FOR = re.compile(  # « le représentant de la France », « le porte-parole de la diplomatie chinoise »
    rf"(?<!\bde )(?<!\bdu )\b(?:{PEOPLE}|pays)\s+(?:\w+\s+)?(?:de|du|des|d['’])\s*{ARTICLE}$|"
    rf"\bquant\s+(?:à|au|aux)\s+{ARTICLE}$",
    re.IGNORECASE,
)
_ENOUGH = re.compile(r"(?:^|[\s(«“\"'’])(?:les?|la|l['’])\s*$", re.IGNORECASE)
_ET = re.compile(rf"\s*(?:et|ainsi que|ou)\s+{ARTICLE}", re.IGNORECASE)


class Named(NamedTuple):
    """A mention: its span, the actor, and the state or body that it belongs to."""

    start: int
    end: int
    actor: str
    top: str
    free: bool


@dataclass(frozen=True)
class Document:
    """What the rules look at in one document.

    Parameters
    ----------
    text : str
    sentences : list of (int, int)
    named : list of Named
        In order of the text.
    quotations : list of (int, int)
    speaker : str
        Whom the catalogue calls the document's speaker; '' if nobody.
    joint : list of str
        The two states that the document names most; none if it names but one.
    tops : mapping of str to str
        The state or body that each actor belongs to.
    """

    text: str
    sentences: list[tuple[int, int]]
    named: list[Named]
    quotations: list[tuple[int, int]]
    speaker: str
    joint: list[str]
    tops: Mapping[str, str]

    def named_in(self, low: int, high: int) -> list[Named]:
        """Give the mentions that begin in a stretch."""
        return self.named[bisect_left(self.named, (low,)) : bisect_left(self.named, (high,))]

    def quotation_at(self, place: int) -> tuple[int, int] | None:
        """Give the quotation in which a place lies, if any."""
        before = bisect_left(self.quotations, (place + 1,)) - 1
        is_inside = before >= 0 and place < self.quotations[before][1]
        return self.quotations[before] if is_inside else None


def read_documents(corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon) -> Mapping[str, Document]:
    """Gather what the rules look at, by document."""
    tops = dict(zip(mentions["actor"], roll_up(mentions, lexicon.actors)["actor"], strict=True))
    states = set(lexicon.actors.index[lexicon.actors["type"] == "state"])
    speakers = corpus.documents.get("speaker", pd.Series("", corpus.documents.index))
    sentences: dict[str, list[tuple[int, int]]] = {document: [] for document in corpus.documents.index}
    for document, low, high in rows_of(corpus.sentences, "document", "start", "end"):
        sentences[document].append((low, high))
    named: dict[str, list[Named]] = {document: [] for document in sentences}
    for document, *mention in rows_of(
        mentions, "document", "start", "end", "sentence", "actor", "kind", "form"
    ):
        start, end, sentence, actor, kind, form = mention
        before = corpus.text(document)[max(sentences[document][sentence][0], start - AHEAD) : start]
        named[document].append(Named(start, end, actor, tops[actor], _is_free(before, kind, form)))
    found = {}
    for document, names in named.items():
        text = corpus.text(document)
        counts = Counter(name.top for name in names if name.top in states).most_common(2)
        joint = sorted(state for state, _ in counts) if len(counts) > 1 else []
        speaker = speakers[document] if speakers[document] in lexicon.actors.index else ""
        quoted = list(french.quotations(text))
        found[document] = Document(
            text, sentences[document], _govern_all(text, names), quoted, speaker, joint, tops
        )
    return found


def rows_of(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of a table as plain values, which is faster than ``itertuples``."""
    return zip(*(table[column].tolist() for column in columns), strict=True)


def _is_free(before: str, kind: str, form: str) -> bool:
    """Tell whether a mention may be a subject: no preposition governs it or its delegation."""
    if kind == "demonym":
        noun = _DELEGATION.search(before)
        if not noun:
            return bool(_ENOUGH.search(before)) and form[:1].isupper()
        before = before[: noun.start()]
    return not _GOVERNED.search(before) or bool(_STANDS_FOR.search(before))


def _govern_all(text: str, named: list[Named]) -> list[Named]:
    """Let a preposition govern what « et » joins to its name: « par la Suisse et la Finlande »."""
    found = named[:1]
    for name in named[1:]:
        is_joined = not found[-1].free and _ET.fullmatch(text, found[-1].end, name.start)
        found.append(name._replace(free=False) if is_joined else name)
    return found
