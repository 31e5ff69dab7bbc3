"""The module as others depend on it: what it needs, and what it loads."""

import subprocess
import sys

import pytest
from packages import EXTRAS

# Stands for an environment without some libraries; it is run in a process of its own.
WITHOUT = """
import sys

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Nothing())
from pathlib import Path
"""


def run(code, names=EXTRAS):
    command = [sys.executable, "-c", WITHOUT.format(names=names) + code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_import_loads_nothing_else():
    loaded = (
        "import analysis\nprint(sorted({'numpy', 'pandas', 'pandera', 'plotly', 'dask'} & set(sys.modules)))"
    )
    done = run(loaded, names=())
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_texts_are_analysed_without_any_extra():
    done = run(
        "import analysis\n"
        "corpus = analysis.Corpus.from_texts({'a': 'Moscou propose un pacte à Londres. Paris attend.'})\n"
        "mentions = analysis.actors.find(corpus)\n"
        "analysis.terms.keyness, analysis.proposals, analysis.evidence.passages(corpus, mentions)\n"
        "print(len(corpus.tokens), len(mentions), len(analysis.candidates.find(corpus)))\n"
        "print(sorted(set(sys.modules) & {'plotly', 'sphinx', 'trafilatura', 'numba', 'dask', 'pyarrow'}))"
    )
    assert (done.stdout, done.stderr) == ("8 3 1\n[]\n", "")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("from analysis import scale", "analysis.scale needs distributed, .* '{}[scale]'"),
        ("a.html", "a.html: a web page needs trafilatura, .* '{}[documents]'"),
        ("a.mht", "a.mht: a web page needs trafilatura, .* '{}[documents]'"),
        ("a.pdf", "a.pdf: a PDF needs pdfplumber, .* '{}[documents]'"),
        ("a.docx", "a.docx: a Word document needs docx, .* '{}[documents]'"),
    ],
)
def test_what_is_missing_is_named_with_its_extra(tmp_path, monkeypatch, code, says):
    monkeypatch.chdir(tmp_path)
    if code.startswith("a."):
        (tmp_path / code).write_bytes(b"Content-Type: text/html\n\n<p>Oui.</p>")
        code = f"from analysis.corpus.readers import read_original\nread_original(Path({code!r}))"
    before, after = says.split(" .* ")
    last = run(code).stderr.splitlines()[-1]
    assert last.startswith(f"analysis.tables.MissingError: {before}")
    assert last.endswith("pip install " + after.format("infosec-positions"))
