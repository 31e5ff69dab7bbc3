"""Rules of wording that no line may be given to."""

import re

import pandas as pd
import pytest

from analysis import tables
from analysis.check import check
from analysis.corpus import segments, slow_rules
from analysis.corpus.slow_rules import hard_lines, rule_problems, slow_patterns

FAST = (
    r"^Photo : .{1,200}$",
    r"(?i)\b(?:lecture)\s*+:?\s*+\d++\s*+min\b",
    r"^[^.!?]{10,250}\b(?:19|20)\d\d\.?$",
    r"(?P<mark>[«\"]).{1,50}(?P=mark)(?<!x)(?!y)(?>ab|a)[\w_]{0,9}\S",
)
SLOW = (
    r"(a+)+$",
    r"^Photo : (a+)+$",
    r"(?:x|Photo : ([a-z]+)*!)",
    r"(a|a)*b",
    r"(a|b|ab)*c",
    r"(?:\w+\s?)*$",
    r"^(\d+)*\.$",
    r"\s*\s*\s*x",
    r"(?=.*cookies)(?:[^.!?]+\s?)+$",
    r"lecture\s*:?\s*\d+\s*min",
)


def test_patterns_that_do_not_get_through_a_line():
    assert slow_patterns((*FAST, *SLOW[:4], FAST[0], *SLOW[4:]), seconds=0.5) == frozenset(SLOW)


@pytest.mark.parametrize("pattern", [*FAST, *SLOW])
def test_hard_lines_hold_something_to_repeat(pattern):
    lines = list(hard_lines(pattern))
    assert lines
    assert all(again for _, again, _ in lines)


def test_hard_lines_lead_to_what_is_repeated():
    assert ("Photo : ", "a", "!") in hard_lines("^(?:Photo|Image) : (?:a{1,3}|[a-z]+)$")
    assert all(re.search("[^x]", again) for before, again, _ in hard_lines("x[^x]+") if before)


def rules_of(*rows):
    table = pd.DataFrame(rows, columns=["rule", "where", "after", "pattern"], index=range(2, 2 + len(rows)))
    return table.assign(kind="notice", note="")


def test_a_rule_that_fits_any_line_is_refused():
    rows = [("all", "part", "", "."), ("any", "within", "", r"\w+"), ("whole", "line", "", "(?i)^.*$")]
    sound = [
        ("after", "line", "byline", ".*"),
        ("capital", "line", "", "[A-Z]{2}"),
        ("open", "line", "", "("),
    ]
    assert rule_problems(rules_of(*rows, *sound), "cleaning.csv") == [
        f"cleaning.csv, row {row} ({name}): the pattern fits any line, so that nothing would be left; "
        "ask for words of its own"
        for row, name in enumerate(("all", "any", "whole"), start=2)
    ]


def test_check_refuses_a_slow_rule_by_its_name(monkeypatch):
    rules = rules_of(("stars", "line", "", r"^\*+$"), ("endless", "line", "", "(a+)+$"))
    segments.read_rules()  # kept: the texts are read by the rules that ship
    monkeypatch.setattr(segments, "load_rules", lambda: (rules, []))
    monkeypatch.setattr(slow_rules, "slow_patterns", lambda patterns: slow_patterns(patterns, seconds=0.5))
    problems = check(tables.LEXICON.parents[1] / "seeds")[1]
    assert problems == [
        f"{tables.LEXICON / 'cleaning.csv'}, row 3 (endless): the pattern does not get through a long "
        "line in 5 seconds; bound what it repeats"
    ]


def test_the_rules_that_ship_are_sound():
    assert rule_problems(segments.read_rules(), "cleaning.csv") == []
