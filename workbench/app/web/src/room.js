// The drafting room: what the server told becomes the page, and what is done on the page is told to the server.
import { Page } from "./page.js"

const kept = { kit: null, icons: "", page: null }

export default function ({ parentElement, data, setStateValue }) {
  if (!data) return
  if (data.part === "kit") { kept.kit = data; kept.page?.equip(data) }
  else if (data.part === "icons") { kept.icons = data.icons; kept.page?.setIcons(data.icons) }
  else {
    if (kept.page?.root !== parentElement) {
      kept.page?.leave()
      kept.page = new Page(parentElement, kept.page?.wire)
      if (kept.kit) kept.page.equip(kept.kit)
      kept.page.icons = kept.icons
    }
    kept.page.wire.say = said => setStateValue("said", said)
    kept.page.hear(data)
  }
}
