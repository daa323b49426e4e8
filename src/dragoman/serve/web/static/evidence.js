// Words and fields light each other up: hovering or focusing one shows the other. Without this file links do it.
"use strict";
(() => {
  const panel = document.querySelector(".read");
  const text = document.querySelector(".text");
  if (!panel || !text) return;

  const words = [...text.querySelectorAll("[data-fields]")];
  const fields = new Map([...panel.querySelectorAll("[data-field]")].map((field) => [field.dataset.field, field]));
  const namesOf = (piece) => piece.dataset.fields.split(" ");

  const dim = () => {
    for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  };

  const within = (element, box) => {
    if (getComputedStyle(box).overflowY === "visible") return;
    const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
  };

  const light = (names, from) => {
    dim();
    for (const piece of words) if (namesOf(piece).some((name) => names.includes(name))) piece.classList.add("is-lit");
    const found = names.map((name) => fields.get(name)).filter(Boolean);
    for (const field of found) field.classList.add("is-lit");
    if (from === "words" && found.length > 0) within(found[0], panel);
  };

  const show = (event) => {
    const piece = event.target.closest(".words");
    const field = event.target.closest("[data-field]");
    if (piece) light(namesOf(piece), "words");
    else if (field) light([field.dataset.field], "field");
  };
  const hide = (event) => {
    if (event.target.closest(".words, [data-field]")) dim();
  };

  for (const part of [panel, text]) {
    part.addEventListener("mouseover", show);
    part.addEventListener("mouseout", hide);
    part.addEventListener("focusin", show);
    part.addEventListener("focusout", hide);
  }
})();
