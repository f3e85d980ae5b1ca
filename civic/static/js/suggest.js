/* Fields that help while one types: the browser's own list, filled from data-suggest. Without script the page asks after sending. */

const PAUSE = 200;
const SHORTEST = 3;

function help(field) {
  const list = document.getElementById(field.getAttribute("list"));
  let waiting;
  let asked = "";
  const ask = async () => {
    const typed = field.value.trim();
    if (typed.length < SHORTEST || typed === asked) return;
    asked = typed;
    const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`).catch(() => null);
    if (!answer?.ok || typed !== field.value.trim()) return;
    const { results } = await answer.json();
    list.replaceChildren(...results.map(({ label, area }) => {
      const option = document.createElement("option");
      option.value = label;
      if (area) option.label = area;
      return option;
    }));
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(help);
