"""How much there is in a corpus of what the sections of a chapter may need."""

from __future__ import annotations

from collections.abc import Callable

from analysis import actors
from analysis.book import archive
from analysis.book.chapter import Chapter
from analysis.book.lookup import instruments
from analysis.corpus.catalogue import UNDATED

_AMOUNTS: dict[str, Callable[[Chapter], int]] = {
    "words": lambda chapter: int((~chapter.tokens["is_stop"]).sum()),
    "passages": lambda chapter: len(chapter.corpus.sentences),
    "documents": lambda chapter: chapter.tokens["document"].nunique(),
    "parts": lambda chapter: len(chapter.parts),
    "years": lambda chapter: len(set(chapter.tokens["year"]) - {UNDATED}),
    "publishers": lambda chapter: len(set(chapter.tokens["publisher_type"]) - {"unknown"}),
    "actors": lambda chapter: chapter.rolled["actor"].nunique(),
    "pairs": lambda chapter: len(actors.co_mentions(chapter.rolled)),
    "terms": lambda chapter: len(chapter.terms),
    "proposals": lambda chapter: len(chapter.coded),
    "recurrences": lambda chapter: int((chapter.coded.groupby("theme")["document"].nunique() > 1).sum()),
    "coded-documents": lambda chapter: chapter.coded["document"].nunique(),
    "events": lambda chapter: len(chapter.events),
    "later": lambda chapter: len(chapter.aftermath),
    "instruments": lambda chapter: len(instruments(chapter)),
    "steps": lambda chapter: int((chapter.events["theme"] != "").sum()),
}


def amounts(chapter: Chapter) -> dict[str, int]:
    """Count what a section can need: also of an archive, of each document, and of each vocabulary.

    Examples
    --------
    >>> from analysis import Corpus
    >>> found = amounts(Chapter(Corpus.from_texts({"a": "Moscou propose un pacte à Washington."})))
    >>> [found[name] for name in ("words", "documents", "actors", "pairs", "proposals")]
    [4, 1, 2, 1, 0]
    """
    words, found = chapter.tokens["document"].value_counts(), chapter.terms["vocabulary"].value_counts()
    whole = archive.Archive(chapter).amounts()
    return {name: count(chapter) for name, count in _AMOUNTS.items()} | whole | dict(words) | dict(found)
