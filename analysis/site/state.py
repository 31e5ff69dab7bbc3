"""What the pages of a book were made of, so that those of another state are made anew."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

_FOLDERS = ("analysis", "seeds", "documents", "archive", "benchmarks")
_KINDS = (".py", ".csv", ".txt", ".html")


def digest(root: Path, address: str) -> str:
    """Give a hash of the library, of the data in the book's folder, and of the address: what pages depend on.

    A library that is installed elsewhere counts by the file of its packages.
    """
    found = hashlib.sha256(f"{sys.version}\0{address}\0".encode())
    package = Path(__file__).parents[1]
    folders = [package, *(root / name for name in _FOLDERS)]
    paths = {path for folder in folders for path in folder.rglob("*") if path.suffix in _KINDS}
    for path in [*sorted(paths), root / "requirements.txt", root / "_toc.yml"]:
        if path.is_file():
            found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()


def is_current(file: Path, present: str) -> bool:
    """Tell whether pages stand whole and of the present state; from now on they do not, until it is written.

    Whatever then ends the build, the next one makes all pages anew.
    """
    known = file.is_file() and file.read_text(encoding="utf-8") == present
    file.unlink(missing_ok=True)
    return known
