"""Measure a part of the written passages before the rules are mended after it, and keep the figures.

    python benchmarks/first_sight.py PART

PART is one of the column ``part`` of ``gold/unseen_proposals.csv``. The line is added to ``first_sight.csv``,
which the chapter on method shows. A part has a first sight only once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis import candidates
from analysis.files import write_whole

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part")
    part = parser.parse_args().part
    rows = pd.read_csv(HERE / "gold" / "unseen_proposals.csv", keep_default_na=False)
    path = HERE / "first_sight.csv"
    before = pd.read_csv(path, keep_default_na=False)
    if part not in set(rows["part"]):
        parser.error(f"there is no part '{part}'; there are {', '.join(rows['part'].unique())}")
    if part in set(before["part"]):
        parser.error(f"'{part}' was measured at first sight already; see {path}")
    line = candidates.evaluate_passages(rows[rows["part"] == part])
    line.insert(0, "part", part)
    write_whole(path, pd.concat([before, line.round(4)]).to_csv(index=False, lineterminator="\n"))
    print(line.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
