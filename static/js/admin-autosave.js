// Keeps what is typed: as a draft at the desk a little after the last key, in this browser while the desk cannot be
// reached. Tells who else has the form open, and asks before words that were not kept are left behind.

const settings = document.querySelector("[data-autosave]")?.dataset;
const form = document.querySelector("[data-autosave]")?.closest("form");
const stateLine = document.querySelector("[data-save-state]");
const keptHere = document.querySelector("[data-kept-here]");
const signedOut = document.querySelector("[data-signed-out]");
const PAUSE = 2000, LONGEST = 10000, AGAIN = 5000, ALIVE = 30000, KEEPALIVE_LIMIT = 60000;

let item, place; // where this browser keeps what did not arrive: of the item, and of this page, beside that of other tabs
let arrived, timer, firstTyped, busy = false, failed = false, leaving = false;

function nameNewRows() {
  for (const input of form.querySelectorAll('input[type="hidden"][name$="-id"]')) {
    if (!input.value && !input.name.includes("__prefix__")) {
      input.value = `new-${[...crypto.getRandomValues(new Uint8Array(6))].map((n) => n.toString(16).padStart(2, "0")).join("")}`;
    }
  }
}

// Everything but files and the page's own secrets.
const entries = () => [...new FormData(form)].filter(([name, value]) => !(value instanceof File) && name !== "csrfmiddlewaretoken");
const textOf = (list) => JSON.stringify(list.filter(([name]) => name !== "_opened_on" && name !== "_unfinished"));
const typed = () => textOf(entries());
const isUnsaved = () => arrived !== undefined && typed() !== arrived;

function tell(text) {
  if (stateLine) stateLine.textContent = text;
}

function bodyOf(list) {
  const body = new FormData();
  for (const [name, value] of list) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return body;
}

function keepHere(list) {
  try {
    localStorage.setItem(place, JSON.stringify({ at: Date.now(), list }));
  } catch {
    // a browser that keeps nothing: leaving asks
  }
}

