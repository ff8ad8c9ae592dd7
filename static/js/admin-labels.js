// A box that stands in for a list of choices is called what its field is called; alone, it has no name until something is chosen.
function name() {
  for (const box of document.querySelectorAll(".select2-selection:not([data-named])")) {
    const [label] = box.closest(".select2-container").previousElementSibling?.labels ?? [];
    if (!label) continue;
    label.id ||= `${label.htmlFor}_label`;
    box.dataset.named = "";
    const named = box.querySelector("input") ?? box;
    named.setAttribute("aria-labelledby", `${label.id} ${named.getAttribute("aria-labelledby") ?? ""}`.trim());
  }
}

// Behind Django's own, which puts the boxes there.
django.jQuery(name);
document.addEventListener("formset:added", () => setTimeout(name));
