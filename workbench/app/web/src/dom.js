// Elements from plain values. Text only ever becomes text nodes; nothing here parses HTML.
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children.flat().filter(c => c !== null && c !== undefined && c !== false))
  return made
}

const SVG = "http://www.w3.org/2000/svg"
export function s(tag, props = {}, ...children) {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(props)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

// The same shapes as on the picture: octagon, diamond, circle.
export function badge(severity, number) {
  const mark = s("svg", { viewBox: "-10.5 -10.5 21 21", class: `badge ${severity}`, "aria-hidden": "true" })
  if (severity === "minor") mark.append(s("circle", { r: 8, class: "shape" }))
  else {
    const [corners, start, reach] = severity === "blocker" ? [8, Math.PI / 8, 9.2] : [4, 0, 10.4]
    const points = Array.from({ length: corners }, (_, i) => {
      const turn = start + (i * 2 * Math.PI) / corners
      return `${(reach * Math.cos(turn)).toFixed(2)},${(reach * Math.sin(turn)).toFixed(2)}`
    })
    mark.append(s("polygon", { points: points.join(" "), class: "shape" }))
  }
  mark.append(s("text", { y: 3.5, "text-anchor": "middle" }, number === undefined ? "" : String(number)))
  return mark
}

export function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`
}

export function stored(name, fallback) {
  try { return localStorage.getItem(name) ?? fallback } catch { return fallback }
}

export function store(name, value) {
  // A browser that keeps nothing for us (private mode, full disk) is no reason to stop.
  try { value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value) } catch { return false }
  return true
}
