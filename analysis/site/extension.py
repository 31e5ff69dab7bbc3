"""What the book's build adds to Jupyter Book: chapters that know the library, and pages that stay local."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.errors import ExtensionError

from analysis.book.html import WHOLE, figure_template
from analysis.files import shipped, write_whole
from analysis.site import citation, execution, mend, notebooks, overflow, pdf, search, sections, state
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
    "common.js": 'class="evidence-|<div class="passages"',
    "words.js": '<div class="passages"',
    "passage.js": 'class="evidence-link"|<div class="passages"',
    "tables.js": 'class="evidence-(figure|table)"',
    "panel.js": 'class="evidence-link"',
    "figures.js": 'class="evidence-figure"',
    "downloads.js": 'class="evidence-(figure|table)"',
    "passages.js": '<div class="passages"',
}
_DOWNLOAD = {
    "type": "link",
    "text": ".ipynb",
    "tooltip": "Download this chapter as a notebook that runs",
    "icon": "fas fa-code",
    "label": "download-notebook-button",
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_config_value("ogp_site_url", "", "html")  # Jupyter Book sets it
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it; the book has no comments
    app.add_config_value("live", False, "html", [bool])  # a preview, which reloads its pages
    for script in _SCRIPTS:
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("analysis.css")
    app.add_css_file("look.css")
    app.add_directive("citation", _CitationDirective)
    execution.prepare()
    app.connect("config-inited", _set_paths)
    app.connect("builder-inited", _prepare_the_build)
    app.connect("env-get-outdated", _find_outdated)
    app.connect("env-before-read-docs", _count_what_is_there)
    app.connect("source-read", _leave_out)
    app.connect("doctree-read", _lighten_the_code)
    app.connect("html-page-context", _without_contents, priority=499)  # before the theme asks
    app.connect("html-page-context", _finish_the_page, priority=900)
    app.connect("build-finished", _finish_the_book)
    app.connect("build-finished", _record_state, priority=1000)
    app.connect("html-collect-pages", lambda _app: [("search", {"title": "Search"}, "search.html")])
    app.connect("html-collect-pages", _write_the_texts)
    app.connect("html-collect-pages", _write_the_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _set_paths(app: Sphinx, config: Any) -> None:
    config.html_static_path.append(_own_or_shipped(app, "book/_static/analysis.css"))
    config.templates_path.append(_own_or_shipped(app, "book/_templates/layout.html"))
    config.html_favicon = config.html_favicon or str(shipped(_FAVICON))
    config.html_baseurl = (os.environ.get("BOOK_ADDRESS") or config.html_baseurl).rstrip("/")
    if config.html_baseurl and not re.match("https?://[^/]", config.html_baseurl):
        raise ExtensionError(f"the address of the book, {config.html_baseurl!r}, must begin with https://")
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path + "/"
    for old in (Path(app.outdir) / "_static").glob("mystnb.*.css"):  # else its hash is in addresses, as it is
        old.unlink()  # not after a build from nothing: it is written last
    cited = _citation(app, config)
    dated = f", sources of {date}" if (date := files.source_date(Path(app.confdir))) else ""
    config.html_theme_options["extra_footer"] = f'<p class="edition">Version {cited.version}{dated}</p>'


def _own_or_shipped(app: Sphinx, file: str) -> str:
    """Give the folder of a file in the book's own folder, or else where the package is installed."""
    path = Path(app.confdir) / file
    return str((path if path.is_file() else shipped(file) or path).parent)


def _prepare_the_build(app: Sphinx) -> None:
    """Have chapters read, and so executed, on every core, and styles minded; leave out Sphinx's search."""
    # it does not say that it can: it numbers the chapters once all are read
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
    app.parallel = max(app.parallel, os.cpu_count() or 1)
    # it knows neither French nor passages, and every page loads its index
    app.builder.search = False  # type: ignore[attr-defined]
    # a style that has changed is part of every page, as a template is: none is executed again for it
    templates, styles = app.builder.templates, (Path(app.confdir) / "book" / "_static").glob("*.*s")
    newest = max([templates.newest_template_mtime(), *(path.stat().st_mtime for path in styles)])
    templates.newest_template_mtime = lambda: newest


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
    env.is_current = state.is_current(Path(app.outdir) / _STATE, env.state)
    return [] if env.is_current else sorted(env.found_docs)


@cache
def _corpus_of(root: str) -> Any:
    """Read what the chapters read, once a build; the imports wait, since most builds change a page only."""
    from analysis.book import Chapter
    from analysis.corpus import read_corpus
    from analysis.corpus.catalogue import find_folder

    return Chapter(read_corpus(find_folder(Path(root))))


def _count_what_is_there(app: Sphinx, env: Any, pages: list[str]) -> None:
    """Count once, before the chapters are read, what their sections may need."""
    if any("\n% needs " in _source(env, page) for page in pages):
        from analysis.book import needs

        chapter = _corpus_of(str(app.confdir))
        env.there, env.texts = needs.amounts(chapter), chapter.corpus.documents.index.tolist()


