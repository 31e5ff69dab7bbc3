"""A project's preview: what a document says now is what an open page shows."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
import small_book
from small_book import ROOT, chapter

TEMPLATE = ROOT / "analysis" / "project" / "template" / "Makefile"
READ = "from pathlib import Path\nn = int((Path.cwd().parent / 'documents' / 'n.txt').read_text())"


def reached(address: str) -> bool:
    """The server says where it is before it listens."""
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except OSError:
        return False


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="ends a group of processes")
def test_a_page_is_built_and_loaded_anew_when_a_document_changes(tmp_path, open_page):
    folder = small_book.write(tmp_path, {"first": chapter("First", READ, "It says {eval}`n`.")})
    (folder / "Makefile").write_text(TEMPLATE.read_text().replace("@PYTHON@", sys.executable))
    document = folder / "documents" / "n.txt"
    document.parent.mkdir()
    document.write_text("1")
    process = subprocess.Popen(
        ["make", "live"],
        cwd=folder,
        env=small_book.environment(BROWSER="true"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        lines = (re.search(r"Serving on (http://[\d.:]+)", line) for line in process.stdout)
        address = next(found[1] for found in lines if found)
        while not reached(address):
            time.sleep(0.1)
        visit = open_page(f"{address}/", "book/first.html")
        said = visit.page.locator("main p").filter(has_text="It says")
        assert said.text_content() == "It says 1."
        document.write_text("2")
        visit.page.get_by_text("It says 2.").wait_for(timeout=60_000)
        assert visit.messages == []
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
    assert not (folder / "_build" / "html").exists()
