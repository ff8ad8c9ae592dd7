// Photographs dropped on the form of a release: they go up one by one, become rows of the release, and their texts are
// saved one by one as at the photo desk.
import { Queue } from "./photo-desk-queue.js";
import { ask, say, showRemarks } from "./photo-desk-requests.js";

const desk = JSON.parse(document.getElementById("release-photos-data").textContent);
const find = (id) => document.getElementById(id);
const form = find("release-photos").closest("form");
const photos = new Map();
const waiting = new Set();

const edition = () => form.elements.edition?.value || "0";
const column = (field) => field.dataset.code ? `${field.dataset.column}_${field.dataset.code.replace("-", "_")}` : field.dataset.column;
const rowAddress = ({ row }) => desk.addresses.row.replace("/0/rows/0/", `/${row.edition}/rows/${row.id}/`);

function tell(photo, sentence) {
  photo.line.querySelector("[role=status]").textContent = sentence;
  showRemarks(photo.line, photo.row);
}

async function save(photo, fields) {
  const changes = {};
  for (const field of fields) {
    const was = photo.row.values[column(field)] ?? "";
    if (field.value !== was) changes[column(field)] = [was, field.value];
  }
  if (!Object.keys(changes).length) return;
  tell(photo, desk.words.saving);
  const { status, answer } = await ask(rowAddress(photo), { changes });
  if (answer?.row) photo.row = answer.row;
  // What another editor wrote meanwhile is kept, and shown.
  if (status === 409) for (const field of fields) field.value = photo.row.values[column(field)] ?? "";
  tell(photo, answer?.row ? photo.row.lacks || desk.words.saved : answer?.error ?? (status ? desk.words.signedOut : desk.words.notSaved));
}

// One after the other for each photograph: the second starts from what the first has saved.
function soon(photo, fields) {
  const work = (photo.last ?? Promise.resolve()).then(() => save(photo, fields)).finally(() => waiting.delete(work));
  photo.last = work;
  waiting.add(work);
}

function put(row) {
  if (photos.has(row.id)) return;
  const line = find("release-photos-row").content.cloneNode(true).firstElementChild;
  const photo = { row, line };
  photos.set(row.id, photo);
  line.querySelector("img").src = row.picture.small;
  Object.assign(line.querySelector("a"), { href: row.address, textContent: row.name });
  for (const field of line.querySelectorAll("[data-column]")) {
    field.value = row.values[column(field)] ?? "";
    field.addEventListener("change", () => soon(photo, [field]));
  }
  tell(photo, row.lacks);
  find("release-photos-rows").append(line);
  find("release-photos-fill").hidden = false;
}

// A row of the release, as if it had been added and chosen by hand; one that is there already is left alone.
function choose(row) {
  const chosen = [...form.querySelectorAll('select[name^="release_photos-"][name$="-photo"]')];
  if (chosen.some((select) => select.value === String(row.id))) return;
  let empty = chosen.find((select) => !select.value && !select.name.includes("__prefix__"));
  if (!empty) {
    document.querySelector("#release_photos-group .add-row :is(a, button)").click();
    const total = form.elements["release_photos-TOTAL_FORMS"].value;
    empty = form.elements[`release_photos-${total - 1}-photo`];
  }
  empty.append(new Option(row.values.caption_en || row.name, row.id, true, true));
  empty.dispatchEvent(new Event("change", { bubbles: true }));
}

// One after the other: they stand in the release in the order in which they were dropped, and captions are read in that order.
const queue = new Queue({ ...desk, atOnce: 1, addresses: { get takeIn() { return desk.addresses.takeIn.replace("/0/", `/${edition()}/`); } } },
  () => form.elements.source_language?.value || desk.language,
  (row) => {
    choose(row);
    put(row);
  },
  (row) => photos.has(row.id));

function textOf(name) {
  return form.elements[name]?.value.trim() ?? "";
}

find("release-photos-fill").addEventListener("click", () => {
  for (const [n, photo] of [...photos.values()].entries()) {
    const filled = [];
    const read = desk.captions[n]; // of the text as received, in its order
    for (const field of photo.line.querySelectorAll("[data-column]")) {
      const headline = field.dataset.code && textOf(`headline_${field.dataset.code.replace("-", "_")}`);
      const text = {
        caption: (read && field.dataset.code === desk.captionsIn && read.text) || headline,
        alt: headline && say(desk.alts[field.dataset.code], { headline }).slice(0, 255),
        credit: read?.credit || textOf(`source_line_${(form.elements.source_language?.value ?? "en").replace("-", "_")}`) || desk.credit,
        rights: "house",
      }[field.dataset.column];
      if (text && (!field.value || field.value === "unknown")) {
        field.value = text;
        filled.push(field);
      }
    }
    soon(photo, filled);
  }
});

find("release-photos").hidden = false;
for (const row of desk.rows) put(row);
find("release-photos-files").addEventListener("change", (event) => {
  queue.add(event.target.files);
  event.target.value = "";
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  const files = event.dataTransfer?.files;
  if (!files?.length || event.target.closest?.(".tiptap")) return;
  event.preventDefault();
  queue.add(files);
});
addEventListener("beforeunload", (event) => {
  if (queue.isBusy || waiting.size) event.preventDefault();
});
// What is sent leaves no file and no text behind: the button works once they have arrived.
addEventListener("submit", (event) => {
  if (event.target !== form || !(queue.isBusy || waiting.size)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const button = event.submitter;
  const again = async () => {
    while (queue.isBusy || waiting.size) await new Promise((go) => setTimeout(go, 50));
    form.requestSubmit(button);
  };
  again();
}, { capture: true });
