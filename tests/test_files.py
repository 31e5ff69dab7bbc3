"""Reading a text file, and writing one whole or not at all."""

import errno
import io
import os
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from folders import snapshot

from analysis import files
from analysis.files import load_text, locked, told, write_whole


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "é")
    return out.getvalue()


KINDS = [
    (
        zipped("[Content_Types].xml", "word/document.xml"),
        "a Word document (.docx); open it and save its text",
    ),
    (
        zipped("[Content_Types].xml", "xl/workbook.xml"),
        "an Excel workbook (.xlsx); open it and save it as CSV",
    ),
    (zipped("mimetype", "content.xml"), "an OpenDocument file (.odt, .ods); open it and save its text"),
    (zipped("a.txt"), "a zip file; unpack it first"),
    (b"PK\3\4", "a zip file; unpack it first"),
    (b"%PDF-1.7\n%\xe2\xe3", "a PDF; save its text as a .txt file in UTF-8, for instance with 'pdftotext"),
    (b"{\\rtf1\\ansi Oui.}", "an RTF document; open it and save its text as a .txt file in UTF-8"),
    (b"\xd0\xcf\x11\xe0" + bytes(99), "an old Word or Excel file; open it and save its text"),
    (b"\x89PNG\r\n", "an image; read its words, perhaps with a program for OCR, and save its text"),
    (b"\xff\xd8\xff\xe0", "an image;"),
    (b"\x1f\x8b\x08", "a packed file; unpack it first"),
    (b"<!DOCTYPE html><p>Oui.", "a web page; give its name the ending .html, or save its article as plain"),
    (b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- a -->\n<HTML lang="fr">', "a web page;"),
]


@pytest.mark.parametrize(("content", "expected"), KINDS)
def test_a_file_that_is_no_text_is_named(tmp_path, content, expected):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    text, problems = load_text(path)
    assert (text, len(problems)) == ("", 1)
    assert problems[0].startswith(f"{path}: this is {expected}")
    assert "iconv" not in problems[0]


@pytest.mark.parametrize(
    "text", ["Le <html> des pages.", "RIFF, un festival.", "GIF8, PK, MM. Oui.", "<p>Oui.</p>"]
)
def test_a_text_that_looks_a_little_like_it(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert load_text(path) == (text, [])


def test_a_web_page_under_its_own_name(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html></html>")
    assert load_text(path) == ("<html></html>", [])


def failing(error):
    def fail(*_given, **_more):
        raise error

    return fail


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [None, b"mine\n"])
def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path, monkeypatch, step, before):
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)
    monkeypatch.setattr(os, step, failing(FULL))
    with pytest.raises(OSError, match="the disk is full; make room, then do it again") as caught:
        write_whole(path, "new")
    assert told(caught.value) == f"{path}: the disk is full; make room, then do it again"
    assert snapshot(tmp_path) == ({} if before is None else {"a.csv": before})


@pytest.mark.parametrize("before", [None, b"mine\n" * 2000])
def test_a_limit_on_the_size_of_files_cuts_nothing(tmp_path, before):
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)
    code = f"""
import resource
from pathlib import Path
from analysis.files import told, write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_whole(Path({str(path)!r}), "new " * 5000)
except OSError as error:
    print(told(error))
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.startswith(f"{path}: the file would be larger than is allowed here")
    assert snapshot(tmp_path) == ({} if before is None else {"a.csv": before})


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [None, b"mine\n"])
def test_killed_while_it_writes_the_file_is_as_it_was(tmp_path, step, before):
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)
    code = f"""
import os
from pathlib import Path
from analysis.files import write_whole
os.{step} = lambda *given: os._exit(9)
write_whole(Path({str(path)!r}), "new")
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    assert (path.read_bytes() if path.exists() else None) == before
    write_whole(path, "new")
    assert path.read_bytes() == b"new"


def test_a_file_keeps_its_permissions_and_the_link_to_it(tmp_path):
    path, link = tmp_path / "a.csv", tmp_path / "link.csv"
    path.write_bytes(b"mine")
    path.chmod(0o640)
    link.symlink_to(path.name)
    write_whole(link, b"\xff\r\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"\xff\r\n", 0o640)
    assert link.is_symlink()
    write_whole(tmp_path / "new.csv", "l’État\n")
    (tmp_path / "plain.csv").touch()
    modes = {(tmp_path / name).stat().st_mode for name in ("new.csv", "plain.csv")}
    assert len(modes) == 1
    assert (tmp_path / "new.csv").read_bytes() == "l’État\n".encode()


def test_nothing_takes_the_place_of_a_device():
    write_whole(Path(os.devnull), "gone")
    assert Path(os.devnull).is_char_device()


def test_a_folder_that_does_not_exist(tmp_path):
    path = tmp_path / "no" / "a.csv"
    for attempt in (lambda: write_whole(path, ""), lambda: locked(path).__enter__()):
        with pytest.raises(FileNotFoundError) as caught:
            attempt()
        assert told(caught.value) == f"{path}: {os.strerror(2)}; mend the name, or make the folder first"


def test_a_lock_is_held_by_one_and_names_the_holder(tmp_path):
    path = tmp_path / "a.csv"
    with locked(path):
        with pytest.raises(TimeoutError) as caught, locked(path, patience=0.1):
            pass
        assert told(caught.value) == (
            f"{path}: another command (process {os.getpid()}) is writing it and was not done in 0.1 seconds; "
            "wait for it, then do this again"
        )
    with locked(path, patience=0):
        pass
    assert snapshot(tmp_path) == {}


def test_a_lock_of_a_dead_process_holds_nobody_back(tmp_path):
    path = tmp_path / "a.csv"
    code = f"""
import os
from pathlib import Path
from analysis.files import locked
with locked(Path({str(path)!r})):
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    assert [file.name for file in tmp_path.iterdir()] == [".a.csv.lock"]
    with locked(path, patience=0):
        pass
    assert snapshot(tmp_path) == {}


def test_many_at_once_lose_nothing(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("")

    def add(number):
        for _ in range(10):
            with locked(path):
                write_whole(path, path.read_text() + f"{number}\n")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert sorted(path.read_text().split()) == sorted("01234567" * 10)


def test_no_file_is_written_in_another_way():
    package = Path(files.__file__).parent
    ways = re.compile(r"\.write_(?:text|bytes)\(|\bopen\([^)]*[\"'][wax]|copyfile|\.to_csv\((?!index|sep|\))")
    found = {path.name for path in package.rglob("*.py") if ways.search(path.read_text(encoding="utf-8"))}
    assert found == {"files.py"}
