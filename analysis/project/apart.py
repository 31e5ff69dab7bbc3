"""Files read in a process of its own: one that is hostile ends this process, and nothing else."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from analysis.corpus.readers import read_original
from analysis.project.description import describe
from analysis.tables import InputError

PATIENCE = 300.0  # seconds for one file
MEMORY = 4 << 30  # bytes for the process


class Reading(NamedTuple):
    """The text of a file, and what it says of itself."""

    text: str
    described: dict[str, str]


class Reader:
    """Reads one file after the other in a process of its own, within a time and a memory.

    Examples
    --------
    >>> with Reader() as reader:
    ...     reader.read(Path("nowhere.pdf"))
    Traceback (most recent call last):
        ...
    analysis.tables.InputError: nowhere.pdf: there is no such file; put it there or mend the name
    """

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._is_stuck = False

    def __enter__(self) -> Reader:
        self._end, other = get_context("spawn").Pipe()
        self._process = get_context("spawn").Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._end.close()
        self._process.join(0 if self._is_stuck else 2)  # it ends by itself when nobody asks any more
        self._process.kill()
        self._process.join()

    def read(self, path: Path) -> Reading:
        """Read a file and describe it.

        Raises
        ------
        InputError
            As `read_original` and `describe`, and if it takes too long or breaks the process off.
        """
        try:
            self._end.send(path)
            answer = self._end.recv() if self._end.poll(self.patience) else None
            why = f"it was not read in {self.patience:g} seconds"
        except (EOFError, OSError):
            answer, why = None, "reading it broke off, perhaps for want of memory"
        if isinstance(answer, Reading):
            return answer
        if answer is None:
            self._is_stuck = True
            self.__exit__()
            self.__enter__()
            self._is_stuck = False
            answer = [f"{path}: {why}; cut it into parts, or save its text as a .txt file"]
        raise InputError(answer)


def _serve(end: Connection) -> None:
    """Read what is asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is told, and ends this
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    while True:
        try:
            path = end.recv()
        except (EOFError, OSError):
            return
        try:
            text = read_original(path)
            answer: Reading | list[str] = Reading(text, describe(path, text))
        except InputError as error:
            answer = error.problems
        except Exception as error:
            answer = [f"{path}: it cannot be read ({type(error).__name__}); save its text as a .txt file"]
        with suppress(OSError):
            end.send(answer)
