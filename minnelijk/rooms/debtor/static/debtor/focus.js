// After a refused form the eye and the screen reader begin at what is still to be done.
document.querySelector("[data-focus]")?.focus();
