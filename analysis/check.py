"""What is wrong with a corpus, its codings and the lexicons, and what a reader of them does not see."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TypeVar

from analysis import actors, candidates, proposals, terms
from analysis.corpus import Corpus, segments
from analysis.corpus.catalogue import NAME, load_catalogue, load_recurring, own_lexicon
from analysis.corpus.languages import language_of
from analysis.corpus.rules import KNOWN
from analysis.corpus.slow_rules import rule_problems
from analysis.english.lists import load_lists as load_english
from analysis.french.lists import load_lists as load_french
from analysis.tables import LEXICON

T = TypeVar("T")
LEAST_BODY = 0.4
_UNSEEN = "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
SAID = {  # of what a document may hold: what a note says
    rf"(?!\A\ufeff)[{_UNSEEN}]": "holds U+{code:04X} {name}, which is not seen; it is kept",
    "\ufffd": "'{word}' has lost a letter, which U+FFFD stands for; take the text from its source again",
    "Ã[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|â€.|Â[\u00a0-\u00bf]": "'{word}' is UTF-8 "
    "that was read as another encoding; take the text from its source again",
}
_WORD = re.compile(r"\S{0,20}")


def check(folder: Path) -> tuple[list[str], list[str]]:
    """Check a corpus, its codings and the lexicons, and write nothing.

    Parameters
    ----------
    folder : Path
        Holds ``catalogue.csv``, the texts, and perhaps ``proposals.csv``, ``events.csv`` and
        ``translations.csv``.

    Returns
    -------
    list of str, list of str
        What is there, a line each; and every problem, a sentence each.
    """
    problems: list[str] = []

    def loaded(pair: tuple[T, list[str]]) -> T:
        problems.extend(pair[1])
        return pair[0]

    documents = loaded(load_catalogue(folder))
    is_read = len(documents) > 0 or not problems  # else no row of the codings has its document
    lexicon = loaded(actors.load_lexicon(also=own_lexicon(folder)))
    codebook = loaded(proposals.load_codebook())
    field_terms = loaded(terms.load_terms(also=own_lexicon(folder)))
    loaded(terms.load_glossary(also=own_lexicon(folder)))
    problems += rule_problems(loaded(segments.load_rules()), str(LEXICON / "cleaning.csv"))
    for language in KNOWN:
        loaded(actors.load_speech_cues(language=language))
    problems += candidates.unknown_codes(loaded(candidates.load_cues()), codebook)
    problems += [*load_french(), *load_english()]
    problems += [
        f"{folder / NAME} ({row.Index}): speaker '{row.speaker}' is not in actors.csv; "
        "add it, or write unknown"
        for row in documents.itertuples()
        if row.speaker and row.speaker != "unknown" and row.speaker not in lexicon.actors.index
    ]
    corpus = Corpus(documents, folder=folder, recurring=loaded(load_recurring(folder)))
    lines = [
        f"documents {len(documents)}, segments {len(corpus.segments)}, sentences {len(corpus.sentences)}, "
        f"words of counted text {len(corpus.tokens)}",
        f"lexicon: actors {len(lexicon.actors)}, aliases {len(lexicon.aliases)}, terms {len(field_terms)}, "
        f"codes {len(codebook)}",
    ]
    lines += notes(corpus)
    for name, load in (
        (proposals.NAME, proposals.load_coded),
        (proposals.EVENTS, proposals.load_events),
        (proposals.TRANSLATIONS, proposals.load_translations),
    ):
        if is_read and (folder / name).is_file():
            lines.append(f"{name}: rows found in their documents {len(loaded(load(corpus, None)))}")
    if (later := folder / proposals.AFTERMATH).is_file():
        lines.append(f"{later.name}: events {len(loaded(proposals.load_aftermath(corpus, later)))}")
    if is_read and (folder / proposals.NAME).is_file():
        lines += proposals.coding_notes(corpus)
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
        for pattern, says in SAID.items():
            for match in re.finditer(pattern, text):
                key = match[0] if "{code" in says else pattern  # each sign once, of words the first
                if (document, key) not in lines:
                    line = text.count("\n", 0, match.start()) + 1
                    lines[document, key] = f"note: {document}, line {line}: {_said(says, text, match)}"
    sizes = corpus.segments.assign(size=corpus.segments["end"] - corpus.segments["start"])
    shares = (sizes["size"] * sizes["counted"]).groupby(sizes["document"]).sum()
    shares = shares / sizes.groupby("document")["size"].sum()
    return [*lines.values(), *_copies(corpus), *_languages(corpus)] + [
        f"note: {document}: only {100 * share:.0f} % of its characters count; "
        "see what is set aside in Corpus.segments"
        for document, share in shares.items()
        if share < LEAST_BODY
    ]


def _said(says: str, text: str, match: re.Match[str]) -> str:
    sign, start = match[0][0], match.start()
    before = text[max(0, start - 20) : start].split(" ")[-1].split("\n")[-1]
    word = before + _WORD.match(text, start)[0]  # type: ignore[index]
    return says.format(code=ord(sign), name=unicodedata.name(sign, "a control character"), word=word)


def _languages(corpus: Corpus) -> list[str]:
    told = {document: language_of(corpus.text(document)) for document in corpus.documents.index}
    return [
        f"note: {document}: its language is '{said}' in the catalogue, its words seem to be '{found}'"
        for document, said in corpus.documents["language"].items()
        if (found := told[document]) not in ("", said)
    ]


def _copies(corpus: Corpus) -> list[str]:
    return [
        f"note: {copy}: repeats {first} but for a few lines; both are counted"
        for copy, first in corpus.repeats.items()
        if copy != first
    ]
