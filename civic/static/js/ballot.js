/* A ballot being filled in: the bar at the bottom is kept up to date, the draft stays in this browser until the ballot is cast,
   and leaving the page warns. Nothing of the choice is sent anywhere before the form is. */

const WEEK = 7 * 24 * 3600 * 1000;

const zlote = new Intl.NumberFormat("pl-PL", { style: "currency", currency: "PLN" });
const show = (unit, value) => (unit === "money" ? zlote.format(value / 100) : String(value));

function weigh(form, unit) {
  if (unit === "points") {
    return [...form.querySelectorAll("[data-points]")].reduce((sum, field) => sum + (parseInt(field.value, 10) || 0), 0);
  }
  const chosen = [...form.querySelectorAll("input[type=checkbox][data-choice]:checked, .choose__input:checked")];
  return unit === "money" ? chosen.reduce((sum, box) => sum + Number(box.dataset.cost), 0) : chosen.length;
}

function update(form, bar) {
  const { unit, limit, sentence } = bar.dataset;
  const value = weigh(form, unit);
  const over = value > Number(limit);
  bar.querySelector("[data-ballot-count]").textContent = sentence.replace("{chosen}", show(unit, value)).replace("{limit}", show(unit, Number(limit)));
  bar.querySelector("[data-ballot-over]").hidden = !over;
  bar.querySelector(".ballot-bar__meter").value = value;
  bar.classList.toggle("ballot-bar--over", over);
  form.querySelectorAll(".choose__input").forEach((box) => box.closest(".project")?.classList.toggle("project--chosen", box.checked));
}

const fields = (form) => [...form.querySelectorAll(".choose__input, [data-choice], [data-points]")];

/* Storage may be forbidden or full; the ballot then lives in the page alone. */
function keep(key, form) {
  const values = fields(form).map((field) => [field.name, field.type === "checkbox" ? field.value : "", field.type === "checkbox" ? field.checked : field.value]);
  try { localStorage.setItem(key, JSON.stringify({ until: Date.now() + WEEK, values })); } catch { /* see above */ }
}

function recall(key, form) {
  let draft = null;
  try { draft = JSON.parse(localStorage.getItem(key)); } catch { /* see above */ }
  if (!draft) return;
  if (draft.until < Date.now()) { forget(key); return; }
  const known = new Map(draft.values.map(([name, value, state]) => [`${name} ${value}`, state]));
  for (const field of fields(form)) {
    const state = known.get(`${field.name} ${field.type === "checkbox" ? field.value : ""}`);
    if (state === undefined) continue;
    if (field.type === "checkbox") field.checked = state;
    else field.value = state;
  }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* see above */ }
}

/* The page of the receipt carries data-ballot-cast="PREFIX": the drafts of that edition are wiped. */
function wipe(prefix) {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(`ballot:${prefix}`)).forEach(forget);
  } catch { /* see above */ }
}

/* data-warn="/budzet/2026/glosuj": going to a page below that address is not leaving. */
function warnOnLeaving(form) {
  let staying = false;
  form.addEventListener("submit", () => { staying = true; });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link) staying = link.target === "_blank" || new URL(link.href).pathname.startsWith(form.dataset.warn);
  });
  addEventListener("beforeunload", (event) => {
    if (!staying && fields(form).some((field) => field.checked || (field.type !== "checkbox" && field.value))) event.preventDefault();
  });
}

export function start() {
  for (const form of document.querySelectorAll("form[data-ballot]")) {
    const key = `ballot:${form.dataset.ballot}`;
    const bar = form.querySelector("[data-ballot-bar]");
    if (form.dataset.draft !== "server") recall(key, form);
    if (bar) update(form, bar);
    form.addEventListener("input", () => {
      if (bar) update(form, bar);
      keep(key, form);
    });
    if (form.dataset.warn) warnOnLeaving(form);
  }
  document.querySelectorAll("[data-ballot-cast]").forEach((mark) => wipe(mark.dataset.ballotCast));
}
