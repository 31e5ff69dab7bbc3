"""The search page, in a real browser: from a server, and from a folder on disk."""

import re
from urllib.parse import quote

import pytest

from analysis.actors import find
from analysis.evidence import locate

QUERIES = {  # query: a word that some passage found must hold, in its own spelling
    "cybersecurite": "cybersécurité",
    "cybersécurité": "cybersécurité",
    "etats": "États",
    "État": "États",
    "proposer": "propose",
    "négociations": "négociation",
    "negociation": "négociation",
    "ONU": "Onu",
    "onu": "Onu",
    "securite de l'information": "sécurité",
    '"sécurité internationale"': "sécurité internationale",
}


@pytest.fixture(params=["server", "folder"])
def place(request, site, book):
    return site if request.param == "server" else book.as_uri() + "/"


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_passages_and_leads_to_them(open_page, place, query):
    visit = open_page(place, f"search.html?q={quote(query)}")
    page = visit.page
    page.wait_for_selector("#search-status:not(:empty)")
    assert re.fullmatch(r"\d+ results?", page.locator("#search-status").text_content())
    hits = page.locator('.search-hits[data-kind="passage"] li')
    texts = hits.locator("p").all_text_contents()
    assert any(QUERIES[query] in text for text in texts)
    assert all(hits.nth(i).locator("mark").count() for i in range(min(5, hits.count())))
    marked = hits.first.locator("mark").all_text_contents()
    hits.first.locator("a").click()
    page.wait_for_selector("mark.mark-seen")
    assert page.locator(".passage:visible").count() == 1
    assert page.locator("mark.mark-seen").all_text_contents() == marked
    assert (visit.messages, visit.elsewhere) == ([], [])


@pytest.mark.parametrize(
    ("bare", "written"),
    [("cybersecurite", "cybersécurité"), ("etats", "États"), ("communique", "communiqué")],
)
def test_accents_do_not_matter_in_prose(open_page, site, bare, written):
    visit = open_page(site, f"search.html?q={quote(bare)}")
    prose = visit.page.locator('.search-hits[data-kind="page"] li p')
    prose.first.wait_for()
    found = prose.all_text_contents()
    assert found
    visit.page.goto(f"{site}search.html?q={quote(written)}")
    prose.first.wait_for()
    assert prose.all_text_contents() == found


def test_passages_stand_before_prose_and_the_reference(open_page, site):
    visit = open_page(site, "search.html?q=documents")
    visit.page.wait_for_selector(".search-hits")
    kinds = visit.page.locator(".search-hits").evaluate_all("lists => lists.map(l => l.dataset.kind)")
    assert kinds == ["passage", "page", "source", "reference"][-len(kinds) :]
    visit.page.goto(f"{site}search.html?q=information")
    visit.page.wait_for_selector(".search-hits")
    kinds = visit.page.locator(".search-hits").evaluate_all("lists => lists.map(l => l.dataset.kind)")
    assert kinds == ["passage", "page", "source", "reference"]


@pytest.mark.parametrize(("query", "near"), [("Zakarova", "zakharova"), ("cybersecrity", "cybersecurite")])
def test_a_typing_error_is_said_with_the_nearest_word(open_page, place, query, near):
    visit = open_page(place, f"search.html?q={quote(query)}")
    note = visit.page.locator("#search-note")
    note.get_by_role("link", name=near, exact=True).click()
    visit.page.wait_for_selector('.search-hits[data-kind="passage"] mark')


NAMES = {"NATO": "NATO", "OEWG": "UN-OEWG", "Путин": "vladimir-putin", "UN": "UN", "ООН": "UN", "ITU": "ITU"}


@pytest.mark.parametrize(("query", "actor"), NAMES.items())
def test_a_name_in_another_language_finds_the_passages_of_its_actor(open_page, site, corpus, query, actor):
    visit = open_page(site, f"search.html?q={quote(query)}")
    hits = visit.page.locator('.search-hits[data-kind="passage"]')
    hits.wait_for()
    named = locate(corpus, find(corpus).loc[lambda rows: rows["actor"] == actor])["passage"]
    heading = visit.page.locator("#search-results h2").first.text_content()
    assert heading == f"Passages, in French ({named.nunique()})"


def test_of_several_words_each_that_the_texts_do_not_have_is_looked_for_in_french(open_page, site):
    visit = open_page(site, "search.html?q=Zakharova%20London")
    marks = visit.page.locator('.search-hits[data-kind="passage"] mark')
    marks.first.wait_for()
    assert {"Maria Zakharova", "Zakharova"} & {*marks.all_text_contents()}
    assert "“london” is looked for in French" in visit.page.locator("#search-note").text_content()


def test_a_term_that_a_page_explains_leads_to_it_first(open_page, site):
    visit = open_page(site, "search.html?q=OEWG")
    first = visit.page.locator('.search-hits[data-kind="page"] a').first
    assert first.text_content() == "Russia and the others, point by point: The bodies and the documents"


def test_an_english_word_finds_its_french(open_page, site):
    visit = open_page(site, "search.html?q=sovereignty")
    visit.page.wait_for_selector('.search-hits[data-kind="passage"] mark')
    marked = visit.page.locator('.search-hits[data-kind="passage"] mark').all_text_contents()
    assert marked == ["souverains"]
    assert "souverain*" in visit.page.locator("#search-note").text_content()


@pytest.mark.parametrize("query", ["EU", "hotline"])
def test_what_a_name_stands_for_is_said_where_no_sentence_has_it(open_page, site, query):
    visit = open_page(site, f"search.html?q={query}")
    note = visit.page.locator("#search-note:not(:empty)")
    assert note.text_content().endswith("No sentence has any of these. ")
    assert not visit.page.locator('.search-hits[data-kind="passage"]').count()


def test_nothing_found_is_said(open_page, site):
    visit = open_page(site, "search.html?q=%3Cb%3Ezzzz")
    visit.page.wait_for_selector("#search-status:not(:empty)")
    assert visit.page.locator("#search-status").text_content() == "Nothing was found."
    assert not visit.page.locator("#search-results b").count()


def test_field_of_a_chapter_leads_to_the_search(open_page, place):
    visit = open_page(place, "book/words.html")
    visit.page.locator(".search-button, .search-button-field").locator("visible=true").first.click()
    field = visit.page.locator("input[type=search]").locator("visible=true").first
    field.fill("états")
    with visit.page.expect_navigation():
        field.press("Enter")
    visit.page.locator(".search-hits li").first.wait_for()
    assert (visit.messages, visit.elsewhere) == ([], [])
