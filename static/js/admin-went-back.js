// A browser that goes back to a form fills in what was typed there before, over what stands there now. The form then
// says again on which state that was typed, so that the desk compares with it and nothing of others is overwritten.
// Where nothing was filled in, as when a page is loaded anew, it is typed on what stands there now.

const opened = document.querySelector("[name=_opened_on]");

function isFilledIn({ type, value, defaultValue, checked, defaultChecked, options }) {
  if (options) return [...options].some((option) => option.selected !== option.defaultSelected);
  if (type === "checkbox" || type === "radio") return checked !== defaultChecked;
  return type !== "hidden" && defaultValue !== undefined && value !== defaultValue;
}

if (opened) {
  if (history.state?.openedOn && [...opened.form.elements].some(isFilledIn)) opened.value = history.state.openedOn;
  else history.replaceState({ ...history.state, openedOn: opened.value }, "");
}
