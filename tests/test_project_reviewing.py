"""The page for the analyst's round: which requests are answered, and which are not."""

import http.client
import json
import threading

import pytest
from folders import snapshot, write_corpus

from analysis import InputError, read_corpus
from analysis import __main__ as command
from analysis.candidates.decisions import Round
from analysis.files import locked
from analysis.project import reviewing
from analysis.project.reviewing import Desk, Server

HOST = "127.0.0.1:9"
OURS = {"Host": HOST, "Origin": f"http://{HOST}", "Content-Type": "application/json"}
HOSTILE = "Un titre\n\nMoscou propose un pacte </script><img src=x onerror=alert(1)> à Londres.\n"


@pytest.fixture
def desk(tmp_path):
    return Desk(Round(read_corpus(write_corpus(tmp_path))), 9)


def decide(desk, given, **headers):
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    return desk.answer("POST", f"/{desk.token}/decide", OURS | headers, body)


def test_a_decision_is_written_and_told(desk, tmp_path):
    answer = decide(desk, {"number": 0, "decision": "confirm", "fields": {"gloss": "ours"}})
    told = json.loads(answer.body)
    assert (answer.status, told["problems"]) == (200, [])
    assert told["states"] == ["confirmed", "open", "open"]
    assert told["candidate"]["fields"]["gloss"] == "ours"
    assert (tmp_path / "proposals.csv").read_text(encoding="utf-8").count("ours") == 1
    told = json.loads(decide(desk, {"number": 1, "decision": "confirm"}).body)
    assert (told["problems"], told["states"][1]) == (["gloss is ''; expected a value"], "open")
    (tmp_path / "proposals.csv").write_text('"not closed')
    told = json.loads(decide(desk, {"number": 2, "decision": "refuse"}).body)
    assert "a cell opens with a double quote and is not closed" in told["problems"][0]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {"Host": "evil.example:9"}),
        (403, {"Host": "127.0.0.1"}),
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {"Content-Type": "text/plain"}),
    ],
)
def test_a_decision_comes_from_the_page_itself(desk, tmp_path, status, headers):
    before = snapshot(tmp_path)
    assert decide(desk, {"number": 0, "decision": "refuse"}, **headers).status == status
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("place", ["", "choices", "candidate/0", "review.js"])
def test_only_who_knows_the_token_reads(desk, place):
    for token in ("", "x", desk.token[:-1], desk.token + "é"):
        assert desk.answer("GET", f"/{token}/{place}", OURS) == (404, "text/plain; charset=utf-8", b"")
    assert desk.answer("GET", f"/{desk.token}/{place}", {"Host": "localhost:9"}).status == 403
    assert desk.answer("GET", f"/{desk.token}/{place}", {"Host": HOST}).status == 200


@pytest.mark.parametrize(
    ("method", "place", "status"),
    [
        ("GET", "decide", 404),
        ("GET", "candidate/3", 404),
        ("GET", "candidate/-1", 404),
        ("GET", "../proposals.csv", 404),
        ("GET", "review.html", 404),
        ("POST", "choices", 404),
        ("POST", "", 405),
    ],
)
def test_what_there_is_not(desk, method, place, status):
    assert desk.answer(method, f"/{desk.token}/{place}", OURS).status == status


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\xff",
        b"[" * 60000,
        [],
        {},
        {"number": True, "decision": "refuse"},
        {"number": 3, "decision": "refuse"},
        {"number": -1, "decision": "refuse"},
        {"number": 0, "decision": "delete"},
        {"number": 0, "decision": "confirm", "fields": {"gloss": 1}},
        {"number": 0, "decision": "confirm", "fields": "gloss"},
    ],
)
def test_a_decision_that_is_none(desk, tmp_path, given):
    before = snapshot(tmp_path)
    assert decide(desk, given).status == 400
    assert snapshot(tmp_path) == before


def test_over_the_wire(tmp_path):
    decided = Round(read_corpus(write_corpus(tmp_path, texts={"a.txt": HOSTILE})))
    with Server(decided) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        assert server.server_address[0] == "127.0.0.1"

        def ask(method, place, **given):
            wire = http.client.HTTPConnection(*server.server_address, timeout=10)
            wire.request(method, f"/{server.desk.token}/{place}", **given)
            return wire.getresponse()

        page = ask("GET", "")
        assert page.status == 200
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert (page.headers["X-Content-Type-Options"], page.headers["Referrer-Policy"]) == (
            "nosniff",
            "no-referrer",
        )
        assert b"onerror" not in page.read()
        answer = ask("GET", "candidate/0")
        assert answer.headers["Content-Type"] == "application/json"
        assert "</script><img" in json.load(answer)["candidate"]["sentence"][1]
        assert ask("POST", "decide", body=b"x" * (reviewing.LONGEST + 1)).status == 413
        assert ask("PUT", "decide").status == 501
        server.shutdown()
        thread.join()


def test_a_second_round_in_a_folder_is_refused(tmp_path):
    corpus = read_corpus(write_corpus(tmp_path))
    with locked(tmp_path / "review"), pytest.raises(InputError, match="a round is open there already"):
        reviewing.review(corpus)


def test_the_command(tmp_path, capsys, monkeypatch):
    folder = write_corpus(tmp_path)

    def interrupted(server, **_given):
        server.desk.round.refuse(0)
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve_forever", interrupted)
    assert command.main(["review", str(folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("3 candidates: open http://127.0.0.1:")
    assert out.endswith(f"confirmed 0, refused 1, open 2: {folder / 'proposals.csv'}\n")
    corpus_of_none = write_corpus(tmp_path / "none", texts={"a.txt": "Il pleut.\n"})
    assert command.main(["review", str(corpus_of_none)]) == 0
    assert capsys.readouterr().out.startswith("nothing to decide: ")
