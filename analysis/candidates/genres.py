"""Kinds of document by who speaks in them: a speech, a report of others' words, an author's analysis.

The words that tell the kind stand in ``genres.csv``: those of the catalogue's ``genre`` and those with which
a line at a document's head begins.
"""

from __future__ import annotations

import re
from functools import cache

from analysis.spelling import plain
from analysis.tables import LEXICON, contract, load_table, one_of, sound, text_column

SPEECH, REPORT, ANALYSIS = VOICES = ("speech", "report", "analysis")
GENRES = contract(
    "words", words=text_column(unique=True), voice=one_of(*VOICES), note=text_column(empty=True)
)
LEAD = 60  # characters before it in its line: « Union européenne - Déclaration de … »
HEAD = 800  # characters of a document at whose lines its kind is looked for


@cache
def _signs() -> re.Pattern[str]:
    table = sound(load_table(LEXICON / "genres.csv", GENRES))
    words = {voice: rows["words"].map(_folded).map(re.escape) for voice, rows in table.groupby("voice")}
    kinds = "|".join(
        f"(?P<{voice}>{'|'.join(sorted(some, key=len, reverse=True))})" for voice, some in words.items()
    )
    return re.compile(rf"^[^\w\n]*(?:[^\n]{{1,{LEAD}}} [-–—] )?(?:{kinds})(?:s?\b|(?<='))", re.MULTILINE)


def _folded(words: str) -> str:
    return plain(words).lower()


def genre_of(text: str, told: str = "") -> tuple[str, tuple[int, int]]:
    r"""Say whose words a document gives, and where the line that shows it begins and ends, if one does.

    ``told`` is what the catalogue says, which goes before signs of the text: ``speech``, ``report``,
    ``analysis``; '' where neither says anything.

    Examples
    --------
    >>> genre_of("Discours de M. Ba, ministre\nMesdames et Messieurs, …"), genre_of("Moscou dort.")
    (('speech', (0, 27)), ('', (0, 0)))
    >>> genre_of("Moscou dort.", told="incident report")
    ('analysis', (0, 0))
    """
    said, inside = _signs().match(_folded(told)), _signs().search(_folded(text[:HEAD]))
    voice = next((str(sign.lastgroup) for sign in (said, inside) if sign), "")
    if not inside or inside.lastgroup != voice:
        return voice, (0, 0)
    end = text.find("\n", inside.end())
    return voice, (inside.start(), end if end >= 0 else len(text))
