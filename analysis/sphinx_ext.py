"""What the book's build adds to Jupyter Book: caches that know the library, and pages that stay local."""

from __future__ import annotations

import hashlib
import html
import itertools
import re
import shutil
import textwrap
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Spans around names, punctuation and blanks in code: no style gives them a colour, and they are half of it.
_UNSTYLED = re.compile(r'<span class="(?:n|p|w|pre)">([^<]*)</span>')

_REFERENCE = re.compile(r"([A-Za-z][A-Za-z0-9-]*-[0-9a-f]{8}(?:-\d+)?):\d+-\d+")
_PASSAGE = re.compile(r'<article class="passage" id="([^"]+)".*?</article>', re.DOTALL)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx; see the events below.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The build.

    Returns
    -------
    dict
        What Sphinx wants to know about an extension.
    """
    app.add_config_value("ogp_site_url", "", "html")
    app.add_config_value("ogp_site_name", "", "html")
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it; the book has no comments
    app.add_js_file("analysis.js", loading_method="defer")
    app.add_css_file("analysis.css")
    app.connect("config-inited", _key_the_caches)
    app.connect("env-updated", _find_passage_pages)
    app.connect("doctree-resolved", _keep_cited_passages)
    app.connect("html-page-context", _finish_the_page, priority=900)
    app.connect("build-finished", _copy_plotly)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _key_the_caches(app: Sphinx, config: Any) -> None:
    """Let a change in the library or in its data execute every chapter again.

    The notebook cache lies in a folder named after the content of both. Its path is part of what Sphinx
    compares with the last build, so all pages are read anew with it.
    """
    root = Path(app.confdir)
    package = Path(__file__).parent
    inputs = [p for p in package.rglob("*") if "__pycache__" not in p.parts]
    inputs += [*(root / "seeds").rglob("*"), root / "requirements.txt"]
    digest = hashlib.sha256()
    for path in sorted(p for p in inputs if p.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.name}\0{content}\n".encode())
    caches = Path(app.outdir).parent / ".jupyter_cache"
    current = caches / digest.hexdigest()[:16]
    if caches.is_dir():
        for old in caches.iterdir():
            if old != current:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
    config.nb_execution_cache_path = str(current)
    config.html_static_path.append("book/_static")


def _find_passage_pages(_app: Sphinx, env: Any) -> list[str]:
    """Collect the passages that the chapters cite; have the pages that list passages written anew."""
    texts = {name: _raw_html(env.get_doctree(name)) for name in env.found_docs}
    lists = [name for name, text in texts.items() if '<div class="passages">' in text]
    env.cited_passages = {
        found for name, text in texts.items() if name not in lists for found in _REFERENCE.findall(text)
    }
    return lists


def _keep_cited_passages(app: Sphinx, doctree: Any, _page: str) -> None:
    """Leave out the passages that no number of the book rests on: the book reprints no whole articles."""
    cited: set[str] = app.env.cited_passages  # type: ignore[attr-defined]
    for node in doctree.findall(nodes.raw):
        if '<div class="passages">' in node.astext():
            kept = _PASSAGE.sub(partial(_if_cited, cited=cited), node.astext())
            node.children = [nodes.Text(kept)]


def _if_cited(passage: re.Match[str], *, cited: set[str]) -> str:
    return passage[0] if passage[1] in cited else ""


def _raw_html(doctree: Any) -> str:
    return "".join(node.astext() for node in doctree.findall(nodes.raw))


def _finish_the_page(app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: Any) -> None:
    """Refuse scripts and styles from other hosts; lighten the page; add its OpenGraph tags."""
    for asset in [*context.get("script_files", []), *context.get("css_files", [])]:
        address = str(getattr(asset, "filename", asset) or "")
        if "//" in address:
            raise ExtensionError(f"{page}: would load {address} from another host")
    context["body"] = _UNSTYLED.sub(r"\1", _UNSTYLED.sub(r"\1", context.get("body", "")))
    if doctree is None:
        return
    context["page_description"] = html.escape(_description(doctree))
    site = app.config.ogp_site_url.rstrip("/")
    tags = {
        "og:title": html.unescape(context.get("title", "")),
        "og:type": "article",
        "og:site_name": app.config.ogp_site_name,
        "og:description": _description(doctree),
        "og:url": f"{site}/{page}.html" if site else "",
    }
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<meta property="{key}" content="{html.escape(value)}">\n' for key, value in tags.items() if value
    )


def _description(doctree: Any) -> str:
    """Give the page's first sentences as plain text: linked numbers are HTML inside the paragraphs."""
    paragraphs = (html.unescape(re.sub(r"<[^>]*>", "", p.astext())) for p in doctree.findall(nodes.paragraph))
    return textwrap.shorten(" ".join(itertools.islice(paragraphs, 3)), 200, placeholder=" …")


def _copy_plotly(app: Sphinx, error: Exception | None) -> None:
    """Put plotly.js, as its wheel carries it, beside the book's script, which loads it where needed."""
    if error is not None or app.builder.format != "html":
        return
    source = Path(str(files("plotly") / "package_data" / "plotly.min.js"))
    target = Path(app.outdir) / "_static" / source.name
    if not target.exists() or target.stat().st_size != source.stat().st_size:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
