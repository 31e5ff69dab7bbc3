"""The icons of the book's pages: a font that holds only those which are used."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_SOURCE = re.compile(r"src:url\(([^)]*/webfonts/([\w-]+))\.woff2\)[^}]*")
_ICON = re.compile(r'content:"\\(f[0-9a-f]{3})"')


def lighten(sheet: Path) -> None:
    """Write the fonts of a style sheet anew beside it, with the icons alone that the sheet names.

    Parameters
    ----------
    sheet : Path
        A style sheet whose fonts lie in ``webfonts/``, each as ``.ttf`` too. It is changed.
    """
    text = sheet.read_text(encoding="utf-8")
    icons = sorted({int(code, 16) for code in _ICON.findall(text)})

    def smaller(source: re.Match[str]) -> str:
        target = sheet.with_name(f"{source[2]}.woff")
        _write((sheet.parent / f"{source[1]}.ttf").resolve(), icons, target)
        return f'src:url({target.name}) format("woff")'

    sheet.write_text(_SOURCE.sub(smaller, text), encoding="utf-8")


def _write(font: Path, icons: list[int], target: Path) -> None:
    options = subset.Options(notdef_outline=True, name_IDs=[], layout_features=[])
    with TTFont(font, recalcTimestamp=False) as whole:
        part = subset.Subsetter(options)
        part.populate(unicodes=icons)
        part.subset(whole)
        whole.flavor = "woff"
        whole.save(target)
