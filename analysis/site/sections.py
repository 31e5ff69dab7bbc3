"""Sections that a corpus has no data for, and the sentence that stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NEED = re.compile(r"% needs (\d+) ([A-Za-z0-9-]+): (.+)")
_HEADING = re.compile(r"(#+) ")


def leave_out(source: str, there: Mapping[str, int]) -> str:
    r"""Leave out what a chapter has no data for.

    A line ``% needs 2 documents: A sentence.`` asks this of the corpus for all that follows it in its
    section. Where the corpus has less, the sentence stands in its place.

    Parameters
    ----------
    source : str
        A chapter in MyST Markdown.
    there : mapping of str to int
        As from `analysis.book.needs.amounts`.

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
