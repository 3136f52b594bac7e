// The dialog in which a draft is opened, started, named or thrown away.
import { h } from "./dom.js"

const WORDS = { start: "Start", weak: "Weak draft", round: "45-minute round", reference: "Reference" }
export const LARGEST = 500_000

export class Shelf {
  constructor(root, { ask, notice }) {
    Object.assign(this, { ask, notice, kit: null })
    this.drafts = h("ul", { class: "drafts" })
    this.filter = h("input", { type: "search", placeholder: "Find a scenario", "aria-label": "Find a scenario", oninput: () => this.list() })
    this.scenarios = h("ul", { class: "scenarios" })
    this.file = h("input", { type: "file", accept: ".yaml,.yml,.json,text/plain", class: "visually-hidden", "aria-label": "Open a file", onchange: () => { this.take(this.file.files[0]); this.file.value = "" } })
    this.dialog = h("dialog", { class: "shelf", "aria-label": "Open", onclick: e => { if (e.target === this.dialog) this.dialog.close() } },
      h("header", {}, h("h1", {}, "Open"), h("button", { class: "quiet", onclick: () => this.file.click() }, "A file…"), this.file,
        h("button", { class: "quiet", onclick: () => this.say({ do: "open", what: "", which: "start" }) }, "A blank draft"),
        h("button", { class: "quiet close", "aria-label": "Close", onclick: () => this.dialog.close() }, "×")),
      h("div", { class: "columns" },
        h("section", {}, h("h2", { class: "over" }, "Your drafts"), this.drafts),
        h("section", {}, h("div", { class: "row" }, h("h2", { class: "over" }, "Practice scenarios"), this.filter), this.scenarios)),
      h("footer", {}, "A file can also be dropped anywhere on the page. Drafts are kept on this machine."))
    root.append(this.dialog)
  }

  say(ask) { this.dialog.close(); this.ask(ask) }

  open(data) { this.list(); this.show(data); this.dialog.showModal() }

  // Only what changed is drawn anew: a message that comes in between must not take back a first "Delete".
  show(data) {
    const told = JSON.stringify([data.drafts, data.draft.id])
    if (told === this.told) return
    this.told = told
    this.drafts.replaceChildren(...data.drafts.map(d => {
      const here = d.id === data.draft.id
      const remove = h("button", { class: "quiet small", title: "Delete this draft", "aria-label": `Delete ${d.name}`, onclick: () => {
        if (remove.dataset.sure) return this.ask({ do: "remove", what: d.id })
        remove.dataset.sure = "1"
        remove.textContent = "Delete for good?"
      }, onblur: () => { delete remove.dataset.sure; remove.textContent = "Delete" } }, "Delete")
      return h("li", { class: here ? "here" : "" },
        h("button", { class: "link", onclick: () => (here ? this.dialog.close() : this.say({ do: "switch", what: d.id })) }, d.name), here && h("span", { class: "faint" }, "open"), remove)
    }))
  }

  list() {
    const wanted = this.filter.value.trim().toLowerCase()
    const fits = (this.kit?.shelf || []).filter(o => `${o.id} ${o.title} ${o.prompt}`.toLowerCase().includes(wanted))
    this.scenarios.replaceChildren(...fits.map(o => h("li", {},
      h("div", { class: "row" }, h("b", {}, o.title), h("span", { class: "faint" }, `${o.id} · ${o.level}`)),
      h("p", {}, o.prompt),
      h("div", { class: "row" }, ...o.designs.map(which => h("button", { class: which === "start" ? "main" : "quiet", onclick: () => this.say({ do: "open", what: o.id, which }) }, WORDS[which] || which))))))
    if (!fits.length) this.scenarios.append(h("li", { class: "faint" }, "No scenario has these words."))
  }

  // A file that someone chose or dropped: bounded, and read as text only.
  async take(file) {
    if (!file) return
    if (file.size > LARGEST) return this.notice(`${file.name} has ${Math.round(file.size / 1000)} kB; a design has at most ${LARGEST / 1000} kB.`)
    let text
    try { text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) } catch { return this.notice(`${file.name} is no UTF-8 text.`) }
    this.say({ do: "upload", what: file.name.slice(0, 120), text })
  }
}
