// Counts people and euros of what is ticked, so that the button says what it does.
const money = (cents) => {
  const tongue = document.documentElement.lang === "en" ? "en" : "nl";
  return "€\u00a0" + (cents / 100).toLocaleString(tongue, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
};
document.querySelectorAll("form[data-chosen]").forEach((form) => {
  const count = () => {
    const ticked = [...form.querySelectorAll("[name=chosen]:checked")];
    form.querySelector("[data-count]").textContent = ticked.length;
    form.querySelector("[data-sum]").textContent = money(ticked.reduce((sum, box) => sum + Number(box.dataset.cents), 0));
  };
  form.addEventListener("change", count);
  count();
});
