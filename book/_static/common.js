// What the book's scripts share: words compared without case and accents, elements made and chosen, files loaded.
(() => {
  "use strict";

  /** Letters as they are compared: without case, accents, ligatures and soft hyphens, with one apostrophe. */
  const fold = (text) =>
    text.replace(/[œŒ]/g, "oe").replaceAll("’", "'").normalize("NFKD").replace(/[\p{M}\u00ad]/gu, "").toLowerCase();

  /** Whether a folded text holds each word of a query, as a function of the text. */
  function holding(query) {
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    return (folded) => wanted.every((word) => folded.includes(word));
  }

  /** Hide the elements that do not fit, and say how many do. */
  function choose(elements, fits, status, noun) {
    elements.forEach((element, i) => (element.hidden = !fits(element, i)));
    const shown = elements.filter(({ hidden }) => !hidden).length;
    status.textContent = `${shown} of ${elements.length} ${noun}`;
    return shown;
  }

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  /** Load a script once; pages opened from disk may not read files in another way. */
  const loading = new Map(); // address -> a promise
  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((resolve, reject) => {
        const failed = () => reject(new Error(`${address.split("/").pop()} could not be loaded`));
        document.head.append(make("script", { src: address, onload: resolve, onerror: failed }));
      }));
    }
    return loading.get(address);
  }

  window.book = { fold, holding, choose, make, plural, load };
})();
