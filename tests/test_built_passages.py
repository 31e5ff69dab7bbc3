"""The page Passages: chosen by what they hold, with a choice that can be sent as an address."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from pages import PASSAGES

from analysis.corpus.phrases import find_phrases
from analysis.evidence import locate
from analysis.spelling import fold

FACETS = ["document", "actor", "theme", "term"]


@pytest.fixture
def visit(open_page, site):
    opened = open_page(site, PASSAGES)
    yield opened
    assert (opened.messages, opened.elsewhere) == ([], [])


def shown(page) -> list[str]:
    return page.locator(".passage:visible").evaluate_all("all => all.map(a => a.id)")


def tagged(page, **codes: str) -> list[str]:
    """The passages that carry all of these codes, by the page's source."""
    given = page.locator(".passage").evaluate_all("all => all.map(a => [a.id, {...a.dataset}])")
    return [
        name
        for name, data in given
        if all(code in data.get(key, "").split("|") for key, code in codes.items())
    ]


def status(page) -> str:
    return page.locator(".passages-choice [role=status]").text_content()


@pytest.mark.parametrize("facet", FACETS)
def test_each_choice_shows_what_it_counts(visit, facet):
    page = visit.page
    select = page.get_by_role("combobox", name=facet.capitalize(), exact=True)
    options = select.locator("option").evaluate_all("all => all.map(o => [o.value, o.text])")[1:]
    assert len(options) >= 5
    for code, label in options:
        select.select_option(code)
        count = int(re.search(r"\((\d+)\)$", label)[1])
        assert len(shown(page)) == count > 0
        assert shown(page) == tagged(page, **{facet: code})


def test_choices_are_combined_and_kept_in_the_address(visit, open_page, site):
    page = visit.page
    page.get_by_label("Actor").select_option("RUS")
    page.get_by_label("Theme").select_option("bilateral-dialogue")
    filled(page, "WASHINGTON cybersecurite")
    both = tagged(page, actor="RUS", theme="bilateral-dialogue")
    found = shown(page)
    assert 0 < len(found) < len(both)
    assert set(found) < set(both)
    total = page.locator(".passage").count()
    assert status(page) == f"{len(found)} of {total} passages"
    given = parse_qs(urlsplit(page.url).query)
    assert given == {"actor": ["RUS"], "theme": ["bilateral-dialogue"], "words": ["WASHINGTON cybersecurite"]}
    other = open_page("", page.url)
    other.page.wait_for_selector(".passages-choice:not([aria-busy])")
    assert shown(other.page) == found
    assert other.page.get_by_label("Actor").input_value() == "RUS"
    other.page.get_by_role("button", name="Clear").click()
    assert len(shown(other.page)) == total
    assert other.page.url == site + PASSAGES
    assert not other.page.get_by_role("button", name="Clear").count()


def test_choices_narrow_down_the_passages_of_a_number(open_page, site, visit):
    names = tagged(visit.page, actor="RUS")[:3] + tagged(visit.page, actor="FRA")[:1]
    see = ",".join(f"{name}:0-3" for name in dict.fromkeys(names))
    other = open_page(site, f"{PASSAGES}?see={see}&actor=FRA")
    assert set(shown(other.page)) == set(names) & set(tagged(visit.page, actor="FRA"))
    assert other.page.locator("mark.mark-seen").count()


def test_a_code_of_another_edition_shows_nothing_else(open_page, book):
    visit = open_page(book.as_uri() + "/", f"{PASSAGES}?actor=%3Cb%3Enobody")
    assert not shown(visit.page)
    assert visit.page.get_by_label("Actor").input_value() == "<b>nobody"
    visit.page.get_by_role("button", name="Clear").click()
    assert shown(visit.page)
    assert (visit.messages, visit.elsewhere) == ([], [])


@pytest.mark.parametrize(
    ("page", "facet"), [("names", "actor"), ("words", "term"), ("proposals-all", "theme")]
)
def test_links_to_a_choice_show_passages(book, page, facet):
    passages = html.parse(str(book / PASSAGES)).getroot()
    codes = {code for value in passages.xpath(f"//@data-{facet}") for code in value.split("|")}
    source = html.parse(str(book / f"book/{page}.html")).getroot()
    links = source.xpath(f'//a[starts-with(@href, "passages.html?{facet}=")]/@href')
    assert len(links) > 5
    assert {parse_qs(urlsplit(link).query)[facet][0] for link in links} <= codes


