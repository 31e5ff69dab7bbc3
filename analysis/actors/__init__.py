"""Actors: who is named, under which names, and with whom."""

from analysis.actors.comentions import co_mention_rows, co_mentions, count_units, roll_up
from analysis.actors.evaluation import errors, evaluate, read_coded, read_marked
from analysis.actors.exports import FORMATS, write_network
from analysis.actors.graph import backbone, communities, disparity, network
from analysis.actors.introduced import introduced
from analysis.actors.lexicon import KINDS, TYPES, Lexicon, lexicon_of, load_lexicon, read_lexicon
from analysis.actors.mentions import RULES, find
from analysis.actors.pair_counts import UNITS
from analysis.actors.speech import PART_RULES, roles_in_sentences
from analysis.actors.speech_cues import load_speech_cues
from analysis.actors.unknown_names import unknown_names

__all__ = [
    "FORMATS",
    "KINDS",
    "PART_RULES",
    "RULES",
    "TYPES",
    "UNITS",
    "Lexicon",
    "backbone",
    "co_mention_rows",
    "co_mentions",
    "communities",
    "count_units",
    "disparity",
    "errors",
    "evaluate",
    "find",
    "introduced",
    "lexicon_of",
    "load_lexicon",
    "load_speech_cues",
    "network",
    "read_coded",
    "read_lexicon",
    "read_marked",
    "roles_in_sentences",
    "roll_up",
    "unknown_names",
    "write_network",
]
