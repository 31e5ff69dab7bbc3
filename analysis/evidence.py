"""From the spans of any table to the passages that they stand on.

A passage is a sentence that some number rests on. Its id is made from the document's id and the
sentence's own words, so it stays when documents are added. A reference, ``<passage>:<start>-<end>``,
names words inside a passage, in code points from the sentence's start; the evidence of a number is
a string of references, one space between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import InputError

SPAN = ["document", "start", "end"]


def sentence_ids(corpus: Corpus) -> pd.DataFrame:
    """Give every sentence its passage id.

    Returns
    -------
    DataFrame
        ``corpus.sentences`` and the columns ``passage`` and ``text``.

    Examples
    --------
    >>> sentence_ids(Corpus.from_texts({"a": "Oui. Oui."}))["passage"].tolist()
    ['a-c26a6cb5', 'a-c26a6cb5-2']
    """
    table = corpus.sentences.copy()
    table["text"] = [corpus.text(row.document)[row.start : row.end] for row in table.itertuples()]
    return table.assign(passage=corpus.passage_ids)


def locate(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Find the sentence of each span.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame
        With document, start, end; other columns are kept.

    Returns
    -------
    DataFrame
        The same rows in the same order, with ``sentence`` (its number in the document),
        ``passage`` (its id) and ``reference``.

    Raises
    ------
    InputError
        If a column is not there, or a span lies in no sentence of counted text, or in more than one.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose. Londres refuse."})
    >>> locate(corpus, pd.DataFrame({"document": ["a"], "start": [16], "end": [23]}))["reference"].item()
    'a-8fc1c8bd:0-7'
    """
    found = _with_sentences(corpus, rows)
    outside = found[found["from_"].isna() | (found["end"] > found["to"])]
    if len(outside):
        raise InputError(
            [
                f"{row.document}, {row.start}-{row.end}: the span lies in no one sentence of counted text; "
                "shorten it to one sentence of the body"
                for row in outside.itertuples()
            ]
        )
    first = found["from_"].astype(int)
    starts, ends = found["start"] - first, found["end"] - first
    found["sentence"] = found["sentence"].astype(int)
    found["reference"] = [
        f"{passage}:{start}-{end}" for passage, start, end in zip(found["passage"], starts, ends, strict=True)
    ]
    return found.drop(columns=["from_", "to"])


def in_one_sentence(corpus: Corpus, rows: pd.DataFrame) -> pd.Series:
    """Tell of each span whether it lies in one sentence of counted text.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> in_one_sentence(corpus, pd.DataFrame({"document": "a", "start": [0, 0], "end": [3, 8]})).tolist()
    [True, False]
    """
    found = _with_sentences(corpus, rows)
    return found["from_"].notna() & (found["end"] <= found["to"])


