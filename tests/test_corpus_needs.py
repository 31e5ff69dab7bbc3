"""What a line must hold for a rule of wording to fit it."""

import re

import pytest

from analysis.corpus.needs import coarse, needed
from analysis.corpus.segments import read_rules
from analysis.corpus.slow_rules import hard_lines

SPELLED = [
    str,
    str.upper,
    str.title,
    lambda line: line.replace("e", "é"),
    lambda line: line.replace("s", "ſ"),
]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^Photo$", {"\nphoto\n"}),
        ("Photo", {"photo"}),
        ("(?:^|a)b", {"\nb", "ab"}),
        (r"\d{2} ans?\.?$", {"00 an\n", "00 ans\n", "00 an.\n", "00 ans.\n"}),
        ("(?:abc|de.)f", {"abc", "de"}),
        ("(?=.*cookies).{3}", {"cookies"}),
        ("(?!.*cookies)menu", {"menu"}),
        (r"(?>lire)\s+aussi", {"aussi"}),
        ("[ab]c", {"ac", "bc"}),
        ("[^a]c", {"c"}),
        ("(?i)Œuvre", {"oeuvre"}),
        ("(?:abc)*d", {"d"}),
        (".{5}", {""}),
        ("a|.", {""}),
        (r"(a)\1", {"a"}),
    ],
)
def test_the_words_that_a_pattern_needs(pattern, words):
    assert needed(pattern) == words


def test_a_pattern_held_from_the_start_needs_its_first_words_there():
    assert needed("Photo|Image", from_start=True) == {"\nphoto", "\nimage"}


@pytest.mark.parametrize("row", [*read_rules().itertuples()], ids=lambda row: row.rule)
def test_a_line_that_fits_a_rule_holds_what_the_rule_needs(row):
    words = needed(row.pattern, from_start=row.where == "line")
    fits = re.compile(row.pattern).match if row.where == "line" else re.compile(row.pattern).search
    made = {
        before + again * times + end for before, again, end in hard_lines(row.pattern) for times in range(4)
    }
    lines = {spelled(line).strip() for line in made for spelled in SPELLED}
    fitting = ["\n" + "".join(map(coarse, line)) + "\n" for line in lines if line and fits(line)]
    assert all(any(word in line for word in words) for line in fitting)


def test_letters_that_are_one_without_case_are_one_coarse_letter():
    every = "".join(map(chr, range(0x110000)))
    for letter in "abcdefghijklmnopqrstuvwxyzéèàôûçœ'’0":
        same = set(re.findall(re.escape(letter), every, re.IGNORECASE))
        assert {coarse(char) for char in same} == {coarse(letter)}
