"""Pages that would be too large, and what they leave to a script."""

import json
import re

import pandas as pd

from analysis.book import number, table
from analysis.site import overflow

MANY = " ".join(f"a-{place:08x}:0-4" for place in range(10))
FEW = " ".join(MANY.split()[:9])
FILL = "<p>" + "é" * (overflow.PAGE // 2) + "</p>"  # two bytes each


def filled(body: str) -> str:
    """A page that is larger than it may be by one byte."""
    return "<p>" + "e" * (overflow.PAGE - 6 - len(body.encode())) + "</p>" + body


def rows(count: int) -> str:
    frame = pd.DataFrame({"Word": [f"w{place}" for place in range(count)], "n": 3})
    return table(frame, caption="Words", links={"n": [MANY] + [FEW] * (count - 1)}).html


def test_a_page_that_is_not_too_large_stays_as_it_is():
    body = rows(150) + number(10, MANY).html
    assert overflow.move_out("words", body) == (body, {})


def test_long_lists_are_named_where_they_stood():
    body = filled(number(10, MANY).html + rows(2))
    light, moved = overflow.move_out("words", body)
    assert [*moved.values()] == [MANY]
    (name,) = (f"words~{digest}" for digest in moved)
    assert f'href="passages.html?see={name}#a-00000000"' in light
    data = json.loads(re.findall(r'<script type="application/json">(.*?)</script>', light)[0])
    assert data == {"evidence": [name, FEW]}
    lists = re.fullmatch(r'window\.book\.rest\["words"\]=(.*);\n', overflow.script("words", moved))
    assert json.loads(lists[1]) == moved


def test_where_this_is_not_enough_the_rows_of_long_tables_follow():
    body = FILL + rows(overflow.ROWS) + rows(overflow.ROWS + 2)
    light, moved = overflow.move_out("words", body)
    lists, further, short = moved.values()
    assert (lists, short) == (MANY, FEW)
    assert re.findall(r"<td>(\w+)</td>", further) == ["w50", "w51"]
    assert light.count("<tr>") == 2 * (overflow.ROWS + 1)
    assert re.findall(r'<p class="evidence-rows" data-rest="words~\w{12}">(.*?)</p>', light) == [
        "The first 50 of 52 rows."
    ]


def test_a_part_of_a_sample_stays_one():
    body = filled(number(1234, f"{MANY} of:1234").html)
    light, moved = overflow.move_out("archive", body)
    (name,) = moved
    assert moved[name] == f"{MANY} of:1234"
    assert f'href="passages.html?see=archive~{name}#a-00000000"' in light


def test_numbers_lead_to_the_texts_and_keep_what_they_rest_on():
    body = number(2, "rt-2021-0123abcd-2:0-4 b-89abcdef:7-9").html + rows(1)
    assert re.findall('href="([^"]*)"', overflow.lead_to_the_texts(body)) == [
        "text-rt-2021.html?see=rt-2021-0123abcd-2:0-4,b-89abcdef:7-9#rt-2021-0123abcd-2",
        "text-a.html#a-00000000",
    ]
