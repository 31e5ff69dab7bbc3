"""Documents from somebody who means harm, and disks that fill up: nothing is run, lost or half-written."""

import errno
import io
import os
import re
import subprocess
import sys
import threading
import time
import zipfile

import docx
import pypdf
import pytest
from adding_files import add
from folders import TEXT, snapshot, write_corpus
from pdfs import write_pdf

from analysis import __main__ as command
from analysis import files
from analysis.check import check
from analysis.corpus.catalogue import read_catalogue
from analysis.corpus.readers import LARGEST
from analysis.project import adding, apart
from analysis.project.report import printable
from analysis.tables import InputError

BODY = "La Russie propose un traité à tous les États. Londres refuse de répondre à cette offre.\n"
PAGE = "<html lang=fr><head><title>{title}</title>{head}</head>"
PAGE += "<body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folder(tmp_path):
    """A corpus with one document."""
    return write_corpus(tmp_path / "corpus")


def page(title="Un titre", body=BODY * 3, head=""):
    return PAGE.format(title=title, body=body, head=head)


def word(text=BODY, **more):
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def parts(**given):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in given.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def pdf(tmp_path, *pages):
    return write_pdf(tmp_path / "made.pdf", *pages).read_bytes()


def encrypted(tmp_path):
    writer = pypdf.PdfWriter(pdf(tmp_path, [(60, 700, 11, "Moscou propose.")]) and tmp_path / "made.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out := io.BytesIO())
    return out.getvalue()


# What documents hold is text, whatever it looks like to a browser, Sphinx, Jinja or a spreadsheet.

TEXTS = {
    "a script": '</script><script>alert("x")</script>',
    "an image": "<img src=x onerror=alert(1)>",
    "a directive": "```{include} /etc/passwd\n```",
    "a directive of colons": ":::{raw} html\n<b>x</b>\n:::",
    "a role": "{eval}`__import__('os').system('touch pwned')`",
    "a cell": "```{code-cell} ipython3\nimport os; os.system('touch pwned')\n```",
    "Jinja": "{{ config.items() }} {% for x in y %}",
    "a substitution": "{{ analysis }} |version|",
    "a formula": "=cmd|' /C calc'!A0",
    "a header": "---\njupytext: {formats: md}\n---",
    "an entity": "&lt;script&gt; &#x3C;b&#x3E;",
    "a percent sign": "%s %(x)s %n {0} {x.__class__}",
    "commas and quotes": 'a,"b";c\td',
}


@pytest.mark.parametrize("kind", TEXTS)
def test_markup_in_a_text_is_text(tmp_path, folder, reader, kind):
    content = f"{TEXTS[kind]}\n\n{BODY}"
    (tmp_path / "b.txt").write_text(content)
    added, _, problems = add(reader, [tmp_path / "b.txt"], folder)
    assert (len(added), problems) == (1, [])
    assert read_catalogue(folder)["text"]["b"] == content
    assert check(folder)[1] == []
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize("title", ["=cmd()", "+1+cmd()", "-1+cmd()", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_cell_of_the_catalogue_is_a_formula(tmp_path, folder, reader, title):
    (tmp_path / "b.html").write_text(page(title=title))
    add(reader, [tmp_path / "b.html"], folder)
    assert read_catalogue(folder)["title"]["b"] == f"'{title}"


@pytest.mark.parametrize(
    "title",
    ["&lt;script&gt;alert(1)&lt;/script&gt;", "{{ x }}", "a,b;c", "&quot;", "{ref}`x`", "%0a", "l'été"],
)
def test_a_title_is_one_cell(tmp_path, folder, reader, title):
    (tmp_path / "b.html").write_text(page(title=title))
    add(reader, [tmp_path / "b.html"], folder)
    expected = title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert read_catalogue(folder)["title"]["b"] == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://x/'onclick=", "//a.fr/x"]
)
def test_an_address_that_is_none_is_left_out(tmp_path, folder, reader, url):
    (tmp_path / "b.html").write_text(page(head=f'<link rel="canonical" href="{url}">'))
    add(reader, [tmp_path / "b.html"], folder)
    assert read_catalogue(folder)["url"]["b"] == ""


def test_a_page_fetches_and_runs_nothing(tmp_path, folder, reader):
    head = '<script>document.write("x")</script><meta http-equiv=refresh content="0;url=http://x.invalid">'
    (tmp_path / "b.html").write_text(
        page(head=head, body=BODY * 3 + "<iframe src=file:///etc/passwd></iframe>")
    )
    add(reader, [tmp_path / "b.html"], folder)
    assert "document.write" not in read_catalogue(folder)["text"]["b"]
    assert "root:" not in read_catalogue(folder)["text"]["b"]


# What cannot be read is said, and nothing is written.

ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES += "]><w>&i;</w>"
REFUSED = [
    ("a.pdf", b"%PDF-1.4\nnothing", "cannot be read as a PDF .*; open it and save it anew"),
    ("a.pdf", b"", "the file is empty; fill it or remove it"),
    ("a.pdf", b"MZ\x90\0\3", "cannot be read as a PDF"),
    ("a.pdf", b"<html><p>Oui.</html>", "cannot be read as a PDF"),
    ("a.docx", b"PK nothing", "cannot be read as a Word document .*; it may need a password"),
    ("a.docx", b"\xd0\xcf\x11\xe0 encrypted", "it may need a password; open it and save it anew"),
    ("a.docx", parts(a="x"), "cannot be read as a Word document"),
    ("a.docx", parts(word__document="0" * (LARGEST + 1)), "unfolds to 100 MB; such a file is not opened"),
    ("a.docx", word(more__x="0" * (LARGEST + 1)), "unfolds to 100 MB; such a file is not opened"),
    ("a.docx", word(""), "it holds no text; if it is a picture, have a program for OCR read it first"),
    ("a.docx", b"", "the file is empty"),
    ("a.html", b"<html><body></body></html>", "no text was found in this web page; save its article"),
    ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(99), "this is an image"),
    ("a.html", b"<html>" + b"\xff\xfe\xfd" * 9, "is not UTF-8; save it as UTF-8"),
    ("a.html", b"%PDF-1.4 x", "this is a PDF"),
    ("a.html", b"<p>" * 7_000_000, "a page of 21 MB, more than 20; save its article as a .txt file"),
    ("a.mht", b"Subject: x\n\nplain", "it holds no web page; save the page as HTML"),
    ("a.mht", b"\0\1\2\3" * 99, "it holds no web page"),
    ("a.mht", b"", "the file is empty"),
    ("a.txt", b"\xff\xfe" + "Oui. ".encode("utf-16-le") * 9, "the file is UTF-16 or no text"),
    ("a.txt", b"caf\xe9 noir", "is not UTF-8; save it as UTF-8"),
    ("a.txt", b" \n\t ", "the file is empty"),
    ("a.txt", b"\x1f\x8b\x08\0", "this is a packed file; unpack it first"),
    ("a.xyz", b"x", r"unknown ending; expected one of \.txt, \.html"),
    ("a", b"x", "unknown ending"),
    (
        "a.txt",
        "Россия предложила всем странам договор о безопасности информации во всём мире.\n".encode(),
        "another language .another script.; only",
    ),
    (
        "a.txt",
        "Die Regierung hat für das Volk und mit der Union ein Gesetz gemacht, sagt der Minister.".encode(),
        ".de.; only",
    ),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED)
def test_what_cannot_be_read(tmp_path, folder, reader, name, content, says):
    (tmp_path / name).write_bytes(content)
    before = snapshot(folder)
    added, _, problems = add(reader, [tmp_path / name], folder)
    assert added == []
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path / name}: ")
    assert re.search(says, problems[0])
    assert snapshot(folder) == before


