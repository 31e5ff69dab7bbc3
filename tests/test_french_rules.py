"""Hard cases of French: the exact words, sentences and lemmas."""

import unicodedata
from itertools import pairwise

import pytest

from analysis import french
from analysis.french.lists import abbreviations


def words(text):
    return [text[start:end] for start, end in french.words(text)]


def sentences(text):
    return [text[start:end] for start, end in french.sentences(text)]


WORDS = [
    # elision: the whole list, both apostrophes, any case
    ("l'eau d’or j'ai m'aide t'es s’il c'est n’y", "l' eau d’ or j' ai m' aide t' es s’ il c' est n’ y"),
    ("qu'il jusqu’ici lorsqu'on puisqu'elle", "qu' il jusqu’ ici lorsqu' on puisqu' elle"),
    ("quoiqu'il quelqu'autre presqu'aussi", "quoiqu' il quelqu' autre presqu' aussi"),
    ("entr'eux entr’elles entr'autres", "entr' eux entr’ elles entr' autres"),
    ("QU’ON L'ONU Ç'A ç’eût y'a", "QU’ ON L' ONU Ç' A ç’ eût y' a"),
    ("qu'est-ce qu’l'on", "qu' est -ce qu’ l'on"),
    ("d'abord d'accord d’après n'importe", "d' abord d' accord d’ après n' importe"),
    # an apostrophe inside a word
    ("aujourd’hui d'aujourd'hui jusqu'aujourd’hui", "aujourd’hui d' aujourd'hui jusqu' aujourd’hui"),
    ("prud'homme quelqu'un presqu’île entr'acte", "prud'homme quelqu'un presqu’île entr'acte"),
    ("N'Djamena M’Bala O'Brien Jeand'heurs", "N'Djamena M’Bala O'Brien Jeand'heurs"),
    ("que l'on dit, où l’on va", "que l'on dit où l’on va"),
    ("les États' droits", "les États droits"),
    # clitics behind a verb
    ("a-t-il va-t-elle dira-t-on dit-on", "a -t-il va -t-elle dira -t-on dit -on"),
    ("sont-ils prennent-elles puis-je as-tu", "sont -ils prennent -elles puis -je as -tu"),
    ("est-ce sera-ce serait-ce", "est -ce sera -ce serait -ce"),
    ("dis-le-moi donne-la-lui parle-leur-en", "dis -le -moi donne -la -lui parle -leur -en"),
    ("allons-y vas-y prends-en croyez-vous", "allons -y vas -y prends -en croyez -vous"),
    ("va-t’en donne-m'en va-t-en", "va -t’ en donne -m' en va -t-en"),
    ("cet homme-là ces jours-ci ce jour-là", "cet homme -là ces jours -ci ce jour -là"),
    ("EST-CE A-T-ELLE", "EST -CE A -T-ELLE"),
    # compound words
    ("peut-être c'est-à-dire c’est-à-dire vis-à-vis", "peut-être c'est-à-dire c’est-à-dire vis-à-vis"),
    ("États-Unis Royaume-Uni Côte-d'Or", "États-Unis Royaume-Uni Côte-d'Or"),
    ("Russie–États-Unis", "Russie États-Unis"),
    ("rendez-vous chez-nous garde-à-vous", "rendez-vous chez-nous garde-à-vous"),
    ("celui-là celle-ci là-bas ci-dessus au-delà", "celui-là celle-ci là-bas ci-dessus au-delà"),
    ("jusque-là d'ici-là par-ci", "jusque-là d' ici-là par-ci"),
    ("lui-même arc-en-ciel Fontenay-le-Comte", "lui-même arc-en-ciel Fontenay-le-Comte"),
    ("l’après-midi d'outre-mer main-d'œuvre", "l’ après-midi d' outre-mer main-d'œuvre"),
    ("soi-disant a fortiori cessez-le-feu", "soi-disant a fortiori cessez-le-feu"),
    # numbers, dates, measures
    ("2 000 1\u00a0234\u202f567,89 3,5 0,75", "2 000|1\u00a0234\u202f567,89|3,5|0,75"),
    ("1er 1re XXIe 76e 2ème", "1er 1re XXIe 76e 2ème"),
    ("29.03.2024 25/01/06 12:30 2019-2024 1/10", "29.03.2024 25/01/06 12:30 2019-2024 1/10"),
    ("14h30 18h 160km 3,5km 12H30", "14 h 30 18 h 160 km 3,5 km 12 H 30"),
    ("de -1 à -0,8, +14, -6°C, 19-20", "de -1 à -0,8 +14 -6 °C 19-20"),
    ("300 km/h, n° 5, N°7, 80 %", "300 km/h n° 5 N° 7 80"),
    # addresses, files, handles
    ("https://www.mid.ru/fr/x?a=1, www.un.org.", "https://www.mid.ru/fr/x?a=1 www.un.org"),
    ("lemonde.fr, mid.ru et VIDATI.fr", "lemonde.fr mid.ru et VIDATI.fr"),
    ("a.b-c@mid.ru @mfa_russia #sécurité note_é.pdf", "a.b-c@mid.ru @mfa_russia #sécurité note_é.pdf"),
    # abbreviations, initials, acronyms, documents
    ("M. Lavrov, MM. X et Y, Mme Z", "M. Lavrov MM. X et Y Mme Z"),
    ("J.-Y. Le Drian, V. Poutine, J.-C.", "J.-Y. Le Drian V. Poutine J.-C."),
    ("S.E. M. Lavrov, l’U.R.S.S., O.N.U.", "S.E. M. Lavrov l’ U.R.S.S. O.N.U."),
    ("l'art. 5, l'art est long", "l' art. 5 l' art est long"),
    ("t. IV, p. 12, pp. 3-4, cf. Dupont", "t. IV p. 12 pp. 3-4 cf. Dupont"),
    ("A/RES/75/240 S/RES/1540 A/C.1/73/L.27/Rev.1", "A/RES/75/240 S/RES/1540 A/C.1/73/L.27/Rev.1"),
    ("et/ou CD/1679 d'A. Camus", "et ou CD/1679 d' A. Camus"),
    # optional endings
    ("mise(s) en garde, élève(s), AUTRE(S)", "mise(s) en garde élève(s) AUTRE(S)"),
    # inclusive forms
    ("les citoyen·ne·s, député·es, élu•e•s", "les citoyen·ne·s député·es élu•e•s"),
    ("d’étudiant(e)s, citoyen(ne)s, acteur(trice)(s)", "d’ étudiant(e)s citoyen(ne)s acteur(trice)(s)"),
    ("élu.e.s, motivé.e, citoyen.ne.s, étudiant-e-s", "élu.e.s motivé.e citoyen.ne.s étudiant-e-s"),
    ("tous·tes, ceux·elles, Rome·Paris, fin.Le reste", "tous·tes ceux·elles Rome Paris fin Le reste"),
    ("la mesure (s'il le faut)", "la mesure s' il le faut"),
    # characters of all kinds
    ("«\u00a0d’accord\u00a0», \u202f“oui”", "d’ accord oui"),
    ("cyber\u00adsécurité d\u2019État", "cyber\u00adsécurité d\u2019 État"),
    ("𝔸𝔹 😀fin 👩‍💻 l'😀", "𝔸𝔹 fin l'"),
    ("un\r\ndeux\rtrois\u2028quatre", "un deux trois quatre"),
    ("km² 10³", "km 10"),
    ("... – « » !", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text, expected):
    assert words(text) == (expected.split("|") if "|" in expected else expected.split())


@pytest.mark.parametrize("text", [text for text, _ in WORDS])
def test_decomposed_words(text):
    decomposed = words(unicodedata.normalize("NFD", text))
    composed = words(unicodedata.normalize("NFC", text))
    assert [unicodedata.normalize("NFC", word) for word in decomposed] == composed


@pytest.mark.parametrize("text", [text for text, _ in WORDS])
def test_cuts_are_the_words_of_one_form(text):
    for word in words(text):
        lengths = french.cuts(word)
        assert all(length > 0 for length in lengths)
        assert sum(lengths) <= len(word)


SENTENCES = [
    # plain ends, and what is none
    ("Oui. Non ! Quoi ? Bien… Fin.", ["Oui.", "Non !", "Quoi ?", "Bien…", "Fin."]),
    ("Vraiment ?! Quoi... rien, oui… non.", ["Vraiment ?!", "Quoi... rien, oui… non."]),
    ("Il coûte 3.5 euros le 29.03.2024 à 12.30.", ["Il coûte 3.5 euros le 29.03.2024 à 12.30."]),
    ("La 76e session a fini. 12 États sont là.", ["La 76e session a fini.", "12 États sont là."]),
    # quotations
    ("« Non ! » dit-il. « Oui », dit-elle.", ["« Non ! » dit-il.", "« Oui », dit-elle."]),
    ("Il dit : « Non ! » Puis il part.", ["Il dit : « Non ! »", "Puis il part."]),
    ("Il dit : «\u00a0C’est fini.\u00a0» Elle part.", ["Il dit : «\u00a0C’est fini.\u00a0»", "Elle part."]),
    ("« Il part… » Puis rien.", ["« Il part… »", "Puis rien."]),
    ("“Non.” Il part.", ["“Non.”", "Il part."]),
    ('"Non." Il part. "Oui." Fin.', ['"Non."', "Il part.", '"Oui."', "Fin."]),
    ('Fin."Tout est dit", dit-il.', ["Fin.", '"Tout est dit", dit-il.']),
    ("(Voir plus haut.) Suite.", ["(Voir plus haut.)", "Suite."]),
    # ellipses
    ("Armes [...] Depuis 2019.", ["Armes [...]", "Depuis 2019."]),
    ("Moscou […] propose (...) un texte.", ["Moscou […] propose (...) un texte."]),
    ("Un texte (...) Il vient.", ["Un texte (...)", "Il vient."]),
    # abbreviations and initials
    ("M. Lavrov et Mme. Zakharova, Mr. Bean.", ["M. Lavrov et Mme. Zakharova, Mr. Bean."]),
    ("S.E. M. Lavrov, J.-Y. Martin, S. V. Lavrov.", ["S.E. M. Lavrov, J.-Y. Martin, S. V. Lavrov."]),
    ("M. Le Pen, cf. Dupont, av. J.-C.", ["M. Le Pen, cf. Dupont, av. J.-C."]),
    ("En 493 av. J.-C. Rome brûle.", ["En 493 av. J.-C.", "Rome brûle."]),
    ("L’art. 5 et l’al. 2, p. ex. ici.", ["L’art. 5 et l’al. 2, p. ex. ici."]),
    ("Voir art. 5. Il suffit.", ["Voir art. 5.", "Il suffit."]),
    ("C’est de l’art. Il suffit.", ["C’est de l’art.", "Il suffit."]),
    ("En sept. 2021. Ils sont sept. Puis rien.", ["En sept. 2021.", "Ils sont sept.", "Puis rien."]),
    ("Armes, traités, etc. Le reste suit.", ["Armes, traités, etc.", "Le reste suit."]),
    ("Armes, etc. et le reste.", ["Armes, etc. et le reste."]),
    ("(Dupont par ex.) Ainsi va tout.", ["(Dupont par ex.)", "Ainsi va tout."]),
    ("Louis XIV. Il règne. Plan B. Le voici.", ["Louis XIV.", "Il règne.", "Plan B.", "Le voici."]),
    ("L’U.R.S.S. Elle n’est plus.", ["L’U.R.S.S.", "Elle n’est plus."]),
    # addresses, missing space
    ("Voir www.mid.ru. Fin.", ["Voir www.mid.ru.", "Fin."]),
    ("Voir lemonde.fr et U.R.S.S.", ["Voir lemonde.fr et U.R.S.S."]),
    ("Voir Gare 10.JPG ici.", ["Voir Gare 10.JPG ici."]),
    ("la diplomatie russe.En 2019, non.", ["la diplomatie russe.", "En 2019, non."]),
    ("de 2005).Le 27 mars.", ["de 2005).", "Le 27 mars."]),
    ("Il est à l’ONU.Le ministre part.", ["Il est à l’ONU.", "Le ministre part."]),
    # lost marks
    ("Il va en sécurité. en effet, il part.", ["Il va en sécurité.", "en effet, il part."]),
    ("Chez le prof. de chimie.", ["Chez le prof. de chimie."]),
    (
        "Grossesse et allaitement Cette étude est finie.",
        ["Grossesse et allaitement", "Cette étude est finie."],
    ),
    ("Le journal Le Monde et La Haye.", ["Le journal Le Monde et La Haye."]),
    # headings, lists
    ("Un titre\n\nUn texte\nsuit. Fin.", ["Un titre", "Un texte\nsuit.", "Fin."]),
    ("Un titre\r\n\r\nUn texte\r\nsuit.", ["Un titre", "Un texte\r\nsuit."]),
    ("Voici :\n- un ;\n– deux ;\n• trois.", ["Voici :", "- un ;", "– deux ;", "• trois."]),
    ("1. Un début. 2. Une fin. Il en a 12. Rien.", ["1. Un début.", "2. Une fin.", "Il en a 12.", "Rien."]),
    ("la paix ; La guerre ; Les armes.", ["la paix ;", "La guerre ;", "Les armes."]),
    ("Moscou propose ; Paris répond.", ["Moscou propose ; Paris répond."]),
    ("Fin. — Oui. – Non. - Bien.", ["Fin.", "— Oui.", "– Non.", "- Bien."]),
    (" \n ", []),
    ("Fin", ["Fin"]),
    ("M. J.-Y. Le Drian répond. Oui.", ["M. J.-Y. Le Drian répond.", "Oui."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in SENTENCES])
def test_decomposed_sentences(text):
    decomposed = sentences(unicodedata.normalize("NFD", text))
    assert [unicodedata.normalize("NFC", each) for each in decomposed] == sentences(text)


@pytest.mark.parametrize("unit", ["l'", "-moi", "A.", '" ', '!"', "[", "«", "1 ", "1.", "- ", "\n ", "a@"])
def test_long_repetitions_are_cut(unit):
    text = unit * 5000
    for spans in (list(french.words(text)), list(french.sentences(text))):
        assert all(start < end for start, end in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


LEMMAS = {
    # function words, by the headwords of dictionaries
    "le": "la les Les LES l’ -",
    "un": "une des Une",
    "à": "au aux A",
    "de": "d' D’ du",
    "il": "il Ils -t-il -t-ils",
    "elle": "Elle elles -elle",
    "lui": "lui -lui",
    "eux": "eux",
    "je": "je j' -je",
    "me": "me m’",
    "se": "se s' S’",
    "son": "sa ses",
    "notre": "nos Notre",
    "leur": "leur leurs",
    "ce": "c' cet cette Ces -ce",
    "que": "qu'",
    "jusque": "jusqu’",
    "tout": "tous toute toutes",
    "certain": "certains certaines",
    "quelque": "quelques quelqu'",
    "on": "on l'on",
    "monsieur": "M. MM.",
    # verbs: participles of every kind
    "être": "est sont été soit Sommes",
    "élever": "élevé élevée élevés élevées",
    "finir": "fini finie finissant",
    "prendre": "pris prises prenant",
    "soumettre": "soumis soumise soumettant",
    "écrire": "écrit écrite écrivant",
    "connaître": "connu connues connaissant",
    "ouvrir": "ouvert ouverte ouvrant ouvrent",
    "tenir": "tenu tenant",
    "concerner": "concerné concernant",
    "paître": "paissant",
    "changer": "changeant changée",
    "vendre": "vendu vendues vendant",
    "apercevoir": "aperçu aperçue apercevant",
    "devoir": "dû due dus dues",
    "construire": "construite construits construisant",
    "donner": "donne donné donnant",
    # nouns and adjectives that look like verbs
    "marché": "marché marchés",
    "armée": "armée armées",
    "député": "député députés députée député·es député·e·s député(e)s député.e.s",
    "donnée": "données",
    "entreprise": "entreprise entreprises",
    "visite": "visite visites",
    "vote": "vote votes",
    "restaurant": "restaurant restaurants",
    "privé": "privé privée privés",
    "important": "important importante importants",
    "pendant": "pendant",
    "facilité": "facilité facilités",
    # feminine and plural
    "national": "national nationale nationaux",
    "culturel": "culturelle culturelles",
    "précieux": "précieux précieuse précieuses",
    "exclusif": "exclusive exclusives",
    "romain": "romaine romaines",
    "actif": "active actives",
    "premier": "première premières Première Ier 1re 1er",
    "plasmatique": "plasmatiques",
    "toujours": "toujours",
    "longtemps": "longtemps",
    "succès": "succès",
    "vice-président": "vice-présidents",
    "porte-parole": "porte-parole",
    # the subject of these texts, names, numbers
    "uni": "Unies unies",
    "TIC": "TIC",
    "ONU": "ONU Onu",
    "État": "État Etats États ETATS",
    "États-Unis": "États-Unis Etats-Unis ETATS-UNIS ÉTATS-UNIS",
    "cyberattaque": "cyberattaques Cyberattaque",
    "cyber-arme": "cyber-armes",
    "américain": "Américains américaines",
    "Moscou": "Moscou",
    "Paris": "Paris",
    "Lorraine": "Lorraine",
    "Claire": "Claire",
    "Fontenay-le-Comte": "Fontenay-le-Comte",
    "2019": "2019",
    "XXIe": "XXIe",
    "76e": "76e",
    "élève": "élève(s)",
    "citoyen": "citoyen·ne·s citoyen(ne)s citoyen.ne.s citoyen-ne-s citoyen·ne citoyen•ne•s",
    "acteur": "acteur·rice·s acteur·ice·s acteur(trice)(s)",
    # a capital that only opens a sentence, capitals without accents, names
    "information": "INFORMATIONS",
    "néanmoins": "Néanmoins NÉANMOINS",
    "malheureusement": "Malheureusement",
    "actuellement": "Actuellement",
    "évidemment": "Évidemment Evidemment",
    "paix": "Paix PAIX",
    "pays": "Pays",
    "souvent": "Souvent",
    "peut-être": "Peut-être",
    "franco-russe": "Franco-russe",
    "sécurité": "SECURITE SÉCURITÉ",
    "Russie": "Russie RUSSIE",
    "Clément": "Clément",
    "Mons": "Mons",
    "Jean-Claude": "Jean-Claude",
    "OSCE": "OSCE",
    # ligatures
    "vœu": "vœux voeux vœu",
    "écœurant": "écœurante",
    "œuvre": "œuvres Oeuvre ŒUVRES",
    "moelle": "moelle",
}


@pytest.mark.parametrize(
    ("form", "expected"),
    [(form, lemma) for lemma, forms in LEMMAS.items() for form in forms.split() if form != "-"],
)
def test_lemma(form, expected):
    assert french.lemma(form) == expected


@pytest.mark.parametrize("form", ["élevées", "Première", "États", "précieuses", "succès", "-là", "dû"])
def test_decomposed_lemma(form):
    assert french.lemma(unicodedata.normalize("NFD", form)) == french.lemma(form)


@pytest.mark.parametrize("form", ["-ci", "celui-là", "c’est-à-dire", "L’on", "-t'", "y'"])
def test_stop_words(form):
    assert french.is_stop_word(form)


def test_abbreviations_are_in_one_set_each():
    announcing, numbering, ending = abbreviations()
    assert not announcing & numbering
    assert not (announcing | numbering) & ending
