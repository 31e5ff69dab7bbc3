"""Fonts of icons, made smaller: real fonts, as the theme carries them."""

import shutil
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.ttLib import TTFont

from analysis.site import icons

SHEET = (
    '@font-face{font-family:A;src:url(../vendor/webfonts/fa-solid-900.woff2) format("woff2"),'
    'url(../vendor/webfonts/fa-solid-900.ttf) format("truetype")}'
    '.fa-bars:before{content:"\\f0c9"}.fa-times:before{content:"\\f00d"}p:before{content:"-"}'
)


@pytest.fixture
def sheet(tmp_path):
    fonts = Path(pydata_sphinx_theme.__file__).parent.rglob("fa-solid-900.ttf")
    (tmp_path / "vendor" / "webfonts").mkdir(parents=True)
    shutil.copy(next(iter(fonts)), tmp_path / "vendor" / "webfonts")
    path = tmp_path / "styles" / "book.css"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_only_the_icons_of_the_sheet_are_left(sheet):
    icons.lighten(sheet)
    font = sheet.with_name("fa-solid-900.woff")
    with TTFont(font) as small:
        assert set(small.getBestCmap()) == {0xF0C9, 0xF00D}
    assert font.stat().st_size < 3000
    text = sheet.read_text(encoding="utf-8")
    assert 'src:url(fa-solid-900.woff) format("woff")}' in text
    assert "woff2" not in text


def test_the_same_sheet_gives_the_same_font(sheet):
    icons.lighten(sheet)
    first = sheet.with_name("fa-solid-900.woff").read_bytes()
    sheet.write_text(SHEET, encoding="utf-8")
    icons.lighten(sheet)
    assert sheet.with_name("fa-solid-900.woff").read_bytes() == first
