"""What the cells of a chapter call."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.book.cells import BROKEN, Html, Said, choice, number, passages, prose, quotation, table
    from analysis.book.chapter import Chapter
    from analysis.book.html import figure_html, link
    from analysis.corpus.catalogue import readable_date

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
    "readable_date",
    "table",
]
_MODULES = {"Chapter": "chapter", "figure_html": "html", "link": "html", "readable_date": "chapter"}


def __getattr__(name: str) -> Any:
    """Import a name on first use: the build, which writes figures, counts nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis.book' has no attribute {name!r}")
    from analysis.tables import needs  # not before it is wanted: it loads pandas

    with needs("book", "analysis.book"):
        return getattr(import_module(f"analysis.book.{_MODULES.get(name, 'cells')}"), name)
