"""How data, tables and figures are written as HTML: in the cells of a chapter, and by the build.

The evidence of a number is one string: references joined by a space, each
``<passage id>:<start>-<end>``, in code points from the start of the passage's sentence.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Any, ClassVar, TypeGuard
from urllib.parse import quote

PLOTLY_MIME = "application/vnd.plotly.v1+json"
PASSAGES_PAGE = "passages.html"
WHOLE = 300  # passages that the page of passages shows whole; of more it lists the documents
DEFAULT_HEIGHT = 420
_NUMERIC = ' class="n"'
NONE = "·"  # a count of nothing, in a table of counts
_LONG = 45  # characters that the cells of a column have on average, if it wants room
_OURS = re.compile(r'<(a|span|strong|div|figure) class="(evidence-|quotation|passages)')


@cache
def _template() -> dict[str, Any]:
    from analysis.figures import TEMPLATE  # with plotly and pandas: only where there are figures

    return dict(TEMPLATE.to_plotly_json())


def figure_html(figure: Mapping[str, Any]) -> str:
    """Turn a plotly figure into a figure of the book.

    Parameters
    ----------
    figure : mapping
        ``data`` and ``layout``, as plotly gives them to notebooks; ``layout["meta"]`` holds the id, the
        alternative text, the source line, the figure's table and its evidence.

    Returns
    -------
    str
        A ``<figure>`` with caption, plot area, source, and the table of its data. It can be read and
        followed without JavaScript.

    Raises
    ------
    ValueError
        When the figure has no id, title or alternative text, or its table does not fit its links.
    """
    layout = dict(figure.get("layout") or {})
    meta = layout.pop("meta", None) or {}
    title = layout.pop("title", None) or {}
    caption = meta.get("title") or title.get("text", "")
    if layout.get("template") == _template():
        del layout["template"]  # the page has it once
    name = meta.get("id") or caption or "without a name"
    given = {"layout.meta.id": meta.get("id"), "layout.meta.alt": meta.get("alt"), "layout.title": caption}
    for where, value in given.items():
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"the figure {name!r} has no {where}")
    above = meta.get("above", 0)  # the room of the title, which stands in the caption here
    height = int(layout.pop("height", None) or DEFAULT_HEIGHT) - above
    if above:
        layout["margin"] = layout["margin"] | {"t": meta["top"]}
    evidence = list(meta.get("evidence", []))
    columns, rows, links = meta.get("columns", []), meta.get("rows", []), meta.get("links", {})
    try:
        table = table_html(
            columns, rows, links, evidence, french=meta.get("french", ()), language=meta.get("language", "fr")
        )
    except ValueError as error:
        raise ValueError(f"the figure {name!r}: {error}") from None
    content = {"data": figure.get("data", []), "layout": layout, "evidence": [*map(shortened, evidence)]}
    slug, alt = escape(meta["id"]), escape(meta["alt"])
    asked = (
        f'<span class="evidence-question">{escape(meta["question"])}</span>' if meta.get("question") else ""
    )
    source = f'<p class="evidence-source">{escape(meta["source"])}</p>' if meta.get("source") else ""
    summary = "Data and downloads, each number with its passages" if evidence else "The data"
    return (
        f'<figure class="evidence-figure" id="fig-{slug}" data-name="{slug}">'
        f"<figcaption>{escape(caption)}{asked}</figcaption>"
        f'<div class="evidence-plot" role="img" aria-label="{alt}"'
        f' style="height:{height}px"><noscript>{alt}</noscript></div>'
        f"{script(content)}{source}<details><summary>{summary}</summary>{table}</details></figure>"
    )


def figure_template() -> str:
    """Give the template that the figures of a page share, for the end of the page."""
    return script(_template()).replace("<script", '<script id="figure-template"', 1)


class EvidenceRenderer:
    """Renders plotly's notebook output, and numbers in prose, for the book (an entry point of myst-nb)."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("html", PLOTLY_MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, element: Any, inline: bool) -> list[Any] | None:
        """Give the nodes of one notebook output (a ``MimeData``), or None to leave it to others."""
        from docutils import nodes

        if element.mime_type == "text/html" and (not element.string or _OURS.match(element.string)):
            # without the wrapper of myst-nb, whose colours and padding are meant for foreign HTML
            return [nodes.raw("", element.string, format="html")]
        if element.mime_type != PLOTLY_MIME or inline:
            return None
        try:
            return [nodes.raw("", figure_html(element.content), format="html")]
        except ValueError as error:
            from sphinx.errors import ExtensionError

            raise ExtensionError(f"{renderer.source}: {error}") from None


