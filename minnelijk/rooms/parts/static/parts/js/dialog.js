// data-dialog="#id" opens a dialog, data-close closes it; focus goes to its title.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.dialog);
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }
  event.target.closest("[data-close]")?.closest("dialog")?.close();
});
