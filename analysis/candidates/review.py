"""From candidates to codings: rows that an analyst confirms, edits or deletes."""

from __future__ import annotations

import csv
from difflib import unified_diff
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.proposals.codings import SCHEMA, load_coded
from analysis.tables import InputError, rows_of


def to_codings(corpus: Corpus, candidates: pd.DataFrame, *, taken: set[str] | None = None) -> pd.DataFrame:
    """Write candidates in the form of ``proposals.csv``.

    ``gloss`` is left empty, so that `check` asks for every row that no analyst has yet confirmed.
    ``occurrence`` is filled in where the quotation stands in its document more than once.

    Parameters
    ----------
    corpus : Corpus
    candidates : DataFrame
        As from `find`.
    taken : set of str, optional
        Ids that may not be given.

    Returns
    -------
    DataFrame
        The columns of ``proposals.csv``, all text, one row a candidate.
    """
    places = rows_of(candidates, "document", "quote", "start")
    rows = candidates.assign(
        proposal=_ids(len(candidates), taken or set()),
        occurrence=[_occurrence(corpus.text(document), quote, start) for document, quote, start in places],
    )
    return rows.reindex(columns=list(SCHEMA.columns), fill_value="").astype(str)


def _ids(number: int, taken: set[str]) -> list[str]:
    free = (f"c{place:02d}" for place in range(1, number + len(taken) + 1))
    return [name for name in free if name not in taken][:number]


def _occurrence(text: str, quote: str, start: int) -> str:
    return str(text.count(quote, 0, start) + 1) if text.count(quote) > 1 else ""


def add_to_file(corpus: Corpus, candidates: pd.DataFrame, path: Path) -> str:
    """Add candidates to a file of codings, and give the difference; what stands there stays as it is.

    A candidate that overlaps a row of the file is left out: it is confirmed or edited already. Lines
    end as they do in the file, whose bytes are first copied to ``<name>.1.bak`` (or the next free number).

    Parameters
    ----------
    corpus, candidates
        As for `to_codings`.
    path : Path
        A file of codings; made if there is none.

    Returns
    -------
    str
        A unified difference, empty if there was nothing to add.

    Raises
    ------
    InputError
        If the file is there and no sound table of codings: it is then left alone.
    """
    if not path.exists():
        new = to_codings(corpus, candidates).to_csv(index=False, lineterminator="\n")
        path.write_bytes(new.encode())
        return _difference("", new, path)
    found, problems = load_coded(corpus, path)
    problems = [problem for problem in problems if ": gloss is ''" not in problem]  # not confirmed yet
    if problems:
        raise InputError([*problems, f"{path}: nothing was written; mend it first, or give another file"])
    raw = path.read_bytes()
    old = raw.decode("utf-8")
    line_end = "\r\n" if "\r\n" in old else "\n"
    fresh = to_codings(corpus, _not_coded(candidates, found), taken=set(found["proposal"]))
    if fresh.empty:
        return ""
    header = next(csv.reader([old.removeprefix("\ufeff").splitlines()[0]]))
    columns = header + [name for name in ("occurrence", "score", "cue") if name not in header]
    rows = fresh.reindex(columns=columns, fill_value="")
    if columns == header:
        new = old + line_end * (not old.endswith("\n"))
        new += rows.to_csv(index=False, header=False, lineterminator=line_end)
    else:
        before = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        new = pd.concat([before, rows]).fillna("").to_csv(index=False, lineterminator=line_end)
    copies = (path.with_name(f"{path.name}.{number}.bak") for number in count(1))
    next(copy for copy in copies if not copy.exists()).write_bytes(raw)
    path.write_bytes(new.encode())
    return _difference(old, new, path)


def _not_coded(candidates: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    kept = []
    for row in candidates.itertuples():
        overlaps = (found["start"] < row.end) & (row.start < found["end"])
        kept.append(not (overlaps & (found["document"] == row.document)).any())
    return candidates[np.array(kept, bool)]


def _difference(old: str, new: str, path: Path) -> str:
    texts = (old.splitlines(), new.splitlines())
    lines = unified_diff(*texts, f"{path} (before)", f"{path} (now)", n=1, lineterm="")
    return "".join(f"{line}\n" for line in lines)
