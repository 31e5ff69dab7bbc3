"""What all figures share: what they say of themselves, their template, labels, colours and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

HEIGHT = 420  # of a figure that does not say its own
TOP = 8  # pixels above a plot without a title
TITLE = 48  # and for the title, where no caption of a page takes its place
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f7f7f", "#7060c8")
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": PALETTE,
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 8, "r": 16, "t": TOP, "b": 40},
        "xaxis": {"automargin": True, "zeroline": False},
        "yaxis": {"automargin": True, "zeroline": False},
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "title": {"text": ""},
        },
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
        Asks or answers a question.
    alt : str
        What a reader who does not see it should know: the finding.
    source : str
        Source and method, with the denominator.
    columns : mapping of str to str
        The table under the figure: column of the table to its heading.
    counts : str
        The column whose cells lead to the evidence.
    french : tuple of str
        The columns whose cells are French.
    """

    name: str
    title: str
    alt: str
    source: str
    columns: Mapping[str, str]
    counts: str = "n"
    french: tuple[str, ...] = field(default=())


def finish(figure: go.Figure, table: pd.DataFrame, about: About) -> go.Figure:
    """Give a figure its template, its title and what travels with it: words, table, evidence."""
    layout = figure.layout
    title = {"text": wrap(label(about.title), 80), "font": {"size": 16}}
    place = {"x": 0, "y": 1, "yref": "container", "yanchor": "top", "pad": {"l": 8, "t": 8}}
    figure.update_layout(
        template=TEMPLATE,
        title=title | place,
        height=(layout.height or HEIGHT) + TITLE,
        margin={"t": (layout.margin.t or TOP) + TITLE},
        meta=_meta(table, about),
    )
    return figure


def _meta(table: pd.DataFrame, about: About) -> dict[str, Any]:
    evidence = table["evidence"].tolist() if "evidence" in table else []
    shown = table[list(about.columns)].astype(object)
    links = {about.columns[about.counts]: indices(table, table)} if evidence else {}
    return {
        "id": about.name,
        "title": about.title,
        "above": TITLE,
        "alt": about.alt,
        "source": about.source,
        "columns": list(about.columns.values()),
        "rows": shown.where(shown.notna(), None).to_numpy().tolist(),
        "french": [about.columns[column] for column in about.french],
        "links": links,
        "evidence": evidence,
    }


def indices(part: pd.DataFrame, table: pd.DataFrame) -> list[int]:
    """Give each mark the place of its evidence in the table, -1 where it has none."""
    if not table.index.is_unique:
        raise ValueError("the table's index repeats, so a mark could open the evidence of another; reset it")
    places = {row: place for place, row in enumerate(table.index)}
    evidence = part["evidence"] if "evidence" in part else [""] * len(part)
    return [places[row] if refs else -1 for row, refs in zip(part.index, evidence, strict=True)]


def label(value: object) -> str:
    """Escape a label: plotly reads markup."""
    return escape(str(value), quote=False)


def wrap(text: str, width: int = 22) -> str:
    """Break a label into lines."""
    lines: Sequence[str] = [""]
    for word in text.split(" "):
        fits = len(lines[-1]) + len(word) < width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return "<br>".join(line for line in lines if line)


def parts_by(
    table: pd.DataFrame, colour: str | None, colours: Mapping[str, str] | None
) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Give each group of marks with its rows and its colour; those that have a colour come first."""
    if colour is None:
        yield "", table, PALETTE[0]
        return
    given = colours or {}
    present = list(dict.fromkeys(table[colour]))
    ordered = [
        *(group for group in given if group in present),
        *(group for group in present if group not in given),
    ]
    for number, group in enumerate(ordered):
        yield group, table[table[colour] == group], given.get(group, PALETTE[number % len(PALETTE)])


def axis_labels(labels: pd.Series, about: About) -> list[str]:
    """Give the distinct labels of an axis, wrapped, in the order of the table."""
    if not len(labels):
        raise ValueError(f"the figure '{about.name}' has nothing to show; give a table with at least one row")
    return list(dict.fromkeys(wrap(label(value)) for value in labels))


def row_height(labels: Sequence[str]) -> int:
    """Give the pixels of a row, by the longest of its labels."""
    return 12 + 16 * max(text.count("<br>") + 1 for text in labels)
