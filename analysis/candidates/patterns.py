"""The patterns of French that the rules for proposers look for; their words stand in ``speech_cues.csv``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analysis.actors.speech_cues import pattern

# « Moscou le refuse »
_CLITIC = r"\b(?:ils?|elles?|(?-i:[A-ZÀ-Ý])[\w-]+) l(?:e|a|es|['’])\s?\w+"
ARTICLE = r"(?:l[ea]s?\s+|l['’])?"


class Patterns(NamedTuple):
    """Regular expressions; what each finds, its examples say."""

    we: re.Pattern[str]  # nous, notre pays
    third: re.Pattern[str]  # il, ce dernier, le ministre
    two: re.Pattern[str]  # les parties, les deux présidents
    states: re.Pattern[str]  # les États, plusieurs États, 21 pays
    subject: re.Pattern[str]  # any of these four, as a group of that name
    opinion: re.Pattern[str]  # « : », que, à ses yeux
    view: re.Pattern[str]  # Pour la délégation de l'| Inde
    on_behalf: re.Pattern[str]  # au nom de l'| Asean
    at_head: re.Pattern[str]  # Au | Congrès
    people: re.Pattern[str]  # les ministres, une vingtaine d'experts
    back: re.Pattern[str]  # cela, le refuse, cette idée


@cache
def patterns() -> Patterns:
    """Give the patterns, made of the table once."""
    people = pattern("stands for", plural=True)
    of_people = rf"(?:(?:l[ea]s?\s+|l['’]){people}\s+(?:d(?:e\s+|u\s+|es\s+|['’]))?)?"
    bodies = pattern("bodies", plural=True)
    many = r"(?<!de )(?<!par )(?<!avec )(?<!aux )\b(?:(?:plus|près|moins) de )?\d+ (?:pays|[ÉE]tats)\b"
    subjects = {
        "we": pattern("first person"),
        "two": pattern("the two"),
        "states": rf"(?<!(?:ment|tion|sion) ){pattern('the states')}(?!-)|{many}",  # « l'action des États »
        "third": rf"(?<!-)(?:{pattern('third person')}|"
        rf"\b(?:l[ea]\s+|l['’])(?:haute?\s+)?{people}(?!\s+d(?:e|u|es)\b|\s+d['’]))",
    }
    found = {
        **subjects,
        "subject": "|".join(f"(?P<{name}>{words})" for name, words in subjects.items()),
        "opinion": rf"\bqu(?:e\b|['’])|:\s|{pattern('their view')}",
        "view": rf"{pattern('in the view of')}\s*{of_people}{ARTICLE}$",
        "on_behalf": rf"{pattern('on behalf of')}\s*{ARTICLE}$",
        "people": rf"\b(?:l[ea]s?|des|plusieurs|certains|une?|d[e'’])\s*(?:{people}|{bodies})",
        "back": rf"{pattern('points back')}|{_CLITIC}",
        "at_head": rf"{pattern('at')}\s*{ARTICLE}$",
    }
    return Patterns(**{name: re.compile(words, re.IGNORECASE) for name, words in found.items()})
