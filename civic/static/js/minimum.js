// While the coordinator types: the statutory minimum beside the sum, and what the pools have together.
// Without this script the server says the same after saving. Money is counted in grosz as whole numbers.

const NBSP = "\u00a0";

function read(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/zł$/i, "");
  const found = /^(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 100n + BigInt((found[2] || "").padEnd(2, "0")) : null;
}

function show(grosz) {
  const zloty = (grosz / 100n).toString().replace(/\B(?=(\d{3})+$)/g, NBSP);
  return `${zloty},${(grosz % 100n).toString().padStart(2, "0")}${NBSP}zł`;
}

function field(name) {
  return document.getElementById(name);
}

function sayMinimum(place) {
  const expenditure = read(field(place.dataset.expenditure).value);
  if (!field(place.dataset.ccRights).checked || expenditure === null) {
    place.textContent = "";
    return;
  }
  const minimum = (expenditure + 199n) / 200n;
  const total = read(field(place.dataset.total).value);
  const low = total !== null && total < minimum ? ` ${place.dataset.low}` : "";
  place.textContent = place.dataset.sentence.replace("{minimum}", show(minimum)) + low;
}

function sayTogether(place) {
  const amounts = [...document.querySelectorAll("[data-pool-amount]")].map((input) => read(input.value) ?? 0n);
  const together = amounts.reduce((sum, amount) => sum + amount, 0n);
  const total = read(field("total").value) ?? 0n;
  const apart = together > total ? together - total : total - together;
  const difference = apart ? ` ${place.dataset.difference.replace("{difference}", show(apart))}` : "";
  place.textContent = place.dataset.together.replace("{sum}", show(together)) + difference;
}

function sayAll() {
  document.querySelectorAll("[data-minimum]").forEach(sayMinimum);
  document.querySelectorAll("[data-together]").forEach(sayTogether);
}

document.addEventListener("input", sayAll);
sayAll();
