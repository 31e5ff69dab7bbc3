"""Find regular expressions that take too long on some line, by trying them on lines made to be hard.

A pattern such as ``(a+)+$`` reads a line of forty *a* and a full stop for years. Whether it does is not seen
in a pattern, so each is tried, in a process of its own that is ended after a while.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pandas as pd

from analysis.corpus.segments import is_pattern

SECONDS = 5  # for all lines of a pattern; by far most are through in a tenth
LENGTHS = (30, 300, 3000, 30_000)  # characters of the lines that are tried
LONG = 10  # how often something may be repeated, to be worth a line
CHARS = "a0 .A-é\"'«x_"
PLAIN = ("Londres refuse.", "Il pleut sur la ville", "Moscou propose un traité à l'ONU.")
_TRY = """
import faulthandler, json, re, signal, sys
seconds, lengths, patterns = json.load(sys.stdin)
for pattern, lines in patterns:
    print("tried", flush=True)
    if hasattr(signal, "setitimer"):  # the processor's time: a busy machine is no fault of a pattern
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    else:
        faulthandler.dump_traceback_later(seconds, exit=True)
    for length in lengths:
        for before, again, end in lines:
            re.search(pattern, before + again * (length // len(again)) + end)
"""


def rule_problems(rules: pd.DataFrame, name: str) -> list[str]:
    """Say which rules of wording take too long on some line, or fit any line.

    Parameters
    ----------
    rules : DataFrame
        As from `analysis.corpus.segments.load_rules`.
    name : str
        How messages name the file.

    Returns
    -------
    list of str
        A sentence each, with the row and the rule.
    """
    valid = rules[rules["pattern"].map(is_pattern).astype(bool)]  # of the others the contract tells
    slow = slow_patterns(tuple(valid["pattern"]))
    problems = []
    for row in valid.itertuples():
        fits = re.match if row.where == "line" else re.search
        if row.pattern in slow:
            problem = (
                f"the pattern does not get through a long line in {SECONDS} seconds; bound what it repeats"
            )
        elif not row.after and all(fits(row.pattern, line) for line in PLAIN):
            problem = "the pattern fits any line, so that nothing would be left; ask for words of its own"
        else:
            continue
        problems.append(f"{name}, row {row.Index} ({row.rule}): {problem}")
    return problems


@cache
def slow_patterns(patterns: tuple[str, ...], *, seconds: float = SECONDS) -> frozenset[str]:
    """Give the patterns that do not get through lines made to be hard for them.

    Examples
    --------
    >>> slow_patterns(("^Photo : .{1,200}$",))
    frozenset()
    """
    slow: set[str] = set()
    waiting = list(patterns)
    while waiting:
        given = json.dumps([seconds, LENGTHS, [(pattern, list(hard_lines(pattern))) for pattern in waiting]])
        child = [sys.executable, "-I", "-S", "-c", _TRY]
        ended = subprocess.run(child, input=given, capture_output=True, text=True, check=False)
        tried = ended.stdout.count("tried")
        if ended.returncode:
            slow.add(waiting[max(tried, 1) - 1])
        waiting = waiting[max(tried, 1) :] if ended.returncode else []
    return frozenset(slow)


def hard_lines(pattern: str) -> Iterator[tuple[str, str, str]]:
    """Give lines that are hard for a pattern: what leads to a repetition, what is repeated, how it ends.

    Examples
    --------
    >>> ("Photo: ", "ab", "!") in hard_lines("^Photo: (ab+)+$")
    True
    """
    tree = import_module("re._parser").parse(pattern)
    whole = _words(tree)
    found = {("", whole): None}
    for before, body in _repetitions(tree, ""):
        again = [_words(body, choice) for choice in range(3)]
        found |= dict.fromkeys((before, some) for some in (*again, "".join(again)))
    for before, again_ in found:
        yield from ((before, again_, end) for end in ("", "!", "\0", whole) if again_)


def _repetitions(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Give each part that is repeated without a narrow bound, with words that lead to it."""
    for name, value in tree:
        if "REPEAT" in str(name) and value[1] >= LONG:
            yield before, value[2]
        for part in _parts(str(name), value):
            yield from _repetitions(part, before)
        before += _words([(name, value)])


def _parts(name: str, value: Any) -> list[Any]:
    """Give the sequences that stand inside a piece of a pattern."""
    if name == "BRANCH":
        return list(value[1])
    if name == "ATOMIC_GROUP":
        return [value]
    return [value[-1]] if "REPEAT" in name or name in ("SUBPATTERN", "ASSERT") else []


def _words(tree: Any, choice: int = 0) -> str:
    """Give words that a sequence fits; ``choice`` says which of several."""
    written = ""
    for kind, value in tree:
        name = str(kind)
        parts = _parts(name, value)
        if name == "LITERAL":
            written += chr(value)
        elif name in ("IN", "NOT_LITERAL", "ANY"):
            chars = _chars(name, value)
            written += chars[choice % len(chars)] if chars else ""
        elif name == "BRANCH":
            written += _words(parts[choice % len(parts)], choice)
        elif parts:
            times = min(max(value[0], 1), LONG) if "REPEAT" in name else 1
            written += _words(parts[0], choice) * times
    return written


def _chars(name: str, value: Any) -> list[str]:
    """Give characters that a class of them holds."""
    if name != "IN":
        return [char for char in CHARS if name == "ANY" or ord(char) != value]
    tests = [(str(kind), what) for kind, what in value]
    own = [
        chr(what if kind == "LITERAL" else what[0]) for kind, what in tests if kind in ("LITERAL", "RANGE")
    ]
    is_other = tests[0][0] == "NEGATE"
    return [char for char in [*own, *CHARS] if is_other != any(_holds(*test, char) for test in tests)]


def _holds(kind: str, what: Any, char: str) -> bool:
    if kind == "LITERAL":
        return bool(ord(char) == what)
    if kind == "RANGE":
        return bool(what[0] <= ord(char) <= what[1])
    if kind != "CATEGORY":
        return False
    holds: dict[str, bool] = {"D": char.isdigit(), "S": char.isspace(), "W": char.isalnum() or char == "_"}
    of: str = str(what).rpartition("CATEGORY_")[2]  # DIGIT, NOT_DIGIT, SPACE, …
    return holds[of.removeprefix("NOT_")[:1]] != of.startswith("NOT_")
