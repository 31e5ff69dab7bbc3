"""Who speaks to whom, by the words beside a mention; and names that the lexicon does not know."""

import pytest

from analysis import Corpus, actors


def parts(text):
    corpus = Corpus.from_texts({"a": text})
    table = actors.roles_in_sentences(corpus, actors.find(corpus))
    return list(table[["form", "part", "cue"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Non », a déclaré Poutine.", [("Poutine", "speaks", "déclaré")]),
        ("Moscou estime que oui.", [("Moscou", "speaks", "estime")]),
        ("Moscou l'a également regretté.", [("Moscou", "speaks", "regretté")]),
        ("C'est faux, selon le Kremlin.", [("Kremlin", "speaks", "selon")]),
        ("D'après l'Onu, oui.", [("Onu", "speaks", "après")]),
        ("Il propose aux États-Unis un pacte.", [("États-Unis", "addressed", "propose")]),
        ("Il exhorte Londres à cesser.", [("Londres", "addressed", "exhorte")]),
        ("Il dénonce l'attitude de Londres.", [("Londres", "about", "")]),
        ("La Russie compte peu.", [("Russie", "about", "")]),
        (
            "La porte-parole Maria Zakharova a souligné cela.",
            [("porte-parole", "speaks", "souligné"), ("Maria Zakharova", "speaks", "souligné")],
        ),
    ],
)
def test_parts(text, expected):
    assert parts(text) == expected


def test_nobody():
    assert parts("Il pleut.") == []


def unknown(*texts, **options):
    corpus = Corpus.from_texts({f"t{number}": text for number, text in enumerate(texts)})
    table = actors.unknown_names(corpus, actors.find(corpus), **options)
    for row in table.itertuples():
        assert corpus.text(row.document)[row.start : row.end] == row.form
    return list(table[["form", "type", "why", "n"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Selon M. Durand, non.", [("Durand", "person", "title", 1)]),
        ("Hier, Jeanne Durand a parlé.", [("Jeanne Durand", "person", "capitals", 1)]),
        (
            "C'est l'Union des ports libres (UPL).",
            [
                ("Union des ports libres", "organisation", "brackets", 1),
                ("UPL", "organisation", "brackets", 1),
            ],
        ),
        ("Il a vu M. d'Arcy.", [("d'Arcy", "person", "title", 1)]),
        ("Il a vu Mme Le Goff.", [("Le Goff", "person", "title", 1)]),
        ("Selon M. de Villepin, oui.", [("de Villepin", "person", "title", 1)]),
        (
            "Il cite M. von der Kleist et M. de la Brosse.",
            [
                ("von der Kleist", "person", "title", 1),
                ("de la Brosse", "person", "title", 1),
            ],
        ),
        (
            "Il cite M. Ben Chikh et le Dr. El Khadir.",
            [
                ("Ben Chikh", "person", "title", 1),
                ("El Khadir", "person", "title", 1),
            ],
        ),
        (
            "Mme Jeanne Martin arrive. Nous avons vu Jeanne Martin. Selon JEANNE MARTIN, oui.",
            [
                ("Jeanne Martin", "person", "title", 3),
                ("Jeanne Martin", "person", "capitals", 3),
                ("JEANNE MARTIN", "person", "capitals", 3),
            ],
        ),
        ("Enfin Ada Brun dort.", [("Ada Brun", "person", "capitals", 1)]),
        ("Hier Monsieur Jean Dupont dort.", [("Jean Dupont", "person", "title", 1)]),
        ("Il voit Hunter Biden.", [("Hunter Biden", "person", "capitals", 1)]),
        ("Les technologies de l'information (TI) changent, dit la TI.", []),
        ("Hier à New York, il pleut. Demain aussi.", []),
        ("Cependant, Moscou et Poutine se taisent.", []),
        ("La Convention de Budapest reste.", []),
        ("", []),
    ],
)
def test_unknown_names(text, expected):
    assert unknown(text) == expected


def test_the_most_frequent_first_and_the_rare_left_out():
    texts = ("Ici, Ada Brun a parlé.", "Puis Luc Noir a ri. Et Luc Noir a bu.")
    assert [name for name, *_ in unknown(*texts)] == ["Luc Noir", "Luc Noir", "Ada Brun"]
    assert unknown(*texts, least=2) == [("Luc Noir", "person", "capitals", 2)] * 2


def test_the_order_of_the_mentions_does_not_count():
    corpus = Corpus.from_texts(
        {"a": "La porte-parole Maria Zakharova a déclaré que Londres propose un pacte."}
    )
    mentions = actors.find(corpus)
    told = actors.roles_in_sentences(corpus, mentions)
    turned = actors.roles_in_sentences(corpus, mentions.iloc[::-1])
    assert told["part"].tolist() == ["speaks", "speaks", "speaks"]
    assert turned["part"].tolist() == told["part"].tolist()[::-1]
    assert turned["cue"].tolist() == told["cue"].tolist()[::-1]
    assert turned.index.tolist() == told.index.tolist()[::-1]
