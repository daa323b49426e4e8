// The inbox with a script: keys for its buttons, and views that are kept in this browser.
"use strict";
(() => {
  const KEPT = "dragoman.views";
  const MOST = 30;
  const section = document.querySelector("[data-views]");
  const list = document.querySelector("[data-views-list]");
  const form = document.querySelector("[data-views-form]");

  const kept = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => typeof each.name === "string" && typeof each.query === "string") : [];
    } catch {
      return [];
    }
  };

  const keep = (views) => {
    localStorage.setItem(KEPT, JSON.stringify(views.slice(-MOST)));
    draw();
  };

  const present = () => {
    const given = new URLSearchParams(location.search);
    for (const [name, value] of [...given]) if (value === "" || name === "at") given.delete(name);
    return given.toString();
  };

  const item = (view) => {
    const made = document.createElement("li");
    const link = document.createElement("a");
    link.className = "chip";
    link.href = `/inbox?${new URLSearchParams(view.query)}`;
    link.textContent = view.name;
    if (view.query === present()) link.setAttribute("aria-current", "true");
    const away = document.createElement("button");
    away.type = "button";
    away.textContent = "×";
    away.setAttribute("aria-label", `Forget the view ${view.name}`);
    away.addEventListener("click", () => keep(kept().filter((each) => each.name !== view.name)));
    made.append(link, away);
    return made;
  };

  const draw = () => list.replaceChildren(...kept().map(item));

  if (section && list && form) {
    section.hidden = false;
    draw();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = form.elements.name.value.trim();
      if (name) keep([...kept().filter((each) => each.name !== name), { name, query: present() }]);
      form.reset();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "s" && document.querySelector("[data-mark]:checked")) document.querySelector("[data-seen-marked]")?.click();
    if (event.key === "n" || event.key === "p") document.querySelector(`[data-page="${event.key}"]`)?.click();
  });
})();
