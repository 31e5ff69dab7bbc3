"""Points with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, axis_labels, finish, indices, label, labels, parts_by, row_height


def intervals(
    table: pd.DataFrame,
    about: About,
    *,
    y: str,
    x: str = "per_1000",
    colour: str | None = None,
    colours: Mapping[str, str] | None = None,
    x_title: str = "",
) -> go.Figure:
    """Draw one point a row with its interval, the first row on top; without one, ``too few`` beside it.

    Points on one line are told apart by ``colour``. What is not listed here is as for `bars`.

    Parameters
    ----------
    table : DataFrame
        One row a point: ``y`` (label), ``x``, ``low``, ``high`` (missing where ``caution`` says why),
        ``caution``, ``colour``, ``evidence``.
    """
    figure = go.Figure()
    order = axis_labels(table[y], about)
    groups = list(parts_by(table, colour, colours))
    for place, (group, part, shade) in enumerate(groups):
        shift = 0.5 * (place + 0.5) / len(groups) - 0.25
        figure.add_scatter(
            mode="markers+text",
            name=group,
            x=part[x].tolist(),
            y=[order.index(line) + shift for line in labels(part[y])],
            error_x={
                "array": (part["high"] - part[x]).fillna(0).tolist(),
                "arrayminus": (part[x] - part["low"]).fillna(0).tolist(),
                "thickness": 2,
                "width": 0,
            },
            text=[label(value) for value in part["caution"]],
            textposition="middle right",
            customdata=indices(part, table),
            marker={
                "size": 10,
                "color": shade,
                "symbol": ["circle-open" if value else "circle" for value in part["caution"]],
                "line": {"width": 2, "color": shade},
            },
            cliponaxis=False,
            hovertemplate="%{x:.1f}<extra>" + group + "</extra>",
        )
    lines = {"tickvals": list(range(len(order))), "ticktext": order, "range": [len(order) - 0.5, -0.5]}
    figure.update_yaxes(lines, showgrid=False)
    figure.update_xaxes(title=x_title, rangemode="tozero")
    figure.update_layout(height=120 + (row_height(order) + 8) * len(order), showlegend=bool(colour))
    return finish(figure, table, about)
