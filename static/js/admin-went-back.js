// A browser that goes back to a form fills in what was typed there before, over what stands there now. The form then
// says again on which state that was typed, so that the desk compares with it and nothing of others is overwritten.

const opened = document.querySelector("[name=_opened_on]");

if (opened) {
  if (history.state?.openedOn) opened.value = history.state.openedOn;
  else history.replaceState({ ...history.state, openedOn: opened.value }, "");
}
