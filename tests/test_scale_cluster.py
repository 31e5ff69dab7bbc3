"""Runs on processes of this machine: one is killed, all are killed, a document kills its process."""

import io
import os
import signal
import subprocess
import sys
import threading
import time

import cloudpickle
import pandas as pd
import pytest
from distributed import WorkerPlugin
from folders import TEXT

from analysis import Corpus, InputError, scale, terms
from analysis import __main__ as command
from analysis.scale import parts

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers do not see this file
TEXTS = {f"d{n:02}": f"{TEXT * 60} Numéro {n}." for n in range(24)}
SIZE = 9_000  # bytes: a document
RUN = """
import sys
from analysis import scale

if __name__ == "__main__":
    with scale.cluster(workers=1) as client:
        scale.run(sys.argv[1], sys.argv[2], partition=int(sys.argv[3]), client=client)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected():
    return terms.frequencies(Corpus.from_texts(TEXTS).tokens)


def when_written(results, act):
    """Act as soon as a first partition is done."""

    def wait():
        while not [*results.glob("documents/0*.parquet")]:
            time.sleep(0.01)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


class Deadly(WorkerPlugin):
    """Has a worker die of a document."""

    def setup(self, worker):  # noqa: ARG002
        sound = parts.tables_of

        def tables_of(documents, about):
            return os._exit(1) if (documents["text"] == "Oui.").any() else sound(documents, about)

        parts.tables_of = tables_of


def fail_at_once(dask_scheduler):
    dask_scheduler.allowed_failures = 0


def test_workers_die(source, expected, tmp_path, capsys):
    with scale.cluster(workers=2) as client:
        numbers = client.run(os.getpid)
        assert len(numbers) == 2
        killing = when_written(tmp_path / "out", lambda: os.kill(min(numbers.values()), signal.SIGKILL))
        ran = scale.run(source, tmp_path / "out", partition=SIZE, client=client)
        killing.join()
        assert (ran.documents, len(ran.aside), ran.partitions, ran.found_done) == (24, 0, 24, 0)
        assert scale.frequencies(tmp_path / "out", client=client).equals(expected)
        assert min(numbers.values()) not in client.run(os.getpid).values()

        given = ["--cluster", client.scheduler.address, "--results", str(tmp_path / "told")]
        assert command.main(["terms", str(source), *given, "--also", "mentions"]) == 0
        out, err = capsys.readouterr()
        assert pd.read_csv(io.StringIO(out), comment="#")[["lemma", "n"]].equals(expected[["lemma", "n"]])
        assert f"{tmp_path / 'told'}: 24 documents; set aside: 0" in err
        told = ["archive", str(tmp_path / "told"), str(tmp_path / "book"), "--documents", "5"]
        assert command.main([*told, *given[:2]]) == 0
        assert "sample: 5 of 24 documents, seed 1" in capsys.readouterr().out
        assert "mentions" in (tmp_path / "book" / "archive" / "spans.csv").read_text()

        (tmp_path / "in").mkdir()
        for name, text in {"a": "Oui.", "b": "Non."}.items():
            (tmp_path / "in" / f"{name}.txt").write_text(text)
        client.register_plugin(Deadly())
        client.run_on_scheduler(fail_at_once)
        ran = scale.run(tmp_path / "in", tmp_path / "deadly", client=client)
    assert (ran.documents, ran.aside["document"].tolist()) == (1, ["a"])
    assert "it broke the analysis (KilledWorker: " in ran.aside["reason"].item()


def test_the_whole_run_is_killed_and_goes_on(source, expected, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-c", RUN, str(source), str(out), str(SIZE)]
    begun = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    when_written(out, lambda: os.killpg(begun.pid, signal.SIGKILL)).join()
    assert begun.wait() == -signal.SIGKILL
    ran = scale.run(source, out, partition=SIZE)
    assert (ran.documents, len(ran.aside), ran.partitions) == (24, 0, 24)
    assert 0 < ran.found_done < 24
    assert scale.frequencies(out).equals(expected)


def test_which_cluster(capsys):
    for given in ({}, {"workers": 1, "address": "tcp://127.0.0.1:1"}):
        with pytest.raises(InputError, match="give the number of workers, or the address of a cluster"):
            scale.cluster(**given).__enter__()
    with pytest.raises(InputError, match="workers is 0; give at least 1"):
        scale.cluster(workers=0).__enter__()
    assert command.main(["terms", "texts", "--cluster", "here"]) == 1
    assert capsys.readouterr().err.startswith("here: no scheduler answers there (")
    assert command.main(["terms", "texts", "--workers", "2", "--copies", "once"]) == 1
    assert capsys.readouterr().err.startswith("copies are looked for in all documents together")
