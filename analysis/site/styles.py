"""One style sheet for the whole book, without the rules that no page needs.

A page that waits for seven sheets, nine tenths of them for other pages, is seen late on a slow line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

JOINED = "styles/book.css"
_PARTS = (  # in the order in which the theme's pages load them; names may hold a hash
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "analysis.css",
)
_OWN = "analysis.css"
_MADE = "bs-"  # scripts of the theme put such names together, so that none is found whole
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_COMMA = re.compile(r",(?![^(\[]*[)\]])")
_ALTERNATIVES = re.compile(r":(?:not|is|where|has)\([^)]*\)")
_NAMED = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_RELATIVE = re.compile(r"url\((['\"]?)(?!data:|[a-z]+:|/|\.\./)")


def is_part(address: str) -> bool:
    """Tell whether a style sheet of a page is in the joined one.

    Examples
    --------
    >>> is_part("_static/analysis.css"), is_part("_static/mystnb.0a1.css"), is_part("_static/other.css")
    (True, True, False)
    """
    return any(Path(address).match(f"_static/{part}") for part in _PARTS)


def names(sources: Iterable[str]) -> set[str]:
    """List all that may be a class or an id in pages and scripts.

    Examples
    --------
    >>> sorted(names(['<b class="x-1">', "add('shown')"]))
    ['add', 'b', 'class', 'shown', 'x-1']
    """
    return {name for source in sources for name in _NAME.findall(source)}


def needed(rules: str, known: Collection[str]) -> str:
    """Leave out the selectors that name a class or an id that is nowhere.

    Examples
    --------
    >>> needed("a{b:c} .x,.y:not(.z){d:e} @media print{.z{f:g}}", {"y"})
    'a{b:c}.y:not(.z){d:e} @media print{}'
    """
    return _RULE.sub(lambda rule: _shortened(rule, known), _COMMENT.sub("", rules))


def _shortened(rule: re.Match[str], known: Collection[str]) -> str:
    selectors = _COMMA.split(rule[1])
    kept = [selector for selector in selectors if _is_needed(selector, known)]
    if len(kept) == len(selectors):
        return rule[0]
    return f"{','.join(kept).strip()}{{{rule[2]}}}" if kept else ""


def _is_needed(selector: str, known: Collection[str]) -> bool:
    named = _NAMED.findall(_ALTERNATIVES.sub("", selector))
    return all(name in known or name.startswith(_MADE) for name in named)


def join(static: Path, known: Collection[str]) -> str:
    """Join the style sheets of a built book.

    Parameters
    ----------
    static : Path
        The folder ``_static``.
    known : collection of str
        The classes and ids of pages and scripts, as from `names`.

    Returns
    -------
    str
        The rules that are needed, in order; addresses in them are seen from the folder of the joined sheet.
    """
    texts = []
    for part in _PARTS:
        for path in sorted(static.glob(part)):
            text = path.read_text(encoding="utf-8")
            text = text if part == _OWN else needed(text, known)
            texts.append(text if path.parent.name == "styles" else _RELATIVE.sub(r"url(\1../", text))
    return "\n".join(texts)
