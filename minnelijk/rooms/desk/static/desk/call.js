// The phone itself: how long we talk, which number, whether the line is still open; and what a key reveals.
// Kept per case in this tab, because parts of the page are swapped all the time.
const box = () => document.querySelector("[data-phone]");
const key = () => box() && `minnelijk-call-${box().dataset.phone}`;
const read = () => (key() && JSON.parse(sessionStorage.getItem(key()) || "null")) || {};
const keep = (state) => key() && sessionStorage.setItem(key(), JSON.stringify(state));
const seconds = (state) => Math.round(((state.ended || Date.now()) - state.began) / 1000);

function show() {
  const state = read();
  const timer = document.querySelector("[data-timer]");
  const hang = document.querySelector("[data-hang-up]");
  if (!timer || !hang) return;
  const talking = Boolean(state.began && !state.ended);
  timer.hidden = !state.began;
  hang.hidden = !talking;
  document.querySelectorAll("[data-dial]").forEach((link) => {
    if (link.matches(".btn")) link.hidden = talking;
  });
  if (state.began) {
    const all = seconds(state);
    timer.querySelector("span").textContent = `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
  }
}

document.addEventListener("click", (event) => {
  const dial = event.target.closest("[data-dial]");
  if (dial) { keep({ began: Date.now(), point: dial.dataset.dial }); show(); }
  if (event.target.closest("[data-hang-up]")) { keep({ ...read(), ended: Date.now() }); show(); }
  const opener = event.target.closest("[data-reveal]");
  if (opener) {
    const part = document.querySelector(opener.dataset.reveal);
    part.hidden = false;
    const field = part.querySelector("input, textarea");
    field.focus();
    field.select?.();
  }
});

// What the phone knows goes along with what is saved.
document.addEventListener("htmx:configRequest", (event) => {
  const state = read();
  if (event.detail.verb !== "post" || !event.detail.path.endsWith("/uitkomst/") || !state.began) return;
  event.detail.parameters.seconds = String(seconds(state));
  event.detail.parameters.hung_up = state.ended ? "1" : "0";
  event.detail.parameters.point = state.point;
});

// In a field that a key opened, Enter saves and Escape leaves the field, not the form.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest(".drawer-form input:not([type=radio]), .drawer-form textarea, .gate input")) return;
  event.preventDefault();
  event.target.blur();
});

document.addEventListener("htmx:afterSettle", () => {
  for (const button of document.querySelectorAll("[data-copy]")) if (navigator.clipboard) button.hidden = false;
  show();
});
setInterval(show, 1000);
show();
