// The strip: a row for each photograph, saved by itself; what is typed stays in this browser until the server has it.
import { ask, say, showRemarks } from "./photo-desk-requests.js";

const PAUSE = 10 * 60; // seconds; a longer one begins another run
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const column = (text, language) => `${text}_${language.replace("-", "_")}`;

export class Strip {
  constructor(desk, language, changed) {
    Object.assign(this, { desk, language, changed });
    this.rows = new Map();
    this.place = document.getElementById("desk-strip");
    this.last = null;
    this.focal = new Focal((id, point) => this.save(id, "focal", point));
    this.place.addEventListener("keydown", (event) => this.walk(event));
  }

  has(id) {
    return this.rows.has(id);
  }

  version(id) {
    return this.rows.get(id).data.version;
  }

  chosen() {
    return this.inOrder().filter((row) => row.box.checked && !row.element.hidden).map((row) => row.data.id);
  }

  counts() {
    const waiting = [...this.rows.values()].filter((row) => !row.data.public);
    return { ready: waiting.filter((row) => !row.data.missing.length).map((row) => row.data.id), all: waiting.length };
  }

  inOrder() {
    const last = Number.MAX_SAFE_INTEGER;
    return [...this.rows.values()].sort(
      ({ data: a }, { data: b }) => a.order - b.order || (a.taken ?? last) - (b.taken ?? last) || a.id - b.id,
    );
  }

  // Showing

  /** Adds a row, or brings it up to date. What is being typed in it stays. */
  put(data) {
    const row = this.rows.get(data.id) ?? this.make(data);
    row.data = data;
    this.draw(row);
  }

  make(data) {
    const element = document.getElementById("desk-row").content.cloneNode(true).firstElementChild;
    const row = { element, data, box: element.querySelector("[type=checkbox]"), work: Promise.resolve() };
    element.dataset.photo = data.id;
    row.box.addEventListener("click", (event) => this.choose(row, event.shiftKey));
    element.querySelector(".desk-row__picture").addEventListener("click", () => this.focal.open(row.data));
    for (const field of element.querySelectorAll("[data-text], [data-field]")) {
      const name = () => (field.dataset.text ? column(field.dataset.text, this.language) : field.dataset.field);
      if (field.dataset.field === "speakers") {
        field.addEventListener("change", () => this.addSpeaker(row, field));
        continue;
      }
      field.addEventListener("input", () => this.keep(row, name(), this.read(field)));
      field.addEventListener("change", () => this.save(row.data.id, name(), this.read(field)));
    }
    this.rows.set(data.id, row);
    return row;
  }

  read(field) {
    if (field.dataset.field === "session") return field.value ? Number(field.value) : null;
    return field.value.split(/\s+/).filter(Boolean).join(" ");
  }

  draw(row) {
    const { element, data } = row;
    const { words } = this.desk;
    const part = (name) => element.querySelector(`.desk-row__${name}`);
    const picture = part("picture").querySelector("img");
    if (picture.getAttribute("src") !== data.picture.small) {
      Object.assign(picture, { width: data.picture.width, height: data.picture.height, src: data.picture.small });
    }
    Object.assign(part("name"), { textContent: data.name, href: data.address });
    part("clock").textContent = data.clock;
    const badge = element.querySelector(".badge");
    const state = data.public ? "public" : data.missing.length ? "draft" : "review";
    badge.className = `badge badge--${state}`;
    badge.textContent = data.public ? words.public : data.missing.length ? say(words.lacks, { what: data.lacks }) : words.isReady;
    element.classList.toggle("is-boilerplate", data.boilerplate);
    this.drawSessions(row);
    for (const field of element.querySelectorAll("[data-text], [data-field]")) this.drawField(row, field);
    showRemarks(element, data);
    part("speakers").replaceChildren(...Object.entries(data.speakers).map(([key, name]) => {
      const item = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      button.setAttribute("aria-label", say(words.removeSpeaker, { name }));
      button.addEventListener("click", () => {
        this.save(data.id, "speakers", data.values.speakers.filter((one) => one !== Number(key)));
      });
      item.append(name, " ", button);
      return item;
    }));
  }

  drawField(row, field) {
    const name = field.dataset.text ? column(field.dataset.text, this.language) : field.dataset.field;
    if (name === "speakers") return;
    if (field.dataset.text) field.lang = this.language === "zh-hans" ? "zh-Hans" : this.language;
    const kept = this.kept(row, name);
    const value = kept ? kept.value : row.data.values[name];
    if (field !== document.activeElement || !kept) {
      if (this.read(field) !== value) field.value = value ?? "";
    }
  }

