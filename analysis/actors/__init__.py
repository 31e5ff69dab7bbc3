"""Actors: who is named, under which names, and with whom."""

from analysis.actors.comentions import UNITS, co_mention_rows, co_mentions, network, roll_up
from analysis.actors.evaluation import errors, evaluate
from analysis.actors.lexicon import KINDS, TYPES, Lexicon, load_lexicon, read_lexicon
from analysis.actors.mentions import RULES, find

__all__ = [
    "KINDS",
    "RULES",
    "TYPES",
    "UNITS",
    "Lexicon",
    "co_mention_rows",
    "co_mentions",
    "errors",
    "evaluate",
    "find",
    "load_lexicon",
    "network",
    "read_lexicon",
    "roll_up",
]
