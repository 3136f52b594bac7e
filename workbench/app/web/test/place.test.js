// Where a cursor stands, told from half-typed text: the bar (|) marks it.
import assert from "node:assert/strict"
import { test } from "node:test"
import { placeAt } from "../src/place.js"

function at(text) {
  const lines = text.split("\n")
  const number = lines.findIndex(line => line.includes("|")) + 1
  const before = lines[number - 1].split("|")[0]
  const { keys, sort, word } = placeAt(n => lines[n - 1].replace("|", ""), number, before)
  return [keys.join("."), sort, word]
}

const cases = {
  "a key at the top": ["title: x\nsl|", ["", "key", "sl"]],
  "a key inside": ["slas:\n  authorise:\n    lat|", ["slas.authorise", "key", "lat"]],
  "a value": ["level: se|", ["level", "value", "se"]],
  "an empty value": ["serving:\n  components:\n    api:\n      kind: |", ["serving.components.api.kind", "value", ""]],
  "past a sibling with children": ["a:\n  b:\n    c: 1\n  d|", ["a", "key", "d"]],
  "past comments and blank lines": ["a:\n  # note: this\n\n  b|", ["a", "key", "b"]],
  "a key in brackets": ["components:\n  api: {kind: cache, la|", ["components.api", "key", "la"]],
  "a value in brackets": ["components:\n  api: {kind: ca|", ["components.api.kind", "value", "ca"]],
  "brackets in brackets": ["slas:\n  a: {entry: g, latency: {p9|", ["slas.a.latency", "key", "p9"]],
  "a list in brackets": ["data:\n  t: {classes: [payment, pi|", ["data.t.classes", "value", "pi"]],
  "an item of a list below its key": ["requirements:\n  clarified:\n    - as|", ["requirements.clarified", "key", "as"]],
  "a later key of an item": ["requirements:\n  clarified:\n    - ask: x\n      ans|", ["requirements.clarified", "key", "ans"]],
  "a flow": ["flows:\n  - gateway -> ap|", ["flows", "value", "gateway -> ap"]],
  "a fact of a flow": ["flows:\n  - gateway -> api: {ca|", ["flows.gateway -> api", "key", "ca"]],
  "a list as deep as its key": ["flows:\n- gate|", ["flows", "key", "gate"]],
}
for (const [name, [text, wanted]] of Object.entries(cases)) test(name, () => assert.deepEqual(at(text), wanted))
