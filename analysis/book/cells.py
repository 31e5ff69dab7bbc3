"""What cells show: numbers, tables, quotations and passages, as objects that Jupyter shows as HTML."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from html import escape
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pandas as pd

from analysis.book.html import PASSAGES_PAGE, WHOLE, link, script, shortened, table_html, text_of

BROKEN = "evidence-claim-broken"
WARNING = "No longer holds with these data:"


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


def joined(parts: Iterable[Html]) -> Html:
    """Put pieces of a page one below the other."""
    known = [*parts]
    return Html("".join(part.html for part in known), "\n".join(part.text for part in known))


def number(value: object, evidence: str) -> Html:
    """Give a number for prose, linked to the passages that it rests on.

    Parameters
    ----------
    value : object
        The number, or words such as ``"40 %"``.
    evidence : str
        References to passages; empty where there is none, and then the number is no link.

    Examples
    --------
    >>> number(1200, "doc-0123abcd:0-4").html
    '<a class="evidence-link" href="passages.html?see=doc-0123abcd:0-4#doc-0123abcd">1,200</a>'
    >>> number(0, "").html
    '<span class="evidence-none">0</span>'
    """
    shown = text_of(value)
    if not evidence.split():
        return Html(f'<span class="evidence-none">{escape(shown)}</span>', shown)
    return Html(_link(evidence, escape(shown)), shown)


class Said(SimpleNamespace):
    """Numbers for prose, each an attribute; shown itself, it is the sign of a guard that failed.

    Examples
    --------
    >>> Said(n=number(12, ""))
    <BLANKLINE>
    >>> Said(False)
    No longer holds with these data:
    """

    def __init__(self, holds: bool = True, /, **numbers: Html) -> None:
        super().__init__(**numbers)
        self.holds = holds

    def then(self, finding: str) -> str:
        """Give a finding where the statement holds, for the title of a figure; else nothing."""
        return finding if self.holds else ""

    def _repr_html_(self) -> str:
        return "" if self.holds else f'<strong class="{BROKEN}">{WARNING}</strong> '

    def __repr__(self) -> str:
        return "" if self.holds else WARNING


@dataclass(frozen=True, slots=True)
class Prose:
    """Text that Jupyter shows as Markdown."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text


def prose(text: str, names: Mapping[str, object]) -> Prose:
    """Fill in the numbers that a chapter's prose names, in notebooks that know no ``eval``.

    Examples
    --------
    >>> said = Said(False, n=number(1200, ""))
    >>> prose("{eval}`said` There are {eval}`said.n` words.", {"said": said}).text
    '**No longer holds with these data:** There are 1,200 words.'
    """

    def fill(found: re.Match[str]) -> str:
        first, *rest = found[1].split(".")
        shown = repr(reduce(getattr, rest, names[first]))
        return f"**{shown}**" if shown == WARNING else shown

    return Prose(re.sub(r"\{eval\}`([\w.]+)`", fill, text).strip())


def _link(evidence: str, shown: str) -> str:
    return f'<a class="evidence-link" href="{escape(link(evidence))}">{shown}</a>'


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
    language: str | Sequence[str] = "fr",
    links: Mapping[str, Iterable[str | None]] | None = None,
    addresses: Mapping[str, Sequence[str]] | None = None,
    folded: bool = False,
    searchable: bool = False,
    filters: Mapping[str, Iterable[str]] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Html:
    """Show a DataFrame as an HTML table whose cells lead to their evidence.

    Parameters
    ----------
    frame : pandas.DataFrame
        What to show; the index is left out.
    caption : str
        The table's title.
    french : iterable of str
        Columns whose cells are words of the documents.
    language : str or sequence of str
        The language of these cells, or of those of each row; ``mul`` for several.
    links : mapping of str to iterable of str, optional
        For a column, the evidence of each of its cells, in the order of the rows.
    addresses : mapping of str to sequence of str, optional
        For a column, the address that each of its cells leads to, as from `choice`; empty for none.
    folded : bool
        Whether the table opens only on demand, under its caption.
    searchable : bool
        Whether the page offers to search its rows and to sort them by a column.
    filters : mapping of str to iterable of str, optional
        What a reader can choose rows by: a heading, and its value in each row, or several with semicolons.
    chosen : mapping of str to str, optional
        For some of them, the value that is chosen at first.

    Examples
    --------
    >>> frame = pd.DataFrame({"Theme": ["pact"]})
    >>> table(frame, caption="Themes", filters={"Act": ["proposes"]}).html.partition("</script>")[0]
    '<div class="evidence-filtered"><script type="application/json">[["Act",["proposes"],""]]'
    """
    given = {
        column: [cell if isinstance(cell, str) and cell.strip() else "" for cell in cells]
        for column, cells in (links or {}).items()
    }
    for column in given:
        if column not in frame.columns:
            raise KeyError(f"links name the column {column!r}; the table has {list(frame.columns)}")
    evidence = [cell for cells in given.values() for cell in cells if cell]
    places = itertools.count()
    body = table_html(
        [*map(str, frame.columns)],
        frame.astype(object).to_numpy().tolist(),
        {column: [next(places) if cell else -1 for cell in cells] for column, cells in given.items()},
        evidence,
        french=[*french],
        language=language,
        caption="" if folded else caption,
        addresses=addresses or {},
    )
    if folded:
        body = f"<details><summary>{escape(caption)}</summary>{body}</details>"
    if evidence:
        body += script({"evidence": [*map(shortened, evidence)]})
    search = " data-search" if searchable else ""
    body = f'<div class="evidence-table"{search}>{body}</div>'
    if filters:
        first = chosen or {}
        offered = [[head, [*map(text_of, values)], first.get(head, "")] for head, values in filters.items()]
        body = f'<div class="evidence-filtered">{script(offered)}{body}</div>'
    return Html(body, frame.to_string(index=False))