  drawSessions(row) {
    const { words, sessions } = this.desk;
    const select = row.element.querySelector("[data-field=session]");
    const key = JSON.stringify(row.data.candidates);
    if (select.dataset.candidates === key) return;
    select.dataset.candidates = key;
    const options = (list) => list.map(({ id, label }) => new Option(label, id));
    const likely = sessions.filter(({ id }) => row.data.candidates.includes(id));
    const group = (label, list) => {
      const element = Object.assign(document.createElement("optgroup"), { label });
      element.append(...options(list));
      return element;
    };
    const others = sessions.filter(({ id }) => !row.data.candidates.includes(id));
    const groups = likely.length ? [group(words.atThisTime, likely), group(words.otherSessions, others)] : options(others);
    select.replaceChildren(new Option(words.noSession, ""), ...groups);
    select.value = row.data.values.session ?? "";
  }

  /** Puts the rows into their order, under a heading for each run. */
  arrange() {
    const focused = document.activeElement;
    const runs = [];
    let before;
    for (const row of this.inOrder()) {
      const { taken } = row.data;
      const isFirst = !runs.length || (taken === null) !== (before === null) || Math.abs(taken - before) > PAUSE;
      if (isFirst) runs.push([]);
      runs.at(-1).push(row);
      before = taken;
    }
    // A row that stays where it is is not touched: taken out and put in again, its picture would be fetched once more.
    const free = new Set(this.place.children);
    runs.forEach((rows, place) => {
      const section = rows.map(({ element }) => element.closest(".desk-run")).find((one) => free.delete(one)) ?? this.newRun();
      section.rows = rows;
      this.label(section);
      const list = section.querySelector("ol");
      const wanted = new Set(rows.map(({ element }) => element));
      for (const element of [...list.children]) if (!wanted.has(element)) element.remove();
      rows.forEach(({ element }, n) => this.putAt(list, n, element));
      this.putAt(this.place, place, section);
    });
    for (const section of free) section.remove();
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  putAt(list, place, element) {
    if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
  }

  newRun() {
    const section = document.getElementById("desk-run").content.cloneNode(true).firstElementChild;
    const button = section.querySelector("button");
    button.textContent = this.desk.words.chooseRun;
    button.addEventListener("click", () => {
      for (const row of section.rows) if (!row.element.hidden) row.box.checked = true;
      this.changed();
    });
    return section;
  }

  label(section) {
    const { words } = this.desk;
    const [first, last] = [section.rows[0].data, section.rows.at(-1).data];
    const to = first.day === last.day ? last.time : last.clock;
    section.querySelector("span").textContent = first.taken === null ? words.noTime
      : say(words.run, { from: first.clock, to, count: section.rows.length });
  }

  show(language) {
    this.language = language;
    for (const row of this.rows.values()) this.draw(row);
  }

  filter(text) {
    for (const { element, data } of this.rows.values()) {
      element.hidden = !data.name.toLowerCase().includes(text.trim().toLowerCase());
    }
    this.changed();
  }

  // Choosing

  choose(row, isRange) {
    const order = this.inOrder();
    const [from, to] = [order.indexOf(this.last), order.indexOf(row)].sort((a, b) => a - b);
    if (isRange && from >= 0) {
      for (const one of order.slice(from, to + 1)) one.box.checked = row.box.checked;
    }
    this.last = row;
    this.changed();
  }

  chooseAll(isChosen) {
    for (const row of this.rows.values()) if (!row.element.hidden) row.box.checked = isChosen;
    this.changed();
  }

  allAreChosen() {
    return [...this.rows.values()].every((row) => row.element.hidden || row.box.checked);
  }

  /** Alt and an arrow key: the same box of the next or the previous photograph. */
  walk(event) {
    if (!event.altKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const row = event.target.closest(".desk-row");
    if (!row) return;
    event.preventDefault();
    const order = this.inOrder().filter((one) => !one.element.hidden).map((one) => one.element);
    const there = order[order.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    const boxes = (element) => [...element.querySelectorAll("input, textarea, select")];
    if (there) boxes(there)[boxes(row).indexOf(event.target)]?.focus();
  }

  // Keeping and saving

  key(row, name) {
    return `photo-desk:${row.data.id}:${name}`;
  }

  kept(row, name) {
    const text = localStorage.getItem(this.key(row, name));
    return text ? JSON.parse(text) : null;
  }

  keep(row, name, value) {
    const was = this.kept(row, name)?.was ?? row.data.values[name];
    localStorage.setItem(this.key(row, name), JSON.stringify({ was, value }));
  }

  /** What was typed before a reload, or while the line was broken, is sent now. */
  restore() {
    for (const name of Object.keys(localStorage)) {
      const [mark, id, field] = name.split(":");
      const row = mark === "photo-desk" && this.rows.get(Number(id));
      if (row) this.save(row.data.id, field, this.kept(row, field).value);
    }
    addEventListener("online", () => this.restore(), { once: true });
  }

  /** Resolves when nothing is on its way. What has been typed and not left yet is sent first. */
  async settled() {
    if (document.activeElement?.closest(".desk-row")) document.activeElement.blur();
    await Promise.all([...this.rows.values()].map((row) => row.work));
  }

  save(id, name, value) {
    const row = this.rows.get(id);
    this.keep(row, name, value);
    row.work = row.work.then(() => this.send(row, name));
    return row.work;
  }

  async send(row, name) {
    const kept = this.kept(row, name);
    if (!kept) return;
    const { words, addresses } = this.desk;
    const mark = row.element.querySelector(".desk-row__saved");
    if (same(kept.was, kept.value)) return localStorage.removeItem(this.key(row, name));
    mark.textContent = words.saving;
    const address = addresses.row.replace(/0\/$/, `${row.data.id}/`);
    const { status, answer } = await ask(address, { changes: { [name]: [kept.was, kept.value] } });
    if (status === 200) {
      if (same(this.kept(row, name)?.value, kept.value)) localStorage.removeItem(this.key(row, name));
      else this.keepAgain(row, name, kept.value);
      mark.textContent = words.saved;
      this.put(answer.row);
    } else if (status === 409) {
      mark.textContent = "";
      this.clash(row, name, answer.clashes[name], kept.value);
    } else {
      mark.textContent = answer?.error ?? (status === 0 ? words.notSaved : status === -1 ? words.signedOut : words.failed);
    }
    this.changed();
  }

  /** Something was typed while the last text was on its way: that one is what the next is compared with. */
  keepAgain(row, name, was) {
    localStorage.setItem(this.key(row, name), JSON.stringify({ was, value: this.kept(row, name).value }));
  }

  clash(row, name, theirs, mine) {
    const { words } = this.desk;
    const box = document.createElement("div");
    box.className = "clash";
    const text = Object.assign(document.createElement("span"), { className: "clash__text", textContent: String(theirs ?? "–") });
    const button = (label, work) => {
      const element = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      element.addEventListener("click", () => {
        box.remove();
        work();
      });
      return element;
    };
    box.append(
      words.clash,
      text,
      button(words.mine, () => {
        localStorage.setItem(this.key(row, name), JSON.stringify({ was: theirs, value: mine }));
        this.save(row.data.id, name, mine);
      }),
      " ",
      button(words.theirs, () => {
        localStorage.removeItem(this.key(row, name));
        row.data.values[name] = theirs;
        this.draw(row);
      }),
    );
    row.element.querySelector(".desk-row__clashes").replaceChildren(box);
  }

  addSpeaker(row, field) {
    const name = field.value.trim();
    if (!name) return;
    const found = Object.entries(this.desk.speakers).find(([, known]) => known === name);
    field.setCustomValidity(found ? "" : this.desk.words.unknownSpeaker);
    field.reportValidity();
    if (!found) return;
    field.value = "";
    const all = new Set([...row.data.values.speakers, Number(found[0])]);
    this.save(row.data.id, "speakers", [...all].sort((a, b) => a - b));
  }
}

/** The picture, large: a click or the arrow keys set what must stay when it is cropped. */
class Focal {
  constructor(set) {
    this.dialog = document.getElementById("desk-focal");
    this.picture = this.dialog.querySelector("img");
    this.mark = this.dialog.querySelector(".desk-focal__mark");
    this.set = set;
    const button = this.dialog.querySelector(".desk-focal__picture");
    button.addEventListener("click", (event) => {
      if (!event.detail) return; // Enter, which has no place
      const box = this.picture.getBoundingClientRect();
      this.move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    button.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-0.02, 0], ArrowRight: [0.02, 0], ArrowUp: [0, -0.02], ArrowDown: [0, 0.02] }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(this.point[0] + step[0], this.point[1] + step[1]);
    });
    this.dialog.addEventListener("close", () => {
      if (!same(this.point, this.before)) this.set(this.id, this.point);
    });
  }

  open(data) {
    this.id = data.id;
    this.before = data.values.focal;
    this.picture.src = data.picture.large;
    this.move(...this.before);
    this.point = this.before;
    this.dialog.showModal();
  }

  move(x, y) {
    this.point = [x, y].map((share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000);
    this.mark.style.insetInlineStart = `${this.point[0] * 100}%`;
    this.mark.style.insetBlockStart = `${this.point[1] * 100}%`;
  }
}
