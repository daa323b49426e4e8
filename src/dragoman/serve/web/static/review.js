// The review's keys: a press is a click on the button that bears the key, or puts the cursor where words are needed.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (document.querySelector("dialog[open]")) return;
  const found = event.key === "e"
    ? document.querySelector("[data-edit]")
    : document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(nav a)`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select")) found.focus();
  else found.click();
});
