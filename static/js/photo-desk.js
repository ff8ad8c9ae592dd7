// The photo desk: puts the queue of files, the strip of rows and the tools for many rows together.
import { Queue } from "./photo-desk-queue.js";
import { ask, say } from "./photo-desk-requests.js";
import { Strip } from "./photo-desk-strip.js";

const desk = JSON.parse(document.getElementById("photo-desk-data").textContent);
const find = (id) => document.getElementById(id);
const said = find("desk-said");
const language = find("desk-language");
language.value = sessionStorage.getItem("desk-language") || desk.language;
if (!language.value) language.value = desk.languages[0];

const strip = new Strip(desk, language.value, tell);
for (const row of desk.rows) strip.put(row);
strip.arrange();
strip.restore();
tell();

const queue = find("desk-files") && new Queue(desk, () => language.value, (row) => {
  strip.put(row);
  strip.arrange();
  tell();
}, (row) => strip.has(row.id));

function tell() {
  const chosen = strip.chosen().length;
  find("desk-chosen").textContent = chosen ? say(desk.words.chosen, { count: chosen }) : "";
  find("desk-all").checked = chosen > 0 && strip.allAreChosen();
  const { ready, all } = strip.counts();
  find("desk-ready").textContent = say(desk.words.ready, { ready: ready.length, all });
  find("desk-publish").textContent = say(desk.words.publish, { count: ready.length });
  find("desk-publish").disabled = !ready.length;
}

function report(...sentences) {
  said.replaceChildren(...sentences.filter(Boolean).map((sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    return line;
  }));
}

language.addEventListener("change", () => {
  sessionStorage.setItem("desk-language", language.value);
  strip.show(language.value);
});
find("desk-all").addEventListener("change", (event) => strip.chooseAll(event.target.checked));
find("desk-filter").addEventListener("input", (event) => strip.filter(event.target.value));

// Files

if (queue) {
  const take = () => {
    queue.add(find("desk-files").files);
    find("desk-files").value = "";
  };
  find("desk-files").addEventListener("change", take);
  take(); // what was chosen before this script ran
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    queue.add(event.dataTransfer.files);
  });
  addEventListener("beforeunload", (event) => {
    if (queue.isBusy) event.preventDefault();
  });
}

// Many rows

async function inBatches(address, more) {
  const chosen = strip.chosen();
  if (!chosen.length) return report(desk.words.nothingChosen);
  await strip.settled();
  const counts = { done: 0, newer: 0, incomplete: 0 };
  for (let at = 0; at < chosen.length; at += desk.maxBatch) {
    const part = chosen.slice(at, at + desk.maxBatch);
    const { status, answer } = await ask(address, { ...more, versions: part.map((id) => [id, strip.version(id)]) });
    if (status !== 200) {
      report(answer?.error ?? desk.words.failed);
      break;
    }
    for (const row of answer.rows) strip.put(row);
    counts.newer += answer.newer;
    counts.incomplete += answer.incomplete;
    counts.done += answer.rows.length - answer.newer - answer.incomplete;
  }
  strip.arrange();
  tell();
  return counts;
}

function reportCounts(done, counts) {
  if (!counts?.done && !counts?.newer && !counts?.incomplete) return;
  report(
    say(done, { count: counts.done }),
    counts.newer && say(desk.words.newer, { count: counts.newer }),
    counts.incomplete && say(desk.words.incomplete, { count: counts.incomplete }),
  );
}

function working(form, work) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      await work(form.elements);
    } finally {
      button.disabled = false;
    }
  });
}

working(find("desk-shift"), async (fields) => {
  reportCounts(desk.words.shifted, await inBatches(desk.addresses.shift, { minutes: Number(fields.minutes.value) }));
});

working(find("desk-fill"), async (fields) => {
  const patterns = {};
  for (const field of find("desk-fill").querySelectorAll("[data-code]")) {
    if (field.value.trim()) patterns[`${field.name}_${field.dataset.code.replace("-", "_")}`] = field.value;
  }
  for (const name of ["credit", "rights"]) if (fields[name].value.trim()) patterns[name] = fields[name].value;
  const speakers = [...fields.speakers.selectedOptions].map((option) => Number(option.value));
  const more = { patterns, speakers, overwrite: fields.overwrite.checked };
  reportCounts(desk.words.filled, await inBatches(desk.addresses.fill, more));
});

// The gate may want a reason: then its warnings stand above the box for it.
async function publish(reason) {
  await strip.settled();
  const { ready } = strip.counts();
  const { status, answer } = await ask(desk.addresses.publish, { ids: ready, reason });
  const warnings = answer?.warnings ?? [];
  if (status === 200) {
    for (const row of answer.rows) strip.put(row);
    report(answer.said);
  } else {
    report(answer?.error ?? desk.words.failed, ...(answer?.named ?? []), ...warnings);
  }
  find("desk-warned").hidden = !warnings.length;
  if (warnings.length) find("desk-warned").elements.reason.focus();
  tell();
}

find("desk-publish").addEventListener("click", () => publish(""));
working(find("desk-warned"), (fields) => publish(fields.reason.value));
