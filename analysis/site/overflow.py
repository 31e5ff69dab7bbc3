"""What stands beside a page that would be too large: long lists of evidence, further rows of tables.

Each has a name, ``page~hash``, which stands for it on the page and in addresses. The page's own script holds
them, and is loaded when a reader asks for one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

PAGE = 100_000  # bytes of a page's text, without what stands round it
ROWS = 50  # of a table on a page that would be larger
_REFERENCE = r"[A-Za-z0-9-]*:\d+-\d+"
_LONG, _SHORT = (
    re.compile(rf'((?:\?see=|")){_REFERENCE}(?:[ ,]{_REFERENCE}){{{least},}}(?:[ ,]of:\d+)?(?=[#"])')
    for least in (9, 1)
)
_TABLE = re.compile(r'(<div class="evidence-scroll".*?<tbody>)(.*?)(</tbody></table></div>)', re.DOTALL)
_LINK = re.compile(r'(class="evidence-link" href=")passages\.html([^"#]*#)([^"]*?)(-[0-9a-f]{8}(?:-\d+)?")')


def move_out(name: str, body: str) -> tuple[str, dict[str, str]]:
    """Give a page that is not too large, and what it leaves to its script, by its hash.

    Parameters
    ----------
    name : str
        The page's, without its folder.
    body : str
        Its HTML; as it is, where it is not too large.

    Returns
    -------
    (str, dict of str to str)
        Lists of evidence that name ten places or more; where this is not enough, the rows of each table after
        the first `ROWS`; and then all lists of two places or more.

    Examples
    --------
    >>> move_out("words", "<p>A short page.</p>")
    ('<p>A short page.</p>', {})
    """
    moved: dict[str, str] = {}

    def kept(text: str) -> str:
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        moved[digest] = text
        return f"{name}~{digest}"

    def named(found: re.Match[str]) -> str:
        return found[1] + kept(unquote(found[0].removeprefix(found[1])).replace(",", " "))

    for pattern, shorten in ((_LONG, named), (_TABLE, _first_rows(kept)), (_SHORT, named)):
        if len(body.encode()) > PAGE:
            body = pattern.sub(shorten, body)
    return body, moved


def _first_rows(kept: Callable[[str], str]) -> Callable[[re.Match[str]], str]:
    def shorten(found: re.Match[str]) -> str:
        rows = re.findall("<tr>.*?</tr>", found[2], re.DOTALL)
        if len(rows) <= ROWS:
            return found[0]
        rest = kept("".join(rows[ROWS:]))
        said = f'<p class="evidence-rows" data-rest="{rest}">The first {ROWS} of {len(rows):,} rows.</p>'
        return f"{found[1]}{''.join(rows[:ROWS])}{found[3]}{said}"

    return shorten


def script(name: str, moved: Mapping[str, str]) -> str:
    r"""Write the script of a page.

    Examples
    --------
    >>> script("words", {"1f": "a-0123abcd:0-4"})
    'window.book.rest["words"]={"1f":"a-0123abcd:0-4"};\n'
    """
    return f'window.book.rest["{name}"]={json.dumps(moved, ensure_ascii=False, separators=(",", ":"))};\n'


def lead_to_the_texts(body: str) -> str:
    """Have numbers lead to the pages of the documents, where no page holds all passages.

    Examples
    --------
    >>> lead_to_the_texts('<a class="evidence-link" href="passages.html?see=a-0123abcd:0-4#a-0123abcd">1</a>')
    '<a class="evidence-link" href="text-a.html?see=a-0123abcd:0-4#a-0123abcd">1</a>'
    """
    return _LINK.sub(r"\1text-\3.html\2\3\4", body)
