// A text pasted into an editor is cleaned by the desk first, by the rules it is stored by, and what was left out is told
// under the editor. When the desk cannot be asked the editor takes the text by its own rules; saving cleans it then.

const place = document.querySelector("[data-paste]");
const clean = new WeakSet();

async function asked(html, text) {
  const body = new URLSearchParams({ html: html.replace(/\ssrc=("data:[^"]*"|'data:[^']*')/g, ""), text });
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(place.dataset.paste, { method: "POST", body, headers: { "X-CSRFToken": token } });
  if (answer.status === 413) return null;
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function paste(target, html, text) {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  clean.add(event);
  target.dispatchEvent(event);
}

// The text with the lines of its page first, then joined: one step back undoes no more than the joining.
async function pasteJoined(target, { html, lines }, text) {
  const { pm } = await import("django-prose-editor/editor");
  const { editor } = target;
  const { from } = editor.state.selection;
  paste(target, lines, text);
  editor.view.dispatch(pm.history.closeHistory(editor.state.tr));
  editor.commands.setTextSelection({ from, to: editor.state.selection.to });
  paste(target, html, text);
}

function tell(target, leftOut) {
  const editor = target.closest(".prose-editor") ?? target;
  let note = editor.nextElementSibling;
  if (!note?.matches(".left-out")) {
    note = document.createElement("div");
    note.className = "left-out";
    note.setAttribute("role", "status");
    editor.after(note);
  }
  const list = document.createElement("ul");
  for (const sentence of leftOut) list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  note.replaceChildren(...(leftOut.length ? [`${place.dataset.leftOut} `, list] : []));
}

addEventListener(
  "paste",
  async (event) => {
    const target = event.target.closest?.(".ProseMirror");
    if (!place || !target || clean.has(event)) return;
    const html = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    if ((!html && !text) || html.includes("data-pm-slice")) return; // files, and what an editor of ours copied
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      const answer = await asked(html, text);
      if (answer === null) {
        tell(target, [place.dataset.tooLong]);
        return;
      }
      if (answer.lines) await pasteJoined(target, answer, text);
      else paste(target, answer.html, text);
      tell(target, answer.left_out);
    } catch {
      paste(target, html, text);
      tell(target, []);
    }
  },
  { capture: true },
);
