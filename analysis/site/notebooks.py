"""A chapter as a notebook that a reader runs anywhere, with the package installed."""

from __future__ import annotations

import json
from pathlib import Path

from myst_nb.core.read import read_myst_markdown_notebook

from analysis import __version__

_FIRST = """This is a chapter of the book, to be run and changed. It needs the package, which brings the
texts with it: `pip install "FOLDER[{extras}]"`, where FOLDER is a copy of the project, version {version}.

A name such as {{eval}}`n` in the prose stands for a number that a cell computes: JupyterLab shows it where
the package jupyterlab-myst is installed. Links to passages lead into the book, not from here."""


def place(page: str) -> str:
    """Tell where a chapter's notebook lies.

    Examples
    --------
    >>> place("book/words")
    '_sources/book/words.ipynb'
    """
    return f"_sources/{page}.ipynb"


def write(source: str, target: Path, *, extras: str) -> None:
    """Write a chapter, a MyST notebook, as one for Jupyter without outputs.

    ``extras`` names the package's extra whose libraries the chapters import.
    """
    notebook = read_myst_markdown_notebook(source)
    first = _FIRST.format(extras=extras, version=__version__)
    notebook.cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": first})
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # the same at each build
        cell["metadata"].pop("tags", None)  # they hide the code from the book's readers
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
