"""Curves: how counts grow as the texts are read."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, finish, indices, label, parts_by, wrap


def curves(
    table: pd.DataFrame,
    about: About,
    *,
    x: str = "position",
    y: str = "n",
    colour: str,
    colours: Mapping[str, str] | None = None,
    parts: Mapping[str, float],
    x_title: str = "",
    y_title: str = "",
) -> go.Figure:
    """Draw steps that rise at each row: how a count grows as the texts are read.

    Parameters
    ----------
    table : DataFrame
        One row a step, as from `analysis.terms.progression`: ``x``, ``y``, ``colour``, ``evidence``.
    about : About
    x, y, colour : str
        Columns of the table.
    colours : mapping of str to str, optional
        Value of ``colour`` to colour.
    parts : mapping of str to float
        The texts in order, each with the place on the axis where it ends.
    x_title, y_title : str
        What the axes measure.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    figure = go.Figure()
    ends = list(parts.values())
    for group, part, shade in parts_by(table, colour, colours):
        figure.add_scatter(
            mode="lines+markers",
            name=label(group),
            x=[0, *part[x], ends[-1]],
            y=[0, *part[y], part[y].iloc[-1]],
            customdata=[-1, *indices(part, table), -1],
            line={"color": shade, "width": 2, "shape": "hv"},
            marker={"size": [0.1, *[7] * len(part), 0.1], "color": shade, "opacity": 1},
            hovertemplate="%{y}<extra>" + label(group) + "</extra>",
        )
    for (name, end), start in zip(parts.items(), [0, *ends], strict=False):
        figure.add_annotation(
            x=(start + end) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=wrap(label(name), 9),
            showarrow=False,
            font={"size": 10},
        )
        figure.add_vline(x=end, line={"width": 1, "dash": "dot", "color": "rgba(127,127,127,0.6)"})
    figure.update_xaxes(title=x_title, range=[0, ends[-1]])
    figure.update_yaxes(title=y_title, rangemode="tozero")
    lines = max(wrap(label(name), 9).count("<br>") + 1 for name in parts)
    figure.update_layout(
        height=400 + 15 * lines, margin={"t": 15 * lines + 12}, legend={"y": -0.22, "yanchor": "top"}
    )
    return finish(figure, table, about)
