"""What a chapter shows of coded rows, of terms, of counts and in figures."""

import re

import pandas as pd
from folders import write_corpus

from analysis import Corpus, evidence, read_corpus
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


def test_a_coded_row_says_the_group_of_its_forum_and_the_name_of_its_side(tmp_path):
    un = {"proposal": "p2", "quote": "un traité universel", "forum": "UN", "proposer": "GBR"}
    corpus = read_corpus(write_corpus(tmp_path, proposals=[{"proposer": "GBR;RUS"}, un]))
    coded = Chapter(corpus, of="RUS").coded
    assert coded["group"].tolist() == ["two states", "United Nations"]
    assert coded["side_name"].tolist() == ["Russia with others", "others"]


def test_several_columns_of_a_table_lead_to_their_evidence():
    chapter = Chapter(Corpus.from_texts({"a": "Oui. Non."}))
    frame = pd.DataFrame({"form": ["Oui"], "lemma": ["non"], "reference": ["a-1:0-3"]})
    one = chapter.table(frame, "Words", link="lemma").html
    assert '<td lang="fr"><a class="evidence-link" href="passages.html#a-1" data-e="0">non</a></td>' in one
    assert '<td lang="fr">Oui</td>' in one
    both = chapter.table(frame, "Words", link={"form": ["a-1:0-3"], "lemma": ["a-2:0-3"]}).html
    assert 'href="passages.html#a-1" data-e="0">Oui</a>' in both
    assert 'href="passages.html#a-2" data-e="1">non</a>' in both


def test_a_matrix_takes_its_first_two_columns():
    chapter = Chapter(Corpus.from_texts({"a": "Oui."}))
    table = pd.DataFrame(
        {"lemma": ["oui"], "label": ["A"], "year": ["2020"], "n": [1], "evidence": ["a-1:0-3"]}
    )
    figure = chapter.matrix(table, "words", "Which words?")
    assert figure.layout.meta["columns"] == ["Lemma", "Document", "Count"]
    turned = chapter.matrix(table, "words", "Which words?", column="year")
    assert turned.layout.meta["columns"] == ["Lemma", "Year", "Count"]


def test_a_communique_speaks_for_itself(tmp_path):
    texts = dict.fromkeys(("a.txt", "b.txt"), "Moscou parle de « cybersécurité ».")
    catalogue = [{}, {"document": "b-2021", "file": "b.txt", "genre": "communiqué", "speaker": "unknown"}]
    chapter = Chapter(read_corpus(write_corpus(tmp_path, texts=texts, catalogue=catalogue)))
    assert chapter.terms[["label", "voice", "speaker", "year"]].to_numpy().tolist() == [
        ["unnamed site, 7 Oct 2021", "quoted", "Maria Zakharova", "2021"],
        ["unnamed site, 7 Oct 2021 (2)", "reported", "unnamed speaker", "2021"],
    ]


def test_counts_crossed_lead_each_to_its_evidence():
    corpus = Corpus.from_texts({"a": "Paix. Paix.", "b": "Pacte."})
    order = {"lemma": ["paix", "pacte"], "document": ["a", "b"]}
    counts = evidence.counts(corpus, corpus.tokens, *order, order=order)
    shown = Chapter(corpus).cross(counts, "Words by document").html
    cells = re.findall(r"<td[^>]*>(?:<a [^>]*>)?([^<]*)", shown)
    assert cells == ["paix", "2", "·", "pacte", "·", "1"]
    assert shown.count('class="evidence-link"') == 2
    assert '<th scope="col" class="n">a</th>' in shown


def test_counts_crossed_end_with_their_sums_which_lead_to_all_evidence():
    rows = {
        "theme": ["pact", "pact"],
        "year": ["2020", "2021"],
        "n": [1, 2],
        "evidence": ["a-1:0-3", "b-2:0-3 b-2:4-6"],
    }
    shown = Chapter(Corpus.from_texts({"a": "Oui."})).cross(pd.DataFrame(rows), "Themes", total=True)
    assert [line.split() for line in shown.text.splitlines()] == [
        ["Theme", "2020", "2021", "All"],
        ["pact", "1", "2", "3"],
        ["All", "1", "2", "3"],
    ]
    assert shown.html.count('"a-1:0-3 b-2:0-3 :4-6"') == 2


def test_a_finding_that_holds_is_the_title_and_the_question_stands_below():
    chapter = Chapter(Corpus.from_texts({"a": "Oui."}))
    table = pd.DataFrame({"lemma": ["oui"], "n": [1], "evidence": ["a-1:0-3"]})
    for holds, title, question in ((True, "“Oui” leads", "Which?"), (False, "Which?", "")):
        finding = chapter.claim(holds).then("“Oui” leads")
        meta = chapter.bars(table, "words", "Which?", y="lemma", finding=finding).layout.meta
        assert (meta["title"], meta["question"]) == (title, question)


def test_a_guard_is_empty_while_its_statement_holds():
    chapter = Chapter(Corpus.from_texts({"a": "Oui. Non."}))
    holds = chapter.claim(True, n=chapter.corpus.tokens, other=("two", chapter.corpus.tokens.head(1)))
    assert (holds._repr_html_(), repr(holds)) == ("", "")
    assert repr(holds.n) == "2"
    assert "a-c26a6cb5:0-3,a-73013c6f:0-3" in holds.n.html
    assert repr(holds.other) == "two"
    broken = chapter.claim(pd.Series([1]).gt(2).all())
    assert broken._repr_html_() == (
        '<strong class="evidence-claim-broken">No longer holds with these data:</strong> '
    )
    assert repr(broken) == "No longer holds with these data:"
