"""One number, one answer: a question asked of table, filter, index, search, panel and data gives the same."""

import re
from urllib.parse import quote

import pandas as pd
import pytest
from pages import PASSAGES

from analysis import actors, proposals, terms
from analysis.actors.comentions import topmost
from analysis.corpus.phrases import find_phrases
from analysis.evidence import locate
from analysis.tables import sound


def passages_of(corpus, rows) -> set[str]:
    return set(locate(corpus, rows)["passage"])


def chosen(open_page, site, query: str) -> set[str]:
    page = open_page(site, f"{PASSAGES}?{query}").page
    page.wait_for_selector(".passages-choice:not([aria-busy])")
    return set(page.locator(".passage:visible").evaluate_all("all => all.map(a => a.id)"))


def searched(open_page, site, query: str) -> int:
    page = open_page(site, f"search.html?q={quote(query)}").page
    page.wait_for_selector("#search-status:not(:empty)")
    heading = page.locator("#search-results h2", has_text="Passages, in French")
    return int(re.search(r"\((\d+)\)", heading.text_content())[1]) if heading.count() else 0


def opened(open_page, site, name: str, row: str) -> tuple[int, int, int]:
    """The number in a table's row, and the places and passages of the panel that it opens."""
    page = open_page(site, f"book/{name}.html").page
    link = (
        page.locator("tr", has=page.get_by_role("cell", name=row, exact=True))
        .locator("a.evidence-link")
        .first
    )
    link.evaluate("a => a.click()")
    page.get_by_role("dialog").wait_for()
    heading = page.get_by_role("dialog").get_by_role("heading").first.text_content()
    return int(link.text_content()), *map(int, re.findall(r"\d+", heading))


@pytest.mark.parametrize("query", ["cybersecurite", "France", "Poutine", "Sputnik", "OTAN", "proposer"])
def test_a_word_in_filter_search_and_library(open_page, site, corpus, query):
    found = passages_of(corpus, find_phrases(corpus.tokens, [query], inflected=True))
    assert chosen(open_page, site, f"words={query}") == found
    assert searched(open_page, site, query) == (len(found) if found else 0)


@pytest.mark.parametrize(
    ("name", "code"), [("NATO", "NATO"), ("Vladimir Putin", "vladimir-putin"), ("Ben Wallace", "ben-wallace")]
)
def test_an_actor_in_index_panel_filter_search_and_data(open_page, site, book, corpus, name, code):
    rows = actors.find(corpus).loc[lambda some: some["actor"] == code]
    found = passages_of(corpus, rows)
    assert opened(open_page, site, "names", name) == (len(rows), len(rows), len(found))
    assert chosen(open_page, site, f"actor={code}") == found
    data = pd.read_csv(book / "data" / "passages.csv", keep_default_na=False)
    assert set(data.loc[data["actor"].str.split("; ").map(lambda some: code in some), "passage"]) == found
    if name == "NATO":  # no sentence has the English name itself
        assert searched(open_page, site, name) == len(found)


def test_an_instrument_in_index_panel_and_library(open_page, site, corpus):
    rows = terms.instruments(corpus).query("name == 'Budapest Convention'")
    found = passages_of(corpus, rows)
    assert opened(open_page, site, "names", "Budapest Convention") == (len(rows), len(rows), len(found))
    assert found == chosen(open_page, site, "words=Budapest")


def test_a_theme_in_filter_table_and_data(open_page, site, book, corpus):
    every = sound(proposals.load_coded(corpus, None))
    names = proposals.read_codebook().query("layer == 'theme'").set_index("code")["name"]
    data = pd.read_csv(book / "data" / "codings.csv", keep_default_na=False)
    for theme in every["theme"].value_counts().index[:3]:
        rows = every[every["theme"] == theme]
        assert chosen(open_page, site, f"theme={theme}") == passages_of(corpus, rows)
        page = open_page(site, f"book/proposals-all.html?Theme={quote(names[theme])}&Kind=").page
        assert page.locator(".evidence-filtered tbody tr:visible").count() == len(rows)
        assert (data["theme"] == theme).sum() == len(rows)


def test_every_proposal_shows_first_statements_and_counts_them(open_page, site, corpus):
    first = sound(proposals.load_coded(corpus, None)).query("restates == ''")
    page = open_page(site, "book/proposals-all.html").page
    shown = page.locator(".evidence-filtered tbody tr:visible td:first-child").all_text_contents()
    assert shown == first["proposal"].tolist()
    offered = page.get_by_label("Certainty").locator("option").all_text_contents()
    named = {"quoted": "Quoted", "reported": "Reported", "inferred": "Inferred"}
    counts = first["certainty"].map(named).value_counts()
    assert sorted(offered[1:]) == sorted(f"{name} ({n})" for name, n in counts.items())


@pytest.mark.parametrize(
    ("party", "code"), [("France", "FRA"), ("United Kingdom", "GBR"), ("United States", "USA")]
)
def test_joint_positions_are_found_under_each_party(open_page, site, corpus, party, code):
    every = sound(proposals.load_coded(corpus, None))
    lexicon = actors.read_lexicon()
    both = [topmost(every[column], lexicon.actors) for column in ("proposer", "addressee")]
    is_party = pd.Series([code in one | other for one, other in zip(*both, strict=True)])
    page = open_page(site, f"book/proposals-all.html?Party={quote(party)}&Kind=").page
    shown = page.locator(".evidence-filtered tbody tr:visible td:first-child").all_text_contents()
    assert shown == every.loc[is_party, "proposal"].tolist() != []
    page.get_by_label("Kind").select_option("first statement")
    first = every.loc[is_party & (every["restates"] == ""), "proposal"].tolist()
    assert page.locator(".evidence-filtered tbody tr:visible td:first-child").all_text_contents() == first
    if party == "France":
        assert len(first) == 12  # all of the communiqué that France holds or is addressed by


def test_a_number_of_a_figures_table_in_the_panel_and_on_the_passages_page(open_page, site):
    page = open_page(site, "book/actors.html").page
    for link in page.locator(".evidence-figure details a.evidence-link").all()[:6]:
        link.evaluate("a => a.click()")
        page.get_by_role("dialog").wait_for()
        heading = page.get_by_role("dialog").get_by_role("heading").first.text_content()
        places, passages = map(int, re.findall(r"\d+", heading))
        assert places == int(link.text_content())
        address = page.get_by_role("dialog").get_by_text("Open all in Passages").get_attribute("href")
        assert len(chosen(open_page, site, address.partition("?")[2])) == passages
        page.keyboard.press("Escape")
