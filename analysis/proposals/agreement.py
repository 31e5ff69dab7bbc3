"""Agreement: how far two coders of the same texts found and named the same proposals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask
from scipy.optimize import linear_sum_assignment

from analysis.corpus import Corpus
from analysis.proposals.codebook import LAYERS
from analysis.proposals.codings import WHO
from analysis.tables import InputError

LEAST = 0.5  # the share of the shorter quotation that two rows must have in common to be one passage


def match(first: pd.DataFrame, second: pd.DataFrame, *, least: float = LEAST) -> pd.DataFrame:
    """Say which rows of two coders are the same passage.

    Rows of one document are paired one to one, so that the shares of the shorter quotation that they
    have in common sum to the most (``scipy.optimize.linear_sum_assignment``).

    Parameters
    ----------
    first, second : DataFrame
        As from `coded`, with restatements.
    least : float
        The least share for which two rows are a pair.

    Returns
    -------
    DataFrame
        first, second: index labels of the two tables, one row a pair.

    Examples
    --------
    >>> first = pd.DataFrame({"document": "a", "start": [0, 40], "end": [20, 60]})
    >>> second = pd.DataFrame({"document": "a", "start": [5, 80], "end": [25, 99]})
    >>> match(first, second).values.tolist()
    [[0, 0]]
    """
    left, right = first[["start", "end"]].to_numpy(), second[["start", "end"]].to_numpy()
    common = np.minimum.outer(left[:, 1], right[:, 1]) - np.maximum.outer(left[:, 0], right[:, 0])
    shorter = np.minimum.outer(left[:, 1] - left[:, 0], right[:, 1] - right[:, 0])
    same = first["document"].to_numpy()[:, None] == second["document"].to_numpy()[None, :]
    shares = np.where(same & (common > 0), common / shorter, 0.0)
    shares[shares < least] = 0  # what is no pair must not keep others from being one
    pairs = [(i, j) for i, j in zip(*linear_sum_assignment(shares, maximize=True), strict=True)]
    kept = [(first.index[i], second.index[j]) for i, j in pairs if shares[i, j] > 0]
    return pd.DataFrame(kept, columns=["first", "second"])


def agreement(corpus: Corpus, first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Measure how far two coders agree, layer by layer.

    Unitising: F1 is twice the passages that both found over the sum of what each found; kappa and alpha
    judge each sentence of counted text as holding a proposal or not; headings are outside. The layers of
    the codebook are compared on the passages that both found, and so are proposer and addressee (the
    same actors in any order) where both coders give any. kappa is Cohen's (1960), alpha Krippendorff's (1980)
    for nominal data, both by ``nltk.metrics.agreement``: 1 is full agreement, 0 what chance gives.

    Parameters
    ----------
    corpus : Corpus
    first, second : DataFrame
        As from `coded`, with restatements.

    Returns
    -------
    DataFrame
        One row a layer (unitising, those of the codebook, proposer and addressee): layer, units (how many
        judgements each coder made), agree (the share on which they agree; F1 for unitising), kappa,
        alpha (missing where both use one and the same value only, so that chance cannot be told).

    Raises
    ------
    InputError
        If a coder has coded nothing.
    """
    for number, rows in enumerate((first, second), start=1):
        if rows.empty:
            raise InputError([f"coder {number} has coded nothing; there is nothing to compare"])
    pairs = match(first, second)
    places = pd.MultiIndex.from_frame(corpus.sentences[["document", "sentence"]])
    holds = [
        places.isin(pd.MultiIndex.from_frame(rows[["document", "sentence"]])).tolist()
        for rows in (first, second)
    ]
    f1 = 2 * len(pairs) / (len(first) + len(second))
    lines = [("unitising", len(places), f1, *_chance_corrected(*holds))]
    first, second = _ordered(first), _ordered(second)
    for layer in _layers(first, second):
        values = [
            first.loc[pairs["first"], layer].tolist(),
            second.loc[pairs["second"], layer].tolist(),
        ]
        same = float(np.mean([a == b for a, b in zip(*values, strict=True)])) if len(pairs) else np.nan
        lines.append((layer, len(pairs), same, *_chance_corrected(*values)))
    return pd.DataFrame(lines, columns=["layer", "units", "agree", "kappa", "alpha"])


def _layers(first: pd.DataFrame, second: pd.DataFrame) -> list[str]:
    """Give the layers to compare: actors only where both coders give any."""
    return [*LAYERS, *(who for who in WHO if all((table[who] != "").any() for table in (first, second)))]


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the actors of each cell in one order, so that equal sets are equal."""
    cells = {who: rows[who].map(lambda cell: ";".join(sorted(set(cell.split(";"))))) for who in WHO}
    return rows.assign(**cells)


def _chance_corrected(first: Sequence[object], second: Sequence[object]) -> tuple[float, float]:
    if len({*first, *second}) < 2:
        return np.nan, np.nan
    data = [
        (coder, item, value)
        for coder, values in (("first", first), ("second", second))
        for item, value in enumerate(values)
    ]
    task = AnnotationTask(data)
    return float(task.kappa()), float(task.alpha())


def disagreements(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """List what two coders have to settle: passages that only one has, and codes that differ.

    Parameters
    ----------
    first, second : DataFrame
        As from `coded`, with restatements.

    Returns
    -------
    DataFrame
        In order of the text, the documents as they come in ``first``: document, start, end, layer, first,
        second (the two codes; for unitising the id of the row, or ''), quote.
    """
    pairs = match(first, second)
    first, second = _ordered(first), _ordered(second)
    alone = first.drop(index=pairs["first"]), second.drop(index=pairs["second"])
    rows = [
        (
            row.document,
            row.start,
            row.end,
            "unitising",
            *((row.proposal, "") if left else ("", row.proposal)),
            row.quote,
        )
        for left, part in zip((True, False), alone, strict=True)
        for row in part.itertuples()
    ]
    for label, partner in pairs.itertuples(index=False):
        left, right = first.loc[label], second.loc[partner]
        rows += [
            (left["document"], left["start"], left["end"], layer, left[layer], right[layer], left["quote"])
            for layer in _layers(first, second)
            if left[layer] != right[layer]
        ]
    columns = ["document", "start", "end", "layer", "first", "second", "quote"]
    documents = dict.fromkeys([*first["document"], *second["document"]])
    order = {document: place for place, document in enumerate(documents)}
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["document", "start"],
        key=lambda column: column.map(order) if column.name == "document" else column,
        kind="stable",
        ignore_index=True,
    )
