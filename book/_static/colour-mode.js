// Runs before the page is drawn, so that a dark page does not flash white.
try {
  localStorage.getItem("mode");
} catch {
  // the browser keeps nothing for pages: remember for this one, also for the theme's script
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  Object.defineProperty(window, "localStorage", { value: storage });
}
document.documentElement.dataset.mode = localStorage.getItem("mode") || "auto";
document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";
