// Where in the YAML a cursor stands, told from the lines above it: half-typed text has no tree worth asking.
const LINE = /^(\s*)((?:-\s+)*)(.*)$/
const KEYED = /^("[^"]*"|'[^']*'|[^\s#{}[\],"'][^#{}[\],"']*?)\s*:(?:\s+(.*))?$/

export function lineOf(text) {
  const [, space, dashes, rest] = LINE.exec(text)
  const dash = dashes ? space.length : text.trim() === "-" ? space.length : -1
  const keyed = KEYED.exec(rest)
  return {
    dash, column: space.length + dashes.length, rest, blank: !text.trim() || rest.startsWith("#"),
    key: keyed ? keyed[1].replace(/^["']|["']$/g, "") : null, value: keyed ? keyed[2] ?? "" : null,
  }
}

// {keys, sort: "key" | "value", from: length of the word being typed, siblings on this line}
export function placeAt(line, number, before) {
  const here = lineOf(before)
  const keys = above(line, number, here)
  if (here.key === null) {
    const inside = brackets(here.rest)
    if (inside) return { keys: [...keys, ...inside.keys], ...inside.at }
    return { keys, sort: here.dash >= 0 && !/^[\w-]*$/.test(here.rest) ? "value" : "key", word: here.rest.trimStart(), dash: here.dash >= 0 }
  }
  keys.push(here.key)
  const inside = brackets(here.value)
  if (inside) return { keys: [...keys, ...inside.keys], ...inside.at }
  return { keys, sort: "value", word: here.value }
}

function above(line, number, here) {
  const keys = []
  let column = here.column, dash = here.dash
  for (let n = number - 1; n >= 1 && (column > 0 || dash >= 0); n--) {
    const up = lineOf(line(n))
    if (up.blank) continue
    const parent = dash >= 0 ? up.dash < 0 && up.column <= dash && up.key !== null && up.column < column : up.column < column && up.key !== null
    if (!parent && !(up.dash >= 0 && up.dash < column && dash < 0)) continue
    if (up.key !== null && up.column < column) keys.unshift(up.key)
    column = dash >= 0 ? up.column : Math.min(column, up.column)
    dash = up.dash
  }
  return keys
}

// What is open in `{a: {b: 1, c` at its end.
function brackets(text) {
  const open = []
  let word = "", quote = ""
  for (const c of text) {
    if (quote) { if (c === quote) quote = ""; word += c; continue }
    if (c === '"' || c === "'") { quote = c; word += c }
    else if (c === "{" || c === "[") { open.push({ sort: c, key: null, before: word.trim() }); word = "" }
    else if (c === "}" || c === "]") { open.pop(); word = "" }
    else if (c === ",") { if (open.length) { (open.at(-1).seen ??= []).push(open.at(-1).key); if (open.at(-1).sort === "{") open.at(-1).key = null } word = "" }
    else if (c === ":" && open.length) { open.at(-1).key = word.trim(); word = "" }
    else word += c
  }
  if (!open.length) return null
  const last = open.at(-1)
  const keys = open.filter(o => o.sort === "{" && o.key !== null).map(o => o.key)
  return { keys, at: { sort: last.sort === "{" && last.key === null ? "key" : "value", word: word.trimStart(), seen: last.seen ?? [], inline: true } }
}
