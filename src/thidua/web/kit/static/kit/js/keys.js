// Shortcuts are extra: everything has a button or a link. Never a single letter while something is being typed.
const off = document.documentElement.dataset.keys === "off";
const list = document.getElementById("phim-tat");
const GO_WITHIN = 1500;
let goUntil = 0;

const typing = (target) => target.closest("input:not([type=radio],[type=checkbox],[type=button],[type=submit]),textarea,select,[contenteditable]");
const shown = (part) => part.offsetParent !== null && part.getAttribute("aria-disabled") !== "true";

function next() {
  const all = [...document.querySelectorAll("[data-review]")].filter(shown);
  if (!all.length) return false;
  const here = all.findIndex((part) => part.contains(document.activeElement));
  const part = all[(here + 1) % all.length];
  const inner = part.matches("a,button,input,select,textarea") ? part : part.querySelector("a,button,input,select,textarea");
  (inner ?? part).focus();
  part.scrollIntoView({ block: "center" });
  return true;
}

function search() {
  const field = document.querySelector("[data-search]");
  field?.focus();
  return Boolean(field);
}

function press() {
  const button = [...document.querySelectorAll("[data-main-act],.btn.main-act")].find(shown);
  button?.click();
  return Boolean(button);
}

function go(letter) {
  const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return Boolean(link);
}

function single(key) {
  if (Date.now() < goUntil) {
    goUntil = 0;
    return go(key);
  }
  if (key === "g") {
    goUntil = Date.now() + GO_WITHIN;
    return true;
  }
  if (key === "/") return search();
  if (key === "n") return next();
  if (key === "?" && list) {
    list.showModal();
    return true;
  }
  return false;
}

function withCtrl(key) {
  if (key === "Enter") return press();
  if (key.toLowerCase() !== "s") return false;
  document.dispatchEvent(new CustomEvent("thidua:save"));
  return Boolean(document.querySelector("[data-autosave]"));
}

function onKey(event) {
  if (event.isComposing || event.altKey || event.defaultPrevented || list?.open) return;
  const ctrl = event.ctrlKey || event.metaKey;
  if (!ctrl && typing(event.target)) return;
  if (ctrl ? withCtrl(event.key) : single(event.key)) event.preventDefault();
}

if (!off) {
  document.addEventListener("keydown", onKey);
  document.querySelectorAll("[data-keys-list]").forEach((button) => button.addEventListener("click", () => list?.showModal()));
}
