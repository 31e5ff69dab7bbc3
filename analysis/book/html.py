"""How a figure, a number, a table and a passage become HTML in the book.

The functions `number`, `table`, `quotation` and `passages` are called in the chapters, and give objects that
Jupyter shows as HTML. `EvidenceRenderer` is called by the build: it turns plotly's own notebook output into a
figure with a caption, a table of its data and links to the evidence.

The evidence of a number is one string: references joined by a space, each
``<passage id>:<start>-<end>``, in code points from the start of the passage's sentence.
"""

from __future__ import annotations

import html
import itertools
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    import pandas as pd

PLOTLY_MIME = "application/vnd.plotly.v1+json"
PASSAGES_PAGE = "passages.html"
DEFAULT_HEIGHT = 420
FIGURE_TEMPLATE = "figure-template"
BROKEN = "evidence-claim-broken"
WARNING = "No longer holds with these data:"
_NUMERIC = ' class="n"'
_OURS = re.compile(r'<(a|span|strong|div|figure) class="(evidence-|quotation|passages)')


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of HTML that Jupyter shows as such, and its plain text.

    Examples
    --------
    >>> Html("<b>12</b>", "12")
    12
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def number(value: object, evidence: str, *, label: str | None = None) -> Html:
    """Give a number for prose, linked to the passages that it rests on.

    Parameters
    ----------
    value : object
        The number, or a word from the texts.
    evidence : str
        References to passages; empty where there is none, and then the number is no link.
    label : str, optional
        What to show instead of the value: ``"twelve"``, ``"40 %"``.

    Returns
    -------
    Html
        To be shown in a paragraph.

    Examples
    --------
    >>> number(1200, "doc-0123abcd:0-4").html
    '<a class="evidence-link" href="passages.html?see=doc-0123abcd:0-4#doc-0123abcd">1,200</a>'
    >>> number(0, "").html
    '<span class="evidence-none">0</span>'
    """
    shown = _text(value) if label is None else label
    if not evidence.split():
        return Html(f'<span class="evidence-none">{html.escape(shown)}</span>', shown)
    href = html.escape(link(evidence))
    return Html(f'<a class="evidence-link" href="{href}">{html.escape(shown)}</a>', shown)


def link(evidence: str) -> str:
    """Address of the passages page that shows just this evidence.

    Examples
    --------
    >>> link("doc-0123abcd:0-4 doc-89abcdef:7-9")
    'passages.html?see=doc-0123abcd:0-4,doc-89abcdef:7-9#doc-0123abcd'
    """
    references = shortened(evidence).split()
    see = quote(",".join(references), safe=":,-")
    return f"{PASSAGES_PAGE}?see={see}#{_anchor(references[0])}"


def shortened(evidence: str) -> str:
    """Name each passage once where references to it stand in a row: a page holds thousands.

    Examples
    --------
    >>> shortened("doc-0123abcd:0-4 doc-0123abcd:7-9 doc-89abcdef:7-9")
    'doc-0123abcd:0-4 :7-9 doc-89abcdef:7-9'
    """
    references = evidence.split(" ")
    before = [None, *map(_anchor, references)]
    return " ".join(
        reference.removeprefix(passage) if (passage := _anchor(reference)) == last else reference
        for reference, last in zip(references, before, strict=False)
    )


def choice(**codes: str) -> str:
    """Address of the passages page with a choice made: see the facets of `passages`.

    Examples
    --------
    >>> choice(actor="RUS", term="cyber*")
    'passages.html?actor=RUS&term=cyber%2A'
    """
    return f"{PASSAGES_PAGE}?{urlencode(codes)}"


