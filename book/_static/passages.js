// On the page Passages: choose passages by what they hold, keep the choice in the address, and cite a passage.
(() => {
  "use strict";

  const { wordsIn, finder, meaning, counted, missing, ready, choose, make, plural, rangesOf, documentOf, highlight, citation, copy } = window.book;
  const list = document.querySelector(".passages");
  const articles = [...list.querySelectorAll(".passage")];
  const asked = new URLSearchParams(location.search);

  // ---- choose ---------------------------------------------------------------------------------------------

  const facets = JSON.parse(list.querySelector(":scope > script")?.textContent ?? "[]");
  const codes = (article, name) => (article.dataset[name] ?? "").split("|");
  const texts = articles.map((article) => wordsIn(article.querySelector(".passage-sentence").textContent));
  const plain = new Map(); // sentence -> what it holds when no words are marked for a number
  let wanted = rangesOf(asked.get("see") ?? "");

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

  /** Say for which words of the sentences was searched, and what is near where there is none. */
  function tell(query, found) {
    const forms = new Map();
    found.forEach((places, i) => {
      const text = articles[i].querySelector(".passage-sentence").textContent;
      for (const { start, end } of places ?? []) forms.set(text.slice(start, end).toLowerCase(), true);
    });
    const pick = (word) => {
      const button = make("button", { type: "button", textContent: word });
      button.addEventListener("click", () => {
        input.value = word;
        changed();
      });
      return button;
    };
    const searched = "Searched: whole words of the French sentences, in any inflection, with any accents. ";
    const meant = meaning(query);
    const near = meant
      ? [`“${query.trim()}” is in French: `, ...meant.forms.flatMap((form) => [pick(form), " "])]
      : missing(query, counted(texts.map((words) => words.map(({ word }) => word))), pick);
    said.replaceChildren(searched, ...(forms.size ? [`Found: ${[...forms.keys()].sort().slice(0, 12).join(", ")}.`] : near));
  }

  function show() {
    const query = input.value.trim();
    const find = finder(query);
    const found = texts.map(find);
    const shown = choose(articles, (article, i) =>
      (!wanted.size || wanted.has(article.id)) &&
      selects.every(({ name, value }) => !value || codes(article, name).includes(value)) &&
      (!query || found[i]), status, "passages");
    all.hidden = !wanted.size && !fields.some(({ value }) => value);
    list.classList.toggle("filtered", shown < articles.length);
    said.replaceChildren();
    if (query) tell(query, found);
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

  /** Show the passages of one number, with its words marked. */
  function showNumber() {
    const seen = articles.filter(({ id }) => wanted.has(id));
    list.before(number);
    if (!seen.length) {
      const document = documentOf([...wanted.keys()][0]);
      const near = selects.find(({ name }) => name === "document");
      const known = [...(near?.options ?? [])].some(({ value }) => value === document);
      if (known) near.value = document;
      wanted = new Map();
      const shown = known ? "those of the same document are shown" : "all are shown";
      number.textContent = `The passages asked for are not in this edition of the book; ${shown}.`;
      return;
    }
    for (const article of seen) {
      const sentence = article.querySelector(".passage-sentence");
      plain.set(sentence, [...sentence.childNodes]);
      highlight(sentence, wanted.get(article.id));
    }
    const missing = wanted.size - seen.length;
    const places = seen.reduce((sum, { id }) => sum + wanted.get(id).length, 0);
    const link = make("a", { href: location.pathname, textContent: "show all" });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      clear();
    });
    number.append(
      `${plural(places, "place")} in ${plural(seen.length, "passage")} for this number`,
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
  if (wanted.size) showNumber();
  form.setAttribute("aria-busy", "true"); // until the base forms of words are there
  ready().finally(() => {
    form.removeAttribute("aria-busy");
    show();
  });
  show();

  // ---- cite -----------------------------------------------------------------------------------------------

  function open(article) {
    const cited = citation({
      id: article.id,
      text: article.querySelector(".passage-sentence").textContent,
      title: article.querySelector("cite").textContent,
      printed: article.querySelector(".passage-origin br").nextSibling.textContent.replace(/ · $/, ""),
    });
    const field = (label, value) => {
      const area = make("textarea", { readOnly: true, value, rows: value.split("\n").length + 2 });
      const button = make("button", { type: "button", textContent: "Copy" });
      button.addEventListener("click", () => copy(value, button));
      return make("div", {}, make("label", {}, `${label} `, area), button);
    };
    const box = make("div", { className: "passage-citation" }, field("Citation", cited.text), field("BibTeX", cited.bibtex));
    article.append(box);
    return box;
  }

  for (const article of articles) {
    const button = make("button", { type: "button", className: "passage-cite", textContent: "Cite" });
    button.setAttribute("aria-expanded", "false");
    let box;
    const toggle = () => {
      if (box) box.remove();
      box = box ? undefined : open(article);
      button.setAttribute("aria-expanded", String(Boolean(box)));
    };
    button.addEventListener("click", toggle);
    article.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box) return;
      toggle();
      button.focus();
    });
    article.querySelector(".passage-origin").append(" · ", button);
  }
})();
