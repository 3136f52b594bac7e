"use strict";
(() => {
  const view = document.querySelector(".view");
  const root = document.documentElement;
  const pictures = [...document.querySelectorAll("svg.picture")];
  const whole = pictures[0].getAttribute("viewBox").split(" ").map(Number);
  let box = whole.slice();
  const show = () => pictures.forEach((p) => p.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" ")));
  const zoom = (by, x = 0.5, y = 0.5) => {
    const size = Math.min(8, Math.max(0.05, (box[2] * by) / whole[2])) * whole[2];
    const ratio = size / box[2];
    box = [box[0] + box[2] * (1 - ratio) * x, box[1] + box[3] * (1 - ratio) * y, size, box[3] * ratio];
    show();
  };
  const move = (x, y) => { box[0] += x; box[1] += y; show(); };
  const fit = () => { box = whole.slice(); show(); };
  const scale = () => {
    const r = view.getBoundingClientRect();
    return Math.max(box[2] / r.width, box[3] / r.height);
  };

  view.addEventListener("wheel", (e) => {
    e.preventDefault();
    const r = view.getBoundingClientRect();
    zoom(Math.exp(Math.max(-60, Math.min(60, e.deltaY)) * 0.004), (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height);
  }, { passive: false });
  let from = null;
  view.addEventListener("pointerdown", (e) => { from = [e.clientX, e.clientY, false]; });
  addEventListener("pointermove", (e) => {
    if (!from) return;
    const dx = e.clientX - from[0], dy = e.clientY - from[1];
    if (!from[2] && Math.hypot(dx, dy) < 4) return;
    view.classList.add("moving");
    const s = scale();
    move(-dx * s, -dy * s);
    from = [e.clientX, e.clientY, true];
  });
  addEventListener("pointerup", (e) => {
    if (from && !from[2]) point(e.target);
    from = null;
    view.classList.remove("moving");
  });
  addEventListener("pointercancel", () => { from = null; view.classList.remove("moving"); });
  view.addEventListener("keydown", (e) => {
    const step = box[2] * 0.08;
    const keys = {
      "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": fit, Escape: clear,
      ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0), ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
    };
    const does = e.ctrlKey || e.metaKey || e.altKey ? null : keys[e.key];
    if (does) { e.preventDefault(); does(); }
  });
  const press = (id, does) => document.getElementById(id)?.addEventListener("click", does);
  press("in", () => zoom(0.8));
  press("out", () => zoom(1.25));
  press("fit", fit);
  press("theme", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });

  const gaps = [...document.querySelectorAll(".gap")];
  const held = (gap) => new Set(JSON.parse(gap.dataset.ids || "[]"));
  const clear = () => {
    view.classList.remove("dim");
    document.querySelectorAll(".wb-hit").forEach((n) => n.classList.remove("wb-hit"));
    gaps.forEach((g) => g.classList.remove("hit"));
  };
  const light = (ids) => {
    if (!ids.size) return;
    view.classList.add("dim");
    view.querySelectorAll("[data-id]").forEach((n) => { if (ids.has(n.dataset.id)) n.classList.add("wb-hit"); });
  };
  const choose = (gap) => {
    const again = gap.classList.contains("hit");
    clear();
    if (!again) { gap.classList.add("hit"); light(held(gap)); }
  };
  gaps.forEach((gap) => {
    gap.addEventListener("click", () => choose(gap));
    gap.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); choose(gap); } });
  });
  const point = (target) => {
    const card = target.closest && target.closest("[data-id]:not(.wb-section)");
    clear();
    if (!card || !view.contains(card)) return;
    light(new Set([card.dataset.id]));
    const touched = gaps.filter((g) => held(g).has(card.dataset.id));
    touched.forEach((g) => g.classList.add("hit"));
    touched[0]?.scrollIntoView({ block: "nearest" });
  };
})();
