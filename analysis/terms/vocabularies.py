"""The terms of the field, of one word or many, and which of its vocabularies is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from analysis import french
from analysis.corpus import Corpus
from analysis.corpus.catalogue import own_lexicon
from analysis.corpus.phrases import find_phrases, is_phrase
from analysis.corpus.rules import KNOWN
from analysis.corpus.words import codes_of
from analysis.evidence import crosstab, in_text_order
from analysis.tables import LEXICON, is_slug, load_table, one_of, remember, sound, text_column
from analysis.terms.counting import groups_of, noted

NAME = "terms.csv"
SCHEMA = pa.DataFrameSchema(
    {
        "term": text_column(is_phrase, "at least one word", unique=True),
        "vocabulary": text_column(is_slug, "letters, digits and hyphens"),
        "gloss": text_column(),
        "language": one_of(*KNOWN, empty=True, required=False),
    },
    name="term",
    strict=True,
)


def load_terms(path: Path | None = None, *, also: Sequence[Path] = ()) -> tuple[pd.DataFrame, list[str]]:
    """Read the terms of the field and their problems: term, vocabulary, gloss (English), language.

    A term of a language is looked for in documents of that language only, one of none in all.
    ``also``: folders whose terms.csv, where there is one, is added; its rows take the place of ours.
    """
    return load_extended(NAME, SCHEMA, path=path, also=also)


def load_extended(
    name: str, schema: pa.DataFrameSchema, *, path: Path | None = None, also: Sequence[Path] = ()
) -> tuple[pd.DataFrame, list[str]]:
    """Read a table of the lexicon, or that at ``path``; rows of folders are added or take their place."""
    own = [place / name for place in also if (place / name).is_file()]
    loaded = [load_table(file, schema) for file in (path or LEXICON / name, *own)]
    table = pd.concat([table for table, _ in loaded], ignore_index=True)
    return table.drop_duplicates(schema.name, keep="last"), [
        problem for _, some in loaded for problem in some
    ]


def read_terms(path: Path | None = None, *, also: Sequence[Path] = ()) -> pd.DataFrame:
    """Read the terms of the field as `load_terms` does.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return sound(load_terms(path, also=also))


def find(corpus: Corpus, *, terms: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the terms of the field, the longest match first, in any inflection.

    Parameters
    ----------
    corpus : Corpus
    terms : DataFrame, optional
        As from `read_terms`, which gives the default.

    Returns
    -------
    DataFrame
        One row an occurrence: document, start, end, sentence, term, vocabulary, form, and ``voice``:
        ``quoted`` where it stands inside quotation marks, ``reported`` where the publisher's own
        sentence uses it.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "La « cybersécurité », soit la sécurité de l'information."})
    >>> find(corpus)[["term", "vocabulary", "voice"]].values.tolist()
    [['cyber*', 'cyber', 'quoted'], ["sécurité de l'information", 'information-security', 'reported']]
    """
    terms = read_terms(also=own_lexicon(corpus.folder)) if terms is None else terms
    parts = [_find(part, _of_language(terms, language)) for language, part in corpus.by_language.items()]
    return parts[0] if len(parts) == 1 else in_text_order(corpus, pd.concat(parts))


def _of_language(terms: pd.DataFrame, language: str) -> pd.DataFrame:
    return terms[terms["language"].isin(["", language])] if "language" in terms else terms


def _find(corpus: Corpus, terms: pd.DataFrame) -> pd.DataFrame:
    found = find_phrases(corpus.tokens, terms["term"].tolist(), inflected=True)
    found = found.rename(columns={"phrase": "term"}).merge(
        terms[["term", "vocabulary"]], on="term", how="left"
    )
    found["form"] = [corpus.text(row.document)[row.start : row.end] for row in found.itertuples()]
    inside = {document: french.quotations(corpus.reading(document)) for document in corpus.documents.index}
    found["voice"] = [
        "quoted" if any(start <= row.start < end for start, end in inside[row.document]) else "reported"
        for row in found.itertuples()
    ]
    return found


def vocabularies(found: pd.DataFrame, tokens: pd.DataFrame, *, by: str = "document") -> pd.DataFrame:
    """Compare how often each vocabulary is used, by the values of a column.

    Parameters
    ----------
    found : DataFrame
        As from `find`, with the column ``by``.
    tokens : DataFrame
        As ``Corpus.tokens``, with the column ``by``: gives the totals.
    by : str
        Such as ``document``, or a column of the catalogue (`with_catalogue`).

    Returns
    -------
    DataFrame
        One row a value of ``by`` and vocabulary, zeros included: ``by``, vocabulary, n, total (words),
        per_1000, and ``share`` = n / all occurrences of any vocabulary at that value (missing if none).

    Raises
    ------
    InputError
        If a column is not there, or a term stands at a value of ``by`` without words.
    """
    groups_of(found, tokens, by)  # refuses a term where there are no words
    totals = tokens.groupby(by, observed=True).size()
    names = codes_of(found, "vocabulary")[1]
    order = {by: totals.index.astype(object), "vocabulary": names}
    table = crosstab(found, by, "vocabulary", order=order)
    table["total"] = table[by].map(totals.to_dict()).astype(int)
    table["per_1000"] = 1000 * table["n"] / table["total"]
    of_all = table.groupby(by)["n"].transform("sum")
    table["share"] = table["n"] / of_all.where(of_all > 0)
    table = noted(table, tokens, f"terms of {len(names)} vocabularies by {by}, longest match")
    return remember(table, lambda: found, by, "vocabulary")