def _leave_out(app: Sphinx, _page: str, source: list[str]) -> None:
    source[0] = sections.leave_out(source[0], getattr(app.env, "there", {}))


def _write_the_texts(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give each document a page beside the page of all passages; they stay while nothing has changed."""
    if app.env.is_current or not _text_pages(app.env):  # type: ignore[attr-defined]
        return
    from analysis.book import texts

    written = texts.text_pages(_corpus_of(str(app.confdir)))
    for page, (title, body) in zip(_text_pages(app.env), written, strict=True):
        about = f"{title[:120]}: the whole text, with what is named and proposed in it."
        yield page, {"title": html.escape(title), "body": body, "summary": about}, "page.html"


def _write_the_data(app: Sphinx) -> list[Any]:
    """Write what the search and the panels read, and the files that a reader may take away."""
    if not app.env.is_current and any(page.endswith("/passages") for page in app.env.found_docs):  # type: ignore[attr-defined]
        from analysis.book.data_files import data_files

        for name, text in data_files(_corpus_of(str(app.confdir))):
            _write_beside(app, name, text)
    return []


def _write_beside(app: Sphinx, name: str, text: str) -> None:
    """Write a file among the pages."""
    path = Path(app.outdir) / name
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text)


def _text_pages(env: Any) -> list[str]:
    """Name the pages of the documents."""
    folders = [page.removesuffix("passages") for page in env.found_docs if page.endswith("/passages")]
    return [f"{folder}text-{document}" for folder in folders[:1] for document in getattr(env, "texts", ())]


def _source(env: Any, page: str) -> str:
    return Path(env.doc2path(page)).read_text(encoding="utf-8")


def _record_state(app: Sphinx, error: Exception | None) -> None:
    if error is None and not app._warncount:  # a fault is told again until it is mended
        write_whole(Path(app.outdir) / _STATE, app.env.state)  # type: ignore[attr-defined]


def _lighten_the_code(_app: Sphinx, doctree: Any) -> None:
    """Leave the code that a reader opens without colours: they are three quarters of its weight."""
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and "tag_hide-input" in cell["classes"]:
            for block in cell.findall(nodes.literal_block):
                block["language"] = "none"


def _without_contents(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: object) -> None:
    """Give the theme no contents, where it expects some, of a book that has but one page."""
    if contents := context.get("toctree"):
        context["toctree"] = lambda **named: contents(**named) or ""


def _finish_the_page(app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: Any) -> None:
    """Refuse what comes from other hosts; lighten the page; write its policy and description."""
    assets = [*context.get("script_files", []), *context.get("css_files", [])]
    for address in head.foreign(assets):
        raise ExtensionError(f"{page}: would load {address} from another host")
    body = _not_too_large(app, page, mend.body(context.get("body", "")))
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
        summary=head.description(doctree) if doctree is not None else context.get("summary", ""),
        site=app.config.html_baseurl,
        site_name=app.config.html_title,
        image="_static/book.png",
    )
    policy = head.LIVE_TAG if app.config.live else head.POLICY_TAG
    context["metatags"] = f"\n{policy}{context.get('metatags', '')}{described}\n"


def _not_too_large(app: Sphinx, page: str, body: str) -> str:
    """Leave to the page's own script what would make it too large: see `overflow`."""
    if getattr(app.env, "there", {}).get("passages", 0) > WHOLE:
        body = overflow.lead_to_the_texts(body)
    name = page.rpartition("/")[2]
    body, moved = overflow.move_out(name, body)
    if moved:
        _write_beside(app, f"{page}.js", overflow.script(name, moved))
    return body


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


def _finish_the_book(app: Sphinx, error: Exception | None) -> None:
    """Add what the whole book needs: plotly.js, and what a host of web sites looks for beside the pages."""
    if error is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    # plotly.js as its wheel carries it, beside the book's script, which loads it where needed
    plotly = resources.files("plotly") / "package_data" / _PLOTLY
    write_whole(out / "_static" / _PLOTLY, plotly.read_bytes())
    for script in sorted((out / "_static" / "scripts").glob("*-theme.js")):
        text = script.read_text(encoding="utf-8")  # it tells the console nothing: a message there is a fault
        write_whole(script, text.replace("console.log(", "void("))
    site, first, pages = app.config.html_baseurl, app.config.root_doc, sorted(app.env.found_docs)
    listed = [*pages, *_text_pages(app.env)]
    files.remove_others(out, listed)
    write_whole(out / "robots.txt", files.robots(site=site))
    write_whole(out / "index.html", files.first_page(first=first, site=site))
    if site:
        write_whole(out / "sitemap.xml", files.sitemap(listed, site=site))
    for page in _notebooks(app):
        source = sections.leave_out(_source(app.env, page), getattr(app.env, "there", {}))
        notebooks.write(source, out / notebooks.place(page), extras="book")
    search.write(dict.fromkeys([*app.env.collect_relations(), *pages]), out)  # in the order of the contents
    pdf.offer(out)
