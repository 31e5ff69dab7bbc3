"""English: words, sentences, lemmas and stop words, with offsets into the raw text."""

from analysis.english.lemmas import lemma
from analysis.english.lists import LISTS, is_known, is_stop_word, stop_words
from analysis.english.sentences import SENTENCES, sentences
from analysis.english.words import COARSE, ELIDED, cuts, words
from analysis.writing.quotations import quotations

__all__ = [
    "COARSE",
    "ELIDED",
    "LISTS",
    "SENTENCES",
    "cuts",
    "is_known",
    "is_stop_word",
    "lemma",
    "quotations",
    "sentences",
    "stop_words",
    "words",
]
