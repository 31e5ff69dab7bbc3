"""Small books, built and built again: what fails is told, what is old is gone, a kill does no harm."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_book
from small_book import chapter

MANY = {f"c{number}": chapter(f"Chapter {number}", "x = 1", "It is {eval}`x`.") for number in range(7)}
SOME = MANY | {f"c{number}": chapter(f"Chapter {number}") for number in range(5)}  # two with code
READ = "from pathlib import Path\nn = int((Path.cwd().parent / 'seeds' / 'n.txt').read_text())"
COUNT = chapter("Count", READ, "There are {eval}`n` of them.")


@pytest.fixture
def book(tmp_path):
    """Write a book and give its folder."""
    return lambda chapters: small_book.write(tmp_path, {"first": chapter("First")} | chapters)


def end(done) -> str:
    """What a build tells at its end."""
    assert done.returncode != 0
    return done.stdout.rpartition("This keeps the book from being built:\n\n")[2]


@pytest.mark.parametrize(
    ("others", "code", "told"),
    [
        ({}, "x = 1\ny = nothing + x", "cell 1, line 2:\n"),
        (SOME, "x = 1\ny = nothing + x", "cell 1, line 2:\n"),
        ({}, "x = (1", "cell 1, line 1:\n"),
        (SOME, "import os\nos._exit(3)", "cell 1:\nKernel died"),
        ({}, "import sys\nprint('oh', file=sys.stderr)", "cell 1 writes to stderr:\noh"),
    ],
    ids=["alone", "side by side", "syntax", "death", "stderr"],
)
def test_a_chapter_that_fails_is_told_at_the_end_with_cell_and_cause(book, others, code, told):
    folder = book(others | {"bad": chapter("Bad", code)})
    said = end(small_book.build(folder))
    assert said.startswith(f"{folder}/book/bad.md, {told}")
    if "nothing" in code:
        assert "NameError: name 'nothing' is not defined" in said
    assert len(said.splitlines()) < 16


def test_a_broken_link_fails_until_it_is_mended(book):
    folder = book({"linked": chapter("Linked", prose="See [this](lost.md).")})
    for _ in range(2):
        told = end(small_book.build(folder))
        assert told.startswith(f"{folder}/book/linked.md:3: WARNING: 'myst' cross-reference target not found")
    (folder / "book" / "linked.md").write_text(chapter("Linked"))
    assert small_book.build(folder).returncode == 0


def test_a_chapter_that_is_gone_or_renamed_leaves_nothing(book):
    folder = book({"old": chapter("Old", "x = 1"), "gone": chapter("Gone"), "kept": chapter("Kept")})
    assert small_book.build(folder).returncode == 0
    (folder / "book" / "old.md").rename(folder / "book" / "new.md")
    (folder / "book" / "gone.md").unlink()
    small_book.contents(folder, ["first", "new", "kept"])
    assert small_book.build(folder).returncode == 0
    left = {name for name in small_book.pages(folder) if "book/" in name}
    assert left == {
        *(f"book/{name}.html" for name in ("first", "new", "kept")),
        *(f"_sources/book/{name}.md" for name in ("first", "new", "kept")),
        "_sources/book/new.ipynb",
    }


def test_the_address_is_as_set_or_nowhere(book):
    folder = book({"cite": "# Cite\n\n```{citation}\n```\n"})
    for address in ("https://one.org/book", ""):
        assert small_book.build(folder, BOOK_ADDRESS=address).returncode == 0
        written = small_book.pages(folder)
        text = "".join(
            content.decode() for name, content in written.items() if name.endswith((".html", "txt"))
        )
        assert ("sitemap.xml" in written) == bool(address)
        for place in (text, written["book/cite.html"].decode()):
            assert ("https://one.org/book" in place) == bool(address)
    assert "must begin with https://" in end(small_book.build(folder, BOOK_ADDRESS="one.org"))


def test_a_style_is_of_all_pages_and_a_pdf_of_others_is_no_longer_offered(book):
    from analysis.site import pdf

    place = '<p class="book-pdf" hidden></p>'
    folder = book({"cite": f"# Cite\n\n{place}\n", "other": chapter("Other")})
    assert small_book.build(folder).returncode == 0
    out = folder / "_build" / "html"
    (out / pdf.PDF).write_bytes(b"%PDF")
    pdf.remember(out)
    styled = (out / "book" / "cite.html").read_text()
    assert pdf.PDF in styled
    time.sleep(0.05)  # so that the style is the later one, by the clock of files
    with (folder / "book" / "_static" / "look.css").open("a") as style:
        style.write("/* another */")
    assert small_book.build(folder).returncode == 0
    assert "/* another */" in (out / "_static" / "look.css").read_text()
    assert pdf.PDF in (out / "book" / "cite.html").read_text() != styled  # its address is another
    (folder / "book" / "other.md").write_text(chapter("Other", prose="Another sentence."))
    assert small_book.build(folder).returncode == 0
    assert pdf.PDF not in (out / "book" / "cite.html").read_text()
    assert not (out / pdf.PDF).exists()


def running(folder: Path) -> list[str]:
    """The processes that work for a book, kernels too: by where they work."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve().is_relative_to(folder):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """Give the folder of a book that is built, and its pages; every other chapter shows a number."""
    counts = {f"n{number}": COUNT if number % 2 else chapter("Other") for number in range(7)}
    folder = small_book.write(tmp_path_factory.mktemp("counted"), {"first": chapter("First")} | counts)
    data = folder / "seeds" / "n.txt"
    data.parent.mkdir()
    data.write_text("1")
    assert small_book.build(folder).returncode == 0
    return folder, small_book.pages(folder)


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks for processes there")
@pytest.mark.parametrize("moment", ["reading", "half a page"])
def test_after_a_kill_pages_are_those_of_a_build_from_nothing(counted, moment):
    folder, before = counted
    data = folder / "seeds" / "n.txt"
    data.write_text("2")
    out = folder / "_build" / "html" / "book"
    stamp = (out / "first.html").stat().st_mtime_ns
    process = subprocess.Popen(
        small_book.COMMAND,
        cwd=folder,
        env=small_book.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    sign = "reading sources" if moment == "reading" else "writing output"
    next(line for line in process.stdout if sign in line)
    if moment == "half a page":
        while (out / "first.html").stat().st_mtime_ns == stamp and process.poll() is None:
            time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    process.wait()
    deadline = time.monotonic() + 20
    while running(folder) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert running(folder) == []
    data.write_text("1")  # as before: what the kill left is of another state all the same
    assert small_book.build(folder).returncode == 0
    assert small_book.pages(folder) == before


@pytest.mark.parametrize(("readers", "name"), [(4, "t"), (8, "t" * 101)], ids=["4", "8, a long name"])
def test_many_readers_build_from_nothing(book, tmp_path, readers, name):
    """Whatever the name of the folder for temporary files: kernels are reached by files in it."""
    folder = book(MANY)
    temporary = tmp_path / name
    temporary.mkdir()
    patched = f"import os; os.cpu_count = lambda: {readers}; {small_book.BUILD}"
    command = [sys.executable, "-c", patched, *small_book.COMMAND[3:]]
    done = subprocess.run(
        command,
        cwd=folder,
        env=small_book.environment(TMPDIR=str(temporary)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_book_of_one_page(book):
    done = small_book.build(book({}))
    assert done.returncode == 0, done.stdout + done.stderr