def table(
    frame: pd.DataFrame,
    *,
    caption: str,
    french: Iterable[str] = (),
    links: Mapping[str, Iterable[str | None]] | None = None,
    addresses: Mapping[str, Sequence[str]] | None = None,
    folded: bool = False,
    searchable: bool = False,
) -> Html:
    """Show a DataFrame as an HTML table whose cells lead to their evidence.

    Parameters
    ----------
    frame : pandas.DataFrame
        What to show; the index is left out.
    caption : str
        The table's title.
    french : iterable of str
        Columns whose cells are French.
    links : mapping of str to iterable of str, optional
        For a column, the evidence of each of its cells, in the order of the rows.
    addresses : mapping of str to sequence of str, optional
        For a column, the address that each of its cells leads to, as from `choice`; empty for none.
    folded : bool
        Whether the table opens only on demand, under its caption.
    searchable : bool
        Whether the page offers to search its rows and to sort them by a column.

    Returns
    -------
    Html
        The table.
    """
    evidence: list[str] = []
    indexed: dict[str, list[int | None]] = {}
    for column, cells in (links or {}).items():
        if column not in frame.columns:
            raise KeyError(f"links name the column {column!r}; the table has {list(frame.columns)}")
        indexed[column] = []
        for cell in cells:
            known = isinstance(cell, str) and bool(cell.split())
            indexed[column].append(len(evidence) if known else None)
            if known:
                evidence.append(str(cell))
    rows = frame.astype(object).to_numpy().tolist()
    body = _table(
        [str(c) for c in frame.columns],
        rows,
        "" if folded else caption,
        set(french),
        indexed,
        evidence,
        addresses or {},
    )
    script = _script({"evidence": [*map(shortened, evidence)]}) if evidence else ""
    if folded:
        body = f"<details><summary>{html.escape(caption)}</summary>{body}</details>"
    search = " data-search" if searchable else ""
    return Html(f'<div class="evidence-table"{search}>{body}{script}</div>', frame.to_string(index=False))


def filtered(shown: Html, columns: Iterable[str]) -> Html:
    """Let a reader choose which rows of a table to see, by the values of some of its columns.

    Parameters
    ----------
    shown : Html
        As from `table`.
    columns : iterable of str
        The headings of the columns; a cell may hold several values, joined by ``; ``.

    Returns
    -------
    Html
        The table; the book's script puts a list of choices for each column above it.

    Examples
    --------
    >>> filtered(Html("<table></table>", ""), ["Theme", "To"]).html
    '<div class="evidence-filtered" data-filters="Theme|To"><table></table></div>'
    """
    names = html.escape("|".join(columns))
    return Html(f'<div class="evidence-filtered" data-filters="{names}">{shown.html}</div>', shown.text)


def quotation(
    text: str,
    *,
    translation: str,
    speaker: str,
    publisher: str,
    date: object,
    evidence: str = "",
    marks: Iterable[tuple[int, int, str]] = (),
) -> Html:
    """Give a French quotation with our translation, who said it, and who printed it.

    Parameters
    ----------
    text : str
        The words as the document has them.
    translation : str
        Our English translation; marked as ours.
    speaker, publisher : str
        Whose words they are, and where they were printed.
    date : object
        When; shown as it is written.
    evidence : str
        Reference to the passage.
    marks : iterable of (int, int, str)
        Spans of the text to highlight: start, end (code points) and kind.

    Returns
    -------
    Html
        The quotation.
    """
    origin = f"{html.escape(speaker)}, as printed by {html.escape(publisher)}, {html.escape(_text(date))}"
    if evidence.split():
        href = html.escape(link(evidence))
        origin += f' · <a class="evidence-link" href="{href}">the passage</a>'
    return Html(
        f'<figure class="quotation"><blockquote lang="fr"><p>{_marked(text, marks)}</p></blockquote>'
        f"{_translation(translation)}<figcaption>{origin}</figcaption></figure>",
        f"{text}\n{translation} (our translation)",
    )


