// Two panes: a key on one side shows its place on the other. Without script the keys are plain anchors.
const panes = document.querySelector("[data-linked]");
const wide = matchMedia("(min-width: 921px)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const KEY = "a[href^='#d-'],a[href^='#r-']";
let moving = false;

function highlight(...parts) {
  panes.querySelectorAll(".is-on").forEach((part) => part.classList.remove("is-on"));
  parts.forEach((part) => part?.classList.add("is-on"));
}

// The row, finding or passage that a key stands in.
const home = (key) => key.closest("[id^='d-'],[id^='r-']");

function reveal(key) {
  const target = document.getElementById(key.hash.slice(1));
  if (!target) return null;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  highlight(home(key), target);
  target.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  return target;
}

function onClick(event) {
  const key = event.target.closest(KEY);
  if (!key || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = reveal(key);
  if (!target) return;
  event.preventDefault();
  moving = true;
  (target.querySelector(KEY) ?? target).focus({ preventScroll: true });
  moving = false;
}

function onFocus(event) {
  if (moving || !wide.matches) return;
  const own = event.target.closest(KEY) ?? event.target.closest("[id^='r-']")?.querySelector(KEY);
  if (own) reveal(own);
}

if (panes) {
  panes.addEventListener("click", onClick);
  panes.addEventListener("focusin", onFocus);
  // An address with a place in it opens with both sides shown.
  const first = location.hash && [...panes.querySelectorAll(KEY)].find((key) => key.hash === location.hash);
  if (first && wide.matches) { reveal(first); home(first)?.scrollIntoView({ block: "center" }); }
}
