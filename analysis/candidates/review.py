"""From candidates to codings: rows that an analyst confirms, edits or deletes."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.actors.lexicon import PROVISIONAL
from analysis.corpus import Corpus
from analysis.files import free_copy, locked, write_whole
from analysis.proposals.codings import SCHEMA, load_coded
from analysis.proposals.quotations import find_quotes
from analysis.sheets import load_sheet, with_rows
from analysis.tables import InputError, contract, load_table, read_text, rows_of, sound, text_column

REFUSED = "refused.csv"
REFUSED_SCHEMA = contract(
    "document",
    document=text_column(),
    quote=text_column(),
    occurrence=text_column(empty=True, required=False),
)

_OPEN = re.compile(  # what a candidate leaves to the analyst: Anne Durand@FRA is not in the lexicon yet
    rf": (?:(?:gloss|proposer|theme) is|theme) ''|: \w+ '[^']*{PROVISIONAL}[^']*' is not in actors\.csv"
)


def to_codings(corpus: Corpus, candidates: pd.DataFrame, *, taken: set[str] | None = None) -> pd.DataFrame:
    """Write candidates in the form of ``proposals.csv``.

    ``gloss`` is left empty, so that `check` asks for every row that no analyst has yet confirmed; so are a
    proposer and a theme that nobody found.
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
        proposal=free_ids(len(candidates), taken or set()),
        occurrence=[occurrence(corpus.text(name), quote, start) for name, quote, start in places],
    )
    return rows.reindex(columns=list(SCHEMA.columns), fill_value="").astype(str)


def free_ids(number: int, taken: set[str]) -> list[str]:
    """Give ids that no row has yet: c01, c02, …."""
    free = (f"c{place:02d}" for place in range(1, number + len(taken) + 1))
    return [name for name in free if name not in taken][:number]


def occurrence(text: str, quote: str, start: int) -> str:
    """Say which of several places of a quotation is meant; '' where it stands once."""
    return str(text.count(quote, 0, start) + 1) if text.count(quote) > 1 else ""


def add_to_file(corpus: Corpus, candidates: pd.DataFrame, path: Path) -> str:
    """Add candidates to a file of codings, and give the difference; what stands there stays as it is.

    A candidate that overlaps a row of the file is left out: it is confirmed or edited already; so is one
    that was refused. Rows are
    written as those of the file are, which is first copied to ``<name>.1.bak`` (or the next free number).
    The file is replaced whole, and nobody else adds to it meanwhile.

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
    OSError
        If it cannot be written: it is then as it was. `TimeoutError` if another process does not let it go.
    """
    candidates = not_coded(candidates, read_refused(corpus))
    with locked(path):
        if not path.exists():
            new = to_codings(corpus, candidates).to_csv(index=False, lineterminator="\n")
            write_whole(path, new)
            return _difference("", new, path)
        found = read_unconfirmed(corpus, path)
        fresh = to_codings(corpus, not_coded(candidates, found), taken=set(found["proposal"]))
        if fresh.empty:
            return ""
        old = read_text(path)
        new = with_rows(path, SCHEMA.columns, rows_for(path, fresh))
        write_whole(free_copy(path), old)
        write_whole(path, new)
        return _difference(old, new, path)


def read_unconfirmed(corpus: Corpus, path: Path) -> pd.DataFrame:
    """Read codings of which some are not confirmed yet: their ``gloss``, proposer or theme is empty."""
    found, problems = load_coded(corpus, path)
    problems = [problem for problem in problems if not _OPEN.search(problem)]
    if problems:
        raise InputError([*problems, f"{path}: nothing was written; mend it first, or give another file"])
    return found


def read_refused(corpus: Corpus) -> pd.DataFrame:
    """Read where the candidates stand that an analyst has refused; none in a corpus without a folder.

    They are kept in ``refused.csv`` beside the catalogue, as document, quote, occurrence. One whose words
    are no longer in its document refuses nothing.
    """
    path = None if corpus.folder is None else corpus.folder / REFUSED
    if path is None or not path.exists():
        return pd.DataFrame(columns=["document", "start", "end"])
    table = sound(load_table(path, REFUSED_SCHEMA))
    return find_quotes(corpus, table, dict.fromkeys(table.index, ""))[0]


def rows_for(path: Path, fresh: pd.DataFrame) -> list[dict[str, str]]:
    """Give the cells of which a file has the columns, and those that tell a candidate from a coding."""
    header = sound(load_sheet(path, SCHEMA.columns)).header if path.exists() else list(SCHEMA.columns)
    columns = [name for name in fresh if name in {*header, "occurrence", "score", "cue"}]
    rows: list[dict[str, str]] = fresh[columns].to_dict("records")
    return rows


def not_coded(candidates: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Leave out the candidates that overlap a place that is found."""
    kept = []
    for row in candidates.itertuples():
        overlaps = (found["start"] < row.end) & (row.start < found["end"])
        kept.append(not (overlaps & (found["document"] == row.document)).any())
    return candidates[np.array(kept, bool)]


def _difference(old: str, new: str, path: Path) -> str:
    texts = (old.splitlines(), new.splitlines())
    lines = unified_diff(*texts, f"{path} (before)", f"{path} (now)", n=1, lineterm="")
    return "".join(f"{line}\n" for line in lines)
