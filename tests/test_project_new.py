"""A project of one's own."""

import os
import re
from pathlib import Path

import pytest
import yaml
from folders import snapshot

from analysis import InputError
from analysis import __main__ as command
from analysis.check import check
from analysis.corpus.catalogue import SCHEMA, find_folder
from analysis.project.new import TEMPLATE, make_project

ROOT = Path(__file__).parents[1]
CHAPTERS = "documents words concordance actors proposals proposals-compared proposals-all codebook".split()
CHAPTERS += "timeline passages names bibliography".split()


def test_its_files(tmp_path, monkeypatch):
    folder = tmp_path / "deeper" / "mine"
    lines = make_project(folder)
    assert lines[0] == f"made {folder}: 23 files, {len(CHAPTERS)} of them chapters"
    files = {name for name, content in snapshot(folder).items() if content is not None}
    assert files == {
        *(f"book/{name}.md" for name in CHAPTERS),
        "book/references.bib",
        *(f"documents/lexicon/{name}.csv" for name in ("aliases", "not_actors", "terms")),
        *("documents/catalogue.csv", "_config.yml", "_toc.yml", "Makefile", "README.md", "CITATION.cff"),
        ".gitignore",
    }
    for name in CHAPTERS:
        assert (folder / "book" / f"{name}.md").read_bytes() == (ROOT / "book" / f"{name}.md").read_bytes()
    assert check(folder / "documents")[1] == []
    monkeypatch.chdir(folder / "book")
    assert find_folder() == folder / "documents"


@pytest.mark.parametrize("name", ["mine", 'a "b" \\ c', "{{ x }}", "x: y #z", "</script>", "it's"])
def test_its_settings(tmp_path, name):
    folder = tmp_path / name.replace("/", "_")
    make_project(folder)
    settings = yaml.safe_load((folder / "_config.yml").read_text())
    ours = yaml.safe_load((ROOT / "_config.yml").read_text())
    assert settings["title"] == folder.name
    assert settings["author"] == ""
    assert "html_favicon" not in settings["sphinx"]["config"]
    assert settings["execute"] == ours["execute"]
    assert settings["sphinx"]["config"]["extensions"] == ours["sphinx"]["config"]["extensions"]


def test_the_readme_explains_the_columns_and_the_lexicon():
    page = (TEMPLATE / "README.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(SCHEMA.columns)
    for file in (TEMPLATE / "documents" / "lexicon").iterdir():
        assert f"`{file.name}`" in page
    assert (TEMPLATE / "documents" / "catalogue.csv").read_text() == ",".join(SCHEMA.columns) + "\n"


@pytest.mark.parametrize("name", ["a.txt", ".git", "deeper/"])
def test_a_folder_that_is_not_empty(tmp_path, name):
    (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).write_text("mine")
    before = snapshot(tmp_path)
    with pytest.raises(InputError, match="this folder is not empty; give a new one, or an empty one"):
        make_project(tmp_path)
    assert snapshot(tmp_path) == before


def test_a_file_in_its_place(tmp_path, capsys):
    (tmp_path / "a").write_text("mine")
    assert command.main(["new", str(tmp_path / "a")]) == 1
    assert (
        capsys.readouterr().err == f"{tmp_path / 'a'}: this is a file; give a new folder, or an empty one\n"
    )


def test_an_empty_folder_and_the_one_that_one_stands_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_project(Path())
    assert yaml.safe_load(Path("_config.yml").read_text())["title"] == tmp_path.name


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("the disk is full")])
@pytest.mark.parametrize("at", [1, 9, 23])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_keeps_it_from_being_made_leaves_nothing(tmp_path, monkeypatch, error, at, is_there):
    folder = tmp_path / "deeper" / "mine"
    if is_there:
        folder.mkdir(parents=True)
    before = snapshot(tmp_path)
    written = iter(range(1, 99))
    real = os.replace

    def replace(*given):
        if next(written) == at:
            raise error
        real(*given)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises((KeyboardInterrupt, OSError)):
        make_project(folder)
    assert snapshot(tmp_path) == before
