"""A document as a page."""

import re

from folders import TEXT, write_corpus

from analysis import read_corpus
from analysis.book import Chapter, texts

EVIL = "<script>alert(1)</script>"


def page_of(folder):
    (_, body), *_ = texts.text_pages(Chapter(read_corpus(folder)))
    return body


def test_the_whole_text_stands_in_its_order(tmp_path):
    body = page_of(write_corpus(tmp_path, proposals=[{}]))
    words = re.sub(r"<[^>]*>", "", body)
    said = [
        "Set aside: headline",
        "Un titre sans point",
        "propose à Londres un",
        "Londres refuse",
        "universel",
    ]
    places = [words.rindex(some) for some in said]
    assert places == sorted(places)
    assert body.count('class="text-sentence"') == 3


def test_actors_and_proposals_are_marked_with_their_codes(tmp_path):
    body = page_of(write_corpus(tmp_path, proposals=[{}]))
    assert '<mark class="mark-actor">Moscou</mark> <mark class="mark-proposal">propose à </mark>' in body
    assert '<mark class="mark-actor mark-proposal">Londres</mark>' in body
    assert (
        "<li>Russia → United Kingdom: Bilateral dialogue; Proposes, Between two states, reported</li>" in body
    )


def test_a_sentence_has_its_address_and_its_translation(tmp_path):
    folder = write_corpus(tmp_path)
    passage = read_corpus(folder).passage_ids.iloc[-1]
    quote = "La Russie propose un traité universel."
    row = f"{passage},a-2021,{quote},Russia proposes a universal treaty.\n"
    (folder / "translations.csv").write_text(f"passage,document,quote,gloss\n{row}")
    body = page_of(folder)
    assert f'<div class="text-sentence" id="{passage}">' in body
    assert body.count('class="translation"') == 1
    assert "“Russia proposes a universal treaty.”" in body


def test_a_text_is_never_markup(tmp_path):
    text = TEXT.replace("refuse", f"refuse {EVIL}").replace("Un titre", f"Un titre {EVIL}")
    body = page_of(write_corpus(tmp_path, texts={"a.txt": text}, catalogue=[{"title": EVIL}]))
    assert "<script" not in body
    assert body.count("&lt;script&gt;") >= 2


def test_a_document_without_counted_text_has_a_page(tmp_path):
    assert "text-sentence" not in page_of(write_corpus(tmp_path, texts={"a.txt": "Publicité\n"}))
