// Asks now and then who else has this page open, and takes over what they changed. A part that holds words being typed
// here stays as it is: the saving tells both values.
const EVERY = 45000;
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const typed = (field) => ("defaultValue" in field && field.type !== "hidden" ? field.value !== field.defaultValue : false);
const busy = (part) => part.contains(document.activeElement) || [...part.querySelectorAll("input,textarea")].some(typed);

let acted = 0; // an own act under way: what was asked before it is old news, and would take the focus away
for (const name of ["htmx:beforeRequest", "htmx:afterSettle", "submit"]) addEventListener(name, () => { acted = performance.now(); }, true);

async function ask() {
  const asked = performance.now();
  const line = document.querySelector("[data-news]");
  if (!line || document.hidden || !navigator.onLine) return;
  const answer = await fetch(line.dataset.news, {
    method: "POST", body: new URLSearchParams({ revision: line.dataset.revision }), redirect: "manual",
    credentials: "same-origin", headers: { "X-CSRFToken": token() },
  });
  if (!answer.ok) return;
  const told = await answer.text();
  if (acted > asked) return;
  const parts = new DOMParser().parseFromString(`<template>${told}</template>`, "text/html").querySelector("template").content;
  for (const fresh of [...parts.children]) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (old && !busy(old)) old.replaceWith(document.adoptNode(fresh));
  }
}

// The next figure to confirm has the focus: an address with a place in the page makes the browser pass over autofocus,
// and going to that place takes the focus away once more.
const onward = () => document.querySelector("#so-lieu [autofocus]")?.focus();
addEventListener("load", () => setTimeout(onward));
onward();

// A page that cannot be reached is no news; the saving says so where it matters.
const quietly = () => ask().catch(() => {});
if (document.querySelector("[data-news]")) {
  setInterval(quietly, EVERY);
  addEventListener("focus", quietly);
  quietly();
}
