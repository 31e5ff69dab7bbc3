"""A matrix: how much of each where."""

from __future__ import annotations

from itertools import product

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, axis_labels, finish, indices, label, row_height, wrap

INK = "rgba(0,114,178,{:.2f})"
NOTHING, LEAST, MOST = (
    0.03,
    0.18,
    0.62,
)  # how strong the ink is for 0, for next to nothing, for the highest value
GAP = 0.06  # between cells, in heights of a cell


def matrix(
    table: pd.DataFrame, about: About, *, row: str, column: str, value: str = "n", empty: str = "·"
) -> go.Figure:
    """Draw a matrix with the numbers in its cells.

    Parameters
    ----------
    table : DataFrame
        One row a cell: ``row``, ``column``, ``value``, ``evidence``.
    about : About
    row, column, value : str
        Columns of the table.
    empty : str
        What stands in a cell whose value is 0.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    lines = axis_labels(table[row], about)
    rows, columns = (list(dict.fromkeys(table[name])) for name in (row, column))
    heads = [wrap(label(name), 13) for name in columns]
    numbered = table.assign(index_=indices(table, table)).drop_duplicates([row, column])
    of_cell = numbered.set_index([row, column])[[value, "index_"]].reindex(
        pd.MultiIndex.from_product([rows, columns])
    )
    values = of_cell[value].fillna(0).tolist()
    most = max([*values, 1e-9])
    figure = go.Figure(
        go.Bar(  # not a heat map, which would be a picture on paper
            x=heads * len(rows),
            y=[1 - GAP] * len(values),
            base=[place - (1 - GAP) / 2 for place in range(len(rows)) for _ in columns],
            width=1 - GAP,
            text=[f"{cell:g}" if cell else empty for cell in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            customdata=of_cell["index_"].fillna(-1).astype(int).tolist(),
            marker={
                "color": [
                    INK.format(LEAST + (MOST - LEAST) * cell / most if cell else NOTHING) for cell in values
                ],
                "line": {"width": 0},
            },
            hovertext=[
                f"{line} · {head}: {cell:g}"
                for (line, head), cell in zip(product(lines, heads), values, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            name="matrix",  # for the page's script
            showlegend=False,
        )
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=lines,
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(side="top", showgrid=False, tickangle=-90 if len(columns) > 6 else 0)
    above = 150 if len(columns) > 6 else 12 + row_height(heads)
    figure.update_layout(height=above + row_height(lines) * len(rows), margin={"b": 8})
    return finish(figure, table, about)
