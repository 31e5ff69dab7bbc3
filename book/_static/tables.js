// Tables: links to all passages of a number, labels on a phone, choice of rows, search and order.
(() => {
  "use strict";

  const { fold, wordsOf, holding, choose, button, make, inFull } = window.book;

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

  /** Above a table, a list of choices for each list of values in its data; the address keeps what is chosen. */
  function startFilters(element) {
    const rows = [...element.querySelector("tbody").rows];
    const given = JSON.parse(element.querySelector(':scope > script[type="application/json"]').textContent);
    const asked = new URLSearchParams(location.search);
    const { form, status } = formOf("evidence-filters");
    const choices = given.map(([name, cells, first]) => {
      const values = cells.map((cell) => cell.split("; "));
      const options = [...new Set(values.flat())].filter(Boolean).sort((a, b) => a.localeCompare(b));
      const select = make("select", {}, new Option("all", ""), ...options.map((value) => new Option(value, value)));
      const wanted = asked.get(name) ?? (options.includes(first) ? first : "");
      if (wanted && !options.includes(wanted)) select.append(new Option(wanted, wanted));
      select.value = wanted;
      form.append(make("label", {}, `${name} `, select));
      return { name, values, select, first: options.includes(first) ? first : "" };
    });
    const near = make("span", {});
    const active = () => choices.filter(({ select }) => select.value);
    const fits = (some) => (i) => some.every(({ values, select }) => values[i].includes(select.value));
    /** The places of the rows that all choices but one leave. */
    const without = (one) => [...rows.keys()].filter(fits(active().filter((other) => other !== one)));
    /** Behind each value, how many rows it leaves beside the other choices. */
    const count = (one) => {
      const left = without(one);
      for (const option of one.select.options) {
        const found = left.filter((i) => one.values[i].includes(option.value)).length;
        if (option.value) option.text = `${option.value} (${found})`;
      }
    };
    const show = () => {
      choices.forEach(count);
      const test = fits(active());
      if (choose(rows, (_, i) => test(i), status, "rows")) near.replaceChildren();
      else near.replaceChildren(" Without one choice: ", ...active().map((one) =>
        button(`${one.name} (${without(one).length})`, () => {
          one.select.value = "";
          changed();
        })));
    };
    const changed = () => {
      const unlike = choices.filter(({ select, first }) => select.value !== first);
      const kept = new URLSearchParams(unlike.map(({ name, select }) => [name, select.value]));
      history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}${location.hash}`);
      show();
    };
    form.append(status, near);
    form.addEventListener("change", changed);
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

  /** Start what works on a table once all its rows are there: of a long one the reader asks for them. */
  function start(element) {
    completeLinks(element);
    element.querySelectorAll("table.stacked").forEach(labelCells);
    const said = element.querySelector(".evidence-rows");
    if (said) {
      const show = async () => {
        const rows = await inFull(said.dataset.rest);
        element.querySelector("tbody").insertAdjacentHTML("beforeend", rows);
        said.remove();
        start(element);
      };
      said.append(" ", button("Show all", show));
      if (location.search) show(); // it may ask for any of them
      return;
    }
    if (element.parentElement.matches(".evidence-filtered")) startFilters(element.parentElement);
    if ("search" in element.dataset) startSearch(element);
  }

  document.querySelectorAll(".evidence-figure, .evidence-table").forEach(start);
})();
