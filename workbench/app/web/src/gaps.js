// The gap list: number, shape, title, what was found, where; arithmetic and insertion on demand.
import { badge, h, plural } from "./dom.js"

const GOOD = new Set(["agrees", "met", "not applicable"])
const STATES = { differs: "contradicted", contradicted: "contradicted" }

export class Gaps {
  constructor(host, { onChoose, onLine, onInsert }) {
    Object.assign(this, { host, onChoose, onLine, onInsert, open: new Set(), rows: new Map(), chosen: null, held: "" })
    this.title = h("h2", { class: "over" })
    this.list = h("ol", { class: "gaps" })
    this.asked = h("ol", { class: "asked" })
    this.askedTitle = h("h2", { class: "over", hidden: true })
    this.notes = h("p", { class: "notes" })
    host.append(this.title, this.list, this.askedTitle, this.asked, this.notes)
  }

  // `offers` are the points each patch would add, by item.
  show(review, stale, offers) {
    this.list.classList.toggle("stale", stale)
    this.tell(review)
    const held = JSON.stringify([review?.gaps, offers])
    if (held === this.held) return
    this.held = held
    if (!review) { this.title.textContent = "Gaps"; return this.list.replaceChildren() }
    this.title.textContent = `Gaps, worst first · ${review.gaps.length}`
    const old = this.rows
    this.rows = new Map()
    for (const gap of review.gaps) {
      const told = JSON.stringify([gap, offers[gap.item]])
      const kept = old.get(gap.item)
      this.rows.set(gap.item, kept?.told === told ? kept : { told, gap, element: this.row(gap, offers[gap.item]) })
    }
    const none = h("li", { class: "none" }, "Nothing is missing and nothing contradicts itself at this level.")
    this.list.replaceChildren(...(this.rows.size ? [...this.rows.values()].map(r => r.element) : [none]))
    this.choose(this.chosen, false)
  }

  // What the scenario asks, and what the figures rest on.
  tell(review) {
    const asked = review?.asked || [], told = JSON.stringify([asked, review?.assumed, review?.as_of])
    if (told === this.toldAsked) return
    this.toldAsked = told
    const good = asked.filter(a => GOOD.has(a.state)).length
    this.askedTitle.hidden = !asked.length
    this.askedTitle.textContent = `What the scenario asks · ${good} of ${asked.length}`
    this.asked.replaceChildren(...asked.map(a => h("li", { class: GOOD.has(a.state) ? "met" : "" },
      h("span", { class: `tag ${STATES[a.state] || ""}` }, a.state), a.line ? h("button", { class: "link", onclick: () => this.onLine(a.line) }, a.title) : h("span", {}, a.title),
      h("span", { class: "faint" }, a.found))))
    this.notes.textContent = review ? `As of ${review.as_of}. The score is uncalibrated: not yet compared with graders.${review.assumed.length ? ` Assumed here: ${review.assumed.join(", ")}.` : ""}` : ""
  }

  row(gap, gain) {
    const detail = h("div", { class: "detail", hidden: !this.open.has(gap.item) })
    const fill = () => { if (!detail.childElementCount) detail.append(...(gap.facts.length ? gap.facts.flatMap(f => this.fact(f)) : this.why(gap))) }
    if (this.open.has(gap.item)) fill()
    const words = gap.facts.length ? "arithmetic" : "why"
    const more = h("button", { class: "quiet", "aria-expanded": String(!detail.hidden), onclick: event => {
      event.stopPropagation()
      detail.hidden = !detail.hidden
      more.textContent = `${detail.hidden ? "Show" : "Hide"} ${words}`
      more.setAttribute("aria-expanded", String(!detail.hidden))
      detail.hidden ? this.open.delete(gap.item) : this.open.add(gap.item)
      fill()
    } }, `${detail.hidden ? "Show" : "Hide"} ${words}`)
    const insert = gain === undefined ? null
      : h("button", { class: "main", title: `Put the smallest edit that helps into the file: ${signed(gain)} points`, onclick: event => { event.stopPropagation(); this.onInsert(gap.item) } },
        "Insert ", h("span", { class: "gain" }, signed(gain)))
    const sort = { contradicted: "contradicted", partial: "in part", unknown: "cannot be told" }[gap.outcome]
    const title = h("button", { class: "title", onclick: event => { event.stopPropagation(); this.onChoose(gap) } }, gap.title)
    return h("li", { "data-n": gap.n, "data-item": gap.item, class: gap.outcome === "contradicted" ? "gap against" : "gap", onclick: event => { if (!event.target.closest(".detail")) this.onChoose(gap) } },
      h("span", { class: "mark", title: gap.severity }, badge(gap.severity, gap.n)), 
      h("div", { class: "words" },
        h("div", {}, title, h("span", { class: "visually-hidden" }, `, ${gap.severity}`), sort && h("span", { class: `tag ${gap.outcome}` }, sort)),
        h("div", { class: "found" }, gap.found),
        h("div", { class: "place" }, `${gap.path || gap.section} · ${gap.line ? `line ${gap.line}` : "not in the file yet"}`), detail),
      h("div", { class: "acts" }, more, insert))
  }

  why(gap) {
    return [h("p", {}, gap.why), h("p", {}, h("b", {}, "What to do. "), gap.advice || gap.expected)]
  }

  fact(fact) {
    const inputs = fact.inputs.map(i => h("tr", {}, h("td", {}, i.name), h("td", { class: "value" }, i.value),
      h("td", {}, i.line ? h("button", { class: "link", onclick: () => this.onLine(i.line) }, `line ${i.line}`) : "assumed")))
    return [
      h("p", {}, h("b", {}, `${fact.title} (${fact.subject}): `), h("span", { class: `verdict ${fact.verdict}` }, fact.verdict), `. ${fact.says}`),
      h("p", { class: "formula" }, h("code", {}, fact.formula), h("span", { class: "faint" }, ` ${fact.source}`)),
      inputs.length ? h("table", {}, ...inputs) : null,
      fact.steps.length ? h("ol", { class: "steps" }, ...fact.steps.map(step => h("li", {}, step))) : null,
      fact.needs.length ? h("p", {}, `Needs ${fact.needs.join(", ")}.`) : null,
    ].filter(Boolean)
  }

  choose(item, scroll = true) {
    this.chosen = item
    for (const [id, { element }] of this.rows) element.classList.toggle("chosen", id === item)
    if (scroll) this.rows.get(item)?.element.scrollIntoView({ block: "nearest" })
  }

  touch(component) {
    let first = null
    for (const { gap, element } of this.rows.values()) {
      const hits = component && (gap.components.includes(component) || gap.flows.includes(component.split("|")[0]))
      element.classList.toggle("touched", Boolean(hits))
      if (hits) first ??= element
    }
    first?.scrollIntoView({ block: "nearest" })
  }
}

export function signed(points) {
  const shown = Math.abs(points) >= 10 ? Math.round(points) : Number(points.toFixed(1))
  return `${points > 0 ? "+" : points < 0 ? "−" : "±"}${Math.abs(shown)}`
}

export { plural }
