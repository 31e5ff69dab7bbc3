// Draws figures when they come near, in the page's colours and for its width. A mark that has evidence tells the
// page when the pointer is over it ("evidence-over") and when it is clicked ("evidence-click").
(() => {
  "use strict";

  const { load, make } = window.book;
  const PLOTLY = new URL("plotly.min.js", document.currentScript.src).href;
  const SMALL = 11; // px of letters where room is scarce
  const narrow = matchMedia("(max-width: 600px)");

  /** Colours of text and lines, as the page has them now. */
  function colours() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(name).trim();
    return { shade: get("--figure-shade"), text: get("--figure-text"), grid: get("--figure-grid"), line: get("--figure-line"), hover: get("--figure-hover") };
  }

  function dress(layout, axes) {
    const { text, grid, line, hover } = colours();
    const size = narrow.matches ? SMALL : 13;
    const dressed = {
      "font.color": text,
      "font.size": size,
      "hoverlabel.bgcolor": hover,
      "hoverlabel.bordercolor": line,
      "hoverlabel.font.color": text,
    };
    if (layout.uniformtext) dressed["uniformtext.minsize"] = narrow.matches ? size : layout.uniformtext.minsize; // or "2" and "2" read 22
    for (const axis of axes) {
      dressed[`${axis}.gridcolor`] = grid;
      dressed[`${axis}.linecolor`] = line;
      dressed[`${axis}.zerolinecolor`] = line;
      dressed[`${axis}.tickcolor`] = line;
      dressed[`${axis}.title.font.size`] = size;
      if (narrow.matches && layout[axis]?.title?.text) dressed[`${axis}.title.text`] = wrap(layout[axis].title.text.replaceAll("<br>", " "));
      dressed[`${axis}.automargin`] = layout[axis]?.automargin ?? true; // long labels stay inside
    }
    for (const i of (layout.annotations ?? []).keys()) dressed[`annotations[${i}].font.color`] = text;
    return dressed;
  }

  const pen = document.createElement("canvas").getContext("2d");

  /** Tell whether the heads of a matrix's columns have no room side by side, even in small letters. */
  function isCramped(plot) {
    const { font, xaxis } = plot._fullLayout;
    pen.font = `${SMALL}px ${font.family}`;
    const lines = plot.heads.flatMap((head) => head.split("<br>"));
    return xaxis._length / plot.heads.length < Math.max(...lines.map((line) => pen.measureText(line).width)) + 4;
  }

  /** The legend stands above the plot, as wide as the page, in the room of plotly's, which has one entry a line. */
  function legend(plot, data) {
    const named = data.filter(({ name, showlegend }) => name && showlegend !== false);
    const entries = [...new Map(named.map(({ name, marker }) => [name, marker?.color]))].map(([name, color]) => {
      const swatch = make("i");
      swatch.style.background = color;
      return make("span", {}, swatch, name.replaceAll("<br>", " "));
    });
    if (entries.length < 2) return;
    const shown = make("p", { className: "evidence-legend", ariaHidden: "true" }, ...entries);
    plot.before(shown);
    plot.style.height = `${plot.clientHeight - shown.offsetHeight}px`;
  }

  /** Give a drawn figure the page's colours. */
  function recolour(plot) {
    const axes = Object.keys(plot._fullLayout).filter((name) => /^[xy]axis\d*$/.test(name));
    const layout = dress(plot.layout, axes);
    if (!plot.heads) return window.Plotly.relayout(plot, layout);
    plot.upright = isCramped(plot);
    layout["xaxis.tickangle"] = plot.upright ? -90 : 0;
    layout["xaxis.tickfont.size"] = plot.heads.length > 6 ? SMALL : layout["font.size"];
    layout["xaxis.ticktext"] = plot.upright
      ? plot.heads.map((head) => head.replaceAll("<br>", " ").replace(", ", ",<br>")) // upright, two lines at most
      : plot.heads;
    const shades = plot.shares.map((share) => `rgba(${colours().shade},${share})`);
    return window.Plotly.update(plot, { "textfont.color": layout["font.color"], "marker.color": [shades] }, layout);
  }

  /** Draw a heat map of bars, one a cell: plotly's own is a picture, which is coarse on paper. */
  function asBars({ x, y, z, text, customdata, colorscale, hovertemplate }, layout) {
    const [nothing, least, most] = colorscale.map(([, colour]) => colour.split(/[(,)]/).slice(1, 5).map(Number));
    const highest = Math.max(...z.flat());
    const share = (value) => (value ? least[3] + ((most[3] - least[3]) * value) / highest : nothing[3]);
    const GAP = 0.06; // between cells, in heights of a cell
    const cells = z.flatMap((line, row) => line.map((value, column) => ({ row, column, value })));
    const axis = (labels) => ({ tickvals: [...labels.keys()], ticktext: labels, zeroline: false });
    const bars = {
      type: "bar",
      x: cells.map(({ column }) => column),
      y: cells.map(() => 1 - GAP),
      base: cells.map(({ row }) => row - (1 - GAP) / 2),
      width: 1 - GAP,
      text: text.flat(),
      texttemplate: "%{text}",
      textposition: "inside",
      insidetextanchor: "middle",
      constraintext: "none",
      textangle: 0,
      customdata: customdata.flat(),
      marker: { line: { width: 0 } },
      hovertext: cells.map(({ row, column, value }) =>
        hovertemplate.replace("%{y}", y[row]).replace("%{x}", x[column]).replace("%{z}", value)),
      hovertemplate: "%{hovertext}",
      showlegend: false,
    };
    const xaxis = { ...layout.xaxis, ...axis(x), range: [-0.5, x.length - 0.5] };
    const yaxis = { ...layout.yaxis, ...axis(y), autorange: false, range: [y.length - 0.5, -0.5] };
    return [[bars], { ...layout, xaxis, yaxis }, cells.map(({ value }) => share(value))];
  }

  /** On a phone what stands beside the marks of a line goes below its name. */
  function asNarrowLines(data, layout) {
    const names = layout.yaxis.ticktext.map((name) => wrap(name.replaceAll("<br>", " ")));
    for (const trace of data) {
      if (trace.mode !== "markers+text") continue;
      trace.mode = "markers";
      trace.y.forEach((line, i) => (names[line] += `<br>${trace.text[i].trim()}`));
    }
    layout.yaxis.ticktext = names;
    Object.assign(layout.xaxis, { nticks: 1 });
    Object.assign(layout.xaxis2, { nticks: 3, tickangle: 0 });
  }

  /** Break a label of plotly's into lines; its bold words stay so. */
  const wrap = (text) => {
    const lines = [""];
    for (const word of text.split(" ")) {
      if (lines.at(-1).length + word.length > 24) lines.push("");
      lines.push(`${lines.pop()} ${word}`.trim());
    }
    return lines.join("<br>");
  };

  async function draw(figure) {
    const plot = figure.querySelector(".evidence-plot");
    const { data: given, layout: asked, evidence } = JSON.parse(figure.querySelector(':scope > script[type="application/json"]').textContent);
    asked.template ??= JSON.parse(document.querySelector('[id$="figure-template"]').textContent);
    await load(PLOTLY);
    const { Plotly } = window;
    const isMatrix = given[0]?.type === "heatmap";
    const [data, layout, shares] = isMatrix ? asBars(given[0], asked) : [given, asked];
    if (isMatrix) Object.assign(plot, { heads: given[0].x, shares });
    const margin = layout.template?.layout?.margin ?? { l: 8, r: 8, t: 24, b: 40 };
    const shown = { dragmode: false, margin, ...layout, autosize: true };
    shown.legend = { ...layout.legend, visible: false }; // the page's own has the room that it needs
    shown.font = { family: getComputedStyle(figure).fontFamily, ...layout.font };
    plot.replaceChildren();
    if (narrow.matches && layout.xaxis2) {
      asNarrowLines(data, layout);
      plot.style.height = `${plot.clientHeight * 1.5}px`;
    }
    if (narrow.matches && isMatrix) plot.style.height = `${plot.clientHeight + 60}px`;
    legend(plot, data);
    await Plotly.newPlot(plot, data, shown, { displayModeBar: false, responsive: true, scrollZoom: false });
    await recolour(plot);
    /** What a mark is and counts, in words: "russe: 18", "unnamed site, Sep 2020, two states: 5". */
    const labelOf = ({ hovertext, text, x, y, pointNumber, fullData: { hovertemplate }, yaxis }) => {
      const templates = [hovertemplate].flat(); // one for each mark, or one for all
      const [shown, group] = (hovertext ?? templates[pointNumber] ?? templates[0]).split(/<\/?extra>/);
      const line = typeof y === "string" ? y : yaxis.ticktext?.[Math.round(y)];
      const name = [shown.includes("%{text}") ? text : line, group].filter(Boolean).join(", ");
      const value = line === undefined ? y : Number(x) === x ? x : ""; // the height of a curve; no date
      const words = !shown.includes("%{") ? shown : shown.includes("%{text}") ? name : `${name}: ${value}`;
      const page = new DOMParser().parseFromString(words.replaceAll("<br>", " "), "text/html");
      return page.body.textContent.trim();
    };
    const evidenceOf = (event) => {
      const index = [event.points?.[0]?.customdata].flat(3)[0];
      return Number.isInteger(index) && index >= 0 ? evidence[index] : undefined;
    };
    const tell = (name, event) => {
      const references = event && evidenceOf(event);
      plot.classList.toggle("over-evidence", Boolean(references));
      const detail = { references, event: event?.event, label: event && labelOf(event.points[0]) };
      plot.dispatchEvent(new CustomEvent(`evidence-${name}`, { bubbles: true, detail }));
    };
    plot.on("plotly_relayout", () => {
      if (plot.heads && plot.upright !== isCramped(plot)) recolour(plot);
    });
    plot.on("plotly_hover", (event) => tell("over", event));
    plot.on("plotly_unhover", () => tell("over"));
    plot.on("plotly_click", (event) => tell("click", event));
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

  function startFigures() {
    const figures = [...document.querySelectorAll(".evidence-figure")];
    const watch = (rootMargin) => {
      const near = new IntersectionObserver(
        (entries) => {
          for (const { isIntersecting, target } of entries) {
            if (!isIntersecting) continue;
            near.unobserve(target);
            drawOnce(target);
          }
        },
        { rootMargin },
      );
      figures.forEach((figure) => near.observe(figure));
    };
    watch("0px"); // what is seen at once; drawing ahead waits until the reader moves
    addEventListener("scroll", () => watch("600px"), { once: true, passive: true });

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

  window.book.drawn = drawOnce;
  startFigures();
})();
