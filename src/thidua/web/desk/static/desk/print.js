// The button opens the browser's own print window; without script the button is not shown and Ctrl+P does the same.
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
