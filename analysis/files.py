"""Read a text and say what is wrong with its file; write a file whole or not at all."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import secrets
import sys
import time
import zipfile
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import count
from pathlib import Path
from typing import IO, Any, TypeVar

T = TypeVar("T")
PACKAGE = "infosec-positions"
PATIENCE = 10  # seconds in which another command should be done with a file
WEB_PAGES = (".html", ".htm")
_TEXT = "save its text as a .txt file in UTF-8"
_SHEET = "save it as CSV in UTF-8"
_BEGINNINGS = (
    (b"%PDF-", "a PDF", f"{_TEXT}, for instance with 'pdftotext -enc UTF-8 {{name}}'"),
    (b"{\\rtf", "an RTF document", f"open it and {_TEXT}"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", f"open it and {_TEXT}, or a table as CSV in UTF-8"),
    *(
        (sign, "an image", f"read its words, perhaps with a program for OCR, and {_TEXT}")
        for sign in (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
    ),
    *((sign, "a packed file", "unpack it first") for sign in (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!\x1a")),
)
_INSIDE = (  # of a zip: how the name of a file in it begins
    ("word/", "a Word document (.docx)", f"open it and {_TEXT}"),
    ("xl/", "an Excel workbook (.xlsx)", f"open it and {_SHEET}"),
    ("content.xml", "an OpenDocument file (.odt, .ods)", f"open it and {_TEXT}, or a table as CSV in UTF-8"),
    ("", "a zip file", "unpack it first"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_REASONS = {
    errno.ENOSPC: "the disk is full; make room, then do it again",
    errno.EDQUOT: "your part of the disk is full; make room, then do it again",
    errno.EFBIG: "the file would be larger than is allowed here; raise the limit (ulimit -f)",
}


def load_text(path: Path) -> tuple[str, list[str]]:
    """Read a UTF-8 text exactly as its file holds it (line ends and a byte order mark are kept).

    Returns
    -------
    str
        Empty where the file cannot be read.
    list of str
        One problem or none: a file that is missing, empty, of another kind (a PDF, a Word document) or
        not UTF-8; the first wrong byte is named.
    """
    if path.is_dir():
        return "", [f"{path}: this is a folder; give the name of a file"]
    if not path.is_file():
        return "", [f"{path}: there is no such file; put it there or mend the name"]
    return decoded(path, path.read_bytes())


def decoded(path: Path, raw: bytes) -> tuple[str, list[str]]:
    """Decode what a file holds, or is to hold, as `load_text`."""
    if not raw.removeprefix(codecs.BOM_UTF8).strip():
        return "", [f"{path}: the file is empty; fill it or remove it"]
    if kind := _other_kind(path, raw):
        return "", [f"{path}: this is {kind}"]
    if raw.count(0) * 4 > len(raw):  # every second byte of UTF-16 is zero
        return "", [f"{path}: the file is UTF-16 or no text; save it as UTF-8"]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        problem = (
            f"{path}: byte {error.start} (0x{raw[error.start]:02x}, in line "
            f"{raw[: error.start].count(10) + 1}) is not UTF-8; save it as UTF-8, for instance with "
            f"'iconv -f WINDOWS-1252 -t UTF-8 {path.name}'"
        )
        return "", [problem]


def _other_kind(path: Path, raw: bytes) -> str:
    """Say what a file is that is no plain text, and what to do with it; '' for a text."""
    if raw.startswith(b"PK\x03\x04"):
        names = [""]
        with suppress(zipfile.BadZipFile):
            names += zipfile.ZipFile(io.BytesIO(raw)).namelist()
        return next(
            f"{what}; {mend}" for sign, what, mend in _INSIDE if any(name.startswith(sign) for name in names)
        )
    for sign, what, mend in _BEGINNINGS:
        if raw.startswith(sign):
            return f"{what}; {mend.format(name=path.name)}"
    if path.suffix.lower() not in WEB_PAGES and _HTML.match(raw.removeprefix(codecs.BOM_UTF8)[:2000]):
        return "a web page; give its name the ending .html, or save its article as plain text"
    return ""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it, under a name of its own, then in its place.

    Whatever happens on the way, the file is as it was before, or not there if it was not. It keeps its
    permissions, and a link still leads to it.

    Raises
    ------
    OSError
        With a reason that says what to do if the disk is full.
    """
    path = Path(os.path.realpath(path))
    raw = content.encode() if isinstance(content, str) else content
    if path.exists() and not path.is_file():  # such as /dev/null: nothing may take its place
        path.write_bytes(raw)
        return
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.new")
    with _told_of(path):
        try:
            with beside.open("xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o7777)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Let an error name the file that somebody asked for, and the reason."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, _reason(error), str(path)) from error


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def told(error: OSError) -> str:
    """Say which file could not be written, why, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    is_said = error.errno is None or error.errno in _REASONS
    return f"{where}{_reason(error)}" + "; mend the name, or make the folder first" * (not is_said)


@contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep a file to oneself while it is read and written anew; others wait.

    The lock is a file beside it, which the system frees when its process ends, however it ends.

    Raises
    ------
    TimeoutError
        If another process still has the file after ``patience`` seconds; it is named by its number.
    """
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name[:100]}.lock")
    end = time.monotonic() + patience
    while (file := _taken(path, beside)) is None:
        if time.monotonic() > end:
            holder = beside.read_text(encoding="utf-8").strip() if beside.exists() else ""
            raise TimeoutError(
                f"{path}: another command (process {holder or 'unknown'}) is writing it and was not done "
                f"in {patience:g} seconds; wait for it, then do this again"
            )
        time.sleep(0.05)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open
            beside.unlink()
        file.close()


def _taken(path: Path, beside: Path) -> IO[str] | None:
    """Lock a file beside another and write the number of this process into it; None if somebody has it."""
    with _told_of(path):
        file = beside.open("a+", encoding="utf-8")
    try:
        _lock(file.fileno())
        if os.path.samestat(os.fstat(file.fileno()), beside.stat()):  # it was not removed meanwhile
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            return file
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    file.close()
    return None


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(number, 1 << 20, os.SEEK_SET)  # behind the process's number, which others read
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def free_copy(path: Path) -> Path:
    """Name the copy that is kept of a file before it changes: ``<name>.1.bak``, or the next free number."""
    copies = (path.with_name(f"{path.name}.{number}.bak") for number in count(1))
    return next(copy for copy in copies if not os.path.lexists(copy))


def shipped(place: str) -> Path | None:
    """Find a file that ships with the package: installed beside it, or in the project's own folder."""
    places = [Path(__file__).parents[1] / place]
    with suppress(PackageNotFoundError):
        installed = distribution(PACKAGE).files or []
        places[:0] = [
            Path(str(file.locate())).resolve() for file in installed if file.match(f"{PACKAGE}/{place}")
        ]
    return next((path for path in places if path.is_file()), None)


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path is a link to what is not in a folder."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def load_once(
    load: Callable[..., tuple[T, list[str]]], files: Iterable[Path], **given: Hashable
) -> tuple[T, list[str]]:
    """Load by these arguments a value and its problems; the same value again while its files do not change.

    One state of a file is told from another without reading it; it may be missing.
    """
    states = ((file, file.stat() if file.exists() else None) for file in files)
    stamps = tuple((file, state and (state.st_mtime_ns, state.st_size)) for file, state in states)
    value, problems = _load_once(load, tuple(given.items()), stamps)
    return value, list(problems)


@lru_cache(maxsize=16)
def _load_once(load: Callable[..., Any], given: tuple[tuple[str, Hashable], ...], _stamps: Hashable) -> Any:
    return load(**dict(given))
