"""Proposals: the coded ones, and how they compare."""

from analysis.proposals.agreement import agreement, disagreements, match
from analysis.proposals.annotations import text_fragment, to_annotations
from analysis.proposals.codebook import LAYERS, load_codebook, near_misses, read_codebook
from analysis.proposals.codings import (
    AFTERMATH,
    EVENTS,
    NAME,
    coded,
    coding_notes,
    events,
    load_aftermath,
    load_coded,
    load_events,
)
from analysis.proposals.comparing import (
    CHANGES,
    by_actor,
    changes,
    compare,
    facing,
    forum_groups,
    instrument_path,
    mark_absence,
    sides,
    timeline,
)
from analysis.proposals.foreign import read_foreign
from analysis.proposals.quotations import quoted_part
from analysis.proposals.translations import TRANSLATIONS, load_translations, read_translations
from analysis.proposals.uima import to_cas
from analysis.proposals.wordings import compare_wordings, nearest, own_words, side_by_side, successive_pairs

__all__ = [
    "AFTERMATH",
    "CHANGES",
    "EVENTS",
    "LAYERS",
    "NAME",
    "TRANSLATIONS",
    "agreement",
    "by_actor",
    "changes",
    "coded",
    "coding_notes",
    "compare",
    "compare_wordings",
    "disagreements",
    "events",
    "facing",
    "forum_groups",
    "instrument_path",
    "load_aftermath",
    "load_codebook",
    "load_coded",
    "load_events",
    "load_translations",
    "mark_absence",
    "match",
    "near_misses",
    "nearest",
    "own_words",
    "quoted_part",
    "read_codebook",
    "read_foreign",
    "read_translations",
    "side_by_side",
    "sides",
    "successive_pairs",
    "text_fragment",
    "timeline",
    "to_annotations",
    "to_cas",
]
