"""The command line: ``python -m analysis check``, ``terms``, ``actors``, ``proposals``, ``export``."""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pandas as pd

from analysis import actors, cleaning, evidence, lists, proposals, terms
from analysis.catalogue import NAME, find_folder, load_catalogue
from analysis.corpus import Corpus, read_corpus
from analysis.tables import InputError

T = TypeVar("T")
LEAST_BODY = 0.4
_UNSEEN = re.compile("[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")


def check(folder: Path) -> tuple[list[str], list[str]]:
    """Check a corpus, its codings and the lexicons, and write nothing.

    Parameters
    ----------
    folder : Path
        Holds ``catalogue.csv``, the texts, and perhaps ``proposals.csv`` and ``events.csv``.

    Returns
    -------
    list of str
        What is there, a line each.
    list of str
        Every problem, a sentence each.
    """
    problems: list[str] = []

    def loaded(pair: tuple[T, list[str]]) -> T:
        problems.extend(pair[1])
        return pair[0]

    documents = loaded(load_catalogue(folder))
    lexicon = loaded(actors.load_lexicon())
    codebook = loaded(proposals.load_codebook())
    field_terms = loaded(terms.load_terms())
    loaded(cleaning.load_rules())
    problems += lists.load_lists()
    problems += [
        f"{folder / NAME} ({row.Index}): speaker '{row.speaker}' is not in actors.csv; "
        "add it, or write unknown"
        for row in documents.itertuples()
        if row.speaker and row.speaker != "unknown" and row.speaker not in lexicon.actors.index
    ]
    corpus = Corpus(documents, folder=folder)
    lines = [
        f"documents {len(documents)}, segments {len(corpus.segments)}, sentences {len(corpus.sentences)}, "
        f"words of counted text {len(corpus.tokens)}",
        f"lexicon: actors {len(lexicon.actors)}, aliases {len(lexicon.aliases)}, terms {len(field_terms)}, "
        f"codes {len(codebook)}",
    ]
    lines += notes(corpus)
    for name, load in ((proposals.NAME, proposals.load_coded), (proposals.EVENTS, proposals.load_events)):
        if (folder / name).is_file():
            lines.append(f"{name}: rows found in their documents {len(loaded(load(corpus, None)))}")
    return lines, list(dict.fromkeys(problems))


def notes(corpus: Corpus) -> list[str]:
    r"""Say what a reader of the documents does not see, though it is no error.

    Control characters and marks that turn the reading direction stay as they are: all offsets count
    them. A document of which little counts may be cut wrongly.

    Examples
    --------
    >>> for note in notes(Corpus.from_texts({"a": "Oui.\nMos\u202ecou.", "b": "Publicité\nPublicité\nOui."})):
    ...     print(note)
    note: a, line 2: holds U+202E RIGHT-TO-LEFT OVERRIDE, which is not seen; it is kept
    note: b: only 17 % of its characters count; see what is set aside in Corpus.segments
    """
    lines: dict[tuple[str, str], str] = {}
    for document in corpus.documents.index:
        text = corpus.text(document)
        for match in _UNSEEN.finditer(text):
            name = unicodedata.name(match[0], "a control character")
            line = text.count("\n", 0, match.start()) + 1
            what = f"holds U+{ord(match[0]):04X} {name}, which is not seen; it is kept"
            lines.setdefault((document, match[0]), f"note: {document}, line {line}: {what}")
    sizes = corpus.segments.assign(size=corpus.segments["end"] - corpus.segments["start"])
    shares = (sizes["size"] * sizes["counted"]).groupby(sizes["document"]).sum()
    shares = shares / sizes.groupby("document")["size"].sum()
    return list(lines.values()) + [
        f"note: {document}: only {100 * share:.0f} % of its characters count; "
        "see what is set aside in Corpus.segments"
        for document, share in shares.items()
        if share < LEAST_BODY
    ]


def _term_table(corpus: Corpus) -> pd.DataFrame:
    rows = corpus.tokens.astype({"lemma": str})
    return evidence.link(corpus, terms.frequencies(corpus.tokens), rows, by="lemma")


def _actor_table(corpus: Corpus) -> pd.DataFrame:
    mentions = actors.find(corpus)
    counts = mentions.groupby(["actor", "kind"]).size().rename("n").reset_index()
    counts = counts.sort_values(["n", "actor"], ascending=[False, True], ignore_index=True)
    return evidence.link(corpus, counts, mentions, by=["actor", "kind"])


TABLES: dict[str, tuple[Callable[[Corpus], pd.DataFrame], str]] = {
    "terms": (_term_table, "count the lemmas"),
    "actors": (_actor_table, "count the mentions of each actor, by kind"),
    "proposals": (lambda corpus: proposals.coded(corpus, restatements=True), "list the coded proposals"),
}


def _export(corpus: Corpus, path: Path) -> list[Path]:
    lexicon = actors.read_lexicon()
    mentions = actors.find(corpus, lexicon)
    pairs = actors.co_mentions(mentions, units=actors.count_units(corpus))
    return actors.write_network(actors.network(pairs, mentions, lexicon.actors), path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code: 0, or 1 where the input has problems."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Corpus analysis with its evidence."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    helps = {"check": "check a corpus, its codings and the lexicons", **{k: v[1] for k, v in TABLES.items()}}
    for name, text in helps.items():
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        command.add_argument(
            "folder", nargs="?", type=Path, help="holds catalogue.csv; without it, the nearest one upwards"
        )
    text = "write the network of actors named in one sentence, for Gephi or Cytoscape"
    command = commands.add_parser("export", help=text, description=text.capitalize() + ".")
    command.add_argument("file", type=Path, help="ends with ." + ", .".join(actors.FORMATS))
    command.add_argument("folder", nargs="?", type=Path, help="as for the other commands")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "export":
            for file in _export(read_corpus(chosen.folder), chosen.file):
                print(file)
            return 0
        if chosen.command == "check":
            return _print_check(chosen.folder or find_folder())
        table = TABLES[chosen.command][0](read_corpus(chosen.folder))
        table.to_csv(sys.stdout, index=False, lineterminator="\n")
        sys.stdout.flush()
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads the table, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_check(folder: Path) -> int:
    lines, problems = check(folder)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was written", file=sys.stderr)
        return 1
    print("\n".join([*lines, "no problems"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
