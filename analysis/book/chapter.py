"""A corpus as a chapter of the book sees it, and a verb for each thing that the chapter shows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import actors, evidence, figures, proposals, terms
from analysis.book import cells
from analysis.book.cells import Said
from analysis.book.columns import french, headings, largest, rounded
from analysis.book.html import NONE
from analysis.corpus import Corpus, read_corpus
from analysis.corpus.catalogue import UNDATED, labels, own_lexicon, readable_date
from analysis.corpus.rules import DEFAULT
from analysis.tables import sound

REFERENCES = ("evidence", "reference")  # columns that hold the evidence of their row
MOST_PARTS = 20  # documents that a figure shows one by one
MOST_ROWS = 2000  # of a table
UNNAMED = "a site that the file does not name"


class Chapter:
    """The corpus, its labels, mentions and codings as the chapters show them.

    Parameters
    ----------
    corpus : Corpus, optional
        Without it, the nearest one: see `analysis.read_corpus`.
    of : str, optional
        The actor whose positions the book sets out; without it, the one that voices most of the coded
        proposals, persons and bodies counted for the state or organisation above them.

    Examples
    --------
    >>> chapter = Chapter(Corpus.from_texts({"a": "Moscou propose un pacte à Washington."}))
    >>> chapter.say(named=chapter.mentions).named
    2
    >>> chapter.claim(len(chapter.mentions) > 2, named=chapter.mentions)
    No longer holds with these data:
    """

    def __init__(self, corpus: Corpus | None = None, *, of: str | None = None) -> None:
        self.corpus = read_corpus() if corpus is None else corpus
        self._of = of

    @cached_property
    def of(self) -> str:
        """The actor whose positions the book sets out; '' where nothing is coded."""
        if self._of is None:
            rows = proposals.by_actor(self._all_coded, "proposer")
            voiced = actors.roll_up(rows.rename(columns={"proposer": "actor"}), self.lexicon.actors)["actor"]
            return str(voiced.mode().get(0, ""))
        return self._of

    @cached_property
    def language(self) -> str:
        """The language of the documents; ``mul``, where there are several."""
        known = self.corpus.documents["language"].unique().tolist()
        return str(known[0]) if len(known) == 1 else "mul" if known else DEFAULT

    @cached_property
    def by(self) -> str:
        """The column by which parts of the corpus are compared.

        ``label``, the documents; where they are more than `MOST_PARTS`, ``year`` or else ``publisher_type``.
        """
        if len(self.label) <= MOST_PARTS:
            return "label"
        years = self.tokens["year"].nunique()
        return "year" if 1 < years <= MOST_PARTS else "publisher_type"

    @cached_property
    def parts(self) -> list[str]:
        """The values of `by`, in order of date."""
        return [*self.label] if self.by == "label" else sorted(set(self.tokens[self.by]))

    @cached_property
    def label(self) -> pd.Series:
        """Short names of the documents, by their ids."""
        return labels(self.corpus.documents)

    @cached_property
    def lexicon(self) -> actors.Lexicon:
        """The actors and their names."""
        return actors.lexicon_of(self.corpus)

    @cached_property
    def name(self) -> pd.Series:
        """English names of the actors, by their ids."""
        return self.lexicon.actors["name_en"]

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions of actors, as from `actors.find`, with ``name`` and ``label``."""
        return self._named(actors.find(self.corpus, self.lexicon))

    @cached_property
    def rolled(self) -> pd.DataFrame:
        """The mentions, each counted for the state or organisation above its actor."""
        return self._named(actors.roll_up(self.mentions, self.lexicon.actors))

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The words, with ``label``, ``speaker`` (the name), ``publisher_type`` and ``year``."""
        return self._described(self.corpus.tokens)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The terms of the field, as from `terms.find`, with ``reference`` and the columns of `tokens`."""
        found = evidence.locate(self.corpus, terms.find(self.corpus))
        genres = self.corpus.documents.reindex(columns=["genre"], fill_value="")["genre"]
        communique = found["document"].map(genres) == "communiqué"
        found["voice"] = found["voice"].mask(communique, "reported")  # it speaks for itself throughout
        return self._described(found)

    @cached_property
    def field(self) -> pd.DataFrame:
        """The terms that are counted, which are those that ship and those of the corpus's own lexicon."""
        return terms.read_terms(also=own_lexicon(self.corpus.folder))

    @cached_property
    def codebook(self) -> pd.Series:
        """Names of the codes, by layer and code."""
        return proposals.read_codebook().set_index(["layer", "code"])["name"]

    @cached_property
    def every(self) -> pd.DataFrame:
        """The coded proposals and restatements, with their codes' and actors' names.

        Beside the columns of `proposals.coded`: label, year, publisher_type, theme_name, act_name,
        forum_name, group (of the forum), side (who voices it: ``own``, ``joint``, ``other``), side_name,
        who, towards.
        """
        rows = self._described(self._all_coded)
        named = {f"{of}_name": rows[of].map(self.codebook[of]) for of in ("theme", "act", "forum")}
        side, state = proposals.sides(rows, self.lexicon.actors, of=self.of), self.name.get(self.of, "nobody")
        return rows.assign(
            **named,
            group=proposals.forum_groups(rows["forum"]),
            side=side,
            side_name=side.map({"own": state, "joint": f"{state} with others", "other": "others"}),
            who=rows["proposer"].map(self.names),
            towards=rows["addressee"].map(self.names).replace("", "nobody named"),
        )

    @cached_property
    def coded(self) -> pd.DataFrame:
        """The coded proposals, restatements left out."""
        return self.every[self.every["restates"] == ""].reset_index(drop=True)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The dated events that the texts name, as from `proposals.events`, with the columns of `tokens`."""
        return self._described(self._read(proposals.load_events, proposals.EVENTS))

    @cached_property
    def aftermath(self) -> pd.DataFrame:
        """Events after the texts, as from `proposals.load_aftermath`."""
        return self._read(proposals.load_aftermath, proposals.AFTERMATH)

    @cached_property
    def _all_coded(self) -> pd.DataFrame:
        return self._read(partial(proposals.load_coded, lexicon=self.lexicon), proposals.NAME)

    def _read(self, load: Callable[..., tuple[pd.DataFrame, list[str]]], name: str) -> pd.DataFrame:
        """Read codings; where their file is not there, nothing is coded."""
        path = None if self.corpus.folder is None else self.corpus.folder / name
        if path is None or not path.is_file():
            return load(self.corpus, Path(os.devnull))[0]
        return sound(load(self.corpus, path))

    def names(self, cell: str) -> str:
        """Give the English names of the actors in a cell, joined as they are there by ``;``."""
        return "; ".join(self.name[actor] for actor in cell.split(";") if actor)

    def themes(self, rows: pd.DataFrame, order: Iterable[str] = ()) -> tuple[str, pd.DataFrame]:
        """Name the themes of some proposals, in the codebook's order or another, with these proposals."""
        there = set(rows["theme_name"])
        return ", ".join(one for one in order or self.codebook["theme"] if one in there) or "none", rows

    def _described(self, rows: pd.DataFrame) -> pd.DataFrame:
        about = self.corpus.documents.reindex(columns=["speaker", "publisher_type", "date"], fill_value="")
        about["speaker"] = about["speaker"].map(self.name).fillna("unnamed speaker")
        about = about.assign(year=about["date"].str[:4].replace("", UNDATED), label=self.label).drop(
            columns="date"
        )
        return rows.assign(**{name: rows["document"].map(about[name]) for name in about})

    def _named(self, rows: pd.DataFrame) -> pd.DataFrame:
        return self._described(rows.assign(name=rows["actor"].map(self.name)))

    def evidence(self, rows: pd.DataFrame | pd.Series) -> str:
        """Give the evidence of a number that rests on rows: spans, or counts that have theirs."""
        known = [name for name in REFERENCES if name in rows]
        if not known:
            return evidence.references(self.corpus, pd.DataFrame(rows))
        some = rows[known[0]]
        return evidence.join_references((some if isinstance(some, str) else " ".join(some)).split())

    def say(self, **given: object) -> Said:
        """Give numbers for prose, each leading to its passages: ``said.name`` is the one given as ``name``.

        Parameters
        ----------
        **given : DataFrame, tuple or object
            Rows, of which the number is said; a pair of what is said and the rows that it rests on; or
            what is said alone, such as a total.
        """
        return self.claim(True, **given)

    def claim(self, holds: object, /, **given: object) -> Said:
        """Guard a statement of the prose; numbers as for `say`.

        The tests fail on a page with a statement that no longer holds, and the page marks it.
        """
        return Said(bool(holds), **{name: self._number(value) for name, value in given.items()})

    def _number(self, given: object) -> cells.Html:
        if isinstance(given, cells.Html):
            return given
        if isinstance(given, pd.DataFrame):
            given = len(given), given
        value, rows = given if isinstance(given, tuple) else (given, None)
        return cells.number(value, "" if rows is None else self.evidence(rows))

    def quote(self, row: pd.Series, *, own: Iterable[tuple[int, int]] = ()) -> cells.Html:
        """Show a coded proposal: its words, our translation, who voices it and where it was printed.

        Words at the places ``own`` are marked.
        """
        document = self.corpus.documents.loc[row["document"]]
        certainty = self.codebook["certainty", row["certainty"]].lower()
        return cells.quotation(
            row["quote"],
            translation=row["gloss"],
            speaker=f"{row['who']} ({certainty})",
            publisher=document["publisher"].replace("unknown", UNNAMED),
            date=readable_date(document["date"]),
            evidence=row["reference"],
            marks=[(*place, "own") for place in own],
            language=document["language"],
        )

    def quotes(self, rows: pd.DataFrame) -> cells.Html:
        """Show coded proposals as `quote` does, one below the other."""
        return cells.joined(self.quote(row) for _, row in rows.iterrows())

    def wordings(self, rows: pd.DataFrame) -> cells.Html:
        """Show two coded proposals side by side, with the words marked that only one of them has."""
        places = proposals.own_words(*rows["quote"])
        pairs = zip(rows.iterrows(), places, strict=True)
        shown = cells.joined(self.quote(row, own=own) for (_, row), own in pairs)
        return cells.Html(f'<div class="quotation-pair">{shown.html}</div>', shown.text)

    def table(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        columns: Iterable[str] | None = None,
        heads: Mapping[str, str] | None = None,
        link: str | Mapping[str, Iterable[str]] = "n",
        addresses: Mapping[str, Iterable[str]] | None = None,
        filters: Iterable[str] = (),
        chosen: Mapping[str, str] | None = None,
        **options: bool,
    ) -> cells.Html:
        """Show columns of a table under their headings; one of them leads to the evidence.

        Parameters
        ----------
        frame : DataFrame
            With ``evidence`` or ``reference`` where a column is to lead to it.
        columns : iterable of str, optional
            What is shown; without it all columns but the evidence.
        heads : mapping of str to str, optional
            Headings other than those of ``columns.csv``.
        link : str or mapping of str to iterable of str
            The column that leads to the evidence; or for each column that does, that of its cells.
        addresses, filters, chosen, **options
            As for `analysis.book.table`, whose options are ``folded`` and ``searchable``.
            Of a longer table the first `MOST_ROWS` are shown, and the caption says so.
        """
        if len(frame) > MOST_ROWS:
            caption = f"{caption} (the first {MOST_ROWS} of {len(frame):,} rows)"
        frame = frame.head(MOST_ROWS)
        known = [name for name in REFERENCES if name in frame]
        shown = list(frame.columns.drop(known) if columns is None else columns)
        head = headings(shown, heads)
        if isinstance(link, str):
            link = {link: frame[known[0]]} if known and link in head else {}
        return cells.table(
            rounded(frame[shown]).rename(columns=head),
            caption=caption,
            french=[head[name] for name in french(shown)],
            language=self._languages_of(frame),
            links={head[name]: [*of_rows][:MOST_ROWS] for name, of_rows in link.items()},
            addresses={head[name]: [*of_rows][:MOST_ROWS] for name, of_rows in (addresses or {}).items()},
            filters={headings([name], heads)[name]: [*frame[name]] for name in filters},
            chosen={headings([name], heads)[name]: value for name, value in (chosen or {}).items()},
            **options,
        )

    def cross(self, counts: pd.DataFrame, caption: str, *, total: bool = False) -> cells.Html:
        """Show counts by two columns, the table's first two, as a table of the one by the other.

        Parameters
        ----------
        counts : DataFrame
            As from `analysis.evidence.counts`.
        caption : str
        total : bool
            Whether each row and column ends with its sum, where what is counted counts once.
        """
        row, column, *_ = counts.columns
        if total:
            sums = [{column: "All"}, {row: "All"}, {row: "All", column: "All"}]
            every = pd.concat(
                [counts.astype({row: object, column: object}).assign(**some) for some in [{}, *sums]]
            )
            both = every.groupby([row, column], sort=False)
            counts = both.agg(
                n=("n", "sum"), evidence=("evidence", lambda some: " ".join(filter(None, some)))
            )
            counts = counts.reset_index()
        shown = counts["n"].astype(object).where(counts["n"] > 0, NONE)
        wide = counts.assign(shown=shown).pivot_table(
            ["shown", "evidence"], row, column, aggfunc="first", sort=False, observed=True
        )
        heads = {name: str(name) for name in wide["shown"]}
        return self.table(wide["shown"].reset_index(), caption, heads=heads, link=dict(wide["evidence"]))

    def _languages_of(self, frame: pd.DataFrame) -> str | list[str]:
        if "document" not in frame:
            return self.language
        known = self.corpus.documents["language"].to_dict()
        return [known.get(document, self.language) for document in frame["document"]]

    def matrix(self, table: pd.DataFrame, name: str, title: str, **options: Any) -> go.Figure | None:
        """Draw a matrix, ``row`` and ``column`` the table's first two; options as for `figures.matrix`."""
        options = dict(zip(("row", "column"), table.columns, strict=False)) | options
        return self.figure(figures.matrix, table, name, title, axes=("row", "column"), **options)

    def bars(self, table: pd.DataFrame, name: str, title: str, **options: Any) -> go.Figure | None:
        """Draw bars; options as for `figure` and `figures.bars`."""
        return self.figure(figures.bars, table, name, title, axes=("y", "colour"), **options)

    def intervals(self, table: pd.DataFrame, name: str, title: str, **options: Any) -> go.Figure | None:
        """Draw rates with their intervals; options as for `figure` and `figures.intervals`."""
        return self.figure(figures.intervals, table, name, title, axes=("y", "colour"), **options)

    def lanes(self, table: pd.DataFrame, name: str, title: str, **options: Any) -> go.Figure | None:
        """Draw when things were, in lanes; options as for `figure` and `figures.lanes`."""
        return self.figure(figures.lanes, table, name, title, axes=("lane", "y", "colour"), **options)

    def figure(
        self,
        draw: Callable[..., go.Figure],
        table: pd.DataFrame,
        name: str,
        title: str,
        *,
        finding: str = "",
        axes: Iterable[str] = (),
        columns: Iterable[str] | None = None,
        n: str = "Count",
        heads: Mapping[str, str] | None = None,
        source: str = "",
        alt: str = "",
        counts: str = "n",
        **options: Any,
    ) -> go.Figure | None:
        """Draw a table of counts with its title, source, alternative text, data and evidence.

        Parameters
        ----------
        draw : callable
            A function of `analysis.figures`.
        table : DataFrame
            As that function takes it, with the column ``evidence`` or ``reference``.
        name, title : str
            The figure's id in the book, and the question that it answers.
        finding : str
            The answer, which is then the title; empty where it does not hold: see `Said.then`.
        axes, columns : iterable of str, optional
            What the table under the figure shows: ``columns``, or those that the options in ``axes`` name.
        n, heads
            The heading of the column ``n``: what the counts count; others, as for `table`.
        source : str
            Source and method, with the denominator.
        alt : str
            The finding, for a reader who does not see the figure; without it, the largest counts.
        counts : str
            The column whose cells lead to the evidence.
        **options
            For ``draw``.

        Returns
        -------
        plotly.graph_objects.Figure or None
            Nothing where the table is empty.
        """
        if table.empty:
            return None
        table = rounded(table if "evidence" in table else table.rename(columns={"reference": "evidence"}))
        drawn = [options[axis] for axis in axes if options.get(axis)]
        shown = list(columns or dict.fromkeys([*drawn, counts]))
        head = headings(shown, {"n": n, **(heads or {})})
        alt = alt or largest(table, shown, counts)
        question = title if finding else ""
        about = figures.About(
            name, finding or title, alt, source, head, counts, french(shown), self.language, question
        )
        return draw(table, about, **options)
