"""Compiled loops for large corpora: they decide what is plain, and say where to ask the readable rules."""

import sys
from contextlib import suppress
from pathlib import Path

from tqdm import tqdm

FIRST = "the loops for large corpora are compiled: some seconds, the first time on a machine"


def forget_stale(folder: Path) -> None:
    """Remove kept compilations that are older than a source: numba holds a loop against its own file only."""
    newest = max(path.stat().st_mtime for path in folder.glob("*.py"))
    for compiled in (folder / "__pycache__").glob("*.nb?"):
        with suppress(OSError):
            if compiled.stat().st_mtime < newest:
                compiled.unlink()


def first_time(folder: Path) -> str:
    """Give what a user who waits is told where no compilation is kept; '' where one is."""
    return "" if any((folder / "__pycache__").glob("*.nbi")) else FIRST


forget_stale(Path(__file__).parent)
if sys.stderr.isatty() and (told := first_time(Path(__file__).parent)):
    tqdm.write(told, file=sys.stderr)
