// The page as a whole: header, strip, editor, picture, gaps, and the talk with the server between them.
import style from "./room.css"
import regular from "../../../diagram/fonts/inter-workbench-400.woff2"
import semibold from "../../../diagram/fonts/inter-workbench-600.woff2"
import { h, plural } from "./dom.js"
import { Editor, told } from "./editor.js"
import { Gaps, signed } from "./gaps.js"
import { Picture } from "./picture.js"
import { Shelf } from "./shelf.js"
import { splitter } from "./split.js"
import { Wire } from "./wire.js"
import { setLexicon, setNames } from "./words.js"

const SHAPE = 1
const PAUSE = 900 // ms without a key after which text is taken as meant
const PATIENCE = 1200 // ms until a busy server is asked again for what can wait
const MOST_TEXT = 4_000_000

export class Page {
  constructor(root, wire) {
    Object.assign(this, { root, data: null, kit: null, icons: "", parcel: -1, started: false, asks: [], offers: {} })
    this.wire = wire || new Wire(() => {})
    fonts()
    this.build()
  }

  build() {
    const button = (words, act, props = {}) => h("button", { class: "quiet", onclick: act, ...props }, words)
    this.name = h("input", { class: "name", "aria-label": "Name of the draft", maxlength: 80, spellcheck: "false", onchange: () => this.rename(), onkeydown: e => { if (e.key === "Enter") this.name.blur() } })
    this.about = h("span", { class: "about" })
    this.formats = h("div", { class: "menu", role: "menu", popover: "auto", id: "formats" })
    this.download = h("button", { class: "main", popovertarget: "formats", "aria-haspopup": "menu" }, "Download")
    const header = h("header", { class: "top" }, h("span", { class: "brand" }, "Workbench"), h("nav", { "aria-label": "Rooms" }, h("span", { class: "tab here", "aria-current": "page" }, "Draft")),
      this.name, h("span", { class: "grow" }), this.about, this.tone = button("Dark", () => this.look({ theme: this.wire.look.theme === "dark" ? "light" : "dark" })), button("Open", () => this.shelf.open(this.data)), this.download, this.formats)
    this.stats = h("dl", { class: "stats" })
    this.state = h("p", { class: "state", role: "status" })
    const strip = h("section", { class: "strip", "aria-label": "Score" }, this.stats, this.state)
    this.problems = h("section", { class: "problems", "aria-label": "Problems", hidden: true })
    const editor = h("div", { class: "editor" })
    const left = h("section", { class: "left", "aria-label": "Design file" }, editor, this.problems)
    this.stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-label": "Picture of the design. Arrows move it, plus and minus zoom, 0 shows all." })
    this.fault = h("div", { class: "fault", hidden: true })
    this.pill = h("div", { class: "pill", hidden: true, role: "status" })
    this.views = h("div", { class: "group", role: "group", "aria-label": "View" })
    this.clouds = h("select", { "aria-label": "Products of", title: "Redraw every box with the products of another cloud", onchange: () => this.look({ cloud: this.clouds.value }) })
    this.framed = h("button", { class: "tab", title: "Title, score, gaps and legend around the picture", onclick: () => this.look({ frame: !this.wire.look.frame }) }, "Frame")
    const tools = h("div", { class: "tools" }, this.views, h("span", { class: "grow" }), this.clouds, this.framed, button("−", () => this.picture.zoom(1 / 1.25), { "aria-label": "Smaller", class: "quiet step" }),
      button("Fit", () => this.picture.fit()), button("+", () => this.picture.zoom(1.25), { "aria-label": "Larger", class: "quiet step" }))
    const pictured = h("section", { class: "pictured", "aria-label": "Picture" }, tools, this.stage, this.fault, this.pill)
    const listed = h("section", { class: "listed", "aria-label": "Gaps", tabindex: 0 })
    const right = h("div", { class: "right" }, pictured, listed)
    const main = h("div", { class: "panes" }, left, right)
    this.toast = h("div", { class: "toast", role: "alert", hidden: true })
    this.frame = h("div", { class: "room", "data-theme": "light" }, header, strip, main, this.toast)
    this.root.replaceChildren(h("style", {}, style), this.frame)
    left.after(splitter(this.frame, "editor", true, 20, 70))
    pictured.after(splitter(this.frame, "picture", false, 20, 85))
    this.shelf = new Shelf(this.frame, { ask: ask => this.ask(ask), notice: words => this.say(words) })
    this.editor = new Editor(editor, this.root, { onEdit: paste => this.edited(paste), onPlace: id => this.chose(id), onMark: n => this.gapNumber(n) })
    this.picture = new Picture(this.stage, id => this.picked(id), n => this.gapNumber(n))
    this.gaps = new Gaps(listed, { onChoose: gap => this.gap(gap), onLine: line => this.editor.lineAt(line), onInsert: item => this.ask({ do: "insert", what: item }) })
    this.drop()
    this.closing = () => { if (this.wire.dirty) this.wire.send(this.editor.mark()) }
    addEventListener("pagehide", this.closing)
  }

