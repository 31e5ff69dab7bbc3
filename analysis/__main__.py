"""The command line: ``python -m analysis`` with a command and a file or folder."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from analysis import actors, candidates, evidence, proposals, terms
from analysis.check import check
from analysis.corpus import Corpus, read_corpus
from analysis.corpus.catalogue import NAME, find_folder, read_document
from analysis.tables import InputError, write_csv

ANNOTATIONS = "jsonld"
ENDINGS = (ANNOTATIONS, *actors.FORMATS)


def _actor_table(corpus: Corpus) -> pd.DataFrame:
    counts = evidence.counts(corpus, actors.find(corpus), "actor", "kind")
    return counts[counts["n"] > 0].sort_values(["n", "actor", "kind"], ascending=[False, True, True])


TABLES: dict[str, tuple[Callable[[Corpus], pd.DataFrame], str]] = {
    "terms": (lambda corpus: evidence.link(corpus, terms.frequencies(corpus.tokens)), "count the lemmas"),
    "actors": (_actor_table, "count the mentions of each actor, by kind"),
    "proposals": (lambda corpus: proposals.coded(corpus, restatements=True), "list the coded proposals"),
}


def find_candidates(file: Path, output: Path | None) -> str:
    """Find candidates in a text, and give them as rows of codings, or what they change in ``output``.

    The text of a corpus, beside its catalogue, keeps its document's id; any other has its file's name.
    """
    corpus = _corpus_of(file)
    found = candidates.find(corpus)
    if found.empty:
        print(f"note: no candidate was found in {file}", file=sys.stderr)
    if output is None:
        return str(candidates.to_codings(corpus, found).to_csv(index=False, lineterminator="\n"))
    change = candidates.add_to_file(corpus, found, output)
    return change or f"nothing to add: {output} covers all {len(found)} candidates\n"


def _corpus_of(file: Path) -> Corpus:
    if (file.parent / NAME).is_file():
        corpus = read_corpus(file.parent)
        listed = corpus.documents[corpus.documents["file"] == file.name]
        if len(listed):
            return Corpus(listed, folder=file.parent)
    slug = re.sub(r"[^A-Za-z0-9]+", "-", unicodedata.normalize("NFKD", file.stem)).strip("-")
    return Corpus.from_texts({slug if slug[:1].isalpha() else f"text-{slug}".strip("-"): read_document(file)})


def compare_coders(file: Path, folder: Path | None) -> str:
    """Say how far a second coder's file agrees with the corpus's own codings, and where it does not."""
    corpus = read_corpus(folder or find_folder())
    first = proposals.coded(corpus, restatements=True)
    second = proposals.coded(corpus, file, restatements=True, second_coder=True)
    scores = proposals.agreement(corpus, first, second).round(3)
    settle = proposals.disagreements(first, second)
    return (
        f"{scores.to_string(index=False)}\n\n"
        "unitising: of the sentences of the body; headings are not coded and not judged\n"
        "other layers: of the passages that both found\n\n"
        f"to settle: {len(settle)}\n"
        f"{settle.to_csv(index=False, lineterminator=chr(10))}"
    )


def export(corpus: Corpus, path: Path) -> list[Path]:
    """Write the coded proposals as Web Annotations (.jsonld), or the network of actors (other endings).

    Raises
    ------
    InputError
        If the file's ending is none of these, or no two actors are named together.
    """
    ending = path.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise InputError([f"{path}: unknown ending; expected one of .{', .'.join(ENDINGS)}"])
    if ending == ANNOTATIONS:
        page = proposals.to_annotations(corpus, proposals.coded(corpus, restatements=True))
        path.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return [path]
    lexicon = actors.read_lexicon()
    mentions = actors.find(corpus, lexicon)
    pairs = actors.co_mentions(mentions, units=actors.count_units(corpus))
    return actors.write_network(actors.network(pairs, mentions, lexicon.actors), path)


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    whole = argparse.ArgumentParser(
        prog="python -m analysis", description="Corpus analysis with its evidence."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    files = {
        "candidates": ("find candidates for proposals in a text, as rows to confirm or delete", "a text"),
        "agreement": ("compare a second coder's file of proposals with the corpus's own", "the codings"),
        "export": (
            "write the proposals as Web Annotations, or the network of actors",
            f"ends with .{', .'.join(ENDINGS)}",
        ),
    }
    helps = {"check": "check a corpus, its codings and the lexicons"}
    helps |= {name: text for name, (_, text) in TABLES.items()}
    helps |= {name: text for name, (text, _) in files.items()}
    for name, text in helps.items():
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        if name in files:
            command.add_argument("file", type=Path, help=files[name][1])
        if name == "candidates":
            command.add_argument("--output", type=Path, help="a file of codings to add them to")
        else:
            command.add_argument(
                "folder",
                nargs="?",
                type=Path,
                help="holds catalogue.csv; without it, the nearest one upwards",
            )
    return whole


def run(chosen: argparse.Namespace) -> int:
    """Do what a command asks; give the exit code."""
    if chosen.command == "check":
        return _print_check(chosen.folder or find_folder())
    if chosen.command == "candidates":
        sys.stdout.write(find_candidates(chosen.file, chosen.output))
    elif chosen.command == "agreement":
        sys.stdout.write(compare_coders(chosen.file, chosen.folder))
    elif chosen.command == "export":
        for path in export(read_corpus(chosen.folder or find_folder()), chosen.file):
            print(path)
    else:
        write_csv(TABLES[chosen.command][0](read_corpus(chosen.folder or find_folder())), sys.stdout)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code: 0, or 1 with problems."""
    chosen = parser().parse_args(arguments)
    try:
        code = run(chosen)
        sys.stdout.flush()
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads the table, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else error
        print(f"{what}; mend the name, or make the folder first", file=sys.stderr)
        return 1
    return code


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
