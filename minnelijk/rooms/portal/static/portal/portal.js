// F8 goes from one problem of a list to the next, on this page.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-next-problem]")) return;
  const all = [...document.querySelectorAll("[data-problem]")];
  const here = all.findIndex((node) => node.contains(document.activeElement));
  const next = all[(here + 1) % all.length];
  const from = Number(sessionStorage.getItem("portal-problem") ?? -1);
  const to = here >= 0 ? next : all[(from + 1) % all.length];
  if (!to) return;
  sessionStorage.setItem("portal-problem", String(all.indexOf(to)));
  (to.querySelector("input.input") || to.querySelector("button"))?.focus();
});
// F8 works from inside a repair field too, where single keys are dead.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || !event.target.closest("[data-problem]")) return;
  event.preventDefault();
  document.querySelector("[data-next-problem]")?.click();
});

// A list may be dropped anywhere on its box; without this script the field itself takes it.
document.querySelectorAll("[data-drop]").forEach((box) => {
  const field = box.querySelector("input[type=file]");
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
});

// A file that is too large is told before it is sent; the server says so too.
document.querySelectorAll("input[type=file][data-most]").forEach((field) => {
  const told = field.form.querySelector("[data-too-large]");
  const look = () => {
    const large = [...field.files].some((file) => file.size > Number(field.dataset.most));
    if (told) told.hidden = !large;
    return large;
  };
  field.addEventListener("change", look);
  field.form.addEventListener("submit", (event) => { if (look()) event.preventDefault(); });
});
