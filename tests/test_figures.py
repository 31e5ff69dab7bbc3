"""Figures carry their words, their table and their evidence."""

import json

import pandas as pd
import pytest

from analysis import figures
from analysis.figures import About

ABOUT = About(
    name="words",
    title="Which words?",
    alt="paix leads.",
    source="Two texts.",
    columns={"word": "Word", "n": "Count"},
    french=("word",),
)
TABLE = pd.DataFrame(
    {
        "word": ["paix", "<b>&", "guerre"],
        "group": ["x", "y", "x"],
        "n": [3, 2, 0],
        "evidence": ["a-1:0-4 a-2:3-7", "a-3:0-4", ""],
    },
    index=[7, 3, 5],
)


def links_of(figure):
    """Indices of evidence on the marks, over all traces."""
    marks = []
    for trace in figure.data:
        data = trace.customdata
        for mark in data if data is not None else []:
            marks += list(mark) if hasattr(mark, "__len__") else [mark]
    return [int(mark) for mark in marks]


def test_meta():
    figure = figures.bars(TABLE, ABOUT, y="word")
    assert figure.layout.title.text == "Which words?"
    assert dict(figure.layout.meta) == {
        "id": "words",
        "title": "Which words?",
        "question": "",
        "above": 68,
        "top": 8,
        "alt": "paix leads.",
        "source": "Two texts.",
        "columns": ["Word", "Count"],
        "rows": [["paix", 3], ["<b>&", 2], ["guerre", 0]],
        "french": ["Word"],
        "links": {"Count": [0, 1, -1]},
        "evidence": ["a-1:0-4 a-2:3-7", "a-3:0-4", ""],
    }


def test_without_evidence_there_are_no_links():
    figure = figures.bars(TABLE.drop(columns="evidence"), ABOUT, y="word")
    assert figure.layout.meta["links"] == {}
    assert links_of(figure) == [-1, -1, -1]


def test_missing_cells_are_empty_in_the_table():
    table = TABLE.assign(n=[1.5, float("nan"), 2.0])
    rows = figures.bars(table, ABOUT, y="word").layout.meta["rows"]
    assert [row[1] for row in rows] == [1.5, None, 2.0]


def test_bars():
    figure = figures.bars(TABLE, ABOUT, y="word", colour="group", colours={"y": "#123456"})
    assert [trace.name for trace in figure.data] == ["y", "x"]  # the groups that have a colour come first
    assert [list(trace.customdata) for trace in figure.data] == [[1], [0, -1]]
    assert list(figure.data[1].x) == [3, 0]
    assert figure.data[0].marker.color == "#123456"
    assert list(figure.layout.yaxis.categoryarray) == ["guerre", "&lt;b&gt;&amp;", "paix"]


def test_matrix():
    table = pd.DataFrame(
        {
            "document": ["b", "b", "a"],
            "theme": ["t2", "t1", "t1"],
            "n": [2, 0, 1],
            "evidence": ["b-1:0-1 b-2:0-1", "", "a-1:0-1"],
        }
    )
    about = About("m", "M?", "m", "m", {"document": "Document", "theme": "Theme", "n": "Count"})
    figure = figures.matrix(table, about, row="document", column="theme")
    trace = figure.data[0]
    assert (list(trace.y), list(trace.x)) == (["b", "a"], ["t2", "t1"])
    assert [list(row) for row in trace.z] == [[2, 0], [0, 1]]
    assert [list(row) for row in trace.customdata] == [[0, -1], [-1, 2]]
    assert [list(row) for row in trace.text] == [["2", "·"], ["·", "1"]]


def test_mirrored():
    pairs = pd.DataFrame({"a": ["x"], "b": ["y"], "n": [2], "evidence": ["t-1:0-1"], "npmi": [0.5]})
    table = figures.mirrored(pairs, ["y", "z", "x"], row="a", column="b")
    assert table.to_numpy().tolist() == [
        ["y", "y", 0, ""],
        ["x", "x", 0, ""],
        ["x", "y", 2, "t-1:0-1"],
        ["y", "x", 2, "t-1:0-1"],
    ]
    assert table.columns.tolist() == ["a", "b", "n", "evidence"]


