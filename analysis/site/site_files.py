"""The files beside the pages, which the hosts and search engines of web sites look for."""

from __future__ import annotations

import html
import os
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from analysis.site.page_head import POLICY_TAG


def sitemap(pages: Iterable[str], *, site: str) -> str:
    """List the pages, by their names, for search engines; ``site`` is where the book is published.

    Examples
    --------
    >>> print(sitemap(["book/words"], site="https://example.org/book"))
    <?xml version="1.0" encoding="UTF-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://example.org/book/book/words.html</loc></url>
    </urlset>
    <BLANKLINE>
    """
    lines = "".join(f"<url><loc>{html.escape(site)}/{html.escape(page)}.html</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def robots(*, site: str) -> str:
    r"""Let every search engine in, and name the sitemap where the site's address is known.

    Examples
    --------
    >>> robots(site="https://example.org")
    'User-agent: *\nAllow: /\nSitemap: https://example.org/sitemap.xml\n'
    """
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {site}/sitemap.xml\n" if site else "")


def remove_others(out: Path, pages: Iterable[str]) -> None:
    """Remove what an earlier build left: pages and sources of chapters that are gone, and the sitemap."""
    known = {*pages}
    (out / "sitemap.xml").unlink(missing_ok=True)
    for folder in {page.split("/")[0] for page in known}:
        for root in (out, out / "_sources"):
            for path in (root / folder).rglob("*.*"):
                if path.relative_to(root).with_suffix("").as_posix() not in known:
                    path.unlink()


def first_page(*, first: str, site: str) -> str:
    """Write the page that leads from the site's root to the book's first page."""
    canonical = f'<link rel="canonical" href="{site}/{first}.html">\n' if site else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="refresh" content="0; url={first}.html">\n{POLICY_TAG}{canonical}'
        f'<title>The book</title>\n<a href="{first}.html">The book’s first page</a>\n</html>\n'
    )


def source_date(root: Path) -> str:
    """Give the ISO date of the sources: of ``SOURCE_DATE_EPOCH``, or else of the last commit, or nothing.

    The date of the build itself would make two builds of one commit differ.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        try:
            seconds = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
        except OSError:  # no git
            return ""
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds.isdigit() else ""
