"""Names of persons: who is meant, who is not, and how a name may be spelled."""

import pytest

from analysis import Corpus, actors
from analysis.actors import names
from analysis.actors.transliterations import sounds


def found(text):
    return list(
        actors.find(Corpus.from_texts({"a": text}))[["form", "actor"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a capital or a state in a person's name
        ("Paris Hilton arrive.", []),
        ("Nous avons vu Paris Hilton.", []),
        ("Jack London refuse.", []),
        ("Irving Berlin refuse.", []),
        ("Hier, M. Paris et Mme Berlin dormaient.", []),
        ("Anatole France propose un pacte.", []),
        ("France Gall chante.", []),
        ("La France chante.", [("France", "FRA")]),
        ("Hier Paris refusa.", [("Paris", "FRA")]),
        ("Selon Paris, Londres refuse.", [("Paris", "FRA"), ("Londres", "GBR")]),
        ("L'ambassadeur de l'Inde Rajiv Sen parle.", [("Inde", "IND")]),
        ("MOSCOU REFUSE. BIDEN REPOND.", [("MOSCOU", "RUS"), ("BIDEN", "joe-biden")]),
        # brackets say which
        ("Il vit dans la Géorgie (États-Unis).", [("États-Unis", "USA")]),
        ("Il vit en Géorgie (USA).", [("USA", "USA")]),
        ("La Géorgie (Tbilissi) vote.", [("Géorgie", "GEO"), ("Tbilissi", "GEO")]),
        ("La Géorgie (Caucase) vote.", [("Géorgie", "GEO")]),
        ("Taïwan (Chine) vote.", [("Taïwan", "TWN"), ("Chine", "CHN")]),
        ("Il visita Paris (Texas).", []),
        ("Il visita Moscou (Russie).", [("Russie", "RUS")]),
        ("L'État américain de Géorgie vote.", []),
        # a surname with another first name
        ("Hunter Biden refuse.", []),
        ("Le fils, Hunter Biden, refuse.", []),
        ("Melania Trump et Brigitte Macron refusent.", []),
        ("Lioudmila Poutine refuse.", []),
        ("Donald Trump Jr. refuse.", []),
        ("H. Biden refuse.", []),
        ("J. Biden et J. R. Biden refusent.", [("Biden", "joe-biden"), ("Biden", "joe-biden")]),
        ("Donald J. Trump refuse.", [("Trump", "donald-trump")]),
        ("Selon Biden, le Sénateur Biden et M. Biden refusent.", [("Biden", "joe-biden")] * 3),
        ("La Doctrine Biden refuse.", [("Biden", "joe-biden")]),
        ("L'OTAN Biden", [("OTAN", "NATO"), ("Biden", "joe-biden")]),
        (
            "Vlad Poutine et Dimitri Medvedev",
            [("Poutine", "vladimir-putin"), ("Medvedev", "dmitry-medvedev")],
        ),
        (
            "Naftali Bennett et Boris Eltsine",
            [("Naftali Bennett", "naftali-bennett"), ("Boris Eltsine", "boris-yeltsin")],
        ),
        # names from other scripts
        ("Omar al-Bachir refuse.", [("Omar al-Bachir", "omar-al-bashir")]),
        ("Omar el-Bashir refuse.", [("Omar el-Bashir", "omar-al-bashir")]),
        ("Eugène Prigogine refuse.", [("Eugène Prigogine", "yevgeny-prigozhin")]),
        ("Ilya Prigogine refuse.", []),
        ("Evgeny Prigozhin refuse.", [("Evgeny Prigozhin", "yevgeny-prigozhin")]),
        ("Sergej Šojgu et Sergei Shoigu refusent.", [("Sergei Shoigu", "sergei-shoigu")]),
        ("Alexander Lukashenko refuse.", [("Alexander Lukashenko", "alexander-lukashenko")]),
        ("Zelenskyi refuse, Zelinsky dort.", [("Zelenskyi", "volodymyr-zelensky")]),
        ("Le Tajikistan et le Kazakstan votent.", [("Tajikistan", "TJK"), ("Kazakstan", "KAZ")]),
        # acronyms with points
        ("L'O.N.U. propose, les U.S.A. refusent.", [("O.N.U.", "UN"), ("U.S.A.", "USA")]),
        ("L'U.E., l’O.T.A.N. et les U.S. dorment.", [("U.E.", "EU"), ("O.T.A.N.", "NATO"), ("U.S.", "USA")]),
        ("L'U.R.S.S. et les É.-U. ont eu tort.", [("U.R.S.S.", "SUN"), ("É.-U.", "USA")]),
        ("R.T. Erdogan et V.K. Ivanov dorment.", [("Erdogan", "recep-tayyip-erdogan")]),
        # blanks of any kind inside a name
        ("Les Nations\u00a0unies votent.", [("Nations\u00a0unies", "UN")]),
        ("L'Union\u202feuropéenne vote.", [("Union\u202feuropéenne", "EU")]),
        ("Vladimir\u00a0Poutine vote.", [("Vladimir\u00a0Poutine", "vladimir-putin")]),
    ],
)
def test_who_is_named(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("Theresa May parle. May rit. Philip May dort. T. May boit.", ["Theresa May", "May", "May"]),
        ("Bruno Le Maire parle. M. Le Maire rit. Le maire dort.", ["Bruno Le Maire", "Le Maire"]),
        ("Nicolas de Rivière parle. Selon M. de Rivière, oui.", ["Nicolas de Rivière", "de Rivière"]),
        ("Nicolas de Rivière parle. L'avis de Rivière compte.", ["Nicolas de Rivière", "Rivière"]),
        ("Mme von der Leyen parle.", ["von der Leyen"]),
    ],
)
def test_surnames_of_whom_the_text_named_in_full(sentences, expected):
    assert [form for form, _ in found(sentences)] == expected


def test_sounds():
    assert len(set(sounds("Prigojine Prigozhin Prigogine".split()))) == 1
    assert len(set(sounds("Sergueï Serguei Sergei Sergey Sergej".split()))) == 1
    assert len(set(sounds("Khrouchtchev Khrushchev".split()))) == 1
    assert len(set(sounds("Lavrov Lavrova Lvov".split()))) == 3


@pytest.mark.parametrize(
    ("before", "firsts", "expected"),
    [
        (["Jill"], ["Joe"], True),
        (["J.", "Donald"], ["Donald"], False),
        (["de", "Hunter"], ["Joe"], True),
        (["Alexandra"], ["Alexandre"], True),
        (["Serge"], ["Sergueï"], False),
        ([], ["Joe"], False),
    ],
)
def test_is_another(before, firsts, expected):
    assert names.is_another(before, firsts) == expected
