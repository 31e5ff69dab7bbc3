// What the book's scripts share: words compared without case and accents, elements made and chosen, files loaded.
(() => {
  "use strict";

  /** Letters as they are compared: without case, accents, ligatures and soft hyphens, with one apostrophe. */
  const fold = (text) =>
    text.replace(/[œŒ]/g, "oe").replaceAll("’", "'").normalize("NFKD").replace(/[\p{M}\u00ad]/gu, "").toLowerCase();

  const PRONOUNS = /(?<!^rendez)(-t)?(-(je|tu|il|elle|on|nous|vous|ils|elles|moi|toi|le|la|les|lui|leur|y|en|ce))+$/; // behind a verb

  /** The words of a text with their places, folded and cut as the library cuts them: États-Unis is one, in propose-t-il it is propose. */
  const wordsIn = (text) =>
    [...text.matchAll(/[\p{L}\p{N}\p{M}\u00ad*]+(?:-[\p{L}\p{N}\p{M}\u00ad*]+)*/gu)].map(({ 0: form, index }) => {
      const word = fold(form).replace(PRONOUNS, "");
      return { start: index, end: index + form.length, word };
    });
  const wordsOf = (text) => wordsIn(text).map(({ word }) => word);

  /** Whether a word is the one of a query, which may have "*" for any letters, as a function of the word. */
  function sameAs(word) {
    if (!word.includes("*")) return (other) => other === word;
    const pattern = new RegExp(`^${word.replaceAll("*", ".*")}$`, "u");
    return (other) => pattern.test(other);
  }

  /** Whether a list of words holds each word of a query, as a function of the list. */
  function holding(query) {
    const wanted = wordsOf(query).map(sameAs);
    return (words) => wanted.every((same) => words.some(same));
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

  const button = (textContent, action) => {
    const made = make("button", { type: "button", textContent });
    made.addEventListener("click", () => action(made));
    return made;
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

  const rest = {}; // page -> what its own script holds: hash -> a list of references, or rows of a table
  const PAGES = new URL("../book/", document.currentScript.src);

  /** What a name, "page~hash", stands for; anything else is as it is. */
  async function inFull(text) {
    const [, page, hash] = /^([\w-]+)~(\w+)$/.exec(text) ?? [];
    if (!page) return text;
    await load(new URL(`${page}.js`, PAGES).href);
    if (!(hash in rest[page])) throw new Error(`${text} is not in this edition`);
    return rest[page][hash];
  }

  window.book = { fold, wordsIn, wordsOf, sameAs, holding, choose, make, button, plural, load, rest, inFull };
})();
