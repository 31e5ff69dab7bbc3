"""The analyst's round in a browser: a page on this machine that shows one candidate after the other."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from threading import Lock
from typing import Any, NamedTuple

from analysis.candidates.decisions import CONFIRMED, OPEN, REFUSED_STATE, Round
from analysis.corpus import Corpus
from analysis.files import locked, told
from analysis.tables import InputError

PAGE = Path(__file__).parent / "page"
HERE = "127.0.0.1"
LONGEST = 1 << 16  # bytes of a decision
_JSON = "application/json"
_FILES = {
    "": ("review.html", "text/html; charset=utf-8"),
    "review.css": ("review.css", "text/css; charset=utf-8"),
    "review.js": ("review.js", "text/javascript; charset=utf-8"),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Answer(NamedTuple):
    """What is sent back."""

    status: int
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""


class Desk:
    """Answers the requests of the page, and no others.

    A request must name this machine as its host, and the token in its path; a decision must come from the
    page itself. So no page of another site, and no name that is led to this machine, can ask for anything.

    Parameters
    ----------
    candidates : Round
    port : int
        Where it is asked.
    """

    def __init__(self, candidates: Round, port: int) -> None:
        self.round, self.host = candidates, f"{HERE}:{port}"
        self.token = secrets.token_urlsafe(24)
        self._one = Lock()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{self.host}/{self.token}/"

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Answer one request."""
        if headers.get("Host") != self.host:
            return Answer(403)
        token, _, place = path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return Answer(404)
        with self._one:
            if method == "GET":
                return self._page(place)
            if method != "POST" or place != "decide":
                return Answer(405 if place == "decide" or place in _FILES else 404)
            if headers.get("Origin") != f"http://{self.host}" or headers.get("Content-Type") != _JSON:
                return Answer(403)
            return self._decide(body)

    def _page(self, place: str) -> Answer:
        if place in _FILES:
            name, kind = _FILES[place]
            return Answer(200, kind, (PAGE / name).read_bytes())
        if place == "choices":
            return _json(self.round.choices())
        what, _, number = place.partition("/")
        if what == "candidate" and number.isdecimal() and int(number) < len(self.round):
            return self._candidate(int(number))
        return Answer(404)

    def _candidate(self, number: int, problems: list[str] | None = None) -> Answer:
        shown = {"states": self.round.states, "candidate": self.round.show(number)}
        return _json(shown | {"problems": problems or []})

    def _decide(self, body: bytes) -> Answer:
        try:
            given = json.loads(body)
            number, decision, fields = given["number"], given["decision"], given.get("fields", {})
            is_sound = type(number) is int and 0 <= number < len(self.round)
            is_sound &= all(isinstance(cell, str) for cell in fields.values())
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return Answer(400)
        if not is_sound or decision not in ("confirm", "refuse"):
            return Answer(400)
        try:
            problems = self.round.confirm(number, fields) if decision == "confirm" else []
            if decision == "refuse":
                self.round.refuse(number)
        except OSError as error:
            problems = [told(error)]
        except InputError as error:
            problems = error.problems
        return self._candidate(number, problems)


def _json(value: Any) -> Answer:
    return Answer(200, _JSON, json.dumps(value).encode())


class Server(ThreadingTCPServer):
    """Serves the page of a round on a free port of this machine."""

    daemon_threads = True

    def __init__(self, candidates: Round) -> None:
        super().__init__((HERE, 0), _Handler)
        self.desk = Desk(candidates, self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    timeout = 30
    server: Server

    def do_GET(self) -> None:
        self._send(self.server.desk.answer("GET", self.path, self.headers))  # type: ignore[arg-type]

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST:
            self._send(Answer(413))
            return
        body = self.rfile.read(int(length))
        self._send(self.server.desk.answer("POST", self.path, self.headers, body))  # type: ignore[arg-type]

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in {**_HEADERS, "Content-Type": answer.kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def review(corpus: Corpus) -> str:
    """Serve the page of a corpus's candidates until somebody interrupts it, and say what was decided.

    Raises
    ------
    InputError
        As `Round`, and if a round is open in this folder already.
    """
    candidates = Round(corpus)
    if not len(candidates):
        return f"nothing to decide: {candidates.path} covers all candidates\n"
    try:
        with locked(candidates.path.with_name("review"), patience=0), Server(candidates) as server:
            print(f"{len(candidates)} candidates: open {server.desk.address}")
            print("each decision is written at once; Ctrl+C ends this", flush=True)
            with suppress(KeyboardInterrupt):
                server.serve_forever(poll_interval=0.1)
    except TimeoutError:
        what = "a round is open there already; go on in its page, or end it with Ctrl+C first"
        raise InputError([f"{candidates.path.parent}: {what}"]) from None
    n = {state: candidates.states.count(state) for state in (CONFIRMED, REFUSED_STATE, OPEN)}
    return "\n" + ", ".join(f"{state} {count}" for state, count in n.items()) + f": {candidates.path}\n"
