"""Names that the lexicon does not know: likely persons and organisations, for the analyst to accept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pandas as pd

from analysis import french
from analysis.actors.lexicon import Lexicon, lexicon_of
from analysis.actors.names import is_title, offices, words_of
from analysis.corpus import Corpus
from analysis.corpus.cleaned import Cleaned
from analysis.corpus.phrases import find_phrases
from analysis.spelling import fold
from analysis.tables import rows_of, typed

COLUMNS = ["document", "start", "end", "sentence", "form", "type", "why"]
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒŸ]"
_REST = r"[\w'’.-]*[\w]"
_PARTICLE = r"(?:de la|de|du|des|d['’]|von der|von|van der|van|al|el|bin|ben)"
# the capital first: an expression that begins with a set of letters is looked for sooner
_NAME = re.compile(rf"{_CAPITAL}(?<![\w-].){_REST}(?: (?:{_PARTICLE} ?)?{_CAPITAL}{_REST})*")
_ANY_WORD = re.compile(r"[^\W_][\w-]*")
_PART = re.compile(r"[^\W_][^\s'’-]*")
_ELIDED = re.compile(r"[LD]['’]")
_BRACKETS = re.compile(rf" \(({_CAPITAL}[\w.-]{{1,8}})\)")
_REACH = 150  # characters before an acronym in which its words are looked for
_NEAR = 60  # characters before a name in which its title is looked for
_OPENING = ' «»"“”-–—('
_WORD_BEFORE = re.compile(r"([^\W_][\w’'-]*\.?) $")
_ANY = re.compile(r"\S+")
_AT, _LONGEST_AT = re.compile(r"(?:\b[àÀ]|^A|\bvers|\ben) $"), len("vers ")
_BODY = re.compile(
    r"(?:Agence|Alliance|Association|Banque|Bureau|Centre|Centrale|Comité|Commission|Conseil|Cour|Direction|"
    r"Fédération|Fondation|Forum|Groupe|Institut|Ligue|Mission|Mouvement|Office|Organisation|Parti|Service|"
    r"Société|Syndicat|Union|Université)\b"
)
_SAYS = re.compile(r" (?:a|ont|avait) (?:\w+ )?\w+é\b")


def unknown_names(
    corpus: Corpus, mentions: pd.DataFrame, lexicon: Lexicon | None = None, *, least: int = 1
) -> pd.DataFrame:
    """List likely persons and organisations that the mentions do not cover.

    Three signs: capitalised words in a row; a title before a capitalised word, which is no part of the
    name; an acronym in brackets behind the words whose letters it has. A single capitalised word at the
    beginning of a sentence, or without such a sign, is left out unless it stands with its capital inside
    other sentences too and never without it.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        As from `find`.
    lexicon : Lexicon, optional
        The one that the mentions were found with: what stands in its ``not_actors`` is left out.
    least : int
        The fewest places that a name needs.

    Returns
    -------
    DataFrame
        One row a place, the most frequent names first: document, start, end, sentence, form, type
        (``person``, ``organisation``, ``unknown``), why (``title``, ``brackets``, ``capitals``: which of
        the three signs), n (places of this name).

    Examples
    --------
    >>> from analysis.actors import find
    >>> corpus = Corpus.from_texts({"a": "Selon Jane Doe, l'Union des ports (UP) dort."})
    >>> unknown_names(corpus, find(corpus))[["form", "type", "why"]].values.tolist()[:2]
    [['Union des ports', 'organisation', 'brackets'], ['UP', 'organisation', 'brackets']]
    """
    lexicon = lexicon_of(corpus) if lexicon is None else lexicon
    blocked = lexicon.not_actors["phrase"].tolist()
    cleaned = Cleaned(corpus)  # names are looked for in their letters
    known = cleaned.moved(pd.concat([mentions, find_phrases(corpus.tokens, blocked)]))
    corpus = cleaned.corpus
    covered: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for document, sentence, start, end in rows_of(known, "document", "sentence", "start", "end"):
        covered[document, sentence].append((start, end))
    terms = set[str]().union(*map(_terms, corpus.documents["text"]))
    small = {form for form in corpus.tokens["form"].cat.categories if form.islower()}
    rows: list[tuple[str, int, int, int, str, str, str]] = []
    for document, sentence, first, last in rows_of(corpus.sentences, "document", "sentence", "start", "end"):
        text = corpus.text(document)[first:last]
        taken = [(start - first, end - first) for start, end in covered.get((document, sentence), ())]
        for start, end, kind, why in _names(text, taken, small, terms):
            rows.append((document, first + start, first + end, sentence, text[start:end], kind, why))
    table = cleaned.told(typed(pd.DataFrame(rows, columns=COLUMNS)))
    table["n"] = table.groupby(table["form"].map(fold))["form"].transform("size").astype("int64")
    return table[table["n"] >= least].sort_values("n", ascending=False, kind="stable", ignore_index=True)


def _expansions(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Give the places of each acronym in brackets and of the words before it that have its letters."""
    for match in _BRACKETS.finditer(text):
        begin = max(0, match.start() - _REACH)
        before = text[begin : match.start()]
        parts = [(part.start(), fold(part[0][0])[:1]) for part in _PART.finditer(before)]
        for word in reversed(list(_ANY_WORD.finditer(before))):
            letters = [letter for place, letter in parts if place >= word.start()]
            if _is_short_for(letters, match[1]):
                yield begin + word.start(), match.start(), match.start(1), match.end(1)
                break


