// The search page: finds sections and passages by words without case, accents and inflection. The index is
// written when the book is built, see analysis/site/search.py.
(() => {
  "use strict";

  const { fold, make, plural } = window.book;
  const { sections, stems } = window.bookIndex;
  const passages = window.bookPassages.map((passage) =>
    ({ ...passage, kind: "passage", page: `${passage.title} ${passage.printed}`, title: "" }));
  const entries = [...sections, ...passages];
  const { lemmas } = window.bookFrench;
  const GROUPS = { page: "In the chapters", passage: "Passages, in French", reference: "In the module’s reference" };
  const MOST = 40; // results shown of each group

  const share = (some, others) => [...some].some((one) => others.has(one));
  const own = (map, word) => (Object.hasOwn(map, word) ? [map[word]] : []);

  /** A word's base forms; two words are the same when they share one. */
  const known = new Map();
  function bases(word) {
    if (!known.has(word)) known.set(word, new Set([word, ...own(lemmas, word), ...own(stems, word)]));
    return known.get(word);
  }

  /** Words of a text with their places; a composed word is also its parts. */
  function wordsOf(text) {
    const found = [];
    for (const { 0: form, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*/gu)) {
      const end = index + form.length;
      found.push({ start: index, end, forms: [fold(form.replaceAll("-", "")), fold(form), ...form.split("-").map(fold)] });
    }
    return found;
  }

  for (const entry of entries) entry.words = wordsOf(entry.text);
  for (const entry of entries) entry.head = wordsOf(entry.title).flatMap(({ forms }) => forms);
  const vocabulary = [...new Set(entries.flatMap(({ words, head }) => [...words.flatMap(({ forms }) => forms), ...head]))];

  /** The base forms that a query's word stands for; an unknown inflection stands for the nearest words. */
  function meant(word) {
    const same = vocabulary.filter((other) => share(bases(word), bases(other)));
    const least = Math.max(5, Math.ceil(word.length * 0.7));
    const near = same.length ? same : vocabulary.filter((other) => other.startsWith(word.slice(0, least)) && word.length >= 5);
    return new Set(near.flatMap((other) => [...bases(other)]));
  }

  function parse(query) {
    const parts = [...query.matchAll(/["“«]([^"”»]*)["”»]|([^\s"“”«»]+)/g)];
    return parts
      .map(([, phrase, word]) => wordsOf(phrase ?? word).map(({ forms }) => ({ exact: forms[0], bases: meant(forms[0]) })))
      .filter((terms, _, all) => terms.length && (all.length === 1 || terms.some(({ exact }) => exact.length > 2))); // not "de"
  }

  const fits = (term, forms) => forms.some((form) => share(bases(form), term.bases));

  /** Places where the terms follow one another. */
  function places(terms, words) {
    const found = [];
    for (let i = 0; i + terms.length <= words.length; i++) {
      if (terms.every((term, k) => fits(term, words[i + k].forms))) {
        found.push({ start: words[i].start, end: words[i + terms.length - 1].end, exact: words[i].forms.includes(terms[0].exact) });
      }
    }
    return found;
  }

  function find(query) {
    const parts = parse(query);
    if (!parts.length) return [];
    const hits = [];
    for (const entry of entries) {
      const found = parts.map((terms) => places(terms, entry.words));
      const titled = parts.map((terms) => terms.every((term) => fits(term, entry.head)));
      if (!found.every((list, i) => list.length || titled[i])) continue;
      const score = found.reduce(
        (sum, list, i) => sum + Math.min(list.length, 4) + (list.some(({ exact }) => exact) ? 2 : 0) + (titled[i] ? 6 : 0), 0);
      hits.push({ entry, score, marks: found.flat().sort((a, b) => a.start - b.start) });
    }
    return hits.sort((a, b) => b.score - a.score);
  }

  /** Offsets in code points, as the passages page counts them. */
  const points = (text, at) => Array.from(text.slice(0, at)).length;

  function address({ entry, marks }) {
    if (entry.kind !== "passage" || !marks.length) return entry.href;
    const [page, id] = entry.href.split("#");
    const see = marks.map(({ start, end }) => `${id}:${points(entry.text, start)}-${points(entry.text, end)}`);
    return `${page}?see=${[...new Set(see)].join(",")}#${id}`;
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
    const named = entry.kind === "passage" || entry.page === entry.title;
    const textContent = named ? entry.page : `${entry.page}: ${entry.title}`;
    return make("li", {}, make("a", { href: address(hit), textContent }), excerpt(hit));
  }

  function show(query) {
    const results = document.getElementById("search-results");
    const hits = find(query);
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
  show(input.value);
  input.focus();
})();
