"""Texts the tests of the reader share: a design, awkward ways to write one, and broken ones."""

import re

DESIGN = """\
# A design, as people write it.
workbench: 1
title: Card-payment fraud screening   # the title
stage: production

requirements:
  goal: Stop fraud without turning honest customers away.
  load: {mean: 694/s, peak: 3.5k/s, growth: 30%/year}
  clarified:
    - ask: Who decides in doubt?
      answer: Analysts, at most 4000 cases a day.
    - ask: Since when?

slas:
  authorise: {entry: gateway, latency: {p99: 100 ms}, availability: 99.95%}   # one line
  empty:

flows:
  - pos -> gateway -> decision: {call: sync, timeout: 90 ms}
  # the slow path
  - chargebacks -> trainer
"""

AWKWARD = {
    "odd spacing": """\
t: {a: {x: 1},  b: [1,
     2],
     c: 3}   # two lines
u: [
  a,
  b]
v: {
  a: 1,
  b: 2,   # last
}
""",
    "every style": """\
# head
title: Card   # the title
slas:
  browse:
    entry:   web    # aligned
    latency: {
      p50: 10 ms,   # fast
      # odd
      p99: 100 ms   # slow
    }
  empty:

flows:
- pos -> gateway: {call: sync}
- a -> b
-   - x
    - y   # why
- {only: one}
- key: v
  # inner
  other: w

note: |
  some text
   indented

  more

folded: >-
  one
  two
'quoted key': "a
  b"
"dq": 'it''s'
list: [a, 'b, c', {d: e}, [f], g: h]   # tail
plain: several
  lines of
  text
# the end
""",
    "keep": """\
a: 1
b: |+
  x


c:
  - - 1
    - 2
  -
    k: v
  - |
    foo

  - end
d: {a, b: , c: {}}
e: [
  ]
""",
    "json": '{\n\t"a": 1,\n\t"b": {"c": [1, {"d": null}], "e": {}},\n\t"list": [\n\t\t"x",\n\t\t"y"\n\t]\n}\n',
    "dense json": '{"a":1,"b":[],"c":{"d":"e"}}',
    "copies": """\
base: &base {a: 1, b: [x, y]}
deep: &deep
  k: v
  l:
  - &txt word
  - two
use: *base
other:
  - *base
  - *deep   # c
  - *txt
""",
    "framed": "# c\n---\n# d\n  a: 1\n  b:\n      c: 2\n...\n",
    "list": "- a\n- b: c\n  d: e\n-\n- {}\n- []\n",
    "windows": "a:\r\n  b: 1\r\n  c:\r\n  - d\r\n  - e   # f\r\n",
    "no end": "a: b\nc: |\n  text",
    "brackets only": "{}",
    "text only": "x\n",
    "nothing": "",
}

