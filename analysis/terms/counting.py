"""Rows of words, with columns of the catalogue, chosen by their values, counted as whole numbers, noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from rapidfuzz import process
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus.words import Flags, Numbers, codes_of, require_columns
from analysis.tables import InputError

Conditions = Mapping[str, object]
YEAR = "year"
DENSE = 4  # cells that are held for each word that is counted


def with_catalogue(corpus: Corpus, rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Put columns of the catalogue beside each row, so that words can be grouped by them.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame
        With the column ``document``.
    *columns : str
        Columns of the catalogue such as ``publisher_type`` or ``speaker``, or ``year`` (of the date).

    Returns
    -------
    DataFrame
        The same rows, with the columns as categoricals.

    Raises
    ------
    InputError
        If the catalogue has no such column, or the corpus no such document.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "La paix.", "b": "La guerre."})
    >>> with_catalogue(corpus, corpus.tokens, "publisher")["publisher"].tolist()
    ['unknown', 'unknown', 'unknown', 'unknown']
    """
    documents = corpus.documents.drop(columns="text")
    if "date" in documents:
        documents[YEAR] = documents["date"].str[:4]
    require_columns(documents, columns, "the catalogue")
    number, ids = codes_of(rows, "document")
    places = documents.index.get_indexer(ids)[number]
    if (places < 0).any():
        strangers = pd.unique(rows["document"][places < 0])
        raise InputError([f"the corpus has no document '{strangers[0]}'; it has {_some(documents.index)}"])
    added = {}
    for column in columns:
        codes, labels = pd.factorize(documents[column], sort=True)
        added[column] = pd.Categorical.from_codes(codes[places], categories=labels)
    return rows.assign(**added)


def select(rows: pd.DataFrame, conditions: Conditions) -> pd.DataFrame:
    """Keep the rows whose columns have the given values.

    Parameters
    ----------
    rows : DataFrame
    conditions : mapping of str to object
        Column to its value, or to a list of values; all must hold.

    Returns
    -------
    DataFrame
        What is chosen is kept in ``attrs["filter"]``, so that notes can say it.

    Raises
    ------
    InputError
        If a column or a value does not exist: it names those that do.

    Examples
    --------
    >>> rows = pd.DataFrame({"document": ["a", "b", "b"], "lemma": ["paix", "paix", "guerre"]})
    >>> select(rows, {"document": "b"})["lemma"].tolist()
    ['paix', 'guerre']
    """
    chosen = rows[mask(rows, conditions)]
    earlier = rows.attrs.get("filter")
    chosen.attrs["filter"] = "; ".join(filter(None, [earlier, describe(conditions)]))
    return chosen


def mask(rows: pd.DataFrame, conditions: Conditions, *, strict: bool = True) -> Flags:
    """Tell of each row whether its columns have the given values; errors as `select`, if ``strict``."""
    kept = np.ones(len(rows), bool)
    for column, wanted in conditions.items():
        codes, labels = codes_of(rows, column)
        present = labels[np.bincount(codes, minlength=len(labels)) > 0]
        values = _listed(wanted)
        gone = [value for value in values if value not in present]
        if gone and strict:
            what = f"no row has the {column} '{gone[0]}'; there are {_some(present)}"
            is_text = str(gone[0]) in present
            raise InputError([what + (f"; these are text: write '{gone[0]}' in quotes" if is_text else "")])
        kept &= labels.isin(values)[codes]
    return kept


def describe(conditions: Conditions | None) -> str:
    """Say a choice in words, such as ``publisher_type: state media or government; year: 2021``."""
    if conditions is None:
        return "all others"
    return "; ".join(
        f"{column}: {' or '.join(map(str, _listed(wanted)))}" for column, wanted in conditions.items()
    )


def cross(
    group: Numbers, n_groups: int, word: Numbers, n_words: int, *, weights: Numbers | None = None
) -> sparse.csr_array:
    """Count each word in each group, or sum its weights: a sparse matrix, groups by words."""
    size = n_groups * n_words
    if weights is not None or size > DENSE * len(word):
        values = np.ones(len(word), np.int64) if weights is None else weights
        return sparse.coo_array((values, (group, word)), shape=(n_groups, n_words)).tocsr()
    cells = np.bincount(group.astype(np.int64) * n_words + word, minlength=size)  # sooner than sorting
    filled = np.flatnonzero(cells)
    ends = np.searchsorted(filled, np.arange(n_groups + 1) * n_words)
    return sparse.csr_array((cells[filled], filled % n_words, ends), shape=(n_groups, n_words))


