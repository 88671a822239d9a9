// The table of assignments: the lists of units and people come once, in the bar, and every line gets its controls from
// them. Without this file a line is opened by its button, one at a time, and the server does the same.
const form = document.querySelector("[data-assign]");
const inRow = (row, column) => row.querySelector(`[data-column="${column}"]`);
const rowsAfter = (row) => [...row.parentElement.children].slice([...row.parentElement.children].indexOf(row) + 1);
const mould = (name) => form.querySelector(`[data-mould="${name}"]`);
const ids = (text) => text.split(" ").filter(Boolean);

function select(hidden, column, label, empty) {
  const made = mould(column).cloneNode(true);
  made.removeAttribute("data-mould");
  made.name = hidden.name;
  made.id = `${column}-${hidden.name}`;
  made.dataset.column = column;
  made.options[0].textContent = empty;
  made.setAttribute("aria-label", label);
  made.value = hidden.value;
  // Somebody who is no longer in the list stays chosen until another is.
  if (hidden.value && !made.value) made.add(new Option("…", hidden.value, true, true));
  return made;
}

function put(cell, control) {
  cell.querySelector("input[type=hidden]").remove();
  cell.querySelector("[data-shown]")?.remove();
  cell.prepend(control);
}

function fitOfficers(row) {
  const owner = inRow(row, "owner")?.value;
  const officer = inRow(row, "officer");
  if (!officer) return;
  for (const group of officer.querySelectorAll("optgroup")) {
    const own = !owner || group.dataset.unit === owner;
    group.hidden = group.disabled = !own;
  }
  if (officer.selectedOptions[0]?.closest("optgroup")?.disabled) officer.value = "";
}

function fitHelpers(row) {
  const owner = inRow(row, "owner")?.value;
  for (const box of row.querySelectorAll("[data-cell=support] input[type=checkbox]")) {
    box.disabled = box.value === owner;
    if (box.disabled) box.checked = false;
  }
}

// A list of boxes behind a summary; the boxes are made when it is first opened, until then the hidden field speaks.
function boxes(cell, label) {
  const hidden = cell.querySelector("input[type=hidden]");
  if (!hidden) return;
  const details = document.createElement("details");
  details.className = "choose";
  const summary = document.createElement("summary");
  summary.textContent = cell.querySelector("[data-shown]").textContent.trim().replace(/^–$/, "") || label;
  summary.setAttribute("aria-label", `${label}: ${summary.textContent}`);
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (!hidden.isConnected) return;
    const made = form.querySelector("[data-boxes]").cloneNode(true);
    made.removeAttribute("data-boxes");
    made.setAttribute("aria-label", label);
    const chosen = new Set(ids(hidden.value));
    for (const box of made.querySelectorAll("input")) {
      box.name = hidden.name;
      box.checked = chosen.has(box.value);
    }
    details.append(made);
    hidden.remove();
    if (cell.dataset.cell === "support") fitHelpers(cell.closest("tr"));
  });
  cell.querySelector("[data-shown]").remove();
  cell.querySelector("[data-open]")?.remove();
  cell.prepend(details);
}

function changed(row) {
  fitOfficers(row);
  fitHelpers(row);
}

function upgrade(row) {
  const name = row.querySelector("th").firstElementChild.textContent;
  const words = form.dataset;
  for (const [column, label, empty] of [["owner", words.owner, words.noOwner], ["officer", words.officer, words.noOfficer]]) {
    const cell = row.querySelector(`[data-cell="${column}"]`);
    const hidden = cell?.querySelector("input[type=hidden]");
    if (hidden) put(cell, select(hidden, column, `${label}: ${name}`, empty));
  }
  boxes(row.querySelector("[data-cell=support]"), words.support);
  const opener = row.querySelector(".acts [data-open]");
  if (opener) {
    inRow(row, "owner").id = opener.id;
    opener.remove();
  }
  changed(row);
}

function down(event) {
  const column = event.target.dataset.column;
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !column) return;
  event.preventDefault();
  const next = rowsAfter(event.target.closest("tr"))[0];
  if (next) inRow(next, column).focus();
}

if (form) {
  form.querySelectorAll("[data-row]").forEach(upgrade);
  form.querySelectorAll("[data-cell=match]").forEach((cell) => boxes(cell, form.dataset.match));
  form.addEventListener("change", (event) => {
    if (event.target.dataset.column !== "owner") return;
    const row = event.target.closest("tr");
    changed(row);
    row.querySelector("[data-suggested]")?.remove();
    row.querySelector("[data-usual]")?.remove();
  });
  form.addEventListener("keydown", down);
}
