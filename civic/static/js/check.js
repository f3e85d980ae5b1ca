/* A form that says while it is filled what the server would say when it is sent. data-check: the address that answers
   {"findings": [sentences]}; the sentences go into [data-checked]. Without script the same stands on the page after sending. */

const wait = 400;

for (const form of document.querySelectorAll("form[data-check]")) {
  const place = form.querySelector("[data-checked]");
  let timer;
  let asked = 0;

  async function check() {
    const mine = ++asked;
    const query = new URLSearchParams(new FormData(form));
    query.delete("csrf_token");
    const answer = await fetch(`${form.dataset.check}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    const { findings } = await answer.json();
    place.replaceChildren(...findings.map((text) => Object.assign(document.createElement("p"), { className: "govuk-error-message", textContent: text })));
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  });
}
