// The one search for words in French sentences: without case and accents, in any inflection, as the library counts
// them; and what is near where nothing is found: other words, the French for an English name, another script.
(() => {
  "use strict";

  const { fold, wordsIn, wordsOf, sameAs, load } = window.book;
  const FRENCH = new URL("../search-french.js", document.currentScript.src).href;
  const CYRILLIC = Object.fromEntries("а a б b в v г g д d е e ё e ж j з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч tch ш ch щ chtch ъ  ы y ь  э e ю iou я ia".split(" ").map((_, i, all) => (i % 2 ? [] : [all[i], all[i + 1]])).filter((pair) => pair.length));
  let lemmas = {};
  let english = [];

  /** Load the base forms, once; also from a folder without a server. */
  const ready = () => load(FRENCH).then(() => ({ lemmas, english } = window.bookFrench));

  /** Whether a query is an abbreviation: UN is not the French "un", nor EU a form of "avoir". */
  const isName = (query) => /^\p{Lu}[\p{Lu}.]{1,3}$/u.test(query.trim());

  const lemmasOf = (word) => (Object.hasOwn(lemmas, word) ? lemmas[word] : [word]);

  /** Whether a word is one of a query's in any inflection, as a function of the word. */
  function inflected(word) {
    if (word.includes("*")) return sameAs(word);
    const own = new Set(lemmasOf(word));
    return (other) => other === word || lemmasOf(other).some((lemma) => own.has(lemma) || lemma === word);
  }

  /** The parts of a query that must all occur: words, and phrases in quotation marks, each a list of words. */
  const partsOf = (query) =>
    [...query.matchAll(/["“«]([^"”»]*)["”»]|([^\s"“”«»]+)/g)]
      .map(([, phrase, word]) => wordsOf(phrase ?? word))
      .filter((words, _, all) => words.length && (all.length === 1 || words.some((word) => word.length > 2))); // not "de"

  /** Places where words that pass the tests follow one another. */
  function places(tests, words) {
    const found = [];
    for (let i = 0; i + tests.length <= words.length; i++) {
      if (tests.every((test, k) => test(words[i + k].word))) found.push({ start: words[i].start, end: words[i + tests.length - 1].end });
    }
    return found;
  }

  /** What an English or another name stands for: its French words, and the code of the actor. */
  function meaning(query) {
    const name = fold(query.trim());
    const meant = english.filter(([names]) => names.includes(name) || names.includes(latin(name)));
    if (!meant.length) return undefined;
    const forms = [...new Set(meant.flatMap(([, words]) => words))];
    const tests = forms.map((form) => wordsOf(form).map(inflected));
    const codes = meant.map(([, , code]) => code).filter(Boolean);
    return { forms, codes, find: (words) => tests.flatMap((one) => places(one, words)) };
  }

  /** The places of a query in each of several texts, undefined where one of its parts has none: its words, or what it
   * stands for; of several words, those that no text has are translated each. */
  function seek(query, entries) {
    const parts = partsOf(query).map((words) => ({ name: words.join(" "), tests: words.map(inflected) }));
    const occurs = ({ tests }) => entries.some(({ words }) => places(tests, words).length);
    for (const part of parts.length > 1 ? parts : []) if (!occurs(part)) part.meant = meaning(part.name);
    const find = (words) => {
      const found = parts.map(({ tests, meant }) => (meant ? meant.find(words) : places(tests, words)));
      return found.every((list) => list.length) ? found.flat() : undefined;
    };
    const isWritten = ({ start, end }, text) => start && /^\p{Lu}/u.test(text.slice(start, end));
    const own = entries.map(({ words, text }) => {
      const marks = find(words);
      return !isName(query) || marks?.some((mark) => isWritten(mark, text)) ? marks : undefined;
    });
    const meant = own.some(Boolean) ? undefined : meaning(query);
    if (!meant) return { found: own, translated: parts.filter((part) => part.meant) };
    const names = (codes) => meant.codes.some((code) => codes?.actor?.includes(code));
    const found = entries.map(({ words, codes }) => {
      const marks = meant.find(words);
      return (meant.codes.length ? names(codes) : marks.length) ? marks : undefined;
    });
    return { meant, found };
  }

  const latin = (text) => [...text].map((letter) => CYRILLIC[letter] ?? letter).join("");

  /** Edits between two words, of letters left out, added, changed or exchanged (Damerau and Levenshtein). */
  function edits(a, b) {
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  /** The words nearest to one that does not occur; counts: word -> in how many passages it is. */
  function nearest(word, counts) {
    const wanted = latin(word);
    const most = Math.min(3, Math.floor(wanted.length / 4) + (wanted === word ? 0 : 1));
    return [...counts.keys()]
      .filter((other) => Math.abs(other.length - wanted.length) <= most)
      .map((other) => [edits(wanted, other), other])
      .filter(([far]) => far <= most)
      .sort(([a, one], [b, two]) => a - b || counts.get(two) - counts.get(one) || one.localeCompare(two))
      .slice(0, 4)
      .map(([, other]) => other);
  }

  /** In how many of several lists of words each word is. */
  function counted(lists) {
    const counts = new Map();
    for (const list of lists) for (const word of new Set(list)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }

  /** Say that words do not occur, with what is near; pick(words) makes what leads there. */
  function missing(query, counts, pick) {
    const unknown = [...new Set(partsOf(query).flat())].filter((word) => ![...counts.keys()].some(inflected(word)));
    const said = unknown.flatMap((word) => {
      const near = nearest(word, counts);
      const letters = /^[\p{Script=Latin}\p{N}*'-]+$/u.test(word) ? "" : ", which is in Latin letters";
      return [`“${word}” is in no sentence of the French texts${letters}. `, ...(near.length ? ["Nearest: ", ...near.flatMap((one) => [pick(one), ` (${counts.get(one)}) `])] : [])];
    });
    if (said.length) return said;
    return [isName(query) ? `“${query.trim()}” is no name in the French texts. ` : "Each word occurs, but no sentence has all of them. "];
  }

  Object.assign(window.book, { ready, wordsIn, isName, inflected, partsOf, places, seek, nearest, counted, missing });
})();
