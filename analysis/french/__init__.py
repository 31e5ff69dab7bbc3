"""French: words, sentences, lemmas and stop words, with offsets into the raw text."""

from analysis.french.lemmas import lemma
from analysis.french.lists import abbreviations, is_stop_word, stop_words
from analysis.french.sentences import quotations, sentences
from analysis.french.words import cuts, words

__all__ = [
    "abbreviations",
    "cuts",
    "is_stop_word",
    "lemma",
    "quotations",
    "sentences",
    "stop_words",
    "words",
]
