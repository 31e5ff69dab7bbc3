"""English words for what French texts say: what a search for them leads to. Nothing is counted by them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from analysis.corpus import Corpus
from analysis.corpus.catalogue import own_lexicon
from analysis.corpus.phrases import find_phrases, is_phrase
from analysis.tables import one_of, sound, text_column
from analysis.terms.vocabularies import load_extended

NAME = "english.csv"
SCHEMA = pa.DataFrameSchema(
    {
        "english": text_column(),
        "french": text_column(is_phrase, "at least one word", unique=True),
        "kind": one_of("word", "instrument"),
    },
    name="french",
    strict=True,
)


def load_glossary(*, also: Sequence[Path] = ()) -> tuple[pd.DataFrame, list[str]]:
    """Read the English words and their problems: english, french (a phrase), kind.

    ``also``: folders whose english.csv, where there is one, is added; its rows take the place of ours.
    """
    return load_extended(NAME, SCHEMA, also=also)


def read_glossary(corpus: Corpus) -> pd.DataFrame:
    """Read the English words as `load_glossary` does, with the corpus's own.

    Raises
    ------
    InputError
        With every problem of the files.
    """
    return sound(load_glossary(also=own_lexicon(corpus.folder)))


def instruments(corpus: Corpus) -> pd.DataFrame:
    """Find the agreements, decisions and meetings of the glossary, the longest name first.

    Returns
    -------
    DataFrame
        One row a place: document, start, end, sentence, ``name`` (English).

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "La Convention de Budapest ; celles de l'Onu et de Budapest."})
    >>> instruments(corpus)[["start", "name"]].values.tolist()
    [[3, 'Budapest Convention'], [44, 'Budapest Convention']]
    """
    rows = read_glossary(corpus).query("kind == 'instrument'")
    found = find_phrases(corpus.tokens, rows["french"].tolist(), inflected=True)
    names = rows.set_index("french")["english"]
    return found.assign(name=found["phrase"].map(names)).drop(columns="phrase")
