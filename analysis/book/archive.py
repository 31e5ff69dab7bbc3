"""Numbers of a large archive beside a sample of it: each leads to the passages that the sample holds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis import evidence
from analysis.tables import contract, load_table, sound, text_column
from analysis.terms.counting import content

if TYPE_CHECKING:
    from analysis.book.chapter import Chapter

FOLDER = "archive"  # beside that of the corpus
BY = ("year", "publisher")
MOST_PERIODS = 6  # and what has no date: as many columns as a phone shows
LISTED, LEFT_OUT = "listed", "left out"  # function words, among the words
NUMBERS = ("n", "documents", "words", "sentences", "too_long", "sampled", "start", "end")
_COUNTS = ["name", "by", "value", "n", "documents"]
COLUMNS = {
    "about": ["name", "value"],
    "strata": [*BY, "documents", "words", "sentences", "too_long", "sampled"],
    "sample": ["document", "in_archive", "file", *BY],
    "spans": ["table", "name", "document", "start", "end"],
    **dict.fromkeys(("words", "mentions", "candidates"), _COUNTS),
}


def read(folder: Path, table: str) -> pd.DataFrame:
    """Read one of the tables that stand for the whole archive; without rows where there is none."""
    path = folder / f"{table}.csv"
    columns = {name: text_column(empty=True) for name in COLUMNS[table]}
    if not path.is_file():
        return pd.DataFrame(columns=[*columns], dtype=str)
    rows = sound(load_table(path, contract(COLUMNS[table][0], **columns)))
    return rows.astype({name: int for name in columns if name in NUMBERS}).reset_index(drop=True)


class Archive:
    """The tables of a whole archive, as a chapter of a book of its sample shows them.

    Parameters
    ----------
    chapter : Chapter
        Its corpus holds the sample; the tables stand in the folder ``archive`` beside that of the corpus.
    """

    def __init__(self, chapter: Chapter) -> None:
        self.chapter = chapter
        self.folder = (chapter.corpus.folder or Path()).parent / FOLDER

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What the files hold, by the names of `COLUMNS`."""
        return {table: read(self.folder, table) for table in COLUMNS}

    @cached_property
    def about(self) -> dict[str, str]:
        """What the tables were made of, by name, such as ``documents``, ``words`` and ``seed``."""
        return dict(self.tables["about"].itertuples(index=False, name=None))

    @cached_property
    def strata(self) -> pd.DataFrame:
        """Years and publishers, with documents, words, sentences, too_long, sampled, and ``period``."""
        return self._with_period(self.tables["strata"])

    @cached_property
    def sample(self) -> pd.DataFrame:
        """The documents of the sample that the corpus holds, with ``year``, ``publisher``, ``period``."""
        rows = self._with_period(self.tables["sample"])
        return rows[rows["document"].isin(self.chapter.corpus.documents.index)].set_index("document")

    @cached_property
    def periods(self) -> dict[str, str]:
        """The period of each year; at most `MOST_PERIODS` of the same length."""
        return periods(self.tables["strata"]["year"])

    def amounts(self) -> dict[str, int]:
        """Count the rows of the tables, for `analysis.book.needs`."""
        return {f"archive-{table}": len(rows) for table, rows in self.tables.items()}

    def sizes(self, by: str) -> pd.DataFrame:
        """Give the size of each ``year``, ``period`` or ``publisher``; evidence: how its documents begin."""
        sizes = self.strata.groupby(by)[["documents", "words", "sentences", "too_long", "sampled"]].sum()
        begins = self.chapter.corpus.sentences.drop_duplicates("document")
        return self._linked(
            sizes.reset_index(), begins.join(self.sample[[by]], on="document"), [by], "documents"
        )

    def counts(self, table: str, by: str, *, most: int | None = None) -> pd.DataFrame:
        """Count ``words``, ``mentions`` or ``candidates`` by ``year``, ``period`` or ``publisher``.

        Returns
        -------
        DataFrame
            name, the column ``by``, n, documents, of_words and of_documents (how many there are of that
            column's value), in_sample, evidence; the ``most`` frequent names first, each with all values.
        """
        rows = self._of(table, "year" if by == "period" else by).rename(columns={"value": by})
        if by == "period":
            rows[by] = rows[by].map(self.periods)
        sizes = self.strata.groupby(by)[["words", "documents"]].sum().add_prefix("of_")
        names = most_met(rows, most)["name"]
        grid = pd.MultiIndex.from_product([names, sizes.index], names=["name", by])
        sums = rows.groupby(["name", by])[["n", "documents"]].sum().reindex(grid, fill_value=0)
        spans = self._spans(table).join(self.sample[[by]], on="document")
        return self._linked(sums.join(sizes, on=by).reset_index(), spans, ["name", by])

    def totals(self, table: str, *, most: int | None = None) -> pd.DataFrame:
        """Count ``words``, ``mentions`` or ``candidates`` in the whole archive: `counts` without ``by``."""
        return self._linked(most_met(self._of(table, "year"), most), self._spans(table), ["name"])

    def _of(self, table: str, by: str) -> pd.DataFrame:
        rows = self.tables[table]
        return rows[rows["by"] == by]

    def _spans(self, table: str) -> pd.DataFrame:
        """Give the places of what a table counts in the documents of the sample, with their ``name``."""
        if table == "words":
            column, names = self.about["of"], {*self.tables[table]["name"]}
            tokens = self.chapter.corpus.tokens
            listed = content(tokens, stop_words=self.about["function_words"] == LISTED)
            rows = tokens[listed & tokens[column].isin(names)].rename(columns={column: "name"})
        else:
            rows = self.tables["spans"].query("table == @table")
        rows = rows[rows["document"].isin(self.sample.index)].astype({"document": str, "name": str})
        return rows[evidence.in_one_sentence(self.chapter.corpus, rows)]

    def _linked(
        self, table: pd.DataFrame, spans: pd.DataFrame, keys: list[str], n: str = "n"
    ) -> pd.DataFrame:
        """Give each count the places of it that are in the sample, and say that they are a part of it."""
        places = evidence.locate(self.chapter.corpus, spans)["reference"].groupby(
            [spans[key] for key in keys]
        )
        found = places.agg(in_sample="size", evidence=evidence.join_references).rename_axis(keys)
        table = table.join(found, on=keys).fillna({"in_sample": 0, "evidence": ""}).astype({"in_sample": int})
        pairs = zip(table["evidence"], table[n], strict=True)
        return table.assign(evidence=[evidence.sampled(some, whole) for some, whole in pairs])

    def _with_period(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(period=rows["year"].map(self.periods))


def most_met(rows: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """Add up the counts of each name: name, n, documents; the most frequent first, of one ``n`` by name."""
    sums = rows.groupby("name")[["n", "documents"]].sum().reset_index()
    return sums.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)[:most]


def periods(years: Iterable[str], most: int = MOST_PERIODS) -> dict[str, str]:
    """Put years into periods of one length, the shortest that gives no more than ``most``.

    Examples
    --------
    >>> periods(["2001", "2002", "without a date"])
    {'2001': '2001', '2002': '2002', 'without a date': 'without a date'}
    >>> periods(["1999", "2001", "2004"], most=2)
    {'1999': '1995–1999', '2001': '2000–2004', '2004': '2000–2004'}
    """
    known = sorted(year for year in {*years} if year.isdecimal())
    for length in (1, 2, 5, 10, 20, 50, 100, 1000):
        first = {year: int(year) // length * length for year in known}
        if len({*first.values()}) <= most:
            break
    named = {year: f"{at}–{at + length - 1}" if length > 1 else year for year, at in first.items()}
    return {year: named.get(year, year) for year in dict.fromkeys(years)}
