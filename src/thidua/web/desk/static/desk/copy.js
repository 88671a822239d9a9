// Copies a text of the page for a paper that is being written. Without script the words can be marked by hand.
const said = document.querySelector("[data-copied]");
const SHOWN = 2500;

function copyMarked(part) {
  const range = document.createRange();
  range.selectNodeContents(part);
  const marked = getSelection();
  marked.removeAllRanges();
  marked.addRange(range);
  return document.execCommand("copy");
}

// The clipboard is closed to pages that did not come over HTTPS; marking and copying still works there.
async function copied(part) {
  try {
    await navigator.clipboard.writeText(part.textContent.trim());
    return true;
  } catch {
    return copyMarked(part);
  }
}

async function copy(button) {
  const part = document.getElementById(button.dataset.copy);
  const done = await copied(part);
  const word = button.querySelector("[data-word]");
  word.textContent = done ? "Đã chép" : "Bôi đen để chép";
  if (said) said.textContent = done ? "Đã chép đoạn văn." : "Chưa chép được. Bôi đen đoạn văn rồi bấm Ctrl+C.";
  setTimeout(() => {
    word.textContent = "Chép";
    if (said) said.textContent = "";
  }, SHOWN);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
