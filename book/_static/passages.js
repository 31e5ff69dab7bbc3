// On the page Passages: choose passages by what they hold, keep the choice in the address, and cite a passage.
// Where they are too many for one page, those chosen are taken from the scripts that hold them.
(() => {
  "use strict";

  const { wordsIn, seek, counted, missing, ready, texts, inFull, make, plural, rangesOf, wholeOf, documentOf, highlight, listed, button, citation, copy } = window.book;
  const list = document.querySelector(".passages");
  const articles = [...list.querySelectorAll(".passage")];
  const asked = new URLSearchParams(location.search);

  // ---- choose ---------------------------------------------------------------------------------------------

  const facets = JSON.parse(list.querySelector(":scope > script")?.textContent ?? "[]");
  const MOST = 100; // passages from scripts that are shown at once
  const total = Number(list.dataset.total ?? articles.length);
  const isWhole = articles.length === total;
  const documents = list.querySelector("ul");
  const onPage = articles.map((element) => {
    const codes = Object.fromEntries(Object.entries(element.dataset).map(([name, some]) => [name, some.split("|")]));
    return { id: element.id, element, text: element.querySelector(".passage-sentence").textContent, codes };
  });
  const plain = new Map(); // sentence -> what it holds when no words are marked for a number
  let wanted = new Map();
  let turn = 0;

  /** A list of choices with the number of passages of each; what the address asks for is among them. */
  function choices(name, offered) {
    const given = asked.get(name) ?? "";
    if (given && !offered.some(([code]) => code === given)) offered.push([given, given, 0]);
    const options = offered.map(([code, label, count]) => new Option(`${label} (${count})`, code));
    const select = make("select", { name }, new Option("all", ""), ...options);
    select.value = given;
    return select;
  }

  const selects = facets.map(([name, labels]) => choices(name, labels));
  const input = make("input", { type: "search", name: "words", value: asked.get("words") ?? "", placeholder: "cyber*" });
  const status = make("span", { role: "status" });
  const all = make("button", { type: "button", textContent: "Clear" });
  const heading = (name) => `${name[0].toUpperCase()}${name.slice(1)} `;
  const fields = [...selects, input];
  const form = make("form", { className: "evidence-search passages-choice" },
    ...fields.map((field) => make("label", {}, heading(field.name), field)), make("p", {}, status, " ", all), make("p", { className: "passages-words" }));
  const number = make("p", { className: "passages-status", role: "status" });

  const said = form.querySelector(".passages-words");

  /** The passages that those to be shown are among: of a large corpus only what is needed. */
  async function known() {
    if (isWhole) return onPage;
    const document = form.elements.document?.value;
    const some = wanted.size ? [...wanted.keys()] : document ? [`${document}-00000000`] : undefined;
    const found = [...(await texts(some)).values()];
    for (const passage of found) passage.codes = { ...passage.codes, document: [passage.document] };
    return found;
  }

  /** Say for which words of the sentences was searched, and what is near where there is none. */
  function tell(query, passages, { found, meant, translated = [] }) {
    const forms = new Map();
    passages.forEach(({ text }, i) => {
      for (const { start, end } of found[i] ?? []) forms.set(text.slice(start, end).toLowerCase(), true);
    });
    const pick = (word) =>
      button(word, () => {
        input.value = word;
        changed();
      });
    const searched = "Searched: whole words of the French sentences, in any inflection, with any accents. ";
    const parts = translated.map((part) => `“${part.name}” is looked for in French: ${part.meant.forms.join(", ")}. `);
    const other = meant ? [`“${query.trim()}” is looked for in French: `, ...meant.forms.flatMap((form) => [pick(form), " "])] : [];
    const near = meant || parts.length ? [] : missing(query, counted(passages.map(({ words }) => words.map(({ word }) => word))), pick);
    said.replaceChildren(searched, ...parts, ...other, ...(forms.size ? [`Found: ${[...forms.keys()].sort().slice(0, 12).join(", ")}.`] : near));
  }

  /** Show passages: hide the others that are on the page, or list the first of those from scripts. */
  function lay(shown, most = MOST) {
    if (isWhole) {
      const seen = new Set(shown);
      for (const passage of onPage) passage.element.hidden = !seen.has(passage);
    } else {
      const further = button("Show more", () => lay(shown, most + MOST));
      list.replaceChildren(...listed(shown.slice(0, most), wanted, "h2"), ...(shown.length > most ? [further] : []));
    }
  }

  async function show() {
    const mine = ++turn;
    const query = input.value.trim();
    const chosen = wanted.size || fields.some(({ value }) => value);
    all.hidden = !chosen;
    if (!chosen && !isWhole) {
      list.replaceChildren(documents);
      status.textContent = plural(total, "passage");
      said.replaceChildren();
      return;
    }
    const passages = await known();
    if (mine !== turn) return; // the reader has chosen anew meanwhile
    for (const passage of passages) passage.words ??= wordsIn(passage.text);
    const sought = query ? seek(query, passages) : {};
    /** Those that fit all choices but one. */
    const without = (left) => passages.filter(({ id, codes }, i) =>
      (!wanted.size || wanted.has(id)) &&
      selects.every((one) => one === left || !one.value || codes[one.name]?.includes(one.value)) &&
      (left === input || !query || sought.found[i]));
    const shown = without();
    status.textContent = `${shown.length} of ${total} passages`;
    lay(shown);
    list.classList.toggle("filtered", shown.length < total);
    said.replaceChildren();
    if (query) tell(query, passages, sought);
    const active = fields.filter(({ value }) => value);
    if (shown.length || active.length < 2) return;
    said.append(" Without one choice: ", ...active.flatMap((field) => [
      button(`${heading(field.name)}(${without(field).length})`, () => {
        field.value = "";
        changed();
      }), " "]));
  }

  function changed() {
    const kept = new URLSearchParams(fields.flatMap(({ name, value }) => (value ? [[name, value]] : [])));
    if (wanted.size) kept.set("see", asked.get("see"));
    history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
    show();
  }

  function clear() {
    for (const field of fields) field.value = "";
    for (const [sentence, nodes] of plain) sentence.replaceChildren(...nodes);
    wanted = new Map();
    number.remove();
    changed();
    input.focus({ preventScroll: true });
  }

  /** Find the passages of one number, and mark its words. */
  async function findNumber(see) {
    if (!see) return;
    const full = await inFull(see).catch(() => "");
    wanted = rangesOf(full);
    const seen = (await known()).filter(({ id }) => wanted.has(id));
    list.before(number);
    if (!seen.length) {
      const document = documentOf([...wanted.keys()][0] ?? "");
      const near = selects.find(({ name }) => name === "document");
      const isKnown = [...(near?.options ?? [])].some(({ value }) => value && value === document);
      if (isKnown) near.value = document;
      wanted = new Map();
      const shown = isKnown ? "those of the same document are shown" : "all are shown";
      number.textContent = `The passages asked for are not in this edition of the book; ${shown}.`;
      return;
    }
    for (const { element, id } of seen.filter((passage) => passage.element)) {
      const sentence = element.querySelector(".passage-sentence");
      plain.set(sentence, [...sentence.childNodes]);
      highlight(sentence, wanted.get(id));
    }
    const missing = wanted.size - seen.length;
    const places = seen.reduce((sum, { id }) => sum + wanted.get(id).length, 0);
    const link = make("a", { href: location.pathname, textContent: "show all" });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      clear();
    });
    const whole = wholeOf(full);
    number.append(
      `${plural(places, "place")} in ${plural(seen.length, "passage")} for this number${whole && `: those in the sample, of ${whole}`}`,
      missing ? ` (${missing} more not found)` : "", " · ", link);
    // after the browser's own jump to the anchor, so that the line above the first passage is seen too
    const jump = () => number.scrollIntoView({ block: "start" });
    jump();
    addEventListener("load", () => requestAnimationFrame(jump), { once: true });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  all.addEventListener("click", clear);
  const place = document.querySelector(".passages-place"); // kept free, so that nothing moves
  if (place) place.append(form);
  else list.before(form);
  form.setAttribute("aria-busy", "true"); // until the base forms of words are there
  const name = location.hash.slice(1);
  const anchor = name && !document.getElementById(name) ? `${name}:0-0` : ""; // on the page, the browser finds it
  const start = findNumber(asked.get("see") ?? anchor).then(show);
  Promise.allSettled([start, ready()]).then(() => {
    form.removeAttribute("aria-busy");
    show();
  });

  // ---- cite -----------------------------------------------------------------------------------------------

  function open(article, codings) {
    const cited = citation({
      codings,
      id: article.id,
      text: article.querySelector(".passage-sentence").textContent,
      title: article.querySelector("cite").textContent,
      printed: article.querySelector(".passage-origin br").nextSibling.textContent.replace(/ · $/, ""),
    });
    const field = (label, value) => {
      const area = make("textarea", { readOnly: true, value, rows: value.split("\n").length + 2 });
      return make("div", {}, make("label", {}, `${label} `, area), button("Copy", (made) => copy(value, made)));
    };
    const box = make("div", { className: "passage-citation" }, field("Citation", cited.text), field("BibTeX", cited.bibtex));
    article.append(box);
    return box;
  }

  for (const article of articles) {
    const cite = button("Cite", () => toggle());
    cite.className = "passage-cite";
    cite.setAttribute("aria-expanded", "false");
    let box;
    const toggle = async () => {
      const known = await texts([article.id]);
      if (box) box.remove();
      box = box ? undefined : open(article, known.get(article.id)?.codings);
      cite.setAttribute("aria-expanded", String(Boolean(box)));
    };
    article.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box) return;
      toggle();
      cite.focus();
    });
    article.querySelector(".passage-origin").append(" · ", cite);
  }
})();
