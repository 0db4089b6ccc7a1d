// A toast lives as long as its undo, and longer while it has the focus.
function run(toast) {
  if (toast.dataset.runs) return;
  toast.dataset.runs = 1;
  const end = performance.now() + Number(toast.dataset.seconds) * 1000;
  const left = toast.querySelector("[data-left]");
  const timer = setInterval(() => {
    const rest = Math.ceil((end - performance.now()) / 1000);
    if (!toast.isConnected) return clearInterval(timer);
    if (left) left.textContent = rest > 0 ? `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}` : "";
    if (rest > 0 || toast.contains(document.activeElement) || toast.matches(":hover")) return;
    clearInterval(timer);
    toast.dispatchEvent(new CustomEvent("toast:done", { bubbles: true }));
    toast.remove();
  }, 250);
}

const all = () => document.querySelectorAll(".toast[data-seconds]").forEach(run);
new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
all();
