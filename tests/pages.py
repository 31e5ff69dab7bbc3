"""Pages of the built book, opened in a browser that may reach nothing else."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

HTML = Path(__file__).parents[1] / "_build" / "html"
PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts and "http-equiv" not in path.read_text(encoding="utf-8").lower()[:200]
) or ["book/summary.html"]
PASSAGES = "book/passages.html"
FIGURE = '<figure class="evidence-figure" id="fig-'

# Where on the page the first mark with evidence lies: marks carry the index in plotly's own records.
MARK = """
figure => {
  const plot = figure.querySelector(".evidence-plot");
  const linked = value => Number.isInteger(value) && value >= 0;
  for (const mark of plot.querySelectorAll(".point")) {
    const shape = mark.matches("path") ? mark : mark.querySelector("path");
    const customdata = mark.closest(".trace")?.__data__?.[0]?.trace.customdata;
    if (!shape || !linked([customdata?.[mark.__data__.i]].flat(3)[0])) continue;
    const box = shape.getBoundingClientRect();
    const within = box.left >= plot.getBoundingClientRect().left; // not before the first date of an axis
    if (within && box.width + box.height > 1) return [box.x + box.width / 2, box.y + box.height / 2];
  }
  const { left, top } = plot.getBoundingClientRect();
  for (const points of plot.calcdata) {
    const [trace] = points;
    const xaxis = plot._fullLayout[trace.trace.xaxis?.replace("x", "xaxis")];
    const yaxis = plot._fullLayout[trace.trace.yaxis?.replace("y", "yaxis")];
    if (trace.trace.mode === "lines") { // a link of a network: its middle
      const { x, y, i } = points[Math.floor(points.length / 2)];
      if (linked(trace.trace.customdata?.[i]))
        return [left + xaxis._offset + xaxis.c2p(x), top + yaxis._offset + yaxis.c2p(y)];
    }
  }
  return null;
}
"""


@dataclass
class Visit:
    """A page that was opened, and what happened meanwhile."""

    name: str
    page: Page
    elsewhere: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


class Tabs:
    """Tabs of one browser, used again: a page opens there four times as fast as in a new one."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: dict[tuple[object, ...], list[Page]] = defaultdict(list)

    @contextmanager
    def opened(
        self,
        address: str,
        name: str,
        *,
        size: tuple[int, int] = (1280, 900),
        mode: str = "",
        scripts: bool = True,
    ) -> Iterator[Visit]:
        """Open a page as on a first visit; with a mode, as after the reader chose light or dark."""
        free = self.free[mode, scripts, urlsplit(address + name).scheme]
        page = free.pop() if free else self._new(mode, scripts)
        visit = Visit(name, page)

        def note(request: Request) -> None:
            is_font = request.url.endswith((".woff2", ".ttf"))  # of icons, which are drawn
            if is_font or not request.url.startswith((address, "data:", "blob:")):
                visit.elsewhere.append(request.url)

        listeners = {
            "request": note,
            "console": lambda message: visit.messages.append(f"{message.type}: {message.text}"),
            "pageerror": lambda error: visit.messages.append(f"uncaught: {error}"),
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        page.mouse.move(0, 0)
        page.goto(address + name)
        yield visit
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.emulate_media(media="null", color_scheme="light")
        page.unroute_all()
        page.goto("about:blank")
        free.append(page)

    def _new(self, mode: str, scripts: bool) -> Page:
        context = self.browser.new_context(color_scheme="light", java_script_enabled=scripts)
        if mode:
            chosen = (f"localStorage.setItem('{key}', '{mode}');" for key in ("mode", "theme"))
            context.add_init_script("".join(chosen))
        return context.new_page()


def in_full(evidence: str) -> list[str]:
    """References between spaces or commas; ":7-9" is to the passage of the one before, and named in full."""
    full: list[str] = []
    for reference in re.split("[ ,]+", evidence.strip()):
        passage = reference.rpartition(":")[0] or full[-1].rpartition(":")[0]
        full.append(f"{passage}:{reference.rpartition(':')[2]}")
    return full


def draw(visit: Visit, figures: str = ".evidence-figure") -> None:
    """Scroll to figures, given by a selector, and wait until each is drawn."""
    for figure in visit.page.query_selector_all(figures):
        figure.scroll_into_view_if_needed()
        visit.page.wait_for_function("f => ['yes', 'failed'].includes(f.dataset.drawn)", arg=figure)
    visit.page.evaluate(
        "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"
    )  # all is in place


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page; what it finds right is not told, which takes half the time."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"][:3]
    ]
