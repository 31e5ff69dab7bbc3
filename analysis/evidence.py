"""From the spans of any table to the passages that they stand on.

A passage is a sentence that some number rests on. Its id is made from the document's id and the
sentence's own words, so it stays when documents are added. A reference, ``<passage>:<start>-<end>``,
names words inside a passage, in code points from the sentence's start; the evidence of a number is
a string of references, one space between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.corpus import Corpus
from analysis.tables import COUNTED, TEXT, Counted, InputError, remember

SPAN = ["document", "start", "end"]


def sentence_ids(corpus: Corpus) -> pd.DataFrame:
    """Give the sentences of a corpus with their ``text`` and the id of their ``passage``.

    Examples
    --------
    >>> sentence_ids(Corpus.from_texts({"a": "Oui. Oui."}))["passage"].tolist()
    ['a-c26a6cb5', 'a-c26a6cb5-2']
    """
    texts = [corpus.text(row.document)[row.start : row.end] for row in corpus.sentences.itertuples()]
    return corpus.sentences.assign(text=pd.array(texts, TEXT), passage=corpus.passage_ids)


def locate(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Find the sentence of each span.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame with document, start, end

    Returns
    -------
    DataFrame
        The rows with ``sentence`` (its number in the document), ``passage`` (its id) and ``reference``.

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
    return _located(corpus, rows).drop(columns=["from_", "to"])


def in_one_sentence(corpus: Corpus, rows: pd.DataFrame) -> pd.Series:
    """Tell of each span whether it lies in one sentence of counted text.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> in_one_sentence(corpus, pd.DataFrame({"document": "a", "start": [0, 0], "end": [3, 8]})).tolist()
    [True, False]
    """
    return _with_sentences(corpus, rows)["inside_"].rename(None)


def _located(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Do the work of `locate`, and keep where each sentence begins and ends, as ``from_`` and ``to``."""
    found = _with_sentences(corpus, rows)
    problems = [
        f"{row.document}, {row.start}-{row.end}: the span lies in no one sentence of counted text; "
        "shorten it to one sentence of the body"
        for row in found[~found["inside_"]].itertuples()
    ]
    if problems:
        raise InputError(problems)
    found = found.drop(columns="inside_").astype({"sentence": int, "from_": int, "to": int})
    starts, ends = found["start"] - found["from_"], found["end"] - found["from_"]
    places = zip(found["passage"], starts, ends, strict=True)
    found["reference"] = pd.Series(
        [f"{passage}:{start}-{end}" for passage, start, end in places], found.index, dtype=str
    )
    return found


