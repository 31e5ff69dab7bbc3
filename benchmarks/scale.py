"""What it costs to go beyond one machine: Dask beside the plain library, one process beside two, by size.

    python benchmarks/scale.py FOLDER [--megabytes 10 100 300 1000] [--runs 3]

FOLDER holds texts (``*.txt``), repeated until they are long enough: as novels, a file each, and cut into
articles of 3,000 characters, rows of Parquet. Seconds of the processor are those of all processes that a
run needs; seconds of the clock mean something on a quiet machine alone. A run before all others compiles
the loops and loads the dictionaries. A line through the smallest and the largest archive parts what each run
begins with from what each MB takes. The busiest seconds are those that a run takes if each process has a
core: of the busiest worker, and of the process that started the run. The table is written to scale.csv, and
what is computed of it to scale_figures.csv; the chapter *Beyond one machine* shows both.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from text_layer import SIZES, bytes_of, cut_into, texts_of

from analysis import Corpus, scale, terms
from analysis.files import write_whole
from analysis.scale.run import PARTITION

ARTICLES, NOVELS, LONE = "articles", "novels", "one document of 300 MB among articles"
GROUP = 5_000_000  # bytes of a row group
STEP = 50_000_000  # bytes of an archive that are made at a time
PLAIN, ONE, TWO = "the plain library", "Dask, 1 worker", "Dask, 2 workers"
TABLES = (("terms",), ("terms", "mentions"), ("terms", "mentions", "candidates"))
REPEATED, BOTH = 100, 300  # megabytes up to which runs are repeated, and one worker races two
LARGEST = 400_000_000
TABLE = Path(__file__).with_suffix(".csv")
FIGURES = Path(__file__).with_name("scale_figures.csv")


def make(place: Path, texts: dict[str, str], shape: str, size: int) -> Path:
    """Write an archive of about so many bytes, some years and publishers among its documents."""
    source = place / f"{shape}-{size}"
    if source.exists():
        return source
    source.mkdir()
    if shape == LONE:
        whole = [text for some in _some(texts, size) for text in some.values()]
        (source / "large.txt").write_text("\n".join(whole), encoding="utf-8")
        for number, text in enumerate(cut_into(texts, SIZES["3,000 characters"]).values()):
            (source / f"a{number}.txt").write_text(text, encoding="utf-8")
        return source
    for number, some in enumerate(_some(texts, size)):
        if shape == NOVELS:
            for name, text in some.items():
                (source / f"n{number:04}-{name}.txt").write_text(text, encoding="utf-8")
            continue
        cut = cut_into(some, SIZES["3,000 characters"])
        columns = {
            "document": [f"a{number}-{name}" for name in cut],
            "publisher": [f"p{at % 20}" for at in range(len(cut))],
            "date": [str(2000 + at % 25) for at in range(len(cut))],
            "text": list(cut.values()),
        }
        rows = max(1, GROUP * len(cut) // bytes_of(cut))
        pq.write_table(pa.table(columns), source / f"{number:04}.parquet", row_group_size=rows)
    return source


def _some(texts: dict[str, str], size: int) -> Iterator[dict[str, str]]:
    """Give texts until there are so many bytes, some at a time."""
    found: dict[str, str] = {}
    held, left = 0, size
    while left > 0:
        for name, text in texts.items():
            length = len(text.encode())
            found[f"{name}-{len(found)}"] = text
            held, left = held + length, left - length
            if held >= STEP or left <= 0:
                yield found
                found, held = {}, 0
            if left <= 0:
                return


def plain(source: Path) -> pd.DataFrame:
    """Do with the plain library what a run does, all documents in memory."""
    if files := sorted(source.glob("*.parquet")):
        rows = pd.concat(pd.read_parquet(file) for file in files).set_index("document")
    else:
        named = {path.stem: path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))}
        rows = pd.DataFrame({"text": named, "date": "", "publisher": "unknown"})
    corpus = Corpus(rows.assign(language="fr").rename_axis("document"))
    group = (rows["date"] + rows["publisher"]).astype("category").array
    of_words = group[corpus.tokens["document"].cat.codes.to_numpy()]
    return terms.frequencies(corpus.tokens.assign(group=of_words), by="group")


def _plain_alone(sources: list[Path], pipe: Connection) -> None:
    plain(sources[0])
    for source in sources[1:]:
        begun, clock = used(), time.perf_counter()
        plain(source)
        took = {"processor_seconds": used() - begun, "clock_seconds": time.perf_counter() - clock}
        pipe.send(took | {"peak_megabytes": peak()})


def plain_alone(sources: list[Path]) -> list[dict[str, float]]:
    """Time the plain library in a process of its own, after a first source that is not counted."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_plain_alone, args=(sources, theirs))
    process.start()
    theirs.close()  # so that its death ends the waiting
    measured = [ours.recv() for _ in sources[1:]]
    process.join()
    return measured


def used() -> float:
    return time.process_time()


