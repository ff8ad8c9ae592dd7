// Files on their way: each goes up by itself, three at a time; a broken line is tried again, a refusal says why.
import { headers, say } from "./photo-desk-requests.js";

const AT_ONCE = 3; // unless the desk says otherwise
const PAUSES = [1000, 3000, 8000];

export class Queue {
  constructor(desk, language, arrived, isThere) {
    Object.assign(this, { desk, language, arrived, isThere });
    this.waiting = [];
    this.running = 0;
    this.counts = { all: 0, done: 0, here: 0, stopped: new Set() };
    this.list = document.getElementById("desk-incoming");
    addEventListener("online", () => this.resume());
  }

  get isBusy() {
    return this.running > 0 || this.waiting.length > 0;
  }

  add(files) {
    for (const file of files) {
      const line = document.getElementById("desk-file").content.cloneNode(true).firstElementChild;
      line.querySelector("b").textContent = file.name;
      this.list.append(line);
      this.counts.all += 1;
      const item = { file, line, known: 0, tries: 0, language: this.language() };
      if (file.size > this.desk.maxBytes) {
        this.stop(item, say(this.desk.words.tooLarge, { megabytes: this.desk.maxBytes / 1e6 }));
      } else {
        this.enqueue(item);
      }
    }
    this.next();
  }

  enqueue(item) {
    this.counts.stopped.delete(item);
    item.isBroken = false;
    item.line.dataset.state = "waiting";
    this.tell(item, this.desk.words.waiting);
    item.line.querySelector(".desk-file__there").replaceChildren();
    this.waiting.push(item);
  }

  next() {
    this.report();
    while (this.running < (this.desk.atOnce ?? AT_ONCE) && this.waiting.length) this.send(this.waiting.shift());
  }

  resume() {
    for (const item of [...this.counts.stopped]) if (item.isBroken) this.enqueue(item);
    this.next();
  }

  send(item) {
    const { words, addresses } = this.desk;
    const body = new FormData();
    body.append("file", item.file);
    body.append("language", item.language);
    body.append("known", item.known);
    const request = new XMLHttpRequest();
    request.open("POST", addresses.takeIn);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    const bar = item.line.querySelector("progress");
    item.line.dataset.state = "sending";
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.floor((event.loaded / event.total) * 100);
      bar.value = percent;
      this.tell(item, percent < 100 ? say(words.sending, { percent }) : words.working);
    });
    request.addEventListener("loadend", () => {
      this.running -= 1;
      this.finish(item, request);
      this.next();
    });
    this.running += 1;
    request.send(body);
  }

  finish(item, request) {
    const { words } = this.desk;
    const isOurs = request.getResponseHeader("Content-Type")?.startsWith("application/json");
    const answer = isOurs ? JSON.parse(request.responseText) : null;
    if (request.status === 201) return this.done(item, answer.row);
    if (request.status === 409) return this.already(item, answer.copies);
    if (answer?.error) return this.stop(item, answer.error);
    if (request.status === 413) return this.stop(item, say(words.tooLarge, { megabytes: this.desk.maxBytes / 1e6 }));
    if (request.status === 200 || request.status === 403) return this.stop(item, words.signedOut, true);
    if (item.tries < PAUSES.length) {
      const pause = PAUSES[item.tries];
      item.tries += 1;
      this.tell(item, words.broken);
      item.line.dataset.state = "broken";
      this.running += 1; // keeps its place while it waits
      setTimeout(() => {
        this.running -= 1;
        this.waiting.unshift(item);
        this.next();
      }, pause);
      return;
    }
    item.isBroken = true;
    this.stop(item, request.status ? words.failed : words.gaveUp, true);
  }

  done(item, row) {
    this.counts.done += 1;
    item.line.remove();
    this.arrived(row);
  }

  /** The same bytes are there. Under the same name in this edition it is this very file; else the editor decides. */
  already(item, copies) {
    const { words } = this.desk;
    const own = copies.find((copy) => copy.row && copy.name === item.file.name);
    if (own) {
      // Our own request, whose answer got lost; or a file dropped a second time, after the page was loaded again.
      this.counts.here += this.isThere(own.row) ? 1 : 0;
      return this.done(item, own.row);
    }
    const label = copies.map((copy) => [copy.label, copy.edition].filter(Boolean).join(" · ")).join("; ");
    item.known = copies.length;
    this.stop(item, say(words.elsewhere, { label }));
    const there = item.line.querySelector(".desk-file__there");
    for (const copy of copies) {
      const link = Object.assign(document.createElement("a"), { href: copy.address, target: "_blank" });
      const picture = Object.assign(document.createElement("img"), { src: copy.picture, alt: copy.label, className: "thumbnail" });
      link.append(picture);
      there.append(link);
    }
    this.offer(item, words.anyway);
  }

  stop(item, sentence, mayRetry = false) {
    this.counts.stopped.add(item);
    item.line.dataset.state = "stopped";
    this.tell(item, sentence);
    item.line.querySelector(".desk-file__actions").replaceChildren();
    if (mayRetry) this.offer(item, this.desk.words.again);
    this.button(item, this.desk.words.dismiss, () => {
      this.counts.stopped.delete(item);
      this.counts.all -= 1;
      item.line.remove();
      this.report();
    });
    this.report();
  }

  offer(item, label) {
    this.button(item, label, () => {
      item.tries = 0;
      item.line.querySelector(".desk-file__actions").replaceChildren();
      this.enqueue(item);
      this.next();
    });
  }

  button(item, label, work) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", work);
    item.line.querySelector(".desk-file__actions").prepend(button);
  }

  tell(item, sentence) {
    item.line.querySelector(".desk-file__said").textContent = sentence;
  }

  report() {
    const { words } = this.desk;
    const { all, done, here, stopped } = this.counts;
    const sentences = all ? [say(words.progress, { done, all })] : [];
    if (here) sentences.push(say(words.here, { count: here }));
    if (stopped.size) sentences.push(say(words.refused, { count: stopped.size }));
    document.getElementById("desk-progress").textContent = sentences.join(/^(zh|ja)/.test(document.documentElement.lang) ? "" : " ");
  }
}
