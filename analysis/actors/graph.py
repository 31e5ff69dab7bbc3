"""The network of co-mentions: its graph, its backbone, its communities."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from analysis.tables import InputError

SEED = 1


def network(pairs: pd.DataFrame, mentions: pd.DataFrame, actors: pd.DataFrame, *, least: int = 1) -> nx.Graph:
    """Make the network of co-mentions, with a layout that is the same on every build.

    Parameters
    ----------
    pairs : DataFrame
        As from `co_mentions`.
    mentions : DataFrame
        As from `find`: gives each node its count.
    actors : DataFrame
        ``Lexicon.actors``: gives each node its names and type.
    least : int
        The fewest units together for which a link is drawn.

    Returns
    -------
    networkx.Graph
        Nodes, sorted: ``n`` mentions, ``name``, ``type``, ``community`` (0 for the largest, as from
        `communities`), ``x``, ``y``; edges: ``n`` (the weight), ``npmi``, ``alpha`` (as from `disparity`).

    Raises
    ------
    InputError
        If no actor is named at all, no pair together often enough, or an actor of a pair is not in
        ``actors`` or has no mention.

    Examples
    --------
    >>> from analysis import Corpus, actors
    >>> lexicon, corpus = actors.read_lexicon(), Corpus.from_texts({"a": "Moscou a saisi l'Onu."})
    >>> mentions = actors.find(corpus, lexicon)
    >>> list(network(actors.co_mentions(mentions), mentions, lexicon.actors).edges(data="n"))
    [('RUS', 'UN', 1)]
    """
    if mentions.empty:
        raise InputError(["no actor was found in the texts; add their names to the lexicon (actors.find)"])
    kept = pairs[pairs["n"] >= least]
    if kept.empty:
        raise InputError([f"no two actors are named together in {least} units or more; lower 'least'"])
    counts = mentions["actor"].value_counts()
    graph = nx.Graph()
    named = sorted({*kept["actor_a"], *kept["actor_b"]})
    for index, what in ((actors.index, "is not among the actors"), (counts.index, "has no mention")):
        if strangers := [actor for actor in named if actor not in index]:
            mend = "give the lexicon and the mentions that the pairs were made with"
            raise InputError([f"the pairs have '{strangers[0]}', which {what}; {mend}"])
    for actor in named:
        name, of_type = actors.loc[actor, ["name_en", "type"]]
        graph.add_node(actor, n=int(counts[actor]), name=name, type=of_type)
    for row in kept.sort_values(["actor_a", "actor_b"]).itertuples():
        graph.add_edge(row.actor_a, row.actor_b, n=int(row.n), npmi=float(row.npmi))
    nx.set_edge_attributes(graph, disparity(graph), "alpha")
    for number, members in enumerate(communities(graph)):
        nx.set_node_attributes(graph, dict.fromkeys(members, number), "community")
    for actor, (x, y) in _layout(graph).items():
        graph.nodes[actor].update(x=round(float(x), 4), y=round(float(y), 4))
    return graph


def disparity(graph: nx.Graph, *, weight: str = "n") -> dict[tuple[str, str], float]:
    """Say of each link how likely so great a share of an actor's links is by chance.

    The disparity filter of Serrano, Boguñá and Vespignani (2009, PNAS 106): for an end with k links of
    total weight s, alpha = (1 - w / s) ** (k - 1), from 0 (far from chance) to 1; of the two ends the
    smaller alpha. An end with one link says nothing: 1.

    Raises
    ------
    InputError
        If a link has no weight above 0.

    Examples
    --------
    >>> star = nx.Graph()
    >>> star.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1)], weight="n")
    >>> {pair: round(alpha, 4) for pair, alpha in disparity(star).items()}
    {('a', 'b'): 0.04, ('a', 'c'): 0.81, ('a', 'd'): 0.81}
    """
    for one, other, value in graph.edges(data=weight):
        if value is None or not value > 0:
            raise InputError([f"the link of {one} and {other} has the {weight} {value}; give one above 0"])
    degree, strength = dict(graph.degree), dict(graph.degree(weight=weight))
    return {
        (one, other): min(
            (1 - value / strength[end]) ** (degree[end] - 1) if degree[end] > 1 else 1.0
            for end in (one, other)
        )
        for one, other, value in graph.edges(data=weight)
    }


def backbone(graph: nx.Graph, *, alpha: float = 0.05, weight: str = "n") -> nx.Graph:
    """Keep the links whose `disparity` is below ``alpha``, and the actors that they join.

    Returns
    -------
    networkx.Graph
        A copy, with the nodes' attributes as they were; nodes and links in the order of ``graph``.
    """
    kept = [pair for pair, value in disparity(graph, weight=weight).items() if value < alpha]
    joined = {actor for pair in kept for actor in pair}
    found = nx.Graph()  # networkx gives the nodes of a subgraph as a set has them: in another order each time
    found.add_nodes_from((actor, values) for actor, values in graph.nodes(data=True) if actor in joined)
    found.add_edges_from((*pair, graph.edges[pair]) for pair in kept)
    return found


def communities(graph: nx.Graph, *, weight: str = "n") -> list[list[str]]:
    """Give groups of actors that are named with each other more than with others.

    Returns
    -------
    list of list of str
        By the Louvain method (Blondel et al. 2008), seeded: the same on every run. The largest first.
    """
    ordered = nx.Graph()  # a seed alone does not fix the outcome: the order of nodes and links counts
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(
        sorted((min(pair), max(pair), value) for *pair, value in graph.edges(data=weight)), weight=weight
    )
    groups = nx.community.louvain_communities(ordered, weight=weight, seed=SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _layout(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    if len(graph) <= 60:
        return dict(nx.kamada_kawai_layout(graph, weight=None))
    return dict(nx.spring_layout(graph, seed=SEED))  # the other takes seconds where the figure is a blur
