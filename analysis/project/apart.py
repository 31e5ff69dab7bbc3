"""Files read in a process of its own: one that is hostile ends this process, and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from analysis.corpus.readers import read_original
from analysis.project.description import describe
from analysis.tables import InputError

PATIENCE = 300.0  # seconds for one file
MEMORY = 4 << 30  # bytes for the process
# It finds modules where this process does: nothing of the folder that it happens to be started in.
_START = "import sys; sys.path = {!r}; from analysis.project.apart import serve; serve()"


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

    def __enter__(self) -> Reader:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        command = [sys.executable, "-c", _START.format(sys.path)]
        self._process = subprocess.Popen(command, **pipes, encoding="utf-8")  # type: ignore[call-overload]
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()

    def read(self, path: Path) -> Reading:
        """Read a file and describe it.

        Raises
        ------
        InputError
            As `read_original` and `describe`, and if it takes too long or breaks the process off.
        """
        late = Timer(self.patience, self._process.kill)
        late.start()
        try:
            self._process.stdin.write(json.dumps(str(path)) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            is_late = late.finished.is_set()
            late.cancel()
        if answer:
            text, described, problems = json.loads(answer)
        else:
            self.__exit__()
            self.__enter__()
            why = "reading it broke off, perhaps for want of memory"
            why = f"it was not read in {self.patience:g} seconds" if is_late else why
            problems = [f"{path}: {why}; cut it into parts, or save its text as a .txt file"]
        if problems:
            raise InputError(problems)
        return Reading(text, described)


def serve() -> None:
    """Answer each path of the standard input with its text, what it says of itself, and its problems."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is told, and ends this
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # what libraries print is no answer
        if sys.platform != "win32":
            import resource

            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
        for line in sys.stdin:
            path = Path(json.loads(line))
            text, described, problems = "", {}, []
            try:
                text = read_original(path)
                described = describe(path, text)
            except InputError as error:
                problems = error.problems
            except Exception as error:
                why = f"it cannot be read ({type(error).__name__}); save its text as a .txt file"
                problems = [f"{path}: {why}"]
            answers.write(json.dumps((text, described, problems)) + "\n")
            answers.flush()