def test_a_pdf_that_is_a_picture(tmp_path, folder, reader):
    (tmp_path / "a.pdf").write_bytes(pdf(tmp_path, [], []))
    says = "it holds no text, it is a picture .pages: 2.; have a program for OCR read it first"
    assert re.search(says, add(reader, [tmp_path / "a.pdf"], folder)[2][0])


def test_a_pdf_with_a_password(tmp_path, folder, reader):
    (tmp_path / "a.pdf").write_bytes(encrypted(tmp_path))
    assert (
        "it is encrypted; save a copy without a password" in add(reader, [tmp_path / "a.pdf"], folder)[2][0]
    )


def test_entities_that_multiply_are_not_resolved(tmp_path, folder, reader):
    content = word()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, ENTITIES if name == "word/document.xml" else old.read(name))
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert re.search("Word document|no text", add(reader, [tmp_path / "a.docx"], folder)[2][0])


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html", "a.mht"])
def test_a_file_of_500_mb_is_not_read(tmp_path, folder, reader, name):
    with (tmp_path / name).open("wb") as file:
        file.truncate(500_000_000)
    problems = add(reader, [tmp_path / name], folder)[2]
    assert problems == [f"{tmp_path / name}: it has 500 MB, more than 100; cut it into parts"]


@pytest.mark.parametrize(
    "name", ["nowhere.pdf", "nowhere.html", "nowhere.mht", "nowhere.docx", "nowhere.txt"]
)
def test_a_file_that_is_not_there(tmp_path, folder, reader, name):
    problems = add(reader, [tmp_path / name], folder)[2]
    assert problems == [f"{tmp_path / name}: there is no such file; put it there or mend the name"]


