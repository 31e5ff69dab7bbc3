"""What all figures share: what they say of themselves, their template, labels, colours and evidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

TOP = 8  # pixels above a plot without a title
TITLE = 48  # and for a title and a legend, where no caption of a page takes the title's place
LINE = 20  # and for each line of the title
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f7f7f", "#7060c8")
LEGEND = {"orientation": "h", "traceorder": "normal", "title": {"text": ""}}
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": PALETTE,
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 8, "r": 16, "t": TOP, "b": 40},
        "xaxis": {"automargin": True, "zeroline": False},
        "yaxis": {"automargin": True, "zeroline": False},
        "legend": LEGEND | {"x": 0, "y": 1.02, "yanchor": "bottom"},
        "hoverlabel": {"align": "left"},
    }
)


@dataclass(frozen=True)
class About:
    """What a figure says of itself.

    Parameters
    ----------
    name : str
        Its id, unique in the book.
    title : str
        The finding; where there is none, the question.
    alt : str
        What a reader who does not see it should know: the finding.
    source : str
        Source and method, with the denominator.
    columns : mapping of str to str
        The table under the figure: column of the table to its heading.
    counts : str
        The column whose cells lead to the evidence.
    french : tuple of str
        The columns whose cells are words of the documents.
    language : str
        Their language; ``mul`` for several.
    question : str
        What the finding answers, where the title is one.
    """

    name: str
    title: str
    alt: str
    source: str
    columns: Mapping[str, str]
    counts: str = "n"
    french: tuple[str, ...] = ()
    language: str = "fr"
    question: str = ""


def finish(figure: go.Figure, table: pd.DataFrame, about: About, *, heads: int = 0) -> go.Figure:
    """Give a figure its template, its title and what travels with it: words, table, evidence.

    Labels above the plot take ``heads`` pixels; plotly makes room for them, but not for a title over them.
    """
    layout = figure.layout
    title = wrap(label(about.title), 100)
    above, top = TITLE + LINE * (title.count("<br>") + 1), layout.margin.t or TOP
    place = {"x": 0, "y": 1, "yref": "container", "yanchor": "top", "pad": {"l": 8, "t": 8}}
    figure.update_layout(
        template=TEMPLATE,
        title={"text": title, "font": {"size": 16}} | place,
        height=layout.height + above,
        margin={"t": top + above + heads},
        meta=_meta(table, about) | {"above": above, "top": top},
    )
    return figure


def _meta(table: pd.DataFrame, about: About) -> dict[str, Any]:
    evidence = table["evidence"].tolist() if "evidence" in table else []
    shown = table[list(about.columns)].astype(object)
    return {
        "id": about.name,
        "title": about.title,
        "question": about.question,
        "alt": about.alt,
        "source": about.source,
        "columns": list(about.columns.values()),
        "rows": shown.where(shown.notna(), None).to_numpy().tolist(),
        "french": [about.columns[column] for column in about.french],
        **({"language": about.language} if about.language != "fr" else {}),
        "links": {about.columns[about.counts]: indices(table, table)} if evidence else {},
        "evidence": evidence,
    }


def indices(part: pd.DataFrame, table: pd.DataFrame) -> list[int]:
    """Give each mark the place of its evidence in the table, -1 where it has none."""
    if not table.index.is_unique:
        raise ValueError("the table's index repeats, so a mark could open the evidence of another; reset it")
    places = {row: place for place, row in enumerate(table.index)}
    evidence = part["evidence"] if "evidence" in part else [""] * len(part)
    return [places[row] if refs else -1 for row, refs in zip(part.index, evidence, strict=True)]


def ink(shade: str) -> str:
    """Give black or white, whichever is easier to read on a colour: by its relative luminance (WCAG 2).

    Examples
    --------
    >>> ink("#0072b2"), ink("#b8860b")
    ('#ffffff', '#000000')
    """
    parts = (int(shade[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance = sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#000000"


def label(value: object) -> str:
    """Escape a label: plotly reads markup."""
    return escape(str(value), quote=False)


def wrap(text: str, width: int = 22) -> str:
    """Break a label into lines, between words only."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


def labels(values: Iterable[object], width: int = 22) -> list[str]:
    """Escape labels and break them into lines."""
    return [wrap(label(value), width) for value in values]


def parts_by(
    table: pd.DataFrame, colour: str | None, colours: Mapping[str, str] | None
) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Give the label of each group of marks, its rows and its colour; those with a colour come first."""
    if colour is None:
        yield "", table, PALETTE[0]
        return
    given, present = colours or {}, dict.fromkeys(table[colour])
    groups = [group for group in dict.fromkeys([*given, *present]) if group in present]
    for number, group in enumerate(groups):
        shade = given.get(group, PALETTE[number % len(PALETTE)])
        yield label(group), table[table[colour] == group], shade


def axis_labels(values: pd.Series, about: About) -> list[str]:
    """Give the distinct labels of an axis, wrapped, in the order of the table."""
    if not len(values):
        raise ValueError(f"the figure '{about.name}' has nothing to show; give a table with at least one row")
    return list(dict.fromkeys(labels(values)))


def line_count(texts: Iterable[str]) -> int:
    """Count the lines of the longest of some labels."""
    return max(text.count("<br>") + 1 for text in texts)


def row_height(texts: Iterable[str]) -> int:
    """Give the pixels of a row, by the longest of its labels."""
    return 12 + 16 * line_count(texts)