  leave() { removeEventListener("pagehide", this.closing); this.editor.view.destroy() }

  equip(kit) {
    if (kit.shape !== SHAPE) return this.say("This page is older than its server; please reload it.")
    this.kit = this.shelf.kit = kit
    setLexicon(kit.lexicon)
    if (this.data) this.drawLooks()
    this.formats.replaceChildren(...kit.formats.map(f => h("button", { role: "menuitem", onclick: () => { this.formats.hidePopover(); this.ask({ do: "download", what: f.name }) } },
      h("b", {}, f.suffix), h("span", { class: "faint" }, f.about))), h("p", { class: "faint" }, "Pictures come as they are shown: light or dark, with or without the frame."))
  }

  setIcons(icons) { this.icons = icons; if (this.data?.review) this.draw() }

  // ---- talk -------------------------------------------------------------------------------------------------------

  edited(paste) {
    const length = this.editor.view.state.doc.length
    if (length > MOST_TEXT) return this.say("This text is too large to be kept; a design has about 25 kB.")
    this.state.classList.add("waiting")
    this.keyAt = performance.now()
    clearTimeout(this.weighing)
    clearTimeout(this.watching)
    this.watching = setTimeout(() => { if (this.wire.acked !== this.wire.seq || this.wire.dirty) this.unanswered() }, 2500)
    this.wire.edited(this.editor.text, () => this.editor.mark(), paste)
  }

  unanswered() {
    this.state.replaceChildren(h("b", { class: "warn" }, "Not saved yet: the server does not answer. This browser keeps your text until it does."))
  }

  // One wish at a time: the next is told when the one before has been answered.
  ask(ask) {
    if (this.wire.waiting) this.asks.push(ask)
    else this.wire.send(this.editor.mark(), ask)
  }

  look(change) {
    Object.assign(this.wire.look, change)
    document.cookie = `workbench_look=${this.wire.look.theme}-${this.wire.look.frame ? "frame" : "bare"}; path=/; max-age=31536000; samesite=lax`
    this.frame.dataset.theme = this.wire.look.theme
    this.ask({ do: "here" })
  }

  hear(data) {
    if (data.part !== "room" || data.shape !== SHAPE) return
    const { wire } = this
    if (!this.started) this.begin(data)
    else if (data.page !== wire.page) {
      // Another server than the one that was told last: it is told again what stands here.
      if (wire.seq >= 0 && wire.acked >= 0) { wire.acked = -1; wire.send(this.editor.mark(), { do: "here" }) }
      return
    }
    // An answer to an earlier message than the last one speaks of a text that is gone; the next is on its way.
    else if (data.seq !== wire.seq) return
    const waited = wire.waiting
    const fresh = wire.heard(data)
    const saved = fresh && data.draft.version !== wire.version
    if (data.epoch !== wire.epoch) this.takeOver(data)
    else if (data.draft.id !== wire.draft) wire.draft = data.draft.id
    if (waited && wire.dirty) this.edited(false)
    wire.version = data.draft.version
    this.data = data
    if (fresh) wire.saved()
    if (saved) this.savedAt = new Date().toTimeString().slice(0, 8)
    this.show(fresh)
    if (!wire.waiting && this.asks.length) this.ask(this.asks.shift())
  }

