// Completion and hover from the words of the language and the names this file declares.
import { h } from "./dom.js"
import { placeAt } from "./place.js"

let lexicon = null, names = {}
export function setLexicon(value) { lexicon = value }
export function setNames(value) { names = value || {} }

function step(entry, key) {
  const group = entry.in && lexicon.groups[entry.in]
  if (group && Object.hasOwn(group, key)) return group[key]
  if (entry.map) return entry.map
  return group && key.includes("->") ? group.any : null
}

export function resolve(keys) {
  let entry = { in: lexicon.root }
  for (const key of keys) if (!(entry = step(entry, key))) return null
  return entry
}

function placeOf(state, pos) {
  const line = state.doc.lineAt(pos)
  return placeAt(n => state.doc.line(n).text, line.number, line.text.slice(0, pos - line.from))
}

export function complete(context) {
  if (!lexicon) return null
  const place = placeOf(context.state, context.pos)
  const typed = /[\w/.-]*$/.exec(place.word)[0]
  if (!typed && !context.explicit && !/[:>]\s$/.test(context.state.sliceDoc(context.pos - 2, context.pos))) return null
  const options = flowNames(place) || (place.sort === "key" ? keys(place, context) : values(place, context))
  return options?.length ? { from: context.pos - typed.length, options, validFor: /^[\w/.-]*$/ } : null
}

function flowNames(place) {
  const chain = place.keys[0] === "flows" && !place.inline && (place.dash ? place.keys.length === 1 : false)
  if (!chain) return null
  return option(names.component, "component")
}

function keys(place, context) {
  const entry = resolve(place.keys)
  const group = entry?.in && lexicon.groups[entry.in]
  if (!group) return entry ? values(place, context) : null
  const there = new Set([...(place.seen || []), ...siblings(context, place)])
  const found = Object.entries(group).filter(([key]) => key !== "any" && !there.has(key))
  return found.map(([key, e], i) => ({ label: key, apply: `${key}: `, type: "property", info: () => about(key, e), boost: -i / 10, detail: sort(e) }))
}

function siblings(context, place) {
  if (place.inline) return []
  const { doc } = context.state, line = doc.lineAt(context.pos), own = /^\s*/.exec(line.text)[0].length, found = []
  for (const way of [-1, 1])
    for (let n = line.number + way; n >= 1 && n <= doc.lines; n += way) {
      const text = doc.line(n).text, column = /^\s*/.exec(text)[0].length
      if (!text.trim()) continue
      if (column < own) break
      const key = column === own && /^\s*([\w]+):/.exec(text)
      if (key) found.push(key[1])
    }
  return found
}

function values(place, context) {
  const entry = resolve(place.keys)
  if (!entry) return null
  const line = context.state.doc.lineAt(context.pos).text
  const kind = /\bkind:\s*(\w+)/.exec(line)?.[1]
  const found = []
  for (const word of entry.words || []) found.push({ label: word, type: "enum" })
  if (entry.kind || entry.in === "Component")
    for (const [id, k] of Object.entries(lexicon.kinds)) found.push({ label: id, type: "class", info: () => note(id, k.doc), boost: k.home === place.keys[0] ? 2 : 0 })
  if (entry.product || entry.in === "Component")
    for (const [id, p] of Object.entries(lexicon.products)) found.push({ label: id, type: "constant", detail: p.doc, boost: kind && p.kinds.includes(kind) ? 3 : -1 })
  if (entry.ref) found.push(...Object.keys(names).flatMap(sort => option(names[sort], sort)))
  return unique(found)
}

function option(list, detail) {
  return (list || []).map(label => ({ label, type: "variable", detail }))
}

function unique(options) {
  const seen = new Set()
  return options.filter(o => !seen.has(o.label) && seen.add(o.label))
}

function sort(entry) {
  if (entry.map) return "by id"
  if (entry.words) return entry.words.length < 4 ? entry.words.join(" | ") : "word"
  return entry.in?.startsWith("number_") ? entry.in.slice(7) : entry.ref ? "name" : ""
}

function note(title, doc) {
  return h("div", { class: "note" }, h("b", {}, title), h("div", {}, doc))
}

function about(key, entry) {
  const made = note(key, entry.doc || "")
  if (entry.words) made.append(h("div", { class: "faint" }, entry.words.join(" · ")))
  if (entry.eg) made.append(h("code", {}, `${key}: ${entry.eg}`))
  return made
}

export function hover(view, pos) {
  if (!lexicon) return null
  const line = view.state.doc.lineAt(pos), at = pos - line.from
  const found = [...line.text.matchAll(/[A-Za-z_][\w/.-]*/g)].find(m => m.index <= at && at <= m.index + m[0].length)
  if (!found || line.text.slice(0, found.index).trimStart().startsWith("#")) return null
  const word = found[0], end = line.from + found.index + word.length
  const isKey = /^\s*:(\s|$)/.test(line.text.slice(found.index + word.length))
  const place = placeOf(view.state, line.from + found.index)
  let dom = null
  const entry = isKey ? resolve([...place.keys, word]) : null
  if (entry?.doc) dom = about(word, entry)
  else if (!isKey && Object.hasOwn(lexicon.kinds, word)) dom = note(word, lexicon.kinds[word].doc)
  else if (!isKey && Object.hasOwn(lexicon.products, word)) dom = note(word, lexicon.products[word].doc)
  else {
    const sort = Object.keys(names).find(n => names[n].includes(word))
    if (sort) dom = note(word, `${sort.replace("_", " ")} declared in this file`)
  }
  return dom && { pos: line.from + found.index, end, above: true, create: () => ({ dom }) }
}
