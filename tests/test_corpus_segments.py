"""Segments: what of a text is its body."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import InputError, french
from analysis.corpus.copies import recurring
from analysis.corpus.reading import read
from analysis.corpus.segments import STRUCTURE, cut, read_rules

BODY = "Moscou propose un dialogue. Londres a répondu qu’il n’était pas prêt, selon la diplomatie russe."
PIECES = st.sampled_from(
    [
        *("\n", "\r\n", "\r", "\n\n", "\u2028", "\x85", "\x0c", "\t", "\u00a0", "\u202f", "\ufeff"),
        *("Publicité", "Un titre", "« Un titre »", "[...]", "OK", "Photo : TASS", "© TASS", " date 2020-09 "),
        *("Temps de lecture : 3 min", "29.03.2024", "RT", "e\u0301", "𝔸", "😀", "…", ". ", BODY),
        *("Tout accepter", "RT utilise des cookies pour exploiter le site."),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)


def kinds(text, **options):
    table = cut(text, **options)
    return [(row.kind, text[row.start : row.end].strip()) for row in table.itertuples()]


def kind_of(line, **options):
    """The kind of one line that stands behind a headline and before a body."""
    return {words: kind for kind, words in kinds(f"Un titre\n{line}\n{BODY}\n", **options)}[line]


@settings(max_examples=150)
@given(TEXTS)
def test_segments_tile_the_text(text):
    table = cut(text, publisher="RT")
    if not read(text).strip():
        assert table.empty
        return
    assert table["start"].iloc[0] == 0
    assert table["end"].iloc[-1] == len(text)
    assert (table["start"].iloc[1:].to_numpy() == table["end"].iloc[:-1].to_numpy()).all()
    assert (table["start"] < table["end"]).all()
    assert set(table["rule"]) <= {*STRUCTURE, *read_rules()["rule"]}


@settings(max_examples=50)
@given(TEXTS)
def test_line_ends_do_not_change_the_kinds(text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert cut(plain.replace("\n", "\r\n"))["kind"].tolist() == cut(plain)["kind"].tolist()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Publicité", "advertisement"),
        ("Suivez RT France surTelegram", "share line"),
        ("Suivez-nous sur Telegram", "share line"),
        ("Photo : Mikhail Tereshchenko/TASS", "image credit"),
        ("© Ministère des Affaires étrangères Source: Sputnik", "image credit"),
        ("Temps de lecture estimé : 2 minutes", "reading time"),
        ("29.03.2024", "date line"),
        ("Publié le 7 octobre 2021 à 12:30", "date line"),
        ("https://fr.sputniknews.africa/20240329/a-1.html", "address"),
        ("Laisser un commentaire", "comment form"),
        (
            "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
            "comment form",
        ),
        ("RT France utilise des cookies pour exploiter et améliorer ses services.", "cookie notice"),
        ("Tout AccepterTout refuserParamétrer vos choix", "cookie notice"),
        ("Communiqué de presse", "rubric"),
        ("France (la République française)", "rubric"),
        ("Un titre", "repeated headline"),
        ("UN TITRE", "repeated headline"),
        ("« Londres a répondu »", "repeated pull quote"),
        ("Moscou propose [...] selon la diplomatie russe", "repeated pull quote"),
        ("La diplomatie russe [...] Moscou propose", "intertitle"),
        ("La Russie n’est pas dans la liste", "intertitle"),
        ("Le tribunal a refusé.", "body"),
        ("La Russie refuse les cookies américains.", "body"),
        ("La publicité nuit au débat, dit Moscou.", "body"),
    ],
)
def test_kind_of_a_line(line, kind):
    if line.casefold() == "un titre":
        assert kinds(f"Un titre\n{line}\n{BODY}")[1] == (kind, line)
    else:
        assert kind_of(line) == kind


def test_an_english_post_is_no_body():
    post = (
        "Statement by President of Russia on a comprehensive program of measures for restoring the "
        "cooperation in the field of international information security."
    )
    assert kind_of(post) == "embedded post"
    assert kind_of(f"{post} https://t.co/3I — President of Russia (@KremlinRussia_E) September 25, 2020") == (
        "embedded post"
    )
    assert kinds(f"A title\n{post}\n", language="en")[1] == ("body", post)


@pytest.mark.parametrize(
    "line",
    [
        "Россия предлагает заключить договор о международной информационной безопасности.",
        "Rusia propone a los Estados Unidos un acuerdo sobre la seguridad internacional de la información.",
        "Russland schlägt den Vereinigten Staaten ein Abkommen über die Sicherheit der Information vor.",
        "La Russia propone agli Stati Uniti un accordo sulla sicurezza internazionale dell'informazione.",
        "A Rússia propõe aos Estados Unidos um acordo sobre a segurança internacional da informação.",
    ],
)
def test_a_line_in_another_language_is_no_body(line):
    assert kind_of(line) == "embedded post"


@pytest.mark.parametrize(
    "line",
    [
        "Il a dit : “We are ready to work with the United States on the security of networks.”",
        "Lavrov écrit : « Russia proposes to the United States an agreement on the security of networks ».",
        "Moscou, Washington, Pékin, Londres, Paris, Berlin, Rome, Madrid, Tokyo, Ottawa, Canberra, Varsovie.",
        "Cybersécurité, ransomware, phishing, malware, cloud computing, data breach, zero-day : un lexique.",
        "La devise « Боже, царя храни, Россия священная наша держава » reste.",
    ],
)
def test_a_french_line_with_foreign_words_is_body(line):
    assert kind_of(line) == "body"


def test_the_publisher_alone_on_a_line():
    assert kind_of("Sputnik Afrique", publisher="Sputnik Afrique") == "site name"
    assert kind_of("sputnik afrique", publisher="Sputnik Afrique") == "site name"
    assert kind_of("Sputnik Afrique") == "intertitle"
    assert kinds("unknown\nFin.", publisher="unknown")[0][0] == "headline"


def test_short_lines_inside_a_notice_belong_to_it():
    text = f"Un titre\n{BODY}\nTout refuser\nOK\nRT utilise des cookies pour exploiter le site.\n"
    assert kinds(text)[2:] == [
        ("cookie notice", "Tout refuser"),
        ("cookie notice", "OK"),
        ("cookie notice", "RT utilise des cookies pour exploiter le site."),
    ]


def test_a_part_of_a_line_is_set_aside():
    assert kinds(f" date 2020-09 Temps de lecture : 2 minutes\n\n{BODY}") == [
        ("date line", "date 2020-09"),
        ("reading time", "Temps de lecture : 2 minutes"),
        ("body", BODY),
    ]


def test_a_caption_only_under_its_credit():
    caption = "Maria Zakharova lors d'une conférence de presse, le 16 septembre 2021."
    assert kinds(f"Un titre\n© TASS\n{caption}\n{BODY}")[2][0] == "caption"
    assert kinds(f"Un titre\n{caption}\n{BODY}")[1][0] == "body"


def test_a_text_of_lines_without_full_stop_is_body():
    assert kinds("Moscou propose un dialogue\nLondres refuse") == [
        ("body", "Moscou propose un dialogue"),
        ("body", "Londres refuse"),
    ]


def test_nothing():
    for text in ("", " \n\t\u00a0\n"):
        table = cut(text)
        assert table.empty
        assert table.dtypes.astype(str).to_dict() == {
            "start": "int64",
            "end": "int64",
            "kind": "str",
            "rule": "str",
        }


def test_many_parts_of_one_line_are_set_aside():
    text = "Un titre\n" + "Lecture 3 min " * 2000 + "\n" + BODY
    found = cut(text)
    assert (found["kind"] == "reading time").sum() == 2000
    every = read_rules().head(1).assign(rule="all", where="part", pattern=".")
    assert len(cut("a" * 3000 + ".", rules=every)) == 3001


def test_a_long_blank_line_and_a_quote_of_many_parts_come_to_an_end():
    quote = "a [...] " * 20 + "b"
    assert kinds(f"Un titre\n{' ' * 50_000}\n{quote}\n{'a ' * 300}.")[1] == ("intertitle", quote)


def test_other_rules():
    rules = pd.DataFrame(
        [("shout", "shouting", "line", "", "^[A-Z]+$", "")],
        columns=["rule", "kind", "where", "after", "pattern", "note"],
    )
    assert kinds(f"Un titre\nPAIX\n{BODY}", rules=rules)[1] == ("shouting", "PAIX")


def test_a_rule_that_is_no_pattern(tmp_path):
    path = tmp_path / "cleaning.csv"
    path.write_text("rule,kind,where,after,pattern,note\nbad,x,line,,(,\nworse,x,page,,a,\n")
    with pytest.raises(InputError) as caught:
        read_rules(path)
    assert len(caught.value.problems) == 2
    assert "(bad): pattern is '('; expected a valid regular expression" in str(caught.value)
    assert "(worse): where is 'page'; expected one of line, within, part" in str(caught.value)


WRAPPED = """La diplomatie russe a exhorté les deux parties à ne pas perdre
la tête, et à reprendre le dialogue que le gouvernement des
États-Unis avait proposé. Le texte sera soumis à la commission
de l'Assemblée générale."""


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    assert kinds(f"Un titre\n\n{WRAPPED}\n") == [("headline", "Un titre"), ("body", WRAPPED)]
    assert [kind for kind, _ in kinds(f"Un titre\r\n\r\n{WRAPPED}".replace("\n", "\r\n"))][1:] == ["body"]


