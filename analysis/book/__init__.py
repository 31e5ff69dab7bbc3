"""What the cells of a chapter call."""

from analysis.book.chapter import Chapter, Said
from analysis.book.html import (
    BROKEN,
    Html,
    choice,
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
    "Chapter",
    "Html",
    "Said",
    "choice",
    "figure_html",
    "filtered",
    "link",
    "number",
    "passages",
    "quotation",
    "table",
]
