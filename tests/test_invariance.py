"""Texts typed, wrapped or printed in another way: the same words, sentences, names, terms and candidates."""

import re
import textwrap
import unicodedata
from functools import cache

import pytest

from analysis import Corpus, actors, candidates, terms
from analysis.spelling import decomposed

LIGATURES = {"ffi": "ﬃ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
LETTER = r"[^\W\d_]"
TEXTS = {
    "speech": (
        "Réuni à Genève, le groupe d'experts gouvernementaux a remis son rapport sur la "
        "cybersécurité. L'ambassadeur du Brésil l'a présenté aux délégations : il s'agit, a-t-il dit, "
        "d'un premier pas.\n\n"
        "« L'Inde propose aux États-Unis et à la Chine de conclure un accord de non-ingérence dans "
        "les affaires intérieures », a déclaré le porte-parole du ministère indien des Affaires "
        "étrangères. Washington n'a pas répondu à l'offre. Selon M. Antonio Guterres, l'ONU jouera un "
        "rôle central ; l'Union européenne, elle, souhaite qu'un mécanisme international soit créé "
        "sous l'égide des Nations unies.\n\n"
        "La France a appelé les États membres à respecter la Charte. D'après l'Allemagne, "
        "aujourd'hui, il faut renforcer les mesures de confiance et s'abstenir d'utiliser les "
        "technologies de l'information et de la communication à des fins hostiles. Que fera-t-on "
        "demain ? Moscou et Pékin n'ont pas caché leur scepticisme : « Nous voulons un traité », ont-"
        "ils répété dans une déclaration sino-russe."
    ),
    "article": (
        "Le Japon a officiellement invité l'Australie à reprendre le dialogue bilatéral sur la "
        "sécurité de l'information, que les deux capitales avaient suspendu. Des conflits d'influence "
        "affectent, difficilement mais efficacement, chaque effort. Les efforts de l'OTAN et de "
        "l'OSCE n'y suffisent pas.\n\n"
        "La diplomatie russe a proposé d'organiser une conférence internationale contre la "
        "cybercriminalité. « Il est indispensable que la Russie et l'Ukraine s'entendent », estime "
        "Sergueï Lavrov. Le Kremlin considère qu'un code de conduite serait utile, mais Londres "
        "refuse de signer un texte qu'elle juge flou.\n\n"
        "Enfin, l'Estonie demande aux géants du numérique d'ouvrir leurs données. Tallinn s'engage à "
        "financer l'initiative, et l'Assemblée générale pourrait l'adopter dès l'automne. "
        "Mme Jeanne Dubreuil, de l'Institut de recherche sur la paix (IRP), en doute."
    ),
}


def between_letters(pattern, sign):
    return lambda text: re.sub(rf"(?<={LETTER}){pattern}(?={LETTER})", sign, text)


def inside_words(sign):
    return lambda text: re.sub(rf"\b({LETTER}{{3}})({LETTER}{{3,}})\b", rf"\1{sign}\2", text)


def spaces(sign):
    return lambda text: text.replace(" ", sign)


def wrapped(width, end="\n"):
    def wrap(text):
        parts = text.split("\n\n")
        lines = [textwrap.wrap(part, width, break_on_hyphens=False, break_long_words=False) for part in parts]
        return (end + end).join(end.join(some) for some in lines)

    return wrap


def broken(text):
    """Break every seventh long word at a line end."""
    counts = iter(range(len(text)))
    pattern = rf"\b({LETTER}{{4}})({LETTER}{{4,}})\b"
    return re.sub(pattern, lambda word: word[0] if next(counts) % 7 else f"{word[1]}-\n{word[2]}", text)


def broken_lines(text):
    """Bring the first letters of long words at the beginning of a line to the line before."""
    return re.sub(rf"(?<=\S)\n({LETTER}{{3}})({LETTER}{{4,}})\b", r" \1-\n\2", text)


def numbered(mark):
    """Put the number of a note behind every sixth word, from 1 on."""

    def number(text):
        count, words = 0, re.split(r"(\s+)", text)
        for place in range(10, len(words), 12):
            if words[place].isalpha() and len(words[place]) > 1:
                count += 1
                words[place] += mark(count)
        return "".join(words)

    return number


def behind_stops(mark):
    def note(text):
        counts = iter(range(1, len(text)))
        return re.sub(r"(?<=[a-zé]{3}\.)(?=\s|$)", lambda _: mark(next(counts)), text)

    return note


def superscript(number):
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


CHANGES = {
    **{f"wrapped at {width}": wrapped(width) for width in (30, 36, 40, 52, 65, 72, 90, 110, 150)},
    "wrapped at 50, lines end with CR": wrapped(50, "\r"),
    "wrapped at 50, lines end with CRLF": wrapped(50, "\r\n"),
    "wrapped at 50, with blanks round line ends": wrapped(50, "  \n\t"),
    "wrapped and indented": lambda text: re.sub(r"^(?=.)", "    ", wrapped(60)(text), flags=re.MULTILINE),
    "words broken at line ends": broken,
    "words broken by soft hyphens at line ends": lambda text: broken(text).replace("-\n", "\u00ad\n"),
    "words broken by U+2010 at line ends": lambda text: broken(text).replace("-\n", "\u2010\n"),
    "compounds broken at their hyphens": lambda text: re.sub(rf"(?<={LETTER})-(?={LETTER})", "-\n", text),
    "lines end with CR": lambda text: text.replace("\n", "\r"),
    "lines end with CRLF": lambda text: text.replace("\n", "\r\n"),
    "lines end with U+2028": lambda text: text.replace("\n", "\u2028"),
    "pages end between paragraphs": lambda text: text.replace("\n\n", "\n\f\n"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "every other line in NFD": lambda text: "\n".join(
        unicodedata.normalize("NFD" if number % 2 else "NFC", line)
        for number, line in enumerate(wrapped(60)(text).split("\n"))
    ),
    **{
        f"apostrophe U+{ord(sign):04X}": between_letters("'", sign)
        for sign in "\u2019\u2018\u00b4`\u02bc\u2032\u201b\uff07"
    },
    **{f"hyphen U+{ord(sign):04X}": between_letters("-", sign) for sign in "\u2010\u2011\ufe63\uff0d"},
    **{
        f"space U+{ord(sign):04X}": spaces(sign)
        for sign in "\t\u00a0\u2002\u2003\u2005\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    },
    "two spaces": spaces("  "),
    "two spaces behind full stops": lambda text: text.replace(". ", ".  "),
    **{
        f"U+{ord(sign):04X} inside words": inside_words(sign)
        for sign in "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\ufe0f"
    },
    "U+2060 behind apostrophes": lambda text: text.replace("'", "'\u2060"),
    "U+2060 round hyphens": between_letters("-", "\u2060-\u2060"),
    "U+200B round words": lambda text: re.sub(rf"\b({LETTER}{{5,}})\b", "\u200b\\1\u200b", text),
    "U+FEFF at the beginning": lambda text: "\ufeff" + text,
    "ligatures": lambda text: re.sub("ffi|ff|fi|fl", lambda found: LIGATURES[found[0]], text),
    "numbers behind words": numbered(str),
    "superscripts behind words": numbered(superscript),
    "brackets behind words": numbered(lambda number: f"[{number}]"),
    "numbers behind full stops": behind_stops(str),
    "superscripts behind full stops": behind_stops(superscript),
    "brackets behind full stops": behind_stops(lambda number: f"[{number}]"),
    "no-break spaces inside quotation marks": lambda text: re.sub("(?<=«) | (?=»)", "\u202f", text),
    "no spaces inside quotation marks": lambda text: re.sub("(?<=«) | (?=»)", "", text),
    "capitals without accents": lambda text: re.sub(
        "[ÀÂÇÉÈÊËÎÏÔÛÙ]", lambda letter: unicodedata.normalize("NFD", letter[0])[0], text
    ),
    "wrapped, broken, with thin spaces and other signs": lambda text: (
        broken_lines(wrapped(48)(text)).replace("'", "\u02bc").replace(" ", "\u2009")
    ),
}


@cache
def found():
    """Read every change of every text in one corpus; what is found, by change."""
    changes = {"as typed": str, **CHANGES}
    texts = {
        f"{name}-{number}": change(text)
        for number, change in enumerate(changes.values())
        for name, text in TEXTS.items()
    }
    corpus = Corpus.from_texts(texts)
    mentions = actors.find(corpus)
    told = actors.roles_in_sentences(corpus, mentions)
    found = candidates.find(corpus, mentions=mentions)
    tables = {
        "words": corpus.tokens[["document", "form"]].replace({"form": {"’": "'"}}, regex=True),
        "lemmas": corpus.tokens[["document", "lemma"]],
        "sentences": corpus.tokens[["document", "sentence"]],
        "names": actors.unknown_names(corpus, mentions)[["document", "form", "type", "why"]],
        "mentions": told[["document", "actor", "kind", "part", "part_rule"]],
        "terms": terms.find(corpus)[["document", "term"]],
        "candidates": found.drop(columns=["start", "end", "quote", "passage", "reference"]),
    }
    rows = {what: {} for what in tables}
    for what, table in tables.items():
        for document, *row in table.astype(object).to_numpy().tolist():
            name, _, number = document.partition("-")
            rows[what].setdefault(int(number), []).append([name, *row])
    return {
        change: {what: rows[what].get(number, []) for what in tables} for number, change in enumerate(changes)
    }


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_type_changes_nothing_that_is_read(name):
    for what, rows in found()[name].items():
        expected = found()["as typed"][what]
        if name == "capitals without accents" and what == "words":
            rows, expected = ([decomposed(row[1])[0] for row in some] for some in (rows, expected))
        assert rows == expected, what


def test_the_texts_hold_enough_to_be_lost():
    counts = {what: len(rows) for what, rows in found()["as typed"].items()}
    assert counts.pop("words") == counts.pop("lemmas") == counts.pop("sentences") == 301
    assert counts == {"names": 3, "mentions": 30, "terms": 11, "candidates": 14}


def test_spans_are_those_of_the_text_itself():
    text = "Les États\u2011Unis et la commu-\nnauté inter\u200bnationale1 refusent."
    tokens = Corpus.from_texts({"a": text}).tokens
    assert [(text[row.start : row.end], row.form) for row in tokens.itertuples()] == [
        ("Les", "Les"),
        ("États\u2011Unis", "États-Unis"),
        ("et", "et"),
        ("la", "la"),
        ("commu-\nnauté", "communauté"),
        ("inter\u200bnationale", "internationale"),
        ("refusent", "refusent"),
    ]
