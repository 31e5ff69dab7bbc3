"""Analyse a source partition by partition, on this machine or on a cluster, and go on where a run stopped."""

from __future__ import annotations

import logging
import signal
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from dask.local import SynchronousExecutor
from distributed import Client, KilledWorker, LocalCluster
from tqdm import tqdm

from analysis import __version__
from analysis.corpus.catalogue import own_lexicon
from analysis.corpus.corpus import COUNTED
from analysis.corpus.readers import LARGEST
from analysis.corpus.rules import DEFAULT
from analysis.files import locked
from analysis.scale import store
from analysis.scale.parts import GROUPS, analyse, finish, recurring_lines, set_aside
from analysis.scale.sources import ASIDE, Part, halves, listed, partitions
from analysis.tables import InputError

PARTITION = 16_000_000  # bytes
SAMPLE = 50  # documents of a publisher, by which its recurring lines are told
PATIENCE = 60  # seconds for a worker to come
GO_ON = "what is written stays: do this again, and it goes on from there"


class Ran(NamedTuple):
    """What a run has done: documents analysed and set aside (in all), and the partitions it found done."""

    documents: int
    aside: pd.DataFrame
    partitions: int
    found_done: int


def run(
    source: str | Path,
    results: str | Path,
    *,
    tables: Sequence[str] = (store.TERMS,),
    by: Sequence[str] = (),
    of: str = "lemma",
    stop_words: bool = False,
    counted: Sequence[str] = COUNTED,
    language: str = DEFAULT,
    partition: int = PARTITION,
    largest: int = LARGEST,
    client: Client | None = None,
) -> Ran:
    """Analyse documents partition by partition, and write tables as Parquet as they come.

    A run that died goes on where it stopped: call it again. A document that cannot be read, or breaks the
    analysis, is set aside with the reason, in the table ``aside``; the run goes on.

    Parameters
    ----------
    source : str or Path
        A folder, a glob, or Parquet with a row a document: ``document``, ``text``, and columns of the
        catalogue. A ``catalogue.csv`` in a folder is read; without it every file is a document, its id made
        of its path.
    results : str or Path
        A folder, which is made: ``documents``, ``aside``, and the tables that are asked for.
    tables : sequence of str
        Some of ``terms``, ``tokens``, ``mentions``, ``candidates``.
    by : sequence of str
        Columns by which terms can be counted afterwards, such as ``year`` and ``publisher``.
    of, stop_words
        As for `analysis.terms.frequencies`.
    counted : sequence of str
        As for `analysis.Corpus`.
    language : str
        Of documents that name none.
    partition : int
        Bytes of text that are analysed together; the memory of a worker grows with them.
    largest : int
        Bytes; a larger document is set aside.
    client : distributed.Client, optional
        As from `cluster`; without one, the partitions are analysed one by one in this process.

    Returns
    -------
    Ran
        documents, aside, partitions, found_done.

    Raises
    ------
    InputError
        If nothing can be read, an argument is not known, or the folder of the results holds those of
        other documents, other settings or another version.

    Notes
    -----
    Each document is analysed as in a corpus of all of them, with two differences: copies are not looked for
    (they count as often as printed), and lines that recur at a publisher are told by its first 50
    documents.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis import scale
    >>> from analysis.files import write_whole
    >>> with TemporaryDirectory() as place:
    ...     write_whole(Path(place, "a.txt"), "La paix, la paix !")
    ...     ran = run(f"{place}/*.txt", f"{place}/results")
    ...     found = scale.frequencies(f"{place}/results")
    >>> ran.documents, found[["lemma", "n", "total"]].values.tolist()
    (1, [['paix', 2, 4]])
    """
    wrong = [
        f"tables has '{name}'; known are {', '.join(store.TABLES)}"
        for name in tables
        if name not in store.TABLES
    ]
    wrong += [f"by has '{name}'; known are {', '.join(GROUPS)}" for name in by if name not in GROUPS]
    wrong += [f"of is '{of}'; expected lemma or form"] * (of not in ("lemma", "form"))
    if wrong:
        raise InputError(wrong)
    listing, folder = listed(source, language=language, largest=largest), Path(results).resolve()
    if not len(listing.rows):
        raise InputError([f"{source}: no document can be read", *listing.aside["reason"][:9]])
    about = {
        "tables": [name for name in store.TABLES if name in tables],
        **{"by": [*by], "of": of, "stop_words": stop_words, "counted": [*counted], "partition": partition},
        **{"documents": store.digest(listing.rows), "listed": len(listing.rows)},
        "lexicon": _digest_of(own_lexicon(listing.folder)),
        "folder": listing.folder and str(listing.folder),
        "recurring": _recurring(listing.rows, client),
    }
    with locked(folder, patience=0):
        done = store.begin(folder, about)
        finish(Part(store.LISTING, listing.rows), listing.rows[:0], listing.aside, about, folder)
        if client is not None:
            _check(client, folder)
        some = partitions(listing.rows, size=partition)
        _finish(_not_done(some, done), listing.rows["bytes"].sum(), about, folder, client)
        store.sweep(folder)
    aside = store.joined(store.tables(folder, store.ASIDE), ASIDE)
    return Ran(store.size(folder, store.DOCUMENTS), aside, len(some), len(done - {store.LISTING}))


