"""How the book is cited, made from ``CITATION.cff`` and the package's version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation of the book holds, as it is printed; the year and the address may be empty.

    Examples
    --------
    >>> book = Citation("A title", "The authors", "1.0", "2026", "")
    >>> book.text()
    'The authors (2026). A title. Version 1.0.'
    >>> print(book.bibtex())
    @book{infosec-positions,
      title = {A title},
      author = {{The authors}},
      edition = {Version 1.0},
      year = {2026},
    }
    """

    title: str
    author: str
    version: str
    year: str
    address: str

    def text(self) -> str:
        """Give the citation as a sentence."""
        year = f" ({self.year})" if self.year else ""
        return f"{self.author}{year}. {self.title}. Version {self.version}. {self.address}".strip()

    def bibtex(self) -> str:
        """Give the citation as an entry of BibTeX."""
        fields = {
            "title": self.title,
            "author": f"{{{self.author}}}",  # a group: its words are no first and last names
            "edition": f"Version {self.version}",
            "year": self.year,
            "url": self.address,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        return f"@book{{infosec-positions,\n{lines}}}"


def read_citation(file: Path, *, title: str, date: str, address: str) -> Citation:
    """Read how the book is cited from ``CITATION.cff``; the date is that of the sources, in ISO form."""
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    authors = " and ".join(str(author["name"]) for author in given["authors"])
    return Citation(title, authors[0].upper() + authors[1:], str(given["version"]), date[:4], address)
