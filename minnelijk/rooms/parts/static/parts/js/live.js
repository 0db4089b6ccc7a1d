// Around htmx: keeps the focus, rests while nobody looks, says when the line is down.
import "./busy.js";

let place = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.closest("[data-live]")) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", () => {
  const node = document.activeElement;
  if (!node || node === document.body) return (place = null);
  place = node.id ? `#${CSS.escape(node.id)}` : node.dataset.key ? `[data-key="${CSS.escape(node.dataset.key)}"]` : node.name ? `[name="${CSS.escape(node.name)}"]${node.type === "radio" ? ":checked" : ""}` : "main";
});

// What was swapped in may ask for the focus (data-focus), once, before waiting keys open a field.
const had = (node) => (node.dataset.had = 1);
document.querySelectorAll("[data-focus]").forEach(had);

document.addEventListener("htmx:afterSettle", () => {
  const node = document.querySelector("[data-focus]:not([data-had])");
  if (node) {
    had(node);
    return node.focus({ preventScroll: false });
  }
  if (place && document.activeElement === document.body) document.querySelector(place)?.focus({ preventScroll: true });
  place = null;
});

const line = (down) => { const banner = document.getElementById("offline"); if (banner) banner.hidden = !down; };
document.addEventListener("htmx:sendError", () => line(true));
document.addEventListener("htmx:afterOnLoad", () => line(false));
addEventListener("offline", () => line(true));
addEventListener("online", () => line(false));
