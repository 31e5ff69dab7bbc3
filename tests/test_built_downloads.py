"""What a reader saves from under a figure: its data as CSV, the figure as SVG and PNG, light and dark."""

import csv
import io
import json
import re
import struct
import zlib
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree
from pages import FIGURE, HTML, PAGES, in_full

from analysis.proposals import load_coded
from analysis.tables import sound


def kinds() -> list[tuple[str, str]]:
    """One figure of each kind of marks: page and name."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for page in PAGES:
        source = (HTML / page).read_text(encoding="utf-8") if (HTML / page).is_file() else ""
        for name, content in re.findall(
            FIGURE + r'([^"]+)".*?<script[^>]*>(.*?)</script>', source, re.DOTALL
        ):
            marks = json.loads(content)["data"][0]
            found.setdefault((marks["type"], marks.get("mode", "")), (page, name))
    return list(found.values())


SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=kinds(), ids=lambda pair: pair[1])
def figure(request, tabs, book):
    """A figure of a book opened from disk, which is the harder case."""
    page, name = request.param
    with tabs.opened(book.as_uri() + "/", page) as visit:
        element = visit.page.locator(f'[id="fig-{name}"]')
        element.locator("summary").click()
        yield element
        assert (visit.messages, visit.elsewhere) == ([], [])


def save(figure, kind: str) -> bytes:
    with figure.page.expect_download() as download:
        figure.locator(f'.evidence-download [data-kind="{kind}"]').click()
    name = figure.get_attribute("data-name")
    assert download.value.suggested_filename == f"{name}.{kind}"
    return Path(download.value.path()).read_bytes()


def turn(figure, theme: str) -> None:
    figure.page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    figure.page.wait_for_timeout(300)


def test_csv_holds_the_table_under_its_source(figure):
    content = save(figure, "csv").decode("utf-8-sig")
    note, _, table = content.partition("\n")
    assert note == f"# {figure.locator('.evidence-source').text_content()}"
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.dataset.value ?? cell.textContent))"
    shown = figure.locator("details tr").evaluate_all(cells)
    rows = list(csv.reader(io.StringIO(table)))
    width = len(shown[0])
    assert [row[:width] for row in rows] == shown
    evidence = figure.evaluate("f => JSON.parse(f.querySelector(':scope > script').textContent).evidence")
    assert rows[0][width:] == ["Passages"] * bool(evidence)
    named = {one.rpartition(":")[0] for some in evidence if some for one in in_full(some)}
    assert {name for row in rows[1:] for name in " ".join(row[width:]).split()} <= named


def test_a_table_is_saved_as_it_is_filtered_with_its_passages(open_page, site, sentences):
    page = open_page(site, "book/proposals-all.html?Voice=Maria+Zakharova").page
    table = page.locator(".evidence-filtered .evidence-table")
    count = table.locator("tbody tr:visible").count()
    with page.expect_download() as download:
        table.locator('.evidence-download [data-kind="csv"]').click()
    assert download.value.suggested_filename == "every-coded-proposal-and-restatement.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))
    assert head[-1] == "Passages"
    assert len(rows) == count > 0
    assert all(row[-1] in sentences for row in rows)


def test_the_data_hold_every_passage_and_coding(book, sentences, corpus):
    passages = pd.read_csv(book / "data" / "passages.csv", keep_default_na=False)
    assert dict(zip(passages["passage"], passages["text"], strict=True)) == sentences
    for row in passages.itertuples():
        assert corpus.text(row.document)[row.start : row.end] == row.text
    codings = pd.read_csv(book / "data" / "codings.csv", keep_default_na=False)
    assert codings["proposal"].tolist() == sound(load_coded(corpus, None))["proposal"].tolist()
    for row in codings.itertuples():
        assert corpus.text(row.document)[row.start : row.end] == row.quote
        assert row.passage in sentences


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_svg_holds_title_marks_and_source_on_a_solid_ground(figure, theme):
    turn(figure, theme)
    root = etree.fromstring(save(figure, "svg"))
    ground = root.find(f"{SVG}rect")
    assert (ground.get("width"), ground.get("height")) == (root.get("width"), root.get("height"))
    fill = figure.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground.get("fill") == fill
    words = [" ".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    assert words == [
        figure.locator("figcaption").text_content(),
        figure.locator(".evidence-source").text_content(),
    ]
    in_sight = "all => all.filter(t => t.getBoundingClientRect().width > 1).map(t => t.textContent)"
    drawn = figure.locator(".evidence-plot svg text").evaluate_all(in_sight)
    inner = ["".join(text.itertext()) for text in root.find(f"{SVG}svg").iter(f"{SVG}text")]
    assert {text for text in drawn if text.strip()} <= set(inner)
    for text in root.iter(f"{SVG}text"):
        if colour := re.search(r"fill: ?(rgb\([^)]*\)|#\w+)", text.get("style", "")):
            on_ground = "".join(text.itertext()).strip() and text.getparent().get("class", "").endswith(
                "tick"
            )
            assert not on_ground or contrast(colour[1], fill) >= 4.5
    for text in root.findall(f"{SVG}text"):
        assert contrast(text.get("fill"), fill) >= 4.5


def test_png_is_a_picture_of_the_figures_size(figure):
    turn(figure, "dark")
    content = save(figure, "png")
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    plot = figure.locator(".evidence-plot").bounding_box()
    assert width >= 2 * plot["width"]
    assert height > 2 * plot["height"]
    first = corner(content)
    shown = figure.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert list(first) == [*numbers(shown), 255][: len(first)]


def corner(png: bytes) -> bytes:
    """The first pixel: whatever a row's filter, there is nothing before it to add."""
    depth, colour = png[24], png[25]
    assert (depth, colour) in ((8, 6), (8, 2))
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data)[1 : 5 if colour == 6 else 4]


def numbers(colour: str) -> list[int]:
    if colour.startswith("#"):
        return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return [int(n) for n in re.findall(r"\d+", colour)[:3]]


def contrast(one: str, other: str) -> float:
    """By the Web Content Accessibility Guidelines."""

    def light(colour: str) -> float:
        parts = [n / 255 for n in numbers(colour.strip())]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05

    lights = sorted([light(one), light(other)])
    return lights[1] / lights[0]
