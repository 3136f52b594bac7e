// A picture's text to elements. The design is somebody else's text: only what a picture of ours is made of passes.
const SVG = "http://www.w3.org/2000/svg"
const ELEMENTS = new Set(["svg", "g", "defs", "title", "desc", "style", "rect", "path", "circle", "ellipse", "line", "polyline",
  "polygon", "text", "tspan", "use", "image", "linearGradient", "stop", "clipPath"])
const ATTRIBUTES = new Set(["id", "class", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "d",
  "points", "transform", "viewBox", "fill", "fill-opacity", "fill-rule", "clip-rule", "stroke", "stroke-width", "stroke-opacity",
  "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "color", "style", "text-anchor", "dx", "dy",
  "font-size", "font-weight", "font-family", "letter-spacing", "role", "aria-label", "data-id", "data-path", "data-gap",
  "preserveAspectRatio", "offset", "stop-color", "clip-path"])
const OUTSIDE = /url\s*\(|@import|expression|javascript:|\\/i

export function picture(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml")
  const root = parsed.documentElement
  if (root.namespaceURI !== SVG || !ELEMENTS.has(root.localName)) return null
  clean(root)
  return document.importNode(root, true)
}

function clean(element) {
  for (const { name, value } of [...element.attributes]) {
    if (name === "href") {
      if (!/^#[\w-]+$/.test(value) && !/^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(value)) element.removeAttribute(name)
    } else if (!ATTRIBUTES.has(name) || OUTSIDE.test(value)) element.removeAttribute(name)
  }
  for (const child of [...element.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) continue
    const known = child.nodeType === Node.ELEMENT_NODE && child.namespaceURI === SVG && ELEMENTS.has(child.localName)
    if (!known || (child.localName === "style" && OUTSIDE.test(child.textContent))) child.remove()
    else clean(child)
  }
}
