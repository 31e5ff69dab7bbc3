"""From a folder of texts, web pages, PDFs or Word documents to three tables, without a catalogue.

    python examples/own_corpus.py FOLDER

Without a folder, the invented files beside this script are read.
"""

import sys
from pathlib import Path

from analysis import Corpus, actors, candidates, evidence, terms
from analysis.corpus.readers import READERS, read_original
from analysis.tables import as_slug

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "files"
files = sorted(path for path in folder.iterdir() if path.suffix.lower() in READERS)
corpus = Corpus.from_texts({as_slug(path.stem): read_original(path) for path in files})

print("The words that the documents use most")
print(terms.frequencies(corpus.tokens).head(8).to_string(index=False))

print("\nThe actors that they name, by document")
mentions = actors.find(corpus)
counts = evidence.counts(corpus, mentions, "actor", "document")
print(counts.pivot(index="actor", columns="document", values="n").to_string())

print("\nThe sentences in which France is named")
passages = evidence.passages(corpus, mentions[mentions["actor"] == "FRA"])
print(*passages["text"], sep="\n")

print("\nWhat may be proposals")
print(candidates.find(corpus)[["document", "proposer", "quote"]].to_string(index=False))
