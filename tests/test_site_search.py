"""The base forms of the search are made anew when what decides on them changes."""

import pytest

from analysis.site import search

PAGE = (
    '<article class="bd-article"><section><h1>A</h1>'
    '<article class="passage" id="a-1"><p class="passage-sentence">Les États veulent un pacte.</p></article>'
    "</section></article>"
)


@pytest.fixture
def forms(tmp_path):
    """Write the index of a page, and give what the search knows of French."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    def write():
        search.write(["a"], tmp_path)
        return (tmp_path / search.FRENCH).read_text(encoding="utf-8")

    return write


def test_base_forms_are_kept_while_nothing_changes(forms, monkeypatch):
    before = forms()
    assert '"etats":"etat"' in before
    monkeypatch.setattr(search, "lemmas", lambda _: pytest.fail("made anew"))
    assert forms() == before


def test_another_edition_of_the_lemmas_counts(forms, monkeypatch):
    before = forms()
    monkeypatch.setattr(search, "version", lambda _: "99")
    assert forms() != before