def test_items_of_a_list_are_body():
    text = "Moscou propose :\n– un dialogue régulier\n– des garanties\nLa suite des pourparlers\nElle attend."
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "body", "intertitle", "body"]


@pytest.mark.parametrize(
    "markers",
    [
        *(
            "a) b)",
            "(a) (b)",
            "i) ii)",
            "I. II.",
            "1) 2)",
            "(1) (2)",
            "1. 2.",
            "1.1 1.2",
            "1° 2°",
            "A) B)",
            "a. b.",
        ),
        *(f"{bullet} {bullet}" for bullet in "●■◦➢✓•▪‣→►–—-*·\uf0b7\uf0a7"),
    ],
)
def test_a_list_has_one_set_of_markers_for_segments_and_sentences(markers):
    one, other = markers.split(" ")
    lines = f"{one} la réduction des risques\n{other} le dialogue des deux pays"
    assert [kind for kind, _ in kinds(f"Un titre\n\n{BODY}\nLondres propose :\n{lines}\n")][2:] == [
        "body"
    ] * 3
    assert [kind for kind, _ in kinds(f"Un titre\n\n{BODY}\n{lines}\n{BODY}\n")][2:] == ["body"] * 3
    assert len(list(french.sentences(f"Londres propose :\n{lines}"))) == 3


