"""Files as people have them: PDFs, Word documents, saved pages."""

import zipfile

import docx
import pytest
from pdfs import write_pdf

from analysis.corpus.pdf_text import page_of
from analysis.corpus.readers import read_original
from analysis.project.description import describe
from analysis.tables import InputError

HEAD = (230, 810, 8, "Ministère des Affaires étrangères")


def lines(x, y, size, *texts, step=14):
    return [(x, y - step * number, size, text) for number, text in enumerate(texts)]


def test_paragraphs_of_a_pdf(tmp_path):
    page = lines(
        60, 700, 11, "La Russie propose un traité à tous les États qui le", "veulent bien. Elle attend."
    )
    page += lines(60, 650, 11, "Londres refuse de répondre à cette offre et le dit à", "Moscou.")
    text = read_original(write_pdf(tmp_path / "a.pdf", page))
    assert text == (
        "La Russie propose un traité à tous les États qui le veulent bien. Elle attend.\n\n"
        "Londres refuse de répondre à cette offre et le dit à Moscou.\n"
    )


def test_columns_of_a_pdf_one_after_the_other(tmp_path):
    left = ["La Russie propose un", "traité à tous les États", "qui le veulent bien et", "elle attend leur"]
    right = ["réponse, qui tarde à", "venir depuis le mois", "de mai, car Londres", "refuse."]
    page = [(60, 760, 16, "Un titre qui court sur les deux colonnes de la page")]
    page += lines(60, 700, 11, *left) + lines(310, 700, 11, *right)
    assert read_original(write_pdf(tmp_path / "a.pdf", page)) == (
        "Un titre qui court sur les deux colonnes de la page\n\n" + " ".join(left + right) + "\n"
    )


def test_a_word_that_is_broken_keeps_its_line_end(tmp_path):
    page = lines(60, 700, 11, "Une convention inter-", "nationale est proposée.")
    text = read_original(write_pdf(tmp_path / "a.pdf", page))
    assert text == "Une convention inter-\nnationale est proposée.\n"


def test_notes_of_a_pdf_stand_at_its_end(tmp_path):
    first = lines(60, 700, 11, "La résolution", "a été votée par tous les États de la commission et")
    first += [(128, 704, 6, "1"), *lines(60, 90, 8, "1 Voir la résolution 75/240.")]
    second = lines(60, 700, 11, "elle est appliquée depuis.")
    text = read_original(write_pdf(tmp_path / "a.pdf", first, second))
    assert text == (
        "La résolution¹ a été votée par tous les États de la commission et\felle est appliquée depuis.\n\n"
        "1 Voir la résolution 75/240.\n"
    )
    assert [page_of(text, text.index(word)) for word in ("votée", "appliquée")] == [1, 2]


def test_what_recurs_at_the_head_and_foot_of_pages_is_left_out(tmp_path):
    pages = [
        [
            HEAD,
            *lines(60, 700, 11, f"La page {word} parle de ce que Moscou propose à", "Londres."),
            (290, 30, 8, f"Page {number} sur 3"),
        ]
        for number, word in enumerate(("une", "deux", "trois"), start=1)
    ]
    text = read_original(write_pdf(tmp_path / "a.pdf", *pages))
    assert (
        text.replace("\f", "")
        == "\n\n".join(
            f"La page {word} parle de ce que Moscou propose à Londres." for word in ("une", "deux", "trois")
        )
        + "\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF-1.4\nnothing", "cannot be read as a PDF"),
        ("a.docx", b"PK nothing", "cannot be read as a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0 encrypted", "may need a password"),
        ("a.mht", b"Subject: x\n\nplain", "holds no web page"),
        ("a.xyz", b"x", "unknown ending; expected one of .txt"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=says):
        read_original(tmp_path / name)


def test_a_pdf_of_pictures_only(tmp_path):
    with pytest.raises(
        InputError, match=r"no text, it is a picture \(pages: 1\); have a program for OCR read it first"
    ):
        read_original(write_pdf(tmp_path / "a.pdf", []))


def test_a_word_document_in_order_with_its_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("La Russie propose.")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Londres", "refuse"
    document.add_paragraph("Fin.")
    document.save(tmp_path / "a.docx")
    assert read_original(tmp_path / "a.docx") == "La Russie propose.\n\nLondres\n\nrefuse\n\nFin.\n"


def test_a_word_document_that_unfolds_without_end_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    with pytest.raises(InputError, match="it unfolds to 120 MB; such a file is not opened"):
        read_original(tmp_path / "a.docx")


def test_a_page_that_a_browser_saved_as_one_file(tmp_path):
    (tmp_path / "a.mht").write_text(
        "Snapshot-Content-Location: https://a.fr/x\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<html><body><article><p>La Russie propose un trait=C3=A9.</p></article></body></html>\n--b--\n",
        encoding="utf-8",
    )
    assert read_original(tmp_path / "a.mht").strip() == "La Russie propose un traité."
    assert describe(tmp_path / "a.mht", "")["url"] == "https://a.fr/x"
