// Whoever is chosen for a new appearance is proposed the title held last. What somebody typed is never replaced.

const jQuery = globalThis.django?.jQuery;

const fieldsOf = (row) => [...row.querySelectorAll("[name*='-title_']")].filter((field) => /-title_\w+$/.test(field.name));

async function propose(select) {
  const row = select.closest(".inline-related");
  const fields = row ? fieldsOf(row) : [];
  if (!select.value || fields.length === 0 || fields.some((field) => field.value.trim())) return;
  const address = document.querySelector("[data-last-title]").dataset.lastTitle;
  const edition = document.querySelector("[data-last-title]").dataset.edition;
  const answer = await fetch(`${address.replace("/0/", `/${select.value}/`)}?edition=${edition}`);
  if (!answer.ok || fields.some((field) => field.value.trim())) return;
  const { title, words } = await answer.json();
  if (!title) return; // none was held before
  for (const field of fields) {
    field.value = title[field.name.split("-").at(-1)] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const note = row.querySelector(".title-proposed") ?? fields[0].closest(".form-row").appendChild(document.createElement("p"));
  note.className = "help title-proposed";
  note.setAttribute("role", "status");
  note.textContent = words;
}

if (jQuery && document.querySelector("[data-last-title]")) {
  jQuery(document).on("change", "select[name^='appearances-'][name$='-speaker']", (event) => propose(event.target));
}
