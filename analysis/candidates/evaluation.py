"""How well candidates agree with a coding: recall, precision, and what was missed."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import pandas as pd

from analysis import actors
from analysis.actors import Lexicon
from analysis.actors.comentions import topmost
from analysis.candidates.cues import Cues, read_cues
from analysis.candidates.find import find
from analysis.corpus import Corpus
from analysis.tables import InputError


def evaluate(found: pd.DataFrame, gold: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Hold candidates against a coding, sentence by sentence.

    Parameters
    ----------
    found : DataFrame
        As from `candidates`.
    gold : DataFrame
        As from `coded`, with restatements: document, sentence, theme, proposer. A proposer counts for the
        state or body that it belongs to. Several answers to one question stand in several rows.
    lexicon : Lexicon
        Tells to whom a person belongs.

    Returns
    -------
    DataFrame
        One row: coded, found, both (sentences), recall = both / coded, precision = both / found,
        theme, proposer (shares right, of the candidates in coded sentences; right is what is coded in
        that sentence). Missing where nothing is divided by.
    """
    right = gold.assign(proposer=_sides(gold["proposer"], lexicon))
    given = found.assign(proposer=_sides(found["proposer"], lexicon))
    keys = ["document", "sentence"]
    answers = right.groupby(keys)[["theme", "proposer"]].agg(set)
    true = given.merge(answers.reset_index(), on=keys, suffixes=("", "_right"))
    n_gold, n_found = (len(table[keys].drop_duplicates()) for table in (gold, found))
    both = len(true[keys].drop_duplicates())
    shares = {
        name: np.mean(
            [value in answer for value, answer in zip(true[name], true[f"{name}_right"], strict=True)]
        )
        if len(true)
        else np.nan
        for name in ("theme", "proposer")
    }
    line = {
        "coded": n_gold,
        "found": n_found,
        "both": both,
        "recall": both / n_gold if n_gold else np.nan,
        "precision": both / n_found if n_found else np.nan,
    }
    return pd.DataFrame([line | shares])


def _sides(cells: pd.Series, lexicon: Lexicon) -> pd.Series:
    sides = [";".join(sorted(some)) for some in topmost(cells, lexicon.actors)]
    return pd.Series(sides, cells.index, dtype=str)


def leave_one_out(
    corpus: Corpus, gold: pd.DataFrame, *, cues: Cues | None = None, lexicon: Lexicon | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Evaluate document by document, each without the cues and words that were met in it alone.

    Parameters
    ----------
    corpus : Corpus
    gold : DataFrame
        As from `coded`, with restatements.
    cues, lexicon : optional
        As for `candidates`.

    Returns
    -------
    DataFrame
        As from `evaluate`, one row a document and one for all, with ``document`` first.
    DataFrame
        What to look at: document, sentence, kind (missed, extra), quote (the sentence).
    """
    cues = read_cues() if cues is None else cues
    lexicon = actors.read_lexicon() if lexicon is None else lexicon
    mentions = actors.find(corpus, lexicon)
    own = []
    for document in corpus.documents.index:
        rows = find(corpus, cues=cues.without(document), lexicon=lexicon, mentions=mentions)
        own.append(rows[rows["document"] == document])
    found = pd.concat(own, ignore_index=True)
    parts = [
        evaluate(found[found["document"] == document], gold[gold["document"] == document], lexicon).assign(
            document=document
        )
        for document in corpus.documents.index
    ]
    lines = pd.concat([*parts, evaluate(found, gold, lexicon).assign(document="all")], ignore_index=True)
    return lines[["document", *lines.columns.drop("document")]], misses(corpus, found, gold)


def misses(corpus: Corpus, found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """List the sentences that were missed, and those that nobody coded.

    Returns
    -------
    DataFrame
        document, start, end, sentence, kind (missed, extra), quote (the sentence), in order of the text.
    """
    keys = ["document", "sentence"]
    told = (
        pd.concat([gold[keys].assign(gold=1), found[keys].assign(found=1)]).groupby(keys).max().reset_index()
    )
    alone = told[told[["gold", "found"]].isna().any(axis=1)].assign(
        kind=lambda rows: rows["found"].isna().map({True: "missed", False: "extra"})
    )
    table = corpus.sentences.merge(alone[[*keys, "kind"]], on=keys)
    return table.assign(quote=[corpus.text(row.document)[row.start : row.end] for row in table.itertuples()])


def read_passages(rows: pd.DataFrame) -> tuple[Corpus, pd.DataFrame]:
    """Make a corpus and its coding of sentences that were coded one by one.

    Parameters
    ----------
    rows : DataFrame
        document, sentence (its words), theme ('' for no proposal; several that are right joined by ``;``),
        proposer (ids joined by ``;``; several answers that are right joined by ``|``).

    Returns
    -------
    Corpus
        The sentences of a document, a line each.
    DataFrame
        The coding, as `evaluate` takes it: a row for each theme and proposer that is right.

    Raises
    ------
    InputError
        If a row is not one sentence; the first such row.
    """
    texts = {
        str(document): "\n".join(part["sentence"]) for document, part in rows.groupby("document", sort=False)
    }
    corpus = Corpus.from_texts(texts)
    told = [corpus.text(row.document)[row.start : row.end] for row in corpus.sentences.itertuples()]
    of_document = corpus.sentences.assign(told=told).groupby("document")["told"].agg(list)
    wrong = [
        f"{document}: '{row}' is not one sentence by itself; give each sentence a row of its own"
        for document, part in rows.groupby("document", sort=False)
        for row, sentence in zip_longest(part["sentence"], of_document.get(document, []))
        if row is None or sentence is None or row.strip() != sentence.strip()
    ][:1]
    if wrong:
        raise InputError(wrong)
    gold = rows.assign(sentence=rows.groupby("document").cumcount())
    gold = gold[gold["theme"] != ""].assign(theme=gold["theme"].str.split(";"))
    gold = gold.assign(proposer=gold["proposer"].str.split("|")).explode("theme").explode("proposer")
    return corpus, gold.reset_index(drop=True)


def evaluate_passages(rows: pd.DataFrame, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Find candidates in sentences that were coded one by one, and hold them against that coding.

    Parameters
    ----------
    rows : DataFrame
        As for `read_passages`.
    lexicon : Lexicon, optional
        As for `find` and `evaluate`.

    Returns
    -------
    DataFrame
        One row, as from `evaluate`.
    """
    lexicon = actors.read_lexicon() if lexicon is None else lexicon
    corpus, gold = read_passages(rows)
    return evaluate(find(corpus, lexicon=lexicon), gold, lexicon)
