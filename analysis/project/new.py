"""A project of one's own: a folder for documents, chapters that run on any corpus, and what builds them."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from analysis.files import PACKAGE, shipped, write_whole
from analysis.tables import InputError

NOTHING: Mapping[str, str | bytes] = MappingProxyType({})
TEMPLATE = Path(__file__).parent / "template"
_CHAPTER = re.compile(r"^(?:root:|\s*- file:) (book/\S+)$", re.MULTILINE)
_OTHER_FILES = ("book/references.bib",)


def make_project(
    folder: Path, *, templates: Iterable[Path] = (TEMPLATE,), also: Mapping[str, str | bytes] = NOTHING
) -> list[str]:
    """Make a project in a folder that is new or empty.

    Its files are those of ``template``, the chapters that its ``_toc.yml`` lists, and the settings of the
    project's own book. If this is interrupted, the folder is as it was.

    Parameters
    ----------
    folder : Path
    templates : iterable of Path
        Folders of files; of two with one name that of the later folder is taken.
    also : mapping of str to str or bytes
        Further files, by their places.

    Returns
    -------
    list of str
        What was made and what comes next, a line each.

    Raises
    ------
    InputError
        If the folder is not empty, or the chapters are not where the package is installed.
    """
    refuse(folder)
    files = {**_files(templates, title=folder.resolve().name), **also}
    made: list[Path] = []
    try:
        for place, text in files.items():
            path = folder / place
            made += [part for part in (*reversed(path.parents), path) if not part.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise
    chapters = sum(place.startswith("book/") and place.endswith(".md") for place in files)
    python = Path(sys.executable).name
    return [
        f"made {folder}: {len(files)} files, {chapters} of them chapters",
        f"add documents: cd {shlex.quote(str(folder))} && {python} -m analysis add FILE-OR-FOLDER",
        "then: make check, make book; README.md says more",
    ]


def refuse(folder: Path) -> None:
    """Refuse a folder that is a file or holds something: an `InputError`."""
    if folder.exists() and not folder.is_dir():
        raise InputError([f"{folder}: this is a file; give a new folder, or an empty one"])
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError([f"{folder}: this folder is not empty; give a new one, or an empty one"])


def _files(templates: Iterable[Path], title: str) -> dict[str, str]:
    """Give the files of a project, by their places in it."""
    files = {"_config.yml": _settings(_shipped("_config.yml"), title=title)}
    for template in templates:
        for path in sorted(file for file in template.rglob("*") if file.is_file()):
            text = path.read_text(encoding="utf-8").replace("@PYTHON@", sys.executable.replace("$", "$$"))
            files[path.relative_to(template).as_posix().replace("dot-", ".")] = text
    for place in (*(f"{chapter}.md" for chapter in _CHAPTER.findall(files["_toc.yml"])), *_OTHER_FILES):
        files[place] = files.get(place) or _shipped(place)
    return files


def _shipped(place: str) -> str:
    path = shipped(place)
    if path is None:
        raise InputError([f"{place}: it is not where {PACKAGE} is installed; install it anew: pip install ."])
    return path.read_text(encoding="utf-8")


def _settings(text: str, *, title: str) -> str:
    r"""Give the settings of our book the title of another, and leave out what is ours alone.

    Examples
    --------
    >>> print(_settings("title: Ours\nauthor: us\nlogo: ''\n    html_favicon: a.svg\n", title='My "own"'))
    title: "My \"own\""
    author: ""
    logo: ''
    <BLANKLINE>
    """
    given = {"title": json.dumps(title, ensure_ascii=False), "author": '""', "copyright": '""'}
    for name, value in given.items():
        line = f"{name}: {value}".replace("\\", r"\\")
        text = re.sub(rf"^{name}:.*$", line, text, flags=re.MULTILINE)
    return re.sub(r"^ +html_favicon:.*\n", "", text, flags=re.MULTILINE)
