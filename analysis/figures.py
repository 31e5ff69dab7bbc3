"""Tables to plotly figures: each with its title, alternative text, source line, table and evidence.

Every function takes a tidy table with one row a mark. Its column ``evidence`` (as from
`analysis.evidence.link`) says which passages a mark opens; ``columns`` names what the figure's own
table shows. All of that travels in ``layout.meta``, so a figure keeps its evidence when it is saved.
Colours of text and grid are left to the page; texts are escaped, for plotly reads markup in labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f7f7f")
SHADES = [[0.0, "rgba(0,114,178,0.03)"], [0.0001, "rgba(0,114,178,0.18)"], [1.0, "rgba(0,114,178,0.62)"]]
LABEL = 15  # characters in a line of an actor's label
PHONE = 340  # pixels that a plot has on a phone
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "colorway": PALETTE,
        "font": {"family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 8, "r": 16, "t": 8, "b": 40},
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
        What the length measures, with its unit.

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
    for group, part, shade in _parts(table, colour, colours):
        figure.add_bar(
            orientation="h",
            name=_label(group),
            x=part[x].tolist(),
            y=[_wrap(_label(value)) for value in part[y]],
            text=[f"{value:.1f}" if isinstance(value, float) else value or "" for value in part[x].tolist()],
            textposition="inside" if colour else "outside",
            insidetextanchor="middle",
            textangle=0,
            cliponaxis=False,
            marker={"color": shade},
            customdata=_indices(part, table),
            hovertemplate="%{y}: %{x}<extra>" + _label(group) + "</extra>",
        )
    order = _lines(table[y], about)
    figure.update_layout(
        barmode="stack", showlegend=bool(colour), height=110 + _row_height(order) * len(order), bargap=0.25
    )
    if colour:
        figure.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], showgrid=False)
    figure.update_xaxes(title=x_title, rangemode="tozero")
    if table[x].min() < 0 and not colour:  # room for the numbers on both sides
        figure.update_xaxes(range=[1.3 * table[x].min(), 1.3 * max(table[x].max(), 0)])
    return _finish(figure, table, about)


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
    rows, columns = (list(dict.fromkeys(table[name])) for name in (row, column))
    numbered = table.assign(index_=_indices(table, table))
    grid = numbered.pivot_table(
        index=row, columns=column, values=[value, "index_"], aggfunc="first", sort=False
    )
    values, indices = (grid[name].reindex(index=rows, columns=columns) for name in (value, "index_"))
    cells = [
        [empty if not cell else f"{cell:g}" for cell in line] for line in values.fillna(0).to_numpy().tolist()
    ]
    figure = go.Figure(
        go.Heatmap(
            x=[_wrap(_label(name), 13) for name in columns],
            y=[_wrap(_label(name)) for name in rows],
            z=values.fillna(0).to_numpy().tolist(),
            text=cells,
            texttemplate="%{text}",
            customdata=indices.fillna(-1).astype(int).to_numpy().tolist(),
            colorscale=SHADES,
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{y} · %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", showgrid=False, tickangle=-90 if len(columns) > 6 else 0)
    heads = 150 if len(columns) > 6 else 12 + _row_height(figure.data[0].x)
    height = heads + _row_height(figure.data[0].y) * len(rows)
    figure.update_layout(height=height, margin={"b": 8})
    return _finish(figure, table, about)


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

    Parameters
    ----------
    table : DataFrame
        One row a mark: ``x`` (a number or a date), ``y`` (its line), ``colour``, ``evidence``.
    about : About
    x, y, colour, hover : str
        Columns of the table.
    colours : mapping of str to str, optional
        Value of ``colour`` to colour.
    x_title : str
        What the axis measures.
    symbol : str
        plotly's name of the mark.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    figure = go.Figure()
    for group, part, shade in _parts(table, colour, colours):
        figure.add_scatter(
            mode="markers",
            name=_label(group),
            x=part[x].tolist(),
            y=[_wrap(_label(value)) for value in part[y]],
            customdata=_indices(part, table),
            text=[_label(value) for value in part[hover]] if hover else None,
            marker={
                "symbol": symbol,
                "size": 16 if symbol == "line-ns" else 11,
                "color": shade,
                "line": {"width": 2.5 if symbol == "line-ns" else 0, "color": shade},
            },
            hovertemplate=("%{text}" if hover else "%{y}: %{x}") + "<extra>" + _label(group) + "</extra>",
        )
    order = _lines(table[y], about)
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], range=[-0.6, len(order) - 0.4])
    figure.update_xaxes(title=x_title)
    figure.update_layout(height=120 + _row_height(order) * len(order), showlegend=bool(colour))
    return _finish(figure, table, about)


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

    Parameters
    ----------
    table : DataFrame
        One row a point: ``y`` (label), ``x``, ``low``, ``high`` (missing where ``caution`` says why),
        ``caution``, ``colour``, ``evidence``.
    about : About
    y, x, colour : str
        Columns of the table. Points on one line are told apart by ``colour``.
    colours : mapping of str to str, optional
        Value of ``colour`` to colour.
    x_title : str
        What the axis measures, with its unit.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    figure = go.Figure()
    order = _lines(table[y], about)
    groups = list(_parts(table, colour, colours))
    for place, (group, part, shade) in enumerate(groups):
        shift = 0.5 * (place + 0.5) / len(groups) - 0.25
        figure.add_scatter(
            mode="markers+text",
            name=_label(group),
            x=part[x].tolist(),
            y=[order.index(_wrap(_label(value))) + shift for value in part[y]],
            error_x={
                "array": (part["high"] - part[x]).fillna(0).tolist(),
                "arrayminus": (part[x] - part["low"]).fillna(0).tolist(),
                "thickness": 2,
                "width": 0,
            },
            text=[_label(value) for value in part["caution"]],
            textposition="middle right",
            customdata=_indices(part, table),
            marker={
                "size": 10,
                "color": shade,
                "symbol": ["circle-open" if value else "circle" for value in part["caution"]],
                "line": {"width": 2, "color": shade},
            },
            cliponaxis=False,
            hovertemplate="%{x:.1f}<extra>" + _label(group) + "</extra>",
        )
    figure.update_yaxes(
        tickvals=list(range(len(order))), ticktext=order, range=[len(order) - 0.5, -0.5], showgrid=False
    )
    figure.update_xaxes(title=x_title, rangemode="tozero")
    figure.update_layout(height=120 + (_row_height(order) + 8) * len(order), showlegend=bool(colour))
    return _finish(figure, table, about)


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
    for group, part, shade in _parts(table, colour, colours):
        figure.add_scatter(
            mode="lines+markers",
            name=_label(group),
            x=[0, *part[x], ends[-1]],
            y=[0, *part[y], part[y].iloc[-1]],
            customdata=[-1, *_indices(part, table), -1],
            line={"color": shade, "width": 2, "shape": "hv"},
            marker={"size": [0.1, *[7] * len(part), 0.1], "color": shade, "opacity": 1},
            hovertemplate="%{y}<extra>" + _label(group) + "</extra>",
        )
    for (name, end), start in zip(parts.items(), [0, *ends], strict=False):
        figure.add_annotation(
            x=(start + end) / 2,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=_wrap(_label(name), 9),
            showarrow=False,
            font={"size": 10},
        )
        figure.add_vline(x=end, line={"width": 1, "dash": "dot", "color": "rgba(127,127,127,0.6)"})
    figure.update_xaxes(title=x_title, range=[0, ends[-1]])
    figure.update_yaxes(title=y_title, rangemode="tozero")
    lines = max(_wrap(_label(name), 9).count("<br>") + 1 for name in parts)
    figure.update_layout(
        height=400 + 15 * lines, margin={"t": 15 * lines + 12}, legend={"y": -0.22, "yanchor": "top"}
    )
    return _finish(figure, table, about)


def network(graph: nx.Graph, pairs: pd.DataFrame, about: About, *, colours: Mapping[str, str]) -> go.Figure:
    """Draw a network of actors: a link's width says in how many units the two are named together.

    Parameters
    ----------
    graph : networkx.Graph
        As from `analysis.actors.network`.
    pairs : DataFrame
        One row a link: actor_a, actor_b, n, ``evidence``, and what ``about.columns`` shows.
    about : About
    colours : mapping of str to str
        Type of actor to colour.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    figure = go.Figure()
    at = graph.nodes
    drawn = pairs[[graph.has_edge(a, b) for a, b in zip(pairs["actor_a"], pairs["actor_b"], strict=True)]]
    thickest = max(drawn["n"].max(), 8)  # with few sentences, no link looks strong
    for row, index in zip(drawn.itertuples(), _indices(drawn, pairs), strict=True):
        ends = (at[row.actor_a], at[row.actor_b])
        steps = [part / 8 for part in range(9)]
        figure.add_scatter(
            mode="lines",
            x=[round(ends[0]["x"] + (ends[1]["x"] - ends[0]["x"]) * step, 3) for step in steps],
            y=[round(ends[0]["y"] + (ends[1]["y"] - ends[0]["y"]) * step, 3) for step in steps],
            line={
                "width": 1 + 11 * row.n / thickest,
                "color": f"rgba(127,127,127,{0.45 if len(drawn) <= 80 else 0.2})",
            },
            customdata=[-1, *[index] * (len(steps) - 2), -1],  # at its ends lie the actors, not the link
            hovertemplate=_label(f"{ends[0]['name']} and {ends[1]['name']}: {row.n}") + "<extra></extra>",
            showlegend=False,
        )
    places = _label_places(graph)
    for kind in dict.fromkeys(at[node]["type"] for node in graph):
        members = [node for node in graph if at[node]["type"] == kind]
        figure.add_scatter(
            mode="markers+text",
            name=kind,
            x=[at[node]["x"] for node in members],
            y=[at[node]["y"] for node in members],
            text=[_wrap(_label(at[node]["name"]), LABEL) if node in places else "" for node in members],
            textposition=[places.get(node, "top center") for node in members],
            textfont={"size": 11},
            marker={
                "size": [_node_size(at[node]["n"]) for node in members],
                "color": colours.get(kind, PALETTE[-1]),
            },
            hovertemplate=[
                _label(f"{at[node]['name']}: {at[node]['n']} mentions") + "<extra></extra>"
                for node in members
            ],
        )
    for axis in ("x", "y"):
        figure.update_layout({f"{axis}axis": {"visible": False, "range": _room(graph, axis)}})
    figure.update_layout(height=_network_height(graph), showlegend=True)
    return _finish(figure, pairs, about)


