// The keys of the desk. Every page works without this file; nothing here makes markup out of words.
"use strict";
(() => {
  const WAIT = 1200; // milliseconds for the letter after g
  let current = -1;
  let awaitsPage = 0;

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  const goTo = (index) => {
    const all = rows();
    if (all.length === 0) return;
    current = Math.max(0, Math.min(index, all.length - 1));
    for (const row of document.querySelectorAll(".is-current")) row.classList.remove("is-current");
    all[current].classList.add("is-current");
    all[current].focus({ preventScroll: true });
    all[current].scrollIntoView({ block: "nearest" });
  };

  const open = () => rows()[current]?.querySelector("[data-open]")?.click();

  const mark = () => {
    const row = rows()[current];
    if (!row) return;
    const box = row.querySelector("[data-mark]");
    if (box) box.click();
    row.classList.toggle("is-marked", box ? box.checked : undefined);
  };

  const showKeys = () => {
    const keys = document.getElementById("keys");
    if (keys.open) keys.close();
    else keys.showModal();
  };

  const search = (event) => {
    const field = document.querySelector("[data-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  };

  const page = (letter) => document.querySelector(`nav a[data-key="${CSS.escape(letter)}"]`)?.click();

  const KEYS = {
    j: () => goTo(current + 1),
    k: () => goTo(current - 1),
    x: mark,
    "?": showKeys,
    "/": search,
    g: () => { awaitsPage = Date.now(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    if (event.key === "Enter") {
      if (event.target.matches("[data-row]")) { event.preventDefault(); open(); }
      return;
    }
    if (awaitsPage && Date.now() - awaitsPage < WAIT && event.key.length === 1) {
      awaitsPage = 0;
      event.preventDefault(); // the letter is no key of the page
      page(event.key);
      return;
    }
    awaitsPage = 0;
    KEYS[event.key]?.(event);
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) current = rows().indexOf(row);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-mark]")) event.target.closest("[data-row]")?.classList.toggle("is-marked", event.target.checked);
  });
})();
