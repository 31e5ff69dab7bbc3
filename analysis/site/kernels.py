"""Kernels that start warm: the build's notebooks are forked from one process that has made ready.

Nearly half of the time of a build went into importing the same libraries and reading the same lexicons in
every chapter's kernel. The kernel is the same, and so is what a notebook computes.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "warm"  # of the entry point in pyproject.toml


def use() -> None:
    """Have notebooks executed by this process, and those that it starts, run in warm kernels."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", NAME)


class WarmProvisioner(LocalProvisioner):
    """Starts a Python kernel as a fork of a process that has imported the library."""

    process: Any = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Have the kernel reached by files: chapters that are executed side by side could take one port.

        Parameters
        ----------
        **kwargs
            As for `LocalProvisioner.pre_launch`.
        """
        if self.parent is not None and not self.parent.has_kernel:
            self.parent.transport, self.parent.cache_ports = "ipc", False
            # short, as addresses of sockets must be
            self.parent.ip = os.path.join(tempfile.gettempdir(), f"kernel-{uuid.uuid4().hex[:16]}")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; another language's kernel is started as usual.

        Parameters
        ----------
        cmd : list of str
            The command of the kernel's specification.
        **kwargs
            As for `subprocess.Popen`.
        """
        if "ipykernel_launcher" not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        self.process = _Forked(arguments, kwargs.get("cwd"), kwargs["env"])
        self.pid = self.process.pid
        return self.connection_info


class _Forked:
    """A forked kernel, with what `LocalProvisioner` asks of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, arguments: Sequence[str], folder: str | None, environment: Mapping[str, str]) -> None:
        self._process = _server().Process(target=_run, args=(arguments, folder, environment), daemon=True)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.pid and self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()


@cache
def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analysis.site.ready"])
    return context


def _run(arguments: Sequence[str], folder: str | None, environment: Mapping[str, str]) -> None:
    from ipykernel.kernelapp import launch_new_instance

    os.setsid()  # what is sent to the kernel's group must not reach the build
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    launch_new_instance(argv=[*arguments, parent, "--log-level=ERROR"])
