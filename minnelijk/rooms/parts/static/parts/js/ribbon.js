// Arrows on the day ribbon: left and right a day, up and down a week.
const STEP = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const serial = (radio) => Date.parse(radio.dataset.day) / 864e5;

document.addEventListener("keydown", (event) => {
  const step = STEP[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const inside = event.target.closest(".ribbon");
  if (!inside && event.target.closest("input, textarea, select, [role=tablist], dialog")) return;
  const ribbon = inside || document.querySelector("[data-ribbon-keys]");
  if (!ribbon) return;
  const days = [...ribbon.querySelectorAll("input[type=radio]:not(:disabled)")];
  const at = days.findIndex((day) => day.checked);
  const next = Math.abs(step) === 1 ? days[at + step] : days[at] && nearest(days, serial(days[at]) + step, step);
  event.preventDefault();
  if (!next || next.checked) return;
  next.checked = true;
  if (inside) next.focus();
  next.dispatchEvent(new Event("input", { bubbles: true }));
  next.dispatchEvent(new Event("change", { bubbles: true }));
});

// A closed day: the first open one beyond it, else the last.
function nearest(days, goal, step) {
  return step > 0 ? days.find((day) => serial(day) >= goal) || days.at(-1) : days.findLast((day) => serial(day) <= goal) || days[0];
}
