"""What a file says of itself."""

from pathlib import Path

import pytest

from analysis.corpus.languages import language_of
from analysis.project.description import describe
from analysis.tables import InputError

BODY = "La Russie propose un traité à tous les États. Londres refuse de répondre à cette offre.\n"


@pytest.mark.parametrize(
    ("line", "date", "basis"),
    [
        ("Le 7 octobre 2021", "2021-10-07", "'7 octobre 2021' in the text"),
        ("1er mai 2020", "2020-05-01", "'1er mai 2020' in the text"),
        ("29.03.2024", "2024-03-29", "'29.03.2024' in the text"),
        ("Publié le 07/10/2021 à 10 h", "2021-10-07", "'07/10/2021' in the text, read day first"),
        ("07/07/2021", "2021-07-07", "'07/07/2021' in the text"),
        ("29/03/2024", "2024-03-29", "'29/03/2024' in the text"),
        ("2021-10-07", "2021-10-07", "'2021-10-07' in the text"),
        ("septembre 2020", "2020-09", "'septembre 2020' in the text"),
        ("date 2020-09 Temps de lecture estimé : 2 minutes", "2020-09", "'2020-09' in the text"),
        ("October 7, 2021", "2021-10-07", "'October 7, 2021' in the text"),
        ("Le 7 octobre", "", "'7 octobre' in the text, without a year"),
        ("Le 31 février 2021", "", ""),
        ("Article 12 du 40.13.2021", "", ""),
        (
            "Genève, le 17 juin 2021. " + BODY * 3,
            "2021-06-17",
            "'17 juin 2021' in the text",
        ),
        (
            BODY.strip() * 2 + " L'accord du 5 mai 1972 est resté.",
            "",
            "'5 mai 1972' in a sentence, perhaps of something else",
        ),
        ("Rien", "", ""),
    ],
)
def test_dates_and_what_they_rest_on(line, date, basis):
    row = describe(Path("a.txt"), f"Un titre\n\n{line}\n\n{BODY}")
    assert (row["date"], row["date_basis"]) == (date, basis)
    assert row["date_precision"] == {10: "day", 7: "month", 0: ""}[len(date)]


ENGLISH = "The President said that Russia would respond. He did not say when it would be ready.\n"


@pytest.mark.parametrize(
    ("line", "more", "date", "basis"),
    [
        ("05/12/2023", "", "", "'05/12/2023' in the text, day or month first"),
        ("05/12/2023", "Updated 31/12/2023.", "2023-12-05", "'05/12/2023' in the text, read day first"),
        ("05/12/2023", "Updated 05/13/2023.", "2023-05-12", "'05/12/2023' in the text, read month first"),
        ("05/12/2023", "13/5/2023, 5/13/2023", "", "'05/12/2023' in the text, day or month first"),
        ("12/13/2023", "", "2023-12-13", "'12/13/2023' in the text"),
        ("05.12.2023", "", "2023-12-05", "'05.12.2023' in the text"),
    ],
)
def test_english_dates_of_two_numbers_are_in_doubt_unless_another_decides(line, more, date, basis):
    row = describe(Path("a.txt"), f"A title\n\n{line}\n\n{ENGLISH}{more}\n{ENGLISH}")
    assert (row["language"], row["date"], row["date_basis"]) == ("en", date, basis)


@pytest.mark.parametrize(
    ("line", "genre"),
    [
        ("Communiqué de presse", "communiqué"),
        ("Déclaration conjointe de la France et de la Russie", "communiqué"),
        ("Discours de M. Lavrov", "speech"),
        ("Entretien avec le ministre", "interview"),
        ("Déclaration du porte-parole", "statement"),
        ("Rapport d'information", "report"),
        ("Par rapport à Londres, Moscou attend.", ""),
        ("Il a lu un communiqué de presse.", ""),
    ],
)
def test_genres(line, genre):
    assert describe(Path("a.txt"), f"{line}\n\n{BODY}")["genre"] == genre


