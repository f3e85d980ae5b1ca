/* What makes the pages a little easier where script runs. Every page works without it. */

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/* The list of mistakes is what the reader must meet first; its links lead to the field and its question. */
function meetMistakes(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const group = field.closest(".govuk-form-group") ?? field;
    group.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

/* A shaking hand presses twice: the second press within two seconds is not sent. */
function pressOnce(button) {
  let pressed = 0;
  button.addEventListener("click", (event) => {
    if (event.timeStamp - pressed < 2000 && pressed) event.preventDefault();
    else pressed = event.timeStamp;
  });
}

/* Characters left, said aloud only when the typing rests. */
function countCharacters(box) {
  const area = one("textarea", box);
  const shown = one(".field-count", box);
  const spoken = make("span", { className: "govuk-visually-hidden" });
  spoken.setAttribute("aria-live", "polite");
  box.append(spoken);
  let rest;
  const tell = () => {
    const left = Number(box.dataset.count) - [...area.value].length;
    const words = left < 0 ? `${box.dataset.over} ${-left}` : `${box.dataset.left} ${left}`;
    shown.textContent = words;
    shown.classList.toggle("field-count--over", left < 0);
    clearTimeout(rest);
    rest = setTimeout(() => { spoken.textContent = words; }, 1000);
  };
  area.addEventListener("input", tell);
  if (area.value) tell();
}

function showPassword(box) {
  const input = one("input", box);
  const { show, hide, showLabel, hideLabel } = box.dataset;
  const button = make("button", { type: "button", className: "govuk-button govuk-button--secondary" });
  const set = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? hide : show;
    button.setAttribute("aria-label", visible ? hideLabel : showLabel);
  };
  button.addEventListener("click", () => set(input.type === "password"));
  input.form?.addEventListener("submit", () => set(false));
  set(false);
  box.append(button);
}

/* Tables sort by the value in data-sort, or by the words. */
function sortable(table) {
  const body = table.tBodies[0];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const value = (row, column) => row.cells[column]?.dataset.sort ?? row.cells[column]?.textContent.trim() ?? "";
  all("th[data-sort]", table.tHead).forEach((head) => {
    const words = head.textContent.trim();
    const button = make("button", { type: "button", className: "sort", textContent: words, title: table.dataset.sortText.replace("{}", words) });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th[aria-sort]", table.tHead).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => compare(value(a, head.cellIndex), value(b, head.cellIndex)));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}

function copyable(box) {
  if (!navigator.clipboard) return;
  const { copy, copyText, copiedText } = box.dataset;
  const button = make("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: copyText });
  const said = make("span", { className: "copy__said" });
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy);
    said.textContent = copiedText;
  });
  box.append(button, said);
}

/* A long job tells how far it is. */
function watch(box) {
  const bar = one("progress", box);
  one("[data-poll-link]", box)?.remove();
  const ask = async () => {
    try {
      const answer = await (await fetch(box.dataset.poll, { headers: { Accept: "application/json" } })).json();
      bar.max = answer.maximum;
      bar.value = answer.value;
      const text = one(".progress__text", box);
      if (text.textContent !== answer.text) text.textContent = answer.text;
      if (answer.done) return answer.next ? location.assign(answer.next) : undefined;
    } catch { /* the network went away: ask again */ }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 2000);
}

const printers = (button) => { button.hidden = false; button.addEventListener("click", () => window.print()); };

all("[data-focus]").slice(0, 1).forEach(meetMistakes);
all("[data-once]").forEach(pressOnce);
all("[data-count]").forEach(countCharacters);
all(".password").forEach(showPassword);
all("table[data-sortable]").forEach(sortable);
all("[data-copy]").forEach(copyable);
all("[data-poll]").forEach(watch);
all("[data-print]").forEach(printers);
if (one("[data-map], [data-map-picker]")) import("./map.js").then((map) => map.start());
if (one("[data-ballot], [data-ballot-cast]")) import("./ballot.js").then((ballot) => ballot.start());
