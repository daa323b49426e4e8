// Arrow keys go from cell to cell of the matrix; cells of which nothing is told are passed over.
"use strict";
(() => {
  const matrix = document.querySelector("[data-matrix]");
  if (!matrix) return;
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const rows = [...matrix.tBodies[0].rows];

  const onward = (at, step) => {
    let [row, column] = at;
    do {
      row += step[0];
      column += step[1];
      const cell = rows[row]?.cells[column];
      if (!cell) return null;
      const link = cell.querySelector("a");
      if (link) return link;
    } while (true);
  };

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const cell = event.target.closest("[data-matrix] td");
    const isRegion = event.target.contains(matrix) && event.target.matches(".matrix-scroll");
    if (!cell && !isRegion) return;
    const link = cell ? onward([rows.indexOf(cell.parentElement), cell.cellIndex], step) : matrix.querySelector("td a");
    if (!link) return;
    event.preventDefault();
    link.focus();
    link.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
  });
})();
