"""Words and terms: what is said how often, where, beside what, by whom more than by others.

Each function takes rows of words (``Corpus.tokens``, or any table of spans such as `find` and `ngrams`
give) and returns a table. Counts are linked to their passages by `analysis.evidence.link`. A result says
in ``table.attrs["note"]`` out of how many words, with which filter and settings it was made;
`analysis.tables.write_csv` writes that note with the table.
"""

from analysis.terms.collocations import collocates, collocations
from analysis.terms.concordance import concordance
from analysis.terms.counting import select, with_catalogue
from analysis.terms.dispersion import dispersion
from analysis.terms.frequencies import frequencies, ngrams
from analysis.terms.glossary import instruments, load_glossary, read_glossary
from analysis.terms.keyness import keyness
from analysis.terms.progression import progression
from analysis.terms.richness import richness
from analysis.terms.shift import word_shift
from analysis.terms.specificity import specificity
from analysis.terms.tf_idf import tf_idf
from analysis.terms.uncertainty import rate_intervals, ratio_interval
from analysis.terms.vocabularies import find, load_terms, read_terms, vocabularies

__all__ = [
    "collocates",
    "collocations",
    "concordance",
    "dispersion",
    "find",
    "frequencies",
    "instruments",
    "keyness",
    "load_glossary",
    "load_terms",
    "ngrams",
    "progression",
    "rate_intervals",
    "ratio_interval",
    "read_glossary",
    "read_terms",
    "richness",
    "select",
    "specificity",
    "tf_idf",
    "vocabularies",
    "with_catalogue",
    "word_shift",
]
