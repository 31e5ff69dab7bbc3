"""A chapter is executed again when something changes that its numbers rest on, and only then."""

from pathlib import Path

import pytest

from analysis.site import chapter_inputs as inputs

CHAPTER = "# A chapter\n\n```{code-cell} ipython3\n:tags: [remove-input]\n\nfrom analysis import words\n```\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "analysis/__init__.py": "if TYPE_CHECKING:\n    from analysis import actors",
        "analysis/corpus.py": "",
        "analysis/words.py": "from analysis.loops import cut\nFILE = 'terms.csv'",
        "analysis/actors.py": "import analysis.words\nFILE = 'actors.csv'",
        "analysis/loops/__init__.py": "",
        "analysis/loops/cut.py": "",
        "analysis/lexicon/terms.csv": "a",
        "analysis/lexicon/actors.csv": "b",
        "analysis/lexicon/nobody.csv": "c",
        "seeds/0.txt": "Un texte.",
        "benchmarks/speed.csv": "1",
        "requirements.txt": "pandas",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def names(source: str, root: Path) -> set[str]:
    found = inputs.inputs(source, package=root / "analysis", root=root)
    return {path.relative_to(root).as_posix() for path in found}


def test_inputs_are_what_is_imported_and_what_that_names(root):
    assert names(CHAPTER, root) == {
        "analysis/__init__.py",
        "analysis/corpus.py",
        "analysis/words.py",
        "analysis/loops/__init__.py",
        "analysis/loops/cut.py",
        "analysis/lexicon/terms.csv",
        "analysis/lexicon/nobody.csv",  # no module names it, so anyone may read it
        "seeds/0.txt",
        "requirements.txt",
    }


def test_an_import_of_many_lines_is_seen(root):
    assert "analysis/actors.py" in names(CHAPTER.replace("words", "(\n    words,\n    actors,\n)"), root)


def test_a_module_used_without_an_import_is_seen(root):
    source = CHAPTER.replace("from analysis import words", "import analysis\nanalysis.actors.find()")
    assert "analysis/actors.py" in names(source, root)


def test_a_chapter_that_names_a_folder_of_results_depends_on_them(root):
    assert "benchmarks/speed.csv" in names(CHAPTER.replace("words\n", 'words\nread("benchmarks")\n'), root)


def test_code_that_cannot_be_read_depends_on_all(root):
    assert "analysis/lexicon/actors.csv" in names(CHAPTER.replace("from analysis", "%magic"), root)


@pytest.mark.parametrize(
    ("changed", "executed"),
    [
        ("analysis/lexicon/terms.csv", True),
        ("analysis/lexicon/actors.csv", False),
        ("analysis/loops/cut.py", True),
        ("analysis/actors.py", False),
        ("seeds/0.txt", True),
    ],
)
def test_digest_changes_with_the_inputs(root, changed, executed):
    before = inputs.digest(CHAPTER, package=root / "analysis", root=root)
    with (root / changed).open("a", encoding="utf-8") as file:
        file.write("\n# other")
    assert (inputs.digest(CHAPTER, package=root / "analysis", root=root) != before) is executed


def test_prose_needs_no_execution(root):
    assert inputs.digest("# Only words\n", package=root / "analysis", root=root) == ""
