"""Compiled loops for large corpora: they decide what is plain, and say where to ask the readable rules."""

from contextlib import suppress
from pathlib import Path


def forget_stale(folder: Path) -> None:
    """Remove kept compilations that are older than a source: numba holds a loop against its own file only."""
    newest = max(path.stat().st_mtime for path in folder.glob("*.py"))
    for compiled in (folder / "__pycache__").glob("*.nb?"):
        with suppress(OSError):
            if compiled.stat().st_mtime < newest:
                compiled.unlink()


forget_stale(Path(__file__).parent)