def test_a_pipe_is_not_waited_for(tmp_path, folder, reader):
    os.mkfifo(tmp_path / "a.txt")
    problems = add(reader, [tmp_path / "a.txt"], folder)[2]
    assert problems == [
        f"{tmp_path / 'a.txt'}: this is a folder, a pipe or a device; give the name of a file"
    ]


def test_a_reader_that_hangs_is_ended(tmp_path, folder):
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "c.txt").write_text(BODY + BODY)
    with apart.Reader(patience=0.0001) as hasty:
        problem = add(hasty, [tmp_path / "b.txt"], folder)[2]
        hasty.patience = 60
        assert len(add(hasty, [tmp_path / "c.txt"], folder)[0]) == 1
    says = "it was not read in 0.0001 seconds; cut it into parts, or save its text as a .txt file"
    assert problem == [f"{tmp_path / 'b.txt'}: {says}"]


def test_a_reader_that_dies_is_started_again(tmp_path, folder):
    (tmp_path / "b.txt").write_text(BODY)
    with apart.Reader() as one:
        one._process.kill()
        one._process.wait()
        problems = add(one, [tmp_path / "b.txt"], folder)[2]
        assert "reading it broke off, perhaps for want of memory" in problems[0]
        assert len(add(one, [tmp_path / "b.txt"], folder)[0]) == 1


# Names and links.

