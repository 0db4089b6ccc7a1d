// Copy buttons, where copying works.
for (const button of document.querySelectorAll("[data-copy]")) if (navigator.clipboard) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("span") || button;
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  words.setAttribute("role", "status");
  setTimeout(() => { words.textContent = before; words.removeAttribute("role"); }, 2000);
});
