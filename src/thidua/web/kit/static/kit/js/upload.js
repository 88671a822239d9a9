// Files: shows the chosen name, takes dropped files, refuses what is too large before it is sent.
const MB = 1024 * 1024;
const size = (bytes) => (bytes / MB).toLocaleString("vi-VN", { maximumFractionDigits: 1 });
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function problem(zone, input) {
  const limit = Number(zone.dataset.maxBytes);
  const big = [...input.files].find((file) => file.size > limit);
  return big ? fill(zone.dataset.tooBig, { max: Math.floor(limit / MB), size: size(big.size) }) : "";
}

function show(zone, input) {
  const wrong = problem(zone, input);
  const names = [...input.files].map((file) => `${file.name} (${size(file.size)} MB)`).join(", ");
  const slot = zone.querySelector("[data-upload-name]");
  slot.textContent = wrong || names;
  slot.classList.toggle("late", Boolean(wrong));
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return !wrong;
}

function prepare(zone) {
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => show(zone, input));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("is-over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      const taken = new DataTransfer();
      [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => taken.items.add(file));
      input.files = taken.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  input.form?.addEventListener("submit", (event) => {
    if (!show(zone, input)) {
      event.preventDefault();
      input.focus();
    } else if (input.files.length) {
      const all = [...input.files].reduce((sum, file) => sum + file.size, 0);
      zone.querySelector("progress").hidden = false;
      zone.querySelector("[data-upload-name]").textContent = fill(zone.dataset.sending, { size: size(all) });
    }
  });
}

document.querySelectorAll("[data-upload]").forEach(prepare);
addEventListener("pageshow", () => document.querySelectorAll("[data-upload] progress").forEach((bar) => { bar.hidden = true; }));
