// One language at a time in forms that have a field for each. Without this script all of them stand below each other.
const tabs = document.querySelector(".language-tabs");
const kept = "desk-language";

function mark() {
  for (const field of document.querySelectorAll("[data-language]")) {
    const place = field.closest("td, .form-multiline > div, .form-row");
    place.dataset.forLanguage = field.dataset.language;
    if (place.cellIndex >= 0) {
      const head = place.closest("table").tHead.rows[0].cells[place.cellIndex];
      head.dataset.forLanguage = field.dataset.language;
    }
  }
}

const isTyped = (language) => Boolean(document.querySelector(`[data-for-language="${CSS.escape(language)}"]`));

function show(language) {
  for (const place of document.querySelectorAll("[data-for-language]")) {
    place.hidden = Boolean(language) && place.dataset.forLanguage !== language;
  }
  for (const button of tabs.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", button.dataset.show === language);
  }
}

function first() {
  const wrong = new Set();
  for (const place of document.querySelectorAll("[data-for-language]:has(.errorlist, .clash)")) {
    wrong.add(place.dataset.forLanguage);
  }
  for (const button of tabs.querySelectorAll("button")) {
    button.classList.toggle("has-errors", wrong.has(button.dataset.show));
  }
  if (wrong.size) return wrong.size === 1 ? [...wrong][0] : "";
  // What is new is written in every language.
  const asked = location.hash.match(/^#language-([\w-]+)$/)?.[1];
  if (asked) sessionStorage.setItem(kept, asked);
  const wanted = sessionStorage.getItem(kept) ?? (location.pathname.endsWith("/add/") ? "" : document.documentElement.lang);
  return isTyped(wanted) ? wanted : "";
}

// A row is asked for by its key, since its place changes: ?to=appearances/12/title_en#appearances-group
function inARow() {
  const [rows, key, column] = (new URLSearchParams(location.search).get("to") ?? "").split("/");
  if (!column || location.hash !== `#${rows}-group`) return null;
  const keys = [...document.querySelectorAll(`[id^="id_${CSS.escape(rows)}-"][id$="-id"]`)];
  return document.getElementById(keys.find((one) => one.value === key)?.id.replace(/id$/, column));
}

const goal = () => inARow() ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));

// The field an address or a reason leads to is brought into sight, whichever language is shown.
function lead() {
  const field = goal();
  if (!field) return;
  const place = field.closest("[data-for-language]");
  if (place?.hidden) show(place.dataset.forLanguage);
  for (const folded of document.querySelectorAll("details:not([open])")) folded.open ||= folded.contains(field);
  const row = field.closest("td, .form-row") ?? field;
  row.scrollIntoView({ block: "center" });
  (row.querySelector(".tiptap") ?? field).focus({ preventScroll: true });
}

if (tabs && document.querySelector("[data-language]")) {
  mark();
  // In a translator's form the other languages are shown, not typed: their tabs say their state and choose nothing.
  for (const button of tabs.querySelectorAll("button")) {
    button.hidden = false;
    button.disabled = Boolean(button.dataset.show) && !isTyped(button.dataset.show);
  }
  tabs.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    sessionStorage.setItem(kept, button.dataset.show);
    show(button.dataset.show);
  });
  show(first());
}
addEventListener("load", lead);
// An editor of formatted text hides its field when it stands in its place, and so takes the focus away.
addEventListener("editor-stands", ({ target }) => {
  const field = goal();
  if (field && target.closest("td, .form-row")?.contains(field)) lead();
});
addEventListener("hashchange", lead);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link?.hash && link.hash === location.hash) setTimeout(lead); // the browser goes there itself first
});
