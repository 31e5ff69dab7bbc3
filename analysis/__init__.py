"""Corpus analysis in which every number opens onto its evidence."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis import actors, candidates, corpus, evidence, proposals, scale, terms
    from analysis.corpus import Corpus, read_corpus
    from analysis.tables import InputError

__version__ = "0.2.0"
__all__ = [
    "Corpus",
    "InputError",
    "actors",
    "candidates",
    "corpus",
    "evidence",
    "proposals",
    "read_corpus",
    "scale",
    "terms",
]
_NAMES = {"Corpus": "analysis.corpus", "read_corpus": "analysis.corpus", "InputError": "analysis.tables"}


def __getattr__(name: str) -> Any:
    """Import a name on first use: `import analysis` alone loads no pandas."""
    if name not in __all__:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_NAMES[name]), name) if name in _NAMES else import_module(f"analysis.{name}")
