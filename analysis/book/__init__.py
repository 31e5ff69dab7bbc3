"""What the cells of a chapter call."""

from analysis.book.html import (
    BROKEN,
    Html,
    choice,
    claim,
    figure_html,
    filtered,
    link,
    number,
    passages,
    quotation,
    table,
)

__all__ = [
    "BROKEN",
    "Html",
    "choice",
    "claim",
    "figure_html",
    "filtered",
    "link",
    "number",
    "passages",
    "quotation",
    "table",
]
