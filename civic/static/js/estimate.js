// While somebody types: what each line is worth, what each side gives together, and the residents' share.
// Without this script the server says the same after "save and count". Money is counted in grosz as whole numbers.

const NBSP = "\u00a0";

function grosz(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/zł$/i, "");
  const found = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 100n + BigInt((found[2] || "").padEnd(2, "0")) : null;
}

function show(amount) {
  const zloty = (amount / 100n).toString().replace(/\B(?=(\d{3})+$)/g, NBSP);
  return `${zloty},${(amount % 100n).toString().padStart(2, "0")}${NBSP}zł`;
}

// A quantity has at most two decimals, so as hundredths it reads like grosz; the product is rounded half up.
function product(hundredths, cost) {
  return (hundredths * cost + 50n) / 100n;
}

const rates = Object.fromEntries(
  [...document.querySelectorAll("[data-rates]")].flatMap((each) => Object.entries(JSON.parse(each.textContent))),
);

function worth(line) {
  const typed = (name) => line.querySelector(`[data-${name}]`);
  const quantity = typed("quantity") ? grosz(typed("quantity").value) : 100n;
  const rate = typed("rate");
  const cost = rate ? BigInt(rates[rate.value] ?? 0) : grosz(typed("cost").value);
  return quantity === null || cost === null ? null : product(quantity, cost);
}

function share(part, total) {
  if (total === 0n) return "–";
  const hundredths = (part * 20000n + total) / (total * 2n);
  return `${hundredths / 100n},${(hundredths % 100n).toString().padStart(2, "0")}${NBSP}%`;
}

function count() {
  const sums = {};
  for (const line of document.querySelectorAll("[data-line]")) {
    const value = worth(line);
    const place = line.querySelector("[data-line-total]");
    if (place) {
      place.textContent = value === null ? "" : show(value);
      place.parentElement.hidden = value === null || value === 0n;
    }
    sums[line.dataset.line] = (sums[line.dataset.line] ?? 0n) + (value ?? 0n);
  }
  for (const box of document.querySelectorAll("[data-sums]")) {
    const residents = sums.residents ?? BigInt(box.dataset.residents);
    const city = sums.city ?? BigInt(box.dataset.city);
    const total = residents + city;
    const said = { residents: show(residents), city: show(city), total: show(total), share: share(residents, total) };
    for (const place of box.querySelectorAll("[data-sum]")) place.textContent = said[place.dataset.sum];
  }
}

document.addEventListener("input", count);
document.addEventListener("change", count);
count();
