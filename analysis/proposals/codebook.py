"""The codebook: the layers of a coding, their codes, and codes that are used but not in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz, process

from analysis.tables import LEXICON, contract, is_slug, load_table, one_of, sound, text_column

LAYERS = ("theme", "act", "forum", "stance", "certainty")

_NAMED = re.compile(r"\{([^{}]*)\}")  # a code of the same layer that a near miss names

NEAR = 60  # how alike, of 100, a code must be to be suggested

CODEBOOK = contract(
    "code",
    layer=one_of(*LAYERS),
    code=text_column(is_slug, "letters, digits and hyphens"),
    name=text_column(),
    definition=text_column(),
    example=text_column(empty=True),
    near_miss=text_column(empty=True),
)


def load_codebook(path: Path | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the codebook: layer, code, name, definition, example, near_miss; and its problems.

    A near miss names other codes of its layer in braces: ``A treaty on crime: {cybercrime-convention}.``
    """
    path = path or LEXICON / "codebook.csv"
    codebook, problems = load_table(path, CODEBOOK)
    twice = codebook[codebook.duplicated(["layer", "code"])]
    problems += [
        f"{path}, row {row.Index} ({row.code}): the code occurs twice in layer {row.layer}; remove one"
        for row in twice.itertuples()
    ]
    known = codebook.groupby("layer")["code"].agg(list)
    problems += [
        f"{path}, row {row.Index} ({row.code}): the near miss names '{code}', which is no {row.layer} of the "
        f"codebook; it has {', '.join(known[row.layer])}"
        for row in codebook.itertuples()
        for code in _NAMED.findall(row.near_miss)
        if code not in known[row.layer]
    ]
    return codebook, problems


def read_codebook(path: Path | None = None) -> pd.DataFrame:
    """Read a codebook as `load_codebook` does.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    return sound(load_codebook(path))


def near_misses(codebook: pd.DataFrame) -> pd.Series:
    """Give the near misses with the names of the codes that they name.

    Parameters
    ----------
    codebook : DataFrame, as from `read_codebook`

    Returns
    -------
    Series of str, aligned with the rows

    Examples
    --------
    >>> codebook = pd.DataFrame({"layer": "act", "code": ["calls-for", "proposes"]})
    >>> codebook = codebook.assign(name=["Calls for", "Proposes"], near_miss=["An offer: {proposes}.", ""])
    >>> near_misses(codebook).tolist()
    ['An offer: “Proposes”.', '']
    """
    names = {layer: codes.set_index("code")["name"] for layer, codes in codebook.groupby("layer")}
    texts = [_with_names(row.near_miss, names[row.layer]) for row in codebook.itertuples()]
    return pd.Series(texts, codebook.index, dtype=str)


def _with_names(text: str, names: pd.Series) -> str:
    return _NAMED.sub(lambda code: f"“{names[code[1]]}”", text)


def code_problems(
    table: pd.DataFrame, wheres: Mapping[int, str], codebook: pd.DataFrame, *, layers: Sequence[str] = LAYERS
) -> list[str]:
    """Say which codes in a table's columns ``layers`` are not in the codebook.

    ``wheres`` says how messages name each row.

    Examples
    --------
    >>> codebook = pd.DataFrame({"layer": ["act"], "code": ["proposes"]})
    >>> code_problems(pd.DataFrame({"act": ["propose"]}), {0: "row 2"}, codebook, layers=["act"])
    ["row 2: act 'propose' is not in the codebook; it has proposes; the nearest is 'proposes'."]
    """
    problems = []
    for layer in layers:
        known = codebook.loc[codebook["layer"] == layer, "code"].tolist()
        unknown = table.loc[~table[layer].isin(known), layer]
        unused = set(known) - set(table[layer])
        counts = unknown.value_counts()
        nearest = {code: _nearest_code(code, known, unused, rows) for code, rows in counts.items()}
        problems += [
            f"{wheres[number]}: {layer} '{code}' is not in the codebook; it has {', '.join(known)}"
            f"{nearest[code]}"
            for number, code in unknown.items()
        ]
    return problems


def _nearest_code(code: str, known: list[str], unused: set[str], rows: int) -> str:
    """Suggest the code that was meant; one that no row uses may be its new name."""
    near = process.extractOne(code, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    if not near:
        return ""
    renamed = f" Was it renamed? No row uses '{near[0]}', {rows} use '{code}'; replace it in them all."
    return f"; the nearest is '{near[0]}'." + renamed * (near[0] in unused and rows > 1)
