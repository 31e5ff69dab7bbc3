"""A matrix: how much of each where."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import About, axis_labels, finish, indices, labels, row_height

SHADES = [[0.0, "rgba(0,114,178,0.03)"], [0.0001, "rgba(0,114,178,0.28)"], [1.0, "rgba(0,114,178,0.62)"]]


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
    many = len(columns) > 6
    heads = labels(columns, 12 if many else 13)
    grid = table.assign(index_=indices(table, table)).pivot_table(
        index=row, columns=column, values=[value, "index_"], aggfunc="first", sort=False
    )
    values, places = (grid[name].reindex(index=rows, columns=columns) for name in (value, "index_"))
    numbers = values.fillna(0).to_numpy().tolist()
    decimals = max((len(f"{cell:g}".partition(".")[2]) for line in numbers for cell in line), default=0)
    figure = go.Figure(
        go.Heatmap(
            x=heads,
            y=lines,
            z=numbers,
            text=[[f"{cell:.{decimals}f}" if cell else empty for cell in line] for line in numbers],
            texttemplate="%{text}",
            customdata=places.fillna(-1).astype(int).to_numpy().tolist(),
            colorscale=SHADES,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{y} · %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", showgrid=False, tickangle=-90 if many else 0)
    top = 150 if many else 12 + row_height(heads)
    figure.update_layout(height=top + row_height(lines) * len(rows), margin={"b": 8})
    return finish(figure, table, about, heads=top)


def mirrored(pairs: pd.DataFrame, order: Iterable[str], *, row: str, column: str) -> pd.DataFrame:
    """Give each pair in both directions, for a symmetric matrix, behind an empty diagonal.

    Parameters
    ----------
    pairs : DataFrame
        One row a pair, each once: ``row``, ``column``, ``n``, ``evidence``, as in the table returned.
    order : iterable of str
        The names in these two columns, in the order that the matrix shows; one without a pair is left out.
    row, column : str

    Examples
    --------
    >>> pairs = pd.DataFrame({"a": ["Russia"], "b": ["France"], "n": [2], "evidence": ["a-1:0-6"]})
    >>> mirrored(pairs, ["France", "Russia", "Spain"], row="a", column="b")["n"].tolist()
    [0, 0, 2, 2]
    """
    paired = {*pairs[row], *pairs[column]}
    names = [name for name in order if name in paired]
    diagonal = pd.DataFrame({row: names, column: names, "n": 0, "evidence": ""})
    turned = pairs.rename(columns={row: column, column: row})
    return pd.concat([diagonal, pairs, turned], ignore_index=True)[[row, column, "n", "evidence"]]
