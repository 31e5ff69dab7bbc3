"""What the pages of a book were made of, so that those of another state are made anew."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

NAME = ".state"
_FOLDERS = ("analysis", "seeds", "benchmarks")
_KINDS = (".py", ".csv", ".txt", ".html")


def digest(root: Path) -> str:
    """Give a hash of the library and of the data in the book's folder: all that its numbers depend on.

    A library that is installed elsewhere counts by the file of its packages.
    """
    found = hashlib.sha256(sys.version.encode())
    package = Path(__file__).parents[1]
    folders = [package, *(root / name for name in _FOLDERS)]
    paths = {path for folder in folders for path in folder.rglob("*") if path.suffix in _KINDS}
    for path in [*sorted(paths), root / "requirements.txt"]:
        if path.is_file():
            found.update(f"{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()


def is_current(built: Path, root: Path) -> bool:
    """Tell whether pages were written whole, and of the present state."""
    file = built / NAME
    return file.is_file() and file.read_text(encoding="utf-8") == digest(root)


def record(built: Path, root: Path, *, is_whole: bool) -> None:
    """Remember the present state once pages are written whole; without that, nothing."""
    (built / NAME).unlink(missing_ok=True)
    if is_whole:
        (built / NAME).write_text(digest(root), encoding="utf-8")
