"""Do the promises hold where nothing differs? Tests and intervals on made corpora, with and without bursts.

    python benchmarks/calibration.py [--runs 400]

In each run, the rate of a word or an actor is drawn anew for each document: always the same (no bursts), or
from a gamma distribution with the same mean and shape 1 or .25 (bursts, strong bursts). Occurrences are
spread over a document's sentences by chance. So no two groups differ, no two actors keep company, and a test
at .05 should speak in one run of twenty; an interval of 95 % should hold the rate that all was drawn from.
Then an effect is put in, and the share of runs in which it is found is its power. Seeded; some minutes. The
table is written to calibration.csv, which the chapter *Method and limits* shows.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control
from tqdm import tqdm

from analysis import actors, terms
from analysis.files import write_whole

Numbers = npt.NDArray[np.float64]
BURSTS = {"none": None, "some": 1.0, "strong": 0.25}
DOCUMENTS = (5, 10, 40, 200)
SENTENCES, WORDS = 20, 25  # of a document, of a sentence
LEVEL = 0.05
chance = np.random.default_rng(1)


def bursts(shape: float | None, *size: int) -> Numbers:
    """Draw by how much each document's rate is off the mean."""
    return np.ones(size) if shape is None else chance.gamma(shape, 1 / shape, size)


def tokens_of(rates: Numbers, lengths: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Make the words of documents: rates of some words (documents by words), and others."""
    parts = []
    for number, (rate, length) in enumerate(zip(rates, lengths, strict=True)):
        n = length * WORDS
        share = np.minimum(rate, 0.9 / len(rate))
        code = chance.choice(len(rate) + 1, n, p=[*share, 1 - share.sum()])
        parts.append(
            pd.DataFrame(
                {"document": number, "sentence": np.arange(n) // WORDS, "code": code, "start": np.arange(n)}
            )
        )
    table = pd.concat(parts, ignore_index=True)
    names = [f"w{number:02d}" for number in range(rates.shape[1])]
    table["lemma"] = pd.Categorical.from_codes(table.pop("code"), [*names, "other"])
    table["document"] = pd.Categorical.from_codes(table["document"], [f"d{n}" for n in range(len(rates))])
    return table.assign(end=table["start"] + 1)


def keyness(documents: int, shape: float | None, *, effect: float = 1.0, longer: int = 1) -> dict[str, float]:
    """Compare two halves of documents; or a tenth, ``longer`` than the others."""
    n = documents // 2 if longer == 1 else documents // 10
    rates = 0.002 * bursts(shape, documents, 50)
    rates[:n, 0] *= effect
    lengths = chance.integers(SENTENCES // 2, 2 * SENTENCES, documents)
    lengths[:n] *= longer
    tokens = tokens_of(rates, lengths)
    target = {"document": [f"d{number}" for number in range(n)]}
    table = terms.keyness(tokens, target=target, splits=500)
    if effect > 1:
        found = table["p_value"][table["lemma"] == "w00"] <= LEVEL
        return {"power: p-value of a word used three times as often": float(found.any())}
    known = table.dropna(subset="p_value")
    if known.empty:
        return {}
    return {
        "p-value of a word": float((known["p_value"] <= LEVEL).mean()),
        "any p_adjusted": float((known["p_adjusted"] <= LEVEL).any()),
        "any lrc": float((known["lrc"] != 0).any()),
    }


def company(documents: int, shape: float | None, *, together: float = 0.0) -> dict[str, float]:
    """Look which of eight actors are named together; the first two are in some sentences on purpose."""
    presence = np.minimum(0.08 * bursts(shape, documents, 1, 8), 0.9)
    there = chance.random((documents, SENTENCES, 8)) < presence
    there[:, :, :2] |= chance.random((documents, SENTENCES, 1)) < together
    document, sentence, actor = np.nonzero(there)
    names = {"document": [f"d{n}" for n in document], "sentence": sentence, "actor": [f"a{n}" for n in actor]}
    mentions = pd.DataFrame(names).assign(kind="name", start=np.arange(len(actor)))
    units = pd.Series({f"d{n}": SENTENCES for n in range(documents)})
    table = actors.co_mentions(mentions, units=units)
    naive = false_discovery_control(np.concatenate([table["fisher_p"], np.ones(28 - len(table))]))[
        : len(table)
    ]
    if together:
        found = (table["actor_a"] == "a0") & (table["actor_b"] == "a1")
        return {
            "power: q-value of a pair": float((table["q_value"][found] < LEVEL).any()),
            "power: the same by Fisher's test": float((naive[found] < LEVEL).any()),
        }
    return {
        "any q-value of a pair": float((table["q_value"] < LEVEL).any()),
        "the same by Fisher's test": float((naive < LEVEL).any()),
    }


def intervals(documents: int, shape: float | None) -> dict[str, float]:
    """Look whether intervals of a rate, and of a ratio of two halves, hold what all was drawn from."""
    rates = 0.004 * bursts(shape, documents, 1)
    tokens = tokens_of(rates, chance.integers(SENTENCES // 2, 2 * SENTENCES, documents))
    rows = tokens[tokens["lemma"] == "w00"]
    held = {}
    for drawn, name in (("documents", "rate"), ("sentences", "rate, sentences drawn")):
        row = terms.rate_intervals(
            rows.assign(all=""), tokens.assign(all=""), by="all", drawn=drawn, resamples=999
        ).iloc[0]
        if not row["caution"]:
            held[f"interval of a {name}"] = float(row["low"] <= 4 <= row["high"])
    target = {"document": [f"d{number}" for number in range(documents // 2)]}
    for drawn, name in (("documents", "ratio"), ("sentences", "ratio, sentences drawn")):
        row = terms.ratio_interval(rows, tokens, target=target, drawn=drawn, resamples=999).iloc[0]
        if not row["caution"]:
            held[f"interval of a {name}"] = float(row["low"] <= 1 <= row["high"])
    return held


def experiments(documents: int, shape: float | None) -> Iterator[dict[str, float]]:
    yield keyness(documents, shape)
    yield keyness(documents, shape, effect=3)
    if documents >= 40:
        longer = keyness(documents, shape, longer=10)
        yield {f"{name}, a tenth ten times longer": value for name, value in longer.items()}
    yield company(documents, shape)
    yield company(documents, shape, together=0.03)
    yield intervals(documents, shape)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=400)
    runs = parser.parse_args().runs
    rows = []
    for documents in DOCUMENTS:
        for name, shape in BURSTS.items():
            for _ in tqdm(range(runs), f"{documents} documents, bursts: {name}", disable=None):
                for found in experiments(documents, shape):
                    rows += [(what, documents, name, value, runs) for what, value in found.items()]
    table = pd.DataFrame(rows, columns=["what", "documents", "bursts", "share", "runs"])
    by = ["what", "documents", "bursts", "runs"]
    table = table.groupby(by, sort=False)["share"].agg(["mean", "size"]).reset_index()
    table = table.rename(columns={"mean": "share", "size": "with a value"}).round(3)
    write_whole(Path(__file__).with_suffix(".csv"), table.to_csv(index=False, lineterminator="\n"))
    print(table.pivot_table("share", ["what", "documents"], "bursts", sort=False).to_string())


if __name__ == "__main__":
    main()
