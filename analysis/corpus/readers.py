"""The text of a file as people have it: plain text, a saved web page, a PDF, a Word document."""

from __future__ import annotations

import email
import email.policy
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.tables import InputError, needs, read_text

PAGES = (".html", ".htm", ".mht", ".mhtml")
LARGEST = 100_000_000  # bytes of a file, or of what it unfolds to
LARGEST_PAGE = 20_000_000  # characters of markup
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = (f"{WORD}footnoteReference", f"{WORD}endnoteReference")
RAISED = dict(zip(map(ord, "0123456789"), "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
OCR = "have a program for OCR read it first"
_BEFORE = "preceding-sibling::text()[1]"
NOTE_MARKS = (  # raised numbers, but for km<sup>2</sup>
    "//sup[translate(normalize-space(.), '0123456789[](),;* ', '') = '' and "
    f"not((. = '2' or . = '3') and substring({_BEFORE}, string-length({_BEFORE})) = 'm')]"
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(iso-8859-\d\d?|windows-125\d|koi8-[ru]|macintosh)""", re.I
)
_NO_TEXT = re.compile("[\0-\b\v\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what no converter should give


def read_original(path: Path) -> str:
    """Give the text of a file: ``.txt``, ``.html``, ``.htm``, ``.mht``, ``.mhtml``, ``.pdf`` or ``.docx``.

    Plain text is given as it stands. Of a web page trafilatura takes the article, without menus and scripts;
    of a PDF the columns one after the other (`analysis.corpus.pdf_text`); of a Word document the paragraphs
    and the cells of tables in order, the notes at the end.

    Raises
    ------
    InputError
        If the file is not there, of another kind, too large, encrypted or holds no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError([f"{path}: unknown ending; expected one of {', '.join(READERS)}"])
    if path.exists() and not path.is_file():
        raise InputError([f"{path}: this is a folder, a pipe or a device; give the name of a file"])
    size = path.stat().st_size if path.exists() else 0
    if size > LARGEST:
        raise InputError(
            [f"{path}: it has {size // 1_000_000} MB, more than {LARGEST // 1_000_000}; cut it into parts"]
        )
    if not size:
        return read_text(path)  # says so
    return reader(path) if reader is read_text else _NO_TEXT.sub("", reader(path))


def read_page(path: Path) -> str:
    """Read the article of a web page, as `analysis.corpus.catalogue.read_document` says."""
    content = page_source(path)
    if len(content) > LARGEST_PAGE:
        size = f"{len(content) // 1_000_000} MB, more than {LARGEST_PAGE // 1_000_000}"
        raise InputError([f"{path}: a page of {size}; save its article as a .txt file"])
    with needs("documents", f"{path}: a web page"):
        from trafilatura import extract  # slow to import, and only needed here
    try:
        text = extract(content, include_comments=False, favor_recall=True, prune_xpath=NOTE_MARKS)
    except Exception as error:  # what lxml raises on broken markup
        raise InputError([_broken(path, "a web page", error)]) from None
    if not text:
        raise InputError([f"{path}: no text was found in this web page; save its article as a .txt file"])
    return str(text)


def page_source(path: Path) -> str:
    """Give the markup of a saved page, also of one that was saved with its pictures (``.mht``)."""
    if path.suffix.lower() in (".mht", ".mhtml"):
        return _unpacked(path)
    raw = path.read_bytes() if path.is_file() else b""
    try:
        raw.decode()
    except UnicodeDecodeError:
        if declared := _CHARSET.search(raw[:2000]):
            name = declared[1].decode().lower()
            return raw.decode("cp1252" if name == "iso-8859-1" else name, "replace")  # as browsers do
    return read_text(path)


def _unpacked(path: Path) -> str:
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = None if page is None else str(page.get_content())
    except FileNotFoundError:
        return read_text(path)  # says so
    except Exception as error:  # what email raises on broken headers
        raise InputError([_broken(path, "a saved web page", error)]) from None
    if content is None:
        raise InputError([f"{path}: it holds no web page; save the page as HTML"])
    # said as in a page that a browser has saved as HTML
    return f"<!-- saved from url=(0){message['Snapshot-Content-Location'] or ''} -->\n{content}"


def _broken(path: Path, kind: str, error: Exception, mend: str = "open it and save it anew") -> str:
    if isinstance(error, MemoryError):
        return f"{path}: it needs more memory than is allowed; cut it into parts"
    return f"{path}: it cannot be read as {kind} ({type(error).__name__}); {mend}"


def _read_word(path: Path) -> str:
    """Read the paragraphs, the tables' cells and the notes of a Word document."""
    with needs("documents", f"{path}: a Word document"):
        import docx
        from docx.oxml.parser import parse_xml
    try:
        with zipfile.ZipFile(path) as archive:
            unfolded = sum(part.file_size for part in archive.infolist())
        if unfolded > LARGEST:
            size = unfolded // 1_000_000
            raise InputError([f"{path}: it unfolds to {size} MB; such a file is not opened"])
        document = docx.Document(str(path))
        bodies = [document.element.body]
        bodies += [
            parse_xml(part.blob)
            for part in document.part.package.iter_parts()
            if part.partname.endswith("notes.xml")
        ]
        parts = [text for body in bodies for element in body for text in _paragraphs(element)]
    except InputError:
        raise
    except Exception as error:  # python-docx raises what it likes on broken files
        mend = "it may need a password; open it and save it anew"
        raise InputError([_broken(path, "a Word document", error, mend)]) from None
    if not any(parts):
        raise InputError([f"{path}: it holds no text; if it is a picture, {OCR}"])
    return "\n\n".join(filter(None, parts)) + "\n"


def _paragraphs(element: Any) -> Iterator[str]:
    """Give the text of each paragraph in an element, a number raised where a note is called."""
    for paragraph in element.iter(f"{WORD}p"):
        text = ""
        for piece in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}noBreakHyphen", *NOTES):
            if piece.tag in NOTES:
                text += str(piece.get(f"{WORD}id", "")).translate(RAISED)
            elif piece.tag == f"{WORD}t":
                text += piece.text or ""
            else:
                text += "-" if piece.tag.endswith("Hyphen") else " "
        yield re.sub(" {2,}", " ", text).strip()


def _read_pdf(path: Path) -> str:
    from analysis.corpus.pdf_text import read_pdf

    return read_pdf(path)


READERS: dict[str, Callable[[Path], str]] = {
    ".txt": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".mht": read_page,
    ".mhtml": read_page,
    ".pdf": _read_pdf,
    ".docx": _read_word,
}
