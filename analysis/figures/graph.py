"""A network: who is named with whom, with labels that do not cover each other."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from analysis.figures.base import PALETTE, About, finish, indices, label, labels, wrap

LABEL = 15  # characters in a line of an actor's label
PHONE = 340  # pixels that a plot has on a phone
TYPES = ("state", "person", "organisation", "ministry", "bloc", "body", "service", "company")
COLOURS = dict(zip(TYPES, PALETTE, strict=True))
STEPS = [part / 8 for part in range(9)]  # the points of a link at which a pointer finds it


def network(
    pairs: pd.DataFrame, about: About, *, graph: nx.Graph, colours: Mapping[str, str] = COLOURS
) -> go.Figure:
    """Draw a network of actors: a link's width says in how many units the two are named together.

    Parameters
    ----------
    pairs : DataFrame
        One row a link: actor_a, actor_b, n, ``evidence``, and what ``about.columns`` shows.
    about : About
    graph : networkx.Graph, as from `analysis.actors.network`
    colours : mapping of str to str, optional
        Type of actor to colour; without it, a colour for each type of the lexicon.

    Returns
    -------
    plotly.graph_objects.Figure
    """
    figure = go.Figure()
    nodes = pd.DataFrame.from_dict(dict(graph.nodes(data=True)), orient="index")
    drawn = pairs[[graph.has_edge(a, b) for a, b in zip(pairs["actor_a"], pairs["actor_b"], strict=True)]]
    thickest = max(drawn["n"].max(), 8)  # with few sentences, no link looks strong
    grey = f"rgba(127,127,127,{0.45 if len(drawn) <= 80 else 0.2})"
    for row, index in zip(drawn.itertuples(), indices(drawn, pairs), strict=True):
        one, other = graph.nodes[row.actor_a], graph.nodes[row.actor_b]
        figure.add_scatter(
            mode="lines",
            x=[round(one["x"] + (other["x"] - one["x"]) * step, 3) for step in STEPS],
            y=[round(one["y"] + (other["y"] - one["y"]) * step, 3) for step in STEPS],
            line={"width": 1 + 11 * row.n / thickest, "color": grey},
            customdata=[-1, *[index] * (len(STEPS) - 2), -1],  # at its ends lie the actors, not the link
            hovertemplate=label(f"{one['name']} and {other['name']}: {row.n}") + "<extra></extra>",
            showlegend=False,
        )
    places = _label_places(graph)
    nodes["label"] = labels(nodes["name"], LABEL)
    nodes.loc[nodes.index.difference(places), "label"] = ""
    for kind, members in nodes.groupby("type", sort=False):
        figure.add_scatter(
            mode="markers+text",
            name=kind,
            x=members["x"].tolist(),
            y=members["y"].tolist(),
            text=members["label"].tolist(),
            textposition=[places.get(node, "top center") for node in members.index],
            textfont={"size": 11},
            marker={"size": [_node_size(n) for n in members["n"]], "color": colours.get(kind, PALETTE[-1])},
            hovertemplate=[
                label(f"{name}: {n} mentions") + "<extra></extra>"
                for name, n in zip(members["name"], members["n"], strict=True)
            ],
        )
    for axis in ("x", "y"):
        figure.update_layout({f"{axis}axis": {"visible": False, "range": _room(graph, axis)}})
    figure.update_layout(height=_network_height(graph), showlegend=True)
    return finish(figure, pairs, about)


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
        (x, y), lines = at[node], wrap(str(graph.nodes[node]["name"]), LABEL).split("<br>")
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
