// Tables: links to all passages of a number, labels on a phone, choice of rows, search and order.
(() => {
  "use strict";

  const { fold, wordsOf, holding, choose, make } = window.book;

  const headsOf = (table) => [...table.tHead.rows[0].cells].map((head) => head.textContent);

  /** A form whose choices apply at once: there is nothing to send. */
  function formOf(className) {
    const form = make("form", { className });
    form.addEventListener("submit", (event) => event.preventDefault());
    const status = make("span", { role: "status" });
    return { form, status };
  }

  /** Complete a table's links: in the HTML they lead to the first passage only. */
  function completeLinks(element) {
    const links = element.querySelectorAll("a[data-e]");
    if (!links.length) return;
    const { evidence } = JSON.parse(element.querySelector(':scope > script[type="application/json"]').textContent);
    for (const a of links) {
      const references = evidence[Number(a.dataset.e)];
      if (references) a.href = window.book.address(references);
    }
  }

  /** On a phone a wide table is a list of cards: each cell then says what it holds. */
  function labelCells(table) {
    const heads = headsOf(table);
    for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => (cell.dataset.label = heads[i]));
  }

  /** Above a table, a list of choices for each column named in data-filters. */
  function startFilters(element) {
    const table = element.querySelector("table");
    const heads = headsOf(table);
    const rows = [...table.tBodies[0].rows];
    const values = (row, i) => row.cells[i].textContent.split("; ");
    const { form, status } = formOf("evidence-filters");
    const choices = element.dataset.filters.split("|").map((name) => {
      const column = heads.indexOf(name);
      const select = make("select", {}, new Option("all", ""));
      for (const value of [...new Set(rows.flatMap((row) => values(row, column)))].sort()) select.append(new Option(value));
      form.append(make("label", {}, `${name} `, select));
      return [column, select];
    });
    const fits = (row) => choices.every(([i, select]) => !select.value || values(row, i).includes(select.value));
    const show = () => choose(rows, fits, status, "rows");
    form.append(status);
    form.addEventListener("change", show);
    element.prepend(form);
    show();
  }

  function startSearch(element) {
    const table = element.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => wordsOf([...row.cells].map((cell) => cell.textContent).join(" ")));
    const heads = headsOf(table);
    const { form, status } = formOf("evidence-search");
    const input = make("input", { type: "search" });
    const select = make("select", {}, new Option("as in the texts", -1));
    heads.forEach((head, i) => select.append(new Option(`by “${head}”`, i)));
    form.append(make("label", {}, "Find ", input), make("label", {}, "Order ", select), status);
    const show = () => {
      const fits = holding(input.value);
      choose(rows, (_, i) => fits(texts[i]), status, "lines");
    };
    const sort = () => {
      const column = Number(select.value);
      const key = (row) => {
        const words = fold(row.cells[column].textContent).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
        return (heads[column] === "Before" ? words.reverse() : words).join(" "); // the nearest word first
      };
      const sorted = column < 0 ? rows : [...rows].sort((a, b) => key(a).localeCompare(key(b), "fr"));
      table.tBodies[0].append(...sorted);
    };
    input.addEventListener("input", show);
    select.addEventListener("change", sort);
    element.querySelector(".evidence-scroll").before(form);
    show();
  }

  document.querySelectorAll(".evidence-figure, .evidence-table").forEach(completeLinks);
  document.querySelectorAll("table.stacked").forEach(labelCells);
  document.querySelectorAll(".evidence-filtered").forEach(startFilters);
  document.querySelectorAll(".evidence-table[data-search]").forEach(startSearch);
})();
