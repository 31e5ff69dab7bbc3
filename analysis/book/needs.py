"""What a section needs of a corpus, and the sentence that stands there where the corpus does not have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import analysis

if TYPE_CHECKING:
    from analysis.book.chapter import Chapter

_AMOUNTS: dict[str, Callable[[Chapter], int]] = {
    "words": lambda chapter: int((~chapter.tokens["is_stop"]).sum()),
    "documents": lambda chapter: chapter.tokens["document"].nunique(),
    "parts": lambda chapter: len(chapter.parts),
    "years": lambda chapter: len(set(chapter.tokens["year"]) - {analysis.corpus.catalogue.UNDATED}),
    "publishers": lambda chapter: len(set(chapter.tokens["publisher_type"]) - {"unknown"}),
    "actors": lambda chapter: chapter.rolled["actor"].nunique(),
    "pairs": lambda chapter: len(analysis.actors.co_mentions(chapter.rolled)),
    "terms": lambda chapter: len(chapter.terms),
    "proposals": lambda chapter: len(chapter.coded),
    "recurrences": lambda chapter: int((chapter.coded.groupby("theme")["document"].nunique() > 1).sum()),
    "coded-documents": lambda chapter: chapter.coded["document"].nunique(),
    "events": lambda chapter: len(chapter.events),
    "steps": lambda chapter: int((chapter.events["theme"] != "").sum()),
}
_NEED = re.compile(r"% needs (\d+) ([A-Za-z0-9-]+): (.+)")
_HEADING = re.compile(r"(#+) ")


def amounts(chapter: Chapter) -> dict[str, int]:
    """Count what a section can need: also the words of each document, and the terms of each vocabulary.

    Examples
    --------
    >>> from analysis.book import Chapter
    >>> from analysis import Corpus
    >>> found = amounts(Chapter(Corpus.from_texts({"a": "Moscou propose un pacte à Washington."})))
    >>> [found[name] for name in ("words", "documents", "actors", "pairs", "proposals")]
    [4, 1, 2, 1, 0]
    """
    words, found = chapter.tokens["document"].value_counts(), chapter.terms["vocabulary"].value_counts()
    return {name: count(chapter) for name, count in _AMOUNTS.items()} | dict(words) | dict(found)


def leave_out(source: str, there: Mapping[str, int]) -> str:
    r"""Leave out what a chapter has no data for.

    A line ``% needs 2 documents: A sentence.`` asks this of the corpus for all that follows it in its
    section. Where the corpus has less, the sentence stands in its place.

    Parameters
    ----------
    source : str
        A chapter in MyST Markdown.
    there : mapping of str to int
        As from `amounts`.

    Examples
    --------
    >>> source = "# Actors\n% needs 2 documents: Nothing to compare.\nA figure.\n# Words\n"
    >>> leave_out(source, {"documents": 1})
    '# Actors\nNothing to compare.\n\n# Words\n'
    """
    return "".join(_kept(source.splitlines(keepends=True), there))


def _kept(lines: list[str], there: Mapping[str, int]) -> Iterator[str]:
    level, left_out, fence = 0, 0, ""  # left_out: the level of the heading under which nothing is kept
    for line in lines:
        if line.startswith(("```", "~~~", ":::")):
            mark = line[: len(line) - len(line.lstrip(line[0]))]
            fence = "" if fence and mark.startswith(fence) else fence or mark
        elif not fence and (heading := _HEADING.match(line)):
            level = len(heading[1])
            left_out = 0 if level <= left_out else left_out
        elif not fence and not left_out and (need := _NEED.match(line)):
            if there.get(need[2], 0) >= int(need[1]):
                continue
            left_out = level or 1
            yield f"{need[3]}\n\n"
        if not left_out:
            yield line
