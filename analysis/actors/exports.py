"""Write a network for other programs: GEXF and GraphML for Gephi and Cytoscape, CSV for a spreadsheet."""

from __future__ import annotations

import io
import re
from pathlib import Path

import networkx as nx
import pandas as pd
from networkx.readwrite.gexf import GEXFWriter

from analysis.files import write_whole
from analysis.tables import InputError

FORMATS = ("gexf", "graphml", "csv")
SCALE = 1000  # Gephi draws a node some ten units wide, and the layout lies between -1 and 1
# what XML 1.0 cannot hold
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_network(graph: nx.Graph, path: str | Path) -> list[Path]:
    """Write a network into a file, by its ending.

    Parameters
    ----------
    graph : networkx.Graph
        As from `network`.
    path : str or Path
        Ends with .gexf, .graphml or .csv, of which come two files, ``-nodes.csv`` and ``-edges.csv``.
        A .gexf places the nodes by the layout, as ``viz:position``, so that Gephi shows it.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    InputError
        If the ending is another one.
    """
    path = Path(path)
    kind = path.suffix.lstrip(".").lower()
    if kind not in FORMATS:
        raise InputError([f"{path}: unknown ending; expected one of .{', .'.join(FORMATS)}"])
    if kind == "csv":
        return _write_tables(graph, path.with_suffix(""))
    written = nx.Graph()
    for node, values in graph.nodes(data=True):
        written.add_node(_legal(node), label=_legal(values.get("name", node)), **_legal_values(values))
    for one, other, values in graph.edges(data=True):
        written.add_edge(_legal(one), _legal(other), weight=values.get("n", 1), **_legal_values(values))
    content = io.BytesIO()
    (_write_gexf if kind == "gexf" else nx.write_graphml)(written, content)
    write_whole(path, content.getvalue())
    return [path]


def _write_gexf(graph: nx.Graph, target: io.BytesIO) -> None:
    for values in graph.nodes.values():
        if {"x", "y"} <= values.keys():
            x, y = (round(SCALE * values[name], 1) for name in ("x", "y"))
            values["viz"] = {"position": {"x": x, "y": y, "z": 0.0}}
    writer = GEXFWriter(graph)
    del writer.xml.find("meta").attrib["lastmodifieddate"]  # the same network is the same file on any day
    writer.write(target)


def _write_tables(graph: nx.Graph, stem: Path) -> list[Path]:
    rows = {
        "nodes": [{"id": node, **of} for node, of in graph.nodes(data=True)],
        "edges": [{"source": one, "target": other, **of} for one, other, of in graph.edges(data=True)],
    }
    files = [stem.with_name(f"{stem.name}-{part}.csv") for part in rows]
    for part, file in zip(rows.values(), files, strict=True):
        write_whole(file, pd.DataFrame(part).to_csv(index=False, lineterminator="\n"))
    return files


def _legal(text: object) -> str:
    return _ILLEGAL.sub("\ufffd", str(text))


def _legal_values(values: dict[str, object]) -> dict[str, object]:
    return {name: _legal(value) if isinstance(value, str) else value for name, value in values.items()}
