// The book's own script: draws figures when they come near, leads from a mark to its passages, and shows on
// the page Passages just those of one number. Every page can be read without it.
(() => {
  "use strict";

  const PLOTLY = new URL("plotly.min.js", document.currentScript.src).href;
  const narrow = matchMedia("(max-width: 600px)");

  // ---- evidence -------------------------------------------------------------------------------------------

  /** Address that shows just this evidence: references joined by spaces, each "passage:start-end". */
  function address(evidence) {
    const references = evidence.split(" ").filter(Boolean);
    const first = references[0].slice(0, references[0].lastIndexOf(":"));
    return `passages.html?see=${encodeURIComponent(references.join(",")).replace(/%3A/g, ":").replace(/%2C/g, ",")}#${first}`;
  }

  /** The data written beside a figure or a table. */
  function dataOf(element) {
    const script = element.querySelector(':scope > script[type="application/json"]');
    return script ? JSON.parse(script.textContent) : { evidence: [] };
  }

  /** Complete a table's links: in the HTML they lead to the first passage only. */
  function completeLinks(element, evidence) {
    for (const a of element.querySelectorAll("a[data-e]")) {
      const references = evidence[Number(a.dataset.e)];
      if (references) a.href = address(references);
    }
  }

  /** On a phone a wide table is a list of cards: each cell then says what it holds. */
  function labelCells() {
    for (const table of document.querySelectorAll("table.stacked")) {
      const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
      for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => (cell.dataset.label = heads[i]));
    }
  }

  /** Above a table, a list of choices for each column named in data-filters; without a server. */
  function startFilters(element) {
    const table = element.querySelector("table");
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
    const rows = [...table.tBodies[0].rows];
    const values = (row, i) => row.cells[i].textContent.split("; ");
    const form = document.createElement("form");
    form.className = "evidence-filters";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    const choices = element.dataset.filters.split("|").map((name) => {
      const column = heads.indexOf(name);
      const select = document.createElement("select");
      select.append(new Option("all", ""));
      for (const value of [...new Set(rows.flatMap((row) => values(row, column)))].sort()) select.append(new Option(value));
      const label = document.createElement("label");
      label.append(`${name} `, select);
      form.append(label);
      return [column, select];
    });
    const show = () => {
      for (const row of rows) row.hidden = !choices.every(([i, select]) => !select.value || values(row, i).includes(select.value));
      status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} rows`;
    };
    form.append(status);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", show);
    element.prepend(form);
    show();
  }

  // ---- figures --------------------------------------------------------------------------------------------

  let plotly; // a promise: the library is loaded once, and only on pages where a figure comes near
  function loadPlotly() {
    plotly ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = PLOTLY;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("plotly.min.js could not be loaded"));
      document.head.append(script);
    });
    return plotly;
  }

  /** Colours of text and lines, as the page has them now. */
  function colours() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(name).trim();
    return { text: get("--figure-text"), grid: get("--figure-grid"), line: get("--figure-line"), hover: get("--figure-hover") };
  }

  function dress(layout, axes) {
    const { text, grid, line, hover } = colours();
    const size = narrow.matches ? 11 : 13;
    const dressed = {
      "font.color": text,
      "font.size": size,
      "hoverlabel.bgcolor": hover,
      "hoverlabel.bordercolor": line,
      "hoverlabel.font.color": text,
      "legend.bgcolor": "rgba(0,0,0,0)",
    };
    for (const axis of axes) {
      dressed[`${axis}.gridcolor`] = grid;
      dressed[`${axis}.linecolor`] = line;
      dressed[`${axis}.zerolinecolor`] = line;
      dressed[`${axis}.tickcolor`] = line;
      dressed[`${axis}.title.font.size`] = size;
      dressed[`${axis}.automargin`] = layout[axis]?.automargin ?? true; // long labels stay inside
    }
    for (const i of (layout.annotations ?? []).keys()) dressed[`annotations[${i}].font.color`] = text;
    return dressed;
  }

  /** Give a drawn figure the page's colours. */
  function recolour(plot) {
    const axes = Object.keys(plot._fullLayout).filter((name) => /^[xy]axis\d*$/.test(name));
    const layout = dress(plot.layout, axes);
    if (plot.data.some(({ type }) => type === "heatmap")) {
      const labels = plot.data[0].x;
      plot.wideAngle ??= plot.layout.xaxis?.tickangle ?? 0;
      layout["xaxis.tickangle"] = narrow.matches ? -90 : plot.wideAngle;
      layout["xaxis.tickvals"] = labels;
      layout["xaxis.ticktext"] = narrow.matches
        ? labels.map((label) => label.replaceAll("<br>", " ").replace(", ", ",<br>")) // upright, two lines at most
        : labels;
    }
    const cells = plot.data.flatMap(({ type }, i) => (type === "heatmap" ? [i] : []));
    if (!cells.length) return window.Plotly.relayout(plot, layout);
    return window.Plotly.update(plot, { "textfont.color": layout["font.color"] }, layout, cells);
  }

  async function draw(figure) {
    const plot = figure.querySelector(".evidence-plot");
    const { data, layout, evidence } = dataOf(figure);
    const Plotly = await loadPlotly();
    const margin = layout.template?.layout?.margin ?? { l: 8, r: 8, t: 24, b: 40 };
    const shown = { dragmode: false, margin, ...layout, autosize: true };
    shown.font = { family: getComputedStyle(figure).fontFamily, ...layout.font };
    plot.replaceChildren();
    if (narrow.matches && data[0]?.type === "heatmap") plot.style.height = `${plot.clientHeight + 60}px`;
    await Plotly.newPlot(plot, data, shown, { displayModeBar: false, responsive: true, scrollZoom: false });
    await recolour(plot);
    const evidenceOf = (event) => {
      const index = [event.points?.[0]?.customdata].flat(3)[0];
      return Number.isInteger(index) && index >= 0 ? evidence[index] : undefined;
    };
    plot.on("plotly_hover", (event) => plot.classList.toggle("over-evidence", Boolean(evidenceOf(event))));
    plot.on("plotly_unhover", () => plot.classList.remove("over-evidence"));
    plot.on("plotly_click", (event) => {
      const references = evidenceOf(event);
      if (!references) return;
      const key = event.event ?? {};
      if (key.ctrlKey || key.metaKey || key.button === 1) window.open(address(references), "_blank", "noopener");
      else location.assign(address(references));
    });
    figure.dataset.drawn = "yes";
  }

  const drawings = new Map(); // figure -> a promise
  function drawOnce(figure) {
    if (!drawings.has(figure)) {
      figure.dataset.drawn = "now";
      const drawing = draw(figure).catch((error) => {
        figure.dataset.drawn = "failed";
        console.error(`figure ${figure.id}: ${error.message}`);
        const plot = figure.querySelector(".evidence-plot");
        plot.textContent = plot.getAttribute("aria-label"); // the finding in words
      });
      drawings.set(figure, drawing);
    }
    return drawings.get(figure);
  }

  /** A link that saves the figure's table as CSV; made here, so it works offline and from a local file. */
  function addDownload(figure) {
    const rows = [...figure.querySelectorAll("details tr")].map((row) =>
      [...row.cells].map((cell) => {
        const value = cell.dataset.value ?? cell.textContent;
        return /[",#\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
      }).join(","),
    );
    if (!rows.length) return;
    const a = document.createElement("a");
    a.className = "evidence-download";
    a.download = `${figure.dataset.name}.csv`;
    a.textContent = "Download these data (CSV)";
    a.href = "#";
    a.addEventListener("click", () => {
      const note = figure.querySelector(".evidence-source")?.textContent ?? "";
      const lines = note ? [`# ${note}`, ...rows] : rows;
      a.href = URL.createObjectURL(new Blob([`\ufeff${lines.join("\n")}\n`], { type: "text/csv;charset=utf-8" }));
      setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
    });
    figure.querySelector("details").append(a);
  }

  function startFigures() {
    const figures = [...document.querySelectorAll(".evidence-figure")];
    for (const element of document.querySelectorAll(".evidence-figure, .evidence-table")) {
      completeLinks(element, dataOf(element).evidence);
    }
    if (!figures.length) return;
    figures.forEach(addDownload);
    const near = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          near.unobserve(target);
          drawOnce(target);
        }
      },
      { rootMargin: "600px" },
    );
    figures.forEach((figure) => near.observe(figure));

    const redress = () => {
      for (const figure of document.querySelectorAll('.evidence-figure[data-drawn="yes"]')) {
        recolour(figure.querySelector(".evidence-plot"));
      }
    };
    new MutationObserver(redress).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    narrow.addEventListener("change", redress);

    startPrinting(figures);
  }

  /** On paper every figure is drawn, as wide as the page and in dark ink, and the tables are open. */
  function startPrinting(figures) {
    const PAPER = 680; // px: an A4 page within its margins
    const root = document.documentElement;
    const opened = [];
    const plots = () => figures.filter(({ dataset }) => dataset.drawn === "yes").map((f) => f.querySelector(".evidence-plot"));
    const resize = (width) => plots().forEach((plot) => window.Plotly.relayout(plot, width ? { width } : { width: null, autosize: true }));
    let theme;
    addEventListener("beforeprint", () => {
      theme = root.dataset.theme;
      root.dataset.theme = "light";
      plots().forEach(recolour);
      resize(PAPER);
      for (const details of document.querySelectorAll(":is(.evidence-figure, .evidence-table) details:not([open])")) {
        details.open = true;
        opened.push(details);
      }
    });
    addEventListener("afterprint", () => {
      root.dataset.theme = theme;
      resize(null);
      opened.splice(0).forEach((details) => (details.open = false));
    });
    // figures further down are drawn first; printed by other ways, they give their findings in words
    addEventListener("keydown", (event) => {
      if (event.key?.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      Promise.all(figures.map(drawOnce)).then(() => window.print());
    });
  }

  // ---- tables that can be searched and sorted --------------------------------------------------------------

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

  function startSearch(element) {
    const table = element.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => fold([...row.cells].map((cell) => cell.textContent).join(" ")));
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
    const form = document.createElement("form");
    form.className = "evidence-search";
    form.innerHTML =
      '<label>Find <input type="search"></label><label>Order <select><option value="-1">as in the texts</option></select></label><span role="status"></span>';
    const [input, select, status] = form.querySelectorAll("input, select, [role]");
    heads.forEach((head, i) => select.append(new Option(`by “${head}”`, i)));
    const show = () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !wanted.every((word) => texts[i].includes(word));
        shown += !row.hidden;
      });
      status.textContent = `${shown} of ${rows.length} lines`;
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
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", show);
    select.addEventListener("change", sort);
    element.querySelector(".evidence-scroll").before(form);
    show();
  }

  // ---- the page Passages ----------------------------------------------------------------------------------

  /** Read ?see=: passage id -> list of [start, end]. */
  function readSee() {
    const wanted = new Map();
    for (const reference of (new URLSearchParams(location.search).get("see") ?? "").split(",")) {
      const found = /^(.+):(\d+)-(\d+)$/.exec(reference.trim());
      if (!found) continue;
      const ranges = wanted.get(found[1]) ?? [];
      ranges.push([Number(found[2]), Number(found[3])]);
      wanted.set(found[1], ranges);
    }
    return wanted;
  }

  /** Mark ranges of a sentence; they count code points, not UTF-16 units. */
  function highlight(sentence, ranges) {
    const points = Array.from(sentence.textContent);
    const pieces = [];
    let at = 0;
    for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const from = Math.max(start, at);
      if (from >= Math.min(end, points.length)) continue;
      pieces.push(points.slice(at, from).join(""));
      const mark = document.createElement("mark");
      mark.className = "mark-seen";
      mark.textContent = points.slice(from, end).join("");
      pieces.push(mark);
      at = Math.min(end, points.length);
    }
    pieces.push(points.slice(at).join(""));
    sentence.replaceChildren(...pieces);
  }

  function startPassages() {
    const list = document.querySelector(".passages");
    const wanted = readSee();
    if (!list || !wanted.size) return;
    const articles = [...list.querySelectorAll(".passage")];
    const seen = articles.filter((article) => wanted.has(article.id));
    const status = document.createElement("p");
    status.className = "passages-status";
    status.setAttribute("role", "status");
    list.before(status);
    if (!seen.length) {
      status.textContent = "The passages asked for are not in this edition of the book; all are shown.";
      return;
    }
    const before = new Map();
    for (const article of seen) {
      const sentence = article.querySelector(".passage-sentence");
      before.set(sentence, sentence.innerHTML);
      highlight(sentence, wanted.get(article.id));
    }
    list.classList.add("filtered");
    for (const article of articles) article.hidden = !wanted.has(article.id);
    const all = document.createElement("a");
    all.href = location.pathname;
    all.textContent = "show all";
    all.addEventListener("click", (event) => {
      event.preventDefault();
      for (const article of articles) article.hidden = false;
      for (const [sentence, inner] of before) sentence.innerHTML = inner;
      list.classList.remove("filtered");
      status.remove();
      history.replaceState(null, "", location.href.split(/[?#]/)[0]);
    });
    const missing = wanted.size - seen.length;
    const places = seen.reduce((sum, article) => sum + wanted.get(article.id).length, 0);
    const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    status.append(
      `${plural(places, "place")} in ${plural(seen.length, "passage")} for this number`,
      missing ? ` (${missing} more not found)` : "",
      " · ",
      all,
    );
    // after the browser's own jump to the anchor, so that the line above the first passage is seen too
    const show = () => status.scrollIntoView({ block: "start" });
    show();
    addEventListener("load", () => requestAnimationFrame(show), { once: true });
  }

  labelCells();
  document.querySelectorAll(".evidence-filtered").forEach(startFilters);
  startFigures();
  document.querySelectorAll(".evidence-table[data-search]").forEach(startSearch);
  startPassages();
})();
