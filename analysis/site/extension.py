"""What the book's build adds to Jupyter Book: chapters that know the library, and pages that stay local."""

from __future__ import annotations

import html
import os
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.errors import ExtensionError

from analysis.book.html import figure_template
from analysis.files import shipped, write_whole
from analysis.site import citation, execution, mend, notebooks, pdf, search, state
from analysis.site import page_head as head
from analysis.site import site_files as files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PLOTLY = "plotly.min.js"
_FAVICON = "book/_static/favicon.svg"
_STATE = ".state"
_COPYING = ("clipboard", "copybutton")  # buttons beside code
_MARKER = "sphinx_highlight.js"  # marks what Sphinx's search found, and rewrites each page's address
# The book's own scripts in their order, each with what it works on: a page without that does not load it.
_SCRIPTS = {
    "common.js": 'class="evidence-|<div class="passages">',
    "passage.js": 'class="evidence-link"|<div class="passages">',
    "tables.js": 'class="evidence-(figure|table)"',
    "panel.js": 'class="evidence-link"',
    "figures.js": 'class="evidence-figure"',
    "downloads.js": 'class="evidence-figure"',
    "passages.js": '<div class="passages">',
}
_DOWNLOAD = {
    "type": "link",
    "text": ".ipynb",
    "tooltip": "Download this chapter as a notebook that runs",
    "icon": "fas fa-code",
    "label": "download-notebook-button",
}
_REFERENCE = re.compile(r"([A-Za-z][A-Za-z0-9-]*-[0-9a-f]{8}(?:-\d+)?):\d+-\d+")
_PASSAGE = re.compile(r'<article class="passage" id="([^"]+)".*?</article>', re.DOTALL)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_config_value("ogp_site_url", "", "html")  # Jupyter Book sets it
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it; the book has no comments
    for script in _SCRIPTS:
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("analysis.css")
    app.add_directive("citation", _CitationDirective)
    execution.prepare()
    app.connect("config-inited", _set_paths)
    app.connect("builder-inited", _read_side_by_side)
    app.connect("builder-inited", _replace_the_search)
    app.connect("env-get-outdated", _find_outdated)
    app.connect("doctree-read", _lighten_the_code)
    app.connect("env-updated", _find_passage_pages)
    app.connect("doctree-resolved", _keep_cited_passages)
    app.connect("html-page-context", _finish_the_page, priority=900)
    app.connect("build-finished", _finish_the_book)
    app.connect("build-finished", _record_state, priority=1000)
    app.connect("html-collect-pages", lambda _app: [("search", {"title": "Search"}, "search.html")])
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _set_paths(app: Sphinx, config: Any) -> None:
    config.html_static_path.append(_own_or_shipped(app, "book/_static/analysis.css"))
    config.templates_path.append(_own_or_shipped(app, "book/_templates/layout.html"))
    config.html_favicon = config.html_favicon or str(shipped(_FAVICON))
    config.html_baseurl = os.environ.get("BOOK_ADDRESS") or config.html_baseurl
    if config.html_baseurl and not re.match("https?://[^/]", config.html_baseurl):
        raise ExtensionError(f"the address of the book, {config.html_baseurl!r}, must begin with https://")
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path.rstrip("/") + "/"
    for old in (Path(app.outdir) / "_static").glob("mystnb.*.css"):  # else its hash is in addresses, as it is
        old.unlink()  # not after a build from nothing: it is written last
    cited = _citation(app, config)
    dated = f", sources of {date}" if (date := files.source_date(Path(app.confdir))) else ""
    config.html_theme_options["extra_footer"] = f'<p class="edition">Version {cited.version}{dated}</p>'


def _own_or_shipped(app: Sphinx, file: str) -> str:
    """Give the folder of a file in the book's own folder, or else where the package is installed."""
    path = Path(app.confdir) / file
    return str((path if path.is_file() else shipped(file) or path).parent)


def _read_side_by_side(app: Sphinx) -> None:
    """Have the chapters read, and so executed, by as many processes as the machine has cores."""
    # it does not say that it can: it numbers the chapters once all are read
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    app.parallel = max(app.parallel, os.cpu_count() or 1)


def _citation(app: Sphinx, config: Any) -> citation.Citation:
    file, date = Path(app.confdir) / "CITATION.cff", files.source_date(Path(app.confdir))
    return citation.read_citation(file, title=config.html_title, date=date, address=config.html_baseurl)


class _CitationDirective(Directive):  # type: ignore[misc]
    """Shows how the book is cited."""

    def run(self) -> list[nodes.Node]:
        env = self.state.document.settings.env
        env.note_dependency(str(Path(env.app.confdir) / "CITATION.cff"))
        cited = _citation(env.app, env.config)
        bibtex = nodes.literal_block(cited.bibtex(), cited.bibtex(), language="bibtex")
        return [nodes.paragraph("", cited.text()), bibtex]


