"""Corpus analysis in which every number opens onto its evidence."""

from analysis.corpus import Corpus, read_corpus
from analysis.tables import InputError

__version__ = "0.1.0"
__all__ = ["Corpus", "InputError", "read_corpus"]
