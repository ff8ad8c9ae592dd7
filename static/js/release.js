// Copies a release as plain text, from its own .txt: the button is there only where this script runs. And takes the words
// a reader has marked along to the form on which errors are reported.

const button = document.querySelector("button[data-copy]");
const told = document.querySelector("[data-copied]");

async function words() {
  const answer = await fetch(button.dataset.copy);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

async function copy() {
  // The promise is handed over at once: some browsers let go of the click while the text is still on its way.
  if (window.ClipboardItem && navigator.clipboard.write) {
    const text = words().then((text) => new Blob([text], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } else {
    await navigator.clipboard.writeText(await words());
  }
}

if (button && navigator.clipboard) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      await copy();
      told.textContent = told.dataset.copied;
    } catch {
      location.href = button.dataset.copy; // the text itself, to be copied by hand
    }
  });
}

const report = document.querySelector("a[data-selected]");
const article = document.querySelector("article.release");

if (report && article) {
  const [address, words] = [report.href, report.textContent];
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    // Going to the link undoes the selection: what is marked last in the article counts.
    if (!article.contains(selection.anchorNode) || report.contains(selection.anchorNode)) return;
    const passage = selection.toString().trim().slice(0, 500);
    report.href = passage ? `${address}&passage=${encodeURIComponent(passage)}` : address;
    report.textContent = passage ? report.dataset.selected : words;
  });
}
