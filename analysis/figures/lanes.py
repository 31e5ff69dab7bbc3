"""Lanes: when things were, line by line, in groups."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, finish, indices, label, labels, parts_by

INSET = 0.2  # of the width, for what was long before
ROW = 32  # pixels of a line, whose name takes two at most
WIDTH = 34  # characters of a name
SHORT = 0.04  # of the axis: what is shorter is a point


def lanes(
    table: pd.DataFrame,
    about: About,
    *,
    lane: str,
    y: str,
    when: str = "date",
    shown: str = "when",
    since: int | None = None,
    colour: str | None = None,
    colours: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each row on a line of its own, under the heading of its lane, as long as its date is wide.

    Parameters
    ----------
    table : DataFrame
        One row a line: ``lane``, ``y`` (its name), ``when``, ``shown``, ``colour``, ``evidence``; the lanes
        in the order of their first rows.
    about : About
    lane, y, colour : str
    when : str
        A column of ISO dates, as exact as known, or two of them joined by ``/``.
    shown : str
        The column of the words that stand beside the mark.
    since : int, optional
        The year in which the wide part of the axis begins; what ended before stands in a narrow one.
    colours : mapping of str to str, optional
        Value of ``colour`` to colour.

    Examples
    --------
    >>> table = pd.DataFrame({"text": ["A", "A"], "name": ["pact", "talks"], "date": ["1972", "2021/2025"]})
    >>> about = About("when", "When?", "pact, talks", "", {"name": "Name"}, "name")
    >>> lanes(table.assign(when="then"), about, lane="text", y="name", since=2020).layout.xaxis2.range
    (2020, 2026.0)
    """
    spans = table[when].map(_span)
    table = table.assign(from_=spans.str[0], to=spans.str[1])
    since = int(table["from_"].min()) if since is None else since
    early = table["to"] < since
    places, ticks = _lines(table, lane, y)
    figure = go.Figure()
    ends = {"x": (table["from_"].min() - 3, since), "x2": (since, table["to"].max())}
    for group, part, shade in parts_by(table, colour, colours):
        for axis, (first, last) in ends.items():
            rows = part[early[part.index] == (axis == "x")]
            length = rows["to"] - rows["from_"]
            long = length > SHORT * (last - first)
            middle = rows["from_"] + length / 2
            right = (middle < (first + last) / 2) | (axis == "x")
            beside = middle.where(~long, rows["to"].where(right, rows["from_"]))
            common = {"name": group, "xaxis": axis, "legendgroup": group}
            hover = {
                "hovertext": [f"{label(r[y])}: {label(r[shown])}" for _, r in rows.iterrows()],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "customdata": indices(rows, table),
            }
            figure.add_bar(
                orientation="h",
                base=rows["from_"].where(long).tolist(),
                x=length.where(long).tolist(),
                y=places[rows.index].tolist(),
                width=0.3,
                marker={"color": shade},
                showlegend=bool(colour) and axis == "x2",
                **common,
                **hover,
            )
            figure.add_scatter(
                mode="markers+text",
                x=beside.tolist(),
                y=places[rows.index].tolist(),
                text=[f"  {label(words)}  " for words in rows[shown]],
                textposition=right.map({True: "middle right", False: "middle left"}).tolist(),
                marker={"color": shade, "opacity": 1, "size": [0 if bar else 11 for bar in long]},
                cliponaxis=False,
                showlegend=False,
                **common,
                **hover,
            )
    wide = {"showgrid": True, "tickformat": "d"}
    some = bool(early.any())
    figure.update_layout(
        xaxis=wide
        | {"range": ends["x"], "domain": [0, INSET - 0.02], "nticks": 2, "tickangle": 0, "visible": some},
        xaxis2=wide | {"range": ends["x2"], "domain": [INSET if some else 0, 1], "anchor": "y"},
        yaxis={
            "tickvals": [*range(len(ticks))],
            "ticktext": ticks,
            "range": [len(ticks) - 0.4, -0.6],
            "showgrid": False,
        },
        height=120 + ROW * len(ticks),
        barmode="overlay",
    )
    return finish(figure, table, about)


def _lines(table: pd.DataFrame, lane: str, y: str) -> tuple[pd.Series, list[str]]:
    """Give the place of each row, and the labels of all lines: each lane's heading, then its rows."""
    places, ticks = {}, []
    for name, rows in table.groupby(lane, sort=False, observed=True):
        ticks.append("<br>".join(f"<b>{line}</b>" for line in labels([name], WIDTH)[0].split("<br>")))
        for row, text in zip(rows.index, labels(rows[y], WIDTH), strict=True):
            places[row] = len(ticks)
            ticks.append(text)
    return pd.Series(places), ticks


def _span(dates: str) -> tuple[float, float]:
    """Give the first and the last moment of an ISO date in years: a month is a twelfth, a day a point."""
    first, _, last = dates.partition("/")
    return _ends(first)[0], _ends(last or first)[1]


def _ends(date: str) -> tuple[float, float]:
    year, *rest = map(int, date.split("-"))
    if not rest:
        return year, year + 1.0
    start = year + (rest[0] - 1) / 12
    day = start + (rest[1] - 1) / 372 if len(rest) > 1 else None
    return (start, start + 1 / 12) if day is None else (day, day)
