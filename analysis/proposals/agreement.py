"""Agreement: how far coders of the same texts found and named the same proposals."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.words import Numbers
from analysis.proposals.codebook import LAYERS
from analysis.proposals.codings import WHO
from analysis.proposals.wordings import best_pairs
from analysis.tables import InputError

NO_PAIR = "the coders found no passage in common"
ONE_VALUE = "the coders use one value only, so chance cannot be told"
RESAMPLES, SEED = 2000, 1
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


def agreement(
    corpus: Corpus, first: pd.DataFrame, second: pd.DataFrame, *others: pd.DataFrame, level: float = 0.95
) -> pd.DataFrame:
    """Measure how far two or more coders agree, layer by layer.

    Unitising: F1 is twice the passages that both found over the sum of what each found, of more coders the
    mean over their pairs; kappa and alpha judge each sentence of counted text as holding a proposal or not;
    headings are outside. The layers of the codebook are compared on the passages that two at least found,
    and so are proposer and addressee (the same actors in any order) where all coders give any. kappa is
    Cohen's (1960), by ``nltk.metrics.agreement``, of more coders the mean over their pairs; alpha is
    Krippendorff's (1980) for nominal data: 1 is full agreement, 0 what chance gives. A coder who has not
    found a passage is missing there, for which alpha allows.

    Parameters
    ----------
    corpus : Corpus
    first, second, *others : DataFrame
        As for `match`.
    level : float
        Of the interval of alpha.

    Returns
    -------
    DataFrame
        One row a layer: layer, units (how many were judged), agree (the share on which two coders agree; F1
        for unitising), kappa, alpha, low, high (percentiles of alpha with the units drawn anew, Hayes and
        Krippendorff 2007: for these documents and coders), note (why kappa and alpha are missing: all coders
        use one and the same value only, so that chance cannot be told, or nothing was found by two; else
        '').

    Raises
    ------
    InputError
        If a coder has coded nothing.
    """
    coders = [first, second, *others]
    for number, rows in enumerate(coders, start=1):
        if rows.empty:
            raise InputError([f"coder {number} has coded nothing; there is nothing to compare"])
    places = pd.MultiIndex.from_frame(corpus.sentences[["document", "sentence"]])
    holds = [places.isin(pd.MultiIndex.from_frame(rows[["document", "sentence"]])) for rows in coders]
    found = {(i, j): match(coders[i], coders[j]) for i, j in combinations(range(len(coders)), 2)}
    f1 = np.mean([2 * len(rows) / (len(coders[i]) + len(coders[j])) for (i, j), rows in found.items()])
    judged = pd.DataFrame({coder: column.astype(object) for coder, column in enumerate(holds)})
    lines = [("unitising", len(judged), float(f1), *_chance_corrected(judged, level))]
    passages = _passages(found)
    for layer in _layers(*coders):
        judged = _judged(passages, coders, layer)
        lines.append((layer, len(judged), _agree(judged), *_chance_corrected(judged, level)))
    return pd.DataFrame(lines, columns=["layer", "units", "agree", "kappa", "alpha", "low", "high", "note"])


def _passages(found: dict[tuple[int, int], pd.DataFrame]) -> list[dict[int, Hashable]]:
    """Give the passages that two coders at least found: for each coder the label of a row."""
    graph = nx.Graph()
    for (i, j), rows in found.items():
        graph.add_edges_from(((i, one), (j, other)) for one, other in rows.itertuples(index=False))
    return [dict(sorted(passage, reverse=True)) for passage in nx.connected_components(graph)]


def _judged(passages: list[dict[int, Hashable]], coders: list[pd.DataFrame], layer: str) -> pd.DataFrame:
    """Give what each coder (a column) says of each passage; missing where one has not found it."""
    values = [rows[layer].map(_in_order) if layer in WHO else rows[layer] for rows in coders]
    judged = [[values[n].at[row[n]] if n in row else None for n in range(len(coders))] for row in passages]
    return pd.DataFrame(judged, columns=range(len(coders)), dtype=object)


def _agree(judged: pd.DataFrame) -> float:
    pairs = combinations(judged.columns, 2)
    same = [(both[i] == both[j]).tolist() for i, j in pairs for both in [judged[[i, j]].dropna()]]
    return float(np.mean([value for some in same for value in some])) if any(same) else np.nan


def _chance_corrected(judged: pd.DataFrame, level: float) -> tuple[float, float, float, float, str]:
    """Give Cohen's kappa, Krippendorff's alpha with its interval, or why there are none."""
    if judged.empty:
        return np.nan, np.nan, np.nan, np.nan, NO_PAIR
    counts = judged.apply(pd.Series.value_counts, axis=1).fillna(0).to_numpy(float)
    if counts.shape[1] < 2:
        return np.nan, np.nan, np.nan, np.nan, ONE_VALUE
    whole = np.ones((1, len(counts)))
    drawn = np.random.default_rng(SEED).multinomial(len(counts), whole[0] / len(counts), size=RESAMPLES)
    low, high = np.nanquantile(_alpha(counts, drawn), [(1 - level) / 2, (1 + level) / 2])
    return _kappa(judged), float(_alpha(counts, whole)[0]), float(low), float(high), ""


def _alpha(counts: Numbers, weights: Numbers) -> Numbers:
    """Give Krippendorff's alpha, nominal; rows are units: how many coders gave each value.

    ``weights`` say how often each unit is taken. It is 1 - D_o / D_e, with D_o the share of unlike values
    in the pairs of a unit, D_e in all pairs.
    """
    judges = counts.sum(axis=1)
    unlike = (judges**2 - (counts**2).sum(axis=1)) / np.maximum(judges - 1, 1)
    values = weights @ (counts * (judges > 1)[:, None])
    n = values.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - (weights @ unlike / n) * n * (n - 1) / (n**2 - (values**2).sum(axis=1)))


def _kappa(judged: pd.DataFrame) -> float:
    """Give Cohen's kappa, the mean over the pairs of coders."""
    from nltk.metrics.agreement import AnnotationTask  # loads much; few compare coders

    values = []
    for pair in combinations(judged.columns, 2):
        both = judged[list(pair)].dropna()
        if len({*both[pair[0]], *both[pair[1]]}) > 1:
            task = AnnotationTask([(coder, *unit) for coder in pair for unit in both[coder].items()])
            values.append(task.kappa())
    return float(np.mean(values)) if values else np.nan


def _layers(*coders: pd.DataFrame) -> list[str]:
    """Give the layers to compare: actors only where all coders give any."""
    return [*LAYERS, *(who for who in WHO if all((table[who] != "").any() for table in coders))]


def _both_coded(first: pd.DataFrame, second: pd.DataFrame, pairs: pd.DataFrame) -> list[pd.DataFrame]:
    """Give the pairs' rows of each coder, aligned; equal sets of actors are in equal order."""
    both = first.loc[pairs["first"]], second.loc[pairs["second"]]
    return [
        rows.assign(**{who: rows[who].map(_in_order) for who in WHO}).reset_index(drop=True) for rows in both
    ]


def _in_order(cell: str) -> str:
    return ";".join(sorted(set(cell.split(";"))))


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
