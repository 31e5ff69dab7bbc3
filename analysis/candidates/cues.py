"""Cues: the words with which French says what should be done, and the words that tell its theme.

Both lists are tables in ``lexicon/``. Their column ``found_in`` names the documents in which the author of
a row met it (joined by ``;``; empty: known from French in general), so that a document can be
searched without what it has itself taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis import french
from analysis.actors.speech_cues import kinds_of
from analysis.files import load_once
from analysis.proposals.codebook import LAYERS, code_problems
from analysis.spelling import fold
from analysis.tables import LEXICON, contract, is_slug, load_table, one_of, sound, text_column

INFINITIVE = "inf"
MEASURE = "@mesure"  # what must follow a cue whose object tells its sense: « saluer l'initiative »
NONE = "none"  # the act of words that hold a cue and propose nothing: « faire appel à »
INFINITIVES = ("er", "ir", "re", "oir")
_PLAIN = {"des": "de", "s'": "se", "qu'": "que", "m'": "me"}  # whose lemma is another word
# What a word of a cue may ask of a form instead of a word.
OPENING, FUTURE, CONDITIONAL = "@que", "@futur", "@conditionnel"
_ENDINGS = {FUTURE: ("ons", "ont", "a", "ai"), CONDITIONAL: ("ait", "aient")}


def _is_weight(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal() and float(cell) > 0


CUES = contract(
    "cue",
    cue=text_column(),
    follows=text_column(empty=True),
    act=text_column(is_slug, "letters, digits and hyphens"),
    weight=text_column(_is_weight, "a number above 0"),
    by=one_of("subject", "speaker"),
    found_in=text_column(empty=True),
)
THEMES = contract(
    "term",
    layer=one_of("theme", "forum"),
    code=text_column(is_slug, "letters, digits and hyphens"),
    term=text_column(),
    weight=text_column(_is_weight, "a number above 0"),
    found_in=text_column(empty=True),
)
_FILES = {"cues.csv": (CUES, ["cue", "follows"]), "themes.csv": (THEMES, ["layer", "code", "term"])}


@dataclass(frozen=True)
class Cues:
    """What a search for candidates goes by.

    Parameters
    ----------
    cues : DataFrame
        cue (words in their dictionary form; ``@futur`` and ``@conditionnel`` are any verb in that tense,
        ``@que`` the word that opens a wish), follows (what must come behind it, ``de|que|inf``; ``@mesure``
        for a noun of what may be proposed; '' for anything), act, weight, by (who proposes: the verb's
        ``subject``, or the ``speaker``: *il faut*),
        found_in.
    themes : DataFrame
        layer (theme, forum), code, term, weight, found_in.
    """

    cues: pd.DataFrame
    themes: pd.DataFrame

    def without(self, document: str) -> Cues:
        """Leave out what was met in this document and in no other."""
        return Cues(*(table[table["found_in"] != document] for table in (self.cues, self.themes)))


def load_cues(folder: Path | None = None) -> tuple[Cues, list[str]]:
    """Read cues.csv and themes.csv from a folder, by default those that ship; and their problems."""
    folder = folder or LEXICON
    tables, problems = [], []
    for name, (schema, keys) in _FILES.items():
        table, some = load_table(folder / name, schema)
        again = table[table.duplicated(keys)]
        problems += some + [
            f"{folder / name}, row {row}: '{', '.join(cells)}' occurs twice; remove one"
            for row, *cells in again[keys].itertuples(name=None)
        ]
        tables.append(table.assign(weight=pd.to_numeric(table["weight"], errors="coerce")))
    return Cues(*tables), problems


def read_cues(folder: Path | None = None) -> Cues:
    """Read cues and themes as `load_cues` does; while the files do not change, the same are given again.

    Raises
    ------
    InputError
        With every problem of the two files.
    """
    where = Path(folder or LEXICON).resolve()
    return sound(load_once(load_cues, [where / name for name in _FILES], folder=where))


def unknown_codes(cues: Cues, codebook: pd.DataFrame, folder: Path | None = None) -> list[str]:
    """Say which rows of cues.csv and themes.csv give a code that is not in the codebook.

    Parameters
    ----------
    cues : Cues
        As from `load_cues`: the index holds row numbers.
    codebook : DataFrame
        As from `analysis.proposals.codebook.read_codebook`.
    folder : Path, optional
        Where the two files lie, for the messages; without it, where those that ship lie.
    """
    folder = folder or LEXICON
    codes = [("act", "cues.csv", cues.cues.loc[cues.cues["act"] != NONE, ["cue", "act"]])] + [
        (str(layer), "themes.csv", rows[["term", "code"]].rename(columns={"code": layer}))
        for layer, rows in cues.themes.groupby("layer", sort=False)
        if layer in LAYERS
    ]
    problems = []
    for layer, name, table in codes:
        wheres = {row: f"{folder / name}, row {row} ({cell})" for row, cell in table.iloc[:, 0].items()}
        problems += code_problems(table, wheres, codebook, layers=[layer])
    return problems


@lru_cache(maxsize=2**17)
def keys(form: str) -> frozenset[str]:
    """Give the words that a word of a cue may be to match this form.

    What begins with ``@`` is no word: see `Cues`.

    Examples
    --------
    >>> sorted(keys("proposés")), sorted(keys("d'")), sorted(keys("prône"))
    (['proposer', 'proposes'], ["d'", 'de'], ['prone', 'proner', 'pronir'])
    >>> sorted(keys("à")), sorted(keys("a"))
    (['a'], ['avoir'])
    """
    folded = fold(form) if form != "a" else form + "voir"  # « a », which is no « à »
    # the dictionary takes « prône », « demande », « compte » for nouns: let them be verbs too
    verb = {folded + "r", folded[:-1] + "ir"} if folded.endswith("e") and len(folded) > 4 else set()
    plain = {_PLAIN[folded]} if folded in _PLAIN else set()
    lemma = french.lemma(form)
    return frozenset({folded, fold(lemma), *verb, *plain, *_classes(form, lemma)})


def _classes(form: str, lemma: str) -> set[str]:
    if form in ("Que", "Qu'", "Qu’"):
        return {OPENING}
    if not lemma.endswith(INFINITIVES) or "happens" in kinds_of(lemma):
        return set()
    return {
        tense
        for tense, endings in _ENDINGS.items()
        for ending in endings
        if form.endswith(ending) and _is_stem(form.removesuffix(ending), lemma)
    }


def _is_stem(stem: str, lemma: str) -> bool:
    """Tell whether the future is made of this: an infinitive, or as *enverr-*, *viendr-*, *mèner-*."""
    regular = stem in (lemma, lemma.removesuffix("e")) or (lemma.endswith("er") and stem.endswith("er"))
    return regular or (stem.endswith(("rr", "dr", "vr")) and lemma.endswith(("ir", "oyer")))


@lru_cache(maxsize=2**17)
def is_infinitive(form: str) -> bool:
    """Tell whether a form is an infinitive.

    Examples
    --------
    >>> is_infinitive("établir"), is_infinitive("établi"), is_infinitive("premier")
    (True, False, False)
    """
    return form.endswith(INFINITIVES) and french.lemma(form) == form and _is_verb(form)


def _is_verb(form: str) -> bool:
    stem = form[:-2] if not form.endswith("oir") else form[:-3]
    endings = ("é", "ées", "ent", "ait", "ant", "issent", "u", "us", "it", "t", "sent", "ient", "ois")
    return any(french.lemma(stem + ending) == form for ending in endings)
