"""The package as it is given away, and an environment that holds what it needs and nothing else."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_bytes
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
# what the extras bring
EXTRAS = (
    "plotly",
    "sphinx",
    "jupyter_book",
    "trafilatura",
    "pdfplumber",
    "docx",
    "dateparser",
    "numba",
    "cassis",
    "dask",
    "distributed",
    "pyarrow",
)
FOLDERS = ("analysis", "seeds", "benchmarks", "book")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "_config.yml")


def copy_source(folder: Path) -> Path:
    """Copy what is packed, so that nothing is built in the project's own folder."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(*command: object, **given: object) -> str:
    """Run a command outside the project, and give what it prints; its errors are shown where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked_by(wheel: Path) -> list[str]:
    """Give what a wheel says that it requires."""
    with zipfile.ZipFile(wheel) as packed:
        (place,) = (name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(packed.read(place)).get_all("Requires-Dist", [])


def needed(requires: list[str], extras: frozenset[str] = frozenset()) -> set[str]:
    """Name the distributions that requirements without an extra, or with these, ask for in the end."""
    found: set[str] = set()
    for asked in map(Requirement, requires):
        of = [asked.marker is None or asked.marker.evaluate({"extra": extra}) for extra in extras | {""}]
        if any(of):
            inner = distribution(asked.name).requires or []
            found |= {canonicalize_name(asked.name)} | needed(inner, frozenset(asked.extras))
    return found


def empty_environment(folder: Path, names: set[str]) -> Path:
    """Make an environment that holds these distributions alone, linked from this one; give its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    modules = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    for name in names:
        held = distribution(name)
        for first in {file.parts[0] for file in held.files or [] if file.parts[0] != ".."}:
            if first != "__pycache__":
                (modules / first).symlink_to(Path(str(held.locate_file(first))))
    return folder / "bin" / Path(sys.executable).name