def _with_sentences(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Set beside each span the sentence that begins last before it, and whether that holds it whole."""
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
    found["inside_"] = found["from_"].notna() & (found["end"] <= found["to"])
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


def sampled(evidence: str, whole: object) -> str:
    """Say of evidence that it is the part in a sample of so many: its last word is ``of:<number>``.

    Where it opens, it says how many there are in all.

    Examples
    --------
    >>> sampled("a-1:0-7", 12), sampled("", 12)
    ('a-1:0-7 of:12', '')
    """
    return f"{evidence} of:{whole}" if evidence else ""


def references(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Give the evidence of a number that counts these rows.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> references(corpus, corpus.tokens)
    'a-c26a6cb5:0-3 a-73013c6f:0-3'
    """
    return join_references(locate(corpus, rows)["reference"])


def counts(
    corpus: Corpus, rows: pd.DataFrame, *by: str, order: Mapping[str, Iterable[object]] | None = None
) -> pd.DataFrame:
    """Count rows by one or more of their columns, zeros included, each count with its evidence.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame with document, start, end and the columns ``by``
    *by : str
        The columns to count by.
    order : mapping of str to iterable, optional
        For a column, the values to list, in their order: rows with others are not counted. Without it, the
        values that occur, in the order in which they do.

    Returns
    -------
    DataFrame
        One row a combination of values, sorted by the orders of the columns: ``by``, ``n``, ``evidence``.

    Raises
    ------
    InputError
        If no column is given, one is unknown, given twice or in no ``by``, a listed value repeats, or a
        span lies in no sentence of counted text.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Oui. Non."})
    >>> rows = corpus.tokens.astype({"form": str})
    >>> counts(corpus, rows, "form", order={"form": ["Non", "Si"]})[["form", "n", "evidence"]].values.tolist()
    [['Non', 1, 'a-73013c6f:0-3'], ['Si', 0, '']]
    """
    return link(corpus, crosstab(rows, *by, order=order))


def crosstab(
    rows: pd.DataFrame, *by: str, order: Mapping[str, Iterable[object]] | None = None
) -> pd.DataFrame:
    """Count rows as `counts` does, without their evidence: that can be asked for later, by `link`."""
    listed = {name: list(values) for name, values in (order or {}).items()}
    unknown = [name for name in by if name not in rows]
    problems = [f"the rows have no column '{name}'; they have {', '.join(rows)}" for name in unknown]
    if not by or len(set(by)) < len(by):
        problems.append(f"counted by {', '.join(by) or 'nothing'}; give one column or more, each once")
    for name, values in listed.items():
        if name not in by:
            problems.append(f"'{name}' is ordered and not counted by; count by it too")
        if len(set(values)) < len(values):
            problems.append(f"the values of '{name}' repeat; each may be listed once")
    if problems:
        raise InputError(problems)
    values = [listed[name] if name in listed else list(rows[name].unique()) for name in by]
    grid = pd.MultiIndex.from_product(values, names=by)
    found = pd.MultiIndex.from_frame(rows[list(by)].astype(object)).value_counts()
    table = found.reindex(grid, fill_value=0).rename("n").reset_index()
    return remember(table, lambda: rows, *by)


def link(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Give each row of a table of counts the evidence that it stands on.

    Parameters
    ----------
    corpus : Corpus
    table : DataFrame
        Counts that remember what they count, as all functions that count give them, or as
        `analysis.tables.remember` makes them.

    Returns
    -------
    DataFrame
        The table with ``evidence``: an empty string where no row stands behind a count. ``attrs["note"]``
        says how often copies are counted, where there are any.

    Raises
    ------
    InputError
        If the table does not remember its rows, has lost a column, or a span lies in no sentence of
        counted text.

    Examples
    --------
    >>> from analysis import terms
    >>> corpus = Corpus.from_texts({"a": "La paix, la guerre."})
    >>> link(corpus, terms.frequencies(corpus.tokens))[["lemma", "n", "evidence"]].values.tolist()
    [['guerre', 1, 'a-05496bba:12-18'], ['paix', 1, 'a-05496bba:3-7']]
    """
    counted = table.attrs.get(COUNTED)
    if not isinstance(counted, Counted):
        raise InputError(
            ["the table does not say which rows it counts; count them with evidence.counts(corpus, rows, …)"]
        )
    keys, rows = list(counted.by), counted.rows()
    for name, given in (("table", table), ("rows", rows)):
        if missing := [key for key in keys if key not in given]:
            raise InputError(
                [f"the {name} has no column '{missing[0]}' to link by; it has {', '.join(given)}"]
            )
    values = rows[keys].astype(object)
    wanted = pd.MultiIndex.from_frame(values).isin(pd.MultiIndex.from_frame(table[keys].astype(object)))
    located = values[wanted].assign(reference=locate(corpus, rows.loc[wanted, SPAN])["reference"])
    found = {key: join_references(part) for key, part in located.groupby(keys)["reference"]}
    evidence = [found.get(key, "") for key in table[keys].itertuples(index=False, name=None)]
    linked = table.assign(evidence=pd.Series(evidence, table.index, dtype=object))
    if corpus.copies_note not in (note := linked.attrs.get("note", "")):
        linked.attrs["note"] = "; ".join(filter(None, [note, corpus.copies_note]))
    return linked


def passages(corpus: Corpus, rows: pd.DataFrame) -> pd.DataFrame:
    """Give the passages that the given spans stand on, in order of date and text.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame with document, start, end

    Returns
    -------
    DataFrame
        One row a passage, index: passage; document, start, end, sentence, text, references (all that
        fall on it, joined), and of the catalogue title, publisher, publisher_type,
        date, url, language.
    """
    found = locate(corpus, rows).groupby("passage")["reference"].agg(join_references).rename("references")
    table = in_text_order(corpus, sentence_ids(corpus).merge(found.reset_index(), on="passage"))
    names = ["title", "publisher", "publisher_type", "date", "url", "language"]
    wanted = corpus.documents.columns.intersection(names)
    return table.merge(corpus.documents[wanted], left_on="document", right_index=True).set_index("passage")


def by_passage(corpus: Corpus, rows: pd.DataFrame, column: str) -> pd.Series:
    """Give each passage the values of a column in the rows that fall on it, each once.

    Returns
    -------
    Series
        Index: the ids of all passages; a list each, in the order of the rows, empty where none falls.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "Moscou propose. Londres refuse."})
    >>> rows = pd.DataFrame({"document": "a", "start": [0, 7], "end": [6, 14], "theme": "pact"})
    >>> by_passage(corpus, rows, "theme").tolist()
    [['pact'], []]
    """
    found = locate(corpus, rows).groupby("passage")[column].agg(lambda some: list(dict.fromkeys(some)))
    return pd.Series({passage: found.get(passage, []) for passage in corpus.passage_ids}, dtype=object)


def keyword_in_context(corpus: Corpus, rows: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Show each span between the words to its left and right, within its sentence.

    Parameters
    ----------
    corpus : Corpus
    rows : DataFrame with document, start, end
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
    located = _located(corpus, rows[SPAN])
    lines = []
    for row in located.itertuples():
        text = corpus.text(row.document)
        left, right = text[row.from_ : row.start], text[row.end : row.to]
        if len(left) > width:  # whole words only
            left = left[len(left) - width :].partition(" ")[2]
        if len(right) > width:
            right = right[:width].rpartition(" ")[0]
        lines.append((left, text[row.start : row.end], right))
    context = pd.DataFrame(lines, columns=["left", "form", "right"], index=located.index)
    return pd.concat([located[SPAN], context, located["reference"]], axis=1)
