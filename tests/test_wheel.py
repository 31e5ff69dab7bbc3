"""The package as pip brings it: source archive and wheel, tried where only its own needs are installed."""

import subprocess
import sys
import tarfile
import zipfile

import pytest
from packages import EXTRAS, ROOT, asked_by, copy_source, empty_environment, needed, run

from analysis import __version__

BUILD = "from setuptools import build_meta as b; b.build_sdist('dist'); b.build_wheel('dist')"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The source archive of the project, and the wheel that is built from that archive."""
    source, unpacked = copy_source(tmp_path_factory.mktemp("source")), tmp_path_factory.mktemp("unpacked")
    run(sys.executable, "-c", BUILD, cwd=source)
    (archive,) = (source / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(unpacked, filter="data")
    (folder,) = unpacked.iterdir()
    run(sys.executable, "-c", BUILD, cwd=folder)
    (ours,), (again,) = ((place / "dist").glob("*.whl") for place in (source, folder))
    return ours, again


@pytest.fixture(scope="module")
def python(built, tmp_path_factory):
    """Python in an environment with the wheel and what it needs, and nothing else."""
    python = empty_environment(tmp_path_factory.mktemp("empty"), needed(asked_by(built[1])))
    alone = ["--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    run(sys.executable, "-m", "pip", "--python", python, "install", *alone, built[1])
    run(sys.executable, "-m", "pip", "--python", python, "check")
    return python


def test_the_archive_makes_the_same_wheel(built):
    ours, again = ({*zipfile.ZipFile(wheel).namelist()} for wheel in built)
    assert ours == again
    assert built[0].name == f"infosec_positions-{__version__}-py3-none-any.whl"
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "analysis").rglob("*.py")}
    assert modules <= ours
    assets = "py.typed lexicon/actors.csv project/page/review.html project/template/Makefile".split()
    for name in (*assets, "project/template_archive/book/archive.md"):
        assert f"analysis/{name}" in ours


def test_it_is_what_is_installed(python, tmp_path):
    where = run(python, "-c", "import analysis; print(analysis.__version__, analysis.__file__)", cwd=tmp_path)
    assert where.startswith(f"{__version__} {python.parents[1]}/")
    loaded = f"import analysis, sys; print({{'pandas', 'pandera', 'numpy', *{EXTRAS}}} & set(sys.modules))"
    assert run(python, "-c", loaded, cwd=tmp_path) == "set()\n"
    there = f"from importlib.util import find_spec; print([n for n in {EXTRAS} if find_spec(n)])"
    assert run(python, "-c", there, cwd=tmp_path) == "[]\n"


def test_the_commands(python, tmp_path):
    text = tmp_path / "note.txt"
    text.write_text("Moscou propose un pacte à Londres. Londres refuse.\n")
    assert "c01,note,propose un pacte" in run(python, "-m", "analysis", "candidates", text, cwd=tmp_path)
    run(python, "-m", "analysis", "new", tmp_path / "book", cwd=tmp_path)
    added = run(
        *(python, "-m", "analysis", "add", "--yes", "--to", tmp_path / "book/documents", text), cwd=tmp_path
    )
    assert "added 1 to" in added
    assert "RUS,metonym,1" in run(python, "-m", "analysis", "actors", cwd=tmp_path / "book")
    assert run(python, "-m", "analysis", "check", cwd=tmp_path / "book").endswith("no problems\n")
    shipped = (
        "import analysis as a, warnings as w; w.simplefilter('ignore'); print(a.read_corpus().folder.name)"
    )
    assert run(python, "-c", shipped, cwd=tmp_path) == "seeds\n"


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("import analysis.figures", "figures"),
        ("from analysis.book import Chapter", "book"),
        ("from analysis import scale", "scale"),
        (
            "from pathlib import Path; from analysis.corpus.readers import read_original; "
            "Path('a.html').write_text('<p>Oui.'); read_original(Path('a.html'))",
            "documents",
        ),
        (
            "import analysis as a, pandas as pd; c = a.Corpus.from_texts({'a': 'Oui.'}); "
            "a.proposals.to_cas(c, pd.DataFrame(), 'a')",
            "annotations",
        ),
    ],
)
def test_what_is_missing_names_its_extra(python, tmp_path, code, extra):
    done = subprocess.run([python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert f"pip install 'infosec-positions[{extra}]'" in done.stderr.splitlines()[-1]