def passages(frame: pd.DataFrame, *, facets: Mapping[str, Iterable[tuple[str, str]]] | None = None) -> Html:
    """Show every passage, each with an anchor that numbers can lead to.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a passage: ``passage`` (its id; a column or the index), ``document``, ``title``,
        ``publisher``, ``date``, ``url``, ``text`` (or ``sentence``: its words); and, where there are any,
        ``glosses`` (list of str) and ``marks`` (list of start, end and kind).
    facets : mapping of str to iterable of (str, str), optional
        What a reader can choose passages by: the name of a column, whose cells hold a code or a list of
        codes, and its codes with their labels. The page's address then names the codes chosen.

    Returns
    -------
    Html
        The list, in the order of the rows.
    """
    words = "text" if "text" in frame.columns else "sentence"
    offered = [(name, [list(pair) for pair in pairs]) for name, pairs in (facets or {}).items()]
    columns = dict.fromkeys(["document", *(name for name, _ in offered)])
    articles = []
    for row in (frame if "passage" in frame.columns else frame.reset_index()).to_dict("records"):
        anchor = html.escape(str(row["passage"]))
        title = f'<cite lang="fr">{html.escape(_text(row["title"]))}</cite>'
        url = _text(row["url"])
        if urlsplit(url).scheme in ("http", "https"):
            title = f'<a href="{html.escape(url)}" rel="noopener noreferrer">{title}</a>'
        details = ", ".join(html.escape(t) for t in (_text(row["publisher"]), _text(row["date"])) if t)
        codes = "".join(_codes(name, row[name]) for name in columns)
        articles.append(
            f'<article class="passage" id="{anchor}"{codes}>'
            f'<p class="passage-sentence" lang="fr">{_marked(str(row[words]), row.get("marks", ()))}</p>'
            f"{''.join(_translation(gloss) for gloss in row.get('glosses', ()))}"
            f'<p class="passage-origin">{title}<br>{details} · '
            f'<a class="passage-id" href="#{anchor}">{anchor}</a></p></article>'
        )
    text = f"{len(articles)} passages"
    script = _script(offered) if offered else ""
    place = '<div class="passages-place pst-js-only"></div>' if offered else ""  # kept for what a script adds
    return Html(f'{place}<div class="passages">{script}{"".join(articles)}</div>', text)


def _codes(name: str, codes: str | Iterable[str]) -> str:
    """Write a passage's codes as an attribute; none where it has no code."""
    joined = "|".join([codes] if isinstance(codes, str) else codes)
    return f' data-{name}="{html.escape(joined)}"' if joined else ""


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
    caption = meta.get("title") or (title.get("text", "") if isinstance(title, Mapping) else str(title))
    if layout.get("template") == _template():
        del layout["template"]  # the page has it once
    above = meta.get("above", 0)  # the room of the title, which stands in the caption here
    name = meta.get("id") or caption or "without a name"
    given = {"layout.meta.id": meta.get("id"), "layout.meta.alt": meta.get("alt"), "layout.title": caption}
    for where, value in given.items():
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"the figure {name!r} has no {where}")
    evidence = list(meta.get("evidence", []))
    height = int(layout.pop("height", None) or DEFAULT_HEIGHT) - above
    if above:
        layout["margin"] = layout["margin"] | {"t": layout["margin"]["t"] - above}
    content = {
        "data": figure.get("data", []),
        "layout": layout,
        "evidence": [*map(shortened, evidence)],
    }
    try:
        french = set(meta.get("french", []))
        rows = _table(
            meta.get("columns", []), meta.get("rows", []), "", french, meta.get("links", {}), evidence
        )
    except ValueError as error:
        raise ValueError(f"the figure {name!r}: {error}") from None
    slug = html.escape(meta["id"])
    source = f'<p class="evidence-source">{html.escape(meta["source"])}</p>' if meta.get("source") else ""
    summary = "Data and downloads, each number with its passages" if evidence else "The data"
    return (
        f'<figure class="evidence-figure" id="fig-{slug}" data-name="{slug}">'
        f"<figcaption>{html.escape(caption)}</figcaption>"
        f'<div class="evidence-plot" role="img" aria-label="{html.escape(meta["alt"])}"'
        f' style="height:{height}px"><noscript>{html.escape(meta["alt"])}</noscript></div>'
        f"{_script(content)}{source}<details><summary>{summary}</summary>{rows}</details></figure>"
    )


@cache
def _template() -> object:
    from analysis.figures import TEMPLATE

    return TEMPLATE.to_plotly_json()


def figure_template() -> str:
    """Give the template that the figures of a page share, for the end of the page."""
    return _script(_template()).replace("<script", f'<script id="{FIGURE_TEMPLATE}"', 1)


