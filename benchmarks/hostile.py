"""The race against nobody: every function that reads text, on texts made to keep it busy.

    python benchmarks/hostile.py [PATTERN …] [--largest 96000] [--limit 60] [--jobs 2] [--all]

Each text is one pattern, again and again, at lengths that double up to the largest (below the 100,000
characters from which on a text is cut as a book). Printed is, for each function, the seconds of the
processor at the largest length and the exponent of growth: log(time) over log(length), from the last two
doublings. 1 is linear, 2 the square. The limit is 1.2; above it, or where a function hangs, the line ends
with a word that says so, and the exit code is 1. Where a run takes less than 50 milliseconds no exponent is
given: it would measure the clock. What grows faster is measured up to twice again, and the shortest times
count. A pattern runs in a process of its own, which is ended when its time is up. Without ``--all`` a
function is shown only where it takes more than those 50 milliseconds. It takes some three minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import math
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

from common import seconds

from analysis import Corpus, InputError, actors, candidates, french, terms
from analysis.corpus.phrases import find_phrases

LIMIT = 1.2
FAST = 0.05
DOUBLINGS = 4
PATTERNS = {
    "one letter": "a",
    "one capital": "A",
    "capitals and points": "A.",
    "capitals, then points": "A" * 50 + ".",
    "capitals and hyphens": "A.-",
    "capitals and slashes": "ABC/DEF/",
    "numbers of documents": "A/RES/75/240/",
    "agencies": "/AFP",
    "spaces": " ",
    "words far apart": "mot" + " " * 300,
    "no-break spaces": "mot\u00a0",
    "apostrophes": "'",
    "elisions": "l'",
    "curly elisions": "qu’",
    "hyphens": "-",
    "letters and hyphens": "a-",
    "clitics": "-t-il",
    "digits": "1",
    "numbers with points": "1.2,",
    "thousands": "123 ",
    "points": ".",
    "points far apart": ". ",
    "ellipses": "[...] ",
    "quotations opened": "« Oui ",
    "quotations closed": "oui » ",
    "quotations nested": "« Oui “non” ",
    "straight quotations": '"Oui" ',
    "brackets opened": "(Oui ",
    "brackets": "L'Union des ports (UP) ",
    "addresses": "https://exemple.fr/a?b=c ",
    "one long address": "https://a.fr/a" + "/a.b" * 40,
    "half an address": "www.",
    "domains": "a.fr.",
    "e-mail": "a@",
    "points before @": "a.b@c ",
    "handles": "@a ",
    "hash tags": "#a",
    "combining marks": "e\u0301",
    "marks alone": "\u0301",
    "emoji": "\U0001f600",
    "joined emoji": "\U0001f468\u200d\U0001f469 ",
    "carriage returns": "Oui\r",
    "form feeds": "Oui\f",
    "empty lines": "\n",
    "lines": "Un titre de plus\n",
    "wrapped lines": "une ligne qui va plus loin que la marge et\n",
    "items": "- un pacte ;\n",
    "items on one line": " a) un 1. deux",
    "abbreviations": "art. cf. M. ",
    "titles": "M. Dupont ",
    "dates": "3 mai 2021, ",
    "initials": "J.-Y. Le Drian, V. V. Poutine ",
    "capital words": "PACTE ",
    "names": "Jean Dupont ",
    "known names": "Vladimir Poutine, ",
    "capitals of states": "Moscou Paris Londres ",
    "states in brackets": "Géorgie (États-Unis) ",
    "roles": "le ministre, son homologue, la porte-parole ",
    "who speaks": "« Il faut un pacte », a dit Moscou, ",
    "cues": "il faut proposer de signer un pacte, ",
    "cues in a quotation": "« il faut un pacte " + "et il faut un traité " * 4,
    "labels": "M. Lavrov : Nous proposons un pacte.\n",
    "photographs": "Photo : ",
    "links": "Lire aussi : ",
    "cookies": "cookies ",
    "copyright": "© AFP ",
    "sentences": "Moscou propose un pacte. ",
    "sentences without a space": "russe.En ",
}


def runs_of(text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give each function that reads a text, given what the ones before have made."""
    corpus = Corpus.from_texts({"a": text})
    yield "segments", lambda: corpus.segments
    yield "sentences", lambda: corpus.sentences
    yield "words", lambda: corpus.tokens
    if importlib.util.find_spec("numba"):
        from analysis.corpus import large

        compiled = Corpus.from_texts({"a": text})
        compiled.__dict__["_way"] = large
        yield "sentences, compiled", lambda: compiled.sentences
        yield "words, compiled", lambda: compiled.tokens
    yield "quotations", lambda: french.quotations(text)
    yield "actors.find", lambda: actors.find(corpus)
    mentions = actors.find(corpus)
    yield "unknown_names", lambda: actors.unknown_names(corpus, mentions)
    yield "roles_in_sentences", lambda: actors.roles_in_sentences(corpus, mentions)
    yield "co_mentions", lambda: actors.co_mentions(mentions)
    yield "candidates.find", lambda: candidates.find(corpus, mentions=mentions)
    yield "terms.find", lambda: terms.find(corpus)
    yield "find_phrases", lambda: find_phrases(corpus.tokens, ["un pacte", "a*"], inflected=True)
    yield "concordance", lambda: terms.concordance(corpus, "pacte")


