"""What a chapter shows of coded rows."""

from folders import write_corpus

from analysis import read_corpus
from analysis.book import Chapter


def test_quotes_say_who_voices_each_and_who_printed_it(tmp_path):
    second = {"proposal": "p2", "quote": "un traité universel", "gloss": "a universal treaty"}
    chapter = Chapter(read_corpus(write_corpus(tmp_path, proposals=[{}, second])))
    shown = chapter.quotes(chapter.coded)
    assert shown.html == "".join(chapter.quote(row).html for _, row in chapter.coded.iterrows())
    assert "Russia (reported), as printed by a site that the file does not name, 7 Oct 2021" in shown.html
    assert repr(shown) == (
        "propose à Londres un dialogue\nproposes a dialogue to London (our translation)\n"
        "un traité universel\na universal treaty (our translation)"
    )
    assert chapter.quotes(chapter.coded[:0]).html == ""
