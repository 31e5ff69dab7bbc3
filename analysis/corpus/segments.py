"""Which stretches of a text are its body, and which are headline, credits, notices, advertisements.

Rules of wording are data (``lexicon/cleaning.csv``), rules of structure are here; each segment carries the
name of the rule that decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis import french
from analysis.corpus.languages import is_foreign
from analysis.corpus.lines import Piece, is_heading, pieces_of, trimmed
from analysis.corpus.reading import read
from analysis.corpus.rules import DEFAULT, Language, rules_of
from analysis.corpus.words import Numbers
from analysis.spelling import fold
from analysis.tables import LEXICON, is_slug, load_table, one_of, sound, text_column, typed
from analysis.writing.signs import ITEM, SURE_BULLETS

Columns = tuple[Numbers, Numbers, Numbers, Numbers]
Rule = tuple[Callable[[str], re.Match[str] | None], Any]  # how it looks for its pattern in a line, its row
STRUCTURE = {
    "publisher-alone": "a line that is only the publisher's name",
    "recurs": "a line that stands in half of a publisher's documents, and in three at least",
    "within-notice": "a short line between two lines of one notice",
    "first-heading": "the first line without a full stop, before any body",
    "heading-again": "the headline's words again",
    "quote-again": "a line without a full stop whose words stand in the body too",
    "other-language": "a line that is not in the document's language",
    "list-item": "a line with a bullet, or a number behind a colon or beside another item",
    "short-line": "a short line without a full stop, among the body",
    "no-body": "no line of the text ends with a full stop, so its lines are its body",
    "otherwise": "nothing else decided",
}
NOTICES = ("cookie notice", "comment form")
LONGEST_PAGE = 100_000
LONGEST_ASIDE = 600  # characters: of a longer line, only the sentences that a rule of wording fits
_ITEM = re.compile(ITEM)


def is_pattern(cell: str) -> bool:
    """Tell whether a cell is a regular expression."""
    with suppress(re.error):
        return bool(re.compile(cell))
    return False


SCHEMA = pa.DataFrameSchema(
    {
        "rule": text_column(is_slug, "letters, digits and hyphens", unique=True),
        "kind": text_column(),
        "where": one_of("line", "within", "part"),
        "after": text_column(empty=True),
        "pattern": text_column(is_pattern, "a valid regular expression"),
        "note": text_column(empty=True),
    },
    name="rule",
    strict=True,
)


def load_rules(path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the rules of wording and their problems: rule, kind, where, after, pattern, note.

    ``where`` says how a pattern is held against a line: from its start (``line``), anywhere in it
    (``within``), or anywhere, and only what it finds is set aside (``part``).
    """
    return load_table(path or LEXICON / "cleaning.csv", SCHEMA)


@cache
def read_rules(path: Path | None = None) -> pd.DataFrame:
    """Read the rules of wording as `load_rules` does, or raise its problems; the first that fits decides."""
    return sound(load_rules(path))


