"""A browser, and the built book served to it."""

import functools
import html
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
from pages import HTML, PASSAGES, Tabs, Visit
from playwright.sync_api import Browser, Playwright, sync_playwright

from analysis import Corpus, read_corpus
from analysis.project.apart import Reader

# The compiled loops tell of a place beyond an array; they are kept apart from those that do not look.
os.environ["NUMBA_BOUNDSCHECK"] = "1"
os.environ["NUMBA_CACHE_DIR"] = str(Path(__file__).parents[1] / ".pytest_cache" / "numba")

# No test fails because the machine is busy.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no page reaches another host
]


@pytest.fixture(scope="session")
def book() -> Path:
    """Folder of the built book."""
    if not (HTML / "book" / "summary.html").is_file():
        pytest.fail(f"there is no book in {HTML}: run make book", pytrace=False)
    return HTML


@pytest.fixture(scope="session")
def sentences(book: Path) -> dict[str, str]:
    """Every passage's sentence, by its anchor."""
    found = re.findall(
        r'<article class="passage" id="([^"]+)".*?<p class="passage-sentence"[^>]*>(.*?)</p>',
        (book / PASSAGES).read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert len(found) == len(dict(found)), "two passages have the same anchor"
    return {anchor: html.unescape(re.sub(r"<[^>]*>", "", sentence)) for anchor, sentence in found}


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The five documents."""
    return read_corpus(Path(__file__).parents[1] / "seeds")


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """A process that reads files."""
    with Reader(patience=60) as one:
        yield one


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[str]:
    """Address of the built book on a free port of this machine."""
    handler = functools.partial(_Quiet, directory=str(book))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        chromium = _find(playwright) or _install(playwright)
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        launched = playwright.chromium.launch(executable_path=chromium, args=QUIET + sandbox)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def open_page(tabs: Tabs) -> Iterator[Callable[..., Visit]]:
    """What opens a page, as `Tabs.opened` does, until the test ends."""
    with ExitStack() as stack:
        yield lambda *place, **options: stack.enter_context(tabs.opened(*place, **options))


def _find(playwright: Playwright) -> str | None:
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((c for c in candidates if c and _works(c)), None)


def _works(chromium: str) -> bool:
    """Ask for the version: on some systems the command is only a hint how to install it."""
    try:
        return subprocess.run([chromium, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install(playwright: Playwright) -> str:
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in commands:
        subprocess.run(command, check=False, capture_output=True, timeout=600)
        if found := _find(playwright):
            return found
    pytest.fail(
        "no Chromium was found, and it could not be installed. Install it (apt install chromium, "
        "brew install --cask chromium, or playwright install chromium), or name one: CHROMIUM=/path/to/it",
        pytrace=False,
    )
