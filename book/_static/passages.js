// On the page Passages: choose passages by document and words, and copy a passage's citation.
(() => {
  "use strict";

  const list = document.querySelector(".passages");
  const articles = [...list.querySelectorAll(".passage")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // ---- choose ---------------------------------------------------------------------------------------------

  const origin = (article) => article.querySelector(".passage-origin").innerText.split(" · ")[0].split("\n");
  const names = new Map(articles.map((article) => [article.dataset.document, article]));
  const select = make("select", { name: "document" }, new Option("all documents", ""));
  for (const [name, article] of names) select.append(new Option(origin(article)[1], name));
  const input = make("input", { type: "search", name: "words" });
  const status = make("span", {});
  status.setAttribute("role", "status");
  const form = make("form", { className: "evidence-search" },
    make("label", {}, "Document ", select), make("label", {}, "Words ", input), status);
  const texts = articles.map((article) => fold(article.textContent));

  function choose() {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    articles.forEach((article, i) => {
      const fits = (!select.value || article.dataset.document === select.value) && wanted.every((word) => texts[i].includes(word));
      article.hidden = !fits;
      shown += fits;
    });
    document.querySelector(".passages-status")?.remove(); // it speaks of the passages of one number
    status.textContent = `${shown} of ${articles.length} passages`;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", choose);
  list.before(form);

  // ---- cite -----------------------------------------------------------------------------------------------

  const address = (article) => `${location.href.split(/[?#]/)[0]}#${article.id}`;

  function citation(article) {
    const [title, printed] = origin(article);
    const words = article.querySelector(".passage-sentence").textContent.trim();
    const book = document.querySelector('meta[property="og:site_name"]').content;
    const text = `“${words}” ${title}, ${printed}; passage ${article.id} in: ${book}. ${address(article)}`;
    const fields = { title: `{${title}}`, howpublished: printed, note: `Passage ${article.id} in: ${book}`, url: address(article) };
    const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
    return { text, bibtex: [`@misc{${article.id},`, ...lines, "}"].join("\n") };
  }

  function open(article, button) {
    const { text, bibtex } = citation(article);
    const field = (label, value) => {
      const area = make("textarea", { readOnly: true, value, rows: value.split("\n").length + 2 });
      const copy = make("button", { type: "button", textContent: "Copy" });
      copy.addEventListener("click", () => {
        area.select();
        document.execCommand("copy"); // the clipboard's own interface is closed to pages opened from disk
        copy.textContent = "Copied";
      });
      return make("div", {}, make("label", {}, `${label} `, area), copy);
    };
    const panel = make("div", { className: "passage-citation" }, field("Citation", text), field("BibTeX", bibtex));
    button.setAttribute("aria-expanded", "true");
    article.append(panel);
    return panel;
  }

  for (const article of articles) {
    const button = make("button", { type: "button", className: "passage-cite", textContent: "Cite" });
    button.setAttribute("aria-expanded", "false");
    let panel;
    const close = () => {
      panel?.remove();
      panel = undefined;
      button.setAttribute("aria-expanded", "false");
    };
    button.addEventListener("click", () => (panel ? close() : (panel = open(article, button))));
    article.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel) return;
      close();
      button.focus();
    });
    article.querySelector(".passage-origin").append(" · ", button);
  }
})();
