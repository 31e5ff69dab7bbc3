"""The lists of words that a language brings: its function words, and what it writes with a full stop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import simplemma

from analysis.spelling import plain
from analysis.tables import LEXICON, InputError, read_text

Abbreviations = tuple[frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True)
class Lists:
    """The lists of a language.

    Parameters
    ----------
    language : str
        Two letters: of simplemma's dictionary.
    stop_file, abbreviation_file : str
        Files of the lexicon: words between blanks; abbreviations in three paragraphs, see `abbreviations`.
    acronyms : frozenset of str
        Words in capitals that are no function words, though in small letters they are.
    """

    language: str
    stop_file: str
    abbreviation_file: str
    acronyms: frozenset[str] = frozenset()

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """The function words, in small letters, with straight apostrophes."""
        return frozenset().union(*paragraphs(self.stop_file))

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """The words that are written with a full stop, without it.

        Those that announce a name or another word and never end a sentence; those that announce a number
        and may be words themselves; those that may end a sentence.
        """
        announcing, numbering, ending = paragraphs(self.abbreviation_file)
        return announcing, numbering, ending

    def is_stop_word(self, form: str) -> bool:
        """Tell whether a form is a function word, whatever its case and its apostrophe."""
        word = plain(form)
        return word.lower() in self.stop_words and word not in self.acronyms

    def is_listed(self, word: str) -> bool:
        """Tell whether a word is one that is written with a full stop, in any case."""
        return _is_listed(self, word)

    def is_in_dictionary(self, word: str) -> bool:
        """Tell whether simplemma's dictionary has a word."""
        return _is_in_dictionary(self.language, word)

    def problems(self) -> list[str]:
        """Give the problems of the files, a sentence each."""
        problems = []
        for name, parts in ((self.stop_file, 1), (self.abbreviation_file, 3)):
            try:
                found = len(paragraphs(name))
            except InputError as error:
                problems += error.problems
                continue
            if found != parts:
                expected = f"expected {parts}, a blank line between them"
                problems.append(f"{LEXICON / name}: {found} paragraphs, {expected}")
        return problems


def paragraphs(name: str) -> list[frozenset[str]]:
    """Read the words of each paragraph of a file of the lexicon."""
    text = read_text(LEXICON / name).removeprefix("\ufeff").replace("\r\n", "\n")
    return [frozenset(part.split()) for part in text.split("\n\n") if part.strip()]


@cache
def _is_listed(lists: Lists, word: str) -> bool:
    variants = (word, word.lower(), word.capitalize())
    return any(variant in some for some in lists.abbreviations for variant in variants)


@cache
def _is_in_dictionary(language: str, word: str) -> bool:
    return bool(simplemma.is_known(word, lang=language))
