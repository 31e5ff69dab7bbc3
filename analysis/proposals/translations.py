"""Our translations of the counted sentences, each kept under its passage's id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from analysis.corpus import Corpus
from analysis.evidence import sentence_ids
from analysis.tables import contract, load_table, sound, text_column

TRANSLATIONS = "translations.csv"
SCHEMA = contract(
    "translation",
    passage=text_column(unique=True),
    document=text_column(),
    quote=text_column(),
    gloss=text_column(),
)
FIRST = ["document", "start", "end", "sentence", "passage"]


def load_translations(corpus: Corpus, path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the translations, and find the sentence of each.

    Parameters
    ----------
    corpus : Corpus
    path : Path, optional
        The translations; without it, ``translations.csv`` beside the catalogue, if there is one.

    Returns
    -------
    DataFrame
        One row a sentence, in order of the text: document, start, end, sentence, passage, ``quote`` (the
        sentence, its blanks joined) and ``gloss``. Only rows whose passage was found with these words.
    list of str
        Every problem, in order of the rows: a passage that the corpus does not have (the nearest sentence
        is given), one that stands in another document, words that are not the sentence's.
    """
    path = path or (corpus.folder / TRANSLATIONS if corpus.folder else None)
    nothing = pd.DataFrame(columns=["passage", "document", "quote", "gloss"], dtype=str)
    table, problems = load_table(path, SCHEMA) if path and path.is_file() else (nothing, [])
    sentences = sentence_ids(corpus)
    sentences["text"] = [" ".join(text.split()) for text in sentences["text"]]
    told = table.reset_index(names="row").merge(sentences, on="passage", how="left", suffixes=("", "_there"))
    same = (told["document"] == told["document_there"]) & (told["quote"] == told["text"])
    problems += [
        f"{path}, row {row.row}: {_problem(row, sentences)}"
        for row in told[~same].itertuples()
        if row.passage and row.document and row.quote
    ]
    found = sentences.merge(told.loc[same, ["passage", "quote", "gloss"]], on="passage")
    return found[[*FIRST, "quote", "gloss"]], problems


def _problem(row: Any, sentences: pd.DataFrame) -> str:
    """Say what is wrong with a row, or which sentence is the nearest to its words."""
    there, words = row.document_there, row.text
    if not isinstance(there, str):  # no sentence has the passage's id
        near = process.extractOne(row.quote, sentences["text"].to_dict(), scorer=fuzz.ratio)
        hint = f"the nearest sentence is '{near[0]}', {sentences.loc[near[2], 'passage']}; " if near else ""
        return f"passage '{row.passage}' is not in the corpus; {hint}mend the row or delete it"
    if there != row.document:
        return f"passage '{row.passage}' stands in the document '{there}', not in '{row.document}'; mend it"
    return f"quote '{row.quote}' is not the sentence of '{row.passage}', which is '{words}'; mend the quote"


def read_translations(corpus: Corpus, path: Path | None = None) -> pd.DataFrame:
    """Read the translations of the counted sentences, as `load_translations` does.

    Parameters
    ----------
    corpus : Corpus
    path : Path, optional
        The translations; without it, ``translations.csv`` beside the catalogue, if there is one.

    Returns
    -------
    DataFrame
        As from `load_translations`; without rows where there is no file.

    Raises
    ------
    InputError
        With every problem of the translations.

    Examples
    --------
    >>> read_translations(Corpus.from_texts({"a": "Oui."})).columns.tolist()
    ['document', 'start', 'end', 'sentence', 'passage', 'quote', 'gloss']
    """
    return sound(load_translations(corpus, path))
