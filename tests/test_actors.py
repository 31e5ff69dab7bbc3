"""Actors found in texts: by the lexicon, and by what the document says."""

import pytest
from actors_lexicon import replace, write_lexicon

from analysis import Corpus, actors


@pytest.fixture
def folder(tmp_path):
    return write_lexicon(tmp_path)


@pytest.fixture
def lexicon(folder):
    return actors.read_lexicon(folder)


def found(text, lexicon=None):
    corpus = Corpus.from_texts({"a": text})
    table = actors.find(corpus, lexicon)
    assert [text[row.start : row.end] for row in table.itertuples()] == table["form"].tolist()
    return [(row.actor, row.kind, row.form) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Russie agit.", [("RUS", "name", "Russie")]),
        ("Moscou a saisi l’ONU.", [("RUS", "metonym", "Moscou"), ("UN", "name", "ONU")]),
        ("La porte-parole russe parle.", [("mzk", "role", "porte-parole russe")]),
        ("Le peuple russe.", [("RUS", "demonym", "russe")]),
        ("Une réunion à Moscou.", []),
        ("À Londres, rien.", []),
        ("De Moscou à la Russie.", [("RUS", "metonym", "Moscou"), ("RUS", "name", "Russie")]),
        ("L'EST est loin.", [("UN", "name", "EST")]),
        ("Le traité de Moscou lie Londres.", [("GBR", "metonym", "Londres")]),
        ("Les Nations unies.", [("UN", "name", "Nations unies")]),
        ("Personne.", []),
    ],
)
def test_find(text, expected, lexicon):
    assert found(text, lexicon) == expected


def test_find_with_the_lexicon_that_ships():
    text = "Maria Zakharova, de Moscou, et les Etats-Unis (USA) à l'OTAN."
    assert [(actor, form) for actor, _, form in found(text)] == [
        ("maria-zakharova", "Maria Zakharova"),
        ("RUS", "Moscou"),
        ("USA", "Etats-Unis"),
        ("USA", "USA"),
        ("NATO", "OTAN"),
    ]


def test_one_alias_in_two_writings_of_one_actor_is_sound(folder):
    replace(folder, "aliases.csv", "Onu,UN,name,false,\n", "Onu,UN,name,false,\nONU,UN,name,false,\n")
    assert found("L'ONU, l'Onu.", actors.read_lexicon(folder)) == [
        ("UN", "name", "ONU"),
        ("UN", "name", "Onu"),
    ]


def resolved(*sentences):
    """Mentions of the sentences, by the lexicon that ships: words, actor, rule."""
    corpus = Corpus.from_texts({"a": " ".join(sentences)})
    return list(actors.find(corpus)[["form", "actor", "rule"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a capital: place or government
        ("Moscou propose un pacte.", [("Moscou", "RUS", "metonym")]),
        ("Il propose à Londres un pacte.", [("Londres", "GBR", "addressed")]),
        ("Il appartient à Londres de répondre.", [("Londres", "GBR", "addressed")]),
        ("Face à Washington, il cède.", [("Washington", "USA", "addressed")]),
        ("Notre correspondant à Washington écrit.", []),
        ("L'aéroport de Moscou ferme.", []),
        ("La volonté de Moscou demeure.", [("Moscou", "RUS", "metonym")]),
        ("Il vient depuis Pékin.", []),
        ("MOSCOU (AFP) - Il neige.", [("AFP", "afp", "lexicon")]),
        ("Les conventions de l'Onu et de Budapest.", [("Onu", "UN", "lexicon")]),
        ("Il fut reçu au Kremlin.", []),
        ("Le site du Kremlin.", [("Kremlin", "russia-presidency", "metonym")]),
        # words, not letters
        ("La MONUSCO reste.", []),
        # compounds
        ("Un groupe franco-russe.", [("franco", "FRA", "compound"), ("russe", "RUS", "compound")]),
        ("Un discours anti-américain.", [("américain", "USA", "compound")]),
        ("Un message sud-coréen.", [("sud-coréen", "KOR", "lexicon")]),
        ("Un mot bien-aimé.", []),
        # coordinated
        (
            "Les délégations russe et américaine.",
            [("russe", "RUS", "lexicon"), ("américaine", "USA", "lexicon")],
        ),
    ],
)
def test_rules_of_one_sentence(text, expected):
    assert resolved(text) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["Le ministre britannique de la Défense, Ben Wallace, parle.", "Le ministre rit."],
            [("ministre britannique de la Défense", "apposition"), ("ministre", "antecedent")],
        ),
        (["Theresa May parle.", "May rit."], [("May", "surname")]),
        (["Maria Zakharova parle.", "La porte-parole rit."], [("porte-parole", "antecedent")]),
        (["Maria Zakharova parle.", "La diplomate russe rit."], [("diplomate russe", "antecedent")]),
        (["Maria Zakharova parle.", "Un porte-parole rit."], []),
        (["Maria Zakharova parle.", "Le porte-parole de la mairie rit."], []),
        (["Maria Zakharova parle.", "Le ministère rit."], [("ministère", "antecedent")]),
        (["L'Union européenne parle.", "L'Union rit."], [("Union", "antecedent")]),
        (["Le Comité spécial de l'Onu parle.", "Le comité électoral rit."], []),
        (["Le Comité spécial de l'Onu parle.", "Le comité rit."], [("comité", "antecedent")]),
        (
            ["La délégation française parle, avec le ministère de l'Intérieur."],
            [("ministère de l'Intérieur", "sentence")],
        ),
        (
            ["Vladimir Poutine voit Joe Biden.", "Poutine salue son homologue."],
            [("homologue", "counterpart")],
        ),
        (["Selon le président russe, Joe Biden ment."], []),
    ],
)
def test_rules_of_a_document(sentences, expected):
    found = [(form, rule) for form, _, rule in resolved(*sentences) if rule not in ("lexicon", "metonym")]
    assert found == expected