class EvidenceRenderer:
    """Renders plotly's notebook output, and numbers in prose, for the book (an entry point of myst-nb)."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("html", PLOTLY_MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, element: Any, inline: bool) -> list[Any] | None:
        """Give the nodes of one notebook output, or None to leave it to others.

        Parameters
        ----------
        renderer : myst_nb.core.render.NbElementRenderer
            The renderer of the page.
        element : myst_nb.core.render.MimeData
            The output.
        inline : bool
            True inside a paragraph.

        Returns
        -------
        list of docutils.nodes.Node or None
            Raw HTML.
        """
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


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    caption: str,
    french: set[str],
    links: Mapping[str, Sequence[int | None]],
    evidence: Sequence[str],
    addresses: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """Write a table; the links lead to the first passage, and the book's script completes them."""
    for column, indices in links.items():
        if column not in columns or len(indices) != len(rows):
            raise ValueError(f"links[{column!r}] must name a column and hold one entry for each of its rows")
        for index in indices:
            if index is not None and index >= len(evidence):
                raise ValueError(f"links[{column!r}]: there is no evidence {index}")
    numeric = [bool(rows) and all(map(_is_number, column)) for column in zip(*rows, strict=False)]
    head = "".join(
        f'<th scope="col"{_NUMERIC if right else ""}>{html.escape(column)}</th>'
        for column, right in itertools.zip_longest(columns, numeric)
    )
    # on a phone: a card for each row
    stacked = len(columns) > 3 and (bool(french) or numeric.count(False) > 3)
    lines = []
    for i, row in enumerate(rows):
        if len(row) != len(columns):
            raise ValueError(f"row {i} has {len(row)} cells for {len(columns)} columns")
        cells = []
        for column, value in zip(columns, row, strict=True):
            shown = html.escape(_text(value))
            index = links[column][i] if column in links else None
            if index is not None and index >= 0 and evidence[index].split():
                anchor = html.escape(_anchor(evidence[index].split()[0]))
                shown = (
                    f'<a class="evidence-link" href="{PASSAGES_PAGE}#{anchor}" data-e="{index}">{shown}</a>'
                )
            if column in addresses and addresses[column][i]:
                shown = f'<a href="{html.escape(addresses[column][i])}">{shown}</a>'
            attributes = ' lang="fr"' if column in french else ""
            if _is_number(value):
                exact = repr(value) if _text(value) != repr(value) and math.isfinite(value) else ""
                attributes += _NUMERIC + (f' data-value="{exact}"' if exact else "")
            cells.append(f"<td{attributes}>{shown}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    label = html.escape(caption or "The data")
    kind = ' class="stacked"' if stacked else ""
    return (
        f'<div class="evidence-scroll" tabindex="0" role="group" aria-label="{label}">'
        f"<table{kind}>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _script(content: object) -> str:
    """Write data into a page so that no string in it can end the script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/json">{text}</script>'


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """Turn numpy's numbers and arrays into Python's."""
    return value.tolist()


def _anchor(reference: str) -> str:
    """Give the passage id of a reference."""
    return reference.rpartition(":")[0] or reference


def _text(value: object) -> str:
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
        return _text(item())
    return str(value).removesuffix(" 00:00:00")


def _translation(text: str) -> str:
    inner = text.replace("“", "‘").replace("”", "’")  # quotations inside the quotation
    return f'<p class="translation">“{html.escape(inner)}” <span class="ours">(our translation)</span></p>'


def _marked(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """Escape a text and wrap its marked spans; where marks overlap, the piece carries all their kinds."""
    spans = [(start, end, kind) for start, end, kind in marks if 0 <= start < end <= len(text)]
    bounds = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    pieces = []
    for start, end in itertools.pairwise(bounds):
        kinds = " ".join(sorted({f"mark-{k}" for s, e, k in spans if s <= start and end <= e}))
        piece = html.escape(text[start:end], quote=False)
        pieces.append(f'<mark class="{html.escape(kinds)}">{piece}</mark>' if kinds else piece)
    return "".join(pieces)
