"""The command line: ``python -m analysis`` with a command and a file or folder."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import pandas as pd

from analysis import actors, candidates, evidence, proposals, terms
from analysis.check import check
from analysis.corpus import Corpus, read_corpus
from analysis.corpus.catalogue import NAME, find_folder, read_document
from analysis.corpus.corpus import ONCE, PRINTED
from analysis.files import told, write_whole
from analysis.project import adding, naming, reviewing
from analysis.project.apart import Reader
from analysis.project.new import make_project
from analysis.project.report import Report, printable
from analysis.tables import InputError, as_slug, write_csv

ANNOTATIONS = "jsonld"
CAS = "json"
ENDINGS = (ANNOTATIONS, *actors.FORMATS, CAS)
COMMANDS = {
    "new": "make a project of one's own: a folder for documents, chapters, a Makefile",
    "archive": "make such a project of a large archive: its numbers, and a sample of its documents",
    "add": "add texts, web pages, PDFs and Word documents to a corpus",
    "check": "check a corpus, its codings and the lexicons",
    "terms": "count the lemmas",
    "actors": "count the mentions of each actor, by kind",
    "proposals": "list the coded proposals",
    "candidates": "find candidates for proposals in a text, as rows to confirm or delete",
    "review": "decide on the candidates one by one, in a browser on this machine",
    "agreement": "compare a second coder's file of proposals with the corpus's own",
    "import": "read codings of other tools: CSV, Web Annotations, UIMA CAS JSON; as rows of codings",
    "export": "write the proposals as Web Annotations or UIMA CAS JSON, or the network of actors",
}
BEYOND = ("terms", "actors", "candidates")  # what runs on many processes too
FILES = {
    "candidates": "a text",
    "agreement": "the codings",
    "import": "the codings",
    "export": f"ends with .{', .'.join(ENDINGS)}",
}


def check_folder(folder: Path) -> str:
    """Say what a folder holds, or raise an `InputError` with all that is wrong with it."""
    lines, problems = check(folder)
    if problems:
        count = f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was written"
        raise InputError([*problems, count])
    return "\n".join([*lines, "no problems", ""])


def _actor_table(corpus: Corpus) -> pd.DataFrame:
    counts = evidence.counts(corpus, actors.find(corpus), "actor", "kind")
    return counts[counts["n"] > 0].sort_values(["n", "actor", "kind"], ascending=[False, True, True])


def _all_coded(corpus: Corpus) -> pd.DataFrame:
    return proposals.coded(corpus, restatements=True)


TABLES: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "terms": lambda corpus: evidence.link(corpus, terms.frequencies(corpus.tokens)),
    "actors": _actor_table,
    "proposals": _all_coded,
}


def add_files(paths: Sequence[Path], folder: Path, *, agreed: bool) -> int:
    """Read files, say what adding them would bring, and add them once that is agreed to."""
    with Reader() as reader:
        read, problems = adding.read_files(paths, reader)
    additions, there = adding.settle(read, folder)
    for line in there:
        print(printable(line))
    if additions:
        report = Report(additions, folder)
        print(*report.lines(), sep="\n")
        if agreed or _is_agreed(f"Add {len(additions)} to {folder}? [y/N] "):
            added = adding.write(report.additions, folder)
            print(f"added {len(added)} to {folder / NAME}; 'python -m analysis check {folder}' checks it")
        else:
            print("nothing was written")
    elif not problems:
        print("nothing to add")
    if left := adding.left_behind(folder):
        print(f"not listed in {folder / NAME}, perhaps since an earlier run was killed; add them, or move")
        print("them away:", *(printable(path.name) for path in left))
    print(*map(printable, problems), sep="\n", end="\n" * bool(problems), file=sys.stderr)
    return int(bool(problems))


def _is_agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:  # nobody is there to answer
        print("; give --yes to add them without being asked")
        return False


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
    return Corpus.from_texts({as_slug(file.stem): read_document(file)})


def compare_coders(corpus: Corpus, file: Path) -> str:
    """Say how far a second coder's file agrees with the corpus's own codings, and where it does not."""
    first = _all_coded(corpus)
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
    """Write the coded proposals, or the network of actors, as the ending says.

    ``.jsonld``: Web Annotations. ``.json``: UIMA CAS JSON, a file a document. Other endings: the network.
    """
    ending = path.suffix.lstrip(".").lower()
    if ending not in ENDINGS:
        raise InputError([f"{path}: unknown ending; expected one of .{', .'.join(ENDINGS)}"])
    if ending == ANNOTATIONS:
        page = proposals.to_annotations(corpus, _all_coded(corpus))
        write_whole(path, json.dumps(page, ensure_ascii=False, indent=1) + "\n")
        return [path]
    if ending == CAS:
        rows, written = _all_coded(corpus), []
        for document in dict.fromkeys(rows["document"]):
            written.append(path.with_name(f"{path.stem}-{document}{path.suffix}"))
            write_whole(written[-1], proposals.to_cas(corpus, rows, document))
        return written
    lexicon = actors.lexicon_of(corpus)
    mentions = actors.find(corpus, lexicon)
    pairs = actors.co_mentions(mentions, units=actors.count_units(corpus))
    return actors.write_network(actors.network(pairs, mentions, lexicon.actors), path)


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    whole = argparse.ArgumentParser(
        prog="python -m analysis", description="Corpus analysis with its evidence."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    folder = "holds catalogue.csv; without it, the nearest one upwards"
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        if name == "new":
            command.add_argument("folder", type=Path, help="is made; it may be there already if it is empty")
            continue
        if name == "archive":
            _describe_archive(command)
            continue
        if name == "add":
            command.add_argument("files", nargs="+", type=Path, metavar="FILE-OR-FOLDER")
            command.add_argument("--to", dest="folder", type=Path, help=folder)
            command.add_argument("--yes", action="store_true", help="add without asking")
            continue
        if name in TABLES:
            help_text = "count what a document repeats of another as often as printed, or once"
            command.add_argument("--copies", choices=(PRINTED, ONCE), default=PRINTED, help=help_text)
        if name in FILES:
            command.add_argument("file", type=Path, help=FILES[name])
        if name == "actors":
            command.add_argument("--unknown", action="store_true", help="list names that the lexicon lacks")
            command.add_argument("--add", action="store_true", help="and add them to the lexicon of your own")
        if name in BEYOND:
            _describe_workers(command, "read any folder")
            command.add_argument("--results", type=Path, help="where these write; by default beside you")
            command.add_argument(
                "--also",
                nargs="+",
                default=[],
                metavar="TABLE",
                help="what else they write: terms, tokens, mentions, candidates",
            )
        if name == "candidates":
            command.add_argument("--output", type=Path, help="a file of codings to add them to")
        else:
            command.add_argument("folder", nargs="?", type=Path, help=folder)
    return whole


def _describe_workers(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--workers", type=int, help=f"{what} on so many processes")
    command.add_argument("--cluster", metavar="ADDRESS", help=f"{what} on a cluster of Dask: tcp://…")


def _describe_archive(command: argparse.ArgumentParser) -> None:
    command.add_argument("results", type=Path, help="what 'terms … --workers' or analysis.scale.run wrote")
    command.add_argument("folder", type=Path, help="is made; it may be there already if it is empty")
    command.add_argument("--documents", type=int, help="how many the sample has (200)")
    command.add_argument("--seed", type=int, help="of the sample: another one draws other documents (1)")
    command.add_argument("--longest", type=int, help="characters of a document of the sample (30000)")
    _describe_workers(command, "add the counts up")


def run(given: argparse.Namespace) -> int:
    """Do what a command asks, and print what it gives; the exit code."""
    if given.command == "archive":
        from analysis.project.archive import make_archive  # loads Dask, an extra
        from analysis.scale import cluster

        options = {name: getattr(given, name) for name in ("documents", "seed", "longest")}
        options = {name: number for name, number in options.items() if number is not None}
        is_spread = given.workers is not None or given.cluster
        with cluster(workers=given.workers, address=given.cluster) if is_spread else nullcontext() as client:
            print(*make_archive(given.results, given.folder, client=client, **options), sep="\n")
        return 0
    if given.command in BEYOND and (given.workers is not None or given.cluster):
        from analysis.scale.command import tell  # loads Dask, an extra

        write_csv(tell(given), sys.stdout)
        return 0
    if given.command == "candidates":
        sys.stdout.write(find_candidates(given.file, given.output))
        return 0
    if given.command == "new":
        print(*make_project(given.folder), sep="\n")
        return 0
    folder = given.folder or find_folder()
    if given.command == "add":
        return add_files(given.files, folder, agreed=given.yes)
    if given.command == "check":
        sys.stdout.write(check_folder(folder))
    elif given.command == "review":
        sys.stdout.write(reviewing.review(read_corpus(folder)))
    elif given.command == "agreement":
        sys.stdout.write(compare_coders(read_corpus(folder), given.file))
    elif given.command == "import":
        write_csv(proposals.read_foreign(read_corpus(folder), given.file), sys.stdout)
    elif given.command == "export":
        print(*export(read_corpus(folder), given.file), sep="\n")
    elif given.command == "actors" and (given.unknown or given.add):
        corpus = read_corpus(folder, copies=given.copies)
        names = naming.unknown(corpus)
        if given.add:
            sys.stdout.write(naming.add_unknown(corpus, names))
        else:
            write_csv(names, sys.stdout)
    else:
        corpus = read_corpus(folder, copies=given.copies)
        write_csv(TABLES[given.command](corpus), sys.stdout)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give its exit code: 0, or 1 with problems."""
    try:
        code = run(parser().parse_args(arguments))
        sys.stdout.flush()
        return code
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing is half-written", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever reads the table, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(told(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
