"""A small book of a large archive: tables of the whole, and a sample of its documents with their passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
from distributed import Client

from analysis import scale
from analysis.actors.lexicon import read_lexicon
from analysis.book.archive import BY, COLUMNS, FOLDER, LEFT_OUT, LISTED, most_met
from analysis.corpus.catalogue import EMPTY, NAME, OWN_LEXICON, RECURRING, SCHEMA, is_web_address, own_lexicon
from analysis.files import decoded
from analysis.project.adding import LONGEST_ID
from analysis.project.new import TEMPLATE, make_project, refuse
from analysis.scale import store
from analysis.scale.sampling import NO_DATE, NO_NAME, OTHERS, STRATUM, Sample
from analysis.tables import as_slug, is_iso_date, is_slug

TEMPLATE_ARCHIVE = Path(__file__).parent / "template_archive"
DOCUMENTS, SEED, LONGEST = 200, 1, 30_000  # of the sample: how many, which, and their characters at most
MOST = 50  # words, and actors, that are counted
COUNTED = {store.MENTIONED: "actor", store.FOUND: "theme"}  # tables of spans, and what is counted in them


def make_archive(
    results: Path,
    folder: Path,
    *,
    documents: int = DOCUMENTS,
    seed: int = SEED,
    longest: int = LONGEST,
    client: Client | None = None,
) -> list[str]:
    """Make a project, as `make_project`, of the results of `analysis.scale.run`.

    Its documents are a sample of those of the archive. Numbers of the whole are tables in the folder
    ``archive``, which the chapter of this name shows. Everything is written, or nothing.

    Parameters
    ----------
    results : Path
        The folder that the run wrote; the documents must stand where they were read.
    folder : Path
        It is made; it may be there already if it is empty.
    documents, seed, longest : int
        As ``size``, ``seed`` and ``longest`` of `analysis.scale.sample`.
    client : distributed.Client, optional
        Where counts are added up.

    Returns
    -------
    list of str
        What was made, what the sample leaves out, and what comes next, a line each.

    Raises
    ------
    InputError
        If the run is not done or of another version, a document has changed since, no document can be drawn,
        or the folder is not empty.
    """
    refuse(folder)
    about = store.manifest(results)
    drawn = scale.sample(results, size=documents, seed=seed, longest=longest)
    rows, left = _readable(drawn)
    tables = _tables(results, about, drawn, rows, client)
    tables["about"] = _about(about, tables, seed=seed, longest=longest)
    files = dict(_files(about, rows, tables))
    made, *_, then = make_project(folder, templates=(TEMPLATE, TEMPLATE_ARCHIVE), also=files)
    total, sampled, too_long = tables["strata"][["documents", "sampled", "too_long"]].sum().tolist()
    missing = [name for name in ("words", *COUNTED) if tables[name].empty]
    return [
        made,
        f"sample: {sampled} of {total} documents, seed {seed}",
        *[f"not drawn: {too_long} longer than {longest} characters"] * (too_long > 0),
        *(f"left out: {problem}" for problem in left),
        *(f"the results have no {name} by year and publisher; the book leaves them out" for name in missing),
        then,
    ]


def _readable(drawn: Sample) -> tuple[pd.DataFrame, list[str]]:
    """Give the documents that were drawn their ids and texts, without what cannot be the file of a text."""
    texts = scale.read_again(drawn.documents)["text"]
    rows = drawn.documents[drawn.documents["document"].isin(texts.index)]
    rows = rows.assign(in_archive=rows["document"], document=[*_ids(rows["document"])])
    rows["text"] = [texts[name].encode("utf-8", "replace") for name in rows["in_archive"]]
    told = [
        decoded(Path(f"{name}.txt"), text)[1]
        for name, text in zip(rows["document"], rows["text"], strict=True)
    ]
    return rows[[not problems for problems in told]], [problem for problems in told for problem in problems]


def _ids(names: Iterable[str]) -> Iterator[str]:
    """Give documents ids that can stand in addresses and name files; those that can stay.

    Examples
    --------
    >>> [*_ids(["le-monde-7", "2021/7", "Le-Monde-7"])]
    ['le-monde-7', 'text-2021-7', 'Le-Monde-7-2']
    """
    taken: set[str] = set()
    for name in names:
        slug = (name if is_slug(name) else as_slug(name))[:LONGEST_ID].strip("-")
        free = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
        taken.add((given := next(one for one in free if one.lower() not in taken)).lower())
        yield given


def _tables(
    results: Path, about: Mapping[str, Any], drawn: Sample, rows: pd.DataFrame, client: Client | None
) -> dict[str, pd.DataFrame]:
    """Give the tables of the whole archive, and where in it the sample stands."""
    sampled = rows.groupby(STRATUM).size().rename("sampled").rename_axis([*BY])
    tables = {
        "strata": drawn.strata.drop(columns="sampled").join(sampled, on=[*BY]).fillna({"sampled": 0}),
        "sample": rows.drop(columns=[*BY]).rename(columns=dict(zip(STRATUM, BY, strict=True))),
    }
    tables["strata"] = tables["strata"].astype({"sampled": int})
    for name in ("words", *COUNTED):
        some = (_in_strata(met, by, tables["strata"]) for by, met in _counts(results, about, name, client))
        tables[name] = store.joined(some, COLUMNS[name])
    tables["spans"] = store.joined(_spans(results, rows, tables), COLUMNS["spans"])
    return tables


def _counts(
    results: Path, about: Mapping[str, Any], table: str, client: Client | None
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Count by year and by publisher, if the results say it."""
    is_told = {*BY} <= {*about["by"]} and store.TERMS in about["tables"]
    for by in BY:
        if table == "words" and is_told:
            rows = scale.frequencies(results, by=by, most=MOST, client=client)
            yield by, rows.rename(columns={about["of"]: "name"})
        elif table in about["tables"]:
            rows = scale.counts(results, table, by=[COUNTED[table], by], client=client)
            yield by, rows.rename(columns={COUNTED[table]: "name"})


