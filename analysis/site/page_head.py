"""What stands in a page's head: its policy, its description, its address."""

from __future__ import annotations

import html
import itertools
import re
import textwrap
from collections.abc import Iterable
from typing import Any

from docutils import nodes

# No other host, no inline script. Styles may be inline: figures have their heights, and plotly writes styles.
# 'file:' is for a book that is opened from disk, where 'self' means nothing to some browsers.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' file:",
        "style-src 'self' file: 'unsafe-inline'",
        "img-src 'self' file: data: blob:",
        "font-src 'self' file:",
        "connect-src 'self'",  # the book asks for nothing; audits of pages read robots.txt
        "form-action 'self' file:",
        "base-uri 'none'",
    ]
)
POLICY_TAG = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
# A preview reloads its pages by a script that it writes into each, and that listens to its server.
LIVE_TAG = POLICY_TAG.replace("script-src", "script-src 'unsafe-inline'").replace(
    "connect-src", "connect-src ws:"
)


def tags(*, page: str, title: str, summary: str, site: str, site_name: str, image: str) -> str:
    """Give the tags that describe a page to search engines and to those who link to it; none is empty.

    Without ``site``, where the book is published, there are no addresses, as they must be whole.

    Examples
    --------
    >>> print(tags(page="a", title="A & B", summary="", site="", site_name="", image=""))
    <meta property="og:title" content="A &amp; B">
    <meta property="og:type" content="article">
    <meta name="twitter:card" content="summary">
    """
    given = [
        ("name", "description", summary),
        ("property", "og:title", title),
        ("property", "og:type", "article"),
        ("property", "og:site_name", site_name),
        ("property", "og:description", summary),
        ("property", "og:url", f"{site}/{page}.html" if site else ""),
        ("property", "og:image", f"{site}/{image}" if site and image else ""),
        ("name", "twitter:card", "summary"),
    ]
    return "\n".join(
        f'<meta {kind}="{key}" content="{html.escape(value)}">' for kind, key, value in given if value
    )


def description(doctree: Any) -> str:
    """Give a page's first sentences as plain text: linked numbers are HTML inside the paragraphs."""
    paragraphs = (html.unescape(re.sub(r"<[^>]*>", "", p.astext())) for p in doctree.findall(nodes.paragraph))
    return textwrap.shorten(" ".join(itertools.islice(paragraphs, 3)), 200, placeholder=" …")


def foreign(assets: Iterable[Any]) -> list[str]:
    """List the scripts and styles that would come from another host."""
    addresses = [str(getattr(asset, "filename", asset) or "") for asset in assets]
    return [address for address in addresses if "//" in address]
