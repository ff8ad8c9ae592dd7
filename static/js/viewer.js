// The gallery's viewer: a photograph large, with its words, under its own address, on through all pages of the gallery.
// Without this script the links lead to the photographs' pages.

const dialog = document.querySelector("dialog.viewer");
const gallery = { address: location.href, title: document.title };
const SWIPE = 40; // pixels
// Each photograph with the page it stands on. What other pages hold is fetched when it is walked to.
const shelf = linksOf(document, gallery.address);
const beyond = { "-1": neighbour(document, "prev"), 1: neighbour(document, "next") };
let shown = -1;
let walking = false;

function linksOf(page, address) {
  return [...page.querySelectorAll(".gallery > li > a")].map((link) => ({ link, address }));
}

function neighbour(page, rel) {
  const address = page.querySelector(`.pagination [rel=${rel}]`)?.getAttribute("href");
  return address ? new URL(address, gallery.address).href : "";
}

function show(number) {
  shown = number;
  const { link } = shelf[number];
  const large = document.importNode(link.querySelector("img")); // anew, or the one before stays until the next has come
  large.loading = "eager";
  large.sizes = "100vw";
  dialog.querySelector(".viewer__picture").replaceChildren(large);
  const words = document.importNode(link.querySelector(".gallery__caption"), true);
  dialog.querySelector(".viewer__words").replaceChildren(...words.childNodes);
  dialog.querySelector(".viewer__page").href = link.href;
  dialog.querySelector(".viewer__previous").disabled = number === 0 && !beyond[-1];
  dialog.querySelector(".viewer__next").disabled = number === shelf.length - 1 && !beyond[1];
  document.title = link.textContent.trim().replace(/\s+/g, " ") || gallery.title;
  if (!dialog.open) dialog.showModal();
}

function open(number) {
  history.pushState({ viewer: shelf[number].link.href }, "", shelf[number].link.href);
  show(number);
}

async function move(step) {
  if (walking) return;
  walking = true;
  const wanted = shown + step;
  const isThere = shelf[wanted] || (beyond[step] && await turn(step));
  walking = false;
  if (!isThere || !dialog.open) return;
  const number = step < 0 && wanted < 0 ? shown - 1 : wanted; // what was put before it has moved everything on
  history.replaceState({ viewer: shelf[number].link.href }, "", shelf[number].link.href);
  show(number);
}

/** Fetches the page before or after those there are. Where it cannot be fetched, one stays where one is, and may try again. */
async function turn(step) {
  try {
    const address = beyond[step];
    const answer = await fetch(address);
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = linksOf(page, address);
    if (!found.length) return false;
    for (const { link } of found) link.href = new URL(link.getAttribute("href"), address).href;
    beyond[step] = neighbour(page, step < 0 ? "prev" : "next");
    if (step > 0) shelf.push(...found);
    else {
      shelf.unshift(...found);
      shown += found.length;
    }
    return true;
  } catch {
    return false;
  }
}

function closed() {
  document.title = gallery.title;
  const { link, address } = shelf[shown];
  if (address !== gallery.address) return location.replace(`${address}#${new URL(link.href).pathname.split("/").at(-2)}`);
  link.focus();
  if (history.state?.viewer !== undefined) history.back();
}

if (dialog && shelf.length) {
  shelf.forEach(({ link }) => link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(shelf.findIndex((one) => one.link === link));
  }));
  dialog.addEventListener("close", closed);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".viewer__close")) dialog.close();
    if (event.target.closest(".viewer__previous")) move(-1);
    if (event.target.closest(".viewer__next")) move(1);
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) move(step);
  });
  let start = null;
  dialog.addEventListener("pointerdown", (event) => { start = event.clientX; });
  dialog.addEventListener("pointerup", (event) => {
    const way = start === null ? 0 : event.clientX - start;
    start = null;
    if (Math.abs(way) > SWIPE) move(way < 0 ? 1 : -1);
  });
  dialog.addEventListener("dragstart", (event) => event.preventDefault()); // else a drag of the picture is no swipe
  addEventListener("popstate", (event) => {
    const number = shelf.findIndex(({ link }) => link.href === event.state?.viewer);
    if (number >= 0) show(number);
    else if (dialog.open) dialog.close();
  });
}