def peak() -> float:
    """Give the most memory that this process held, in MB; what getrusage says is also its parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1e3


def warm(source: Path, place: Path, given: dict[str, Any]) -> None:
    """Do a run in a worker, which then has loops and dictionaries: Dask may give one of two nothing to do."""
    scale.run(source, place / f"first-{os.getpid()}", **given)


def at_scale(sources: list[Path], workers: int, tables: tuple[str, ...]) -> list[dict[str, float]]:
    """Time runs on one cluster, after each worker has done a first source that is not counted."""
    measured = []
    given = {"tables": tables, "by": ["year", "publisher"], "largest": LARGEST}
    with tempfile.TemporaryDirectory() as place, scale.cluster(workers=workers) as client:
        client.run(warm, sources[0], Path(place), given)
        for number, source in enumerate(sources):
            results = Path(place) / str(number)
            before, own, clock = client.run(used), used(), time.perf_counter()
            scale.run(source, results, client=client, **given)
            ended = time.perf_counter()
            took = [after - before[worker] for worker, after in client.run(used).items()]
            own = used() - own
            written = sum(path.stat().st_size for path in results.rglob("*.parquet"))
            measured.append(
                {
                    "processor_seconds": own + sum(took),
                    "busiest_seconds": own + max(took),
                    "clock_seconds": ended - clock,
                    "peak_megabytes": max(client.run(peak).values()),
                    "written_megabytes": written / 1e6,
                }
            )
            shutil.rmtree(results)
    return measured[1:]


def race(sources: list[Path], ways: dict[str, int], tables: tuple[str, ...], runs: int) -> pd.DataFrame:
    """Race some ways by turns, and keep the median of each."""
    rows = [
        {"way": way, **(at_scale(sources, workers, tables) if workers else plain_alone(sources))[0]}
        for _ in range(runs)
        for way, workers in ways.items()
    ]
    return pd.DataFrame(rows).groupby("way", sort=False).median().reset_index()


def figures(table: pd.DataFrame) -> pd.Series:
    """Compute what the chapter says of the table, in whole numbers."""
    alone = table[table["tables"] == TABLES[0][0]]
    seconds, busiest, memory, written = (
        alone.pivot_table(name, ["way", "megabytes"], "documents")
        for name in ("processor_seconds", "busiest_seconds", "peak_megabytes", "written_megabytes")
    )
    of_two = seconds.loc[TWO]
    sizes = of_two[[ARTICLES, NOVELS]].dropna().index
    smallest, middle, largest = sizes[0], sizes[1], sizes[-1]
    raced = seconds.loc[ONE][[ARTICLES, NOVELS]].dropna().index[-1]
    gigabyte = 1000 * of_two.loc[largest] / largest
    hours = 1000 * gigabyte[ARTICLES] / 3600
    found = {
        "smallest": smallest,
        "middle": middle,
        "largest": largest,
        "raced": raced,
        "memory": memory.loc[TWO, largest].max(),
        "terabyte_hours": hours,
        "terabyte_eight": hours / 8,
        "terabyte_minutes": 60 * hours / 100,  # on 100 cores
        "terabyte_partitions": 1e12 / PARTITION,
        "terabyte_written": 1e3 * written[ARTICLES][TWO, largest] / largest,
    }
    for shape in (ARTICLES, NOVELS):
        found[f"overhead_{shape}"] = 100 * (seconds[shape][ONE, middle] / seconds[shape][PLAIN, middle] - 1)
        found[f"two_{shape}"] = 100 * busiest[shape][TWO, raced] / seconds[shape][ONE, raced]
        found[f"gigabyte_{shape}"] = gigabyte[shape]
        # a line through the smallest and the largest: what a run begins with, and what each MB takes
        each = (of_two[shape][largest] - of_two[shape][smallest]) / (largest - smallest)
        found[f"fixed_{shape}"] = 1000 * (of_two[shape][smallest] - each * smallest)  # milliseconds
        found[f"each_{shape}"] = 1000 * each
        found[f"small_{shape}"] = 100 * (of_two[shape][smallest] / smallest / each - 1)
        found[f"growth_{shape}"] = 100 * (gigabyte[shape] / (1000 * of_two[shape][middle] / middle) - 1)
    return pd.Series(found, name="value").rename_axis("name").round().astype(int)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[10, 100, 300, 1000])
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    plan = [(shape, megabytes, TABLES[0]) for megabytes in chosen.megabytes for shape in (ARTICLES, NOVELS)]
    plan += [(ARTICLES, chosen.megabytes[0], tables) for tables in TABLES[1:]]
    plan.append((LONE, 300, TABLES[0]))
    columns = ["documents", "megabytes", "tables", "way"]
    measured = []
    with tempfile.TemporaryDirectory() as name:
        place, texts = Path(name), texts_of(chosen.folder, 11_000_000)
        small = make(place, texts, ARTICLES, 3_000_000)
        for shape, megabytes, tables in plan:
            ways = {PLAIN: 0, ONE: 1, TWO: 2}
            if tables != TABLES[0] or megabytes > BOTH:
                ways = {TWO: 2}
            elif shape == LONE or megabytes > REPEATED:
                ways.pop(PLAIN)
            source = make(place, texts, shape, megabytes * 1_000_000)
            told = race([small, source], ways, tables, chosen.runs if megabytes <= REPEATED else 1)
            shutil.rmtree(source)
            measured.append(told.assign(documents=shape, megabytes=megabytes, tables=" ".join(tables)))
            print(measured[-1].round(1).to_string(), flush=True)
            table = pd.concat(measured)
            table = table[[*columns, *table.columns.drop(columns)]].round(2)
            write_whole(TABLE, table.to_csv(index=False, lineterminator="\n"))
    write_whole(FIGURES, figures(table).to_csv(lineterminator="\n"))


if __name__ == "__main__":
    main()
