"""The files that a book offers and its search reads: passages, codings, and the words of both languages."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pandas as pd

from analysis.book.chapter import Chapter
from analysis.book.lookup import base_forms, codings, english, passages
from analysis.tables import write_csv

PASSAGES = "search-passages.js"
FRENCH = "search-french.js"
PART = 200_000  # characters of text in a script with passages
CODING = (
    "proposal document date publisher passage start end quote gloss proposer addressee who towards "
    "party_name side theme forum act stance certainty restates note"
).split()


def data_files(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Give name and content of each file: of the search, and ``data/passages.csv`` and ``data/codings.csv``.

    Passages of many documents are in several scripts, a document's in one.
    """
    table = passages(chapter)
    sizes = table["text"].astype(str).str.len().groupby(table["document"], sort=False).sum()
    parts = (sizes.cumsum() - sizes) // PART
    first = table.drop_duplicates("document").set_index("document")
    about = {
        document: {
            "title": row.title,
            "printed": f"{row.publisher}, {row.date}".strip(", "),
            "lang": row.language,
            "part": int(parts[document]),
        }
        for document, row in zip(first.index, first.itertuples(), strict=True)
    }
    scripts = {
        str(number): [_entry(row) for row in rows.itertuples()]
        for number, rows in table.groupby(table["document"].map(parts).astype(int))
    }
    whole = len(scripts) < 2
    names = [*english(chapter)]
    known = {"documents": about, "parts": scripts if whole else {}}
    yield PASSAGES, _script("bookPassages", known)
    for number, entries in () if whole else scripts.items():
        yield PASSAGES.replace(".", f"-{number}."), _script(f'bookPassages.parts["{number}"]', entries)
    yield FRENCH, _script("bookFrench", {"lemmas": base_forms(chapter), "english": names})
    yield "data/passages.csv", _csv(_whole_passages(chapter, table))
    rows = codings(chapter).assign(
        passage=lambda every: every["reference"].str.replace(":[^:]*$", "", regex=True)
    )
    dates = chapter.corpus.documents.reindex(columns=["date", "publisher"], fill_value="")
    yield (
        "data/codings.csv",
        _csv(rows.drop(columns=[*dates], errors="ignore").join(dates, on="document")[CODING]),
    )


def _entry(row: pd.Series) -> dict[str, object]:
    """Give a passage as the pages' scripts read it, without what is empty."""
    codes = {name: getattr(row, name) for name in ("actor", "theme", "term") if getattr(row, name)}
    given = {"translations": row.glosses, "codes": codes, "codings": row.codings}
    return {"id": row.Index, "text": row.text} | {name: some for name, some in given.items() if some}


def _whole_passages(chapter: Chapter, table: pd.DataFrame) -> pd.DataFrame:
    """Give every passage with its document, its place in the file, and our translation."""
    about = chapter.corpus.documents.reindex(columns=["title", "date", "publisher", "url"], fill_value="")
    rows = table[["document", "sentence", "start", "end", "text", "actor", "theme", "term"]].join(
        about, on="document"
    )
    lists = {name: table[name].map("; ".join) for name in ("actor", "theme", "term")}
    return rows.assign(translation=table["glosses"].map(" / ".join), **lists).reset_index(names="passage")


def _csv(table: pd.DataFrame) -> str:
    """Write a table for readers and for spreadsheets, which take the mark at its head for UTF-8."""
    write_csv(table, out := io.StringIO())
    return "\ufeff" + out.getvalue()


def _script(name: str, content: object) -> str:
    return f"window.{name}={json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"
