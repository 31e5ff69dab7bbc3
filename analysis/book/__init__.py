"""What the cells of a chapter call."""

from analysis.tables import needs

with needs("book", "analysis.book"):
    from analysis.book.cells import BROKEN, Html, Said, choice, number, passages, prose, quotation, table
    from analysis.book.chapter import Chapter
    from analysis.book.html import figure_html, link

__all__ = [
    "BROKEN",
    "Chapter",
    "Html",
    "Said",
    "choice",
    "figure_html",
    "link",
    "number",
    "passages",
    "prose",
    "quotation",
    "table",
]
