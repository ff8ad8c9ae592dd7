// Marks what is on now and what comes next, and adds the reader's own clock: the page itself is the same for everyone
// and may be kept in a cache, so what only the clock decides is decided here, from the times in the page.

const language = document.documentElement.lang;
const HOUR = 60 * 60 * 1000;
const sessions = [...document.querySelectorAll('.session[data-start]:not([data-state="cancelled"])')].map((element) => {
  const start = Date.parse(element.dataset.start);
  return { element, start, end: Date.parse(element.dataset.end ?? "") || start + HOUR };
});

function mark() {
  const now = Date.now();
  const next = Math.min(...sessions.map((session) => session.start).filter((start) => start > now));
  for (const { element, start, end } of sessions) {
    if (start <= now && now < end) element.dataset.moment = "now";
    else if (start === next && next - now < 24 * HOUR) element.dataset.moment = "next";
    else delete element.dataset.moment;
  }
}

// The reader's own clock, where no clock of the page says the same; with its day where that is another one.
function addOwnClock() {
  const words = document.getElementById("now")?.dataset.own ?? "{time}";
  const clock = { hour: language === "en" ? "2-digit" : "numeric", minute: "2-digit", hourCycle: "h23" };
  const day = { month: "long", day: "numeric" };
  const wordsOf = (moment, parts) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parts).format(moment);
  const offset = (moment) => -new Date(moment).getTimezoneOffset();
  for (const clocks of document.querySelectorAll(".clocks")) {
    const times = [...clocks.querySelectorAll("time")];
    const shown = times.map((time) => {
      const match = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
      return match ? (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
    });
    if (!times.length || shown.includes(offset(times[0].dateTime))) continue;
    const start = Date.parse(times[0].dateTime);
    const end = Date.parse(clocks.dataset.end ?? "");
    const here = new Date(start + offset(start) * 60_000).toISOString().slice(0, 10);
    // Written as the clocks above it are, with their dash.
    const dash = /\d:\d\d(\D+)\d?\d:\d\d/.exec(times[0].textContent)?.[1] ?? "–";
    const first = wordsOf(start, times[0].dateTime.startsWith(here) ? clock : { ...day, ...clock });
    const own = document.createElement("time");
    own.className = "yours";
    own.dateTime = times[0].dateTime;
    own.textContent = words.replace("{time}", end ? `${first}${dash}${wordsOf(end, clock)}` : first);
    clocks.append(" ", own);
  }
}

if (sessions.length) {
  mark();
  setInterval(mark, HOUR / 120);
}
addOwnClock();
