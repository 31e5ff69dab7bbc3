// The search page: finds passages by the one search for French words, and sections by words without case, accents
// and inflection. The index is written when the book is built, see analysis/site/search.py.
(() => {
  "use strict";

  const { fold, make, plural, wordsIn, isName, partsOf, places, seek, counted, missing, ready, texts, address } = window.book;
  const { sections, stems } = window.bookIndex;
  const GROUPS = { passage: "Passages, in French", page: "In the chapters", source: "In the bibliography", reference: "In the module’s reference" };
  const MOST = 40; // results shown of each group

  const stem = (word) => (Object.hasOwn(stems, word) ? stems[word] : word);

  /** Words of a section; a composed one is also its parts, one after the other. */
  const proseIn = (text) =>
    [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: form, index }) => ({ start: index, end: index + form.length, word: stem(fold(form)) }));

  for (const entry of sections) Object.assign(entry, { words: proseIn(entry.text), head: proseIn(`${entry.title} ${entry.terms}`) });
  let passages = [];
  let counts = new Map();

  function sectionsWith(query) {
    const parts = partsOf(query).map((words) => words.flatMap((word) => word.split("-")).map((word) => (other) => other === stem(word)));
    return sections.flatMap((entry) => {
      const isMeant = ({ start }) => !isName(query) || /\p{Lu}/u.test(entry.text[start]); // UN, but not « un »
      const found = parts.map((tests) => places(tests, entry.words).filter(isMeant));
      const titled = parts.map((tests) => places(tests, entry.head).length);
      if (!parts.length || !found.every((list, i) => list.length || titled[i])) return [];
      const score = found.reduce((sum, list, i) => sum + Math.min(list.length, 4) + (titled[i] ? 6 : 0), 0);
      return [{ entry, score, marks: found.flat().sort((a, b) => a.start - b.start) }];
    }).sort((a, b) => b.score - a.score);
  }

  /** Offsets in code points, as the passages page counts them. */
  const points = (text, at) => Array.from(text.slice(0, at)).length;

  function leadsTo({ entry, marks }) {
    if (entry.kind !== "passage") return entry.href;
    const see = marks.map(({ start, end }) => `${entry.id}:${points(entry.text, start)}-${points(entry.text, end)}`);
    return address([...new Set(see)].join(" ") || `${entry.id}:0-1`);
  }

  /** The words around the first place, with every place in sight marked. */
  function excerpt({ entry, marks }) {
    const whole = entry.kind === "passage";
    const from = whole || !marks.length ? 0 : Math.max(0, entry.text.lastIndexOf(" ", Math.max(0, marks[0].start - 80)) + 1);
    const cut = whole ? entry.text.length : entry.text.indexOf(" ", from + 220);
    const to = cut < 0 ? entry.text.length : cut;
    const p = make("p", whole ? { lang: entry.lang } : {});
    let at = from;
    if (from) p.append("… ");
    for (const { start, end } of marks) {
      if (start < at || end > to) continue;
      p.append(entry.text.slice(at, start), make("mark", { textContent: entry.text.slice(start, end) }));
      at = end;
    }
    p.append(entry.text.slice(at, to), to < entry.text.length ? " …" : "");
    return p;
  }

  function item(hit) {
    const { entry } = hit;
    const named = entry.kind !== "passage" && entry.page !== entry.title;
    const textContent = entry.kind === "passage" ? `${entry.title} · ${entry.printed}` : named ? `${entry.page}: ${entry.title}` : entry.page;
    return make("li", {}, make("a", { href: leadsTo(hit), textContent }), excerpt(hit));
  }

  const again = (query) => make("a", { href: `?q=${encodeURIComponent(query)}`, textContent: query });

  /** What the passages were searched for, and what is near where none was found. */
  function noteOn(query, { meant, translated = [] }, found) {
    if (!partsOf(query).length) return [];
    const said = translated.map((part) => `“${part.name}” is looked for in French: ${part.meant.forms.join(", ")}. `);
    if (!meant) return found || said.length ? said : missing(query, counts, again);
    const { codes } = meant;
    const forms = meant.forms.flatMap((form, i) => [i ? ", " : "", again(form)]);
    const chosen = codes.length === 1 ? [make("a", { href: address("x:0-1").replace(/\?.*/, `?actor=${encodeURIComponent(codes[0])}`), textContent: "All passages that name this actor" })] : [];
    return [`“${query.trim()}” is looked for in French: `, ...forms, found ? ". " : ". No sentence has any of these. ", ...chosen];
  }

  function show(query) {
    const results = document.getElementById("search-results");
    const sought = partsOf(query).length ? seek(query, passages) : { found: [] };
    const { found } = sought;
    const inPassages = passages.flatMap((entry, i) =>
      found[i] ? [{ entry, marks: found[i].sort((a, b) => a.start - b.start) }] : []);
    const hits = [...inPassages, ...sectionsWith(query)];
    results.replaceChildren();
    for (const [kind, name] of Object.entries(GROUPS)) {
      const group = hits.filter(({ entry }) => entry.kind === kind);
      if (!group.length) continue;
      const list = make("ul", { className: "search-hits" }, ...group.slice(0, MOST).map(item));
      list.dataset.kind = kind;
      results.append(make("h2", { textContent: `${name} (${group.length})` }), list);
      if (group.length > MOST) {
        const more = make("button", { type: "button", textContent: `Show all ${group.length}` });
        more.addEventListener("click", () => {
          list.append(...group.slice(MOST).map(item));
          more.remove();
        });
        results.append(more);
      }
    }
    const count = plural(hits.length, "result");
    document.getElementById("search-status").textContent = query.trim() ? (hits.length ? count : "Nothing was found.") : "";
    document.getElementById("search-note").replaceChildren(...noteOn(query, sought, inPassages.length));
  }

  const form = document.querySelector(".bd-article form.bd-search");
  const input = form.elements.q;
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", () => {
    history.replaceState(null, "", `${location.pathname}?q=${encodeURIComponent(input.value)}`);
    show(input.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(input.value);
  });
  input.focus();
  Promise.all([ready(), texts()]).then(([, known]) => {
    passages = [...known.values()].map((passage) => ({ ...passage, kind: "passage", words: wordsIn(passage.text) }));
    counts = counted(passages.map(({ words }) => words.map(({ word }) => word)));
  }).catch(() => {}).finally(() => show(input.value)); // a book without passages is searched all the same
})();
