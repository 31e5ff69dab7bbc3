"""Curves: how counts grow as the texts are read."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, finish, indices, labels, line_count, parts_by


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

    What is not listed here is as for `bars`.

    Parameters
    ----------
    table : DataFrame
        One row a step, as from `analysis.terms.progression`: ``x``, ``y``, ``colour``, ``evidence``.
    parts : mapping of str to float
        The texts in order, each with the place on the axis where it ends.
    """
    figure = go.Figure()
    ends = list(parts.values())
    for group, part, shade in parts_by(table, colour, colours):
        figure.add_scatter(
            mode="lines+markers",
            name=group,
            x=[0, *part[x], ends[-1]],
            y=[0, *part[y], part[y].iloc[-1]],
            customdata=[-1, *indices(part, table), -1],
            line={"color": shade, "width": 2, "shape": "hv"},
            marker={"size": [0.1, *[7] * len(part), 0.1], "color": shade, "opacity": 1},
            hovertemplate="%{y}<extra>" + group + "</extra>",
        )
    names = labels(parts, 9)
    for name, start, end in zip(names, [0, *ends[:-1]], ends, strict=True):
        figure.add_annotation(
            x=(start + end) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=name,
            showarrow=False,
            font={"size": 10},
        )
        figure.add_vline(x=end, line={"width": 1, "dash": "dot", "color": "rgba(127,127,127,0.6)"})
    figure.update_xaxes(title=x_title, range=[0, ends[-1]])
    figure.update_yaxes(title=y_title, rangemode="tozero")
    above = 15 * line_count(names)
    figure.update_layout(height=400 + above, margin={"t": above + 12}, legend={"y": -0.22, "yanchor": "top"})
    return finish(figure, table, about)
