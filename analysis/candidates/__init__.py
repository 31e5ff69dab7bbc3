"""Candidates: proposals that rules find, for an analyst to confirm, edit or delete."""

from analysis.candidates.cues import Cues, load_cues, read_cues, unknown_codes
from analysis.candidates.evaluation import (
    by_threshold,
    evaluate,
    evaluate_passages,
    leave_one_out,
    misses,
    read_passages,
)
from analysis.candidates.find import find
from analysis.candidates.proposers import RULES
from analysis.candidates.review import add_to_file, to_codings
from analysis.candidates.scoring import SIGNS

__all__ = [
    "RULES",
    "SIGNS",
    "Cues",
    "add_to_file",
    "by_threshold",
    "evaluate",
    "evaluate_passages",
    "find",
    "leave_one_out",
    "load_cues",
    "misses",
    "read_cues",
    "read_passages",
    "to_codings",
    "unknown_codes",
]