def answered(run: Callable[[], object]) -> float:
    """Run, and give the seconds; a clear error, such as that no word stands in the text, is an answer too."""

    def run_or_say() -> None:
        with contextlib.suppress(InputError):
            run()

    gc.collect()
    gc.disable()  # else a run pays for what others left, at lengths that chance decides
    took = seconds(run_or_say)
    gc.enable()
    return took


def measure(pattern: str, largest: int, sender: Connection) -> None:
    """Time every function on doubling lengths of a pattern, and send length, function and seconds of each."""
    for doubling in range(DOUBLINGS, -1, -1):
        length = largest >> doubling
        text = (pattern * (length // len(pattern) + 1))[:length]
        for name, run in runs_of(text):
            sender.send((length, name, None))  # so that one knows what hangs
            sender.send((length, name, answered(run)))
    sender.send(None)
    os._exit(0)  # nothing to clear up, and the threads of the parent are not here to be joined


def watched(pattern: str, largest: int, limit: float) -> tuple[dict[str, dict[int, float]], str]:
    """Measure in a process of its own; give the seconds by function and length, and what hung."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=measure, args=(pattern, largest, sender))
    process.start()
    sender.close()
    until = time.monotonic() + limit
    times: dict[str, dict[int, float]] = {}
    last = ""
    try:
        while receiver.poll(max(0, until - time.monotonic())):
            if (told := receiver.recv()) is None:
                last = ""
                break
            length, name, took = told
            last = f"{name} at {length} characters"
            if took is not None:
                times.setdefault(name, {})[length] = took
    except EOFError:
        process.join()
        last += f": the process ended with {process.exitcode}"
    process.kill()
    process.join()
    return times, last


def confirmed(pattern: str, largest: int, limit: float) -> tuple[dict[str, dict[int, float]], str]:
    """Measure, and where something grows too fast up to twice again: the shortest time counts, not chance."""
    times, hung = watched(pattern, largest, limit)
    for _ in range(2):
        if hung or not any((exponent(of) or 0) > LIMIT for of in times.values()):
            break
        again, hung = watched(pattern, largest, limit)
        for name, of in again.items():
            times[name] = {length: min(took, times[name].get(length, took)) for length, took in of.items()}
    return times, hung


def exponent(times: dict[int, float]) -> float | None:
    """Give the growth over the last two doublings; None where the longest run is too short to say."""
    last = max(times)
    first = last // 4
    if times[last] < FAST or first not in times:
        return None
    return math.log(times[last] / max(times[first], 1e-4)) / math.log(4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("patterns", nargs="*", help="names of patterns; all without any")
    parser.add_argument("--largest", type=int, default=96_000)
    parser.add_argument("--limit", type=float, default=60, help="seconds that a pattern may take")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="show fast functions too")
    chosen = parser.parse_args()
    if strangers := set(chosen.patterns) - set(PATTERNS):
        parser.error(f"no pattern {', '.join(strangers)}; there are {', '.join(PATTERNS)}")
    names = chosen.patterns or list(PATTERNS)
    for text in ("M. Lavrov propose à Londres un pacte. ", "\U0001f600 oui "):
        for _, run in runs_of(text * 9):
            answered(run)  # the lexicon is read and the loops are compiled once, for all processes
    gc.freeze()  # what they share need not be gone through again
    print(f"{'pattern':26}{'function':22}{'seconds':>9}{'exponent':>10}   at {chosen.largest} characters")
    bad = 0
    with ThreadPoolExecutor(chosen.jobs) as pool:
        watch = lambda name: confirmed(PATTERNS[name], chosen.largest, chosen.limit)  # noqa: E731
        for name, (times, hung) in zip(names, pool.map(watch, names), strict=True):
            label = name
            for function, of in times.items():
                grows = exponent(of)
                is_bad = grows is not None and grows > LIMIT
                if grows is not None or chosen.all:
                    shown = "" if grows is None else f"{grows:10.2f}"
                    mark = "   ABOVE" * is_bad
                    print(f"{label:26}{function:22}{of[max(of)]:9.3f}{shown}{mark}", flush=True)
                    label = ""
                bad += is_bad
            if hung:
                print(f"{label:26}{hung}   HANGS", flush=True)
                bad += 1
    print(f"\n{bad} above {LIMIT}" if bad else f"\nnone above {LIMIT}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
