// Before a form is sent: is its editor still signed in? The way to the sign-in would lose every word of it. A token that
// a sign-in in another tab has outdated is renewed, and a second click sends nothing twice.

const note = document.querySelector("[data-signed-out]");
const form = note?.closest("form");
let state = "typing";

async function freshToken() {
  const answer = await fetch(note.dataset.signedOut, { redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect") return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value;
}

async function ask(button) {
  let token;
  try {
    token = await freshToken();
  } catch {
    token = undefined; // the server cannot be asked: the browser says so better
  }
  note.hidden = token !== null;
  if (token === null) {
    state = "typing";
    note.scrollIntoView({ block: "center" });
    note.querySelector("a").focus();
    return;
  }
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  state = "sending";
  form.requestSubmit(button);
}

form?.addEventListener("submit", (event) => {
  if (state === "sending") {
    // A preview opens beside the form, which is sent again later.
    state = event.submitter?.formTarget === "_blank" ? "typing" : "sent";
    return;
  }
  event.preventDefault();
  if (state !== "typing") return;
  state = "asking";
  ask(event.submitter);
});
addEventListener("pageshow", () => {
  state = "typing";
});
