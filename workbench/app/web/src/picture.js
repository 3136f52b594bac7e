// The picture: pan, zoom, keyboard; what is clicked is told, what is chosen is outlined.
import { s } from "./dom.js"
import { picture as sanitised } from "./sanitise.js"

const PARTS = ".wb-card[data-id], .wb-ghost[data-id], .wb-flow[data-id]"
const MOST = 6, LEAST = 0.2, STEP = 1.2

export class Picture {
  constructor(host, onPick, onGap) {
    Object.assign(this, { host, onPick, onGap, svg: null, text: "", look: "", chosen: new Set() })
    this.at = { x: 0, y: 0, k: 0 } // centre of what is seen, and scale; k = 0: all of it
    host.addEventListener("wheel", e => this.wheel(e), { passive: false })
    host.addEventListener("pointerdown", e => this.grab(e))
    host.addEventListener("keydown", e => this.key(e))
    host.addEventListener("dblclick", e => { if (!e.target.closest(PARTS)) this.fit() })
    new ResizeObserver(() => this.show()).observe(host)
  }

  draw(text, icons) {
    if (text === this.text && icons === this.icons) return
    Object.assign(this, { text, icons })
    const svg = text ? sanitised(text) : null
    if (!svg) return
    const box = (svg.getAttribute("viewBox") || "0 0 1 1").split(" ").map(Number)
    // Zoomed in, the same place stays in sight; a picture of another size is shown whole again.
    if (this.svg && this.box && (this.box[2] !== box[2] || this.box[3] !== box[3]) && this.at.k) {
      this.at.x *= box[2] / this.box[2]
      this.at.y *= box[3] / this.box[3]
    }
    this.box = box
    const sheet = icons ? sanitised(`<svg xmlns="http://www.w3.org/2000/svg">${icons}</svg>`) : null
    if (sheet) svg.prepend(...sheet.childNodes)
    for (const name of ["width", "height"]) svg.setAttribute(name, "100%")
    svg.setAttribute("role", "group")
    for (const part of svg.querySelectorAll(PARTS)) this.ready(part)
    for (const row of svg.querySelectorAll("[data-gap]")) row.setAttribute("tabindex", "-1")
    const focused = this.host.getRootNode().activeElement?.getAttribute?.("data-id")
    this.host.replaceChildren(svg)
    this.svg = svg
    this.show()
    this.choose(this.chosen)
    if (focused) [...svg.querySelectorAll(PARTS)].find(p => p.dataset.id === focused)?.focus({ preventScroll: true })
  }

  ready(part) {
    // Its name is its own title and words; one more label could only disagree with what is seen.
    part.setAttribute("role", "button")
    part.setAttribute("tabindex", part.classList.contains("wb-flow") ? "-1" : "0")
  }

  scale() {
    const [, , w, high] = this.box
    return Math.min(this.host.clientWidth / w, this.host.clientHeight / high, 1.15)
  }

  show() {
    if (!this.svg || !this.host.clientWidth) return
    const [x, y, w, high] = this.box
    const { clientWidth: W, clientHeight: H } = this.host
    const k = this.at.k || this.scale()
    const cx = this.at.k ? this.at.x : x + w / 2, cy = this.at.k ? this.at.y : y + high / 2
    this.svg.setAttribute("viewBox", `${cx - W / 2 / k} ${cy - H / 2 / k} ${W / k} ${H / k}`)
  }

  fit() { this.at.k = 0; this.show() }

  zoom(by, px = this.host.clientWidth / 2, py = this.host.clientHeight / 2) {
    if (!this.svg) return
    this.hold()
    const k = Math.min(MOST, Math.max(LEAST, this.at.k * by))
    const dx = px - this.host.clientWidth / 2, dy = py - this.host.clientHeight / 2
    this.at.x += dx / this.at.k - dx / k
    this.at.y += dy / this.at.k - dy / k
    this.at.k = k
    this.show()
  }

  hold() {
    if (this.at.k) return
    const [x, y, w, high] = this.box
    this.at = { x: x + w / 2, y: y + high / 2, k: this.scale() }
  }

  pan(dx, dy) { this.hold(); this.at.x += dx / this.at.k; this.at.y += dy / this.at.k; this.show() }

  wheel(event) {
    if (!this.svg) return
    event.preventDefault()
    const box = this.host.getBoundingClientRect()
    this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - box.left, event.clientY - box.top)
  }

  grab(down) {
    if (!this.svg || down.button !== 0) return
    const target = down.composedPath()[0]
    let last = down, moved = 0
    const move = e => {
      moved += Math.abs(e.clientX - last.clientX) + Math.abs(e.clientY - last.clientY)
      if (moved > 4) { this.host.classList.add("dragged"); this.pan(last.clientX - e.clientX, last.clientY - e.clientY) }
      last = e
    }
    const up = () => {
      removeEventListener("pointermove", move)
      removeEventListener("pointerup", up)
      removeEventListener("pointercancel", up)
      this.host.classList.remove("dragged")
      if (moved <= 4) this.pick(target)
    }
    addEventListener("pointermove", move)
    addEventListener("pointerup", up)
    addEventListener("pointercancel", up)
  }

  pick(target) {
    const gap = target.closest?.("[data-gap]")
    if (gap) return this.onGap(Number(gap.dataset.gap))
    const part = target.closest?.("[data-id]")
    if (part && !part.classList.contains("wb-section")) this.onPick(part.dataset.id)
  }

  key(event) {
    const by = { "+": STEP, "=": STEP, "-": 1 / STEP }[event.key]
    const move = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key]
    const part = event.target.closest?.(PARTS)
    if (event.ctrlKey || event.metaKey || event.altKey || !this.svg) return
    if (by) this.zoom(by)
    else if (event.key === "0") this.fit()
    else if (move) this.pan(...move)
    else if (part && (event.key === "Enter" || event.key === " ")) this.pick(part)
    else return
    event.preventDefault()
  }

  choose(ids) {
    this.chosen = new Set(ids)
    if (!this.svg) return
    this.svg.querySelectorAll(".chosen").forEach(e => e.classList.remove("chosen"))
    this.svg.querySelectorAll(".ring").forEach(e => e.remove())
    for (const part of this.svg.querySelectorAll(PARTS)) {
      if (!this.chosen.has(part.dataset.id)) continue
      part.classList.add("chosen")
      if (part.classList.contains("wb-flow")) continue
      const body = [...part.children].find(c => c.localName === "rect")
      if (!body) continue
      const [x, y, w, high] = ["x", "y", "width", "height"].map(n => Number(body.getAttribute(n)))
      // Under the badges, which stand on the edge of the card.
      part.insertBefore(s("rect", { x: x - 3.5, y: y - 3.5, width: w + 7, height: high + 7, rx: 11, class: "ring" }), body)
    }
  }
}
