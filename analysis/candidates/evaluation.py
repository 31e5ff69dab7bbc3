"""How well candidates agree with a coding: recall, precision, and what was missed."""

from __future__ import annotations

from collections.abc import Collection
from itertools import zip_longest

import pandas as pd

from analysis import actors
from analysis.actors import Lexicon
from analysis.actors.comentions import topmost
from analysis.actors.evaluation import compared
from analysis.candidates.cues import Cues, read_cues
from analysis.candidates.find import find
from analysis.corpus import Corpus
from analysis.tables import InputError

SENTENCE = ["document", "sentence"]
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def evaluate(found: pd.DataFrame, gold: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Hold candidates against a coding, sentence by sentence.

    Parameters
    ----------
    found : DataFrame
        As from `find`.
    gold : DataFrame
        As from `coded`, with restatements: document, sentence, theme, proposer. A proposer counts for the
        state or body that it belongs to. Several right answers stand in several rows.
    lexicon : Lexicon
        Tells to whom a person belongs.

    Returns
    -------
    DataFrame
        One row: coded, found, both (sentences), recall = both / coded, precision = both / found,
        theme, proposer (shares of the candidates in coded sentences for which that sentence is coded
        so). Missing where nothing is divided by.
    """
    right, given = (rows.assign(proposer=_sides(rows["proposer"], lexicon)) for rows in (gold, found))
    answers = right.groupby(SENTENCE)[["theme", "proposer"]].agg(set)
    true = given.merge(answers.reset_index(), on=SENTENCE, suffixes=("", "_right"))
    numbers = _sentences(found, gold)[["gold", "found", "right"]].sum().to_frame().T
    line = numbers.set_axis(["coded", "found", "both"], axis="columns").assign(
        recall=lambda line: line["both"] / line["coded"].where(line["coded"] > 0),
        precision=lambda line: line["both"] / line["found"].where(line["found"] > 0),
    )
    for name in ("theme", "proposer"):
        answered = zip(true[name], true[f"{name}_right"], strict=True)
        line[name] = pd.Series([value in answer for value, answer in answered], dtype=float).mean()
    return line


def by_threshold(
    found: pd.DataFrame, gold: pd.DataFrame, *, thresholds: Collection[float] = THRESHOLDS
) -> pd.DataFrame:
    """Say how recall and precision move with the lowest score that is taken, to choose one by.

    Parameters
    ----------
    found : DataFrame
        As from `find`, with a ``least`` below the thresholds.
    gold : DataFrame
        A coding: document, sentence.
    thresholds : collection of float

    Returns
    -------
    DataFrame
        One row a threshold: least, found, both (sentences), recall, precision. Missing where nothing is
        divided by.

    Examples
    --------
    >>> found = pd.DataFrame({"document": "a", "sentence": [0, 1], "score": [0.9, 0.5]})
    >>> gold = pd.DataFrame({"document": "a", "sentence": [0, 2]})
    >>> by_threshold(found, gold, thresholds=[0.5, 0.8])[["found", "both", "recall", "precision"]].values
    array([[2. , 1. , 0.5, 0.5],
           [1. , 1. , 0.5, 1. ]])
    """
    lines = []
    for least in thresholds:
        told = _sentences(found[found["score"] >= least], gold)[["gold", "found", "right"]].sum()
        lines.append({"least": least, "coded": told["gold"], "found": told["found"], "both": told["right"]})
    table = pd.DataFrame(lines)
    table["recall"], table["precision"] = (
        table["both"] / table[name].where(table[name] > 0) for name in ("coded", "found")
    )
    return table.drop(columns="coded")


def _sentences(found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    return compared(found[SENTENCE].drop_duplicates(), gold[SENTENCE].drop_duplicates(), SENTENCE)


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
        As for `find`.

    Returns
    -------
    DataFrame, DataFrame
        As from `evaluate`, one row a document and one for all, with ``document`` first; and `misses`.
    """
    cues = read_cues() if cues is None else cues
    lexicon = actors.read_lexicon() if lexicon is None else lexicon
    mentions = actors.find(corpus, lexicon)
    own = {}
    for document in corpus.documents.index:
        rows = find(corpus, cues=cues.without(document), lexicon=lexicon, mentions=mentions)
        own[document] = rows[rows["document"] == document]
    found = pd.concat(own.values(), ignore_index=True)
    lines = {
        document: evaluate(rows, gold[gold["document"] == document], lexicon)
        for document, rows in own.items()
    }
    table = pd.concat(lines | {"all": evaluate(found, gold, lexicon)}, names=["document"])
    return table.reset_index("document").reset_index(drop=True), misses(corpus, found, gold)


def misses(corpus: Corpus, found: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """List the sentences that were missed, and those that nobody coded.

    Returns
    -------
    DataFrame
        document, start, end, sentence, kind (missed, extra), quote (the sentence), in order of the text.
    """
    told = _sentences(found, gold)
    alone = told[~told["right"]].assign(kind=told["gold"].map({True: "missed", False: "extra"}))
    table = corpus.sentences.merge(alone[[*SENTENCE, "kind"]], on=SENTENCE)
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
    parts = rows.groupby("document", sort=False)["sentence"].agg(list)
    corpus = Corpus.from_texts({str(document): "\n".join(part) for document, part in parts.items()})
    told = [corpus.text(row.document)[row.start : row.end] for row in corpus.sentences.itertuples()]
    of_document = corpus.sentences.assign(told=told).groupby("document")["told"].agg(list)
    for document, part in parts.items():
        for row, sentence in zip_longest(part, of_document.get(document, [])):
            if row is None or sentence is None or row.strip() != sentence.strip():
                problem = f"{document}: '{row}' is not one sentence by itself"
                raise InputError([f"{problem}; give each sentence a row of its own"])
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
        As for `find`.

    Returns
    -------
    DataFrame
        As from `evaluate`.
    """
    lexicon = actors.read_lexicon() if lexicon is None else lexicon
    corpus, gold = read_passages(rows)
    return evaluate(find(corpus, lexicon=lexicon), gold, lexicon)
