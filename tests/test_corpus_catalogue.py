"""The catalogue and its files."""

import re
from pathlib import Path

import pandas as pd
import pytest
from folders import DOCUMENT, TEXT, to_csv, write_corpus

import analysis
from analysis import InputError
from analysis.check import check
from analysis.corpus.catalogue import (
    SCHEMA,
    find_folder,
    labels,
    load_catalogue,
    read_catalogue,
    read_document,
    readable_date,
)

ROOT = Path(__file__).parents[1]


def problems_of(folder):
    return [problem.replace(f"{folder}/", "") for problem in load_catalogue(folder)[1]]


def test_documents_in_order_of_date(tmp_path):
    folder = write_corpus(
        tmp_path,
        catalogue=[{}, {"document": "b", "file": "b.txt", "date": "2020-09", "date_precision": "month"}],
        texts={"a.txt": TEXT, "b.txt": "Fin.\r\n"},
    )
    documents = read_catalogue(folder)
    assert documents.index.tolist() == ["b", "a-2021"]
    assert documents["text"].tolist() == ["Fin.\r\n", TEXT]
    assert documents.index.name == "document"


def test_a_byte_order_mark_and_crlf_change_nothing(tmp_path):
    plain = read_catalogue(write_corpus(tmp_path / "plain"))
    marked = write_corpus(tmp_path / "marked")
    content = "\ufeff" + to_csv(DOCUMENT, [{}]).replace("\n", "\r\n")
    (marked / "catalogue.csv").write_bytes(content.encode())
    assert read_catalogue(marked).equals(plain)


def test_a_cell_with_html_stays_as_it_is(tmp_path):
    title = '<script>alert("1")</script> & l\'État'
    assert read_catalogue(write_corpus(tmp_path, catalogue=[{"title": title}]))["title"].item() == title


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date": "2021-02-30"}, "date is '2021-02-30'; expected an ISO date"),
        ({"date": "7 octobre"}, "date is '7 octobre'; expected an ISO date"),
        ({"date_precision": "exact"}, "date_precision is 'exact'; expected one of day, month, year"),
        ({"speaker": "un/deux"}, "speaker is 'un/deux'; expected the id of an actor, or unknown"),
        ({"country": "ru"}, "country is 'ru'; expected an ISO 3166-1 alpha-3 code"),
        ({"url": "javascript:alert(1)"}, "url is 'javascript:alert(1)'; expected an http or https address"),
        ({"url": "https://a.fr/<b>"}, "url is 'https://a.fr/<b>'; expected an http or https address"),
        *(
            ({"url": url}, f"url is '{url}'; expected an http or https address")
            for url in ("http://[x", "http://a.fr:99999/", "https://?x", "http:///a")
        ),
        ({"language": "french"}, "language is 'french'; expected one of fr, en"),
    ],
)
def test_a_wrong_cell(tmp_path, change, expected):
    problems = problems_of(write_corpus(tmp_path, catalogue=[change]))
    assert len(problems) == 1
    assert problems[0].startswith(f"catalogue.csv, row 2 (a-2021): {expected}")


def test_a_catalogue_needs_the_names_of_its_files_only(tmp_path):
    folder = write_corpus(tmp_path, texts={"Un avis.txt": TEXT, "b.txt": TEXT})
    (folder / "catalogue.csv").write_text("file,date\nUn avis.txt,\nb.txt,2020-09\n")
    documents = read_catalogue(folder)
    assert documents.index.tolist() == ["b", "Un-avis"]  # what has no date comes last
    assert documents["title"].tolist() == ["b", "Un avis"]
    assert documents["date_precision"].tolist() == ["month", ""]
    unknown = documents[["publisher", "publisher_type", "country", "genre", "speaker"]]
    assert set(unknown.to_numpy().ravel()) == {"unknown"}
    assert labels(documents).tolist() == ["unnamed site, Sep 2020", "unnamed site, Un-avis"]
    assert check(folder)[1] == []


def test_two_files_that_would_have_one_id(tmp_path):
    folder = write_corpus(tmp_path, texts={"a b.txt": TEXT, "a-b.txt": TEXT})
    (folder / "catalogue.csv").write_text("file\na b.txt\na-b.txt\n")
    assert problems_of(folder) == [
        f"catalogue.csv, row {row} (a-b): document 'a-b' occurs twice; each row needs its own"
        for row in (2, 3)
    ]


