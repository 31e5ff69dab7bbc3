"""How columns are shown to a reader: their headings, whether they hold French, their decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd
import pandera.pandas as pa

from analysis.tables import LEXICON, load_table, one_of, sound, text_column

SCHEMA = pa.DataFrameSchema(
    {
        "column": text_column(unique=True),
        "heading": text_column(),
        "french": one_of("yes", empty=True),
        "decimals": one_of(*"0123456", empty=True),
    },
    name="column",
    strict=True,
)


@cache
def _columns() -> pd.DataFrame:
    return sound(load_table(LEXICON / "columns.csv", SCHEMA)).set_index("column")


def headings(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give each column its heading: the one given, the one of the table, or the column's name.

    Examples
    --------
    >>> headings(["lemma", "n", "first_year"], {"n": "Mentions"})
    {'lemma': 'Lemma', 'n': 'Mentions', 'first_year': 'First year'}
    """
    known = _columns()["heading"].to_dict() | dict(given or {})
    return {name: known.get(name, name.replace("_", " ").capitalize()) for name in names}


def french(names: Iterable[str]) -> tuple[str, ...]:
    """Give those of some columns that hold French.

    Examples
    --------
    >>> french(["lemma", "n"])
    ('lemma',)
    """
    table = _columns()
    return tuple(name for name in names if name in table.index and table.at[name, "french"] == "yes")


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Round the numbers of a table to the decimals that their columns are shown with.

    Examples
    --------
    >>> rounded(pd.DataFrame({"g2": [1.26], "share": [0.25]})).values.tolist()
    [[1.3, 0.25]]
    """
    decimals = _columns()["decimals"].loc[lambda cells: cells != ""].astype(int)
    numbers = frame.select_dtypes("float").columns
    return frame.round(decimals[decimals.index.isin(numbers)].to_dict())


def largest(table: pd.DataFrame, shown: list[str], counts: str, most: int = 3) -> str:
    """Say the largest counts of a table in words.

    Examples
    --------
    >>> largest(pd.DataFrame({"name": ["Russia", "France"], "n": [2, 5]}), ["name", "n"], "n", most=1)
    'France: 5.'
    """
    rest = [name for name in shown if name != counts]
    if not pd.api.types.is_numeric_dtype(table[counts]):
        return f"{len(table)} rows: {', '.join(shown)}."
    rows = table.nlargest(most, counts)[[*rest, counts]].itertuples(index=False, name=None)
    return "; ".join(f"{', '.join(map(str, labels))}: {n:g}" for *labels, n in rows) + "."
