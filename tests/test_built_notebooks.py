"""A downloaded chapter runs outside the repository, with the installed package alone."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from packages import copy_source
from pages import HTML

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(HTML.glob("_sources/book/*.ipynb")) or [HTML / "_sources/book/summary.ipynb"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the package as pip installs it: modules, lexicon, texts."""
    copy, target = copy_source(tmp_path_factory.mktemp("source")), tmp_path_factory.mktemp("installed")
    left = copy / "build" / "lib" / "analysis"  # by an install of an earlier version
    left.mkdir(parents=True)
    (left / "gone.py").touch()
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    alone = ["--no-deps", "--no-build-isolation", "--ignore-installed", "--prefix", str(target)]
    subprocess.run([*command, *alone, str(copy)], check=True)
    assert not (modules(target) / "analysis" / "gone.py").exists(), "a module came back that is no more"
    return target


def modules(prefix: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(prefix)}))


def run(notebook: Path, installed: Path, folder: Path) -> nbformat.NotebookNode:
    copied = shutil.copy(notebook, folder)
    content = nbformat.read(copied, as_version=4)
    last = "import analysis\nprint(analysis.__file__, chapter.corpus.folder)"
    content.cells.append(nbformat.v4.new_code_cell(last))
    environment = os.environ | {"PYTHONPATH": str(modules(installed))}
    client = NotebookClient(content, timeout=120, resources={"metadata": {"path": str(folder)}})
    return client.execute(env=environment)


def test_chapter_runs_outside_the_repository(installed, tmp_path):
    done = run(HTML / "_sources/book/documents.ipynb", installed, tmp_path)
    assert done.cells[-1].outputs[0].text == (
        f"{modules(installed) / 'analysis' / '__init__.py'} {installed / 'share/infosec-positions/seeds'}\n"
    )


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_sound_and_without_outputs(notebook):
    content = nbformat.read(notebook, as_version=4)
    nbformat.validate(content)
    assert content.cells[0].cell_type == "markdown"
    assert not any(cell.get("outputs") for cell in content.cells)


def test_a_page_made_of_a_downloaded_chapter_has_its_figures_and_numbers(browser, installed, tmp_path):
    shutil.copy(HTML / "_sources/book/words.ipynb", tmp_path)
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "words.ipynb"]
    environment = os.environ | {"PYTHONPATH": str(modules(installed))}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300)
    page = browser.new_page()
    page.goto((tmp_path / "words.html").as_uri())  # no other host is reached
    page.wait_for_selector(".js-plotly-plot .main-svg")
    drawn = (
        HTML.joinpath("book/words.html").read_text(encoding="utf-8").count('<figure class="evidence-figure"')
    )
    assert page.locator(".js-plotly-plot").count() == drawn
    shown = page.inner_text("body")
    assert re.search(r"The most frequent content word is \w+: \d+ times among [\d,]+ words", shown)
    assert not [mark for mark in ("{eval}", "{cite", "prose(", ".md)") if mark in shown]
    page.close()
