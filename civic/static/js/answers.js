// Answering remarks from the keyboard: Ctrl+Enter hands the answer over and opens the next remark, Ctrl+S keeps a draft.
const form = document.querySelector("[data-answer]");

form?.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const act = { Enter: "przekaz-nastepna", s: "zapisz" }[event.key];
  if (!act) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(`button[name="co"][value="${act}"]`));
});