def cut(text: str, **options: Any) -> pd.DataFrame:
    r"""Cut a text into segments that tile it; options as for `cut_columns`.

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
    reading = read(text, rules_of(options.get("language", DEFAULT)))
    columns = zip(("start", "end", "kind", "rule"), cut_columns(reading, **options), strict=True)
    return typed(pd.DataFrame(dict(columns)))


def cut_columns(
    text: str,
    *,
    publisher: str = "",
    language: str = DEFAULT,
    rules: pd.DataFrame | None = None,
    recurs: Collection[str] = (),
) -> Columns:
    """Give the columns of `cut`, for a text as `analysis.corpus.reading.read` gives it.

    Parameters
    ----------
    publisher : str
        Name that may stand alone on a line.
    language : str
        The document's language, two letters.
    rules : DataFrame, optional
        As from `read_rules`, which gives the default.
    recurs : collection of str
        Lines of the publisher, as from `recurring`, that are no body.
    """
    if is_book(text):  # its lines are told by their ends alone
        pieces = [_judge(line, [], "") for line in pieces_of(text)]
    else:
        held = shipped_rules() if rules is None else _compiled(rules)
        pieces = by_wording(pieces_of(text), held, language=rules_of(language))
        pieces = _by_structure(pieces, publisher=publisher, language=language, recurs=recurs)
    bounds = np.array([0, *(piece.start for piece in pieces[1:]), len(text)][: len(pieces) + 1], np.int64)
    kinds, names = (np.array([getattr(piece, name) for piece in pieces], object) for name in ("kind", "rule"))
    return bounds[:-1], bounds[1:], kinds, names


def is_book(text: str) -> bool:
    """Tell whether a text is too long for a web page."""
    return len(text) > LONGEST_PAGE


def _compiled(rules: pd.DataFrame) -> list[Rule]:
    patterns = map(re.compile, rules["pattern"])
    return [
        (pattern.match if row.where == "line" else pattern.search, row)
        for row, pattern in zip(rules.itertuples(), patterns, strict=True)
    ]


@cache
def shipped_rules() -> list[Rule]:
    """Give the rules of wording that ship, ready to be held against lines."""
    return _compiled(read_rules())


def by_wording(
    lines: Iterable[Piece], rules: list[Rule], before: str = "", *, language: Language = french
) -> list[Piece]:
    """Decide lines by the rules of wording, in pieces; ``before``: the kind of the piece before them."""
    parts = [rule for rule in rules if rule[1].where == "part"]
    wholes = [rule for rule in rules if rule[1].where != "part"]
    pieces: list[Piece] = []
    for line in lines:
        for piece in _split_parts(line, parts):
            told = piece if piece.kind else _first_fit(piece, wholes, before)
            is_too_long = told is not piece and len(piece.text) > LONGEST_ASIDE
            pieces += _by_sentence(piece, wholes, before, language) if is_too_long else [told]
            before = pieces[-1].kind
    return pieces


def _by_sentence(line: Piece, wholes: list[Rule], before: str, language: Language) -> list[Piece]:
    """Decide the sentences of an endless line, and join those beside each other that stay undecided."""
    pieces: list[Piece] = []
    for start, end in language.SENTENCES.cut(line.text):
        one = Piece(line.start + start, line.start + end, line.text[start:end])
        told = _first_fit(one, wholes, before) if len(one.text) <= LONGEST_ASIDE else one
        if pieces and not told.kind and not pieces[-1].kind:
            first = pieces.pop().start
            told = Piece(first, told.end, line.text[first - line.start : end])
        pieces.append(told)
    return pieces


def _split_parts(line: Piece, parts: list[Rule]) -> list[Piece]:
    pieces: list[Piece] = []
    left = [(line, 0)]  # and the first rule that is still to be tried
    while left:
        piece, rule = left.pop()
        split = [] if piece.kind else _first_part(piece, parts, rule)
        left += reversed(split)
        pieces += [] if split else [piece]
    return pieces


def _first_part(piece: Piece, parts: list[Rule], first: int) -> list[tuple[Piece, int]]:
    """Give what the first rule finds in a stretch, between what stands before and behind it.

    The stretch before it is the first rule's no more: where that began to find, it began here.
    """
    for number in range(first, len(parts)):
        find, rule = parts[number]
        found = find(piece.text)
        if found and found[0]:
            begin, end = found.span()
            before, after = piece.text[:begin], piece.text[end:]
            middle = Piece(piece.start + begin, piece.start + end, found[0], rule.kind, rule.rule)
            behind = trimmed(piece.start + end, after)
            sides = (trimmed(piece.start, before), number + 1), (middle, 0), (behind, 0)
            return [(side, still) for side, still in sides if side.text]
    return []


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
    long_texts = [fold(piece.text) for piece in pieces if not piece.kind and not is_heading(piece.text)]
    pieces = [piece if piece.kind else _judge(piece, long_texts, language) for piece in pieces]
    if any(piece.kind == "body" for piece in pieces):
        return pieces
    is_body = {"headline", "intertitle"}
    return [p._replace(kind="body", rule="no-body") if p.kind in is_body else p for p in pieces]


def _set_aside(pieces: list[Piece], lines: Collection[str], *, kind: str, rule: str) -> list[Piece]:
    """Decide the pieces whose folded words are one of these lines."""
    return [
        piece._replace(kind=kind, rule=rule)
        if lines and not piece.kind and fold(piece.text) in lines
        else piece
        for piece in pieces
    ]


def _fill_notices(pieces: list[Piece]) -> list[Piece]:
    filled = list(pieces)
    for kind in NOTICES:
        places = [number for number, piece in enumerate(filled) if piece.kind == kind]
        for left, right in pairwise(places):
            between = filled[left + 1 : right]
            if len(between) <= 2 and all(not piece.kind and is_heading(piece.text) for piece in between):
                filled[left + 1 : right] = [p._replace(kind=kind, rule="within-notice") for p in between]
    return filled


def _mark_lists(pieces: list[Piece]) -> list[Piece]:
    marked: list[Piece] = []
    markers = [marker(piece.text) for piece in pieces]
    for piece, sign, after in zip(pieces, markers, [*markers, ""][1:], strict=True):
        before = marked[-1] if marked else piece
        if sign and not piece.kind and is_item(sign, before.rule, before.text[-1], after):
            piece = piece._replace(kind="body", rule="list-item")
        marked.append(piece)
    return marked


def is_item(sign: str, rule: str, last: str, after: str) -> bool:
    """Tell whether a line is an item: its sign, rule and last sign of that before, sign of that after it."""
    return rule == "list-item" or last == ":" or sign[0] in SURE_BULLETS or sign == after


def marker(line: str) -> str:
    """Give the sign of an item at the beginning of a line, any number as 1 and any letter as a."""
    found = _ITEM.match(line)
    if not found or len(found[0]) == 2:  # most are a dash
        return found[0] if found else ""
    return re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "1", found[0]))


def _mark_headline(pieces: list[Piece]) -> list[Piece]:
    first = next((piece for piece in pieces if not piece.kind), None)
    if first is None or len(pieces) == 1 or not is_heading(first.text):
        return pieces
    headline = first._replace(kind="headline", rule="first-heading")
    pieces = [headline if piece is first else piece for piece in pieces]
    return _set_aside(pieces, {fold(first.text)}, kind="repeated headline", rule="heading-again")


def _judge(piece: Piece, long_texts: list[str], language: str) -> Piece:
    if not is_heading(piece.text):
        if is_foreign(piece.text, language):
            return piece._replace(kind="embedded post", rule="other-language")
        return piece._replace(kind="body", rule="otherwise")
    if stands_in(piece.text, long_texts):
        return piece._replace(kind="repeated pull quote", rule="quote-again")
    return piece._replace(kind="intertitle", rule="short-line")


def stands_in(line: str, long_texts: list[str]) -> bool:
    """Tell whether the parts of a line stand in one of the texts, in this order."""
    chunks = [chunk.strip(" «»\"'") for chunk in re.split(r"\[\.\.\.\]|\[…\]", fold(line))]
    return any(_in_order(chunks, text) for text in long_texts)


def _in_order(chunks: list[str], text: str) -> bool:
    place = 0
    for chunk in chunks:
        if (found := text.find(chunk, place)) < 0:
            return False
        place = found + len(chunk)
    return True
