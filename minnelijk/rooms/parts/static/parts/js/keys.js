// data-key="1", "Enter", "ctrl+k" presses its button or link; dead in fields.
const OFF = "minnelijk-keys";
const isOff = () => localStorage.getItem(OFF) === "off";
const types = (node) => node.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function nameOf(event) {
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return (event.ctrlKey || event.metaKey ? "ctrl+" : "") + (event.shiftKey && key.length > 1 ? "shift+" : "") + key;
}

function holder() {
  return document.querySelector("dialog:modal") || document;
}

function find(name) {
  return [...holder().querySelectorAll("[data-key]")].find((node) => node.dataset.key.toLowerCase() === name.toLowerCase() && node.checkVisibility());
}

function press(node) {
  if (node.getAttribute("aria-disabled") === "true") return node.focus();
  node.click();
}

function handle(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
  const name = nameOf(event);
  const inField = types(event.target);
  if (name === "ctrl+z" && !inField) {
    const undo = [...document.querySelectorAll("[data-undo]")].at(-1);
    if (undo) { event.preventDefault(); undo.click(); }
    return;
  }
  const withCtrl = name.startsWith("ctrl+");
  if (!withCtrl && (isOff() && name.length === 1)) return;
  if (inField && !withCtrl && name !== "Escape" && name !== "shift+Enter") return;
  // These belong to the focus.
  if ((name === "Enter" || name === "Space") && event.target.isConnected && event.target.closest("a, button, summary, label, input, [tabindex='0']")) return;
  const node = find(name);
  if (!node) return;
  event.preventDefault();
  press(node);
}

document.addEventListener("keydown", handle);

// Keys pressed during a fetch wait for it.
const waiting = [];
let fetching = null;

// A key that waited goes where the focus is by now.
function replay({ key, shiftKey }) {
  const field = types(document.activeElement);
  if (field && key === "Enter") return field.form.requestSubmit();
  if (field && key.length < 2) return document.execCommand("insertText", false, key);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
}

// A request settles in parts: the first counts.
function done(xhr) {
  if (xhr !== fetching) return;
  fetching = null;
  while (!fetching && waiting.length) replay(waiting.shift());
}

document.addEventListener("htmx:beforeRequest", ({ detail: { boosted, requestConfig, xhr } }) => {
  if (!boosted && requestConfig?.verb !== "post") return;
  fetching = xhr;
  setTimeout(done, 3000, xhr);
});
document.addEventListener("htmx:afterSettle", (event) => done(event.detail.xhr));
document.addEventListener("htmx:afterRequest", ({ detail: { successful, xhr } }) => {
  if (!successful || xhr.status === 204) done(xhr);
});
document.addEventListener("keydown", (event) => {
  if (!fetching || types(event.target) || event.ctrlKey || event.repeat || !/^(.|Enter|Arrow.*)$/.test(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting.push(event);
}, true);
document.removeEventListener("keydown", earlyKeys.keep);
waiting.push(...earlyKeys.pressed);
done(null);

// The list of keys is read off the page.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-dialog='#all-keys']")) return;
  const list = document.querySelector("[data-keys-here]");
  list.replaceChildren(...[...document.querySelectorAll("[data-key], [data-undo]")].filter((node) => node.checkVisibility()).flatMap((node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("kbd, svg, .effect").forEach((part) => part.remove());
    const [key, what, cap] = ["dt", "dd", "kbd"].map((name) => document.createElement(name));
    cap.textContent = node.querySelector("kbd")?.textContent || node.dataset.key;
    key.append(cap);
    what.textContent = node.dataset.keyLabel || node.getAttribute("aria-label") || copy.textContent.trim();
    return [key, what];
  }));
});

function show() {
  document.documentElement.classList.toggle("keys-off", isOff());
  document.querySelectorAll("[data-keys-toggle]").forEach((node) => node.setAttribute("aria-pressed", !isOff()));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys-toggle]")) return;
  localStorage.setItem(OFF, isOff() ? "on" : "off");
  show();
});
show();