def _terms(text: str) -> set[str]:
    """Give the acronyms of words in small letters: terms of the field, and nobody's name."""
    return {text[start:end] for first, _, start, end in _expansions(text) if text[first].islower()}


def _names(
    sentence: str, covered: list[tuple[int, int]], small: set[str], terms: set[str]
) -> Iterator[tuple[int, int, str, str]]:
    taken = bytearray(len(sentence))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    for start, end, kind, why in [*_in_brackets(sentence), *_capitalised(sentence, small)]:
        if sentence[start:end] not in terms and taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield start, end, kind, why


def _in_brackets(sentence: str) -> Iterator[tuple[int, int, str, str]]:
    for first, last, start, end in _expansions(sentence):
        if sentence[first].isupper():
            yield first, last, "organisation", "brackets"
            yield start, end, "organisation", "brackets"


def _is_short_for(letters: list[str], acronym: str) -> bool:
    wanted, given = fold(acronym.replace(".", "")), iter(letters)
    return next(given) == wanted[0] and all(letter in given for letter in wanted[1:])


def _capitalised(sentence: str, small: set[str]) -> Iterator[tuple[int, int, str, str]]:
    first = len(sentence) - len(sentence.lstrip(_OPENING))
    for match in _NAME.finditer(sentence):
        start, end = match.span()
        start += 2 * bool(_ELIDED.match(match[0]))
        if start <= first and " " not in match[0]:
            continue  # a sentence's first word
        places = [word.start() for word in _ANY.finditer(sentence, start, end)]
        words = sentence[start:end].split()
        titles = [place for place, word in enumerate(words[:-1], 1) if is_title(word)]
        if titles:  # Mme Jeanne Martin
            start, words, titled = places[titles[-1]], words[titles[-1] :], True
        else:
            start, titled = _behind_title(sentence, start) if start > first else (start, False)
        if start <= first and (len(words) == 1 or _only_opens(words[0], small)):
            if len(words) < 3:
                continue
            start, words = places[1], words[1:]
        if _BODY.match(sentence, start, end):
            if len(words) > 1:
                yield start, end, "organisation", "capitals"
        elif titled:
            yield start, end, "person", "title"
        elif _AT.search(sentence, max(0, start - _LONGEST_AT), start):
            continue  # a place
        elif len(words) > 1 and not any(_is_ordinary(word, small) for word in (words[0], words[-1])):
            says = bool(_SAYS.match(sentence, end)) or len(words) == 2
            yield start, end, "person" if says else "unknown", "capitals"
        elif len(words) == 1 and words[0].isupper() and 2 < len(words[0]) < 9 and words[0].isalpha():
            yield start, end, "organisation", "capitals"


def _behind_title(sentence: str, start: int) -> tuple[int, bool]:
    """Give where a name begins, with its particles if a title stands before them, and whether one does."""
    low = max(0, start - _NEAR)
    pattern, endings = _particles()
    particles = pattern.search(sentence, low, start) if sentence.endswith(endings, low, start) else None
    begin = particles.start(1) if particles else start
    before = _WORD_BEFORE.search(sentence, _word_before(sentence, low, begin), begin)
    if before and is_title(before[1]):
        return begin, True
    two_words = _word_before(sentence, low, _word_before(sentence, low, start))
    return start, bool(_offices().search(sentence, two_words, start))


@cache
def _offices() -> re.Pattern[str]:
    """Give an expression for an office, and perhaps an adjective, at the end of a text."""
    return re.compile(rf"(?:{'|'.join(sorted(offices()))})(?: \w+)? $", re.IGNORECASE)


def _word_before(sentence: str, low: int, end: int) -> int:
    """Give where the word begins that a blank at ``end`` closes."""
    return max(low, sentence.rfind(" ", low, max(low, end - 1)) + 1)


@cache
def _particles() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Give an expression for particles at the end of a text, and how any that it finds end."""
    some = sorted(words_of("particle"), key=len, reverse=True)
    words = "|".join(map(re.escape, some))
    each = rf"(?:{words})(?: |(?<='))".replace("'", "['’]")
    return re.compile(rf" ((?:{each})+)$"), ("'", "’", *(word + " " for word in some))


def _only_opens(word: str, small: set[str]) -> bool:
    """Tell whether a sentence's first word has its capital from that alone."""
    return _is_ordinary(word, small) or french.lemma(word)[:1].islower()


def _is_ordinary(word: str, small: set[str]) -> bool:
    """Tell whether a word is one that also stands in small letters, in this corpus or in French."""
    plain = word.lower()
    return plain in small or french.is_stop_word(plain)
