"""Proposals: the coded ones, candidates for more, and how they compare."""

from analysis.codebook import LAYERS, load_codebook, read_codebook
from analysis.codings import EVENTS, NAME, coded, coding_notes, events, load_coded, load_events
from analysis.proposals.agreement import agreement, disagreements, match
from analysis.proposals.annotations import text_fragment, to_annotations
from analysis.proposals.candidates import candidates
from analysis.proposals.compare import (
    by_actor,
    changes,
    compare,
    facing,
    instrument_path,
    mark_absence,
    sides,
)
from analysis.proposals.cues import Cues, load_cues, read_cues, unknown_codes
from analysis.proposals.evaluation import evaluate, leave_one_out, misses, read_passages
from analysis.proposals.review import add_to_file, to_codings
from analysis.proposals.wordings import compare_wordings, nearest, side_by_side

__all__ = [
    "EVENTS",
    "LAYERS",
    "NAME",
    "Cues",
    "add_to_file",
    "agreement",
    "by_actor",
    "candidates",
    "changes",
    "coded",
    "coding_notes",
    "compare",
    "compare_wordings",
    "disagreements",
    "evaluate",
    "events",
    "facing",
    "instrument_path",
    "leave_one_out",
    "load_codebook",
    "load_coded",
    "load_cues",
    "load_events",
    "mark_absence",
    "match",
    "misses",
    "nearest",
    "read_codebook",
    "read_cues",
    "read_passages",
    "side_by_side",
    "sides",
    "text_fragment",
    "to_annotations",
    "to_codings",
    "unknown_codes",
]