def _not_done(some: Iterable[Part], done: Collection[str]) -> Iterator[Part]:
    """Give the partitions that are to be done; of those that were cut in two, the parts."""
    cut = {".".join(name.split(".")[:depth]) for name in done for depth in range(1, name.count(".") + 1)}
    for part in some:
        if part.name in cut:
            yield from _not_done(halves(part), done)
        elif part.name not in done:
            yield part


def _finish(
    parts: Iterable[Part], size: int, about: Mapping[str, Any], folder: Path, client: Client | None
) -> None:
    """Have partitions analysed, one a worker at a time; cut in two what breaks, down to the document."""
    waiting, broken = deque(parts), 0
    suspects: dict[str, Part] = {}  # a worker died that may have been busy with another: they are tried alone
    running: dict[Future[int | str], Part] = {}
    executor: Executor = SynchronousExecutor() if client is None else client.get_executor(pure=False)
    to_do = sum(int(part.rows["bytes"].sum()) for part in waiting)
    alone: Part | None = None
    bar = tqdm(total=int(size), initial=int(size) - to_do, unit="B", unit_scale=True, disable=None)
    with bar:
        while waiting or running or suspects:
            if suspects and not (waiting or running):
                alone = suspects.pop(min(suspects))
                running[executor.submit(analyse, alone, about, folder)] = alone
            while waiting and len(running) < _room(client):
                part = waiting.popleft()
                running[executor.submit(analyse, part, about, folder)] = part
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                part = running.pop(future)
                try:
                    told = future.result()
                except CancelledError:
                    raise ConnectionError(f"the scheduler is gone; {GO_ON}") from None
                except KilledWorker as error:
                    told = f"KilledWorker: {error}"
                    if len(part.rows) == 1 and part is not alone:
                        suspects[part.name] = part
                        continue
                if isinstance(told, str):
                    if len(part.rows) > 1:
                        waiting.extendleft(reversed([*halves(part)]))
                        continue
                    told = set_aside(part, told, about, folder)
                broken += told
                bar.update(int(part.rows["bytes"].sum()))
                bar.set_postfix_str(f"{broken} set aside" if broken else "")


def _room(client: Client | None) -> int:
    """Give how many partitions may be on their way: one more than workers are busy with."""
    return 1 if client is None else 1 + sum(client.nthreads().values())


def _check(client: Client, folder: Path) -> None:
    """Refuse workers that have another version, or do not see the folder of the results."""
    client.wait_for_workers(1, timeout=PATIENCE)
    problems = []
    for worker, (version, is_there) in client.run(_at_worker, folder).items():
        if version != __version__:
            problems.append(f"{worker}: it has version {version} of the package, this is {__version__}")
        if not is_there:
            problems.append(f"{worker}: it does not see {folder}; give a folder that all machines share")
    if problems:
        raise InputError(problems)


def _at_worker(folder: Path) -> tuple[str, bool]:
    return __version__, folder.is_dir()


def _recurring(rows: pd.DataFrame, client: Client | None) -> dict[str, list[str]]:
    """Find the lines that recur at each publisher of several documents, by its first ones."""
    sizes = rows.groupby("publisher")["document"].transform("size")
    several = rows[(rows["publisher"] != "unknown") & (sizes > 2)]
    known = several[several.groupby("publisher").cumcount() < SAMPLE]
    if client is None or known.empty:
        found = recurring_lines(known)
    else:  # at a worker, which needs the compiled loops and the dictionaries anyway; this process does not
        client.wait_for_workers(1, timeout=PATIENCE)
        found = client.submit(recurring_lines, known, pure=False).result()
    return {publisher: found.get(publisher, []) for publisher in several["publisher"].unique()}


def _digest_of(folders: Sequence[Path]) -> str:
    files = sorted(path for folder in folders for path in folder.glob("*.csv"))
    return blake2b(b"\0".join(path.read_bytes() for path in files), digest_size=16).hexdigest()


@contextmanager
def cluster(
    *, workers: int | None = None, address: str | None = None, memory: str | int = "auto"
) -> Iterator[Client]:
    """Give a client of a Dask cluster, for `run`: of one that there is, or of processes on this machine.

    A program that starts processes must be written below ``if __name__ == "__main__":``.

    Parameters
    ----------
    workers : int, optional
        How many processes.
    address : str, optional
        Of a scheduler, such as ``tcp://10.0.0.1:8786``. Its workers need this version of the package, and
        must see the folders of the source and of the results.
    memory : str or int
        That a process may take, such as ``"2GB"``; one that takes more is started anew.

    Raises
    ------
    InputError
        If neither or both are given, or no scheduler answers there.
    """
    if (workers is None) == (address is None):
        raise InputError(["give the number of workers, or the address of a cluster"])
    if workers is not None and workers < 1:
        raise InputError([f"workers is {workers}; give at least 1"])
    if address is None:
        with _deaf():
            local = LocalCluster(
                n_workers=workers, threads_per_worker=1, memory_limit=memory, dashboard_address=":0"
            )
        with local, Client(local) as client:
            try:
                yield client
            finally:  # that a worker is slow to end is no news
                logging.getLogger("distributed.nanny").setLevel(logging.ERROR)
        return
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(
            [f"{address}: no scheduler answers there ({error}); is it 'tcp://HOST:PORT'?"]
        ) from None
    with client:
        yield client


@contextmanager
def _deaf() -> Iterator[None]:
    """Have the processes that are started here leave Ctrl-C to this one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