  begin(data) {
    const { wire } = this
    this.started = true
    Object.assign(wire, { epoch: data.epoch, draft: data.draft.id, version: data.draft.version, look: { theme: data.theme, frame: data.frame, view: data.view, cloud: data.cloud } })
    this.editor.replace(data.text)
    if (!document.cookie.includes("workbench_look=") && matchMedia("(prefers-color-scheme: dark)").matches) setTimeout(() => this.look({ theme: "dark" }))
    const left = wire.unsaved()
    if (left && left.text !== data.text) {
      wire.version = left.version
      this.editor.replace(left.text)
      setTimeout(() => { wire.version = left.version; this.ask({ do: "here" }); this.say("The last keys you pressed had not been saved; they are back.") })
    }
  }

  takeOver(data) {
    const { wire } = this
    const same = data.draft.id === wire.draft && data.based_on === wire.acked && wire.sentText !== null
    Object.assign(wire, { epoch: data.epoch, draft: data.draft.id })
    if (!same) { this.editor.replace(data.text); this.chose(null); this.picture.fit() }
    else {
      this.editor.adopt(wire.sentText, data.text, wire.dirty || performance.now() - (this.keyAt ?? -PAUSE) < PAUSE)
      this.editor.since = null
    }
  }

  // ---- show -------------------------------------------------------------------------------------------------------

  show(fresh) {
    const { data } = this, { review } = data
    this.frame.dataset.theme = this.wire.look.theme
    if (this.name !== this.root.activeElement) this.name.value = data.draft.name
    document.title = `${data.draft.name} · Workbench`
    this.about.textContent = review ? [review.scenario, review.level, review.stage].filter(Boolean).join(" · ") : ""
    this.drawProblems()
    this.drawStrip()
    this.drawLooks()
    this.editor.show({ sound: data.problems.length ? null : review, problems: data.problems, base: data.text })
    if (data.problems.length === 0) setNames(review?.names)
    this.gaps.show(review, !this.problems.hidden, this.offered())
    this.draw()
    if (this.shelf.dialog.open) this.shelf.show(data)
    if (data.notice && fresh) this.say(data.notice)
    if (data.parcel && data.parcel.number > this.parcel && fresh) this.hand(data.parcel)
    this.weigh()
  }

  draw() {
    const { picture, review } = this.data
    this.fault.hidden = !picture.fault
    this.fault.textContent = picture.fault
    if (review) this.picture.draw(picture.svg, this.icons)
  }

