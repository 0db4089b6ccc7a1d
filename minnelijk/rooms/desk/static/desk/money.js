// The money screen: arrows beside J and K, fields that a key opens, and the parts of one payment added up.

// A key pressed before this page was there was about a line that nobody saw: it decides nothing here.
earlyKeys.pressed.length = 0;

const types = (node) => node.closest("input:not([type=radio], [type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
  if (event.key === "Escape" && event.target.closest("details[data-first-field] form")) {
    const box = event.target.closest("details");
    event.preventDefault();
    box.open = false;
    box.querySelector("summary").focus();
    return;
  }
  if (types(event.target)) return;
  const link = document.querySelector(`[data-key-too="${event.key}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

document.querySelectorAll("details[data-first-field]").forEach((box) => {
  box.addEventListener("toggle", () => {
    if (!box.open) return;
    document.querySelectorAll("details[data-first-field]").forEach((other) => { if (other !== box) other.open = false; });
    const field = box.querySelector("input:not([type=hidden])");
    field.focus();
    field.select();
  });
});

// 1.204,50 or 43.10 in cents; what is not an amount counts as nothing here, the server says so.
function cents(text) {
  const plain = text.replace(/[€\s\u00a0]/g, "");
  const comma = plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain;
  return Math.round(Number(comma) * 100) || 0;
}

document.querySelectorAll("[data-adds-up]").forEach((form) => {
  const whole = Number(form.dataset.addsUp);
  const out = form.querySelector("[data-left]");
  const show = () => {
    const left = whole - [...form.querySelectorAll("[data-part]")].reduce((sum, field) => sum + cents(field.value), 0);
    const amount = `€ ${(Math.abs(left) / 100).toFixed(2).replace(".", ",")}`;
    out.textContent = left === 0 ? out.dataset.fits : `${left < 0 ? out.dataset.over : out.dataset.under} ${amount}`;
    out.hidden = false;
  };
  form.addEventListener("input", show);
  show();
});
