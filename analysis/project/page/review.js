"use strict";
// One candidate at a time. Text of documents is set as text, never as markup.

const get = (id) => document.getElementById(id);
const form = document.querySelector("form");
const fields = [...form.elements].filter((field) => field.name);
let states = [];
let shown = null; // the candidate on the page
let initial = {}; // what its fields held when it was shown
let codes = {};

async function ask(place, given) {
  const sent = given && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  };
  try {
    const answer = await fetch(place, sent);
    if (!answer.ok) throw new Error(answer.status);
    get("lost").hidden = true;
    return await answer.json();
  } catch (error) {
    get("lost").hidden = false;
    throw error;
  }
}

const draft = () => `draft ${location.pathname} ${shown.number}`;
const changed = () =>
  Object.fromEntries(
    fields.filter((field) => field.value !== initial[field.name]).map((field) => [field.name, field.value]),
  );

function element(name, words, kind = "") {
  const made = document.createElement(name);
  made.textContent = words;
  made.className = kind;
  return made;
}

function explain() {
  const { value, nextElementSibling } = form.elements.theme;
  nextElementSibling.textContent = codes.theme.find((code) => code.code === value)?.definition ?? "";
}

function show({ states: all, candidate, problems }) {
  states = all;
  shown = candidate;
  history.replaceState(null, "", `#${candidate.number + 1}`);
  const [low, quote, high] = candidate.sentence;
  const here = element("p", low, "here");
  here.append(element("mark", quote), high);
  get("text").replaceChildren(
    ...candidate.before.map((words) => element("p", words)),
    here,
    ...candidate.behind.map((words) => element("p", words)),
  );
  get("source").textContent = candidate.source;
  get("title").textContent = candidate.title;
  get("state").textContent = get("state").dataset.state = candidate.state;
  get("cue").textContent = candidate.rests.cue;
  get("score").textContent = candidate.rests.score;
  get("rule").textContent = candidate.rests.proposer;
  for (const field of fields) {
    field.value = candidate.fields[field.name];
    initial[field.name] = field.value; // a text area writes line ends in its own way
  }
  for (const names of document.querySelectorAll("[data-names]"))
    names.textContent = candidate.names[names.dataset.names];
  const kept = JSON.parse(sessionStorage.getItem(draft()) ?? "{}");
  for (const [name, value] of Object.entries(kept)) form.elements[name].value = value;
  explain();
  tell(problems);
  const count = (state) => states.filter((one) => one === state).length;
  const counts = { here: candidate.number + 1, all: states.length };
  for (const state of ["confirmed", "refused", "open"]) counts[state] = count(state);
  for (const place of document.querySelectorAll("[data-count]"))
    place.textContent = counts[place.dataset.count];
  get("done").hidden = counts.open > 0;
}

function tell(problems) {
  get("problems").replaceChildren(...problems.map((problem) => element("li", problem)));
}

async function go(number) {
  if (number >= 0 && number < states.length) show(await ask(`candidate/${number}`));
}

async function decide(decision) {
  const { number } = shown;
  const answer = await ask("decide", { number, decision, fields: changed() });
  if (answer.problems.length) {
    states = answer.states;
    tell(answer.problems);
    if (!form.elements.gloss.value.trim()) form.elements.gloss.focus();
    return;
  }
  sessionStorage.removeItem(draft());
  document.activeElement.blur();
  const open = (from) => answer.states.indexOf("open", from);
  const next = open(number) >= 0 ? open(number) : open(0);
  if (next < 0) show(answer);
  else await go(next);
}

const commands = {
  back: () => go(shown.number - 1),
  next: () => go(shown.number + 1),
  confirm: () => decide("confirm"),
  refuse: () => decide("refuse"),
  edit: async () => form.elements.gloss.focus(),
};
const keys = { y: "confirm", n: "refuse", e: "edit", ArrowLeft: "back", ArrowRight: "next" };
let busy = false; // a key that is held down decides once

async function run(name) {
  if (busy || !shown) return;
  busy = true;
  await commands[name]().catch(() => {});
  busy = false;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const field = event.target.closest("input, textarea, select");
  const name = field ? (event.key === "Enter" && !event.shiftKey ? "confirm" : "") : keys[event.key];
  if (field && event.key === "Escape") field.blur();
  if (!name || event.isComposing) return;
  event.preventDefault();
  run(name);
});
for (const button of document.querySelectorAll("[data-do]"))
  button.addEventListener("click", () => run(button.dataset.do));
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  sessionStorage.setItem(draft(), JSON.stringify(changed()));
  explain();
});

async function start() {
  const { codes: layers, actors } = await ask("choices");
  codes = layers;
  for (const [layer, some] of Object.entries(codes))
    for (const { code, name, definition } of some) {
      const option = element("option", name);
      option.value = code;
      option.title = definition;
      form.elements[layer].append(option);
    }
  for (const [id, name] of Object.entries(actors)) {
    const option = element("option", name);
    option.value = id;
    get("actors").append(option);
  }
  const first = await ask("candidate/0");
  states = first.states;
  const asked = Number(location.hash.slice(1)) - 1;
  const open = Math.max(0, states.indexOf("open"));
  await go(Number.isInteger(asked) && asked >= 0 && asked < states.length ? asked : open);
}
start().catch(() => {});
