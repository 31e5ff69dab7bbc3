"""How exact are words, sentences and lemmas? Scored against treebanks, beside ready-made ways.

    python benchmarks/treebanks.py fr_gsd-ud-dev.conllu fr_sequoia-ud-dev.conllu

takes files in CoNLL-U (Universal Dependencies), and writes benchmarks/treebanks.csv. A word counts
where it has a letter or a digit; a contraction (*du*, *aux*) is one word; sentences are joined by one
space, without paragraphs; a sentence's end is compared at its last word; lemmas are compared, without
case, on nouns, names, verbs, adjectives and adverbs whose span is right: treebanks disagree on the rest
(*il* is *il* or *lui*).
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import simplemma

import analysis
from analysis.files import write_whole

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")
Span = tuple[int, int]
Cut = tuple[dict[Span, str], list[Span]]  # words with their lemmas, and sentences


@dataclass
class Treebank:
    text: str
    words: dict[Span, str | None]
    sentences: list[Span]


def read_treebank(path: Path) -> Treebank:
    text, words, sentences = "", {}, []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        sentence = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if sentence is None:
            continue
        base = len(text) + bool(text)
        text += " " * bool(text) + sentence[1]
        sentences.append((base, len(text)))
        at = base
        for form, lemma in surface_words(block):
            at = text.index(form, at)
            if re.search(r"\w", form):
                words[at, at + len(form)] = lemma
            at += len(form)
    return Treebank(text, words, sentences)


def surface_words(block: str) -> Iterator[tuple[str, str | None]]:
    """Give each word as it is written, and its lemma; none for a function word or a contraction."""
    inside_until = 0
    for line in block.split("\n"):
        number, _, rest = line.partition("\t")
        if line.startswith("#") or "." in number:
            continue
        form, lemma, part_of_speech = rest.split("\t")[:3]
        if "-" in number:
            inside_until = int(number.partition("-")[2])
            yield form, None
        elif int(number) > inside_until:
            yield form, lemma if part_of_speech in CONTENT else None


def ours(text: str) -> Cut:
    corpus = analysis.Corpus.from_texts({"treebank": text})
    tokens = corpus.tokens
    words = dict(zip(zip(tokens["start"], tokens["end"], strict=True), tokens["lemma"], strict=True))
    return words, list(zip(corpus.sentences["start"], corpus.sentences["end"], strict=True))


def one_expression(text: str) -> Cut:
    """One plain regular expression for words, one for sentences, lemmas by simplemma."""
    found = re.finditer(r"(?:[ldjmtscnLDJMTSCN]|[Qq]u)['’]|[\w.]*\w(?:-\w+)*", text)
    words = {match.span(): simplemma.lemmatize(match[0], lang="fr") for match in found}
    bounds = [match.end() for match in re.finditer(r"[.!?…]+(?=\s+[\W_]*[A-ZÀ-Ý])", text)]
    return words, list(zip([0, *bounds], [*bounds, len(text)], strict=True))


def spacy_blank(text: str) -> Cut:
    """spaCy without a model, its sentencizer, lemmas by simplemma."""
    import spacy

    pipeline = spacy.blank("fr")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = len(text) + 1
    document = pipeline(text)
    words = {
        (token.idx, token.idx + len(token)): simplemma.lemmatize(token.text, lang="fr")
        for token in document
        if re.search(r"\w", token.text)
    }
    return words, [(sentence.start_char, sentence.end_char) for sentence in document.sents]


def f1(found: set[object], expected: set[object]) -> float:
    return 2 * len(found & expected) / (len(found) + len(expected))


def score(treebank: Treebank, cut: Cut) -> dict[str, float]:
    words, sentences = cut
    ends = sorted(end for _, end in treebank.words)

    def last_words(spans: list[Span]) -> set[object]:
        return {bisect_right(ends, end) for _, end in spans}

    shared = [(words[span], lemma) for span, lemma in treebank.words.items() if lemma and span in words]
    return {
        "words": f1(set(words), set(treebank.words)),
        "sentences": f1(last_words(sentences), last_words(treebank.sentences)),
        "lemmas": sum(given.lower() == lemma.lower() for given, lemma in shared) / len(shared),
    }


WAYS: dict[str, Callable[[str], Cut]] = {
    "analysis": ours,
    "spaCy blank, simplemma": spacy_blank,
    "one regular expression, simplemma": one_expression,
}


def main(paths: list[Path]) -> None:
    rows = []
    for path in paths:
        treebank = read_treebank(path)
        for name, way in WAYS.items():
            try:
                cut = way(treebank.text)
            except ImportError as missing:
                print(f"{name} is left out: {missing}")
                continue
            rows.append({"treebank": path.stem, "way": name, **score(treebank, cut)})
    table = pd.DataFrame(rows).round(4)
    write_whole(Path(__file__).with_suffix(".csv"), table.to_csv(index=False, lineterminator="\n"))
    print(table.to_string(index=False))


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:]]
    if not files:
        sys.exit(__doc__)
    if missing := [str(path) for path in files if not path.is_file()]:
        sys.exit(f"{', '.join(missing)}: no file; give treebanks in CoNLL-U")
    main(files)
