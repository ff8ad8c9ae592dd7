// What the text editor would drop and prose.py lets through: the language of a passage, and what a table's head is for; and its name.
import { Extension, Mark } from "django-prose-editor/editor";

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});

export const KeptAttributes = Extension.create({
  name: "keptAttributes",
  // The editor stands in for a field of the form: it is called what the field is called.
  onCreate() {
    const editor = this.editor.view.dom;
    editor.dispatchEvent(new Event("editor-stands", { bubbles: true }));
    const [label] = editor.closest(".prose-editor")?.querySelector("textarea")?.labels ?? [];
    if (!label) return;
    label.id ||= `${label.htmlFor}_label`;
    editor.setAttribute("aria-labelledby", label.id);
  },
  addGlobalAttributes: () => [
    {
      types: [
        ...["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "table", "tableCell"],
        ...["bold", "italic", "superscript", "subscript"],
      ],
      attributes: { lang: kept("lang") },
    },
    { types: ["tableHeader"], attributes: { lang: kept("lang"), scope: kept("scope") } },
    { types: ["link"], attributes: { lang: kept("lang"), hreflang: kept("hreflang") } },
  ],
});

export const Passage = Mark.create({
  name: "passage",
  parseHTML: () => [{ tag: "span[lang]" }],
  addAttributes: () => ({ lang: kept("lang") }),
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

// The editor's buttons have no words but English ones, and its menu shows copies of them.
const name = (node) => {
  if (!node) return;
  for (const said of ["title", "aria-label"]) {
    if (node.getAttribute(said)) node.setAttribute(said, gettext(node.getAttribute(said)));
  }
};

// The choices of its dialogs are told apart by their English words, which stay their values.
const nameChoices = (changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    for (const option of node.querySelectorAll?.("option") ?? []) {
      option.value = option.value;
      option.textContent = gettext(option.textContent);
    }
  }
};

export const NamedButtons = Extension.create({
  name: "namedButtons",
  priority: 1, // after all that bring buttons
  onCreate() {
    new MutationObserver(nameChoices).observe(this.editor.view.dom.parentElement, { childList: true });
  },
  addMenuItems() {
    for (const { button, option } of Object.values(this.editor.storage.menu._definedItems)) {
      name(button);
      if (option) option.textContent = gettext(option.textContent);
    }
  },
});
