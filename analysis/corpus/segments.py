"""Which stretches of a text are its body, and which are headline, credits, notices, advertisements.

A text is cut into segments that tile it. Rules of wording are data (``lexicon/cleaning.csv``);
rules of structure, such as a headline said again, are here. Each segment carries the name of the
rule that decided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa
import simplemma

from analysis.corpus.words import Numbers
from analysis.spelling import fold
from analysis.tables import LEXICON, is_slug, load_table, one_of, sound, text_column, typed

Columns = tuple[Numbers, Numbers, Numbers, Numbers]
Rule = tuple[Callable[[str], re.Match[str] | None], Any]  # how it looks for its pattern in a line, its row
STRUCTURE = {
    "publisher-alone": "a line that is only the publisher's name",
    "recurs": "a line that stands in half of a publisher's documents, and in three at least",
    "within-notice": "a short line between two lines of one notice",
    "first-heading": "the first line without a full stop, before any body",
    "heading-again": "the headline's words again",
    "quote-again": "a line without a full stop whose words stand in the body too",
    "other-language": "a long line that is not in the document's language",
    "list-item": "a line with a bullet, behind a colon or another item",
    "short-line": "a short line without a full stop, among the body",
    "no-body": "no line of the text ends with a full stop, so its lines are its body",
    "otherwise": "nothing else decided",
}
NOTICES = ("cookie notice", "comment form")
SHORTEST_TO_DETECT = 60
LONGEST_HEADING = 200
LONGEST_PAGE = 100_000
NARROWEST, WIDEST, LONGEST_WORD = 40, 140, 20  # of lines that were broken at a fixed width, in characters
_BULLET = re.compile(r"(?:[–—•*·▪-]|\(?\d{1,2}[.)°])\s")
COMMON_WORDS = {
    "fr": frozenset(
        "a au aux ce d' dans de des du elle en est et il l' la le les ne par pour qu' que qui un une".split()
    ),
    "en": frozenset("a and as at by for from he in is it of on that the this to was with".split()),
}


def _is_pattern(cell: str) -> bool:
    try:
        re.compile(cell)
    except re.error:
        return False
    return True


SCHEMA = pa.DataFrameSchema(
    {
        "rule": text_column(is_slug, "letters, digits and hyphens", unique=True),
        "kind": text_column(),
        "where": one_of("line", "within", "part"),
        "after": text_column(empty=True),
        "pattern": text_column(_is_pattern, "a valid regular expression"),
        "note": text_column(empty=True),
    },
    name="rule",
    strict=True,
)


class Piece(NamedTuple):
    """A stretch of one line: its span, kind and rule ('' while undecided)."""

    start: int
    end: int
    text: str
    kind: str = ""
    rule: str = ""


def load_rules(path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the rules of wording and their problems: rule, kind, where, after, pattern, note.

    ``where`` says how a pattern is held against a line: ``line``: from its start; ``within``: anywhere in it;
    ``part``: anywhere, and only what it finds is set aside.
    """
    return load_table(path or LEXICON / "cleaning.csv", SCHEMA)