// What other pages of this browser kept of the item, the oldest first.
function keptLists() {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (key !== item && (key === place || !key.startsWith(`${item} `))) continue;
    try {
      const { at, list } = JSON.parse(localStorage.getItem(key));
      if (list) found.push({ at, key, list });
    } catch {
      // nothing of ours
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

async function freshToken() {
  const answer = await fetch(signedOut.dataset.signedOut, { redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect") return false;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
  if (found) form.elements.csrfmiddlewaretoken.value = found.value;
  return Boolean(found);
}

// The desk's answer; null where the editor is signed out; an exception where the desk cannot be reached.
async function post(address, list, keepalive = false) {
  const options = () => ({ method: "POST", body: bodyOf(list), redirect: "manual", keepalive });
  let answer = await fetch(address, options());
  if (answer.status === 403 && (await freshToken())) answer = await fetch(address, options());
  if (answer.type === "opaqueredirect" || answer.status === 403) return null;
  if (answer.status >= 500) throw new Error(answer.statusText);
  return answer.ok ? answer.json() : { gone: answer.status === 404 };
}

function take(answer) {
  if (answer.opened_on) {
    form.elements._opened_on.value = answer.opened_on;
    history.replaceState({ ...history.state, openedOn: answer.opened_on }, "");
  }
  if (answer.unfinished) {
    if (!form.elements._unfinished) form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="_unfinished">');
    form.elements._unfinished.value = answer.unfinished;
  }
}

// There is nothing left to keep it in: the desk goes on with it as something new as soon as it is sent.
function tellGone() {
  keptHere.querySelector("p").textContent = settings.gone;
  keptHere.querySelector("button").hidden = true;
  keptHere.hidden = false;
  settings.waits = "";
  tell(settings.typing);
}

function tellClashes(text, names, kept) {
  keptHere.querySelector("p").textContent = text.replace("{names}", names.join(", "));
  keptHere.hidden = false;
  keptHere.querySelector("button").onclick = () => compare(kept ?? { key: place, list: entries() });
}

// The whole page of the desk shows both versions beside each other, and nothing is saved before one is chosen.
function compare({ key, list }) {
  sessionStorage.setItem(item, key);
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = location.pathname;
  for (const [name, value] of bodyOf([...list, ["_save_draft", "1"]])) {
    const input = document.createElement("textarea");
    input.name = name;
    input.value = value;
    sent.append(input);
  }
  sent.hidden = true;
  leaving = true;
  document.body.append(sent);
  sent.submit();
}

async function save({ keepalive = false } = {}) {
  clearTimeout(timer);
  timer = firstTyped = undefined;
  if (leaving) return;
  nameNewRows(); // before the words are read: named while they are on their way, they would look changed again
  if (!isUnsaved()) return;
  const list = entries(), text = typed();
  keepHere(list);
  if (busy) return;
  busy = true;
  tell(settings.saving);
  try {
    const answer = await post(settings.autosave, list, keepalive && JSON.stringify(list).length < KEEPALIVE_LIMIT);
    failed = false;
    signedOut.hidden = answer !== null;
    if (answer === null) {
      failed = true;
      tell(settings.typing);
    } else if (answer.gone) {
      tellGone();
    } else if (answer.state !== undefined) {
      take(answer);
      arrived = text;
      tell(answer.state);
      if (answer.clashes.length) tellClashes(settings.clashing, answer.clashes);
      else {
        keptHere.hidden = true;
        localStorage.removeItem(place);
      }
    }
  } catch {
    failed = true;
    tell(settings.offline);
  }
  busy = false;
  if (failed) timer = setTimeout(save, AGAIN);
  else if (isUnsaved()) soon();
}

async function settled() {
  while (busy) await new Promise((go) => setTimeout(go, 50));
  await save();
}

function soon() {
  if (leaving || settings.waits !== undefined) return;
  firstTyped ??= Date.now();
  clearTimeout(timer);
  timer = setTimeout(() => {
    nameNewRows();
    if (isUnsaved()) {
      if (!failed) tell(settings.typing);
      save();
    } else firstTyped = undefined;
  }, Math.min(PAUSE, Math.max(0, firstTyped + LONGEST - Date.now())));
}

// What earlier pages of this browser could not send goes to the desk as it was typed, and is merged there.
async function sendWhatWasKept() {
  if (settings.waits !== undefined) return;
  busy = true; // what is typed meanwhile comes after it
  let again = false, opened;
  try {
    for (const kept of keptLists()) {
      const answer = await post(settings.autosave, kept.list);
      if (answer?.state === undefined) continue;
      if (answer.clashes.length) {
        opened = undefined;
        tellClashes(settings.found, answer.clashes, kept);
        break; // the next ones when this one is decided
      }
      localStorage.removeItem(kept.key);
      if (textOf(kept.list) !== typed()) opened = answer;
    }
  } catch {
    again = true;
    tell(settings.offline);
    setTimeout(sendWhatWasKept, AGAIN);
  }
  if (opened && !again && !isUnsaved()) {
    leaving = true;
    if (opened.unfinished) location.search = `?_unfinished=${opened.unfinished}`;
    else location.reload();
  }
  busy = again;
  if (!busy && isUnsaved()) soon();
}

async function sayThatThisIsOpen() {
  if (document.hidden) return;
  try {
    const answer = await post(settings.present, []);
    const box = document.querySelector("[data-others]");
    if (answer?.others) box.replaceChildren(...answer.others.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
  } catch {
    // said by the line of the draft
  }
}

function begin() {
  if (arrived !== undefined) return;
  nameNewRows();
  arrived = settings.unsaved === undefined ? typed() : "";
  if (settings.unsaved !== undefined) soon();
}

if (form) {
  item = `desk-draft:${settings.editor}:${location.pathname}`;
  place = `${item} ${Date.now()}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  // What scripts put into the fields while the page is made is nobody's typing.
  for (const name of ["pointerdown", "keydown", "load"]) addEventListener(name, begin, { capture: true, once: true });
  if (document.readyState === "complete") begin();
  for (const name of ["input", "change", "keyup", "click", "drop", "paste", "formset:added", "formset:removed"]) {
    document.addEventListener(name, soon);
  }
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save({ keepalive: true });
  });
  // What is sent is a draft at the desk first: a save that breaks off half-way costs no word.
  form.addEventListener("submit", (event) => {
    if (!isUnsaved() || settings.waits !== undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    settled().then(() => isUnsaved() || form.requestSubmit(event.submitter));
  }, { capture: true });
  form.addEventListener("submit", (event) => {
    // A preview opens beside the form, which goes on.
    leaving = !event.defaultPrevented && event.submitter?.formTarget !== "_blank";
    if (leaving) sessionStorage.setItem(...(settings.waits === undefined ? [item, place] : [`${item} chosen`, "1"]));
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || !isUnsaved()) return;
    keepHere(entries());
    event.preventDefault();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  // The desk took what was chosen of two versions: the words kept here were among them.
  const [{ type }] = performance.getEntriesByType("navigation");
  if (settings.waits === undefined) {
    if (sessionStorage.getItem(`${item} chosen`) && type === "navigate") localStorage.removeItem(sessionStorage.getItem(item));
    sessionStorage.removeItem(item);
  }
  sessionStorage.removeItem(`${item} chosen`);
  sendWhatWasKept();
  if (settings.present) setInterval(sayThatThisIsOpen, ALIVE);
}
