// The programme table: every box is saved when it is left, and Enter or Alt with an arrow leads to the same box of another row.

const table = document.querySelector("#programme-table");
const words = JSON.parse(document.querySelector("#programme-words").textContent);
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const said = document.querySelector("#programme-said");

function boxes(row) {
  return [...row.querySelectorAll("[data-field]")];
}

function tell(box, sentence, isWrong) {
  box.toggleAttribute("aria-invalid", isWrong);
  said.textContent = sentence;
  said.classList.toggle("wrong", isWrong);
}

async function ask(row, changes) {
  try {
    const response = await fetch(row.dataset.save, {
      method: "POST",
      headers: { "X-CSRFToken": token, "Content-Type": "application/json" },
      body: JSON.stringify({ changes }),
    });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    return isOurs ? { status: response.status, answer: await response.json() } : { status: -1 };
  } catch {
    return { status: 0 };
  }
}

function warn(found) {
  let count = 0;
  for (const row of table.querySelectorAll("tr[data-save]")) {
    const list = row.querySelector(".programme__warnings");
    const sentences = found[row.dataset.key] ?? [];
    count += sentences.length;
    list.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
  }
  document.querySelector("#programme-count").textContent = count || words.none;
}

async function save(box) {
  const row = box.closest("tr");
  const typed = box.value;
  if (typed === box.dataset.was) return;
  said.textContent = words.saving;
  const { status, answer } = await ask(row, { [box.dataset.field]: [box.dataset.was, typed] });
  if (status === 0) return tell(box, words.lost, true);
  if (status === -1) return tell(box, words.signedOut, true);
  if (answer.error) return tell(box, answer.error, true);
  warn(answer.warnings);
  row.querySelector(".programme__clocks").textContent = answer.clocks.join(" · ");
  const isClash = box.dataset.field in answer.clashes;
  for (const other of boxes(row)) {
    const now = answer.values[other.dataset.field];
    const isTouched = other !== box && other.value !== other.dataset.was;
    if (other === box && isClash) continue;
    other.dataset.was = now;
    if (!isTouched && (other !== box || other.value === typed)) other.value = now;
  }
  if (isClash) {
    const now = answer.clashes[box.dataset.field];
    box.dataset.was = now;
    return tell(box, words.clash.replace("{now}", now), true);
  }
  tell(box, words.saved, false);
}

function go(box, steps) {
  const column = [...table.querySelectorAll(`[data-field="${box.dataset.field}"]`)];
  const next = column[column.indexOf(box) + steps];
  next?.focus();
  next?.select?.();
}

// One at a time, so that no box overtakes another, and the warnings shown are those of the last.
let turn = Promise.resolve();

table.addEventListener("focusout", ({ target }) => {
  if (!target.dataset.field) return;
  turn = turn.finally(() => save(target));
});

table.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!box.dataset.field || event.isComposing) return;
  const isArrow = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
  if (event.key !== "Enter" && !isArrow) return;
  event.preventDefault();
  go(box, event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey) ? -1 : 1);
});

window.addEventListener("beforeunload", (event) => {
  if ([...table.querySelectorAll("[data-field]")].some((box) => box.value !== box.dataset.was)) event.preventDefault();
});