def test_whom_the_rules_mean():
    found = resolved(
        "La porte-parole de la diplomatie russe, Maria Zakharova, parle.",
        "Le ministère rit.",
        "Joe Biden répond à son homologue russe Vladimir Poutine.",
        "Le président américain rit, le dirigeant russe aussi.",
    )
    assert [actor for _, actor, _ in found] == [
        *("maria-zakharova", "maria-zakharova", "russia-mfa", "joe-biden", "vladimir-putin"),
        *("vladimir-putin", "joe-biden", "vladimir-putin"),
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-09", "donald-trump"),
        ("2021-10-07", "joe-biden"),
        ("2025-02-01", "donald-trump"),
        ("unknown", "usa-presidency"),
    ],
)
def test_an_office_is_given_to_who_held_it(date, expected):
    corpus = Corpus.from_texts({"a": "Le président américain parle."})
    dated = Corpus(corpus.documents.assign(date=date))
    assert actors.find(dated)["actor"].tolist() == [expected]


def test_without_context_the_lexicon_alone_decides():
    corpus = Corpus.from_texts({"a": "Maria Zakharova parle. La porte-parole rit."})
    assert actors.find(corpus, context=False)["form"].tolist() == ["Maria Zakharova"]
    assert set(actors.find(corpus)["rule"]) <= set(actors.RULES)


def test_documents_are_read_apart():
    corpus = Corpus.from_texts({"a": "Maria Zakharova parle.", "b": "La porte-parole rit."})
    assert actors.find(corpus)["document"].tolist() == ["a"]


def test_a_document_is_read_alike_alone_and_beside_others():
    text = "Maria Zakharova parle pour le ministère"
    alone = actors.find(Corpus.from_texts({"a": text}))
    beside = actors.find(Corpus.from_texts({"a": text, "b": "Des gens parlent.", "c": "russe"}))
    columns = ["start", "end", "actor", "rule"]
    assert alone["actor"].tolist() == ["maria-zakharova", "russia-mfa"]
    kept = beside[beside["document"] == "a"]
    assert kept[columns].to_numpy().tolist() == alone[columns].to_numpy().tolist()


@pytest.mark.parametrize(
    ("date", "who"), [("2017-05-01", "petro-poroshenko"), ("2023-05-01", "volodymyr-zelensky")]
)
def test_a_counterpart_is_who_held_the_office_then(date, who):
    corpus = Corpus.from_texts({"a": "Vladimir Poutine a parlé avec son homologue ukrainien."})
    found = actors.find(Corpus(corpus.documents.assign(date=date)))
    assert found[["actor", "rule"]].to_numpy().tolist()[-1] == [who, "counterpart"]


def among(text, **about):
    corpus = Corpus.from_texts({"a": text})
    table = actors.find(Corpus(corpus.documents.assign(**about)))
    return [(row.actor, row.rule) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"country": "CHN", "publisher_type": "government"}, [("china-mfa", "home")]),
        ({"country": "CHN", "publisher_type": "state media"}, []),
        ({"publisher_type": "government"}, []),
    ],
)
def test_a_ministry_without_a_state_is_that_of_the_government_that_publishes(about, expected):
    assert among("Le ministère des Affaires étrangères a réagi.", **about) == expected


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("vladimir-putin", [("russia-security-council", "home")]),
        ("sergey-lavrov", [("UNSC", "lexicon")]),
        ("joe-biden", [("UNSC", "lexicon")]),
    ],
)
def test_a_council_is_that_of_the_president_who_speaks(speaker, expected):
    assert among("Le Conseil de sécurité s'est réuni.", speaker=speaker) == expected


def test_a_council_stays_the_one_that_was_named_in_full():
    text = "Le Conseil de sécurité de l'Onu siège. Le Conseil de sécurité vote."
    assert among(text, speaker="vladimir-putin") == [("UNSC", "lexicon")] * 2


def test_a_family_name_that_stands_first():
    text = "Wang Yi est là. M. Wang parle. Wang Xiaolong se tait. Yi aussi."
    assert among(text) == [("wang-yi", "lexicon"), ("wang-yi", "surname")]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("La France attend. Le Sénat a voté.", "france-parliament"),
        ("La France attend. L'Assemblée nationale a voté.", "france-parliament"),
        ("Les États-Unis attendent. Le Sénat a voté.", "usa-congress"),
    ],
)
def test_a_parliament_is_that_of_the_state_the_text_is_about(text, actor):
    assert among(text)[1] == (actor, "sentence")
