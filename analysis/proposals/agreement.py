"""Agreement: how far two coders of the same texts found and named the same proposals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from analysis.corpus import Corpus
from analysis.proposals.codebook import LAYERS
from analysis.proposals.codings import WHO
from analysis.proposals.wordings import best_pairs
from analysis.tables import InputError

NO_PAIR = "the coders found no passage in common"
ONE_VALUE = "both coders use one value only, so chance cannot be told"
LEAST = 0.5  # the share of the shorter quotation that two rows must have in common to be one passage


def match(first: pd.DataFrame, second: pd.DataFrame, *, least: float = LEAST) -> pd.DataFrame:
    """Say which rows of two coders are the same passage.

    Rows of one document are paired one to one, so that the shares of the shorter quotation that they
    have in common sum to the most (``scipy.optimize.linear_sum_assignment``).

    Parameters
    ----------
    first, second : DataFrame, as from `coded`, with restatements
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
    pairs = [(first.index[i], second.index[j]) for i, j in best_pairs(shares, least=least)]
    return pd.DataFrame(pairs, columns=["first", "second"])


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
        As for `match`.

    Returns
    -------
    DataFrame
        One row a layer: layer, units (how many judgements each coder made), agree (the share on which they
        agree; F1 for unitising), kappa, alpha, note (why kappa and alpha are missing: both coders use one and
        the same value only, so that chance cannot be told, or nothing was found by both; else '').

    Raises
    ------
    InputError
        If a coder has coded nothing.
    """
    for number, rows in enumerate((first, second), start=1):
        if rows.empty:
            raise InputError([f"coder {number} has coded nothing; there is nothing to compare"])
    places, *coded = (
        pd.MultiIndex.from_frame(rows[["document", "sentence"]]) for rows in (corpus.sentences, first, second)
    )
    one, other = _both_coded(first, second, match(first, second))
    f1 = 2 * len(one) / (len(first) + len(second))
    holds = [places.isin(sentences).tolist() for sentences in coded]
    lines = [("unitising", len(places), f1, *_chance_corrected(*holds))]
    for layer in _layers(first, second):
        same = float((one[layer] == other[layer]).mean())
        lines.append((layer, len(one), same, *_chance_corrected(one[layer].tolist(), other[layer].tolist())))
    return pd.DataFrame(lines, columns=["layer", "units", "agree", "kappa", "alpha", "note"])


def _layers(first: pd.DataFrame, second: pd.DataFrame) -> list[str]:
    """Give the layers to compare: actors only where both coders give any."""
    return [*LAYERS, *(who for who in WHO if all((table[who] != "").any() for table in (first, second)))]


def _both_coded(first: pd.DataFrame, second: pd.DataFrame, pairs: pd.DataFrame) -> list[pd.DataFrame]:
    """Give the pairs' rows of each coder, aligned; equal sets of actors are in equal order."""
    both = first.loc[pairs["first"]], second.loc[pairs["second"]]
    return [
        rows.assign(**{who: rows[who].map(_in_order) for who in WHO}).reset_index(drop=True) for rows in both
    ]


def _in_order(cell: str) -> str:
    return ";".join(sorted(set(cell.split(";"))))


def _chance_corrected(first: Sequence[object], second: Sequence[object]) -> tuple[float, float, str]:
    """Give Cohen's kappa and Krippendorff's alpha, or why there are none."""
    if len({*first, *second}) < 2:
        return np.nan, np.nan, ONE_VALUE if first else NO_PAIR
    task = AnnotationTask(
        [(coder, *unit) for coder, values in enumerate((first, second)) for unit in enumerate(values)]
    )
    return float(task.kappa()), float(task.alpha()), ""


def disagreements(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """List what two coders have to settle: passages that only one has, and codes that differ.

    Parameters
    ----------
    first, second : DataFrame
        As for `match`.

    Returns
    -------
    DataFrame
        In order of the text, the documents as they come in ``first``: document, start, end, layer, first,
        second (the two codes; for unitising the id of the row, or ''), quote.
    """
    pairs = match(first, second)
    alone, others = first.drop(index=pairs["first"]), second.drop(index=pairs["second"])
    one, other = _both_coded(first, second, pairs)
    differ = [
        one.assign(layer=layer, first=one[layer], second=other[layer])[one[layer] != other[layer]]
        for layer in _layers(first, second)
    ]
    columns = ["document", "start", "end", "layer", "first", "second", "quote"]
    table = pd.concat(
        [
            alone.assign(layer="unitising", first=alone["proposal"], second=""),
            others.assign(layer="unitising", first="", second=others["proposal"]),
            pd.concat(differ).sort_index(kind="stable"),
        ]
    )[columns]
    documents = list(dict.fromkeys([*first["document"], *second["document"]]))
    return table.sort_values(
        ["document", "start"],
        key=lambda column: column.map(documents.index) if column.name == "document" else column,
        kind="stable",
        ignore_index=True,
    )