def test_the_index_of_names_and_the_choice_by_actor_agree(book):
    passages = html.parse(str(book / PASSAGES)).getroot()
    source = html.parse(str(book / "book/names.html")).getroot()
    for table in source.xpath('//div[@class="evidence-table"][.//a[contains(@href, "actor=")]]'):
        evidence = html.fromstring(html.tostring(table)).xpath("string(.//script)")
        lists = re.findall(r'"([^"]+:\d+-\d+)"', evidence)
        for link, references in zip(table.xpath('.//a[contains(@href, "actor=")]/@href'), lists, strict=True):
            code = parse_qs(urlsplit(link).query)["actor"][0]
            named = {reference.rpartition(":")[0] for reference in references.split()} - {""}
            assert named == {
                article.get("id")
                for article in passages.xpath('//article[@class="passage"]')
                if code in article.get("data-actor", "").split("|")
            }


def filled(page, query: str) -> list[str]:
    """The passages that are shown for words."""
    page.get_by_label("Words").fill(query)
    page.wait_for_selector(".passages-choice:not([aria-busy])")
    return shown(page)


def holding(corpus, query: str) -> set[str]:
    """The passages that hold words in any inflection, by the library."""
    return set(locate(corpus, find_phrases(corpus.tokens, [query], inflected=True))["passage"])


QUERIES = ["cybersecurite", "France", "Poutine", "Sputnik", "OTAN", "ota*", "proposer", "négociation"]


@pytest.mark.parametrize("query", QUERIES)
def test_words_are_whole_words_of_the_sentences_in_any_inflection(visit, corpus, query):
    assert set(filled(visit.page, query)) == holding(corpus, query)
    said = visit.page.locator(".passages-words").text_content()
    assert said.startswith("Searched: whole words of the French sentences")
    assert ("Found: " in said) == bool(holding(corpus, query))


def test_a_word_that_does_not_occur_is_said_with_the_nearest(visit, corpus):
    assert not filled(visit.page, "Zakarova")
    visit.page.locator(".passages-words").get_by_role("button", name="zakharova", exact=True).click()
    assert set(shown(visit.page)) == holding(corpus, "zakharova") != set()


@pytest.mark.parametrize(
    ("query", "actor"), [("NATO", "NATO"), ("OEWG", "UN-OEWG"), ("Захарова", "maria-zakharova")]
)
def test_other_names_find_who_is_meant(visit, query, actor):
    assert filled(visit.page, query) == tagged(visit.page, actor=actor) != []
    assert f"“{query}” is looked for in French: " in visit.page.locator(".passages-words").text_content()


def test_an_address_of_no_passage_is_said(open_page, site):
    visit = open_page(site, f"{PASSAGES}#no-such-passage")
    assert "not in this edition" in visit.page.locator(".passages-status").text_content()
    assert shown(visit.page) == tagged(visit.page)


def test_a_passage_that_is_gone_is_said_with_those_of_its_document(open_page, site):
    visit = open_page(site, f"{PASSAGES}?see=mfa-2021-09-28-00000000:0-4#mfa-2021-09-28-00000000")
    assert "not in this edition" in visit.page.locator(".passages-status").text_content()
    assert shown(visit.page) == tagged(visit.page, document="mfa-2021-09-28")


def test_words_are_found_where_the_library_has_them(visit, corpus):
    pairs = corpus.tokens.assign(passage=locate(corpus, corpus.tokens)["passage"])
    pairs = pairs.assign(form=pairs["form"].astype(str).map(fold), lemma=pairs["lemma"].astype(str).map(fold))
    # but for stop words: à and a are one without accents, and -elle behind a verb is no word here
    words = pairs.loc[~pairs["is_stop"], "form"]
    known = {word for word in words if re.fullmatch(r"[a-z]{3,}(-[a-z]+)*", word)}
    bases = pairs.groupby("form")["lemma"].agg(set)
    expected = {}
    for word in sorted(known):
        same = (pairs["form"] == word) | (pairs["lemma"] == word) | pairs["lemma"].isin(bases[word])
        expected[word] = pairs.loc[same, "passage"].nunique()
    counted = visit.page.evaluate(
        """words => Promise.all([book.texts(), book.ready()]).then(([all]) => {
          const texts = [...all.values()].map((some) => ({ ...some, words: book.wordsIn(some.text) }));
          return words.map(word => book.seek(word, texts).found.filter(Boolean).length);
        })""",
        list(expected),
    )
    assert len(expected) > 500
    assert dict(zip(expected, counted, strict=True)) == expected


def test_a_choice_that_leaves_nothing_says_what_each_choice_takes_away(visit):
    page = visit.page
    page.get_by_label("Actor").select_option("NATO")
    page.get_by_role("combobox", name="Theme", exact=True).select_option("bilateral-dialogue")
    assert shown(page) == []
    page.get_by_role("button", name="Theme (1)").click()
    assert shown(page) == tagged(page, actor="NATO")