PAGES = [
    ('<meta property="og:title" content="Un titre">', "title", "Un titre"),
    ("<title>De la page</title>", "title", "De la page"),
    ('<meta property="og:site_name" content="Le  Journal">', "publisher", "Le Journal"),
    ('<meta property="og:site_name" content="x">', "publisher_basis", "og:site_name in the page"),
    ('<meta property="article:published_time" content="2021-10-07T10:00">', "date", "2021-10-07"),
    ('<meta itemprop="datePublished" content="2021-10-07">', "date_basis", "datePublished in the page"),
    ('<meta name="date" content="2021-02-30">', "date", ""),
    ('<script type="application/ld+json">{"datePublished": "2021-10-07"}</script>', "date", "2021-10-07"),
    ('<link rel="canonical" href="https://a.fr/2021/10/07/x.html">', "url", "https://a.fr/2021/10/07/x.html"),
    ('<link rel="canonical" href="https://a.fr/2021/10/07/x.html">', "date_basis", "the address of the page"),
    ('<link rel="canonical" href="https://a.fr/20219907/x.html">', "date", ""),
    ("<!-- saved from url=(0022)https://a.fr/x -->", "url", "https://a.fr/x"),
    ("", "publisher", ""),
]


@pytest.mark.parametrize(("head", "column", "value"), PAGES)
def test_what_a_web_page_says(tmp_path, head, column, value):
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><p>{BODY}</p></body></html>")
    assert describe(tmp_path / "a.html", BODY)[column] == value


def test_a_title_is_a_headline_or_the_first_line_that_counts():
    text = f"date 2020-09 Temps de lecture estimé : 2 minutes\n\n{BODY}"
    assert describe(Path("a.txt"), text)["title"] == BODY.strip()
    long = "mot " * 99
    assert describe(Path("a.txt"), long)["title"] == f"{long[:199]} …"
    assert describe(Path("a.txt"), "\f")["title"] == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "fr"),
        ("The Russian Federation has called on the states of the world to act on its text.", "en"),
        ("El ministro ha dicho que los Estados Unidos son más fuertes que los otros Estados.", "es"),
        ("Die Regierung hat für das Volk und mit der Union ein Gesetz gemacht, sagt der Minister.", "de"),
        (
            "Россия предложила всем странам договор о международной информационной безопасности.",
            "another script",
        ),
        ("Sommet de Los Angeles", ""),
        ("Ok.", ""),
        ("", ""),
        ("Moscou, Londres, Washington, Paris, Genève, Berlin, Rome, Pékin, Tokyo, Oslo, Helsinki.", ""),
        ("Il a écrit : “It is not for them to say.” Cela suffit à Londres et à Paris, dit Moscou.", "fr"),
    ],
)
def test_languages(text, language):
    assert language_of(text) == language


def test_a_language_that_is_not_known_is_refused():
    with pytest.raises(InputError, match=r"a\.txt: it seems to be in another language \(de\); only fr \(Fr"):
        describe(
            Path("a.txt"),
            "Die Regierung hat für das Volk und mit der Union ein Gesetz gemacht, sagt der Minister.",
        )


@pytest.mark.parametrize(
    ("site", "url", "expected"),
    [
        ("", "https://lemonde.fr/a", ["Le Monde", "news site", "FRA", "the address of the page: lemonde.fr"]),
        ("RT", "https://francais.rt.com/a", ["RT", "state media", "RUS", "og:site_name in the page"]),
        ("Le Temps", "", ["Le Temps", "news site", "CHE", "og:site_name in the page"]),
        ("Le Temps", "https://letemps.example/a", ["Le Temps", "", "", "og:site_name in the page"]),
        ("", "https://notlemonde.fr/a", ["", "", "", ""]),
        ("", "https://www.diplomatie.gouv.fr/a", ["Gouvernement français", "government", "FRA"]),
    ],
)
def test_a_publisher_that_is_known_has_a_type_and_a_country(tmp_path, site, url, expected):
    page = tmp_path / "a.html"
    meta = f'<meta property="og:site_name" content="{site}">' if site else ""
    link = f'<link rel="canonical" href="{url}">' if url else ""
    page.write_text(f"<html><head>{meta}{link}</head><body><p>Il pleut.</p></body></html>")
    row = describe(page, "Il pleut.")
    columns = ["publisher", "publisher_type", "country", "publisher_basis"]
    assert [row[name] for name in columns][: len(expected)] == expected
