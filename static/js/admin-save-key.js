// Ctrl+S, or Command and S, saves as the button does that leaves readers what they have and the editor on the form.

addEventListener("keydown", (event) => {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
  const button = document.querySelector(".submit-row [name=_save_draft], .submit-row [name=_continue]");
  if (!isSave || event.isComposing || !button) return;
  event.preventDefault(); // the browser would save the page
  if (!button.disabled) button.form.requestSubmit(button);
});
