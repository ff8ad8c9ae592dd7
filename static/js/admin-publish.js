// Shows the typed moment on the clock of every capital, and chooses "at a moment" when one is typed.
const form = document.getElementById("publish_form");
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const place = form?.querySelector("[data-moment]");

function offset(zone, at) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - at;
}

function show() {
  const clocks = [...place.querySelectorAll("[data-zone]")];
  const chosen = clocks.find((clock) => clock.dataset.clock === form.elements.clock.value);
  const { day, hour } = form.elements;
  let at = null;
  if (day.value && hour.value && chosen) {
    const typed = Date.parse(`${day.value}T${hour.value}Z`);
    at = typed - offset(chosen.dataset.zone, typed);
  }
  for (const clock of clocks) {
    const moment = at === null ? "" : new Intl.DateTimeFormat(language, { timeZone: clock.dataset.zone, dateStyle: "long", timeStyle: "short", hourCycle: "h23" }).format(at);
    clock.textContent = moment && clock.dataset.pattern.replace("{moment}", moment.replace("日 ", "日"));
  }
}

if (place) {
  place.addEventListener("input", () => {
    form.querySelector('[name="when"][value="at"]').checked = true;
    show();
  });
  show();
}
