"""The race of the text layer: tokens, and a term-document table, against what a user would pick instead.

    python benchmarks/text_layer.py [FOLDER] [--megabytes 50] [--runs 3]

FOLDER holds texts (``*.txt``), repeated until they are long enough. Without it a corpus is made of the
sentences of ``seeds/``, shuffled. Times are of the processor; run it on one core (``taskset -c 0``) of a
quiet machine. Rivals: ``pip install scikit-learn spacy``; one that is not installed is left out. With both,
the table is written to text_layer.csv, which the chapter *Method and limits* shows.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
from common import corpus_of, seconds, sentences_of

from analysis import Corpus, french, terms
from analysis.files import write_whole

ONLY_MEMORY = "--only-memory"
COUNT_VECTORIZER = "scikit-learn CountVectorizer"
SPACY = "spaCy blank('fr'), a part"


def texts_of(folder: Path | None, size: int) -> dict[str, str]:
    if folder:
        some = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    else:
        sentences = sentences_of(corpus_of(None))
        chance = random.Random(1)
        lines = (" ".join(chance.choices(sentences, k=4)) for _ in range(2000))
        some = ["\n".join(lines)]
    found: dict[str, str] = {}
    length = 0
    while length < size:
        for text in some:
            found[f"d{len(found)}"] = text
            length += len(text.encode())
            if length >= size:
                break
    return found


def forget() -> None:
    """Forget what the rules said of each word: every run begins as the first."""
    for rule in (french.lemma, french.cuts, french.is_stop_word):
        rule.cache_clear()


def tokens(texts: dict[str, str]) -> object:
    forget()
    return Corpus.from_texts(texts).tokens


def tokens_again(texts: dict[str, str]) -> object:
    return Corpus.from_texts(texts).tokens


def term_document(texts: dict[str, str]) -> object:
    forget()
    table = Corpus.from_texts(texts).tokens
    return terms.frequencies(table, by="document", stop_words=True)


def count_vectorizer(texts: dict[str, str]) -> object:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts.values())


def spacy_blank(texts: dict[str, str]) -> object:
    import spacy

    nlp = spacy.blank("fr")
    nlp.max_length = 10**9
    return [len(nlp(text)) for text in texts.values()]


def bytes_of(texts: dict[str, str]) -> int:
    return sum(len(text.encode()) for text in texts.values())


def memory(folder: Path | None, size: int) -> None:
    """Print how many bytes a token took at the most beside the texts (in a process of its own)."""
    texts = texts_of(folder, size)
    tokens(texts_of(folder, int(3e6)))  # the loops are compiled, the dictionary of lemmas is loaded
    tracemalloc.start()  # numpy tells it what it takes, also inside the loops
    table = Corpus.from_texts(texts).tokens
    most = tracemalloc.get_traced_memory()[1]
    print(f"{table.memory_usage().sum() / len(table):.1f} {most / len(table):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(ONLY_MEMORY, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    size = int(chosen.megabytes * 1e6)
    if chosen.only_memory:
        memory(chosen.folder, size)
        return
    texts = texts_of(chosen.folder, size)
    small = texts_of(chosen.folder, size // 10)
    n_bytes, n_small = bytes_of(texts), bytes_of(small)
    tokens(texts_of(chosen.folder, int(3e6)))  # the loops are compiled, the dictionary of lemmas is loaded
    runs: dict[str, Callable[[dict[str, str]], object]] = {
        "tokens table": tokens,
        "tokens table, words met before": tokens_again,
        "term-document table": term_document,
    }
    if importlib.util.find_spec("sklearn"):
        runs[COUNT_VECTORIZER] = count_vectorizer
    else:
        print("scikit-learn is not installed: left out")
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(chosen.runs):  # by turns, so that a busy moment of the machine meets all
        for name, run in runs.items():
            times[name].append(seconds(partial(run, texts)))
    median = {name: statistics.median(some) for name, some in times.items()}
    speed = {name: n_bytes / 1e6 / value for name, value in median.items()}
    if importlib.util.find_spec("spacy"):
        part = {name: text[:100_000] for name, text in list(texts.items())[:10]}
        speed[SPACY] = bytes_of(part) / 1e6 / seconds(partial(spacy_blank, part))
    else:
        print("spaCy is not installed: left out")
    print(f"{n_bytes / 1e6:.1f} MB in {len(texts)} documents, median of {chosen.runs} runs by turns\n")
    table = pd.DataFrame({"way": list(speed), "megabytes_per_second": list(speed.values())})
    table["times_count_vectorizer"] = table["megabytes_per_second"] / speed.get(
        COUNT_VECTORIZER, float("nan")
    )
    print(table.round(2).to_string(index=False))
    if {COUNT_VECTORIZER, SPACY} <= set(speed):
        write_whole(
            Path(__file__).with_suffix(".csv"), table.round(2).to_csv(index=False, lineterminator="\n")
        )
    if SPACY in speed:
        print(f"\ntokens table x spaCy: {speed['tokens table'] / speed[SPACY]:.0f}")
    linear = seconds(partial(tokens, small), chosen.runs)
    print(
        f"{n_bytes / n_small:.1f} times the text takes {median['tokens table'] / linear:.1f} times the time"
    )
    arguments = [sys.executable, __file__, *([str(chosen.folder)] if chosen.folder else [])]
    arguments += ["--megabytes", str(chosen.megabytes), ONLY_MEMORY]
    held, most = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.split()
    print(f"bytes a token: {held} held by the table, {most} at the most while it is made")


if __name__ == "__main__":
    main()
