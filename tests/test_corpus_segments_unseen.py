"""Lines as French news sites print them, none of them in the five documents."""

import pytest

from analysis.corpus.segments import cut

BODY = "Le gouvernement a présenté un projet de loi. Les députés en débattront jeudi, selon le ministre."


def kind_of(line):
    """The kind of one line that stands between a headline and the body."""
    text = f"Un projet de loi devant les députés\n{line}\n{BODY}\n"
    return {text[row.start : row.end].strip(): row.kind for row in cut(text).itertuples()}[line]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Nous utilisons des cookies pour mesurer l'audience de notre site.", "cookie notice"),
        ("Ce site utilise des cookies et vous donne le contrôle.", "cookie notice"),
        ("Avec nos 132 partenaires, nous utilisons des traceurs.", "cookie notice"),
        ("Continuer sans accepter", "cookie notice"),
        ("Accepter et fermer", "cookie notice"),
        ("Gérer mes préférences", "cookie notice"),
        ("En poursuivant votre navigation, vous acceptez nos conditions.", "cookie notice"),
        ("Partager sur Facebook", "share line"),
        ("Copier le lien", "share line"),
        ("WhatsApp", "share line"),
        ("Abonnez-vous à notre lettre d'information", "share line"),
        ("Recevez chaque matin l'essentiel de l'actualité.", "share line"),
        ("Lire aussi : Le Sénat rejette le texte", "share line"),
        ("À lire aussi Le Sénat rejette le texte.", "share line"),
        ("► Voir aussi : nos images", "share line"),
        ("Sur le même sujet", "share line"),
        ("12 commentaires", "comment form"),
        ("Connectez-vous pour commenter", "comment form"),
        ("E-mail *", "comment form"),
        (
            "Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.",
            "comment form",
        ),
        ("Article réservé aux abonnés", "paywall"),
        ("Il vous reste 74.32% de cet article à lire. La suite est réservée aux abonnés.", "paywall"),
        ("Déjà abonné ? Connectez-vous", "paywall"),
        ("Par Jeanne Dupont-Martin", "byline"),
        ("Propos recueillis par Jean Dupont", "byline"),
        ("Le Quotidien avec AFP", "byline"),
        ("(AFP)", "byline"),
        ("Source : AFP", "byline"),
        ("Publié le 12 mars 2021 à 14h32, mis à jour le 13 mars 2021", "date line"),
        ("Le lundi 3 mai 2021 à 8 h 05", "date line"),
        ("Il y a 3 heures", "date line"),
        ("Lecture 4 min.", "reading time"),
        ("Photo d'illustration", "image credit"),
        ("Ludovic MARIN/AFP", "image credit"),
        ("Accueil > Politique > Parlement", "rubric"),
        ("Mots-clés : loi, députés, Sénat", "rubric"),
        ("Mentions légales", "site name"),
        ("Le Quotidien, 2021. Tous droits réservés.", "site name"),
        ("La suite après cette publicité", "advertisement"),
        ("Votre navigateur ne prend pas en charge la vidéo.", "embedded post"),
        ("L'essentiel — Le Quotidien (@lequotidien) 12 mars 2021", "embedded post"),
    ],
)
def test_set_aside(line, kind):
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Les cookies de cette boulangerie sont réputés dans toute la ville.",
        "Par ailleurs, la ministre a annoncé une réforme.",
        "Par Moscou, cette offre est jugée sérieuse.",
        "Partager le pouvoir ne suffit pas.",
        "Recevez, Monsieur le Ministre, l'assurance de ma haute considération.",
        "Le 12 mars 2021, les deux délégations se sont réunies à Genève.",
        "Il y a trois heures, le porte-parole a démenti.",
        "La publicité pour le tabac est interdite.",
        "Il utilise des cookies, dit l'expert.",
        "Créé le 27 décembre 2019 par l'Assemblée générale, le comité spécial négocie une convention.",
        "Publié par le ministère, le texte propose un dialogue à Washington.",
        "Pour aller plus loin, Moscou propose un traité.",
        "Nos partenaires américains utilisent des traceurs contre nos ministères, a dit Maria Zakharova.",
        "Ce contenu a été retiré à la demande de Moscou, a déclaré le ministère.",
        "Rejoignez la Russie sur ce traité, a demandé Lavrov.",
        "Pour lire la suite des négociations, il faut comprendre le premier texte.",
        "Lire aussi vite est un don, dit-elle en refermant le livre tant attendu, et qui contient, "
        "selon l'éditeur, plus de mille pages de souvenirs, de lettres et de notes prises au jour le jour.",
    ],
)
def test_body_stays_body(line):
    assert kind_of(line) == "body"
