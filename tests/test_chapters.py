"""The chapters' cells: short, linted, and readable by whoever takes them to other documents."""

import re
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.site import notebooks

ROOT = Path(__file__).parents[1]
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*(.*?)^```$", re.MULTILINE | re.DOTALL)
OF_ARCHIVES = ROOT / "analysis" / "project" / "template_archive" / "book"  # no page of this book
PATHS = [path for folder in (ROOT / "book", OF_ARCHIVES) for path in sorted(folder.glob("*.md"))]
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}
CELLS = {name: CELL.findall(source) for name, source in SOURCES.items() if CELL.search(source)}


def lengths(*left_out):
    every = [cell for name, cells in CELLS.items() if name not in left_out for cell in cells]
    return sorted(sum(bool(line.strip()) for line in cell.splitlines()) for cell in every)


LENGTHS = lengths()


def test_cells_are_short():
    assert sum(lengths("archive")) <= 1000
    assert statistics.median(LENGTHS) <= 8
    assert statistics.quantiles(LENGTHS, n=10)[-1] <= 16
    assert LENGTHS[-1] <= 30


def test_cells_are_clean(tmp_path):
    for name in CELLS:
        notebooks.write(SOURCES[name], tmp_path / f"{name}.ipynb", extras="book")
    # titles, sources and alternative texts are one line each; a notebook's cells share their names
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [*command, "--ignore", "E501,D", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", CELLS)
def test_numbers_are_variables_of_the_page(name):
    assert "glue" not in SOURCES[name]
    assert not re.search(r"def (claim|say|linked)\b", SOURCES[name])
