"""The style sheets of a page are joined in order, and what they name is still found."""

from analysis.site import styles


def test_sheets_are_joined_in_order_and_addresses_follow(tmp_path):
    (tmp_path / "styles").mkdir()
    files = {
        "analysis.css": "b { background: url('file.png') url(data:x) }",
        "basic.css": "a { background: url(file.png) }",
        "styles/sphinx-book-theme.css": "c { src: url(../vendor/font.woff2) } .nowhere { x: y }",
        "other.css": "d {}",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert styles.join(tmp_path, set()).split("\n") == [
        "a { background: url(../file.png) }",
        "c { src: url(../vendor/font.woff2) }",
        "b { background: url('../file.png') url(data:x) }",
    ]
