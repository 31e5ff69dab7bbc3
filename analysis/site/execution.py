"""How chapters are executed, and how what goes wrong in a build is told at the end of what it prints."""

from __future__ import annotations

import atexit
import io
import logging
import os
import re
import sys
import tempfile
import uuid
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from myst_nb.core.execute import inline
from nbclient.exceptions import CellExecutionError
from nbclient.util import run_sync
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

_LINES = 12  # of a traceback
_LONGEST = 70  # bytes of a folder; the address of a socket has 107 at most, on some systems 103
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_LINE = re.compile(r"Cell In\[\d+\], (line \d+)")


class _KernelManager(AsyncKernelManager):
    """Reaches kernels by files: chapters that are executed side by side could be given one port."""

    def __init__(self, **kwargs: Any) -> None:
        folders = [f for f in (tempfile.gettempdir(), "/tmp") if len(os.fsencode(f)) <= _LONGEST]
        if os.name != "nt" and folders:
            kwargs |= {"transport": "ipc", "ip": f"{folders[0]}/kernel-{uuid.uuid4().hex[:16]}"}
        super().__init__(**kwargs)


class _Client(inline.ModifiedNotebookClient):  # type: ignore[misc]
    """Says which cell failed, whatever the fault; what a cell writes to stderr is one."""

    kernel_manager_class = _KernelManager

    async def async_execute_cell(self, cell: Any, index: int, execution_count: int, **options: Any) -> Any:
        where = f"cell {execution_count}"
        try:
            done = await super().async_execute_cell(cell, index, execution_count=execution_count, **options)
        except Exception as error:
            told = _COLOURS.sub("", str(error)).strip()
            line = "".join(f", {found}" for found in _LINE.findall(told)[:1])
            end = "\n".join(told.splitlines()[-_LINES:])
            raise CellExecutionError(f"{where}{line}:\n{end}", type(error).__name__, "") from error
        if written := "".join(one["text"] for one in cell.get("outputs", ()) if one.get("name") == "stderr"):
            raise CellExecutionError(f"{where} writes to stderr:\n{written}", "stderr", "")
        return done

    execute_cell = run_sync(async_execute_cell)


class _ChapterError(inline.ExecutionError):  # type: ignore[misc]
    """Holds its cause in its words, which are all that comes back from another process."""

    def __str__(self) -> str:
        return f"{self.args[0]}, {self.__cause__}"


def prepare() -> None:
    """Have chapters executed by kernels that several processes can start, and faults told at the end."""
    inline.ModifiedNotebookClient, inline.ExecutionError = _Client, _ChapterError
    handler = WarningStreamHandler(io.StringIO())  # of Sphinx's class: it gets each warning once
    handler.setLevel(logging.WARNING)
    logging.getLogger(NAMESPACE).addHandler(handler)
    atexit.register(_tell_at_the_end, handler.stream)


def _tell_at_the_end(warnings: io.StringIO) -> None:
    """Tell after Jupyter Book, which ends with a traceback of its own and 'Look above for the cause'."""
    raised = getattr(sys, "last_value", None)
    fault = re.sub(r"^\w+(\.\w+)+: ", "", str(raised.__cause__ or raised)) if raised else ""
    if told := (_COLOURS.sub("", warnings.getvalue()) + fault).strip():
        print(f"This keeps the book from being built:\n\n{told}\n", flush=True)
