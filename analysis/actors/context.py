"""Resolve roles, short forms and surnames, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

import numpy as np
import pandas as pd

from analysis.actors.coreference import NUMBERS, Mention, Reader
from analysis.actors.roles import Roles
from analysis.corpus import Corpus
from analysis.corpus.phrases import Matches
from analysis.tables import rows_of

_TOLD = ["date", "speaker", "country", "publisher_type", "language"]  # what the catalogue says of a document
GOVERNMENT = "government"


def resolve(
    corpus: Corpus, table: pd.DataFrame, roles: Roles, names: Sequence[str], found: Matches
) -> pd.DataFrame:
    """Give offices to who holds them, and roles, short forms and surnames to whom the document introduced.

    ``table`` holds the mentions by the lexicon, in order: the columns of `Mention`; ``found`` says where
    the short forms and surnames stand that are ``names``. Mentions of which nothing is known are left out.
    """
    words = corpus.words
    of_mention, of_short = words.documents[table["first"].to_numpy(np.int64)], words.documents[found.first]
    offices = table["key"].isin(roles.holders).to_numpy()
    catalogue = corpus.documents.reindex(columns=_TOLD, fill_value="").astype(str)
    speak = np.flatnonzero(catalogue["speaker"].reindex(words.names).isin(roles.persons))
    is_touched = np.isin(of_mention, [*of_mention[offices], *of_short, *speak])
    fields = table.columns.tolist()
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for document, row in zip(
        of_mention[is_touched].tolist(), rows_of(table[is_touched], *fields), strict=True
    ):
        mentions[document].append(Mention(*row))
    shorts: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for document, first, last, short in zip(
        of_short.tolist(), found.first.tolist(), found.last.tolist(), found.phrase.tolist(), strict=True
    ):
        shorts[document].append((first, last, names[short]))
    done: list[Mention] = []
    for document in sorted({*mentions, *shorts}):
        name = words.names[document]
        date, speaker, country, kind, language = catalogue.loc[name]
        home = country if kind == GOVERNMENT else ""
        reader = Reader(roles, words, corpus.reading(name), date, mentions[document], home, speaker, language)
        done += reader.read(shorts[document])
    known = [mention for mention in done if mention.actor]
    resolved = pd.DataFrame(list(map(attrgetter(*fields), known)), columns=table.columns)
    both = pd.concat([table[~is_touched], resolved.astype(dict.fromkeys(NUMBERS, "int64"))])
    return both.sort_values(["first", "start"], kind="stable", ignore_index=True)
