"""The book of a corpus whose passages are too many for one page, opened from disk."""

import re
from urllib.parse import unquote

import pytest
import small_book
from pages import PASSAGES, violations
from small_book import ROOT, chapter

from analysis.book.html import WHOLE

COUNTS = """from analysis import evidence, terms
from analysis.book import Chapter

chapter = Chapter()
every = chapter.say(n=chapter.tokens)
table = evidence.link(chapter.corpus, terms.frequencies(chapter.tokens))
table["again"] = table["lemma"] + 20 * " and so on"
chapter.table(table, "Words", columns=["lemma", "n", "again"], searchable=True)"""
PLACES = ["paix", "guerre", "traité", "accord", "dialogue", "sommet", "norme", "règle", "droit", "pacte"]
TEXTS = {
    f"d{number}": "\n\n".join(
        f"Le pays numéro {100 * number + place} propose un {PLACES[place]} à Genève pour cette fois{end}."
        for place, end in enumerate(["", " ou une cyberattaque"] * 5)
    )
    for number in range(60)
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages, with the address of their folder."""
    root = small_book.write(
        tmp_path_factory.mktemp("large"),
        {"counts": chapter("Counts", COUNTS, "There are {eval}`every.n` words.")}
        | {"passages": (ROOT / "book" / "passages.md").read_text(encoding="utf-8")},
    )
    (root / "seeds").mkdir()
    for name, text in TEXTS.items():
        (root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    (root / "seeds" / "catalogue.csv").write_text("file\n" + "".join(f"{name}.txt\n" for name in TEXTS))
    done = small_book.build(root)
    assert done.returncode == 0, done.stdout[-3000:]
    return root / "_build" / "html"


@pytest.fixture
def visit(folder, open_page):
    """Open a page; the console stays silent, and nothing comes from elsewhere."""
    opened = []

    def visit(name, **options):
        opened.append(open_page(folder.as_uri() + "/", name, **options))
        return opened[-1].page

    yield visit
    assert [(one.messages, one.elsewhere) for one in opened] == [([], [])] * len(opened)


def wait_for_passages(page, count):
    page.wait_for_function("count => document.querySelectorAll('.passage').length === count", arg=count)


def test_pages_keep_their_budgets(folder):
    sizes = {path.name: path.stat().st_size for path in (folder / "book").glob("*.html")}
    assert len(sizes) == 2 + len(TEXTS)
    assert max(size for name, size in sizes.items() if name != "passages.html") <= 150_000
    assert sizes["passages.html"] <= 400_000
    assert 10 * len(TEXTS) > WHOLE


def test_without_scripts_a_number_leads_to_its_sentence(visit):
    page = visit("book/counts.html", scripts=False)
    page.locator("main p a.evidence-link").click()
    assert re.search(r"book/text-d0\.html\?see=counts~\w{12}#d0-\w{8}$", page.url)
    assert "propose un paix" in page.locator(":target").text_content()
    page.goto(page.url.partition("book/")[0] + PASSAGES)
    page.get_by_role("link", name="d7", exact=True).click()
    assert page.locator(".text-sentence").count() == 10


def test_a_number_opens_its_passages_and_leads_to_all_of_them(visit):
    page = visit("book/counts.html")
    link = page.locator("main p a.evidence-link")
    total = int(link.text_content().replace(",", ""))
    assert page.evaluate("Object.keys(book.rest).length") == 0
    link.click()
    panel = page.get_by_role("dialog")
    panel.wait_for()
    counted = f"{total} marked places in 600 passages"
    assert panel.get_by_role("heading").first.text_content() == counted
    assert panel.locator(".passage").count() == 30
    assert unquote(page.url).partition("#see=")[2].startswith("counts~")
    panel.get_by_role("link", name="Open all in Passages").click()
    assert page.locator(".passages-status").text_content().startswith(f"{total} places in 600 passages")
    assert page.locator(".passage").count() == 100
    page.get_by_role("button", name="Show more").click()
    assert page.locator(".passage").count() == 200
    assert page.locator(".passage mark").first.text_content() == "Le"


def test_passages_are_chosen_from_their_scripts(visit):
    page = visit(PASSAGES)
    state = page.locator(".passages-choice [role=status]")
    assert state.text_content() == "600 passages"
    assert page.locator(".passages li").count() == len(TEXTS)
    page.get_by_label("Document").select_option("d3")
    wait_for_passages(page, 10)
    assert state.text_content() == "10 of 600 passages"
    page.get_by_label("Words").fill("CYBER*")
    wait_for_passages(page, 5)
    address = page.url
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".passages li").count() == len(TEXTS)
    again = visit(address.rpartition("/html/")[2])
    wait_for_passages(again, 5)
    (name,) = set(again.locator(".passages h2 cite").all_text_contents())
    assert name == "d3"


def test_axe_finds_no_violation(folder, open_page):
    page = open_page(folder.as_uri() + "/", PASSAGES).page
    found = violations(page)
    page.get_by_label("Document").select_option("d3")
    wait_for_passages(page, 10)
    assert found + violations(page) == []
    page.goto((folder / "book" / "counts.html").as_uri())
    assert violations(page) == []


def test_a_list_of_another_edition_is_said_to_be_gone(visit):
    for see in ("counts~0123456789ab", "d1-00000000:0-4"):
        page = visit(f"{PASSAGES}?see={see}")
        assert "not in this edition" in page.locator(".passages-status").text_content()


def test_an_address_of_a_passage_shows_it(visit):
    page = visit("book/text-d5.html")
    address = page.locator("a.passage-id").nth(2).get_attribute("href")
    shown = visit(f"book/{address}").locator(".passage")
    shown.wait_for()
    assert shown.count() == 1
    assert "numéro 502 " in shown.text_content()


def test_the_further_rows_of_a_table_are_loaded_and_then_searched(visit):
    page = visit("book/counts.html")
    rows = page.locator(".evidence-table tbody tr")
    assert rows.count() == 50
    said = page.locator(".evidence-rows")
    total = int(re.search(r"of (\d+) rows", said.text_content())[1])
    assert not page.get_by_label("Find").count()
    said.get_by_role("button").click()
    find = page.get_by_label("Find")
    find.wait_for()
    find.fill(rows.last.locator("td").first.text_content())
    assert (rows.count(), page.locator(".evidence-table tbody tr:visible").count()) == (total, 1)
    rows.last.locator("a.evidence-link").click()
    page.get_by_role("dialog").locator(".passage").first.wait_for()


def test_a_file_of_a_table_has_the_passages_of_long_lists(visit):
    page = visit("book/counts.html")
    with page.expect_download() as download:
        page.locator(".evidence-download button").click()
    first = download.value.path().read_text(encoding="utf-8-sig").splitlines()[1]
    assert len(first.rpartition(",")[2].split()) == 600
