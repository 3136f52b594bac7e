// A bar between two panes that is moved by mouse or arrow keys and stays where it was put.
import { h, store, stored } from "./dom.js"

export function splitter(frame, name, vertical, least, most) {
  const key = `workbench:split:${name}`
  let value = Math.min(most, Math.max(least, Number(stored(key, "")) || Number(getComputedStyle(frame).getPropertyValue(`--${name}`)) || 40))
  const bar = h("div", { class: `bar ${vertical ? "upright" : "flat"}`, role: "separator", tabindex: 0, "aria-orientation": vertical ? "vertical" : "horizontal", "aria-label": `Size of the ${name}`,
    "aria-valuemin": least, "aria-valuemax": most })
  const put = to => {
    value = Math.min(most, Math.max(least, to))
    frame.style.setProperty(`--${name}`, value)
    bar.setAttribute("aria-valuenow", Math.round(value))
  }
  bar.addEventListener("pointerdown", down => {
    down.preventDefault()
    bar.setPointerCapture(down.pointerId)
    const move = e => {
      const box = bar.parentElement.getBoundingClientRect()
      put(vertical ? ((e.clientX - box.left) / box.width) * 100 : ((e.clientY - box.top) / box.height) * 100)
    }
    bar.addEventListener("pointermove", move)
    bar.addEventListener("lostpointercapture", () => { bar.removeEventListener("pointermove", move); store(key, String(value)) }, { once: true })
  })
  bar.addEventListener("keydown", e => {
    const by = { ArrowLeft: -2, ArrowUp: -2, ArrowRight: 2, ArrowDown: 2 }[e.key]
    if (!by) return
    e.preventDefault()
    put(value + by)
    store(key, String(value))
  })
  put(value)
  return bar
}
