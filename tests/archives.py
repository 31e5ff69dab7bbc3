"""A made archive, and the results of a run over it."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import scale

SENTENCES = [
    "Moscou propose à Londres de conclure un traité sur la sécurité de l’information.",
    "Londres a refusé d’avoir un traité avec la Russie.",
    "La Russie et les États-Unis reprennent le dialogue, et Paris attend.",
    "Le traité, le dialogue, la guerre !",
    "Il pleut.",
]
LINE = "À suivre sur nos ondes"  # recurs at a publisher


def article(number: int, **about: str) -> dict[str, str]:
    text = " ".join(SENTENCES[number % 5 :])
    return {"document": f"d{number}", "text": f"{text} Numéro {number}.\n{LINE}\n", "url": "", **about}


ARTICLES = [
    *(article(n, publisher="RT", date="2020-05-01", title=f"Un <b>titre</b> {n}") for n in range(6)),
    *(article(n, publisher="TASS", date="2021") for n in range(6, 9)),
    article(9, publisher="TASS", date="7 octobre", url="no address", country="France"),
    article(10, date="2021-13-40", document="d/10"),
    {"document": "huge", "text": "Le mot. " * 5000, "publisher": "RT", "date": "2020"},
]


def write(path: Path, articles: list[dict[str, str]], *, rows_in_group: int = 3) -> Path:
    table = pa.Table.from_pandas(pd.DataFrame(articles), preserve_index=False)
    pq.write_table(table, path, row_group_size=rows_in_group)
    return path


def results(folder: Path, articles=None, **options) -> Path:
    """Run over articles, and give the folder of the results."""
    source = write(folder / "archive.parquet", ARTICLES if articles is None else articles)
    given = {"tables": ["terms", "mentions", "candidates"], "by": ["year", "publisher"], "partition": 500}
    scale.run(source, folder / "results", **given | options)
    return folder / "results"
