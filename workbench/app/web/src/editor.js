// The YAML editor: CodeMirror with our gutter, and places that stay put while the text around them changes.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete"
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands"
import { yaml } from "@codemirror/lang-yaml"
import { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language"
import { setDiagnostics, lintKeymap } from "@codemirror/lint"
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search"
import { Annotation, ChangeSet, EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state"
import { Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightActiveLineGutter, hoverTooltip,
  keymap, lineNumbers, MatchDecorator, ViewPlugin } from "@codemirror/view"
import { tags as t } from "@lezer/highlight"
import { badge } from "./dom.js"
import { complete, hover } from "./words.js"

const colours = HighlightStyle.define([
  { tag: [t.propertyName, t.definition(t.propertyName)], color: "var(--key)" },
  { tag: [t.string, t.special(t.string)], color: "var(--text)" },
  { tag: [t.lineComment, t.comment], color: "var(--faint)", fontStyle: "italic" },
  { tag: [t.separator, t.punctuation, t.brace, t.squareBracket, t.meta], color: "var(--muted)" },
])
const numbers = new MatchDecorator({
  regexp: /(?<=[\s:{,[])[<>]?\d[\d.,]*(?:\.\.\d[\d.]*)?(?:%| ?(?:ms|us|s|min|h|d|[kMGT]?B|bps|[kM]?(?:\/(?:s|min|h|day|month|year))|[kM]|USD|EUR)(?:\/\w+)?)?(?=[\s,}\]]|$)/g,
  decoration: Decoration.mark({ class: "cm-number" }),
})
const numberMarks = ViewPlugin.fromClass(class {
  constructor(view) { this.marks = numbers.createDeco(view) }
  update(update) { this.marks = numbers.updateDeco(update, this.marks) }
}, { decorations: v => v.marks })

class Mark extends GutterMarker {
  constructor(severity, number, words) { super(); Object.assign(this, { severity, number, words }) }
  eq(other) { return other.severity === this.severity && other.number === this.number && other.words === this.words }
  toDOM() {
    const made = document.createElement("span")
    made.className = "mark"
    made.title = this.words
    if (this.severity === "problem") { made.classList.add("problem"); made.textContent = "!" }
    else made.append(badge(this.severity, this.number))
    return made
  }
}

const setMarks = StateEffect.define(), setFaults = StateEffect.define(), setPlaces = StateEffect.define(), setHit = StateEffect.define()
const ranged = effectOf => StateField.define({
  create: () => RangeSet.empty,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(effectOf)) return effect.value
    return value.map(tr.changes)
  },
})
const marks = ranged(setMarks), faults = ranged(setFaults)
const tints = EditorView.decorations.compute([marks, faults], state => {
  const byLine = new Map()
  for (const field of [marks, faults])
    state.field(field).between(0, state.doc.length, (from, _to, mark) => { byLine.set(state.doc.lineAt(from).from, mark.severity) })
  return Decoration.set([...byLine].map(([from, severity]) => Decoration.line({ class: `tint ${severity}` }).range(from)), true)
})
const places = StateField.define({
  create: () => new Map(),
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(setPlaces)) return effect.value
    if (!tr.docChanged) return value
    return new Map([...value].map(([id, [from, to]]) => [id, [tr.changes.mapPos(from, 1), tr.changes.mapPos(to, -1)]]))
  },
})
const hit = StateField.define({
  create: () => Decoration.none,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(setHit)) return effect.value
    return tr.docChanged ? Decoration.none : value
  },
  provide: field => EditorView.decorations.from(field),
})
const hitsAt = lines => Decoration.set(lines.map(from => Decoration.line({ class: "hit" }).range(from)))
const fromServer = Annotation.define()