  drawStrip() {
    const { review, change, problems, unsaved } = this.data
    const stat = (label, value, tone, more) => h("div", {}, h("dt", {}, label), h("dd", { class: tone || "" }, value, more && h("span", { class: `delta ${change.points < 0 ? "bad" : "good"}` }, more)))
    const tone = { strong: "good", good: "good", fair: "warn", thin: "bad" }
    const ready = this.readiness()
    const level = ready && stat("readiness", `R${ready.level}`, ready.level > 2 ? "good" : ready.level ? "warn" : "bad")
    if (level) level.title = [`Readiness R${ready.level} of R4, progress index ${ready.index}. Uncalibrated. Before the next level:`, ...ready.next.slice(0, 12)].join("\n")
    if (review) this.stats.replaceChildren(
      stat(["coverage", h("span", { class: "plain" }, " uncalibrated")], `${Math.round(review.points)} ${review.band}`, tone[review.band], change.points ? signed(change.points) : ""),
      ...(level ? [level, ready.limit && stat("limited by", ready.limit)].filter(Boolean) : []),
      stat("open", String(review.open)), stat("blockers", String(review.blockers), review.blockers ? "bad" : "good"),
      stat("contradicted", String(review.contradicted), review.contradicted ? "bad" : "good"))
    else this.stats.replaceChildren(h("div", {}, h("dt", {}, "coverage"), h("dd", { class: "faint" }, "not yet")))
    this.stats.title = review ? `Coverage at level ${review.level}: ${review.items} items are due. Uncalibrated: not yet compared with graders. As of ${review.as_of}.` : ""
    const list = (names, word) => (names.length ? `${word} ${names.length > 1 ? `${names.length} gaps` : `“${names[0]}”`}` : "")
    const moved = [list(change.closed, "closed"), list(change.better, "helped"), list(change.opened, "opened"), list(change.worse, "hurt")].filter(Boolean)
    if (change.closed.length && !change.opened.length) moved.push("opened nothing")
    const saved = unsaved ? unsaved : this.savedAt ? `Saved ${this.savedAt}` : "Saved"
    this.state.classList.toggle("bad", Boolean(unsaved))
    this.state.classList.toggle("waiting", this.wire.dirty)
    this.state.replaceChildren(h("span", {}, saved), problems.length && !this.problems.hidden ? h("b", { class: "warn" }, ` · ${plural(problems.length, "problem")}, score and picture are of the last sound text`)
      : moved.length ? h("span", {}, ` · last change ${moved.join(", ")}`) : "")
    this.state.title = ["closed", "better", "opened", "worse"].flatMap(word => change[word].map(title => `${word}: ${title}`)).join("\n")
  }

  // Half a word is no mistake yet: while keys are pressed only the gutter speaks, and nothing else moves.
  drawProblems() {
    clearTimeout(this.settling)
    const rest = (this.keyAt ?? -PAUSE) + PAUSE - performance.now()
    if (!this.data.problems.length || rest <= 0 || !this.problems.hidden) return this.settle()
    this.settling = setTimeout(() => { this.settle(); this.drawStrip() }, rest)
  }

  settle() {
    const { problems, review } = this.data
    const moved = this.problems.hidden === problems.length > 0
    this.problems.hidden = !problems.length
    this.pill.hidden = !problems.length || !review
    this.pill.textContent = "The last sound text is shown"
    this.frame.classList.toggle("unsound", problems.length > 0)
    if (moved) this.editor.keepInSight()
    if (!problems.length) return
    const held = JSON.stringify(problems)
    if (held === this.toldProblems && this.problems.childElementCount) return
    this.toldProblems = held
    this.problems.replaceChildren(h("h2", { class: "over" }, plural(problems.length, "problem")), h("ol", {}, ...problems.map(p =>
      h("li", {}, h("button", { class: "link", onclick: () => this.editor.lineAt(p.line) }, h("span", { class: "line" }, `${p.line}`), h("span", {}, told(p)))))))
  }

  drawLooks() {
    const { look } = this.wire
    const held = JSON.stringify([look, this.kit?.views])
    if (held === this.heldLook) return
    this.heldLook = held
    this.tone.textContent = look.theme === "dark" ? "Light" : "Dark"
    this.tone.title = `Change to the ${look.theme === "dark" ? "light" : "dark"} theme`
    this.framed.setAttribute("aria-pressed", String(look.frame))
    const pick = view => h("button", { class: "tab", title: view.about, "aria-pressed": String(look.view === view.name), onclick: () => this.look({ view: view.name }) }, titled(view.name))
    this.views.replaceChildren(...(this.kit?.views || []).map(pick))
    if (!this.clouds.childElementCount || this.clouds.childElementCount === 1)
      this.clouds.replaceChildren(h("option", { value: "" }, "As written"), ...(this.kit?.clouds || []).map(c => h("option", { value: c.name }, c.about)))
    this.clouds.value = look.cloud
  }

