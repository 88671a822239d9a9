// A second press of the same button while the first is on its way. The server's `once` key is the real guard;
// this only spares people the doubt.
const RELEASE_AFTER = 15000;

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-pressed]")) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.pressed;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.dataset.double === "off") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  // Later listeners may still stop this sending: look again when they are done.
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-disabled", "true");
      button.dataset.pressed = "1";
    }
    setTimeout(() => release(form), RELEASE_AFTER);
  }, 0);
}, true);

// Coming back by the back button brings the page as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
