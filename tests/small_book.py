"""A book of a few chapters, built with the settings of the project's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"
HEADER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

"""
COMMAND = [sys.executable, "-c", BUILD, "build", ".", "-W", "-n", "--keep-going"]


def chapter(title: str, code: str = "", prose: str = "") -> str:
    cell = f"```{{code-cell}} ipython3\n{code}\n```\n\n" if code else ""
    return f"{HEADER if code else ''}# {title}\n\n{cell}{prose or 'A sentence.'}\n"


def write(folder: Path, chapters: dict[str, str]) -> Path:
    """Write a book, its chapters by their names, in their order."""
    for name in ("_config.yml", "CITATION.cff", "CHANGELOG.md", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    for name in ("_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, folder / "book" / name)
    (folder / "book" / "references.bib").write_text("")
    for name, text in chapters.items():
        (folder / "book" / f"{name}.md").write_text(text)
    contents(folder, chapters)
    return folder


def contents(folder: Path, names) -> None:
    """List the chapters of a book."""
    first, *others = names
    lines = "".join(f"  - file: book/{name}\n" for name in others)
    below = f"chapters:\n{lines}" * bool(lines)
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: book/{first}\n{below}")


def environment(**given: str) -> dict[str, str]:
    return (
        os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "PYTHONNOUSERSITE": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "BOOK_ADDRESS": "",
        }
        | given
    )


def build(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Build it; variables of the environment by their names."""
    return subprocess.run(
        COMMAND,
        cwd=folder,
        env=environment(**given),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def pages(folder: Path) -> dict[str, bytes]:
    """All that a build wrote for readers, by its place."""
    out = folder / "_build" / "html"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and "_static" not in path.parts and not path.name.startswith(".")
    }
