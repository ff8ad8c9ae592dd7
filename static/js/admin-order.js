// Rows are dragged into their order, or moved with the arrow keys; without this script the numbers beside them do the same.
const words = document.querySelector("[data-order-words]")?.dataset;
const ORDER = "[data-order]";
const EDGE = 90, STEP = 14;
const ROW = "tr.form-row, .inline-related";

const numberOf = (row) => row.querySelector(ORDER);
const indexOf = (row) => Number(numberOf(row).name.match(/-(\d+)-\w+$/)[1]);
const rowsIn = (place) => [...place.children].filter((one) => one.matches(ROW) && !one.classList.contains("empty-form") && numberOf(one));

// Where the rows are put: before what follows the last of them.
function place(rows) {
  const parent = rows[0].parentElement, after = rowsIn(parent).at(-1).nextSibling;
  for (const row of rows) parent.insertBefore(row, after);
}

function sort(parent) {
  const rows = rowsIn(parent), at = (row) => (numberOf(row).value === "" ? Infinity : Number(numberOf(row).value));
  const sorted = [...rows].sort((a, b) => at(a) - at(b) || indexOf(a) - indexOf(b));
  if (sorted.some((row, index) => row !== rows[index])) place(sorted);
}

// The places that the rows had between them, dealt out anew: often they are a stretch of a longer list, as a session's of its edition.
function places(rows) {
  const had = rows.map((row) => Number(numberOf(row).value));
  let last = Math.max(...had);
  const found = had.map((place) => place || ++last).sort((a, b) => a - b);
  const isKept = numberOf(rows[0]).name.endsWith("-order") && new Set(found).size === rows.length;
  return isKept ? found : rows.map((_row, index) => index + 1);
}

function count(parent) {
  const rows = rowsIn(parent), found = places(rows);
  for (const [index, row] of rows.entries()) {
    const number = numberOf(row);
    if (number.value === String(found[index])) continue;
    number.value = found[index];
    number.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// To the place of another row. The others go around it: a row that is taken out and put in again loses pointer and focus.
function move(row, other) {
  const parent = row.parentElement, rows = rowsIn(parent), from = rows.indexOf(row), to = rows.indexOf(other);
  const next = row.nextSibling;
  for (const one of rows.slice(to, from)) parent.insertBefore(one, next);
  for (const one of rows.slice(from + 1, to + 1)) parent.insertBefore(one, row);
}

function step(row, by) {
  const rows = rowsIn(row.parentElement), other = rows[rows.indexOf(row) + by];
  if (!other) return;
  move(row, other);
  count(row.parentElement);
}

function drag(handle, row) {
  const follow = (event) => {
    // Near the edges the page comes along; the tabs and the buttons stand over it there.
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    else if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const other = rowsIn(row.parentElement).find((one) => {
      const box = one.getBoundingClientRect();
      return one !== row && event.clientY >= box.top && event.clientY <= box.bottom;
    });
    if (!other) return;
    const box = other.getBoundingClientRect(), isBelow = event.clientY > box.top + box.height / 2;
    const isAfter = Boolean(other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING);
    if (isAfter === isBelow) move(row, other);
  };
  row.classList.add("is-dragged");
  handle.addEventListener("pointermove", follow);
  const end = () => {
    handle.removeEventListener("pointermove", follow);
    row.classList.remove("is-dragged");
    count(row.parentElement);
  };
  handle.addEventListener("lostpointercapture", end, { once: true });
}

function giveHandle(row) {
  const number = numberOf(row);
  if (!number || number.previousElementSibling?.matches(".order-handle")) return;
  const handle = Object.assign(document.createElement("button"), { type: "button", className: "order-handle", textContent: "⠿", title: words.orderWords });
  handle.setAttribute("aria-label", words.orderWords);
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    handle.setPointerCapture(event.pointerId);
    drag(handle, row);
  });
  handle.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(row, by);
  });
  number.before(handle);
}

if (words) {
  const parents = new Set();
  for (const number of document.querySelectorAll(ORDER)) {
    const row = number.closest(ROW);
    if (!row || row.classList.contains("empty-form")) continue;
    giveHandle(row);
    parents.add(row.parentElement);
  }
  parents.forEach(sort);
  document.addEventListener("formset:added", (event) => giveHandle(event.target));
  // Django counts the rows that are left as they stand: for that moment they stand as it knows them.
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.(".inline-deletelink")?.closest(ROW);
    if (row && numberOf(row)) place(rowsIn(row.parentElement).sort((a, b) => indexOf(a) - indexOf(b)));
  }, { capture: true });
  document.addEventListener("formset:removed", () => parents.forEach(sort));
}
