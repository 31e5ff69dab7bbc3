"""A small corpus folder, to be written with whatever is wrong with it."""

import csv
import io
from pathlib import Path

TEXT = (
    "Un titre sans point\n\n"
    "Moscou propose à Londres un dialogue. Londres refuse le dialogue avec la Russie.\n"
    "La Russie propose un traité universel.\n"
)
DOCUMENT = {
    "document": "a-2021",
    "file": "a.txt",
    "title": "Un titre sans point",
    "publisher": "unknown",
    "publisher_type": "unknown",
    "publisher_basis": "no name in the text",
    "country": "RUS",
    "genre": "news report",
    "speaker": "maria-zakharova",
    "date": "2021-10-07",
    "date_precision": "day",
    "date_basis": "printed",
    "url": "",
    "language": "fr",
}
PROPOSAL = {
    "proposal": "p1",
    "document": "a-2021",
    "quote": "propose à Londres un dialogue",
    "gloss": "proposes a dialogue to London",
    "proposer": "RUS",
    "addressee": "GBR",
    "theme": "bilateral-dialogue",
    "forum": "bilateral",
    "act": "proposes",
    "stance": "for",
    "certainty": "reported",
    "restates": "",
    "note": "",
}
EVENT = {
    "event": "treaty",
    "document": "a-2021",
    "quote": "un traité universel",
    "date": "2021/2025",
    "precision": "range",
    "name": "A treaty",
    "kind": "agreement",
    "note": "",
}


def to_csv(default: dict[str, str], changes: list[dict[str, str]]) -> str:
    """Rows that differ from a sound one, as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(default), lineterminator="\n")
    writer.writeheader()
    writer.writerows(default | change for change in changes)
    return out.getvalue()


def write_corpus(
    folder: Path,
    *,
    catalogue: list[dict[str, str]] | None = None,
    texts: dict[str, str | bytes] | None = None,
    proposals: list[dict[str, str]] | None = None,
    events: list[dict[str, str]] | None = None,
) -> Path:
    """Write a folder with a catalogue, texts and perhaps codings; everything not given is sound."""
    folder.mkdir(exist_ok=True)
    files = {"catalogue.csv": to_csv(DOCUMENT, [{}] if catalogue is None else catalogue)}
    files |= {"a.txt": TEXT} if texts is None else texts
    if proposals is not None:
        files["proposals.csv"] = to_csv(PROPOSAL, proposals)
    if events is not None:
        files["events.csv"] = to_csv(EVENT, events)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Every file under a folder with its bytes, every folder with None."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }
