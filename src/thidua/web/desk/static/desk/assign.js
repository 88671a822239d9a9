// The table of assignments: officers of the chosen unit only, Enter goes down, one owner copied to the lines below.
// Without this file every officer is listed under the name of the unit and the server checks the pair.
const form = document.querySelector("[data-assign]");
const inRow = (row, column) => row.querySelector(`[data-column="${column}"]`);
const rowsAfter = (row) => [...row.parentElement.children].slice([...row.parentElement.children].indexOf(row) + 1);

function fitOfficers(row) {
  const owner = inRow(row, "owner").value;
  const officer = inRow(row, "officer");
  for (const group of officer.querySelectorAll("optgroup")) {
    const own = !owner || group.dataset.unit === owner;
    group.hidden = group.disabled = !own;
  }
  const chosen = officer.selectedOptions[0]?.closest("optgroup");
  if (chosen?.disabled) officer.value = "";
}

function fitHelpers(row) {
  const owner = inRow(row, "owner").value;
  for (const box of row.querySelectorAll("input[type=checkbox]")) {
    box.disabled = box.value === owner;
    if (box.disabled) box.checked = false;
  }
}

function changed(row) {
  fitOfficers(row);
  fitHelpers(row);
}

function setOwner(row, owner, officer) {
  inRow(row, "owner").value = owner;
  changed(row);
  inRow(row, "officer").value = officer;
}

// What stood in the lines below before a copy, so that it can be taken back.
const kept = new WeakMap();

function fillDown(button) {
  const row = button.closest("tr");
  const before = kept.get(button);
  const label = button.textContent;
  button.textContent = button.dataset.undoLabel;
  button.dataset.undoLabel = label;
  if (before) {
    kept.delete(button);
    for (const [below, owner, officer] of before) setOwner(below, owner, officer);
    return;
  }
  const values = (line) => [inRow(line, "owner").value, inRow(line, "officer").value];
  kept.set(button, rowsAfter(row).map((below) => [below, ...values(below)]));
  for (const below of rowsAfter(row)) setOwner(below, ...values(row));
}

function down(event) {
  const column = event.target.dataset.column;
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !column) return;
  event.preventDefault();
  const next = rowsAfter(event.target.closest("tr"))[0];
  if (next) inRow(next, column).focus();
}

if (form) {
  form.querySelectorAll("tr:has([data-column])").forEach(changed);
  form.addEventListener("change", (event) => {
    const row = event.target.closest("tr");
    if (event.target.dataset.column === "owner") {
      changed(row);
      row.querySelector("[data-suggested]")?.remove();
    }
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill-down]");
    if (button) fillDown(button);
  });
  form.addEventListener("keydown", down);
}
