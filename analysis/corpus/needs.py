"""What a line must hold for a rule of wording to fit it: words that are looked for in all lines at once."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

from analysis.spelling import bare

MOST = 300  # ways of writing what a pattern asks for
FEW = 4  # repetitions that are written out
LINE_END = "\n"  # stands before and behind each line that is looked at
Ways = frozenset[str]
_NOTHING: Ways = frozenset({""})


class _Asked(NamedTuple):
    """All ways of writing a part of a pattern, where they are few, and words of which it needs one."""

    exact: Ways | None
    needed: Ways


_ANYTHING = _Asked(None, _NOTHING)


@cache
def coarse(char: str) -> str:
    """Give a character as it is compared: folded, any digit as 0, all blanks as one, in one byte each.

    Examples
    --------
    >>> "".join(map(coarse, "L’Œuvre de 1984"))
    "l'oeuvre de 0000"
    """
    return "".join(map(_byte, bare(char).replace("ı", "i")))


def _byte(char: str) -> str:
    if char.isspace():
        return " "
    if char.isdigit():
        return "0"
    return char if char.isascii() else chr(0x80 | ord(char) & 0x7F)


def needed(pattern: str, *, from_start: bool = False) -> Ways:
    r"""Give coarse words of which a line that fits holds one; where none can be told, the empty one.

    Parameters
    ----------
    pattern : str
        A regular expression.
    from_start : bool
        Whether it is held against a line from the line's start.

    Examples
    --------
    >>> sorted(needed("^(?:Photo|Crédits?) *:.{1,9}"))
    ['\ncredit', '\ncredits', '\nphoto']
    >>> needed(".{3}")
    frozenset({''})
    """
    tree = import_module("re._parser").parse(pattern)
    start = [("AT", "AT_BEGINNING")] if from_start else []
    asked = _of_sequence([*start, *tree])
    return _better(asked.needed, asked.exact or _NOTHING)


def _better(one: Ways, other: Ways) -> Ways:
    """Give the words that fewer lines hold: whose shortest is longer, or that are fewer."""
    return max(one, other, key=lambda ways: (min(map(len, ways)), -len(ways)))


def _of_sequence(parts: Any, before: Ways = _NOTHING) -> _Asked:
    """Read parts that follow each other, behind what is written already."""
    exact, best, is_whole = before, _NOTHING, True
    for name, value in parts:
        asked = _of_group(str(name), value, exact)
        if asked:
            joined = now = asked.exact
        else:
            asked = _of_part(str(name), value)
            now = asked.exact
            joined = now and _joined(exact, now)
        best = _better(best, asked.needed)
        if not joined:
            best, is_whole = _better(best, exact), False
        exact = joined or now or _NOTHING
    return _Asked(exact if is_whole else None, _better(best, exact))


def _of_group(name: str, value: Any, before: Ways) -> _Asked | None:
    if name == "BRANCH":
        return _any_of([_of_sequence(branch, before) for branch in value[1]])
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _of_sequence(value if name == "ATOMIC_GROUP" else value[-1], before)
    return None


def _joined(left: Ways, right: Ways) -> Ways | None:
    if len(left) * len(right) > MOST:
        return None
    return frozenset((a + b).replace(LINE_END * 2, LINE_END) for a, b in product(left, right))


def _of_part(name: str, value: Any) -> _Asked:
    if name == "LITERAL":
        return _exactly(coarse(chr(value)))
    if name == "IN":
        return _of_class(value)
    if name == "AT":
        is_end = str(value).endswith(("BEGINNING", "END", "STRING"))
        return _exactly(LINE_END if is_end else "")
    if name == "ASSERT":  # takes no room
        return _Asked(_NOTHING, _of_sequence(value[1]).needed)
    if "REPEAT" in name:
        return _repeated(*value)
    return _exactly("") if name == "ASSERT_NOT" else _ANYTHING


def _exactly(*ways: str) -> _Asked:
    return _Asked(frozenset(ways), frozenset(ways))


def _of_class(items: Any) -> _Asked:
    ways: set[str] = set()
    for kind, value in items:
        name = str(kind)
        if name == "LITERAL":
            ways.add(coarse(chr(value)))
        elif name == "RANGE" and value[1] - value[0] < MOST:
            ways |= {coarse(chr(code)) for code in range(value[0], value[1] + 1)}
        elif name == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
            ways.add("0" if str(value) == "CATEGORY_DIGIT" else " ")
        else:
            return _ANYTHING
    return _exactly(*ways)


def _any_of(some: list[_Asked]) -> _Asked:
    needed = frozenset().union(*(asked.needed for asked in some))
    whole = [asked.exact for asked in some if asked.exact]
    exact = frozenset().union(*whole) if len(whole) == len(some) else None
    return _Asked(exact if exact and len(exact) <= MOST else None, needed)


def _repeated(least: int, most: int, body: Any) -> _Asked:
    asked = _of_sequence(body)
    needed = asked.needed if least else _NOTHING
    if asked.exact is None or most > FEW:
        return _Asked(None, needed)
    ways: set[str] = set()
    some: Ways | None = _NOTHING
    for count in range(most + 1):
        if some is None:
            return _Asked(None, needed)
        ways |= some if count >= least else set()
        some = _joined(some, asked.exact)
    return _exactly(*ways)
