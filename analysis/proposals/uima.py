"""UIMA CAS JSON, the form in which INCEpTION exchanges a document with its annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import Corpus
from analysis.proposals.codebook import LAYERS
from analysis.proposals.codings import WHO
from analysis.tables import needs, read_text

CAS = "%FEATURE_STRUCTURES"  # the key by which such a file is told
TYPE = "custom.Proposal"
FEATURES = ("proposal", "gloss", *WHO, *LAYERS, "restates", "note")


def to_cas(corpus: Corpus, rows: pd.DataFrame, document: str) -> str:
    """Write a document with its codings as UIMA CAS JSON: annotations of ``custom.Proposal``.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame
        As from `analysis.proposals.coded`.
    document : str

    Raises
    ------
    InputError
        If the extra ``annotations`` is not installed.
    """
    with needs("annotations", "UIMA CAS JSON"):
        import cassis
    types = cassis.TypeSystem()
    kind = types.create_type(TYPE, "uima.tcas.Annotation")
    for name in FEATURES:
        types.create_feature(kind, name, "uima.cas.String")
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = corpus.text(document), "text/plain"
    for row in rows[rows["document"] == document].to_dict("records"):
        cells = {name: str(row[name]) for name in FEATURES if row.get(name)}
        cas.add(kind(begin=int(row["start"]), end=int(row["end"]), **cells))
    return str(cas.to_json())


def read_cas(path: Path) -> tuple[str, list[dict[str, str]], list[str]]:
    """Read the text of UIMA CAS JSON, its annotations that have a layer of a coding, and what is wrong.

    An annotation is a row with start, end (code points) and its features by the names of our columns.
    """
    with needs("annotations", f"{path}: UIMA CAS JSON"):
        import cassis
    try:
        cas = cassis.load_cas_from_json(read_text(path))
        text = str(cas.sofa_string)
        found = [_row(one) for one in cas.select_all_annotations()]
    except (LookupError, TypeError, AttributeError, ValueError, RuntimeError) as error:
        what = f"no UIMA CAS JSON ({type(error).__name__}: {error})"
        return "", [], [f"{path}: {what}; export the document anew as 'UIMA CAS JSON'"]
    rows = [row for row in found if set(row) & set(LAYERS)]
    if not rows:
        what = f"no annotation has a feature named {', '.join(LAYERS)}; name those of your layer so"
        return text, [], [f"{path}: {what}"]
    return text, sorted(rows, key=lambda row: (int(row["start"]), int(row["end"]))), []


def _row(annotation: Any) -> dict[str, str]:
    values = {name: getattr(annotation, name, None) for name in FEATURES}
    cells = {name: str(value) for name, value in values.items() if value is not None}
    return cells | {"start": str(annotation.begin), "end": str(annotation.end)}
