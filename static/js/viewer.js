// The gallery's viewer: a photograph large, with its words, under its own address. Without this script the links lead
// to the photographs' pages.

const links = [...document.querySelectorAll(".gallery > li > a")];
const dialog = document.querySelector("dialog.viewer");
const SWIPE = 40; // pixels
const gallery = { address: location.href, title: document.title };
let shown = -1;

function show(number) {
  shown = number;
  const link = links[number];
  const large = link.querySelector("img").cloneNode(); // anew, or the one before stays until the next has come
  large.loading = "eager";
  large.sizes = "100vw";
  dialog.querySelector(".viewer__picture").replaceChildren(large);
  const words = link.querySelector(".gallery__caption").cloneNode(true);
  dialog.querySelector(".viewer__words").replaceChildren(...words.childNodes);
  dialog.querySelector(".viewer__page").href = link.href;
  dialog.querySelector(".viewer__previous").disabled = number === 0;
  dialog.querySelector(".viewer__next").disabled = number === links.length - 1;
  document.title = link.textContent.trim().replace(/\s+/g, " ") || gallery.title;
  if (!dialog.open) dialog.showModal();
}

function open(number) {
  history.pushState({ viewer: number }, "", links[number].href);
  show(number);
}

function move(step) {
  const number = shown + step;
  if (number < 0 || number >= links.length) return;
  history.replaceState({ viewer: number }, "", links[number].href);
  show(number);
}

function closed() {
  document.title = gallery.title;
  links[shown]?.focus();
  if (history.state?.viewer !== undefined) history.back();
}

if (dialog && links.length) {
  links.forEach((link, number) => link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(number);
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
    const number = event.state?.viewer;
    if (number !== undefined && links[number]) show(number);
    else if (dialog.open) dialog.close();
  });
}
