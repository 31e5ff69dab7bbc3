"""Where sentences end, in any language that brings its lists and the words that open a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analysis.spelling import decomposed, plain
from analysis.writing.lists import Lists
from analysis.writing.signs import ITEM, LETTER

NEAR = 100  # how many characters on each side of a stop sign are looked at

_LINE_END = r"(?>\r\n|[\r\n\x85\u2028\u2029])[^\S\r\n\x85\u2028\u2029]*"
_BREAK = re.compile(rf"{_LINE_END}(?:(?:{_LINE_END})+|(?={ITEM}))")  # a blank line, an item of a list
_STOP_SIGN = re.compile(r"\[(?:\.{3}|…)\]|[.!?…]+|;")
_CLOSING = re.compile(r"(?:\s*[»”]|[’'\)\]](?!\w))+")
_OPENING = re.compile(r"[\s«“\"‘'(\[\-–—•*^↑]*")
_WORD_BEFORE = re.compile(r"[^\s«»\"“”(\[]*$")
_WORD_AFTER = re.compile(r"[^\W_]+(?:-[^\W_]+)*'?")
_INITIAL = re.compile(rf"{LETTER}\.")
_INITIALS = re.compile(rf"(?:{LETTER}\.-?)*{LETTER}")
_NUMBER_OF_ITEM = re.compile(r"(?:\d{1,2}\.)*\d{1,2}|[a-z]")


@dataclass(frozen=True)
class Sentences:
    """Finds the sentences of a language.

    Parameters
    ----------
    lists : Lists
        Its function words and abbreviations.
    openers : tuple of str
        Regular expressions for words that do not begin names, and seldom titles: their capital inside a line
        shows that a stop was lost.
    """

    lists: Lists
    openers: tuple[str, ...]

    @cached_property
    def _lost_stop(self) -> re.Pattern[str]:
        opener = "|".join(sorted({form for word in self.openers for form in (word, decomposed(word))}))
        return re.compile(
            rf"(?=[)\]»\s])(?<=[^\W_]|[\u0300-\u036f])[)\]»]?\s+(?=(?:[-–—•]\s+)?(?:{opener})\b)"
        )

    def cut(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the span (start, end) of each sentence of a text, in order; white space lies between them."""
        start = 0
        for end in [*(found.end() for found in _BREAK.finditer(text)), len(text)]:
            for first, last in self._of_paragraph(text[start:end]):
                yield start + first, start + last
            start = end

    def _of_paragraph(self, text: str) -> Iterator[tuple[int, int]]:
        start = 0
        stops = {self.stop(text, sign) for sign in _STOP_SIGN.finditer(text)} - {0}
        stops.update(found.end() for found in self._lost_stop.finditer(text))
        for end in [*sorted(stops), len(text)]:
            stretch = text[start:end]
            if stretch.strip():
                yield start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
            start = end

    def stop_at(self, text: str, place: int) -> int:
        """Give what `stop` says of the stop sign whose first point (or other sign) stands at a place."""
        bracket = _STOP_SIGN.match(text, place - 1) if text[place - 1 : place] == "[" else None
        sign = bracket or _STOP_SIGN.match(text, place)
        return self.stop(text, sign) if sign else 0

    def lost_stop(self, text: str, place: int) -> int:
        """Give where the sentence ends whose stop may be missing at a place, or 0."""
        found = self._lost_stop.match(text, place)
        return found.end() if found else 0

    def stop(self, text: str, sign: re.Match[str]) -> int:
        """Give where the sentence ends that a stop sign of a paragraph closes, or 0 if it closes none.

        Examples
        --------
        >>> french = Sentences(Lists("fr", "stop_words.txt", "abbreviations.txt"), ("Il", "Elle"))
        >>> text = 'Il dit "non." Elle part, cf. Moscou.'
        >>> [french.stop(text, sign) for sign in re.finditer("[.]", text)]
        [13, 0, 0]
        """
        end = _with_closing_marks(text, sign.end())
        opening = _OPENING.match(text, end)
        start = opening.end() if opening else end
        if start >= len(text):
            return 0
        ahead = plain(text[start : start + NEAR])
        after = _WORD_AFTER.match(ahead)
        before = _WORD_BEFORE.search(plain(text[max(0, sign.start() - NEAR) : sign.start()]))
        word, following = before[0] if before else "", after[0] if after else ""
        has_dash = re.search(r"\s[-–—•]\s", text[end:start]) is not None
        if text[start].islower():
            is_end = sign[0] == "." and start > end and (has_dash or self._is_careless_start(word))
        elif not (text[start].isupper() or (text[start].isdigit() and start > end)):
            is_end = False
        elif sign[0] == ";":
            is_end = has_dash or self.lists.is_stop_word(following)
        elif (
            sign[0] == "."
            and end == sign.end()
            and (text[end] == "-" or self._is_abbreviated(word, following, ahead))
        ):
            is_end = False
        elif start == end == sign.end():
            is_end = self._lacks_a_space(word, following, ahead[len(following) : len(following) + 1])
        else:
            is_end = not (sign[0] == "." and self._is_number_of_item(text, sign.start(), word))
        return end if is_end else 0

    def _is_careless_start(self, word: str) -> bool:
        """Tell whether the next sentence lacks its capital: a full stop behind a whole word says so."""
        bare = word.split("'")[-1].rstrip(")]»,")
        return (
            bare.isalpha()
            and not self.lists.is_listed(bare)
            and (len(bare) > 5 or (len(bare) > 3 and self.lists.is_in_dictionary(bare.lower())))
        )

    def _is_abbreviated(self, word: str, following: str, ahead: str) -> bool:
        bare = word.split("'")[-1]
        announcing, numbering, ending = self.lists.abbreviations
        if bare in ending:
            return False
        if bare in announcing or (bare[:1].lower() + bare[1:]) in announcing:
            return True
        if bare.lower() in numbering and not (bare.isupper() and len(bare) == 1):
            return re.match(r"\d|[IVXLC]+\b", following) is not None
        initials = _INITIALS.fullmatch(bare)
        if not initials or not bare[-1].isupper():
            return False
        is_first_name = "-" in bare  # J.-Y. Le Drian
        return is_first_name or _INITIAL.match(ahead) is not None or not self.lists.is_stop_word(following)

    def _lacks_a_space(self, word: str, following: str, mark: str) -> bool:
        """Tell whether ``russe.En 2019`` lost a space, unlike ``U.R.S.S.`` and ``www.mid.ru``."""
        bare = word.split("'")[-1]
        is_acronym = len(bare) > 1 and bare.isalpha() and bare.isupper()
        return (
            bool(bare)
            and (not bare[-1].isupper() or (is_acronym and self.lists.is_stop_word(following)))
            and re.search(r"[/@]|^www\.", word) is None
            and not (following.isupper() and len(following) > 1)
            and (len(following) < 3 or following.endswith("'") or mark in (" ", "\u00a0", "\u202f", ","))
        )

    def _is_number_of_item(self, text: str, place: int, word: str) -> bool:
        if not _NUMBER_OF_ITEM.fullmatch(word):
            return False
        before = text[max(0, place - len(word) - NEAR) : place - len(word)].rstrip()
        last = _WORD_BEFORE.search(before.rstrip("."))
        return before == "" or (before[-1] in ".!?…;:" and not (last and self.lists.is_listed(last[0])))


def _with_closing_marks(text: str, end: int) -> int:
    closing = _CLOSING.match(text, end)
    end = closing.end() if closing else end
    closes = text[end : end + 1] == '"' and bisect_left(_straight_quotes(text), end) % 2 == 1
    return end + 1 if closes else end


@lru_cache(maxsize=1)  # of the paragraph at hand, which may be long
def _straight_quotes(text: str) -> list[int]:
    return [found.start() for found in re.finditer('"', text)]
