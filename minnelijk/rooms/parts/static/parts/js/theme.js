// Light, dark or as the device says; a cookie tells the server.
const root = document.documentElement;

function show() {
  const now = root.dataset.theme || "";
  document.querySelectorAll("[data-theme-set]").forEach((node) => node.setAttribute("aria-pressed", node.dataset.themeSet === now));
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-set]")?.dataset.themeSet;
  if (theme === undefined) return;
  document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? 31536000 : 0}`;
  theme ? (root.dataset.theme = theme) : delete root.dataset.theme;
  show();
});
show();
