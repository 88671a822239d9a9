// Asks now and then who else has this page open, and takes over what they changed. A part that holds words being typed
// here stays as it is: the saving tells both values.
const EVERY = 45000;
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const typed = (field) => ("defaultValue" in field && field.type !== "hidden" ? field.value !== field.defaultValue : false);
const busy = (part) => part.contains(document.activeElement) || [...part.querySelectorAll("input,textarea")].some(typed);

async function ask() {
  const line = document.querySelector("[data-news]");
  if (!line || document.hidden || !navigator.onLine) return;
  const answer = await fetch(line.dataset.news, {
    method: "POST", body: new URLSearchParams({ revision: line.dataset.revision }), redirect: "manual",
    credentials: "same-origin", headers: { "X-CSRFToken": token() },
  });
  if (!answer.ok) return;
  const parts = new DOMParser().parseFromString(`<template>${await answer.text()}</template>`, "text/html").querySelector("template").content;
  for (const fresh of [...parts.children]) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (old && !busy(old)) old.replaceWith(document.adoptNode(fresh));
  }
}

// A page that cannot be reached is no news; the saving says so where it matters.
const quietly = () => ask().catch(() => {});
if (document.querySelector("[data-news]")) {
  setInterval(quietly, EVERY);
  addEventListener("focus", quietly);
  quietly();
}
