// Native dialogs: data-dialog="#id" opens, data-close closes; the focus starts on the title and goes back to the opener.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.dialog);
    dialog.showModal();
    dialog.querySelector("h2")?.focus();
  }
  event.target.closest("[data-close]")?.closest("dialog")?.close();
});
