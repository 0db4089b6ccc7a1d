// A chip puts its field where the cursor stands; without this script it goes to the end.
document.documentElement.classList.add("scripted");
const body = document.querySelector("#body");

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-piece]");
  if (!chip || !body) return;
  event.preventDefault();
  body.focus();
  const { selectionStart: from, selectionEnd: to } = body;
  // execCommand keeps the browser's own undo; setRangeText is for browsers without it.
  if (!document.execCommand("insertText", false, chip.dataset.piece)) {
    body.setRangeText(chip.dataset.piece, from, to, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// A problem leads to its line.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link || !body) return;
  event.preventDefault();
  const lines = body.value.split("\n");
  const number = Math.min(Number(link.dataset.line), lines.length);
  const from = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  body.focus();
  body.setSelectionRange(from, from + lines[number - 1].length);
});

// Words that nobody saved are not lost by leaving.
const form = document.querySelector("#text-form");
let unsaved = form?.dataset.unsaved === "yes";
body?.addEventListener("input", () => { unsaved = true; });
form?.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// Another case is shown at once.
document.querySelector("form[data-send] select")?.addEventListener("change", (event) => event.target.form.requestSubmit());
