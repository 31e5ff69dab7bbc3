"""Warm kernels: real notebooks, executed in kernels that are forked from one process."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from analysis.site import kernels


@pytest.fixture(autouse=True)
def _warm(monkeypatch):
    monkeypatch.setattr("jupyter_client.provisioning.KernelProvisionerFactory._instance", None)
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", kernels.NAME)


def executed(*cells, folder="."):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [output["text"].strip() for cell in notebook.cells for output in cell.outputs]


def test_a_kernel_has_the_library_and_its_own_names(tmp_path):
    first = executed(
        "import os, sys; print('analysis.book' in sys.modules, os.getcwd())", "own = 1", folder=tmp_path
    )
    assert first == [f"True {tmp_path}"]
    assert executed("print('own' in globals())") == ["False"]


def test_a_kernel_that_dies_is_noticed():
    with pytest.raises(DeadKernelError):
        executed("import os; os._exit(3)")
