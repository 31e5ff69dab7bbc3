"""Publishers that are known: their type and their country, by the domain of an address or by their name."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

import pandas as pd

from analysis.spelling import fold
from analysis.tables import LEXICON, contract, load_table, sound, text_column

COLUMNS = ("publisher", "publisher_type", "country")
SCHEMA = contract(
    "domain",
    domain=text_column(unique=True),
    publisher=text_column(),
    publisher_type=text_column(),
    country=text_column(lambda cell: len(cell) == 3 and cell.isupper(), "three letters", empty=True),
)


@cache
def _known() -> pd.DataFrame:
    return sound(load_table(LEXICON / "publishers.csv", SCHEMA))


def about_publisher(publisher: str, url: str) -> dict[str, str]:
    """Give what ``publishers.csv`` knows of a publisher: by its address, or else by its name.

    Returns
    -------
    dict of str to str
        publisher, publisher_type, country and ``domain``; empty where nothing is known.

    Examples
    --------
    >>> about_publisher("", "https://www.lemonde.fr/pixels/a.html")["country"]
    'FRA'
    >>> about_publisher("le temps", "")["publisher_type"], about_publisher("Blog", "https://notlemonde.fr/")
    ('news site', {})
    """
    known = _known()
    parts = (urlsplit(url).hostname or "").lower().split(".")
    domains = [".".join(parts[at:]) for at in range(len(parts))]  # the longest first
    found = known[known["domain"].isin(domains)].sort_values("domain", key=lambda some: -some.str.len())
    if found.empty and not url:
        found = known[known["publisher"].map(fold) == fold(publisher)]
    return {} if found.empty else dict(found.iloc[0])
