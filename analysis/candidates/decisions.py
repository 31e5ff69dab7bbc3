"""Decisions on candidates, one at a time: confirmed into the codings, or refused and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import actors
from analysis.candidates.find import find
from analysis.candidates.proposers import RULES
from analysis.candidates.review import (
    REFUSED,
    REFUSED_SCHEMA,
    free_ids,
    not_coded,
    occurrence,
    read_refused,
    read_unconfirmed,
    rows_for,
)
from analysis.corpus import Corpus
from analysis.corpus.catalogue import labels
from analysis.evidence import in_text_order
from analysis.files import free_copy, locked, write_whole
from analysis.proposals.codebook import LAYERS, code_problems, read_codebook
from analysis.proposals.codings import NAME, SCHEMA, WHO, actor_problems
from analysis.proposals.quotations import places_of
from analysis.sheets import load_sheet, with_rows
from analysis.tables import InputError, sound, table_problems

AROUND = 2  # sentences that are shown before and behind
FIELDS = ("quote", "gloss", *WHO, *LAYERS, "note")
OPEN, CONFIRMED, REFUSED_STATE = "open", "confirmed", "refused"
_KEY = ["document", "quote", "occurrence"]
_HERE = "this row"


class Round:
    """The candidates of a corpus that nobody has decided on yet, and what is decided.

    That is the rows of ``proposals.csv`` without a gloss, and the candidates that overlap neither a row of it
    nor what ``refused.csv`` remembers. Each decision is written at once, and can be changed.

    Parameters
    ----------
    corpus : Corpus
        Read from a folder.

    Attributes
    ----------
    states : list of str
        Of each candidate, in order of the text: ``open``, ``confirmed`` or ``refused``.

    Raises
    ------
    InputError
        If the corpus was not read from a folder, or its codings have other problems than empty glosses.
    """

    def __init__(self, corpus: Corpus) -> None:
        if corpus.folder is None:
            raise InputError(["the corpus was not read from a folder; its codings have no place"])
        self.corpus, self.path = corpus, corpus.folder / NAME
        self.codebook, self.lexicon = read_codebook(), actors.lexicon_of(corpus)
        self._is_copied = False
        rows = find(corpus, lexicon=self.lexicon)
        kept = rows.head(0)
        if self.path.exists():
            kept = read_unconfirmed(corpus, self.path)
            rows = not_coded(rows, kept)
            kept = kept[kept["gloss"] == ""]
        rows = in_text_order(corpus, pd.concat([kept, not_coded(rows, read_refused(corpus))]))
        columns = dict.fromkeys([*rows, *SCHEMA.columns])
        rows = rows.reindex(columns=list(columns)).astype(object)
        self._rows: list[dict[str, Any]] = rows.where(rows.notna(), "").to_dict("records")
        for row in self._rows:
            row["occurrence"] = occurrence(corpus.text(row["document"]), row["quote"], row["start"])
        self._spans = {str(name): part for name, part in corpus.sentences.groupby("document", observed=True)}
        self._labels = labels(corpus.documents)
        self.states = [OPEN] * len(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def show(self, number: int) -> dict[str, Any]:
        """Give a candidate within its text: what an analyst sees of it, as plain values."""
        row, corpus = self._rows[number], self.corpus
        text, spans = corpus.text(row["document"]), self._spans[row["document"]]
        low, high = self._sentence(row)
        near = spans[(spans["sentence"] - row["sentence"]).abs().between(1, AROUND)]
        context = [(start < low, text[start:end]) for start, end in near[["start", "end"]].to_numpy()]
        start, end = row["start"], row["end"]
        return {
            "number": number,
            "state": self.states[number],
            "source": self._labels[row["document"]],
            "title": corpus.documents.loc[row["document"]].get("title", ""),
            "before": [words for is_before, words in context if is_before],
            "sentence": [text[low:start], text[start:end], text[end:high]],
            "behind": [words for is_before, words in context if not is_before],
            "fields": {name: row[name] for name in FIELDS},
            "names": {who: self._names_of(row[who]) for who in WHO},
            "rests": {
                "cue": row["cue"],
                "score": str(row["score"]),
                "proposer": RULES.get(row.get("proposer_rule", ""), ""),
            },
        }

    def _sentence(self, row: dict[str, Any]) -> tuple[int, int]:
        spans = self._spans[row["document"]]
        low, high = spans.loc[spans["sentence"] == row["sentence"], ["start", "end"]].to_numpy()[0].tolist()
        return low, high

    def _names_of(self, ids: str) -> str:
        names = self.lexicon.actors["name_en"]
        return "; ".join(names.get(actor, actor) for actor in ids.split(";") if actor)

    def choices(self) -> dict[str, Any]:
        """Give what fields may hold: each code of a layer with its name and definition, each actor's name."""
        codes = {
            layer: part[["code", "name", "definition"]].to_dict("records")
            for layer, part in self.codebook.groupby("layer", sort=False)
        }
        return {"codes": codes, "actors": self.lexicon.actors["name_en"].to_dict()}

    def confirm(self, number: int, given: Mapping[str, str]) -> list[str]:
        """Write a candidate into the codings, with the fields that were changed.

        Returns
        -------
        list of str
            What keeps it from being a coding, a sentence each; nothing is written then.

        Raises
        ------
        OSError
            If it cannot be written. The files are then as they were.
        """
        row = self._rows[number]
        row = row | {name: " ".join(given[name].split()) for name in FIELDS if name in given}
        if "quote" in given and (problem := self._place(row, given["quote"])):
            return [problem]
        with locked(self.path):
            rows, taken = self._in_file(row)
            row["proposal"] = row["proposal"] or free_ids(1, taken)[0]
            cells = {name: str(row.get(name, "")) for name in SCHEMA.columns}
            if problems := self._problems(cells):
                return problems
            fresh = rows_for(self.path, pd.DataFrame([cells]))
            self._write(with_rows(self.path, SCHEMA.columns, fresh, without=rows))
        self._remember(number, refused=False)
        self._rows[number], self.states[number] = row, CONFIRMED
        return []

    def _place(self, row: dict[str, Any], quote: str) -> str:
        """Put a quotation that was changed into its place in the sentence; say so if it is not there."""
        low, high = self._sentence(row)
        places = places_of(self.corpus, row["document"], quote.strip()) if quote.strip() else []
        inside = [(start, end) for start, end in places if low <= start and end <= high]
        if not inside:
            return "the quotation does not stand in the marked sentence; take its words from there"
        start, end = inside[0]
        text = self.corpus.text(row["document"])
        words = text[start:end]
        row.update(start=start, end=end, quote=words, occurrence=occurrence(text, words, start))
        return ""

    def _problems(self, cells: dict[str, str]) -> list[str]:
        table, wheres = pd.DataFrame([cells]), {0: _HERE}
        problems = table_problems(table, SCHEMA, name=_HERE)
        problems += code_problems(table, wheres, self.codebook)
        problems += actor_problems(table, wheres, self.lexicon.actors.index)
        return [problem.partition(": ")[2] for problem in problems]

    def refuse(self, number: int) -> None:
        """Remember a candidate as refused, and take its row out of the codings, if it has one.

        Raises
        ------
        OSError
            If it cannot be written. The files are then as they were.
        """
        self._remember(number, refused=True)
        with locked(self.path):
            rows, _ = self._in_file(self._rows[number])
            if rows:
                self._write(with_rows(self.path, SCHEMA.columns, [], without=rows))
        self.states[number] = REFUSED_STATE

    def _in_file(self, row: dict[str, Any]) -> tuple[list[int], set[str]]:
        """Find a candidate's row in the codings as they are now, and the ids that are taken there."""
        if not self.path.exists():
            return [], set()
        table = _cells(self.path, SCHEMA.columns)
        is_it = table["proposal"] == row["proposal"] if row["proposal"] else np.zeros(len(table), bool)
        same = (table[_KEY] == [row[name] for name in _KEY]).all(axis=1) & (table["gloss"] == "")
        return table.index[is_it | same].tolist(), set(table["proposal"])

    def _write(self, text: str) -> None:
        """Write the codings; what they were before this round is kept beside them."""
        if self.path.exists() and not self._is_copied:
            write_whole(free_copy(self.path), self.path.read_bytes())
            self._is_copied = True
        write_whole(self.path, text)

    def _remember(self, number: int, *, refused: bool) -> None:
        path = self.path.with_name(REFUSED)
        row = {name: self._rows[number][name] for name in _KEY}
        with locked(path):
            rows: list[int] = []
            if path.exists():
                table = _cells(path, REFUSED_SCHEMA.columns)
                rows = table.index[(table[_KEY] == list(row.values())).all(axis=1)].tolist()
            if refused != bool(rows):
                added = [row] if refused else []
                write_whole(path, with_rows(path, REFUSED_SCHEMA.columns, added, without=rows))


def _cells(path: Path, columns: Any) -> pd.DataFrame:
    """Read the cells of a file that may have got problems since, by the numbers of its rows."""
    sheet = sound(load_sheet(path, columns))
    width = len(sheet.header)
    rows = {number: [*cells, *[""] * width][:width] for number, cells in sheet.rows.items()}
    table = pd.DataFrame(list(rows.values()), columns=sheet.header, index=list(rows), dtype=str)
    return table.reindex(columns=list(columns), fill_value="")
