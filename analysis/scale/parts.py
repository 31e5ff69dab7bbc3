"""What is made of one partition: the functions of the library, on the documents that it holds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import actors, terms
from analysis.corpus import Corpus
from analysis.corpus.corpus import UNSOUGHT, with_paragraphs
from analysis.corpus.words import Numbers, codes_of
from analysis.scale import store
from analysis.scale.sources import ASIDE, CATALOGUE, Part, read
from analysis.terms.counting import YEAR

GROUPS = (*CATALOGUE, YEAR, "document")  # what terms can be counted by


def analyse(part: Part, about: Mapping[str, Any], folder: Path) -> int | str:
    """Read a partition, analyse it, and write its tables; how many documents were set aside, or what broke.

    What it gives and writes is the same, however often it is done.
    """
    try:
        with redirect_stderr(io.StringIO()):  # one bar for all partitions is enough
            documents, aside = read(part.rows)
            tables = tables_of(documents, about) if len(documents) else {}
        for name, rows in tables.items():
            if name != store.DOCUMENTS:
                store.write(folder, name, part.name, rows, about)
        place = part.rows.set_index("document").loc[documents.index].drop(columns=CATALOGUE)
        known = tables[store.DOCUMENTS].join(place, on="document") if tables else documents
        finish(part, known, aside, about, folder)
    except OSError:  # of writing; what cannot be read is set aside
        raise
    except Exception as error:  # whatever a document may do to the analysis
        return f"{type(error).__name__}: {error}"
    return len(aside)


def finish(
    part: Part, documents: pd.DataFrame, aside: pd.DataFrame, about: Mapping[str, Any], folder: Path
) -> None:
    """Write what was set aside, and last the documents: from then on the partition is done."""
    documents = documents.reindex(columns=store.COLUMNS[store.DOCUMENTS])
    if len(aside):
        store.write(folder, store.ASIDE, part.name, aside, about)
    store.write(folder, store.DOCUMENTS, part.name, documents, about)


def set_aside(part: Part, why: str, about: Mapping[str, Any], folder: Path) -> int:
    """Set aside the one document of a partition that broke, and say why; how many are set aside."""
    reason = f"{part.rows['file'].iloc[0]}: it broke the analysis ({why})"
    finish(part, part.rows[:0], part.rows.assign(reason=reason)[ASIDE], about, folder)
    return len(part.rows)


def recurring_lines(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Find the lines that recur in documents; one that breaks that does not count."""
    documents, _ = read(rows)
    if not _is_sound(corpus := Corpus(documents)):
        each = (Corpus(documents[at : at + 1]) for at in range(len(documents)))
        corpus = Corpus(documents[[_is_sound(one) for one in each]])
    return {publisher: sorted(lines) for publisher, lines in corpus.recurring_lines.items()}


def _is_sound(corpus: Corpus) -> bool:
    try:
        return all(corpus.reading(name) is not None for name in corpus.documents.index)
    except Exception:  # whatever a document may do; its partition says it
        return False


def corpus_of(documents: pd.DataFrame, about: Mapping[str, Any]) -> Corpus:
    """Make a corpus of documents that need not be all: what is told by all of them is given."""
    lexicon = about["folder"] and Path(about["folder"])
    return Corpus(documents, tuple(about["counted"]), lexicon, UNSOUGHT, about["recurring"])


def tables_of(documents: pd.DataFrame, about: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Give the tables that a run asks for, and the documents with their sizes."""
    corpus = corpus_of(documents, about)
    wanted = about["tables"]
    found = {store.DOCUMENTS: _sizes(corpus, with_lines=store.MENTIONED in wanted)}
    if store.TERMS in wanted:
        found[store.TERMS] = _terms(corpus, found[store.DOCUMENTS], about)
    if store.TOKENS in wanted:
        found[store.TOKENS] = corpus.tokens
    if store.MENTIONED in wanted or store.FOUND in wanted:
        found[store.MENTIONED] = actors.find(corpus)
    if store.FOUND in wanted:
        from analysis import candidates  # slow to import, and only needed here

        found[store.FOUND] = candidates.find(corpus, mentions=found[store.MENTIONED])
    return {name: found[name] for name in (store.DOCUMENTS, *wanted)}


def _sizes(corpus: Corpus, *, with_lines: bool) -> pd.DataFrame:
    """Give the documents with how long they are; paragraphs, which take a while, where mentions need them."""
    documents = corpus.documents.drop(columns="text").reset_index()
    documents[YEAR] = documents["date"].str[:4]
    documents["characters"] = [len(corpus.text(name)) for name in documents["document"]]
    documents["words"] = _each(corpus, corpus.tokens)
    documents["sentences"] = _each(corpus, corpus.sentences)
    if with_lines:
        lines = with_paragraphs(corpus, corpus.sentences)[["document", "paragraph"]].drop_duplicates()
        documents["paragraphs"] = _each(corpus, lines)
    return documents


def _each(corpus: Corpus, rows: pd.DataFrame) -> Numbers:
    """Count the rows of each document."""
    codes, names = codes_of(rows, "document")
    counts = pd.Series(np.bincount(codes, minlength=len(names)), names)
    return np.asarray(counts.reindex(corpus.documents.index, fill_value=0))


def _terms(corpus: Corpus, documents: pd.DataFrame, about: Mapping[str, Any]) -> pd.DataFrame:
    """Count words as `analysis.terms.frequencies` does, by all values of the columns together."""
    by = list(about["by"])
    number = documents.groupby(by, sort=False).ngroup() if by else pd.Series(0, documents.index)
    groups = documents.loc[~number.duplicated(), by]
    codes, names = codes_of(corpus.tokens, "document")
    of_names = number.set_axis(documents["document"]).reindex(names).to_numpy()
    group = pd.Categorical.from_codes(of_names[codes], range(len(groups)))
    options = {"of": about["of"], "by": "group", "stop_words": about["stop_words"]}
    table = terms.frequencies(corpus.tokens.assign(group=group), **options)
    values = groups[by].iloc[table["group"].to_numpy(int)].reset_index(drop=True)
    return pd.concat([table[[about["of"], "n", "documents"]], values], axis=1)
