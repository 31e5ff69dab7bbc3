// A passage in the reader's browser: its address, its words with those that a number counts, its citation.
(() => {
  "use strict";

  const { load, make, button } = window.book;
  const TEXTS = new URL("../search-passages.js", document.currentScript.src).href;
  const PAGE = new URL("../book/passages.html", document.currentScript.src).href;

  /** Read references, "passage:start-end" between spaces or commas: passage id -> list of [start, end].
   * One without a passage, ":start-end", is to that of the one before it. */
  function rangesOf(references) {
    const wanted = new Map();
    let passage = "";
    for (const reference of references.split(/[ ,]+/)) {
      const found = /^(.*):(\d+)-(\d+)$/.exec(reference);
      if (!found) continue;
      passage = found[1] || passage;
      const ranges = wanted.get(passage) ?? [];
      ranges.push([Number(found[2]), Number(found[3])]);
      wanted.set(passage, ranges);
    }
    return wanted;
  }

  /** How many there are of what a number counts, where these references are the part in a sample: "of:1234" is last. */
  const wholeOf = (references) => {
    const found = /(?:^|[ ,])of:(\d+)$/.exec(references);
    return found ? Number(found[1]).toLocaleString("en") : "";
  };

  /** Address of the page Passages with just these references. */
  function address(references) {
    const list = references.split(" ").filter(Boolean);
    const [first] = rangesOf(list[0]).keys();
    const see = encodeURIComponent(list.join(",")).replace(/%3A/g, ":").replace(/%2C/g, ",");
    return `${PAGE}?see=${see}${first ? `#${first}` : ""}`;
  }

  const documentOf = (id) => id.replace(/-[0-9a-f]{8}(-\d+)?$/, "");

  /** Address of a passage in the whole text of its document. */
  const inText = (id) => new URL(`text-${documentOf(id)}.html#${id}`, PAGE).href;

  /** Mark ranges of a sentence; they count code points, not UTF-16 units. */
  function highlight(sentence, ranges) {
    const points = Array.from(sentence.textContent);
    const pieces = [];
    let at = 0;
    for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const from = Math.max(start, at);
      const to = Math.min(end, points.length);
      if (from >= to) continue;
      const mark = make("mark", { className: "mark-seen", textContent: points.slice(from, to).join("") });
      pieces.push(points.slice(at, from).join(""), mark);
      at = to;
    }
    sentence.replaceChildren(...pieces, points.slice(at).join(""));
  }

  /** The passages of these ids' documents, or all: passage id -> { id, document, title, printed, text, … }. */
  async function texts(ids) {
    await load(TEXTS);
    const { documents, parts } = window.bookPassages;
    const some = ids ? ids.map((id) => documents[documentOf(id)]) : Object.values(documents);
    const wanted = [...new Set(some.flatMap((about) => about?.part ?? []))].sort((a, b) => a - b);
    await Promise.all(wanted.filter((part) => !parts[part]).map((part) => load(TEXTS.replace(/\.js$/, `-${part}.js`))));
    const entries = wanted.flatMap((part) => parts[part]);
    return new Map(entries.map((entry) => {
      const document = documentOf(entry.id);
      return [entry.id, { ...entry, ...documents[document], document }];
    }));
  }

  function article(passage, ranges = []) {
    const sentence = make("p", { className: "passage-sentence", lang: passage.lang, textContent: passage.text });
    highlight(sentence, ranges);
    const translations = (passage.translations ?? []).map((words) =>
      make("p", { className: "translation" }, `${words} `, make("span", { className: "ours", textContent: "(our translation)" })),
    );
    const [first = [0, passage.text.length]] = ranges;
    const origin = make("p", { className: "passage-origin" },
      make("a", { href: address(`${passage.id}:${first.join("-")}`), textContent: "The passage" }), " · ",
      make("a", { href: inText(passage.id), textContent: "In its text" }), " · ",
      button("Copy citation", (made) => copy(citation(passage).text, made)), " · ",
      button("Copy BibTeX", (made) => copy(citation(passage).bibtex, made)));
    return make("article", { className: "passage" }, sentence, ...translations, ...codingsOf(passage), origin);
  }

  /** Passages below the titles of their documents, with the words marked that are wanted of each. */
  const listed = (passages, wanted, heading) =>
    passages.flatMap((passage, i) => {
      const { document, lang, title, printed, id } = passage;
      const head = make(heading, {}, make("cite", { lang, textContent: title }), make("small", { textContent: printed }));
      return [...(document === passages[i - 1]?.document ? [] : [head]), article(passage, wanted.get(id))];
    });

  /** How a passage is cited: with the day it was read, and how sure its codings are; a copy of the book on the
   * reader's own disk has no address to give. */
  function citation({ id, text, title, printed, codings = [] }) {
    const read = new Date().toLocaleDateString("sv"); // as ISO 8601 has it
    const sure = [...new Set(codings.map(([who, , , , certainty]) => `${certainty.toLowerCase()}, ${who}`))].join("; ");
    const coded = sure && ` (position as coded: ${sure})`;
    const published = document.querySelector('link[rel="canonical"]')?.href ?? PAGE;
    const url = published.startsWith("http") ? new URL(`passages.html#${id}`, published).href : "";
    const book = document.querySelector('meta[property="og:site_name"]').content;
    const fields = { title: `{${title}}`, howpublished: printed, note: `Passage ${id}${coded} in: ${book}`, url, urldate: read };
    const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`  ${name} = {${value}},`] : []));
    return {
      text: `“${text.trim()}” ${title}, ${printed}; passage ${id}${coded} in: ${book}. Read on ${read}${url ? `: ${url}` : "."}`,
      bibtex: [`@misc{${id},`, ...lines, "}"].join("\n"),
    };
  }

  /** Copy by way of a selected field: the clipboard's own interface is closed to pages opened from disk. */
  function copy(text, button) {
    const area = make("textarea", { value: text, readOnly: true, className: "evidence-copied" });
    button.after(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    button.textContent = done ? "Copied" : "The browser did not copy";
  }

  /** What is coded in a passage: who proposes what to whom, and the coder's note. */
  function codingsOf({ codings = [] }) {
    const items = codings.map(([who, to, theme, act, certainty, note]) =>
      make("li", {}, make("strong", { textContent: who }), ` → ${to}: ${theme}; ${act.toLowerCase()}; ${certainty.toLowerCase()}`,
        ...(note ? [make("span", { className: "coder-note", textContent: `Coder’s note: ${note}` })] : [])));
    return items.length ? [make("ul", { className: "passage-codings" }, ...items)] : [];
  }

  Object.assign(window.book, { rangesOf, wholeOf, address, documentOf, inText, highlight, texts, listed, citation, copy });
})();
