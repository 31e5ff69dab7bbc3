"""Readers of files that are broken in any way: an `InputError` or a text, and in good time."""

import random
import signal
from contextlib import contextmanager

import docx
import pytest
from pdfs import write_pdf

from analysis.corpus.readers import READERS, read_original
from analysis.project.description import describe
from analysis.tables import InputError

SECONDS = 60  # a reader that needs more hangs
ROUNDS = 12
BODY = "La Russie propose un traité à tous les États. Londres refuse de répondre à cette offre. "


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A file of each kind that can be read, by its ending."""
    folder = tmp_path_factory.mktemp("sound")
    lines = [(60, 700 - 14 * line, 11, BODY[:80]) for line in range(20)]
    write_pdf(folder / "a.pdf", lines, lines)
    document = docx.Document()
    document.add_paragraph(BODY)
    document.add_table(2, 2)
    document.save(folder / "a.docx")
    page = f"<html lang=fr><title>Un</title><body><article><p>{BODY * 3}</p></article></body></html>"
    (folder / "a.html").write_text(page)
    (folder / "a.mht").write_text(
        f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f"Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
    )
    (folder / "a.txt").write_text(BODY)
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def in_time():
    def stop(*_):
        raise AssertionError("the reader hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def cut(rng, content):
    return content[: rng.randrange(len(content))]


def flipped(rng, content):
    changed = bytearray(content)
    for _ in range(rng.choice((1, 8, 64))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def doubled(rng, content):
    start, end = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:end] + content[start:]


def noise(rng, content):
    return content[:8] + rng.randbytes(rng.randrange(1, 2000))


def outcome(path):
    try:
        text = read_original(path)
        describe(path, text)
    except InputError as error:
        return "", error.problems
    return text, []


@pytest.mark.filterwarnings("ignore")  # the libraries warn of what is broken
@pytest.mark.parametrize("change", [cut, flipped, doubled, noise])
@pytest.mark.parametrize("ending", READERS)
def test_broken_files(tmp_path, sound, ending, change):
    rng = random.Random(f"{ending}{change.__name__}")
    kind = {".htm": ".html", ".mhtml": ".mht"}.get(ending, ending)
    for number in range(ROUNDS):
        path = tmp_path / f"a{number}{ending}"
        path.write_bytes(change(rng, sound[kind]))
        with in_time():
            text, problems = outcome(path)
        assert all(problem.startswith(f"{path}: ") for problem in problems)
        assert text.encode() or problems