def _find_outdated(app: Sphinx, env: Any, _added: object, _changed: object, _removed: object) -> list[str]:
    """Have everything read anew that is not of the present state of library and data: see `state`."""
    env.state = state.digest(Path(app.confdir), app.config.html_baseurl)  # before it may change
    return [] if state.is_current(Path(app.outdir) / _STATE, env.state) else sorted(env.found_docs)


def _record_state(app: Sphinx, error: Exception | None) -> None:
    if error is None and not app._warncount:  # a fault is told again until it is mended
        write_whole(Path(app.outdir) / _STATE, app.env.state)  # type: ignore[attr-defined]


def _lighten_the_code(_app: Sphinx, doctree: Any) -> None:
    """Leave the code that a reader opens without colours: they are three quarters of its weight."""
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and "tag_hide-input" in cell["classes"]:
            for block in cell.findall(nodes.literal_block):
                block["language"] = "none"


def _find_passage_pages(app: Sphinx, env: Any) -> list[str]:
    """Collect the passages that the chapters cite; have the pages that list passages written anew."""
    app.parallel = 1  # these pages depend on what others hold
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
            kept = _PASSAGE.sub(lambda found: found[0] if found[1] in cited else "", node.astext())
            node.children = [nodes.Text(kept)]


def _raw_html(doctree: Any) -> str:
    return "".join(node.astext() for node in doctree.findall(nodes.raw))


def _finish_the_page(app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: Any) -> None:
    """Refuse what comes from other hosts; lighten the page; write its policy and description."""
    assets = [*context.get("script_files", []), *context.get("css_files", [])]
    for address in head.foreign(assets):
        raise ExtensionError(f"{page}: would load {address} from another host")
    body = mend.body(context.get("body", ""))
    scripts = [script for script in context["script_files"] if _is_wanted(script.filename, body)]
    for script in scripts:
        script.attributes["defer"] = "defer"  # none works before the page is there
    context["script_files"] = scripts
    context["body"] = body + (figure_template() if 'class="evidence-figure"' in body else "")
    if contents := context.get("generate_toctree_html"):
        context["generate_toctree_html"] = lambda *given, **named: mend.contents(
            str(contents(*given, **named))
        )
    for group in context.get("header_buttons", []):  # nor are there scripts inside attributes
        group["buttons"] = [b for b in group.get("buttons", []) if b["type"] != "javascript"]
        if page in _notebooks(app):
            group["buttons"].insert(0, _DOWNLOAD | {"url": context["pathto"](notebooks.place(page), 1)})
    described = head.tags(
        page=page,
        title=html.unescape(context.get("title", "")),
        summary=head.description(doctree) if doctree is not None else "",
        site=app.config.html_baseurl,
        site_name=app.config.html_title,
        image="_static/book.png",
    )
    context["metatags"] = f"\n{head.policy()}{context.get('metatags', '')}{described}\n"


def _is_wanted(script: str | None, body: str) -> bool:
    """Leave out inline scripts, which set options of the search of the theme, and those without work."""
    if not script or _MARKER in script:
        return False
    if needed := _SCRIPTS.get(Path(script).name):
        return re.search(needed, body) is not None
    return "highlight" in body or not any(name in script for name in _COPYING)


def _notebooks(app: Sphinx) -> list[str]:
    """List the pages that are executed."""
    return sorted(page for page in app.env.found_docs if "kernelspec" in app.env.metadata.get(page, ()))


def _replace_the_search(app: Sphinx) -> None:
    """Leave out Sphinx's own search: it knows neither French nor passages, and every page loads its index."""
    app.builder.search = False  # type: ignore[attr-defined]


def _finish_the_book(app: Sphinx, error: Exception | None) -> None:
    """Add what the whole book needs: plotly.js, and what a host of web sites looks for beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    # plotly.js as its wheel carries it, beside the book's script, which loads it where needed
    plotly = resources.files("plotly") / "package_data" / _PLOTLY
    write_whole(out / "_static" / _PLOTLY, plotly.read_bytes())
    _silence_the_theme(out)
    site, first, pages = app.config.html_baseurl, app.config.root_doc, sorted(app.env.found_docs)
    files.remove_others(out, pages)
    write_whole(out / "robots.txt", files.robots(site=site))
    write_whole(out / "index.html", files.first_page(first=first, site=site))
    if site:
        write_whole(out / "sitemap.xml", files.sitemap(pages, site=site))
    for page in _notebooks(app):
        source = Path(app.env.doc2path(page)).read_text(encoding="utf-8")
        notebooks.write(source, out / notebooks.place(page), extras="book")
    search.write(pages, out)
    pdf.offer(out)


def _silence_the_theme(out: Path) -> None:
    """Take out what the theme's scripts tell the console, so that a message there means something."""
    for script in sorted((out / "_static" / "scripts").glob("*-theme.js")):
        text = script.read_text(encoding="utf-8")
        write_whole(script, text.replace("console.log(", "void("))
