// The focal point of a photograph by a click on its picture; the two numbers below it can be typed as well.
const picture = document.querySelector(".field-preview img.preview");
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));

if (picture && fields.every(Boolean)) {
  const frame = Object.assign(document.createElement("span"), { className: "focal-frame" });
  const mark = Object.assign(document.createElement("span"), { className: "desk-focal__mark" });
  picture.replaceWith(frame);
  frame.append(picture, mark);
  const show = () => {
    mark.style.insetInlineStart = `${Number(fields[0].value) * 100}%`;
    mark.style.insetBlockStart = `${Number(fields[1].value) * 100}%`;
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const shares = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    fields.forEach((field, n) => { field.value = Math.round(Math.min(1, Math.max(0, shares[n])) * 1000) / 1000; });
    show();
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}
