// Messages to the server: one at a time in meaning, numbered, sent a moment after the last key.
import { store, stored } from "./dom.js"

const LEAST = 110, MOST = 250
// What is answered before anything more is said: of two messages in a row Streamlit may carry the last alone, and an
// answer to any but the last is not shown.
const ANSWERED = new Set(["insert", "open", "upload", "switch", "remove", "rename", "download"])
const JOURNAL = "workbench:unsaved:"

export class Wire {
  constructor(say) {
    // Only to tell open pages apart; nothing is kept secret by it.
    this.page = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
    Object.assign(this, { say, seq: -1, epoch: 0, draft: "", version: 0, look: { theme: "light", frame: false }, timer: 0, trip: MOST, acked: -1 })
    this.dirty = false
  }

  // A key was pressed: the text is kept here at once and sent when the typing pauses.
  edited(text, mark, now) {
    this.dirty = true
    this.journal(text)
    clearTimeout(this.timer)
    // A server that answers fast is asked sooner; a slow one is not flooded.
    const wait = now ? 0 : Math.min(MOST, Math.max(LEAST, this.trip * 0.6))
    // While the server does what it was asked, which may change the text, ours waits to be joined with the answer.
    this.timer = setTimeout(() => { if (!this.waiting) this.send(mark()) }, wait)
  }

  send(text, ask = null) {
    clearTimeout(this.timer)
    this.seq += 1
    this.waiting = Boolean(ask && ANSWERED.has(ask.do))
    this.dirty = false
    this.sentAt = performance.now()
    this.sentText = text
    this.say({ page: this.page, seq: this.seq, epoch: this.epoch, draft: this.draft, version: this.version, text, ...this.look, ask })
  }

  heard(data) {
    if (data.page !== this.page || data.seq !== this.seq || this.acked === this.seq) return false
    this.acked = this.seq
    this.waiting = false
    this.trip = performance.now() - this.sentAt
    return true
  }

  journal(text) { store(JOURNAL + this.draft, JSON.stringify({ version: this.version, text })) }
  saved() { if (!this.dirty) store(JOURNAL + this.draft, null) }
  unsaved() {
    try { return JSON.parse(stored(JOURNAL + this.draft, "null")) } catch { return null }
  }
}
