// Before the page is drawn: keys pressed while it loads are kept for keys.js.
earlyKeys = { pressed: [], keep: (event) => earlyKeys.pressed.push(event) };
document.addEventListener("keydown", earlyKeys.keep);
