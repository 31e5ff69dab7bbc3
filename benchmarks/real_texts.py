"""Hold the candidates against real texts that were coded by hand, and keep how many a score finds.

    python benchmarks/real_texts.py FOLDER [FOLDER ...]

A folder holds texts, a sentence a line, a blank line between paragraphs; behind ``###`` stands what a
proposal holds, or ``?`` where coders may disagree (left out). Lines that begin with ``# `` say where a text
is from. The texts of others cannot be given away; their counts are written to real_texts.csv, which the
chapter *Method and limits* shows: of texts that were set aside while the rules were mended.
real_first_sight.csv keeps what was found in these and others, by kind, before the rules were mended after
any of them: candidates from a score of .5.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis import Corpus, candidates
from analysis.files import write_whole

LEAST = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
DOUBTFUL, CODED = "?", "###"


def read(path: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """Give a text, and start, end and code of its coded lines."""
    text, codes = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, _, code = (part.strip() for part in line.partition(CODED))
        if line.startswith("# "):
            continue
        if not sentence:
            text = text.rstrip() + "\n\n" * bool(text)
            continue
        is_item = sentence[0] in "•-" or text.rstrip()[-1:] not in '.?!»":”…)'
        text += "" if not text or text.endswith("\n") else "\n" if is_item else " "
        codes += [(len(text), len(text) + len(sentence), code)] * bool(code)
        text += sentence
    return text.rstrip(), codes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    paths = [path for folder in parser.parse_args().folders for path in sorted(folder.glob("*.txt"))]
    texts, codes = zip(*map(read, paths), strict=True)
    corpus = Corpus.from_texts({f"t{number}": text for number, text in enumerate(texts)})
    known = dict(zip(corpus.documents.index, codes, strict=True))
    code = [
        next((code for low, high, code in known[name] if low < end and start < high), "")
        for name, start, end in corpus.sentences[["document", "start", "end"]].itertuples(index=False)
    ]
    sentences = corpus.sentences.assign(code=code).query("code != @DOUBTFUL")
    coded = sentences[sentences["code"] != ""]
    found = candidates.find(corpus, least=min(LEAST)).merge(sentences[["document", "sentence"]])
    table = candidates.by_threshold(found, coded, thresholds=LEAST)
    counts = {"hold a proposal": table["both"], "hold none": table["found"] - table["both"]}
    table = pd.concat([table[["least"]].assign(they=they, n=n) for they, n in counts.items()])
    table = table.sort_values("least", kind="stable", ignore_index=True)
    table.insert(0, "taken", table.pop("least").map("score from {}".format))
    table = table.assign(texts=len(texts), sentences=len(sentences), coded=len(coded))
    write_whole(Path(__file__).with_suffix(".csv"), table.to_csv(index=False, lineterminator="\n"))
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
