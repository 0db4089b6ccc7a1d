// Native dialogs: data-dialog="#id" opens, data-close closes; focus goes to the title, then back.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.dialog);
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }
  event.target.closest("[data-close]")?.closest("dialog")?.close();
});
