"""What a chapter is made of: the modules that it imports, and the data that these read.

A chapter is executed again when one of its inputs changes, and only then. Inputs are found by name: a module
reads a file of data if its source names the file. A file that no module names is an input of every chapter.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

DATA = (".csv", ".txt")
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*$", re.DOTALL | re.MULTILINE)
_OPTION = re.compile(r"\A(?::[^\n]*\n|---\n.*?^---\n)+", re.DOTALL | re.MULTILINE)


def digest(source: str, *, package: Path, root: Path) -> str:
    """Give a hash of all that a chapter's numbers depend on, beside its own words.

    Parameters
    ----------
    source : str
        The chapter, a MyST notebook.
    package : Path
        The folder of the library.
    root : Path
        The folder of the book: with ``seeds/``, ``benchmarks/``, ``tests/`` and ``requirements.txt``.

    Returns
    -------
    str
        16 hexadecimal digits; an empty string for a chapter without code.
    """
    if not code(source):
        return ""
    found = hashlib.sha256(sys.version.encode())
    for path in inputs(source, package=package, root=root):
        found.update(f"{path.name}\0{_hash(path, path.stat().st_mtime_ns)}\n".encode())
    return found.hexdigest()[:16]


def inputs(source: str, *, package: Path, root: Path) -> list[Path]:
    """List the files that a chapter depends on.

    Parameters
    ----------
    source, package, root
        As for `digest`.

    Returns
    -------
    list of Path
        Modules, then data, then ``requirements.txt``; each part sorted.
    """
    text = code(source)
    modules = _reached(text, package)
    named = {path: path.read_text(encoding="utf-8") for path in _sources(package)}
    data = [p for folder in (package / "lexicon", root / "seeds") for p in folder.rglob("*") if p.is_file()]
    read = [
        path
        for path in data
        if path.suffix not in DATA
        or any(path.name in named[module] for module in modules)
        or not any(path.name in text for text in named.values())
    ]
    for folder in ("benchmarks", "tests"):  # results and codings that a chapter shows
        if f'"{folder}"' in text:
            read += [path for path in (root / folder).iterdir() if path.suffix in DATA]
    return [*sorted(modules), *sorted(read), *(p for p in [root / "requirements.txt"] if p.is_file())]


def code(source: str) -> str:
    r"""Give the code of a chapter's cells.

    Examples
    --------
    >>> code("# Words\n\n```{code-cell} ipython3\n:tags: [remove-input]\n\nimport analysis\n```\n")
    '\nimport analysis\n'
    """
    return "".join(_OPTION.sub("", cell) for cell in _CELL.findall(source))


def _sources(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def _reached(text: str, package: Path) -> set[Path]:
    """Follow imports from a text; where they cannot be read, take every module."""
    try:  # the package's own file imports the corpus on first use
        waiting = [package / "__init__.py", *_files(package / "corpus"), *_imported(ast.parse(text), package)]
    except SyntaxError:
        return set(_sources(package))
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imported_by(path, path.stat().st_mtime_ns, package)
    return reached


@cache
def _imported_by(path: Path, _changed: int, package: Path) -> list[Path]:
    return _imported(ast.parse(path.read_text(encoding="utf-8")), package)


def _imported(tree: ast.AST, package: Path) -> list[Path]:
    names: list[str] = []
    for node in _executed(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == package.name:
            names.append(f"{package.name}.{node.attr}")
    parts = {name.split(".")[1] for name in names if name.startswith(f"{package.name}.")}
    return [path for part in sorted(parts) for path in _files(package / part)]


def _executed(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the code, except what only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from _executed(node)


def _files(module: Path) -> Iterable[Path]:
    """Give the files of a module: a package counts as a whole."""
    return _sources(module) if module.is_dir() else [p for p in [module.with_suffix(".py")] if p.is_file()]


@cache
def _hash(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