@cache
def read_rules(path: Path | None = None) -> pd.DataFrame:
    """Read the rules of wording as `load_rules` does; the first that fits a line decides.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return sound(load_rules(path))


def recurring(texts: Iterable[str]) -> frozenset[str]:
    r"""Find the lines that stand in half of the texts of one publisher, and in three at least; folded.

    Examples
    --------
    >>> sorted(recurring(["Un.\nÀ suivre", "Deux.\nA suivre", "Trois.\nÀ suivre"]))
    ['a suivre']
    """
    by_text = [{fold(piece.text) for piece in _lines(text)} for text in texts]
    counts = Counter(line for lines in by_text for line in lines)
    least = max(3, len(by_text) / 2)
    return frozenset(line for line, count in counts.items() if count >= least)


def cut(
    text: str,
    *,
    publisher: str = "",
    language: str = "fr",
    rules: pd.DataFrame | None = None,
    recurs: Collection[str] = (),
) -> pd.DataFrame:
    r"""Cut a text into segments that tile it.

    Parameters
    ----------
    text : str
        The document as its file holds it.
    publisher : str
        Name that may stand alone on a line.
    language : str
        The document's language, two letters.
    rules : DataFrame, optional
        As from `read_rules`, which gives the default.
    recurs : collection of str
        Lines of the publisher, as from `recurring`, that are no body.

    Returns
    -------
    DataFrame
        One row a segment, in order: start, end, kind, rule. The first starts at 0, the last ends at
        the text's end, none overlap; blank lines belong to the segment before them. A text that is
        all blank has no segment. A text of more than 100,000 characters is no page but a book: only
        its headings are set aside.

    Examples
    --------
    >>> cut("Un titre\n\nLe texte finit ici.\nPublicité\n")[["kind", "rule"]].values.tolist()
    [['headline', 'first-heading'], ['body', 'otherwise'], ['advertisement', 'advertisement']]
    """
    columns = cut_columns(text, publisher=publisher, language=language, rules=rules, recurs=recurs)
    return typed(pd.DataFrame(dict(zip(("start", "end", "kind", "rule"), columns, strict=True))))


def cut_columns(
    text: str,
    *,
    publisher: str = "",
    language: str = "fr",
    rules: pd.DataFrame | None = None,
    recurs: Collection[str] = (),
) -> Columns:
    """Give the columns of `cut`: start, end, kind, rule."""
    if is_book(text):  # its lines are told by their ends alone
        pieces = [_judge(line, [], "") for line in _lines(text)]
    else:
        compiled = _shipped_rules() if rules is None else _compiled(rules)
        pieces = _by_wording(_lines(text), compiled)
        pieces = _by_structure(pieces, publisher=publisher, language=language, recurs=recurs)
    bounds = np.array([0, *(piece.start for piece in pieces[1:]), len(text)][: len(pieces) + 1], np.int64)
    kinds, names = (np.array([getattr(piece, name) for piece in pieces], object) for name in ("kind", "rule"))
    return bounds[:-1], bounds[1:], kinds, names


def is_book(text: str) -> bool:
    """Tell whether a text is too long for a web page."""
    return len(text) > LONGEST_PAGE


def _lines(text: str) -> list[Piece]:
    found = re.finditer(r"[^\r\n]+", text)
    lines = [_trimmed(match.start(), match[0]) for match in found if match[0].strip()]
    return [piece for run in _runs(text, lines) for piece in _unwrapped(text, run)]


def _runs(text: str, lines: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Give the lines that no blank line parts, together."""
    run: list[Piece] = []
    for line in lines:
        gap = text[run[-1].end : line.start] if run else ""
        if len(gap) > 1 and len(re.findall(r"\r\n|\r|\n", gap)) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _unwrapped(text: str, run: list[Piece]) -> list[Piece]:
    """Join the lines of a paragraph that was broken at a fixed width: one goes on in a small letter."""
    opens = [_is_heading(line.text) and len(line.text) >= NARROWEST for line in run]
    goes_on = [is_open and line.text[0].islower() for is_open, line in zip(opens, run[1:], strict=False)]
    width = max(len(line.text) for line in run)
    if width > WIDEST or not any(goes_on):
        return run
    joined = run[:1]
    for before, is_open, line in zip(run, opens, run[1:], strict=False):
        if is_open and (line.text[0].islower() or len(before.text) > width - LONGEST_WORD):
            joined[-1] = Piece(joined[-1].start, line.end, text[joined[-1].start : line.end])
        else:
            joined.append(line)
    return joined


def _trimmed(start: int, line: str) -> Piece:
    words = line.strip()
    start += len(line) - len(line.lstrip())
    return Piece(start, start + len(words), words)


def _compiled(rules: pd.DataFrame) -> list[Rule]:
    return [
        (pattern.match if row.where == "line" else pattern.search, row)
        for row, pattern in zip(rules.itertuples(), map(re.compile, rules["pattern"]), strict=True)
    ]


@cache
def _shipped_rules() -> list[Rule]:
    return _compiled(read_rules())


def _by_wording(lines: Iterable[Piece], rules: list[Rule]) -> list[Piece]:
    parts = [rule for rule in rules if rule[1].where == "part"]
    wholes = [rule for rule in rules if rule[1].where != "part"]
    pieces: list[Piece] = []
    for line in lines:
        for piece in _split_parts(line, parts):
            before = pieces[-1].kind if pieces else ""
            pieces.append(piece if piece.kind else _first_fit(piece, wholes, before))
    return pieces


def _split_parts(line: Piece, parts: list[Rule]) -> list[Piece]:
    for find, rule in parts:
        found = find(line.text)
        if found and found.end() > found.start():
            middle = line.start + found.start()
            sides = [
                (line.start, line.text[: found.start()]),
                (line.start + found.end(), line.text[found.end() :]),
            ]
            left, right = (
                _split_parts(_trimmed(start, side), parts) if side.strip() else [] for start, side in sides
            )
            return [*left, Piece(middle, middle + len(found[0]), found[0], rule.kind, rule.rule), *right]
    return [line]


