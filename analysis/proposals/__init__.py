"""Proposals: the coded ones, candidates for more, and how they compare."""

from analysis.codings import (
    EVENTS,
    LAYERS,
    NAME,
    coded,
    events,
    load_codebook,
    load_coded,
    load_events,
    read_codebook,
)
from analysis.proposals.candidates import candidates
from analysis.proposals.compare import by_actor, compare, compare_wordings, sides
from analysis.proposals.cues import Cues, load_cues, read_cues

__all__ = [
    "EVENTS",
    "LAYERS",
    "NAME",
    "Cues",
    "by_actor",
    "candidates",
    "coded",
    "compare",
    "compare_wordings",
    "events",
    "load_codebook",
    "load_coded",
    "load_cues",
    "load_events",
    "read_codebook",
    "read_cues",
    "sides",
]
