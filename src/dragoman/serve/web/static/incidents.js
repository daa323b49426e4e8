// A box drawn over the map becomes the filter of the form; without this file it is typed.
"use strict";
(() => {
  const map = document.querySelector("[data-map]");
  const button = document.querySelector("[data-draw]");
  const field = document.getElementById("box");
  if (!map || !button || !field) return;
  for (const hidden of [button, document.querySelector("[data-draws]")]) if (hidden) hidden.hidden = false;
  const LEAST = 4; // units of the drawing: less is a click
  let from = null;
  let drawn = null;

  const place = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    return { x: Math.max(0, Math.min(960, at.x)), y: Math.max(0, Math.min(480, at.y)) };
  };
  const degrees = ({ x, y }) => {
    const { lon, lat, x: across, y: up } = map.dataset;
    return { lon: Number(lon) + (x - 480) / Number(across), lat: Number(lat) - (y - 240) / Number(up) };
  };
  const stop = () => {
    drawn?.remove();
    from = drawn = null;
  };
  const setDrawing = (draws) => {
    button.setAttribute("aria-pressed", String(draws));
    map.classList.toggle("draws", draws);
    if (!draws) stop();
  };
  const outline = (to) => {
    for (const [name, value] of [
      ["x", Math.min(from.x, to.x)], ["y", Math.min(from.y, to.y)],
      ["width", Math.abs(to.x - from.x)], ["height", Math.abs(to.y - from.y)],
    ]) drawn.setAttribute(name, value.toFixed(1));
  };

  button.addEventListener("click", () => setDrawing(button.getAttribute("aria-pressed") !== "true"));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") setDrawing(false); });
  map.addEventListener("pointerdown", (event) => {
    if (!map.classList.contains("draws")) return;
    event.preventDefault();
    map.setPointerCapture(event.pointerId);
    from = place(event);
    drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drawn.setAttribute("class", "drawn-box");
    map.append(drawn);
    outline(from);
  });
  map.addEventListener("pointermove", (event) => { if (from) outline(place(event)); });
  map.addEventListener("pointercancel", stop);
  map.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = place(event);
    if (Math.abs(to.x - from.x) < LEAST || Math.abs(to.y - from.y) < LEAST) { stop(); return; }
    const one = degrees(from);
    const other = degrees(to);
    const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(2);
    field.value = [
      within(Math.min(one.lon, other.lon), 180), within(Math.min(one.lat, other.lat), 90),
      within(Math.max(one.lon, other.lon), 180), within(Math.max(one.lat, other.lat), 90),
    ].join(",");
    field.form.requestSubmit();
  });
})();