def _room(graph: nx.Graph, axis: str) -> list[float]:
    places = [place for _, place in graph.nodes(data=axis)]
    room = (0.35 if axis == "x" else 0.2) * max(1.0, (max(places) - min(places)) / 2)
    return [min(places) - room, max(places) + room]


def _network_height(graph: nx.Graph) -> int:
    return min(560 + 10 * max(0, len(graph) - 15), 900)


def _node_size(n: int) -> float:
    return round(10 + 3 * float(n**0.5), 1)


def _label_places(graph: nx.Graph) -> dict[str, str]:
    """Say where each actor's label stands, so that none covers another on a phone; some get none.

    The actors named most choose first. Sizes are in pixels, for a plot as wide as on a phone.
    """
    (left, right), (low, high) = _room(graph, "x"), _room(graph, "y")
    height = _network_height(graph) - 110
    at = {
        node: ((x - left) / (right - left) * PHONE, (graph.nodes[node]["y"] - low) / (high - low) * height)
        for node, x in graph.nodes(data="x")
    }
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in at.values()]
    found: dict[str, str] = {}
    for node in sorted(graph, key=lambda node: (-graph.nodes[node]["n"], node)):
        (x, y), lines = at[node], _wrap(str(graph.nodes[node]["name"]), LABEL).split("<br>")
        wide, tall = 6.2 * max(map(len, lines)), 13 * len(lines)
        off = _node_size(graph.nodes[node]["n"]) / 2 + 2
        for place, (x0, y0) in {
            "top center": (x - wide / 2, y + off),
            "bottom center": (x - wide / 2, y - off - tall),
            "middle right": (x + off, y - tall / 2),
            "middle left": (x - off - wide, y - tall / 2),
        }.items():
            box = (x0, y0, x0 + wide, y0 + tall)
            free = all(box[2] < a or c < box[0] or box[3] < b or d < box[1] for a, b, c, d in taken)
            if free and box[0] >= 0 and box[2] <= PHONE:
                found[node] = place
                taken.append(box)
                break
    return found