  // What was weighed for the text before stands until this one is weighed: buttons do not come and go with every key.
  offered() {
    const { draft, review } = this.data
    if (draft.id !== this.offeredTo) this.offers = {}
    this.offeredTo = draft.id
    this.offers = review?.is_weighed ? review.offers : { ...this.offers, ...review?.offers }
    return this.offers
  }

  // Readiness is judged when there is time; until then the level of the text before stands.
  readiness() {
    const { draft, review } = this.data
    if (draft.id !== this.levelOf) this.level = null
    this.levelOf = draft.id
    this.level = review?.ready ?? this.level
    return this.level
  }

  // Which patches help is weighed when nobody is typing: it takes one review each.
  weigh() {
    clearTimeout(this.weighing)
    const { review, problems } = this.data
    if (!review || review.is_weighed || problems.length) return
    // Nothing was weighed since: the server has other things to do, and is left alone for a while.
    const weighed = `${this.data.draft.id} ${this.data.draft.version} ${review.weighed}`, stuck = weighed === this.weighed
    this.weighed = weighed
    const rest = Math.max(stuck ? PATIENCE : 30, (this.keyAt ?? -PAUSE) + PAUSE - performance.now())
    this.weighing = setTimeout(() => { if (!this.wire.dirty && !this.wire.waiting) this.wire.send(this.editor.mark(), { do: "offers" }) }, rest)
  }

  // ---- choose -----------------------------------------------------------------------------------------------------

  picked(id) {
    const place = this.editor.find(id)
    this.chose(id)
    if (place !== undefined) this.editor.jump(place)
  }

  chose(id) {
    this.picture.choose(id ? [id] : [])
    this.gaps.choose(null, false)
    this.gaps.touch(id)
  }

  gap(gap) {
    this.gaps.touch(null)
    this.gaps.choose(gap.item)
    this.picture.choose([...gap.components, ...gap.flows])
    const place = this.editor.find(`gap:${gap.item}`)
    if (place !== undefined) this.editor.jump(place)
  }

  gapNumber(number) {
    const gap = this.data?.review?.gaps.find(g => g.n === number)
    if (gap) this.gap(gap)
  }

  // ---- the rest ---------------------------------------------------------------------------------------------------

  rename() {
    const name = this.name.value.trim()
    if (name && name !== this.data.draft.name) this.ask({ do: "rename", what: this.data.draft.id, text: name })
    else this.name.value = this.data.draft.name
  }

  hand({ number, name, data }) {
    this.parcel = number
    const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0))
    const link = h("a", { href: URL.createObjectURL(new Blob([bytes])), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }

  say(words) {
    clearTimeout(this.hushing)
    this.toast.replaceChildren(h("span", {}, words), h("button", { class: "link", onclick: () => { this.toast.hidden = true } }, "Close"))
    this.toast.hidden = false
    this.hushing = setTimeout(() => { this.toast.hidden = true }, 9_000)
  }

  drop() {
    const files = e => [...(e.dataTransfer?.types || [])].includes("Files")
    this.frame.addEventListener("dragover", e => { if (files(e)) { e.preventDefault(); this.frame.classList.add("dropping") } }, true)
    this.frame.addEventListener("dragleave", e => { if (!e.relatedTarget) this.frame.classList.remove("dropping") })
    this.frame.addEventListener("drop", e => {
      this.frame.classList.remove("dropping")
      if (!files(e)) return
      e.preventDefault()
      e.stopPropagation()
      this.shelf.take(e.dataTransfer.files[0])
    }, true)
  }
}

function titled(name) {
  const words = name.replaceAll("-", " ")
  return words[0].toUpperCase() + words.slice(1)
}

// Fonts of a shadow tree are those of the document; ours come with the script.
function fonts() {
  if ([...document.fonts].some(f => f.family.includes("Inter Workbench"))) return
  for (const [source, weight] of [[regular, "400"], [semibold, "600"]]) document.fonts.add(new FontFace("Inter Workbench", `url(${source})`, { weight }))
}