NAMES = [
    "a\nb.txt",
    "-rf.txt",
    " .txt",
    "…….txt",
    "CON.txt",
    "a" * 250 + ".txt",
    "'; rm -rf x;'.txt",
    "Été à 5%.txt",
]
NAMES += ["\x1b[31mred.txt", "\u202etxt.exe.txt", "a..b.txt", "{{x}}.txt", "речь.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file_gives_a_plain_one(tmp_path, folder, reader, name):
    (tmp_path / name).write_text(BODY)
    ((_, _, row),), _, problems = add(reader, [tmp_path / name], folder)
    assert problems == []
    assert re.fullmatch(r"[a-z][a-z0-9-]*\.txt", row["file"])
    assert len(row["file"]) < 100
    assert read_catalogue(folder)["text"][row["document"]] == BODY


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text(tmp_path, folder, capsys):
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.txt")
    with open(path, "wb") as file:
        file.write(BODY.encode())
    assert command.main(["add", os.fsdecode(path), "--to", str(folder), "--yes"]) == 0
    assert "from " in capsys.readouterr().out


def test_names_are_printed_without_commands_for_the_terminal():
    assert printable("a\nb\x1b[2J\u202e") == "a\\x0ab\\x1b[2J\\x202e"


def test_two_names_that_differ_in_their_unicode_form(tmp_path, folder, reader):
    for name, text in (("\u00e9t\u00e9.txt", BODY), ("e\u0301te\u0301.txt", BODY * 2)):
        (tmp_path / name).write_text(text)
    added = add(reader, [tmp_path], folder)[0]
    assert sorted(one.row["file"] for one in added) == ["ete-2.txt", "ete.txt"]
    assert check(folder)[1] == []


def test_two_texts_that_differ_in_their_unicode_form_are_one(tmp_path, folder, reader):
    (tmp_path / "b.txt").write_text("L'été, Moscou a proposé un traité.\n")
    (tmp_path / "c.txt").write_text("L'e\u0301te\u0301, Moscou a propose\u0301 un traite\u0301.\r\n")
    added, there, _ = add(reader, [tmp_path / "b.txt", tmp_path / "c.txt"], folder)
    assert (len(added), there) == (1, [f"{tmp_path / 'c.txt'}: it is there already, as b"])


def test_a_link_in_a_folder_does_not_lead_out_of_it(tmp_path, folder, reader):
    (tmp_path / "secret.txt").write_text(BODY)
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.txt").symlink_to(tmp_path / "secret.txt")
    added, _, problems = add(reader, [tmp_path / "given"], folder)
    assert added == []
    says = "it is a link that leads out of its folder; give the file itself"
    assert problems == [f"{tmp_path / 'given' / 'a.txt'}: {says}"]


def test_a_circle_of_links_ends(tmp_path, folder, reader):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "again").symlink_to(tmp_path / "given")
    (tmp_path / "given" / "a.txt").symlink_to("a.txt")
    (tmp_path / "given" / "b.txt").write_text(BODY)
    added, _, problems = add(reader, [tmp_path / "given"], folder)
    assert [one.row["document"] for one in added] == ["b"]
    says = "there is no such file; put it there or mend the name"
    assert problems == [f"{tmp_path / 'given' / 'a.txt'}: {says}"]


@pytest.mark.parametrize("target", ["../../victim.txt", "victim.txt"])
def test_no_link_is_written_through(tmp_path, folder, reader, target):
    (tmp_path / "b.txt").write_text(BODY)
    (folder / "b.txt").symlink_to(target)
    ((one,), _, _) = add(reader, [tmp_path / "b.txt"], folder)
    assert one.row["file"] == "b-2.txt"
    assert not (folder / target).exists()


def test_a_link_in_place_of_the_folder_of_originals(tmp_path, folder, reader):
    (tmp_path / "elsewhere").mkdir()
    (folder / "originals").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "b.html").write_text(page())
    before = snapshot(folder)
    with pytest.raises(InputError, match="originals: it is a link; put a folder there"):
        add(reader, [tmp_path / "b.html"], folder)
    assert snapshot(folder) == before
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_catalogue_that_lists_a_link_out_of_its_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    folder = write_corpus(tmp_path / "corpus", texts={})
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    problems = check(folder)[1]
    assert problems == [f"{folder / 'a.txt'}: it is a link out of its folder; put the file itself there"]


def test_a_catalogue_that_climbs_out_is_not_added_to(tmp_path, reader):
    folder = write_corpus(tmp_path / "corpus", catalogue=[{"file": "../b.txt"}], texts={})
    (tmp_path / "b.txt").write_text(BODY)
    before = snapshot(folder)
    with pytest.raises(InputError, match="expected the name of a file beside the catalogue"):
        add(reader, [tmp_path / "b.txt"], folder)
    assert snapshot(folder) == before


# Disks, interruptions, others.


@pytest.mark.parametrize("at", range(1, 6))
def test_a_disk_that_fills_up_leaves_the_folder_as_it_was(tmp_path, folder, reader, monkeypatch, at):
    for name in ("b", "c"):
        (tmp_path / f"{name}.html").write_text(page(title=name, body=BODY * 3 + name))
    before = snapshot(folder)
    written = iter(range(1, 99))
    real = os.replace

    def replace(*given):
        if next(written) == at:
            raise FULL
        real(*given)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="the disk is full; make room, then do it again"):
        add(reader, [tmp_path / "b.html", tmp_path / "c.html"], folder)
    left = {name: content for name, content in snapshot(folder).items() if name != "originals"}
    assert left == before