@pytest.mark.parametrize("url", ["http://[2001:db8::1]:8080/a", "https://пример.рф/a", "http://a.fr:80"])
def test_addresses(tmp_path, url):
    assert problems_of(write_corpus(tmp_path, catalogue=[{"url": url}])) == []


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "..", "a/../../secret.txt", "..\\secret.txt"]
)
def test_a_file_elsewhere_is_refused_and_not_read(tmp_path, name):
    (tmp_path / "secret.txt").write_text("secret")
    folder = write_corpus(tmp_path / "corpus", catalogue=[{"file": name}], texts={})
    documents, problems = load_catalogue(folder)
    assert any(f"file is '{name}'; expected the name of a file beside" in problem for problem in problems)
    assert documents["text"].tolist() == [""]


def test_files_and_rows_that_do_not_fit(tmp_path):
    folder = write_corpus(
        tmp_path,
        catalogue=[{}, {"document": "b", "file": "b.txt"}, {"file": "c.txt"}],
        texts={"a.txt": TEXT, "c.txt": TEXT, "d.txt": TEXT},
    )
    assert problems_of(folder) == [
        "catalogue.csv, row 2 (a-2021): document 'a-2021' occurs twice; each row needs its own",
        "catalogue.csv, row 4 (a-2021): document 'a-2021' occurs twice; each row needs its own",
        "b.txt: there is no such file; put it there or mend the name",
        "d.txt: the file is not listed in catalogue.csv; add a row for it or move it away",
    ]
    with pytest.raises(InputError) as caught:
        read_catalogue(folder)
    assert len(caught.value.problems) == 4


def test_one_file_listed_twice(tmp_path):
    problems = problems_of(write_corpus(tmp_path, catalogue=[{}, {"document": "b"}]))
    assert any("file 'a.txt' occurs twice" in problem for problem in problems)


def test_nearest_folder(tmp_path):
    seeds = tmp_path / "seeds"
    deep = tmp_path / "book" / "deeper"
    deep.mkdir(parents=True)
    with pytest.raises(InputError, match=r"no catalogue\.csv here"):
        find_folder(deep)
    write_corpus(seeds)
    assert find_folder(deep) == seeds
    assert find_folder(tmp_path) == seeds
    assert find_folder(seeds) == seeds


def test_labels(tmp_path):
    assert labels(read_catalogue(write_corpus(tmp_path))).to_dict() == {"a-2021": "unnamed site, 7 Oct 2021"}


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-03-29", "29 Mar 2024"),
        ("2020-09", "Sep 2020"),
        ("1972", "1972"),
        ("2021/2025-01", "2021 to Jan 2025"),
    ],
)
def test_readable_date(iso, expected):
    assert readable_date(iso) == expected


PAGE = """<html><head><title>Titre</title><script>alert("x")</script></head><body><nav>Accueil</nav><article>
<h1>Un titre</h1><p>Moscou a proposé un accord à l'Onu. L'offre &lt;b&gt;large&lt;/b&gt; couvre « tout ».</p>
<p>Londres a refusé cette offre, selon la diplomatie russe. Le débat continue, dit un ministre.</p></article>
<footer>Mentions légales</footer></body></html>"""


def test_web_page_gives_its_article(tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    lines = read_document(tmp_path / "a.html").splitlines()
    assert "Moscou a proposé un accord à l'Onu. L'offre <b>large</b> couvre « tout »." in lines
    assert not any("alert" in line or "Mentions" in line or "Accueil" in line for line in lines)


def test_raised_numbers_of_notes_are_no_text(tmp_path):
    raised = "Le Kremlin<sup>1</sup> et Moscou<sup><a href='#2'>[2]</a></sup>, au XXI<sup>e</sup>, "
    raised += "sur 3 km<sup>2</sup>."
    (tmp_path / "a.html").write_text(PAGE.replace("Londres a refusé", f"{raised} Londres a refusé"), "utf-8")
    assert "Le Kremlin et Moscou, au XXIe, sur 3 km2. Londres" in read_document(tmp_path / "a.html")


def test_web_page_without_text(tmp_path):
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    with pytest.raises(InputError, match="no text was found in this web page"):
        read_document(tmp_path / "a.html")


def test_corpus_that_ships_is_read_where_there_is_no_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.warns(UserWarning, match="the corpus that ships"):
        corpus = analysis.read_corpus()
    assert (corpus.folder / "catalogue.csv").is_file()
    assert len(corpus.documents) == 5


def test_the_book_explains_the_columns_of_the_catalogue():
    page = (ROOT / "book" / "your-documents.md").read_text("utf-8")
    explained = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE))
    assert list(explained) == list(SCHEMA.columns)


def test_a_label_of_the_catalogue_is_the_short_name():
    documents = pd.DataFrame({"publisher": ["RT", "RT"], "date": "2021-10-07", "label": ["", "After Geneva"]})
    assert labels(documents).tolist() == ["RT, 7 Oct 2021", "After Geneva"]
