"""Reading a text file, and writing one whole or not at all."""

import io
import zipfile

import pytest

from analysis.files import load_text


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