def _first_fit(piece: Piece, wholes: list[Rule], before: str) -> Piece:
    for find, rule in wholes:
        if (not rule.after or rule.after == before) and find(piece.text):
            return piece._replace(kind=rule.kind, rule=rule.rule)
    return piece


def _by_structure(
    pieces: list[Piece], *, publisher: str, language: str, recurs: Collection[str]
) -> list[Piece]:
    pieces = _set_aside(pieces, recurs, kind="recurring line", rule="recurs")
    if publisher and publisher != "unknown":
        pieces = _set_aside(pieces, {fold(publisher)}, kind="site name", rule="publisher-alone")
    pieces = _fill_notices(pieces)
    pieces = _mark_lists(_mark_headline(pieces))
    long_texts = [fold(piece.text) for piece in pieces if not piece.kind and not _is_heading(piece.text)]
    pieces = [piece if piece.kind else _judge(piece, long_texts, language) for piece in pieces]
    if all(piece.kind != "body" for piece in pieces):
        headings = ("headline", "intertitle")
        return [
            piece._replace(kind="body", rule="no-body") if piece.kind in headings else piece
            for piece in pieces
        ]
    return pieces


def _set_aside(pieces: list[Piece], lines: Collection[str], *, kind: str, rule: str) -> list[Piece]:
    """Decide the pieces whose folded words are one of these lines."""
    if not lines:
        return pieces
    return [
        piece._replace(kind=kind, rule=rule) if not piece.kind and fold(piece.text) in lines else piece
        for piece in pieces
    ]


def _fill_notices(pieces: list[Piece]) -> list[Piece]:
    filled = list(pieces)
    for kind in NOTICES:
        places = [number for number, piece in enumerate(filled) if piece.kind == kind]
        for left, right in pairwise(places):
            between = filled[left + 1 : right]
            if len(between) <= 2 and all(not piece.kind and _is_heading(piece.text) for piece in between):
                filled[left + 1 : right] = [
                    piece._replace(kind=kind, rule="within-notice") for piece in between
                ]
    return filled


def _mark_lists(pieces: list[Piece]) -> list[Piece]:
    marked: list[Piece] = []
    for piece in pieces:
        before = marked[-1] if marked else piece
        follows = before.rule == "list-item" or re.search(r":\s*$", before.text)
        if not piece.kind and follows and _BULLET.match(piece.text):
            piece = piece._replace(kind="body", rule="list-item")
        marked.append(piece)
    return marked


def _mark_headline(pieces: list[Piece]) -> list[Piece]:
    first = next((number for number, piece in enumerate(pieces) if not piece.kind), None)
    if first is None or len(pieces) == 1 or not _is_heading(pieces[first].text):
        return pieces
    headline = pieces[first]._replace(kind="headline", rule="first-heading")
    pieces = [*pieces[:first], headline, *pieces[first + 1 :]]
    return _set_aside(pieces, {fold(headline.text)}, kind="repeated headline", rule="heading-again")


def _judge(piece: Piece, long_texts: list[str], language: str) -> Piece:
    if _is_heading(piece.text):
        if _stands_in(piece.text, long_texts):
            return piece._replace(kind="repeated pull quote", rule="quote-again")
        return piece._replace(kind="intertitle", rule="short-line")
    if _is_foreign(piece.text, language):
        return piece._replace(kind="embedded post", rule="other-language")
    return piece._replace(kind="body", rule="otherwise")


def _is_heading(line: str) -> bool:
    return (
        len(line) <= LONGEST_HEADING
        and re.search(r"[.!?…:;,]['’\"»”)\]\s]*$", line.replace("[...]", "")) is None
    )


def _stands_in(line: str, long_texts: list[str]) -> bool:
    chunks = [chunk.strip(" «»\"'") for chunk in re.split(r"\[\.\.\.\]|\[…\]", fold(line))]
    return any(_in_order(chunks, text) for text in long_texts)


def _in_order(chunks: list[str], text: str) -> bool:
    position = 0
    for chunk in chunks:
        place = text.find(chunk, position)
        if place < 0:
            return False
        position = place + len(chunk)
    return True


def _is_foreign(line: str, language: str) -> bool:
    if len(line) < SHORTEST_TO_DETECT or language not in COMMON_WORDS:
        return False
    words = line.lower().replace("’", "'").replace("'", "' ").split()
    if sum(map(COMMON_WORDS[language].__contains__, words)) * 8 > len(words):
        return False
    if sum(char.isalpha() for char in line) < SHORTEST_TO_DETECT:
        return False
    other = "en" if language == "fr" else "fr"
    own, foreign = (simplemma.in_target_language(line, lang=lang) for lang in (language, other))
    return bool(foreign > 0.7 and foreign > own + 0.3)
