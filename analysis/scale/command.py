"""What the command line does with ``--workers`` or ``--cluster``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.catalogue import find_folder
from analysis.corpus.corpus import PRINTED
from analysis.scale import results as of
from analysis.scale import store
from analysis.scale.run import GO_ON, cluster, run
from analysis.tables import InputError

TABLES: dict[str, tuple[str, Callable[..., pd.DataFrame]]] = {
    "terms": (store.TERMS, of.frequencies),
    "actors": (store.MENTIONED, partial(of.counts, name=store.MENTIONED, by=["actor", "kind"])),
    "candidates": (store.FOUND, lambda folder, client: of.table(folder, store.FOUND)),  # noqa: ARG005
}
BY = ("year", "publisher")
MOST_SHOWN = 5


def tell(given: Any) -> pd.DataFrame:
    """Analyse a source as a command asks, and give its table; what is set aside is told on the way."""
    if getattr(given, "copies", PRINTED) != PRINTED:
        raise InputError(
            ["copies are looked for in all documents together, which --workers and --cluster do not"]
        )
    source = given.file if given.command == "candidates" else given.folder or find_folder()
    results = given.results or Path(f"{given.command}-results")
    name, told = TABLES[given.command]
    with cluster(workers=given.workers, address=given.cluster) as client:
        if find_spec("bokeh"):
            print(f"dashboard: {client.dashboard_link}", file=sys.stderr)
        try:
            ran = run(source, results, tables=[name, *given.also], by=BY, client=client)
        except KeyboardInterrupt:
            print(f"{results}: {GO_ON}", file=sys.stderr)
            raise
        print(f"{results}: {ran.documents} documents; set aside: {len(ran.aside)}", file=sys.stderr)
        print(*ran.aside["reason"][:MOST_SHOWN], sep="\n", end="\n" * (len(ran.aside) > 0), file=sys.stderr)
        if len(ran.aside) > MOST_SHOWN:
            print(f"the others are named in {results / store.ASIDE}", file=sys.stderr)
        return told(results, client=client)
