// A form is sent once: a second press does nothing, and after 300 ms the button says that it is busy.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method === "dialog") return;
  form.dataset.sent = "1";
  const timer = setTimeout(() => event.submitter?.setAttribute("aria-busy", "true"), 300);
  const free = () => { clearTimeout(timer); delete form.dataset.sent; event.submitter?.removeAttribute("aria-busy"); };
  addEventListener("pageshow", free, { once: true });
  form.addEventListener("htmx:afterRequest", free, { once: true });
}, true);
