"""The race of the text layer, against what a user would pick instead: tokens, counts by document, actors.

    python benchmarks/text_layer.py [FOLDER] [--megabytes 20] [--runs 3]

FOLDER holds texts (``*.txt``), repeated until they are long enough; without it a corpus is made of the
sentences of ``seeds/``, shuffled. The same text is cut into documents of 1,000, 3,000 and 20,000 characters,
left as it is, and cut into web pages of 3,000 characters of which every tenth line is a notice, a caption or
a line to share. Times are of the processor; run it on one core (``taskset -c 0``) of a quiet machine.
Rivals: ``pip install scikit-learn polars spacy ahocorasick_rs``; one that is not installed is left out. With
all of them, the table is written to text_layer.csv, which the chapter *Method and limits* shows.
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
from common import aho_corasick, corpus_of, seconds, sentences_of

from analysis import Corpus, actors, french, terms
from analysis.files import write_whole
from analysis.french import lemmas

ONLY_MEMORY = "--only-memory"
COUNT_VECTORIZER = "scikit-learn CountVectorizer"
POLARS, STRINGS = "polars extract_all", "pandas str.findall"
SPACY = "spaCy blank('fr'), a part"
ALIASES = "ahocorasick_rs, aliases alone"
RULES = ("lemma", "_entry", "_accented", "_is_verb")  # that keep what they said of a word
WHOLE = "whole texts"
SIZES = {"1,000 characters": 1_000, "3,000 characters": 3_000, "20,000 characters": 20_000}
PAGES = "web pages of 3,000 characters"
NOTICES = (
    "Nous utilisons des cookies pour mesurer l'audience de ce site et vous proposer des contenus.",
    "Tout accepter",
    "Partager sur Facebook",
    "Photo : une salle de réunion, le 3 mars 2021",
    "Lire aussi : ce que l'on sait de la réunion",
    "Publié le 3 mars 2021 à 10h12",
    "Suivez-nous sur Telegram",
    "Temps de lecture : 4 min",
    "© Agence de presse, tous droits réservés",
    "Abonnez-vous à notre lettre du matin",
)


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


def cut_into(texts: dict[str, str], characters: int, *, notices: bool = False) -> dict[str, str]:
    """Cut texts at the ends of lines into documents of about so many characters."""
    found: dict[str, str] = {}
    some: list[str] = []
    length = 0
    for number, line in enumerate(line for text in texts.values() for line in text.splitlines()):
        some.append(line)
        length += len(line) + 1
        if notices and number % 9 == 8:
            some += ["", NOTICES[number // 9 % len(NOTICES)], ""]
        if length >= characters:
            found[f"d{len(found)}"] = "\n".join(some)
            some, length = [], 0
    return found


def forget() -> None:
    """Forget what the rules said of each word: every run begins as the first."""
    for rule in (french.cuts, *(getattr(lemmas, name) for name in RULES)):
        rule.cache_clear()


def tokens(texts: dict[str, str]) -> object:
    forget()
    return Corpus.from_texts(texts).tokens


def tokens_again(texts: dict[str, str]) -> object:
    return Corpus.from_texts(texts).tokens


def tokens_of_publishers(texts: dict[str, str]) -> object:
    """Cut texts of twenty publishers, whose recurring lines are looked for."""
    forget()
    documents = Corpus.from_texts(texts).documents
    publishers = [f"Publisher {number % 20}" for number in range(len(documents))]
    return Corpus(documents.assign(publisher=publishers)).tokens


def term_document(texts: dict[str, str]) -> object:
    forget()
    table = Corpus.from_texts(texts).tokens
    return terms.frequencies(table, by="document", stop_words=True)


def mentions(texts: dict[str, str]) -> object:
    forget()
    return actors.find(Corpus.from_texts(texts))


def aliases_alone(texts: dict[str, str]) -> object:
    return aho_corasick(texts, actors.read_lexicon().aliases["alias"].tolist())()


def count_vectorizer(texts: dict[str, str]) -> object:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts.values())


def polars_counts(texts: dict[str, str]) -> object:
    import polars

    words = polars.Series(list(texts.values())).str.to_lowercase().str.extract_all(r"[\p{L}\p{N}_]+")
    return words.explode().value_counts()


def pandas_counts(texts: dict[str, str]) -> object:
    return pd.Series(texts).str.findall(r"\w+").explode().value_counts()


def spacy_blank(texts: dict[str, str]) -> object:
    import spacy

    nlp = spacy.blank("fr")
    nlp.max_length = 10**9
    return [len(nlp(text)) for text in texts.values()]


def bytes_of(texts: dict[str, str]) -> int:
    return sum(len(text.encode()) for text in texts.values())


def race(
    texts: dict[str, str], runs: dict[str, Callable[[dict[str, str]], object]], turns: int
) -> pd.DataFrame:
    """Time each way on the same documents, by turns, so that a busy moment of the machine meets all."""
    part = dict(list(texts.items())[: max(len(texts) // 50, 1)])
    part = {name: text[:100_000] for name, text in part.items()}  # spaCy is slow
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, run in runs.items():
            times[name].append(seconds(partial(run, part if name == SPACY else texts)))
    speed = {
        name: bytes_of(part if name == SPACY else texts) / 1e6 / statistics.median(some)
        for name, some in times.items()
    }
    table = pd.DataFrame({"way": list(speed), "megabytes_per_second": list(speed.values())})
    table["times_count_vectorizer"] = table["megabytes_per_second"] / speed.get(
        COUNT_VECTORIZER, float("nan")
    )
    return table


def memory(folder: Path | None, size: int) -> None:
    """Print how many bytes a token takes at the most beside the texts (in a process of its own)."""
    texts = texts_of(folder, size)
    corpora = {name: cut_into(texts, characters) for name, characters in SIZES.items()}
    tokens(corpora["3,000 characters"])  # the loops are compiled, the dictionary of lemmas is loaded
    for name, some in (corpora | {WHOLE: texts}).items():
        tracemalloc.start()  # numpy tells it what it takes, also inside the loops
        table = Corpus.from_texts(some).tokens
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        held = table.memory_usage().sum()
        print(f"{name}: {held / len(table):.1f} bytes a token, {most / len(table):.1f} while it is made")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=20)
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
    mentions(texts_of(chosen.folder, int(3e6)))  # the loops are compiled, the dictionaries are loaded
    runs: dict[str, Callable[[dict[str, str]], object]] = {
        "tokens table": tokens,
        "tokens table, words met before": tokens_again,
        "tokens table, of twenty publishers": tokens_of_publishers,
        "term-document table": term_document,
        "actors, with their roles": mentions,
        STRINGS: pandas_counts,
    }
    rivals = {COUNT_VECTORIZER: ("sklearn", count_vectorizer), POLARS: ("polars", polars_counts)}
    rivals |= {ALIASES: ("ahocorasick_rs", aliases_alone), SPACY: ("spacy", spacy_blank)}
    for name, (module, run) in rivals.items():
        if importlib.util.find_spec(module):
            runs[name] = run
        else:
            print(f"{module} is not installed: left out")
    corpora = {name: cut_into(texts, characters) for name, characters in SIZES.items()}
    corpora |= {PAGES: cut_into(texts, SIZES["3,000 characters"], notices=True), WHOLE: texts}
    table = pd.concat(
        [race(corpus, runs, chosen.runs).assign(documents=name) for name, corpus in corpora.items()]
    )
    print(f"{n_bytes / 1e6:.1f} MB, median of {chosen.runs} runs by turns\n")
    for column in ("megabytes_per_second", "times_count_vectorizer"):
        wide = table.pivot_table(column, "way", "documents", sort=False)
        print(f"{column}\n{wide.round(2).to_string()}\n")
    if set(rivals) <= set(runs):
        write_whole(
            Path(__file__).with_suffix(".csv"), table.round(2).to_csv(index=False, lineterminator="\n")
        )
    few, many = (seconds(partial(tokens, some), chosen.runs) for some in (small, texts))
    print(f"{n_bytes / n_small:.1f} times the text takes {many / few:.1f} times the time")
    arguments = [sys.executable, __file__, *([str(chosen.folder)] if chosen.folder else [])]
    arguments += ["--megabytes", str(chosen.megabytes), ONLY_MEMORY]
    print(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main()
