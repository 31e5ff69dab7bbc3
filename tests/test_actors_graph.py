"""The network of co-mentions, and its files."""

import networkx as nx
import pandas as pd
import pytest
from actors_lexicon import write_lexicon
from small_rows import units_of

from analysis import InputError, actors


@pytest.fixture
def lexicon(tmp_path):
    return actors.read_lexicon(write_lexicon(tmp_path))


def test_network(lexicon):
    mentions = units_of(["RUS", "GBR", "RUS"], ["RUS", "GBR"], ["GBR", "UN"])
    pairs = actors.co_mentions(mentions, units=9)
    graph = actors.network(pairs, mentions, lexicon.actors)
    assert sorted(graph.nodes) == ["GBR", "RUS", "UN"]
    assert graph.nodes["RUS"]["n"] == 3
    assert graph.nodes["RUS"]["name"] == "Russia"
    assert graph.edges["GBR", "RUS"]["n"] == 2
    again = actors.network(pairs.iloc[::-1], mentions.iloc[::-1], lexicon.actors)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(actors.network(pairs, mentions, lexicon.actors, least=2).nodes) == ["GBR", "RUS"]
    with pytest.raises(InputError, match="no two actors are named together in 3 units"):
        actors.network(pairs, mentions, lexicon.actors, least=3)


def test_nobody_is_named(lexicon):
    mentions = units_of()
    with pytest.raises(InputError, match="no actor was found in the texts; add their names"):
        actors.network(actors.co_mentions(mentions), mentions, lexicon.actors)


def star():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 8), ("a", "c", 1), ("a", "d", 1), ("c", "d", 1)], weight="n")
    return graph


def test_the_disparity_filter_by_hand():
    """Serrano et al. 2009: (1 - w/s) ** (k - 1), the smaller of the two ends; here by hand."""
    alpha = actors.disparity(star())
    assert alpha["a", "b"] == pytest.approx((1 - 8 / 10) ** 2)
    assert alpha["a", "c"] == pytest.approx((1 - 1 / 2) ** 1)
    kept = actors.backbone(star(), alpha=0.05)
    assert list(kept.edges(data="n")) == [("a", "b", 8)]
    assert len(actors.backbone(star(), alpha=0.01)) == 0


def test_the_backbone_keeps_the_order_of_the_network_whatever_the_seed_of_hashes():
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        [(f"hub-{n}", f"leaf-{n}-{m}", 50 if m == 0 else 1) for n in range(9) for m in range(4)], weight="n"
    )
    kept = actors.backbone(graph)
    assert list(kept) == [name for n in range(9) for name in (f"hub-{n}", f"leaf-{n}-0")]
    assert list(kept.edges(data="n")) == [(f"hub-{n}", f"leaf-{n}-0", 50) for n in range(9)]


def test_communities_are_the_same_in_any_order():
    """Zachary's karate club as networkx has it; its two leaders (0 and 33) are always apart."""
    club = nx.relabel_nodes(nx.karate_club_graph(), str)
    groups = actors.communities(club, weight="weight")
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(club)))
    turned.add_edges_from((b, a, values) for a, b, values in reversed(list(club.edges(data=True))))
    assert actors.communities(turned, weight="weight") == groups
    assert sorted(actor for group in groups for actor in group) == sorted(club)
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)
    assert not any({"0", "33"} <= set(group) for group in groups)


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_a_file_holds_the_same_numbers(lexicon, tmp_path, ending):
    mentions = units_of(["RUS", "GBR", "RUS"], ["RUS", "GBR"], ["GBR", "UN"])
    graph = actors.network(actors.co_mentions(mentions, units=9), mentions, lexicon.actors)
    (path,) = actors.write_network(graph, tmp_path / f"net.{ending}")
    again = getattr(nx, f"read_{ending}")(path)
    assert set(again) == set(graph)
    for node, values in graph.nodes(data=True):
        assert {name: again.nodes[node][name] for name in values} == values
    for one, other, values in graph.edges(data=True):
        assert {name: again.edges[one, other][name] for name in values} == values
        assert again.edges[one, other]["weight"] == values["n"]


def test_tables_hold_the_same_numbers(lexicon, tmp_path):
    mentions = units_of(["RUS", "GBR"], ["GBR", "UN"])
    graph = actors.network(actors.co_mentions(mentions, units=9), mentions, lexicon.actors)
    nodes, edges = actors.write_network(graph, tmp_path / "net.csv")
    assert [file.name for file in (nodes, edges)] == ["net-nodes.csv", "net-edges.csv"]
    assert pd.read_csv(nodes).set_index("id")["n"].to_dict() == dict(graph.nodes(data="n"))
    table = pd.read_csv(edges)
    assert list(zip(table["source"], table["target"], table["n"], strict=True)) == list(graph.edges(data="n"))


def test_gephi_shows_the_layout_and_the_day_of_writing_does_not_matter(lexicon, tmp_path, monkeypatch):
    mentions = units_of(["RUS", "GBR"], ["GBR", "UN"])
    graph = actors.network(actors.co_mentions(mentions, units=9), mentions, lexicon.actors)
    (path,) = actors.write_network(graph, tmp_path / "net.gexf")
    shown = nx.read_gexf(path).nodes["RUS"]["viz"]["position"]
    assert shown == {"x": 1000 * graph.nodes["RUS"]["x"], "y": 1000 * graph.nodes["RUS"]["y"], "z": 0}
    monkeypatch.setattr("time.strftime", lambda *_: "2001-01-01")
    (later,) = actors.write_network(graph, tmp_path / "later.gexf")
    assert later.read_bytes() == path.read_bytes()
    assert b"lastmodified" not in path.read_bytes()


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_characters_that_xml_cannot_hold(tmp_path, ending):
    graph = nx.Graph()
    graph.add_edge("a\x00", "b & <c>", n=2)
    graph.nodes["a\x00"]["name"] = "A\x0b\ud800"
    (path,) = actors.write_network(graph, tmp_path / f"net.{ending}")
    again = getattr(nx, f"read_{ending}")(path)
    assert list(again) == ["a\ufffd", "b & <c>"]
    assert again.nodes["a\ufffd"]["name"] == "A\ufffd\ufffd"


def test_an_unknown_ending(tmp_path):
    with pytest.raises(InputError, match=r"unknown ending; expected one of \.gexf, \.graphml, \.csv"):
        actors.write_network(star(), tmp_path / "net.pdf")


def test_pairs_of_another_lexicon_or_of_other_mentions(lexicon):
    mentions = units_of(["RUS", "GBR"])
    pairs = actors.co_mentions(mentions)
    with pytest.raises(InputError, match="the pairs have 'GBR', which is not among the actors"):
        actors.network(pairs, mentions, lexicon.actors.drop(index="GBR"))
    with pytest.raises(InputError, match="the pairs have 'GBR', which has no mention"):
        actors.network(pairs, mentions.head(1), lexicon.actors)


@pytest.mark.parametrize("weight", [0, None, float("nan")])
def test_a_link_without_weight_is_refused(weight):
    graph = nx.Graph()
    graph.add_edge("a", "b", n=weight)
    with pytest.raises(InputError, match="the link of a and b has the n"):
        actors.disparity(graph)
