// Words chosen in the paper: a bar offers what they may be added as. Without script the form beside it does the same.
const bar = document.querySelector("[data-mark]");
const sheet = document.querySelector(".sheet");
const told = bar?.querySelector("[data-mark-words]");
const SHOWN = 90;
const CALM = 150;
let timer = 0;

// Characters of a paragraph before a point of the page; the keys in it are not of the paper.
function before(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll(".k").forEach((key) => key.remove());
  return [...part.textContent].length;
}

// "120 5+2": the first stands at 120, and after five of them two signs are not shown.
function placeOf(block, shown, ends) {
  const [first, ...gaps] = block.dataset.at.split(" ");
  const skipped = gaps.map((gap) => gap.split("+").map(Number)).filter(([after]) => (ends ? after < shown : after <= shown));
  return Number(first) + shown + skipped.reduce((sum, [, length]) => sum + length, 0);
}

function place(node, offset, ends) {
  const inside = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (inside) return placeOf(inside, before(inside, node, offset), ends);
  // Between two paragraphs: the beginning of the next one, or the end of the last.
  const point = document.createRange();
  point.setStart(node, offset);
  const blocks = [...sheet.querySelectorAll("[data-at]")];
  const next = blocks.find((block) => point.comparePoint(block, 0) >= 0);
  const last = blocks.at(-1);
  return next ? placeOf(next, 0, ends) : placeOf(last, before(last, last, last.childNodes.length), true);
}

function wordsOf(range) {
  const part = range.cloneContents();
  part.querySelectorAll(".k").forEach((key) => key.remove());
  const words = part.textContent.replace(/\s+/g, " ").trim();
  return words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
}

function look() {
  const chosen = getSelection();
  const range = chosen?.rangeCount ? chosen.getRangeAt(0) : null;
  if (bar.contains(document.activeElement) && !bar.hidden) return;
  const words = range && !range.collapsed && sheet.contains(range.commonAncestorContainer) ? wordsOf(range) : "";
  bar.hidden = words.length < 3;
  if (bar.hidden) return;
  bar.elements.start.value = place(range.startContainer, range.startOffset, false);
  bar.elements.end.value = place(range.endContainer, range.endOffset, true);
  told.textContent = `“${words}”`;
}

if (bar && sheet) {
  document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(look, CALM); });
  // A press on the bar must not let go of the words.
  bar.addEventListener("mousedown", (event) => { if (!event.target.closest("summary")) event.preventDefault(); });
  bar.addEventListener("keydown", (event) => { if (event.key === "Escape") { bar.hidden = true; getSelection().removeAllRanges(); } });
}