def _finish(figure: go.Figure, table: pd.DataFrame, about: About) -> go.Figure:
    figure.update_layout(template=TEMPLATE, title={"text": about.title}, meta=_meta(table, about))
    return figure


def _meta(table: pd.DataFrame, about: About) -> dict[str, Any]:
    evidence = table["evidence"].tolist() if "evidence" in table else []
    shown = table[list(about.columns)].astype(object)
    links = {about.columns[about.counts]: _indices(table, table)} if evidence else {}
    return {
        "id": about.name,
        "alt": about.alt,
        "source": about.source,
        "columns": list(about.columns.values()),
        "rows": shown.where(shown.notna(), None).to_numpy().tolist(),
        "french": [about.columns[column] for column in about.french],
        "links": links,
        "evidence": evidence,
    }


def _indices(part: pd.DataFrame, table: pd.DataFrame) -> list[int]:
    if not table.index.is_unique:
        raise ValueError("the table's index repeats, so a mark could open the evidence of another; reset it")
    places = {label: place for place, label in enumerate(table.index)}
    evidence = part["evidence"] if "evidence" in part else [""] * len(part)
    return [places[label] if refs else -1 for label, refs in zip(part.index, evidence, strict=True)]


def _label(value: object) -> str:
    return escape(str(value), quote=False)


def _wrap(label: str, width: int = 22) -> str:
    lines: Sequence[str] = [""]
    for word in label.split(" "):
        fits = len(lines[-1]) + len(word) < width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return "<br>".join(line for line in lines if line)


def _parts(
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


def _lines(labels: pd.Series, about: About) -> list[str]:
    """Give the distinct labels of an axis, wrapped, in the order of the table."""
    if not len(labels):
        raise ValueError(f"the figure '{about.name}' has nothing to show; give a table with at least one row")
    return list(dict.fromkeys(_wrap(_label(value)) for value in labels))


def _row_height(labels: Sequence[str]) -> int:
    return 12 + 16 * max(label.count("<br>") + 1 for label in labels)
