"""The race of the word statistics: each table of `analysis.terms`, against NLTK over Python lists.

    python benchmarks/words.py [FOLDER] [--words 10] [--runs 3]

FOLDER holds texts (``*.txt``); their words are repeated, as further documents, until there are so many
millions. Without it a corpus is made of the sentences of ``seeds/``, shuffled. The rival makes the same
table with NLTK over Python lists, the making of which is not counted: words, or sequences inside sentences,
with counts, rates and documents; or pairs with their G2. Where NLTK has no such table, only our time is
given. Tables are timed from the table of tokens, in seconds of one core; what permutes documents or draws
sentences anew is left out.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
from common import corpus_of, seconds, sentences_of
from nltk import FreqDist
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.util import ngrams as nltk_ngrams

from analysis import Corpus, terms

T = TypeVar("T")
LIMIT = 5.0


def corpus_to_count(folder: Path | None) -> Corpus:
    if folder:
        return corpus_of(folder)
    sentences = sentences_of(corpus_of(None))
    chance = random.Random(1)
    return Corpus.from_texts({f"d{n}": " ".join(chance.choices(sentences, k=500)) for n in range(20)})


def tiled(tokens: pd.DataFrame, size: int) -> pd.DataFrame:
    """Repeat a table of tokens, each time as new documents, up to so many words."""
    times = -(-size // len(tokens))
    ids = tokens["document"].cat.categories
    names = [f"{name}-{n}" for n in range(times) for name in ids]
    codes = tokens["document"].cat.codes.to_numpy().astype(np.int32)
    columns = {
        "document": pd.Categorical.from_codes(
            np.concatenate([codes + n * len(ids) for n in range(times)])[:size], categories=names
        )
    }
    for name in tokens.columns[1:]:
        column = tokens[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            repeated = np.tile(column.cat.codes.to_numpy(), times)[:size]
            columns[name] = pd.Categorical.from_codes(repeated, categories=column.cat.categories)
        else:
            columns[name] = np.tile(column.to_numpy(), times)[:size]
    table = pd.DataFrame(columns)
    half = np.arange(len(names)) % 2
    table["half"] = pd.Categorical.from_codes(half[table["document"].cat.codes], categories=["even", "odd"])
    return table


def nested(tokens: pd.DataFrame, column: str) -> list[list[list[str]]]:
    """Give the words as Python lists: documents of sentences of words."""
    words = tokens[column].astype(object).tolist()
    keys = zip(tokens["document"].cat.codes.tolist(), tokens["sentence"].tolist(), strict=True)
    documents: list[list[list[str]]] = []
    before = (-1, -1)
    for key, word in zip(keys, words, strict=True):
        if key[0] != before[0]:
            documents.append([])
        if key != before:
            documents[-1].append([])
        documents[-1][-1].append(word)
        before = key
    return documents


def flat(lists: Iterable[list[T]]) -> list[T]:
    return list(itertools.chain.from_iterable(lists))


def sequences(sentences: list[list[str]], n: int) -> Iterator[tuple[str, ...]]:
    return itertools.chain.from_iterable(nltk_ngrams(sentence, n) for sentence in sentences)


def nltk_table(documents: Iterable[Iterable[Hashable]]) -> list[tuple[object, int, float, int]]:
    """Make the table of `terms.frequencies`: each word with its count, its rate and its documents."""
    counts, standing = FreqDist(), FreqDist()
    for words in documents:
        own = FreqDist(words)
        counts.update(own)
        standing.update(own.keys())
    total = counts.N()
    return [(word, n, 1000 * n / total, standing[word]) for word, n in counts.most_common()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--words", type=float, default=10, help="in millions")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    tokens = tiled(corpus_to_count(chosen.folder).tokens, int(chosen.words * 1e6))
    node = terms.frequencies(tokens)["lemma"].iloc[0]
    own: dict[str, Callable[[], object]] = {
        "frequencies of lemmas": lambda: terms.frequencies(tokens, stop_words=True),
        "frequencies of forms": lambda: terms.frequencies(tokens, of="form", stop_words=True),
        "frequencies by group": lambda: terms.frequencies(tokens, by="half", stop_words=True),
        "sequences of 2": lambda: terms.frequencies(
            terms.ngrams(tokens, stop_words=True), of="ngram", totals=tokens
        ),
        "sequences of 3": lambda: terms.frequencies(
            terms.ngrams(tokens, n=3, stop_words=True), of="ngram", totals=tokens
        ),
        "dispersion": lambda: terms.dispersion(tokens),
        "keyness": lambda: terms.keyness(tokens, target={"half": "odd"}, splits=0),
        "specificity": lambda: terms.specificity(tokens, by="half"),
        "word shift": lambda: terms.word_shift(tokens, target={"half": "odd"}),
        "tf-idf": lambda: terms.tf_idf(tokens),
        "richness": lambda: terms.richness(tokens),
        "collocates of a word": lambda: terms.collocations(tokens, node),
        "pairs in windows of 5": lambda: terms.collocations(tokens, window=5),
        "pairs in sentences": lambda: terms.collocations(tokens, within="sentence"),
        "progression": lambda: terms.progression(tokens[tokens["lemma"] == node], tokens),
    }
    times = {name: seconds(run, chosen.runs) for name, run in own.items()}
    lemmas, forms = (nested(tokens, name) for name in ("lemma", "form"))

    def associations() -> object:
        finder = BigramCollocationFinder.from_words(flat(map(flat, lemmas)), window_size=6)
        finder.apply_freq_filter(2)
        return finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)

    rivals: dict[str, Callable[[], object]] = {
        "frequencies of lemmas": lambda: nltk_table(map(flat, lemmas)),
        "frequencies of forms": lambda: nltk_table(map(flat, forms)),
        "frequencies by group": lambda: [nltk_table(map(flat, lemmas[half::2])) for half in (0, 1)],
        "sequences of 2": lambda: nltk_table(sequences(some, 2) for some in lemmas),
        "sequences of 3": lambda: nltk_table(sequences(some, 3) for some in lemmas),
        "pairs in windows of 5": associations,
    }
    print(
        f"{len(tokens):,} words in {tokens['document'].nunique()} documents, median of {chosen.runs} runs\n"
    )
    print(f"{'':26}{'seconds':>9}{'NLTK':>9}{'times':>8}")
    for name, own_time in times.items():
        line = f"{name:26}{own_time:9.2f}"
        if name in rivals:
            theirs = seconds(rivals[name], 1)
            line += f"{theirs:9.2f}{theirs / own_time:8.1f}"
        print(line + (f"   above {LIMIT:g} s" if own_time > LIMIT else ""), flush=True)


if __name__ == "__main__":
    main()