def _in_strata(rows: pd.DataFrame, by: str, strata: pd.DataFrame) -> pd.DataFrame:
    """Give counts the years or publishers of the strata, for what is met most."""
    value = rows[by].replace("unknown", NO_NAME)
    value = value.where(value.isin(strata[by]), NO_DATE if by == "year" else OTHERS)
    rows = rows.assign(by=by, value=value)[rows["name"].isin(most_met(rows, MOST)["name"])]
    return rows.groupby(["name", "by", "value"], as_index=False)[["n", "documents"]].sum()


def _spans(results: Path, rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Give the places of what is counted in the documents of the sample, as the results have them."""
    ids = dict(zip(rows["in_archive"], rows["document"], strict=True))
    for table, of in COUNTED.items():
        if len(tables[table]):
            some = scale.table(results, table, filters=[("document", "in", {*ids})])
            some = some[some[of].isin(tables[table]["name"])].rename(columns={of: "name"})
            yield some.assign(table=table, document=some["document"].map(ids))[COLUMNS["spans"]]


def _about(
    about: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], *, seed: int, longest: int
) -> pd.DataFrame:
    told = {**tables["strata"][["documents", "words", "sentences", "sampled"]].sum()}
    told |= {"of": about["of"], "function_words": LISTED if about["stop_words"] else LEFT_OUT}
    told |= {"seed": seed, "longest": longest, "most": MOST}
    return pd.DataFrame(told.items(), columns=COLUMNS["about"])


def _files(
    about: Mapping[str, Any], rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, str | bytes]]:
    """Give the files of the sample and of the tables, by their places in the project."""
    lexicons = own_lexicon(about["folder"] and Path(about["folder"]))
    actors = {*read_lexicon(also=lexicons).actors.index}
    for name, text in zip(rows["document"], rows["text"], strict=True):
        yield f"documents/{name}.txt", text
    yield f"documents/{NAME}", _csv(_catalogue(rows, actors), SCHEMA.columns)
    lines = [
        (_cell(publisher), line)
        for publisher in rows["publisher"].unique()
        if publisher in about["recurring"]
        for line in about["recurring"][publisher] or [""]
    ]
    yield f"documents/{RECURRING}", _csv(pd.DataFrame(lines, columns=["publisher", "line"]))
    for path in (path for place in lexicons for path in sorted(place.glob("*.csv"))):
        yield f"documents/{OWN_LEXICON}/{path.name}", path.read_bytes()
    for name, table in tables.items():
        yield f"{FOLDER}/{name}.csv", _csv(table, COLUMNS[name])


def _catalogue(rows: pd.DataFrame, actors: set[str]) -> pd.DataFrame:
    """Give the rows of the catalogue; what it does not allow in a cell is left empty."""
    allowed: dict[str, Callable[[str], bool]] = {
        "url": is_web_address,
        "country": lambda cell: re.fullmatch("[A-Z]{3}", cell) is not None,
        "speaker": actors.__contains__,
    }
    kept = {name: [*map(_cell, rows[name])] for name in (*EMPTY, "title", "url")}
    kept |= {name: [cell if test(cell) else "" for cell in kept[name]] for name, test in allowed.items()}
    dates = [*map(_iso, rows["date"])]
    basis = [
        "" if date == was else f"in the archive: {_cell(was)}"
        for date, was in zip(dates, rows["date"], strict=True)
    ]
    table = pd.DataFrame({"document": rows["document"], **kept, "date": dates, "date_basis": basis})
    return table.assign(file=table["document"] + ".txt").replace("unknown", "")


def _iso(date: str) -> str:
    """Give as much of a date as the catalogue takes.

    Examples
    --------
    >>> [_iso(date) for date in ("2021-10-07T08:00:00Z", "2021-13-01", "7 octobre")]
    ['2021-10-07', '2021', '']
    """
    return next((part for part in (date, date[:10], date[:7], date[:4]) if is_iso_date(part)), "")


def _cell(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def _csv(table: pd.DataFrame, columns: Iterable[str] = ()) -> str:
    return str(table.reindex(columns=[*columns] or table.columns).to_csv(index=False, lineterminator="\n"))