def test_a_numbered_heading_is_no_item():
    found = kinds(f"Un titre\n\n1. Les faits\n{BODY}\n2. Les suites\n{BODY}\n")
    assert [kind for kind, _ in found] == ["headline", "intertitle", "body", "intertitle", "body"]


def test_lines_that_recur_at_a_publisher():
    texts = [f"Le {day} mai, Moscou a répondu.\nLe journal de la paix\nElle attend." for day in (1, 2, 3)]
    recurs = recurring(texts)
    assert recurs == {"le journal de la paix", "elle attend."}
    assert [kind for kind, _ in kinds(texts[0], recurs=recurs)] == [
        "body",
        "recurring line",
        "recurring line",
    ]
    assert recurring(texts[:2]) == frozenset()


NOTICE = "Pour améliorer votre visite, nous utilisons des cookies."


def test_in_an_endless_line_only_the_notice_is_set_aside():
    body = f"{BODY} " * 10
    found = kinds(f"{body}{NOTICE} {body}")
    assert found == [("body", body.strip()), ("cookie notice", NOTICE), ("body", body.strip())]
    long_sentence = f"{'cela et ' * 100}nous utilisons des cookies pour tout."
    assert kinds(f"{body}{long_sentence}") == [("body", f"{body}{long_sentence}")]
    assert kinds(f"{BODY} {NOTICE}") == [("cookie notice", f"{BODY} {NOTICE}")]


def test_a_part_may_stand_in_a_line_a_thousand_times():
    found = kinds(f"{BODY} {'Lecture 3 min ' * 1000}{BODY}")
    assert found == [("body", BODY), *[("reading time", "Lecture 3 min")] * 1000, ("body", BODY)]