def _with_sentences(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    if missing := [name for name in SPAN if name not in rows]:
        raise InputError([f"the rows have no column '{missing[0]}'; spans need {', '.join(SPAN)}"])
    sentences = corpus.sentences.assign(passage=corpus.passage_ids)
    sentences = sentences.rename(columns={"start": "from_", "end": "to"}).sort_values("from_")
    ordered = rows.drop(columns=["sentence", "passage", "reference"], errors="ignore").assign(
        order_=range(len(rows)), document=rows["document"].astype(str), start=rows["start"].astype(int)
    )
    found = pd.merge_asof(
        ordered.sort_values("start"), sentences, left_on="start", right_on="from_", by="document"
    )
    return found.sort_values("order_").drop(columns="order_").set_axis(rows.index)


def in_text_order(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Sort spans as a reader meets them: by the documents' dates, then by their places.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"b": "Oui.", "a": "Non. Si."})
    >>> rows = pd.DataFrame({"document": ["a", "a", "b"], "start": [5, 0, 0], "end": [7, 3, 3]})
    >>> in_text_order(corpus, rows)[["document", "start"]].values.tolist()
    [['b', 0], ['a', 0], ['a', 5]]
    """
    places = {document: number for number, document in enumerate(corpus.documents.index)}
    return rows.sort_values(
        ["document", "start", "end"],
        key=lambda column: column.map(places) if column.name == "document" else column,
        ignore_index=True,
    )


def join_references(references: Iterable[str]) -> str:
    """Join references to one string of evidence: each once, in order.

    Examples
    --------
    >>> join_references(["a-1:0-7", "b-2:3-5", "a-1:0-7"])
    'a-1:0-7 b-2:3-5'
    """
    return " ".join(dict.fromkeys(references))


def references(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Give the evidence of a number that counts these rows.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> references(corpus, corpus.tokens)
    'a-c26a6cb5:0-3 a-73013c6f:0-3'
    """
    return join_references(locate(corpus, rows)["reference"])


def link(corpus: Corpus, table: pd.DataFrame, rows: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Give each row of a table of counts the evidence that it stands on.

    Parameters
    ----------
    corpus : Corpus
    table : DataFrame
        Counts, with the columns ``by``.
    rows : DataFrame
        The spans that were counted: document, start, end and the columns ``by``.
    by : str or sequence of str
        What the rows were grouped by.

    Returns
    -------
    DataFrame
        The table with the column ``evidence``; an empty string where no row stands behind a count.

    Raises
    ------
    InputError
        If a column is not there, or a span lies in no sentence of counted text.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> rows = corpus.tokens.astype({"form": str})
    >>> link(corpus, rows.groupby("form").size().rename("n").reset_index(), rows, by="form")
      form  n        evidence
    0  Non  1  a-73013c6f:0-3
    1  Oui  1  a-c26a6cb5:0-3
    """
    keys = [by] if isinstance(by, str) else list(by)
    for name, given in (("table", table), ("rows", rows)):
        if missing := [key for key in keys if key not in given]:
            raise InputError(
                [f"the {name} has no column '{missing[0]}' to link by; it has {', '.join(given)}"]
            )
    located = locate(corpus, rows.astype(dict.fromkeys(keys, object)))
    evidence = located.groupby(keys, sort=False)["reference"].agg(join_references).rename("evidence")
    linked = table.drop(columns="evidence", errors="ignore").merge(
        evidence.reset_index(), on=keys, how="left", validate="many_to_one"
    )
    linked = linked.assign(evidence=linked["evidence"].astype(object).fillna("")).set_axis(table.index)
    linked.attrs = table.attrs  # a note on the counts holds for the linked counts
    return linked


def passages(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Give the passages that the given spans stand on, in order of date and text.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame
        With document, start, end.

    Returns
    -------
    DataFrame
        One row a passage, index: passage; document, start, end, sentence, text, references (all that
        fall on it, joined) and the document's columns of the catalogue (title, publisher, date, url).
    """
    located = locate(corpus, rows)
    references = located.groupby("passage")["reference"].agg(join_references).rename("references")
    table = in_text_order(corpus, sentence_ids(corpus).merge(references.reset_index(), on="passage"))
    wanted = corpus.documents.columns.intersection(["title", "publisher", "publisher_type", "date", "url"])
    return table.merge(corpus.documents[wanted], left_on="document", right_index=True).set_index("passage")


def keyword_in_context(corpus: Corpus, rows: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Show each span between the words to its left and right, within its sentence.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame
        With document, start, end.
    width : int
        The most characters to each side; a word that does not fit whole is left out.

    Returns
    -------
    DataFrame
        document, start, end, left, form, right, reference: one row a span.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose d'agir."})
    >>> keyword_in_context(corpus, corpus.tokens.query("form == 'propose'"))[["left", "form", "right"]].values
    array([['Moscou ', 'propose', " d'agir."]], dtype=object)
    """
    located = locate(corpus, rows[SPAN])
    bounds = located[["document", "sentence"]].merge(
        corpus.sentences, on=["document", "sentence"], how="left"
    )
    lines = []
    for row, first, last in zip(located.itertuples(), bounds["start"], bounds["end"], strict=True):
        text = corpus.text(row.document)
        left, right = text[first : row.start], text[row.end : last]
        if len(left) > width:  # whole words only
            left = left[len(left) - width :].partition(" ")[2]
        if len(right) > width:
            right = right[:width].rpartition(" ")[0]
        lines.append((left, text[row.start : row.end], right))
    context = pd.DataFrame(lines, columns=["left", "form", "right"], index=located.index)
    return pd.concat([located[SPAN], context, located["reference"]], axis=1)