def test_lanes():
    table = TABLE.assign(
        date=["1972-05-25", "2021/2025", "2021-06"], when=["May 1972", "2021 to 2025", "Jun"]
    )
    figure = figures.lanes(table, ABOUT, lane="group", y="word", since=2020)
    assert list(figure.layout.yaxis.ticktext) == ["<b>x</b>", "paix", "guerre", "<b>y</b>", "&lt;b&gt;&amp;"]
    old_bar, old, bar, new = figure.data
    assert [list(trace.y) for trace in (old_bar, old, bar, new)] == [[1], [1], [4, 2], [4, 2]]
    assert (bar.base[0], bar.x[0]) == (2021, 5)
    assert pd.isna([bar.base[1], bar.x[1]]).all()  # a month is no bar
    assert (list(new.x), list(new.marker.size)) == (pytest.approx([2021, 2021 + 5.5 / 12]), [0, 11])
    assert list(old.x) == [1972 + 4 / 12 + 24 / 372]
    assert (list(new.customdata), new.text[0]) == ([1, -1], "  2021 to 2025  ")
    assert figure.layout.xaxis.visible
    assert not figures.lanes(table[1:], ABOUT, lane="group", y="word").layout.xaxis.visible


@pytest.mark.parametrize(
    "figure",
    [
        figures.bars(TABLE, ABOUT, y="word"),
        figures.matrix(TABLE, ABOUT, row="word", column="group"),
        figures.lanes(TABLE.assign(date="2021", when=""), ABOUT, lane="group", y="word"),
    ],
    ids=["bars", "matrix", "lanes"],
)
def test_every_figure_can_be_saved_and_leaves_colours_to_the_page(figure):
    saved = json.loads(figure.to_json())
    layout = saved["layout"]["template"]["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert "color" not in layout["font"]
    assert len(json.dumps(saved["layout"]["template"])) < 2000
    assert saved["layout"]["meta"]["id"] == "words"
    assert all(-1 <= mark < len(TABLE) for mark in links_of(figure))
    assert not any(mark >= 0 and not TABLE["evidence"].iloc[mark] for mark in links_of(figure))


def test_text_in_a_figure_is_escaped():
    table = TABLE.assign(label=TABLE["word"])
    for figure in (
        figures.bars(TABLE, ABOUT, y="word", colour="word"),
        figures.matrix(table, ABOUT, row="word", column="label"),
        figures.lanes(table.assign(date="2021", when="<b>&"), ABOUT, lane="n", y="word", colour="word"),
    ):
        drawn = json.dumps(json.loads(figure.to_json())["data"])
        assert "&lt;b&gt;&amp;" in drawn.encode().decode("unicode_escape")
        assert "<b>" not in drawn.encode().decode("unicode_escape")


def test_intervals():
    table = TABLE.assign(low=[1.0, None, 0.0], high=[6.0, None, 0.5], caution=["", "too few", ""])
    figure = figures.intervals(table, ABOUT, y="word", x="n", colour="group")
    x, y = figure.data
    assert (list(x.x), list(y.x)) == ([3, 0], [2])
    assert (list(x.error_x.array), list(x.error_x.arrayminus)) == ([3, 0.5], [2, 0])
    assert (list(y.error_x.array), list(y.text), list(y.marker.symbol)) == ([0], ["too few"], ["circle-open"])
    assert list(figure.layout.yaxis.ticktext) == ["paix", "&lt;b&gt;&amp;", "guerre"]
    assert links_of(figure) == [0, -1, 1]


def test_bars_to_both_sides_leave_room_for_their_numbers():
    figure = figures.bars(TABLE.assign(n=[2.0, -1.0, 0.5]), ABOUT, y="word")
    assert list(figure.layout.xaxis.range) == [-1.3, 2.6]


@pytest.mark.parametrize("draw", [figures.bars, figures.intervals])
def test_no_empty_figure(draw):
    with pytest.raises(ValueError, match="the figure 'words' has nothing to show"):
        draw(TABLE.iloc[:0].assign(low=0, high=0, caution=""), ABOUT, y="word", x="n")


def test_no_empty_matrix():
    with pytest.raises(ValueError, match="the figure 'words' has nothing to show"):
        figures.matrix(TABLE.iloc[:0], ABOUT, row="word", column="group")
