"""PDFs made by hand: each line of text at its place."""

from collections.abc import Sequence
from pathlib import Path

Placed = tuple[float, float, float, str]  # x, y from below, size, text


def write_pdf(path: Path, *pages: Sequence[Placed]) -> Path:
    """Write a PDF of A4 pages in Helvetica, with what Windows-1252 has of letters."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = "".join(f"BT /F {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in page)
        content = shown.encode("cp1252")
        fonts = "/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {fonts} /Contents {5 + 2 * number} 0 R >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    written, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    path.write_bytes(written + f"{end}\nstartxref\n{len(written)}\n%%EOF\n".encode())
    return path


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
