"""Mend what Sphinx and the theme write: names for screen readers."""

from __future__ import annotations

_MENDED = {
    "<th></th>": "<td></td>",  # the corner of a pandas table heads nothing
    ' role="doc-biblioentry"': "",  # deprecated, and not for a div
    '<div role="list" class="citation-list">': '<div class="citation-list">',
}


def body(source: str) -> str:
    """Mend the text of a page.

    Examples
    --------
    >>> body("<th></th>")
    '<td></td>'
    """
    for wrong, right in _MENDED.items():
        source = source.replace(wrong, right)
    return source


def contents(source: str) -> str:
    """Name the switches that open a chapter's sections in the sidebar.

    Examples
    --------
    >>> contents("<summary><i></i></summary>")
    '<summary aria-label="Sections of this chapter"><i></i></summary>'
    """
    return source.replace("<summary>", '<summary aria-label="Sections of this chapter">')
