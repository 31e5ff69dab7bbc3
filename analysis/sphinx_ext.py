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

from analysis.publish import inputs

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PACKAGE = Path(__file__).parent
_KERNELSPEC = re.compile(r"^kernelspec:\n", re.MULTILINE)

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
    app.connect("config-inited", _set_paths)
    app.connect("env-get-outdated", _find_outdated)
    app.connect("source-read", _key_the_cache)
    app.connect("env-updated", _find_passage_pages)
    app.connect("doctree-resolved", _keep_cited_passages)
    app.connect("html-page-context", _finish_the_page, priority=900)
    app.connect("build-finished", _copy_plotly)
    return {"env_version": _version(), "parallel_read_safe": True, "parallel_write_safe": True}


def _set_paths(app: Sphinx, config: Any) -> None:
    config.nb_execution_cache_path = str(Path(app.outdir).parent / ".jupyter_cache")
    config.html_static_path.append("book/_static")


def _find_outdated(app: Sphinx, env: Any, _added: object, _changed: object, _removed: object) -> list[str]:
    """Have the chapters read anew whose inputs have changed since the last build."""
    before = getattr(env, "chapter_inputs", {})
    env.chapter_inputs = {
        name: inputs.digest(
            Path(env.doc2path(name)).read_text(encoding="utf-8"), package=_PACKAGE, root=Path(app.confdir)
        )
        for name in env.found_docs
    }
    return [name for name, digest in env.chapter_inputs.items() if before.get(name, digest) != digest]


def _key_the_cache(app: Sphinx, page: str, source: list[str]) -> None:
    """Name the inputs in the notebook's metadata, which the cache compares together with its code."""
    digest = app.env.chapter_inputs[page]  # type: ignore[attr-defined]
    source[0] = _KERNELSPEC.sub(rf"\g<0>  inputs: {digest}\n", source[0], count=1)


def _version() -> int:
    """Give a number for the code that writes pages: when it changes, all pages are read and written anew."""
    files = [_PACKAGE / "sphinx_ext.py", _PACKAGE / "book.py", *sorted((_PACKAGE / "publish").glob("*.py"))]
    return int(hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8], 16)


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
