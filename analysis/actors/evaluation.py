"""Hold found mentions against those coded by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.sheets import load_sheet
from analysis.tables import InputError, read_text, sound, typed

SPAN = ["document", "start", "end"]
NUMBERS = ["right", "found", "gold"]
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\|([^{}|]+)\}")


def read_coded(corpus: Corpus, path: str | Path, *, partly: bool = False) -> pd.DataFrame:
    """Read mentions that were coded by hand as quotations, and find their places.

    Parameters
    ----------
    corpus : Corpus
    path : str or Path
        CSV: document, quote_context (words that stand once in the document), surface (the words coded,
        once in these), and any more columns, such as actor and kind.
    partly : bool
        Whether to leave out what is of other documents, or of other words than these have now.

    Returns
    -------
    DataFrame
        document, start, end, form and the other columns: those in counted text. ``attrs["left_out"]`` tells
        how many do not fit.

    Raises
    ------
    InputError
        If the file cannot be read; unless ``partly``, with every document that is unknown and quotation that
        stands not once.
    """
    first = ["document", "quote_context", "surface"]
    sheet = sound(load_sheet(Path(path), first))
    if ragged := [number for number, row in sheet.rows.items() if len(row) != len(sheet.header)]:
        raise InputError([f"{path}, row {number}: not as many cells as the header has" for number in ragged])
    coded = pd.DataFrame(list(sheet.rows.values()), columns=sheet.header, index=list(sheet.rows), dtype=str)
    if missing := [name for name in first if name not in coded]:
        raise InputError([f"{path}: no column '{missing[0]}'; expected {', '.join(first)} and any more"])
    counted = corpus.segments[corpus.segments["counted"]]
    rows, problems = [], []
    more = coded.columns.drop(first).tolist()
    for row in coded.itertuples():
        if row.document not in corpus.documents.index:
            known = ", ".join(corpus.documents.index)
            problems.append(f"{path}, row {row.Index}: no document '{row.document}'; there are {known}")
            continue
        text = corpus.text(row.document)
        if text.count(row.quote_context) != 1 or row.quote_context.count(row.surface) != 1:
            problems.append(f"{path}, row {row.Index}: '{row.quote_context}' stands not once; quote more")
            continue
        start = text.index(row.quote_context) + row.quote_context.index(row.surface)
        inside = counted[(counted["document"] == row.document) & (counted["start"] <= start)]
        if len(inside) and start < inside["end"].iloc[-1]:
            others = [getattr(row, name) for name in more]
            rows.append((row.document, start, start + len(row.surface), row.surface, *others))
    if problems and not partly:
        raise InputError(problems)
    found = typed(pd.DataFrame(rows, columns=[*SPAN, "form", *more]))
    found.attrs["left_out"] = len(problems)
    return found


def read_marked(path: str | Path) -> tuple[Corpus, pd.DataFrame]:
    """Read texts in which mentions are marked by hand, as ``{Moscou|RUS|metonym}``.

    Parameters
    ----------
    path : str or Path
        UTF-8. A line ``# id`` begins a text.

    Returns
    -------
    Corpus
        The texts without the marks.
    DataFrame
        document, start, end, form, actor, kind: the marks.
    """
    texts: dict[str, str] = {}
    rows = []
    for part in re.split(r"^# ", read_text(Path(path)), flags=re.MULTILINE)[1:]:
        document, _, marked = part.partition("\n")
        text, behind = "", 0
        for mark in _MARK.finditer(marked):
            text += marked[behind : mark.start()]
            rows.append((document, len(text), len(text) + len(mark[1]), *mark.groups()))
            text += mark[1]
            behind = mark.end()
        texts[document] = text + marked[behind:]
    return Corpus.from_texts(texts), typed(pd.DataFrame(rows, columns=[*SPAN, "form", "actor", "kind"]))


def evaluate(
    found: pd.DataFrame, gold: pd.DataFrame, *, by: str | None = None, of: Sequence[str] = ("actor",)
) -> pd.DataFrame:
    """Score mentions against those coded by hand; a mention is right if its span and its actor are.

    Parameters
    ----------
    found, gold : DataFrame
        document, start, end, and the columns ``of`` and ``by``.
    by : str, optional
        A column such as ``kind`` or ``document``: a row for each of its values. Where a mention is
        found with another value than it was coded with, it counts as right, with the coded value.
    of : sequence of str
        What must be right beside the span; nothing for the spans alone.

    Returns
    -------
    DataFrame
        (``by``,) right, found, gold: numbers; precision = right / found, recall = right / gold, f1 =
        2 right / (found + gold).

    Examples
    --------
    >>> gold = pd.DataFrame({"document": "a", "start": [0, 9], "end": [6, 12], "actor": ["RUS", "UN"]})
    >>> evaluate(gold.head(1), gold)[["precision", "recall", "f1"]].round(2).values.tolist()
    [[1.0, 0.5, 0.67]]
    """
    key = [*SPAN, *of]
    columns = [*key, *([by] if by and by not in key else [])]
    both = compared(found[columns], gold[columns], key)
    if by and f"{by}_found" in both:
        both[by] = both[by].where(both["gold"], both[f"{by}_found"])
    table = both.groupby(by)[NUMBERS].sum().reset_index() if by else both[NUMBERS].sum().to_frame().T
    right, found, gold = (table[name] for name in NUMBERS)
    return table.astype(dict.fromkeys(NUMBERS, int)).assign(
        precision=right / found.where(found > 0),
        recall=right / gold.where(gold > 0),
        f1=2 * right / (found + gold),
    )


def compared(found: pd.DataFrame, gold: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Join what was found with what was coded; right, found, gold (bool) say where each row stands.

    Examples
    --------
    >>> found, gold = pd.DataFrame({"sentence": [0, 1]}), pd.DataFrame({"sentence": [1, 4, 5]})
    >>> compared(found, gold, ["sentence"])[["right", "found", "gold"]].sum().tolist()
    [1, 2, 3]
    """
    both = found.merge(gold, on=key, how="outer", indicator=True, suffixes=("_found", ""))
    stands = both.pop("_merge")
    return both.assign(right=stands == "both", found=stands != "right_only", gold=stands != "left_only")


def errors(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """List what was missed, what was found too much, and what was given to another actor.

    Parameters
    ----------
    found, gold : DataFrame
        document, start, end, actor, kind, form.

    Returns
    -------
    DataFrame
        One row a span: document, start, end, form, coded, found (actors, '' for none), kind.
    """
    columns = [*SPAN, "form", "actor", "kind"]
    both = gold[columns].merge(found[columns], on=SPAN, how="outer", suffixes=("", "_found"))
    for name in ("form", "kind"):
        both[name] = both[name].fillna(both[f"{name}_found"])
    both = both.rename(columns={"actor": "coded", "actor_found": "found"}).fillna({"coded": "", "found": ""})
    wrong = both[both["coded"] != both["found"]]
    return wrong[[*SPAN, "form", "coded", "found", "kind"]].sort_values(SPAN, ignore_index=True)
