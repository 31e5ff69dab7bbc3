"""Small tables of words and of mentions, to count in."""

import pandas as pd


def words(**documents):
    """Make a table of words: each document's words, one sentence."""
    rows = [(name, at, word) for name, text in documents.items() for at, word in enumerate(text.split())]
    table = pd.DataFrame(rows, columns=["document", "start", "lemma"])
    return table.assign(end=table["start"] + 1, sentence=0, is_stop=False)


def sentences(*texts):
    rows = [(number, word) for number, text in enumerate(texts) for word in text.split()]
    table = pd.DataFrame(rows, columns=["sentence", "lemma"])
    return table.assign(document="a", start=range(len(table)), end=range(1, len(table) + 1), is_stop=False)


def units_of(*members):
    """Mentions: a sentence for each group of actors."""
    rows = [("d", 10 * n, 10 * n + 1, n, actor, "name") for n, group in enumerate(members) for actor in group]
    return pd.DataFrame(rows, columns=["document", "start", "end", "sentence", "actor", "kind"])
