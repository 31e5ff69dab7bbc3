// Saves the data of a figure or table as CSV with the passages of each row, and a figure as it stands on the page as SVG or PNG; also from a local file.
(() => {
  "use strict";

  const { make, button, inFull, drawn, rangesOf } = window.book;
  const SVG = "http://www.w3.org/2000/svg";
  const SHARP = 2; // pixels of a PNG for each of the page's
  const EDGE = 16;

  function save(name, blob) {
    const a = make("a", { download: name, href: URL.createObjectURL(blob) });
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
  }

  const sourceOf = (figure) => figure.querySelector(".evidence-source")?.textContent ?? "";

  /** The table's rows that are in sight, and the passages behind each. */
  async function csv(figure) {
    const quoted = (value) => (/[",#\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const cell = (td) => td.dataset.value ?? td.textContent;
    const data = figure.querySelector(':scope > script[type="application/json"]');
    const evidence = (data && JSON.parse(data.textContent).evidence) || [];
    const behind = async (row) => {
      const lists = [...row.querySelectorAll("a[data-e]")].map((a) => inFull(evidence[Number(a.dataset.e)] ?? ""));
      return [...rangesOf((await Promise.all(lists)).join(" ")).keys()].join(" ");
    };
    const [head, ...body] = [...figure.querySelectorAll("tr")].filter((row) => !row.hidden);
    const rows = [[...head.cells].map(cell), ...body.map((row) => [...row.cells].map(cell))];
    if (evidence.length) ["Passages", ...(await Promise.all(body.map(behind)))].forEach((cell, i) => rows[i].push(cell));
    const written = rows.map((row) => row.map(quoted).join(","));
    const lines = sourceOf(figure) ? [`# ${sourceOf(figure)}`, ...written] : written;
    return new Blob([`\ufeff${lines.join("\n")}\n`], { type: "text/csv;charset=utf-8" });
  }

  /** Break words into lines that fit a width. */
  function lines(text, font, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const found = [];
    for (const word of text.split(/\s+/)) {
      const longer = `${found.at(-1)} ${word}`;
      if (found.length && pen.measureText(longer).width <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found;
  }

  function element(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** The figure between its title and its source, on the page's ground: it is understood away from the page. */
  async function picture(figure) {
    await drawn(figure);
    const plot = figure.querySelector(".evidence-plot");
    const { width, height } = plot._fullLayout;
    const layout = { ...plot.layout, legend: { ...plot.layout.legend, visible: true } }; // as the page has its own
    const address = await window.Plotly.toImage({ data: plot.data, layout }, { format: "svg", width, height });
    const markup = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const inner = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;

    const { fontFamily } = getComputedStyle(figure);
    let y = EDGE;
    const paragraph = (text, size, weight, fill) => {
      const block = element("text", { fill, "font-family": fontFamily, "font-size": size, "font-weight": weight });
      for (const line of lines(text, `${weight} ${size}px ${fontFamily}`, width)) {
        y += size * 1.35;
        block.append(element("tspan", { x: EDGE, y }, line));
      }
      y += EDGE;
      return block;
    };
    const style = getComputedStyle(document.documentElement);
    const title = paragraph(figure.querySelector("figcaption").textContent, 17, 600, style.getPropertyValue("--figure-text"));
    inner.setAttribute("x", EDGE);
    inner.setAttribute("y", y);
    y += height + EDGE / 2;
    const source = paragraph(sourceOf(figure), 12, 400, style.getPropertyValue("--quiet"));
    const size = { width: width + 2 * EDGE, height: Math.ceil(y) };
    const ground = element("rect", { ...size, fill: getComputedStyle(document.body).backgroundColor });
    return element("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` }, ground, title, inner, source);
  }

  async function svg(figure) {
    return new Blob([new XMLSerializer().serializeToString(await picture(figure))], { type: "image/svg+xml" });
  }

  async function png(figure) {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(await (await svg(figure)).text())}`;
    await image.decode();
    const canvas = make("canvas", { width: image.width * SHARP, height: image.height * SHARP });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  const KINDS = { csv: ["data (CSV)", csv], svg: ["picture (SVG)", svg], png: ["picture (PNG)", png] };

  function offer(element, name, kinds) {
    const line = make("p", { className: "evidence-download" }, "Download: ");
    for (const kind of kinds) {
      const [label, content] = KINDS[kind];
      const made = button(label, async () => save(`${name}.${kind}`, await content(element)));
      made.dataset.kind = kind;
      line.append(made, " ");
    }
    return line;
  }

  for (const figure of document.querySelectorAll(".evidence-figure")) {
    figure.querySelector("details").append(offer(figure, figure.dataset.name, ["csv", "svg", "png"]));
  }
  for (const table of document.querySelectorAll(".evidence-table")) {
    const title = table.querySelector("caption, summary")?.textContent ?? "table";
    const name = title.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase().slice(0, 60);
    (table.querySelector("details") ?? table).append(offer(table, name, ["csv"]));
  }
})();
