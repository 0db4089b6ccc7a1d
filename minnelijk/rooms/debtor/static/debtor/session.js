// Warns two minutes before the page closes, gives more time without leaving it, and shuts it in time.
const form = document.querySelector(".session");
const main = document.getElementById("main");
const words = form?.querySelector("[data-warning]");
const more = form?.querySelector("button[data-go]");
const SOON = 120;
let timers = [];
let over = false;

function start() {
  timers.forEach(clearTimeout);
  const seconds = Number(form.dataset.seconds);
  form.classList.remove("soon");
  words.textContent = "";
  timers = [setTimeout(warn, (seconds - SOON) * 1000), setTimeout(shut, seconds * 1000)];
}

function warn() {
  form.classList.add("soon");
  words.textContent = words.dataset.text;
}

// What was typed stays in this page, out of sight; going on sends it to the check, which keeps it.
function shut() {
  over = true;
  main.classList.add("timed-out");
  words.textContent = words.dataset.closed;
  more.textContent = more.dataset.go;
}

function goOn() {
  const typed = main.querySelector("form.form");
  if (!typed) return location.reload();
  typed.noValidate = true;
  typed.requestSubmit();
}

form?.addEventListener("submit", async (event) => {
  if (event.submitter?.hasAttribute("data-leave")) return;
  event.preventDefault();
  if (over) return goOn();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  delete form.dataset.sent;
  more.removeAttribute("aria-busy");
  if (answer?.status === 204) start();
  else if (answer) shut();
});
if (form) {
  form.classList.add("calm");
  start();
}
