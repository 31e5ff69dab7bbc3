"""The HTML that analysis.book writes: escaped, exact, and never a figure without words for its finding."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import book
from analysis.book.html import WHOLE, table_html

NASTY = '</script><script>alert("1")</script> & l\'État\u2028\u2029'


def figure(**changes):
    meta = {
        "id": "terms",
        "alt": "The first word leads.",
        "source": "Counted words.",
        "columns": ["Word", "Count"],
        "rows": [["sécurité", 1200]],
        "french": ["Word"],
        "links": {"Count": [0]},
        "evidence": ["a-00000001:0-8 b-00000002:3-5"],
    }
    return {
        "data": [{"type": "bar", "x": [1]}],
        "layout": {"title": {"text": "Which word?"}, "meta": meta | changes, "height": 300},
    }


def test_the_numbers_of_a_column_have_as_many_decimals_each():
    shown = table_html(["D", "G2", "Note"], [[0.6, 15.0, "too few"], [0.66, 7.6, 0.5]], {}, [])
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", shown)
    assert cells == ["0.60", "15.0", "too few", "0.66", "7.6", "0.5"]


def test_number():
    assert book.number(3, "a-00000001:0-8 b-00000002:3-5").html == (
        '<a class="evidence-link" href="passages.html?see=a-00000001:0-8,b-00000002:3-5#a-00000001">3</a>'
    )
    assert book.number("40 %", "").html == '<span class="evidence-none">40 %</span>'
    assert repr(book.number(1234.5, "")) == "1,234.5"


def test_number_escapes():
    assert book.number(NASTY, "a:0-1").html.endswith(
        ">&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; l&#x27;État\u2028\u2029</a>"
    )
    assert '"' not in book.link('a"b:0-1').replace("%22", "").split("#")[0]


def test_table():
    frame = pd.DataFrame({"Word": ["sécurité", "<b>"], "Count": [12, 0], "Rate": [1.23456, float("nan")]})
    shown = book.table(frame, caption="Words", french=["Word"], links={"Count": ["a-1:0-8 b-2:3-5", ""]})
    assert shown.html == (
        '<div class="evidence-table">'
        '<div class="evidence-scroll" tabindex="0" role="group" aria-label="Words">'
        "<table><caption>Words</caption>"
        '<thead><tr><th scope="col">Word</th><th scope="col" class="n">Count</th>'
        '<th scope="col" class="n">Rate</th></tr></thead><tbody>'
        '<tr><td lang="fr">sécurité</td><td class="n">'
        '<a class="evidence-link" href="passages.html#a-1" data-e="0">12</a></td>'
        '<td class="n" data-value="1.23456">1.235</td></tr>'
        '<tr><td lang="fr">&lt;b&gt;</td><td class="n">0</td><td class="n"></td></tr>'
        "</tbody></table></div>"
        '<script type="application/json">{"evidence":["a-1:0-8 b-2:3-5"]}</script></div>'
    )


def test_table_refuses_links_that_do_not_fit():
    frame = pd.DataFrame({"Word": ["a"]})
    with pytest.raises(KeyError, match="'Count'"):
        book.table(frame, caption="Words", links={"Count": [""]})
    with pytest.raises(ValueError, match="one entry for each"):
        book.table(frame, caption="Words", links={"Word": ["", ""]})


def test_quotation():
    shown = book.quotation(
        "« accord »",
        translation="agreement",
        speaker="A & B",
        publisher="RT France",
        date="2021-10-07",
        evidence="a-1:0-2",
        marks=[(2, 8, "term")],
    )
    assert shown.html == (
        '<figure class="quotation"><blockquote lang="fr"><p>« <mark class="mark-term">accord</mark> »</p>'
        '</blockquote><p class="translation">“agreement” <span class="ours">(our translation)</span></p>'
        "<figcaption>A &amp; B, as printed by RT France, 2021-10-07 · "
        '<a class="evidence-link" href="passages.html?see=a-1:0-2#a-1">the passage</a></figcaption></figure>'
    )


def passage(**changes):
    row = {
        "passage": "a-00000001",
        "document": "a",
        "title": "Titre",
        "publisher": "RT France",
        "date": pd.Timestamp("2021-10-07"),
        "url": None,
        "sentence": "La sécurité.",
        "glosses": ["Security."],
        "marks": [(3, 11, "term"), (3, 6, "actor")],
    }
    return pd.DataFrame([row | changes])


def test_passages():
    assert book.passages(passage()).html == (
        '<div class="passages"><article class="passage" id="a-00000001" data-document="a">'
        '<p class="passage-sentence" lang="fr">La <mark class="mark-actor mark-term">séc</mark>'
        '<mark class="mark-term">urité</mark>.</p>'
        '<p class="translation">“Security.” <span class="ours">(our translation)</span></p>'
        '<p class="passage-origin"><cite lang="fr">Titre</cite><br>RT France, 2021-10-07 · '
        '<a class="passage-id" href="#a-00000001">a-00000001</a> · '
        '<a href="text-a.html#a-00000001">in its text</a></p></article></div>'
    )


def test_of_many_passages_the_documents_are_listed():
    many = pd.concat([passage()] * WHOLE, ignore_index=True)
    assert book.passages(many).html.count("<article") == WHOLE
    more = pd.concat([many, passage(document="b<")], ignore_index=True)
    assert book.passages(more).html == (
        f'<div class="passages" data-total="{WHOLE + 1}"><ul>'
        f'<li><a href="text-a.html" lang="fr">Titre</a> 2021-10-07 ({WHOLE})</li>'
        '<li><a href="text-b&lt;.html" lang="fr">Titre</a> 2021-10-07 (1)</li></ul></div>'
    )


@pytest.mark.parametrize(
    ("url", "linked"), [("https://e.org/?a=1&b=2", True), ("javascript:alert(1)", False), (None, False)]
)
def test_only_web_addresses_become_links(url, linked):
    shown = book.passages(passage(url=url)).html
    assert ('<a href="https://e.org/?a=1&amp;b=2"' in shown) is linked
    assert "javascript:" not in shown


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40), st.just("term"))))
def test_marks_keep_the_text(text, marks):
    shown = book.passages(passage(sentence=text, marks=marks, glosses=[])).html
    sentence = re.search(r'<p class="passage-sentence" lang="fr">(.*?)</p><p class', shown, re.DOTALL)[1]
    plain = re.sub(r"</?mark[^>]*>", "", sentence)
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_figure():
    shown = book.figure_html(figure())
    assert shown == (
        '<figure class="evidence-figure" id="fig-terms" data-name="terms">'
        "<figcaption>Which word?</figcaption>"
        '<div class="evidence-plot" role="img" aria-label="The first word leads." style="height:300px">'
        "<noscript>The first word leads.</noscript></div>"
        '<script type="application/json">{"data":[{"type":"bar","x":[1]}],'
        '"evidence":["a-00000001:0-8 b-00000002:3-5"],"layout":{}}</script>'
        '<p class="evidence-source">Counted words.</p>'
        "<details><summary>Data and downloads, each number with its passages</summary>"
        '<div class="evidence-scroll" tabindex="0" role="group" aria-label="The data"><table>'
        '<thead><tr><th scope="col">Word</th><th scope="col" class="n">Count</th></tr></thead><tbody>'
        '<tr><td lang="fr">sécurité</td><td class="n" data-value="1200">'
        '<a class="evidence-link" href="passages.html#a-00000001" data-e="0">1,200</a></td></tr>'
        "</tbody></table></div></details></figure>"
    )
    assert shown == book.figure_html(figure())


def test_figure_escapes():
    shown = book.figure_html(figure(alt=NASTY, source=NASTY, rows=[[NASTY, 1]], evidence=[f"{NASTY}:0-1"]))
    assert shown.count("<script") == shown.count("</script>") == 1
    content = re.search(r"<script[^>]*>(.*?)</script>", shown, re.DOTALL)[1]
    assert not set("<>&\u2028\u2029") & set(content)
    assert json.loads(content)["evidence"] == [f"{NASTY}:0-1"]
    assert 'aria-label="&lt;/script&gt;' in shown


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"alt": ""}, "'terms' has no layout.meta.alt"),
        ({"alt": None}, "'terms' has no layout.meta.alt"),
        ({"id": None}, "'Which word\\?' has no layout.meta.id"),
        ({"links": {"Count": [0, 1]}}, "'terms': links"),
        ({"links": {"Nothing": [0]}}, "'terms': links"),
        ({"links": {"Count": [7]}}, "'terms': links.* no evidence 7"),
        ({"rows": [["a"]]}, "'terms': row 0 has 1 cells for 2 columns"),
    ],
)
def test_figure_must_be_whole(changes, message):
    with pytest.raises(ValueError, match=message):
        book.figure_html(figure(**changes))


def test_figure_must_have_a_title():
    broken = figure()
    del broken["layout"]["title"]
    with pytest.raises(ValueError, match=r"'terms' has no layout\.title"):
        book.figure_html(broken)


def test_passages_may_be_the_index():
    frame = passage(glosses=[], marks=[])
    other = frame.drop(columns=["glosses", "marks"]).rename(columns={"sentence": "text"})
    other["sentence"] = 7  # its number in the document
    assert book.passages(other.set_index("passage")).html == book.passages(frame).html


def test_searchable_table():
    shown = book.table(pd.DataFrame({"Word": ["a"]}), caption="Words", searchable=True)
    assert shown.html.startswith('<div class="evidence-table" data-search>')