export class Editor {
  constructor(host, root, { onEdit, onPlace, onMark }) {
    Object.assign(this, { onEdit, onPlace, since: null })
    const extensions = [
      lineNumbers(), gutter({
        class: "cm-marks", markers: view => [view.state.field(faults), view.state.field(marks)], initialSpacer: () => new Mark("minor", 0, ""),
        domEventHandlers: { click: (view, line) => { this.each(line, onMark); return true } },
      }),
      foldGutter({ openText: "⌄", closedText: "›" }), codeFolding(), highlightActiveLineGutter(), history(), drawSelection(), indentOnInput(),
      bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
      yaml(), indentUnit.of("  "), EditorState.tabSize.of(2), syntaxHighlighting(colours), numberMarks, marks, faults, tints, places, hit,
      autocompletion({ override: [complete], icons: false, activateOnTyping: true, maxRenderedOptions: 60 }), hoverTooltip(hover, { hoverTime: 400 }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": "Design as YAML. Escape, then Tab leaves the editor.", spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of(update => this.updated(update)),
    ]
    this.extensions = extensions
    this.view = new EditorView({ parent: host, root, state: EditorState.create({ extensions }) })
  }

  get text() { return this.view.state.doc.toString() }

  updated(update) {
    if (update.docChanged) {
      this.since = this.since ? this.since.compose(update.changes) : update.changes
      if (!update.transactions.some(tr => tr.annotation(fromServer))) this.onEdit(update.transactions.some(tr => tr.isUserEvent("input.paste")))
    }
    if (update.selectionSet && update.transactions.some(tr => tr.isUserEvent("select")) && !update.docChanged) this.onPlace(this.placeHere())
  }

  // From here on, changes are counted: what the server answers is about the text as it is now.
  mark() { this.since = ChangeSet.empty(this.view.state.doc.length); return this.text }

  // Another text: its own history, so that undo never leads back into the draft before.
  replace(text) {
    this.view.setState(EditorState.create({ doc: text, extensions: this.extensions }))
    this.view.scrollDOM.scrollTop = 0
    this.since = null
  }

  // The server changed `base` into `text`: do the same here, and keep what was typed in the meantime.
  adopt(base, text, typing) {
    let start = 0
    const most = Math.min(base.length, text.length)
    while (start < most && base[start] === text[start]) start++
    let end = 0
    while (end < most - start && base[base.length - 1 - end] === text[text.length - 1 - end]) end++
    let changes = ChangeSet.of({ from: start, to: base.length - end, insert: text.slice(start, text.length - end) }, base.length)
    if (this.since && this.since.length === base.length) changes = changes.map(this.since)
    else if (this.text !== base) return this.replace(text)
    this.view.dispatch({ changes, annotations: [fromServer.of(true), isolateHistory.of("full")] })
    const lines = this.fresh(changes, base)
    // Whoever is typing keeps the cursor.
    if (typing) this.view.dispatch({ effects: setHit.of(hitsAt(lines)) })
    else this.jump(changes.mapPos(start, -1), false, lines)
  }

  // Lines that were not there before, to be shown as new.
  fresh(changes, base) {
    const { doc } = this.view.state, before = new Set(base.split("\n")), found = []
    changes.iterChangedRanges((_a, _b, from, to) => {
      for (let pos = from; pos <= to; pos = doc.lineAt(pos).to + 1) if (!before.has(doc.lineAt(pos).text)) found.push(doc.lineAt(pos).from)
    })
    return found
  }

  now(pos) { return this.since ? this.since.mapPos(Math.min(pos, this.since.length), 1) : pos }

  // Lines of the text the server saw, as positions in the text as it is now.
  starts() {
    const doc = this.since ? null : this.view.state.doc
    if (doc) return line => doc.line(Math.max(1, Math.min(line, doc.lines))).from
    const offsets = [0]
    const base = this.base
    for (let i = base.indexOf("\n"); i >= 0; i = base.indexOf("\n", i + 1)) offsets.push(i + 1)
    return line => this.now(offsets[Math.max(0, Math.min(line, offsets.length) - 1)])
  }

  // `sound` is null while the text has problems: marks and places then stay where the edits have carried them.
  show({ sound, problems, base }) {
    this.base = base
    const at = this.starts(), { doc } = this.view.state
    const lineAt = line => doc.lineAt(Math.min(at(line), doc.length))
    const bad = problems.map(p => {
      const line = lineAt(p.line), from = Math.min(line.from + p.column - 1, line.to)
      return { from, to: line.to, line: line.from, severity: "error", message: told(p) }
    })
    const words = line => bad.filter(b => b.line === line).map(b => b.message).join("\n")
    const effects = [setFaults.of(RangeSet.of([...new Set(bad.map(b => b.line))].map(l => new Mark("problem", 0, words(l)).range(l)), true))]
    if (sound) effects.push(...this.marked(sound, lineAt))
    this.view.dispatch({ effects })
    this.view.dispatch(setDiagnostics(this.view.state, bad))
  }

  marked({ gaps, places: wanted }, lineAt) {
    const byLine = new Map(), found = new Map()
    for (const gap of gaps) {
      if (!gap.line) continue
      const { from } = lineAt(gap.line)
      byLine.set(from, [...(byLine.get(from) || []), gap])
      found.set(`gap:${gap.item}`, [from, from])
    }
    for (const [id, [first, last]] of Object.entries(wanted)) found.set(id, [lineAt(first).from, lineAt(last).to])
    const ranges = [...byLine].map(([from, held]) => new Mark(held[0].severity, held[0].n, held.map(g => `${g.n} ${g.title}`).join("\n")).range(from))
    return [setMarks.of(RangeSet.of(ranges, true)), setPlaces.of(found)]
  }

  each(line, onMark) {
    this.view.state.field(marks).between(line.from, line.to, (_f, _t, mark) => { if (mark.severity !== "problem") onMark(mark.number) })
  }

  placeHere() {
    const { head } = this.view.state.selection.main
    let best = null, size = Infinity
    for (const [id, [from, to]] of this.view.state.field(places))
      if (from <= head && head <= to && to - from < size && !/^(ghost|gap):/.test(id)) [best, size] = [id, to - from]
    return best
  }

  find(id) { return this.view.state.field(places).get(id)?.[0] }

  // The pane has changed its height; whoever is typing still sees where.
  keepInSight() {
    if (!this.view.hasFocus) return
    requestAnimationFrame(() => this.view.dispatch({ effects: EditorView.scrollIntoView(this.view.state.selection.main.head, { y: "nearest", yMargin: 30 }) }))
  }

  lineAt(line) { this.jump(this.starts()(line)) }

  jump(pos, focus = true, lines = []) {
    const { doc } = this.view.state, line = doc.lineAt(lines[0] ?? Math.max(0, Math.min(pos, doc.length)))
    const hits = lines.length ? lines : [line.from]
    const start = line.from + /^\s*(?:-\s+)*/.exec(line.text)[0].length
    this.view.dispatch({
      selection: { anchor: start }, effects: [
        setHit.of(hitsAt(hits)), EditorView.scrollIntoView(start, { y: "center" }),
      ],
    })
    if (focus) this.view.focus()
  }
}

export function told(problem) {
  let text = problem.message
  if (problem.expected) text += `; expected ${problem.expected}`
  if (problem.nearest) text += `; did you mean '${problem.nearest}'?`
  return text
}
