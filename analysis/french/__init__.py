"""French: words, sentences, lemmas and stop words, with offsets into the raw text."""

from analysis.french.lemmas import lemma
from analysis.french.lists import LISTS, abbreviations, is_known, is_stop_word, stop_words
from analysis.french.sentences import SENTENCES, sentences
from analysis.french.words import COARSE, ELIDED, cuts, words
from analysis.writing.quotations import quotations

__all__ = [
    "COARSE",
    "ELIDED",
    "LISTS",
    "SENTENCES",
    "abbreviations",
    "cuts",
    "is_known",
    "is_stop_word",
    "lemma",
    "quotations",
    "sentences",
    "stop_words",
    "words",
]
