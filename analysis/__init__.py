"""Corpus analysis in which every number opens onto its evidence."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis import actors, corpus, evidence, proposals, terms
    from analysis.corpus import Corpus, read_corpus
    from analysis.tables import InputError

__version__ = "0.1.0"
__all__ = ["Corpus", "InputError", "actors", "corpus", "evidence", "proposals", "read_corpus", "terms"]


def __getattr__(name: str) -> Any:
    """Import on first use: a build of the book in which nothing is executed needs no pandas."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    corpus = import_module("analysis.corpus")
    return getattr(corpus, name) if hasattr(corpus, name) else import_module(f"analysis.{name}")
