"""What the races share: the time that a run takes, sentences to run on, and a rival of two races."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from analysis import Corpus, read_corpus


def seconds(run: Callable[[], object], runs: int = 1) -> float:
    """Give the seconds of the processor that a run takes, the median of some."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)


def aho_corasick(texts: dict[str, str], aliases: list[str]) -> Callable[[], object]:
    """Give what finds aliases in texts, in small letters, between the bounds of words."""
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(
        sorted({alias.lower() for alias in aliases}), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )

    def run() -> list[tuple[int, int, int]]:
        found = []
        for text in texts.values():
            small = text.lower()
            found += [
                (number, start, end)
                for number, start, end in automaton.find_matches_as_indexes(small)
                if not (start and small[start - 1].isalnum()) and not small[end : end + 1].isalnum()
            ]
        return found

    return run


def corpus_of(folder: Path | None) -> Corpus:
    """Read a folder of texts; without one, the five texts of the book."""
    if not folder:
        return read_corpus(Path(__file__).parents[1] / "seeds")
    paths = sorted(folder.glob("*.txt"))
    return Corpus.from_texts({f"d{n}": path.read_text(encoding="utf-8") for n, path in enumerate(paths)})


def sentences_of(corpus: Corpus) -> list[str]:
    """Give the sentences of a corpus."""
    return [corpus.text(row.document)[row.start : row.end] for row in corpus.sentences.itertuples()]