BROKEN = {
    "tab": ("a:\n\tb: 1\n", 2, 1, "a tab indents this line"),
    "tab after spaces": ("a:\n  \tb: 1\n", 2, 3, "a tab indents this line"),
    "tab in a text": ("a: x\n\ty\nb: 1\n", 2, 1, "a tab indents this line"),
    "tab below a bar": ("a: |\n\tb\n", 2, 1, "a tab indents this line"),
    "no space": ("a: 1\nkey:value\nb: 2\n", 2, 5, "a space is missing after the colon"),
    "no space at first": ("key:value\nb: 2\n", 1, 5, "a space is missing after the colon"),
    "no space at last": ("a: 1\nkey:value\n", 2, 5, "a space is missing after the colon"),
    "no space inside": ("a:\n  b: 1\n  c:2\n  d: 3\n", 3, 5, "a space is missing after the colon"),
    "no space in brackets": ("a: {b:1}\n", 1, 5, "a space is missing after the colon"),
    "no space after a dash": ("a:\n  - b\n  -c\n", 3, 4, "a space is missing after the dash"),
    "open double quote": ('a: "foo\nb: 1\nc: 2\n', 1, 4, "this quote is never closed"),
    "open single quote": ("a: 'foo\nb: 1\n", 1, 4, "this quote is never closed"),
    "quote closed late": ('a: "foo\nb: "bar"\nc: 2\n', 1, 4, "this quote is closed only on line 2"),
    "quote and divider": ('a: "x\n---\ny"\n', 1, 4, "this quote is never closed"),
    "apostrophe": ("a: 'it's'\nb: 1\n", 1, 8, "text follows the closing quote"),
    "text after quote": ('a: "foo" bar\nb: 1\n', 1, 10, "text follows the closing quote"),
    "quotes in a row": ('"a" "b"\n', 1, 5, "text follows the closing quote"),
    "open brace": ("a: {b: 1\nc: 2\nd: 3\n", 1, 4, "`{` is opened here and never closed"),
    "open bracket": ("a: [b, c\n", 1, 4, "`[` is opened here and never closed"),
    "open inside": ('{"a": [1, {"b": \n', 1, 11, "`{` is opened here and never closed"),
    "wrong closer": ("a: [b, c}\n", 1, 9, "`[` cannot be closed by `}`"),
    "closer alone": ("c: ]\n", 1, 4, "`]` closes nothing"),
    "closer twice": ("a: [b]]\n", 1, 7, "text follows the closing bracket"),
    "json closer twice": ('{"a": 1}}\n', 1, 9, "`}` closes nothing"),
    "json and more": ('{"a": 1}\n{"b": 2}\n', 2, 1, "text follows the closing bracket"),
    "json comment": ('{\n // c\n "a": 1}\n', 2, 2, "a comment begins with `#`, not with `//`"),
    "no comma": ('a: ["b" "c"]\n', 1, 9, "a comma is missing in front of this"),
    "no comma in json": ('{\n "a": "x"\n "b": 2\n}\n', 3, 2, "a comma or a colon is missing in front of this"),
    "no comma, two colons": ("a: {b: 1 c: 2}\n", 1, 11, "this colon is one too many inside the brackets"),
    "two commas": ("a: [b,, c]\n", 1, 7, "there is nothing in front of this comma"),
    "colon in a text": ("title: Fraud: a design\nb: 1\n", 1, 13, "a text that holds a colon needs quotes"),
    "colon behind brackets": ("a: {x: b:}\n", 1, 9, "a text inside brackets cannot end in a colon"),
    "too deep": ("a: 1\n  b: 2\n", 2, 3, "this line is indented deeper than `a`, which already has a value"),
    "between": ("a:\n    b: 1\n  c: 2\n", 3, 3, "this line is indented by 2 spaces, which matches no line above"),
    "first line in": ("  a: 1\nb: 2\n", 2, 1, "this line is indented by 0 spaces, the first one by 2 spaces"),
    "item among keys": ("a: 1\n- b\n", 2, 1, "a list item stands where a key is due"),
    "key in a list": ("- a\nb: 1\n", 2, 1, "this line stands in the list of line 1 but has no dash"),
    "list behind a key": ("a: - b\n", 1, 4, "a list cannot begin on the line of its key"),
    "dash in brackets": ("a: [- b]\n", 1, 5, "inside brackets a list has no dashes"),
    "percent": ("a: %foo\n", 1, 4, "a text cannot begin with `%`"),
    "percent at first": ("%foo: 1\n", 1, 1, "a line cannot begin with `%`"),
    "percent on a line": ("a: 1\n%b: 2\n", 2, 1, "a line cannot begin with `%`"),
    "at": ("a: [@foo]\n", 1, 5, "a text cannot begin with `@`"),
    "backtick": ("a: `foo`\n", 1, 4, "a text cannot begin with '`'"),
    "star": ("a: **bold**\n", 1, 4, "a text cannot begin with `*`"),
    "ampersand": ("a: & foo\n", 1, 4, "a text cannot begin with `&`"),
    "two ampersands": ("a: &x &y z\n", 1, 7, "a text cannot begin with `&`"),
    "exclamation": ("a: !<foo\n", 1, 4, "words that begin with `!` are not supported"),
    "exclamation and percent": ("a: !%zz z\n", 1, 4, "words that begin with `!` are not supported"),
    "question": ("a: ? b\n", 1, 4, "a text cannot begin with `?`"),
    "bar and text": ("a: | foo\n", 1, 4, "behind `|` a text begins on the next line"),
    "greater than": ("above: > 5 ms\n", 1, 8, "behind `>` a text begins on the next line"),
    "greater than, joined": ("above: >5\n", 1, 8, "`>` announces lines of text, but none follow"),
    "backslash": ('a: "C:\\dir"\n', 1, 7, "`\\d` means nothing inside double quotes"),
    "short escape": ('a: "\\u12"\n', 1, 5, "`\\u12` names no character"),
    "huge escape": ('a: "\\UFFFFFFFF"\n', 1, 5, "`\\UFFFFFFFF` names no character"),
    "no key": (": a\n", 1, 1, "the key in front of this colon is missing"),
    "no key in brackets": ("a: {b: 1, : c}\n", 1, 11, "the key in front of this colon is missing"),
    "no colon": ("a: 1\nb\nc: 2\n", 2, 1, "there is no colon on this line"),
    "no colon at first": ("Title\na: 1\n", 1, 1, "there is no colon on this line"),
    "equals": ("a: 1\nb = 2\nc: 3\n", 2, 3, "keys and values are joined by a colon"),
    "wide colon": ("a: 1\nb\uff1a2\nc: 3\n", 2, 2, "this colon is a wide one (U+FF1A), not the ordinary sign"),
    "no-break space": ("a:\u00a01\nb: 2\n", 1, 3, "this looks like a space but is a no-break space (U+00A0)"),
    "long key": ("k" * 300 + ": 2\nb: 1\n", 1, 1, "this key is longer than 200 characters"),
    "key too long": ("k" * 1100 + ": 2\nb: 1\n", 1, 1, "this key is too long"),
    "second design": ("a: 1\n---\nb: 2\n", 2, 1, "a second design begins here"),
    "after the end": ("a: 1\n...\nb: 2\n", 3, 1, "the design ended above this line"),
    "version alone": ("%YAML 1.1\na: 1\n", 1, 1, "the line with `%` has to be followed by `---`"),
    "template": ("x: {{ y }}\n", 1, 5, "a key has to be plain text"),
    "asked key": ("? a\n: b\n", 1, 3, "`?` in front of a key is not supported"),
    "merged": ("a: {<<: {b: 1}}\n", 1, 5, "`<<` (taking over the keys of another group) is not supported"),
    "tag": ("a: !!python/object:os.system x\n", 1, 4, "words that begin with `!` are not supported"),
    "set": ("a: !!set {b, c}\n", 1, 4, "words that begin with `!` are not supported"),
    "unknown copy": ("a: &there 1\nb: *their\n", 2, 4, "no value above is marked `&their`"),
    "zero": ("a: \0\n", 1, 4, "an invisible character (U+0000) stands here"),
    "escaped zero": ('a: "\\0"\n', 1, 4, "an escape in this text names no visible character (U+0000)"),
    "line separator": ("a: x\u2028y\n", 1, 5, "an invisible character (U+2028) stands here"),
}
"""Name -> text, and the line, column and message of a problem that must be told."""

JARGON = re.compile(
    r"mapping|sequence|scalar|token|\bblock\b|\bflow\b|\bnode\b|stream|simple key|could not find|did not find"
    r"|expected <|\banchor|\balias|directive|indicator|hexdec|document|yaml\.",
    re.IGNORECASE,
)
"""Words of the parsers that no message may use."""