def table_html(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    links: Mapping[str, Sequence[int]],
    evidence: Sequence[str],
    *,
    french: Sequence[str] = (),
    language: str | Sequence[str] = "fr",
    caption: str = "",
    addresses: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """Write a table; its links lead to the first passage, and the book's script completes them.

    ``links`` gives, for a column, the place in ``evidence`` of that of each cell, -1 for none; ``addresses``
    the address that each of its cells leads to, empty for none. ``french`` names the columns of words of the
    documents, ``language`` their language, or that of each row.
    """
    for column, indices in links.items():
        if column not in columns or len(indices) != len(rows):
            raise ValueError(f"links[{column!r}] must name a column and hold one entry for each of its rows")
        for index in indices:
            if index >= len(evidence):
                raise ValueError(f"links[{column!r}]: there is no evidence {index}")
    for i, row in enumerate(rows):
        if len(row) != len(columns):
            raise ValueError(f"row {i} has {len(row)} cells for {len(columns)} columns")
    by_column = [*zip(*rows, strict=True)]
    numeric = [all(_is_number(cell) or cell == NONE for cell in cells) for cells in by_column]
    head = "".join(
        f'<th scope="col"{_NUMERIC if right else ""}>{escape(column)}</th>'
        for column, right in itertools.zip_longest(columns, numeric)
    )
    # on a phone: a card for each row; with several columns of long texts everywhere
    long = [sum(len(text_of(cell)) for cell in cells) > _LONG * len(cells) for cells in by_column]
    stacked = len(columns) > 3 and (any(long) or numeric.count(False) > 3)
    cards = stacked and len(columns) > 4 and long.count(True) > 1
    written = []
    for column, cells, is_long in zip(columns, by_column, long, strict=False):
        wide = ' class="long"' if cards and is_long else ""
        inner = [escape(text) for text in _alike(cells)]
        if column in links:
            inner = [_linked(*cell, evidence) for cell in zip(inner, links[column], strict=True)]
        if column in addresses:
            targets = zip(inner, addresses[column], strict=False)
            inner = [f'<a href="{escape(to)}">{shown}</a>' if to else shown for shown, to in targets]
        of_rows = itertools.repeat(language, len(rows)) if isinstance(language, str) else language
        openings = [
            f'<td{wide} lang="{escape(code)}"' if column in french else f"<td{wide}" for code in of_rows
        ]
        given = zip(openings, cells, inner, strict=True)
        written.append(
            [f"{opening}{_number_attributes(cell)}>{shown}</td>" for opening, cell, shown in given]
        )
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*written, strict=True))
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    label = escape(caption or "The data")
    kind = f' class="stacked{" cards" * cards}"' if stacked else ""
    return (
        f'<div class="evidence-scroll" tabindex="0" role="group" aria-label="{label}">'
        f"<table{kind}>{title}<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _alike(cells: Sequence[object]) -> list[str]:
    """Write the cells of a column, its numbers with as many decimals each."""
    shown = [text_of(cell) for cell in cells]
    numbers = [isinstance(cell, float) and text != "" for cell, text in zip(cells, shown, strict=True)]
    decimals = [
        len(text.partition(".")[2]) for text, is_number in zip(shown, numbers, strict=True) if is_number
    ]
    given = zip(cells, shown, numbers, strict=True)
    return [f"{cell:,.{max(decimals)}f}" if is_number else text for cell, text, is_number in given]


def _linked(shown: str, index: int, evidence: Sequence[str]) -> str:
    """Make a cell a link to the first passage of its evidence, if it has any."""
    references = evidence[index].split() if index >= 0 else []
    if not references:
        return shown
    anchor = escape(anchor_of(references[0]))
    return f'<a class="evidence-link" href="{PASSAGES_PAGE}#{anchor}" data-e="{index}">{shown}</a>'


def _number_attributes(cell: object) -> str:
    """Give the attributes of a cell with a number: its exact value, where it is shown otherwise."""
    if not _is_number(cell):
        return _NUMERIC if cell == NONE else ""
    exact = math.isfinite(cell) and text_of(cell) != repr(cell)
    return _NUMERIC + (f' data-value="{cell!r}"' if exact else "")


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def text_of(value: object) -> str:
    """Write a value for a reader: thousands apart, at most three decimals, nothing for a missing value."""
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{round(value, 3) + 0.0:,.3f}".rstrip("0").rstrip(".")  # + 0.0: no minus before a zero
    if callable(item := getattr(value, "item", None)):  # a number of numpy's
        return text_of(item())
    return str(value).removesuffix(" 00:00:00")


def script(content: object) -> str:
    """Write data into a page so that no string in it can end the script element."""
    text = json.dumps(
        content,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
        default=lambda value: value.tolist(),  # numpy's numbers and arrays
    )
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json">{text}</script>'


def link(evidence: str) -> str:
    """Address of the passages page that shows just this evidence.

    Examples
    --------
    >>> link("doc-0123abcd:0-4 doc-89abcdef:7-9")
    'passages.html?see=doc-0123abcd:0-4,doc-89abcdef:7-9#doc-0123abcd'
    """
    references = shortened(evidence).split()
    see = quote(",".join(references), safe=":,-")
    return f"{PASSAGES_PAGE}?see={see}#{anchor_of(references[0])}"


def shortened(evidence: str) -> str:
    """Name each passage once where references to it stand in a row: a page holds thousands.

    Examples
    --------
    >>> shortened("doc-0123abcd:0-4 doc-0123abcd:7-9 doc-89abcdef:7-9")
    'doc-0123abcd:0-4 :7-9 doc-89abcdef:7-9'
    """
    return " ".join(
        reference.removeprefix(passage) if number else reference
        for passage, references in itertools.groupby(evidence.split(" "), key=anchor_of)
        for number, reference in enumerate(references)
    )


def anchor_of(reference: str) -> str:
    """Give the passage id of a reference."""
    return reference.rpartition(":")[0] or reference
