"""The examples, run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def test_the_notebook_draws_three_figures(monkeypatch, tmp_path):
    content = nbformat.read(EXAMPLES / "three_figures.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in content.cells)
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # where its project goes
    settings = {"metadata": {"path": str(EXAMPLES)}}
    done = NotebookClient(content, timeout=120, resources=settings).execute(
        env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    data = [output.data for cell in done.cells for output in cell.get("outputs", []) if "data" in output]
    figures = [
        one["application/vnd.plotly.v1+json"] for one in data if "application/vnd.plotly.v1+json" in one
    ]
    assert [len(figure["data"]) > 0 for figure in figures] == [True] * 3
    printed = "".join(output.get("text", "") for cell in done.cells for output in cell.get("outputs", []))
    assert "added 3 to " in printed


def test_the_script_reads_a_folder(tmp_path):
    (tmp_path / "a.txt").write_text("Il pleut. Moscou propose un pacte à Paris.\n")
    said = [
        subprocess.run(
            [sys.executable, EXAMPLES / "own_corpus.py", *folder],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for folder in ([], [tmp_path])
    ]
    assert "moscou-propose" in said[0]
    assert said[1].splitlines()[-1].split(maxsplit=2) == ["a", "RUS", "propose un pacte à Paris"]


@pytest.mark.parametrize("path", [path for path in sorted(EXAMPLES.iterdir()) if path.is_file()])
def test_the_readme_shows_it(path):
    assert f"examples/{path.name}" in (ROOT / "README.md").read_text(encoding="utf-8")
