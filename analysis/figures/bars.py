"""Bars: how much of each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, axis_labels, finish, indices, ink, labels, parts_by, row_height


def bars(
    table: pd.DataFrame,
    about: About,
    *,
    y: str,
    x: str = "n",
    colour: str | None = None,
    colours: Mapping[str, str] | None = None,
    x_title: str = "",
) -> go.Figure:
    """Draw horizontal bars, the first row on top; stacked by ``colour`` if given.

    Parameters
    ----------
    table : DataFrame
        One row a bar, or a part of one: ``y`` (label), ``x`` (length), ``colour``, ``evidence``.
    about : About
    y, x, colour : str
        Columns of the table.
    colours : mapping of str to str, optional
        Value of ``colour`` to colour.
    x_title : str
        What the axis measures, with its unit.

    Returns
    -------
    plotly.graph_objects.Figure

    Examples
    --------
    >>> table = pd.DataFrame({"word": ["paix"], "n": [2], "evidence": ["a-1:0-4"]})
    >>> about = About("words", "Which words?", "paix, twice", "One text.", {"word": "Word", "n": "Count"})
    >>> bars(table, about, y="word").layout.meta["links"]
    {'Count': [0]}
    """
    figure = go.Figure()
    for group, part, shade in parts_by(table, colour, colours):
        figure.add_bar(
            orientation="h",
            name=group,
            x=part[x].tolist(),
            y=labels(part[y]),
            text=[f"{value:.1f}" if isinstance(value, float) else value or "" for value in part[x].tolist()],
            textposition="inside" if colour else "outside",
            insidetextanchor="middle",
            insidetextfont={"color": ink(shade)} if colour else None,
            textangle=0,
            cliponaxis=False,
            marker={"color": shade},
            customdata=indices(part, table),
            hovertemplate="%{y}: %{x}<extra>" + group + "</extra>",
        )
    order = axis_labels(table[y], about)
    height = 110 + row_height(order) * len(order)
    figure.update_layout(barmode="stack", showlegend=bool(colour), height=height, bargap=0.25)
    # as labels, whatever they look like: of years and words together plotly would keep the years alone
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=order[::-1], showgrid=False)
    figure.update_xaxes(title=x_title, rangemode="tozero")
    if colour:
        figure.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    elif table[x].min() < 0:  # room for the numbers on both sides
        figure.update_xaxes(range=[1.3 * table[x].min(), 1.3 * max(table[x].max(), 0)])
    return finish(figure, table, about)
