// What opens at a number, a cell or a mark: a few words while the pointer is over it, its passages on a click.
// Links are left alone with Ctrl, Shift or another button, and lead to the page Passages without this script.
(() => {
  "use strict";

  const { rangesOf, wholeOf, address, inFull, texts, listed, button, make, plural } = window.book;
  const FIRST = 3; // passages whose first words are shown
  const LETTERS = 70; // of each
  const MOST = 30; // passages in the panel; the page Passages has all
  const MARK = 24; // px round a mark of a figure that are kept in sight
  const HEADER = 64; // px that the page's header covers

  const counted = (wanted, whole) => {
    const places = [...wanted.values()].flat().length;
    const passages = plural(wanted.size, "passage");
    return whole ? `${places} of ${whole}, in the sample: ${passages}` : `${plural(places, "marked place")} in ${passages}`;
  };

  /** The references of a link, as its address has them. */
  const referencesOf = (a) => (new URL(a.href).searchParams.get("see") ?? "").replaceAll(",", " ");

  // ---- over a link or a mark: the first words ---------------------------------------------------------------

  const tip = make("div", { id: "evidence-tip", className: "evidence-tip", role: "tooltip", hidden: true });
  let tipped; // the element that the words are about
  let timer;

  function hideTip() {
    clearTimeout(timer);
    tipped?.removeAttribute("aria-describedby");
    tipped = undefined;
    tip.hidden = true;
  }

  const start = (text) => (text.length > LETTERS ? `${text.slice(0, text.lastIndexOf(" ", LETTERS))} …` : text);

  async function fillTip(element, references, box) {
    const full = await inFull(references);
    const wanted = rangesOf(full);
    const known = await texts([...wanted.keys()].slice(0, FIRST));
    if (tipped !== element) return;
    const found = [...wanted.keys()].flatMap((id) => known.get(id) ?? []).slice(0, FIRST);
    const list = found.map(({ text, lang }) => make("p", { lang, textContent: start(text) }));
    tip.replaceChildren(make("strong", { textContent: counted(wanted, wholeOf(full)) }), ...list);
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const room = document.documentElement;
    const below = box.bottom + 4 + height <= room.clientHeight;
    tip.style.left = `${Math.max(8, Math.min(box.left, room.clientWidth - width - 8))}px`;
    tip.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`;
    element.setAttribute("aria-describedby", tip.id);
  }

  function showTip(element, references, box) {
    hideTip();
    if (!references) return;
    tipped = element;
    timer = setTimeout(() => fillTip(element, references, box()).catch(hideTip), 150);
  }

  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hideTip, 200); // time to reach the words themselves
  };

  const linkAt = (event) => event.target.closest?.("a.evidence-link");
  const showAt = (a) => showTip(a, referencesOf(a), () => a.getClientRects()[0]);

  document.addEventListener("pointerover", (event) => {
    if (tip.contains(event.target)) clearTimeout(timer);
    const a = linkAt(event);
    if (a && a !== tipped && event.pointerType === "mouse") showAt(a);
  });
  document.addEventListener("pointerout", (event) => {
    if (linkAt(event) || tip.contains(event.target)) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const a = linkAt(event);
    if (a?.matches(":focus-visible")) showAt(a);
  });
  document.addEventListener("focusout", (event) => {
    if (linkAt(event)) hideTip();
  });
  document.addEventListener("evidence-over", ({ target, detail }) => {
    if (!detail.references || !matchMedia("(hover: hover)").matches) hideSoon();
    else showTip(target, detail.references, () => target.querySelector(".hoverlayer").getBoundingClientRect());
  });

  // ---- on a click: the passages -----------------------------------------------------------------------------

  const panel = make("dialog", { className: "evidence-panel" });
  panel.setAttribute("aria-labelledby", "evidence-panel-title");
  let opener; // where the focus returns to
  let mark; // how far below its top the mark of a figure lies that was clicked; none for a link

  /** Open or close the panel so that what the reader looks at stays where it is, and is not covered. */
  function keepPlace(change) {
    const before = opener.getBoundingClientRect().top;
    change();
    dispatchEvent(new Event("resize")); // figures take the width that is left
    const box = opener.getBoundingClientRect();
    const [top, bottom] = mark === undefined ? [box.top, box.bottom] : [box.top + mark - MARK, box.top + mark + MARK];
    const sheet = panel.open && panel.getBoundingClientRect().left === 0; // over the lower part
    const covered = sheet ? Math.min(bottom - panel.getBoundingClientRect().top, top - HEADER) : 0;
    scrollBy({ top: covered > 0 ? covered : box.top - before, behavior: "instant" });
  }

  function close() {
    keepPlace(() => panel.close());
    opener.focus({ preventScroll: true });
  }

  // ---- the address: what is open is in it, and the browser's Back closes it -------------------------------------

  const asked = () => (location.hash.startsWith("#see=") ? decodeURIComponent(location.hash.slice(5)).replaceAll(",", " ") : "");
  let leaving = Promise.resolve(); // until the browser is back on the page's own address

  function enter(references) {
    const hash = `#see=${encodeURIComponent(references.replaceAll(" ", ",")).replace(/%3A/g, ":").replace(/%2C/g, ",")}`;
    if (asked()) history.replaceState(history.state, "", hash);
    else history.pushState({ opened: true }, "", hash);
  }

  /** Close, and leave the address as it was before. */
  function leave() {
    close();
    if (!history.state?.opened) {
      history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    leaving = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
    history.back();
  }

  /** Open what the address asks for: beside its link where the page has it. */
  function follow() {
    const references = asked();
    if (!references) {
      if (panel.open) close();
      return;
    }
    const links = [...document.querySelectorAll("a.evidence-link")];
    const from = links.find((a) => referencesOf(a) === references) ?? document.querySelector("h1");
    if (from.matches("h1")) from.tabIndex = -1;
    else from.scrollIntoView({ block: "center", behavior: "instant" });
    open(references, from);
  }

  addEventListener("popstate", follow);
  addEventListener("load", () => asked() && follow());

  async function fill(references, about) {
    const full = await inFull(references);
    const wanted = rangesOf(full);
    const first = [...wanted.keys()].slice(0, MOST);
    const known = await texts(first);
    const shown = first.filter((id) => known.has(id));
    const gone = first.length - shown.length;
    const rest = wanted.size - first.length;
    const title = make("h2", { id: "evidence-panel-title", textContent: counted(wanted, wholeOf(full)) });
    const all = make("a", { href: address(references), textContent: "Open all in Passages" });
    const list = make("div", { className: "evidence-panel-list" }, ...listed(shown.map((id) => known.get(id)), wanted, "h3"));
    panel.replaceChildren(
      make("div", { className: "evidence-panel-head" }, title, button("Close", leave)),
      ...(about ? [make("p", { className: "evidence-panel-about", textContent: about })] : []),
      ...(gone ? [make("p", { textContent: `${plural(gone, "passage")} asked for ${gone === 1 ? "is" : "are"} not in this edition.` })] : []),
      ...(rest ? [make("p", { className: "evidence-panel-first", textContent: `Here are the first ${first.length} passages.` })] : []),
      list,
      make("p", { className: "evidence-panel-all" }, all, rest ? ` (${rest} more there)` : ""),
    );
  }

  /** Say what the passages stand for: the title of the figure or table, and the mark or number itself. */
  function aboutOf(from, label) {
    if (from.closest(".quotation")) return "";
    const caption = from.closest("figure, table")?.querySelector("figcaption, caption");
    const title = caption?.firstChild.textContent; // without the question below it
    return [title, label ?? (title ? "" : `“${from.textContent.trim()}” in the text`)].filter(Boolean).join(" · ");
  }

  async function open(references, from, label, y) {
    hideTip();
    await leaving;
    try {
      await fill(references, from.matches("h1") ? "" : aboutOf(from, label));
    } catch {
      location.assign(address(references));
      return;
    }
    if (asked() !== references) enter(references);
    opener = from;
    mark = y === undefined ? undefined : y - from.getBoundingClientRect().top;
    keepPlace(() => panel.show());
    panel.scrollTop = 0;
    panel.querySelector("button").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const a = linkAt(event);
    const references = a && referencesOf(a);
    if (!references || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(references, a);
  });
  document.addEventListener("evidence-click", ({ target, detail: { references, event, label } }) => {
    if (!references) return;
    if (event?.ctrlKey || event?.metaKey || event?.button === 1) window.open(address(references), "_blank", "noopener");
    else {
      target.tabIndex = -1; // a mark has no place among the tab stops; its table's link has
      open(references, target, label, event?.clientY);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!tip.hidden) hideTip();
    else if (panel.open) leave();
  });

  // where no page has all passages, links lead to the texts; a script shows the passages themselves
  for (const a of document.querySelectorAll('a.evidence-link[href^="text-"]')) {
    if (referencesOf(a)) a.href = address(referencesOf(a));
  }
  document.querySelector("main").append(tip);
  document.body.append(panel);
})();
