// Small requests of the photo desk, and sentences with their places filled in.

const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

export const headers = { "X-CSRFToken": token };

/** The sentence with `{name}` replaced; what is not known stays. */
export function say(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (found, name) => values[name] ?? found);
}

/** Sends JSON; `status` is 0 for a broken line and -1 for an answer that is none of ours, such as the page to sign in. */
export async function ask(address, body) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    return isOurs ? { status: response.status, answer: await response.json() } : { status: -1 };
  } catch {
    return { status: 0 };
  }
}

/** Lists what is remarked of the texts of a row: nothing was changed, and nothing has to be. */
export function showRemarks(element, { remarks }) {
  const lines = remarks.map((one) => Object.assign(document.createElement("li"), { textContent: one }));
  element.querySelector(".desk-row__remarks").replaceChildren(...lines);
}
