"""A chapter as a notebook that a reader runs anywhere, with the package installed."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from myst_nb.core.read import read_myst_markdown_notebook

from analysis import __version__
from analysis.files import write_whole

_FIRST = """This is a chapter of the book, to be run and changed. It needs the package, which brings the texts
with it: `pip install "FOLDER[{extras}]"`, where FOLDER is a copy of the project, version {version}. Run all
cells: prose with numbers comes out of cells whose code is hidden. Links to passages work in the book
only."""
_START = """import plotly.io

from analysis.book import prose

plotly.io.renderers.default = "plotly_mimetype+notebook"  # drawn also in a page made of this notebook"""
_CITED = re.compile(r"\{cite:p\}`([^`]*)`")
_CHAPTER = re.compile(r"\[([^\]]*)\]\([\w-]+\.md[^)]*\)")
_HIDDEN = {"jupyter": {"source_hidden": True}, "transient": {"remove_source": True}}  # for nbconvert too


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
    first = _cell("markdown", _FIRST.format(extras=extras, version=__version__))
    cells = [first, _cell("code", _START), *(part for cell in notebook.cells for part in _parts(cell))]
    if not any("prose(" in cell["source"] for cell in cells):
        cells[1]["source"] = _START.replace("from analysis.book import prose\n\n", "")
    notebook.cells = [cell | {"id": f"cell-{number}"} for number, cell in enumerate(cells)]  # at each build
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")


def _parts(cell: Any) -> Iterator[dict[str, Any]]:
    """Give a cell as a notebook has it: paragraphs with numbers become code that fills them in."""
    if cell["cell_type"] == "code":
        yield _cell("code", cell["source"])  # without tags, which hide it from the book's readers
        return
    text = _CHAPTER.sub(r"\1", _CITED.sub(lambda found: f"[{found[1].replace(',', '; ')}]", cell["source"]))
    for with_numbers, paragraphs in itertools.groupby(text.split("\n\n"), lambda part: "{eval}" in part):
        part = "\n\n".join(paragraphs)
        if with_numbers:
            yield _cell("code", f'prose(r"""\n{part}\n""", globals())') | {"metadata": _HIDDEN}
        elif part.strip():
            yield _cell("markdown", part)


def _cell(kind: str, source: str) -> dict[str, Any]:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source} | code
