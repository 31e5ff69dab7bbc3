"""The race of the search for candidates: sentences a second, against what a user would pick instead.

    python benchmarks/proposals.py [FOLDER] [--sentences 10000] [--runs 3]

FOLDER holds texts (``*.txt``), whose sentences are shuffled and repeated until there are enough; without
it those of ``seeds/``, two thirds of which hold a proposal: the hardest case. Run it on one core
(``taskset -c 0``) of a machine that does nothing else. Timed are the whole way from the raw texts, and the
search once words and actors are known. The rivals only find cues: no actor, no theme, no span.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
from collections.abc import Callable
from pathlib import Path

from common import corpus_of, seconds, sentences_of

from analysis import Corpus, actors, candidates
from analysis.candidates.cue_search import find_cues


def in_fifties(sentences: list[str]) -> Corpus:
    return Corpus.from_texts(
        {f"d{n}": "\n".join(sentences[n : n + 50]) for n in range(0, len(sentences), 50)}
    )


def plain_scan(sentences: list[str]) -> int:
    """Look for the first word of every cue with one regular expression."""
    stems = {cue.split()[0][:6] for cue in candidates.read_cues().cues["cue"]}
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, stems))) + r")\w*", re.IGNORECASE)
    return sum(len(pattern.findall(sentence)) for sentence in sentences)


def spacy_matcher(sentences: list[str]) -> int:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("fr")
    matcher = Matcher(nlp.vocab)
    for cue in candidates.read_cues().cues["cue"]:
        matcher.add(cue, [[{"LOWER": word} for word in cue.split()]])
    return sum(len(matcher(doc)) for doc in nlp.pipe(sentences))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    some = sentences_of(corpus_of(chosen.folder))
    sentences = random.Random(1).choices(some, k=chosen.sentences)
    ready = in_fifties(sentences)
    lexicon, mentions = actors.read_lexicon(), actors.find(ready)
    candidates.find(in_fifties(sentences[:50]))
    runs: dict[str, Callable[[], object]] = {
        "candidates, from the raw texts": lambda: candidates.find(in_fifties(sentences)),
        "candidates, words known": lambda: candidates.find(ready),
        "candidates, words and actors known": lambda: candidates.find(
            ready, lexicon=lexicon, mentions=mentions
        ),
        "cues alone, words known": lambda: find_cues(ready.words, candidates.read_cues().cues),
        "a plain regular expression": lambda: plain_scan(sentences),
    }
    if importlib.util.find_spec("spacy"):
        runs["spaCy blank('fr') and Matcher"] = lambda: spacy_matcher(sentences)
    else:
        print("spaCy is not installed: left out")
    words = len(ready.tokens) / len(ready.sentences)
    print(
        f"{len(ready.sentences)} sentences of {words:.0f} words on average, CPU time, median of {chosen.runs}"
    )
    for name, run in runs.items():
        print(f"{name:38}{len(sentences) / seconds(run, chosen.runs):12,.0f} sentences a second")


if __name__ == "__main__":
    main()
