/* The booth with script: leaving it warns once something is chosen, and a draft left on this device can be removed.
   Everything here only adds to pages that work without it. */

const drafts = (prefix) => {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(`ballot:${prefix}`)); } catch { return []; }
};

for (const form of document.querySelectorAll("form[data-booth]")) {
  let sending = false;
  const holdsChoice = () => form.querySelector("input[type=hidden][name=c], .choose__input:checked") !== null
    || [...form.querySelectorAll("select[data-points]")].some((field) => field.value !== "");
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => { if (!sending && holdsChoice()) event.preventDefault(); });
}

for (const note of document.querySelectorAll("[data-draft-note]")) {
  const prefix = note.dataset.draftNote;
  note.hidden = drafts(prefix).length === 0;
  note.querySelector("[data-draft-clear]").addEventListener("click", () => {
    drafts(prefix).forEach((key) => localStorage.removeItem(key));
    note.hidden = true;
  });
}