def groups_with(counts: sparse.csr_array) -> Numbers:
    """Count for each word the groups in which it stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def groups_of(rows: pd.DataFrame, words: pd.DataFrame, by: str) -> tuple[Numbers, pd.Index, Numbers]:
    """Give the group of each row, the groups that words form, and how many words each has."""
    codes, groups = codes_of(words, by)
    sizes = np.bincount(codes, minlength=len(groups))
    if rows is words:
        return codes, groups, sizes
    own, labels = codes_of(rows, by)
    of_rows = groups.get_indexer(labels)[own]
    if (of_rows < 0).any() or not sizes[of_rows].all():
        raise InputError(
            [f"an occurrence stands in a {by} that has no words; give the words of all their texts"]
        )
    return of_rows, groups, sizes


def in_parts(
    rows: pd.DataFrame, totals: pd.DataFrame, *, of: str, by: str, stop_words: bool, what: str
) -> tuple[Flags, pd.Index, pd.Index, Numbers, sparse.csr_array]:
    """Give the rows that are listed, their words, the parts, their sizes, and the counts, parts by words.

    Fewer than two parts with words are refused: ``what`` compares parts.
    """
    require_words(totals)
    listed = content(rows, stop_words=stop_words)
    word, words = codes_of(rows, of)
    part, parts, sizes = groups_of(rows, totals, by)
    filled = parts[sizes > 0]
    if len(filled) < 2:
        have = ", ".join(map(str, filled))
        raise InputError([f"{what} needs two parts with words; by {by} there is only {have}"])
    counts = cross(part[listed], len(parts), word[listed], len(words))
    return listed, words, parts, sizes, counts


def content(rows: pd.DataFrame, *, stop_words: bool) -> Flags:
    """Tell which rows are listed: all, or those that are no stop words."""
    if stop_words or "is_stop" not in rows:
        return np.ones(len(rows), bool)
    return np.asarray(~rows["is_stop"].to_numpy(dtype=bool), bool)


def require_words(rows: pd.DataFrame) -> None:
    """Refuse a table without rows: no statistic of it has a value."""
    if not len(rows):
        chosen = rows.attrs.get("filter")
        why = f" for {chosen}" if chosen else ""
        raise InputError([f"there are no words{why}; give a table with at least one"])


def unknown_word(word: str, labels: Iterable[str]) -> InputError:
    """Make the message for a word that does not occur; it names the words written most like it."""
    near = [match[0] for match in process.extract(word, list(labels), limit=3, score_cutoff=60)]
    hint = f"; written alike: {', '.join(near)}" if near else ""
    return InputError([f"'{word}' does not occur in these texts{hint}"])


def in_order(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Sort by a column, the highest first; rows that are alike stay as they are."""
    return table.sort_values(column, ascending=False, kind="stable", ignore_index=True)


def noted(table: pd.DataFrame, rows: pd.DataFrame, *settings: str) -> pd.DataFrame:
    """Write into ``attrs["note"]`` out of what and how a table was made."""
    chosen = rows.attrs.get("filter")
    languages = rows["language"].unique() if "language" in rows else rows.attrs.get("languages", ())
    mixed = f"in {len(languages)} languages: what is written alike is counted as one, unless by language"
    is_mixed = len(languages) > 1 and not any(setting.endswith("by language") for setting in settings)
    parts = [f"{len(rows)} words", f"only {chosen}" if chosen else "", rows.attrs.get("copies")]
    parts += [mixed if is_mixed else "", *settings]
    table.attrs = {"note": "; ".join(filter(None, parts))}
    return table


def _listed(wanted: object) -> list[object]:
    return list(wanted) if isinstance(wanted, Iterable) and not isinstance(wanted, str) else [wanted]


def _some(labels: pd.Index, most: int = 12) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(map(str, labels[:most])) + more