def quotation(
    text: str,
    *,
    translation: str,
    speaker: str,
    publisher: str,
    date: object,
    evidence: str = "",
    marks: Iterable[tuple[int, int, str]] = (),
    language: str = "fr",
) -> Html:
    """Give a quotation with our translation, who said it, and who printed it.

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
    language : str
        Of the text, two letters.
    """
    origin = f"{escape(speaker)}, as printed by {escape(publisher)}, {escape(text_of(date))}"
    if evidence.split():
        origin += f" · {_link(evidence, 'the passage')}"
    return Html(
        f'<figure class="quotation"><blockquote lang="{language}"><p>{marked(text, marks)}</p></blockquote>'
        f"{translated(translation)}<figcaption>{origin}</figcaption></figure>",
        f"{text}\n{translation} (our translation)",
    )


def passages(
    frame: pd.DataFrame, *, facets: Mapping[str, Iterable[tuple[str, str, int]]] | None = None
) -> Html:
    """Show every passage in the order of the rows, each with an anchor that numbers can lead to.

    Of more than `WHOLE` the documents are listed, each leading to its text; the page's script shows what is
    chosen of them.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a passage: ``passage`` (its id; a column or the index), ``document``, ``title``,
        ``publisher``, ``date``, ``url``, ``text`` (or ``sentence``: its words); and, where there are any,
        ``glosses`` (list of str), ``marks`` (list of start, end and kind) and ``language``.
    facets : mapping of str to iterable of (str, str, int), optional
        What a reader can choose passages by: the name of a column, whose cells hold a code or a list of
        codes, and its codes with their labels and counts. The page's address then names the codes chosen.
    """
    words = "text" if "text" in frame.columns else "sentence"
    offered = [(name, [list(pair) for pair in pairs]) for name, pairs in (facets or {}).items()]
    columns = dict.fromkeys(["document", *(name for name, _ in offered)])
    choices = script(offered) if offered else ""
    place = '<div class="passages-place pst-js-only"></div>' if offered else ""  # kept for what a script adds
    if len(frame) > WHOLE:
        shown = f'{place}<div class="passages" data-total="{len(frame)}">{choices}{_documents(frame)}</div>'
        return Html(shown, f"{len(frame)} passages")
    articles = []
    for row in (frame if "passage" in frame.columns else frame.reset_index()).to_dict("records"):
        anchor = escape(str(row["passage"]))
        language = escape(str(row.get("language", "fr")))
        title = f'<cite lang="{language}">{escape(text_of(row["title"]))}</cite>'
        url = text_of(row["url"])
        if urlsplit(url).scheme in ("http", "https"):
            title = f'<a href="{escape(url)}" rel="noopener noreferrer">{title}</a>'
        details = ", ".join(escape(t) for t in (text_of(row["publisher"]), text_of(row["date"])) if t)
        codes = "".join(_codes(name, row[name]) for name in columns)
        articles.append(
            f'<article class="passage" id="{anchor}"{codes}>'
            f'<p class="passage-sentence" lang="{language}">'
            f"{marked(str(row[words]), row.get('marks', ()))}</p>"
            f"{''.join(map(translated, row.get('glosses', ())))}"
            f'<p class="passage-origin">{title}<br>{details} · '
            f'<a class="passage-id" href="#{anchor}">{anchor}</a> · '
            f'<a href="text-{escape(str(row["document"]))}.html#{anchor}">in its text</a></p></article>'
        )
    shown = f'{place}<div class="passages">{choices}{"".join(articles)}</div>'
    return Html(shown, f"{len(articles)} passages")


def _documents(frame: pd.DataFrame) -> str:
    """List the documents of passages with the number of these, each leading to its text."""
    sizes = frame["document"].value_counts()
    items = "".join(
        f'<li><a href="text-{escape(row["document"])}.html" lang="{escape(row.get("language", "fr"))}">'
        f"{escape(row['title'])}</a> {escape(text_of(row['date']))} ({sizes[row['document']]})</li>"
        for row in frame.drop_duplicates("document").to_dict("records")
    )
    return f"<ul>{items}</ul>"


def _codes(name: str, codes: str | Iterable[str]) -> str:
    """Write a passage's codes as an attribute; none where it has no code."""
    joined = "|".join([codes] if isinstance(codes, str) else codes)
    return f' data-{name}="{escape(joined)}"' if joined else ""


def translated(text: str) -> str:
    """Give our translation of a sentence, marked as ours."""
    inner = text.replace("“", "‘").replace("”", "’")  # quotations inside the quotation
    return f'<p class="translation">“{escape(inner)}” <span class="ours">(our translation)</span></p>'


def marked(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """Escape a text and wrap its marked spans; where marks overlap, the piece carries all their kinds."""
    spans = [(start, end, kind) for start, end, kind in marks if 0 <= start < end <= len(text)]
    bounds = sorted({0, len(text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    pieces = []
    for start, end in itertools.pairwise(bounds):
        kinds = " ".join(sorted({f"mark-{k}" for s, e, k in spans if s <= start and end <= e}))
        piece = escape(text[start:end], quote=False)
        pieces.append(f'<mark class="{escape(kinds)}">{piece}</mark>' if kinds else piece)
    return "".join(pieces)
