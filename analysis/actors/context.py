"""Resolve roles, short forms and surnames, document by document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.actors.document_reader import NUMBERS, Mention, Reader, Words
from analysis.actors.roles import Roles
from analysis.corpus import Corpus
from analysis.corpus.phrases import Matches


def resolve(
    corpus: Corpus, table: pd.DataFrame, roles: Roles, names: Sequence[str], found: Matches
) -> pd.DataFrame:
    """Give offices to who holds them, and roles, short forms and surnames to whom the document introduced.

    Parameters
    ----------
    corpus : Corpus
    table : DataFrame
        The mentions by the lexicon, in order: the columns of `Mention`.
    roles : Roles
    names : sequence of str
        The short forms and surnames that were looked up; none, to do no more than to give offices.
    found : Matches
        Where they stand.

    Returns
    -------
    DataFrame
        The same columns, with the mentions that were added; those of which nothing is known left out.
    """
    tokens = corpus.tokens
    documents = tokens["document"].cat.codes.to_numpy()
    shorts = [
        (first, last, names[short])
        for first, last, short in zip(
            found.first.tolist(), found.last.tolist(), found.phrase.tolist(), strict=True
        )
    ]
    of_mention, of_short = documents[table["first"].to_numpy(np.int64)], documents[found.first]
    offices = table["key"].isin(roles.holders).to_numpy()
    touched = np.union1d(of_mention[offices], of_short)
    is_touched = np.isin(of_mention, touched)
    rows = table[is_touched]
    fields = table.columns.tolist()
    columns = [rows[name].tolist() for name in fields]  # sooner than row by row
    mentions = [Mention(*row) for row in zip(*columns, strict=True)]
    of_mention = of_mention[is_touched]
    words = Words(
        tokens["form"].cat.categories.tolist(),
        tokens["form"].cat.codes.to_numpy(),
        tokens["sentence"].to_numpy(),
        tokens["start"].to_numpy(),
        tokens["end"].to_numpy(),
    )
    dates = corpus.documents["date"].astype(str).tolist() if "date" in corpus.documents else []
    done: list[Mention] = []
    for document in touched.tolist():
        part, some, own = (_stretch(of, document) for of in (of_mention, of_short, documents))
        text = corpus.text(corpus.documents.index[document])
        date = dates[document] if dates else ""
        done += Reader(roles, replace(words, low=own.start, high=own.stop), text, date, mentions[part]).read(
            shorts[some]
        )
    known = [mention for mention in done if mention.actor]
    resolved = pd.DataFrame(list(map(attrgetter(*fields), known)), columns=table.columns).astype(
        dict.fromkeys(NUMBERS, "int64")
    )
    both = pd.concat([table[~is_touched], resolved])
    return both.sort_values(["first", "start"], kind="stable", ignore_index=True)


def _stretch(documents: npt.NDArray[np.integer], document: int) -> slice:
    """Give where one document stands in sorted numbers of documents."""
    number = documents.dtype.type(document)  # of another type, all would be converted
    return slice(*(int(np.searchsorted(documents, number, side)) for side in ("left", "right")))