@pytest.mark.parametrize("at", range(1, 7))
def test_an_interrupt_leaves_all_or_nothing(tmp_path, folder, reader, monkeypatch, at):
    for name in ("b", "c"):
        (tmp_path / f"{name}.html").write_text(page(title=name, body=BODY * 3 + name))
    before = snapshot(folder)
    written = iter(range(1, 99))
    real = os.replace

    def replace(*given):
        real(*given)
        if next(written) == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        add(reader, [tmp_path / "b.html", tmp_path / "c.html"], folder)
    monkeypatch.undo()
    assert check(folder)[1] == []
    left = {name: content for name, content in snapshot(folder).items() if name != "originals"}
    assert left == before if at < 6 else len(read_catalogue(folder)) == 3


def test_a_folder_that_nobody_may_write_to(tmp_path, folder, reader, monkeypatch):
    (tmp_path / "b.txt").write_text(BODY)

    def refuse(*_given, **_more):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_taken", refuse)
    with pytest.raises(PermissionError):
        add(reader, [tmp_path / "b.txt"], folder)


def test_what_an_interrupted_run_left_is_used_again(tmp_path, folder, reader):
    (tmp_path / "b.html").write_text(page())
    read, _ = adding.read_files([tmp_path / "b.html"], reader)
    (folder / "b.txt").write_text(read[0].text)  # it was killed behind this
    added, _, _ = add(reader, [tmp_path / "b.html"], folder)
    assert [one.row["file"] for one in added] == ["b.txt"]
    assert check(folder)[1] == []


def test_two_at_once_add_everything_once(tmp_path, folder, reader):
    for number in range(12):
        (tmp_path / f"n{number}.txt").write_text(f"{number}. {BODY}")
    read, _ = adding.read_files([tmp_path / f"n{number}.txt" for number in range(12)], reader)
    settled = [adding.settle(some, folder)[0] for some in (read[:8], read[4:])]  # before either has written
    done = []
    threads = [
        threading.Thread(target=lambda some=some: done.append(adding.write(some, folder))) for some in settled
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(len, done)) == 12
    assert len(read_catalogue(folder)) == 13
    assert check(folder)[1] == []


def test_two_processes_at_once(tmp_path, folder):
    for number in range(6):
        (tmp_path / f"n{number}.txt").write_text(f"{number}. {BODY}")
    line = [sys.executable, "-m", "analysis", "add", str(tmp_path), "--to", str(folder), "--yes"]
    both = [subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    ends = [one.communicate(timeout=120)[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], ends
    assert len(read_catalogue(folder)) == 7
    assert check(folder)[1] == []


def test_what_a_killed_run_had_half_written_is_removed_and_nothing_else(tmp_path, folder):
    (folder / "originals").mkdir()
    names = [".catalogue.csv", ".catalogue.csv.1.bak", ".n0.txt", "originals/.n0.html"]
    left = [folder / f"{name}.0123abcd.new" for name in names]
    kept = [folder / name for name in (".proposals.csv.0123abcd.new", ".mine.new", "a.0123abcd.new")]
    for path in left + kept:
        path.write_text("half")
    (tmp_path / "n1.html").write_text(page(title="Titre", body=BODY * 3))
    assert command.main(["add", str(tmp_path / "n1.html"), "--to", str(folder), "--yes"]) == 0
    assert [path.exists() for path in left + kept] == [False] * 4 + [True] * 3


def test_a_command_that_is_killed_leaves_a_sound_catalogue(tmp_path, folder):
    for number in range(6):
        (tmp_path / f"n{number}.html").write_text(page(title=f"Titre {number}", body=f"{number}. {BODY * 3}"))
    line = [sys.executable, "-m", "analysis", "add", str(tmp_path), "--to", str(folder), "--yes"]
    one = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while not (folder / "n0.txt").exists() and one.poll() is None:
        time.sleep(0.001)
    one.kill()
    one.communicate()
    assert (folder / "catalogue.csv").read_text().count("\n") in (2, 8)
    assert command.main(["add", str(tmp_path), "--to", str(folder), "--yes"]) == 0
    assert len(read_catalogue(folder)) == 7
    assert check(folder)[1] == []
    assert read_catalogue(folder)["text"]["a-2021"] == TEXT
