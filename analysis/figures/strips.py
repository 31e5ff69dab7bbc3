"""Strips: where in a text, or when, each mark stands."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, axis_labels, finish, indices, label, labels, parts_by, row_height


def strips(
    table: pd.DataFrame,
    about: About,
    *,
    x: str,
    y: str,
    colour: str | None = None,
    colours: Mapping[str, str] | None = None,
    x_title: str = "",
    hover: str | None = None,
    symbol: str = "line-ns",
) -> go.Figure:
    """Draw one mark a row on lines: where a word stands in a document, when an event was.

    What is not listed here is as for `bars`.

    Parameters
    ----------
    table : DataFrame
        One row a mark: ``x`` (a number or a date), ``y`` (its line), ``colour``, ``evidence``.
    hover : str, optional
        The column that a mark shows when it is pointed at; without it, its place.
    symbol : str
        plotly's name of the mark.
    """
    figure = go.Figure()
    size, edge = (16, 2.5) if symbol == "line-ns" else (11, 0)
    for group, part, shade in parts_by(table, colour, colours):
        figure.add_scatter(
            mode="markers",
            name=group,
            x=part[x].tolist(),
            y=labels(part[y]),
            customdata=indices(part, table),
            text=[label(value) for value in part[hover]] if hover else None,
            marker={
                "symbol": symbol,
                "size": size,
                "color": shade,
                "line": {"width": edge, "color": shade},
            },
            hovertemplate=("%{text}" if hover else "%{y}: %{x}") + "<extra>" + group + "</extra>",
        )
    order = axis_labels(table[y], about)
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], range=[-0.6, len(order) - 0.4])
    figure.update_xaxes(title=x_title)
    figure.update_layout(height=120 + row_height(order) * len(order), showlegend=bool(colour))
    return finish(figure, table, about)
