"""The race of the mentions: actors found in a corpus, against what a user would pick instead.

    python benchmarks/actors.py [FOLDER] [--megabytes 50] [--runs 3]

FOLDER holds texts (``*.txt``), repeated until they are long enough. Without it a corpus is made of the
sentences of ``seeds/``, shuffled: a text in which one word in twelve names somebody. Run it on one core
(``taskset -c 0``) of a machine that does nothing else. Rivals: ``pip install spacy ahocorasick_rs``; one
that is not installed is left out.

The first three rows are given the tokens. The rivals read the text: spaCy cuts it into words and matches
their small letters, ``ahocorasick_rs`` matches letters, in small letters, and checks the bounds of words.
Neither folds accents, tells a place from a government or resolves a role. ``spaCy, given its Docs`` is the
matching alone. Times are of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from common import aho_corasick, seconds
from text_layer import texts_of

from analysis import Corpus, actors
from analysis.corpus.phrases import match_groups
from analysis.spelling import fold

PART = 200_000  # characters of each of five texts that spaCy gets: the whole would take minutes


def phrase_matcher(texts: dict[str, str], aliases: list[str]) -> tuple[Callable[[], object], ...]:
    """Give what matches a part of the texts, and what matches the same part once it is cut."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("fr")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("actor", list(nlp.pipe(aliases)))
    docs = list(nlp.pipe(texts.values()))
    return lambda: [matcher(doc) for doc in nlp.pipe(texts.values())], lambda: [matcher(doc) for doc in docs]


def novel(characters: int = 80, chapters: int = 350) -> tuple[dict[str, str], str]:
    """Write a novel by chance: its chapters, and a file of its characters."""
    chance = random.Random(1)
    names = [
        f"{first} {last}"
        for first in "Ada Luc Zoé Éli Ivo Noa Rémi Ugo".split()
        for last in "Aubin Brun Caron Duval Estève Faure Garnier Hamon Imbert Joly".split()
    ][:characters]
    filler = "la ville dort et la pluie tombe sur les toits gris de ce quartier sans nom".split()
    texts = {}
    for number in range(chapters):
        cast = chance.sample(names, 8)
        lines = []
        for _ in range(60):
            words = chance.choices(filler, k=14)
            words[3], words[9] = chance.choice(cast), chance.choice(cast)
            lines.append(" ".join(words).capitalize() + ".")
        texts[f"chapter-{number}"] = " ".join(lines)
    rows = [f"{name},{fold(name).replace(' ', '-')}" for name in names]
    return texts, "alias,actor\n" + "\n".join(rows) + "\n"


def network_of_a_novel() -> None:
    texts, file = novel()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "characters.csv"
        path.write_text(file, encoding="utf-8")
        start = time.process_time()
        lexicon = actors.read_lexicon(path)
        mentions = actors.find(Corpus.from_texts(texts), lexicon)
        pairs = actors.co_mentions(mentions, within="document")
        graph = actors.network(pairs, mentions, lexicon.actors)
        took = time.process_time() - start
    size = sum(len(text.encode()) for text in texts.values())
    print(
        f"\na novel of {len(texts)} chapters, {size / 1e6:.1f} MB: {len(mentions)} mentions of {len(graph)} "
        f"characters, {graph.number_of_edges()} links, from the texts to the layout in {took:.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=50)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    texts = texts_of(chosen.folder, int(chosen.megabytes * 1e6))
    size = sum(len(text.encode()) for text in texts.values()) / 1e6
    lexicon = actors.read_lexicon()
    aliases = lexicon.aliases["alias"].drop_duplicates().tolist()
    exact = lexicon.aliases.loc[lexicon.aliases["case"] == "true", "alias"].tolist()
    _ = Corpus.from_texts(texts_of(chosen.folder, 3_000_000)).tokens  # where there are loops, compile them
    corpus = Corpus.from_texts(texts)
    start = time.process_time()
    tokens = corpus.tokens
    cut = time.process_time() - start
    mentions = actors.find(corpus, lexicon)
    print(f"{size:.1f} MB, {len(tokens)} words, {len(aliases)} aliases, {len(mentions)} mentions\n")
    whole = seconds(lambda: actors.find(corpus, lexicon), chosen.runs)
    speed = {
        "aliases found, given the tokens": size
        / seconds(lambda: match_groups(corpus.words, [(aliases, exact)]), chosen.runs),
        "mentions by the lexicon, given the tokens": size
        / seconds(lambda: actors.find(corpus, lexicon, context=False), chosen.runs),
        "mentions, roles resolved, given the tokens": size / whole,
        "mentions, roles resolved, from the text": size / (cut + whole),
    }
    if importlib.util.find_spec("ahocorasick_rs"):
        speed["ahocorasick_rs, from the text"] = size / seconds(aho_corasick(texts, aliases), chosen.runs)
    else:
        print("ahocorasick_rs is not installed: left out")
    if importlib.util.find_spec("spacy"):
        part = {name: text[:PART] for name, text in list(texts.items())[:5]}
        part_size = sum(len(text.encode()) for text in part.values()) / 1e6
        from_text, from_docs = phrase_matcher(part, aliases)
        speed["spaCy PhraseMatcher, from the text"] = part_size / seconds(from_text, 1)
        speed["spaCy PhraseMatcher, given its Docs"] = part_size / seconds(from_docs, 1)
    else:
        print("spaCy is not installed: left out")
    spacy = speed.get("spaCy PhraseMatcher, from the text")
    print(f"{'':44}{'MB/s':>9}{'x spaCy':>10}")
    for name, value in speed.items():
        print(f"{name:44}{value:9.2f}" + (f"{value / spacy:10.0f}" if spacy else ""))
    network_of_a_novel()


if __name__ == "__main__":
    main()
