"""What documents hold that are to be added: what their rows rest on, what is set aside, what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis import actors, candidates
from analysis.corpus import Corpus
from analysis.corpus.catalogue import EMPTY, SCHEMA, own_lexicon
from analysis.corpus.copies import originals
from analysis.project.adding import Addition, known_documents

MOST_SHOWN = 30  # documents that are described one by one
MOST_NAMES = 8
SAID = ("publisher", "publisher_type", "country", "genre", "speaker")
LEAST_HEARD = 2  # times that a speaker must speak, and more often than all others
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def printable(text: str) -> str:
    r"""Show what is not seen, and what would move the cursor or break a line, by its number.

    Examples
    --------
    >>> print(printable("a\nb\x1b[31m.txt"))
    a\x0ab\x1b[31m.txt
    """
    return _UNSEEN.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


class Report:
    """What is known of documents before they are added.

    Parameters
    ----------
    additions : list of Addition
        With their ids, as from `analysis.project.adding.settle`.
    folder : Path
        Of the corpus; what it holds is compared with them, and its own lexicon is used.
    """

    def __init__(self, additions: list[Addition], folder: Path) -> None:
        rows = pd.DataFrame([row | {"text": text} for _, text, row in additions])
        for name, value in EMPTY.items():
            rows[name] = rows[name].replace("", value)
        self.corpus = Corpus(rows.set_index("document"))
        self.known = known_documents(folder)
        self.lexicon = actors.read_lexicon(also=own_lexicon(folder))
        self.mentions = actors.find(self.corpus, self.lexicon)
        self.unknown = actors.unknown_names(self.corpus, self.mentions, self.lexicon)
        self.candidates = candidates.find(self.corpus, lexicon=self.lexicon, mentions=self.mentions)
        heard = self._heard()
        self.additions = [
            Addition(original, text, row | {"speaker": row["speaker"] or heard.get(row["document"], "")})
            for original, text, row in additions
        ]

    def _heard(self) -> dict[str, str]:
        """Give the actor who speaks more often than all others together, by document."""
        parts = actors.roles_in_sentences(self.corpus, self.mentions)
        found = {}
        for document, rows in parts[parts["part"] == "speaks"].groupby("document", observed=True)["actor"]:
            counts = rows.value_counts()
            if counts.iloc[0] >= LEAST_HEARD and 2 * counts.iloc[0] > len(rows):
                found[str(document)] = str(counts.index[0])
        return found

    def lines(self) -> Iterator[str]:
        """Say it, a line each, nothing in them that a terminal would take for a command."""
        if len(self.additions) <= MOST_SHOWN:
            yield from map(printable, self._documents())
        yield from map(printable, self._summary())

    def _documents(self) -> Iterator[str]:
        words, mentions, found = (
            rows["document"].value_counts() for rows in (self.corpus.tokens, self.mentions, self.candidates)
        )
        for original, _, row in self.additions:
            name = row["document"]
            yield f"{name}: {row['title'] or 'no title'}"
            yield f"  from {original}"
            basis = f": {row['date_basis']}" if row["date_basis"] else ""
            yield f"  date {row['date'] or 'not known'}{basis}"
            if any(row[of] for of in SAID):
                yield "  " + "; ".join(f"{of.replace('_', ' ')} {row[of]}" for of in SAID if row[of])
            yield (
                f"  words {words.get(name, 0)}, mentions of actors {mentions.get(name, 0)}, "
                f"candidates for proposals {found.get(name, 0)}"
            )

    def _summary(self) -> Iterator[str]:
        corpus = self.corpus
        yield (
            f"documents {len(self.additions)}, words of counted text {len(corpus.tokens)}, "
            f"sentences {len(corpus.sentences)}"
        )
        aside = corpus.segments[~corpus.segments["counted"]]
        sizes = (aside["end"] - aside["start"]).groupby(aside["kind"]).sum().sort_values(ascending=False)
        if len(sizes):
            yield "set aside, in characters: " + ", ".join(f"{kind} {size}" for kind, size in sizes.items())
        yield f"mentions of actors {len(self.mentions)}, candidates for proposals {len(self.candidates)}"
        names = self.unknown["form"].value_counts(sort=False)
        if len(names):
            first = ", ".join(f"{name} {n}" for name, n in names.head(MOST_NAMES).items())
            yield f"names that are not in the lexicon {len(names)}: {first}{' …' * (len(names) > MOST_NAMES)}"
        yield from self._copies()
        empty = {
            name: sum(not row[name] for _, _, row in self.additions)
            for name in SCHEMA.columns
            if name != "label"
        }
        if any(empty.values()):
            yield "not known, and left empty: " + ", ".join(f"{of} {n}" for of, n in empty.items() if n)

    def _copies(self) -> Iterator[str]:
        """Say which of the new documents repeat another, of the corpus or new."""
        old = Corpus(self.known)
        names = [*self.known.index, *self.corpus.documents.index]
        readings = [of.reading(name) for of in (old, self.corpus) for name in of.documents.index]
        for place, first in enumerate(originals(readings)):
            if place >= len(self.known) and first != place:
                yield f"near-copy: {names[place]} repeats {names[first]} but for a few lines"
