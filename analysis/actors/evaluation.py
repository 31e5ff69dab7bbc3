"""Hold found mentions against those coded by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

SPAN = ["document", "start", "end"]


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
    both = found[[*key, *([by] if by else [])]].merge(
        gold[[*key, *([by] if by else [])]], on=key, how="outer", indicator=True, suffixes=("_found", "")
    )
    if by and f"{by}_found" in both:
        both[by] = both[by].where(both["_merge"] != "left_only", both[f"{by}_found"])
    counts = both.assign(
        right=both["_merge"] == "both",
        found=both["_merge"] != "right_only",
        gold=both["_merge"] != "left_only",
    )
    numbers = ["right", "found", "gold"]
    table = counts.groupby(by)[numbers].sum().reset_index() if by else counts[numbers].sum().to_frame().T
    return table.astype(dict.fromkeys(numbers, int)).assign(
        precision=table["right"] / table["found"].where(table["found"] > 0),
        recall=table["right"] / table["gold"].where(table["gold"] > 0),
        f1=2 * table["right"] / (table["found"] + table["gold"]),
    )


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
    both = gold[[*SPAN, "form", "actor", "kind"]].merge(
        found[[*SPAN, "form", "actor", "kind"]], on=SPAN, how="outer", suffixes=("", "_found")
    )
    for name in ("form", "kind"):
        both[name] = both[name].fillna(both[f"{name}_found"])
    both = both.rename(columns={"actor": "coded", "actor_found": "found"}).fillna({"coded": "", "found": ""})
    wrong = both[both["coded"] != both["found"]]
    return wrong[[*SPAN, "form", "coded", "found", "kind"]].sort_values(SPAN, ignore_index=True)
