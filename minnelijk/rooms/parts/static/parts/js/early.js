// Runs before the page is drawn: keys that are pressed while it loads are kept for keys.js.
window.earlyKeys = { pressed: [], keep: (event) => window.earlyKeys.pressed.push(event) };
document.addEventListener("keydown", window.earlyKeys.keep);
