"""Plain data for the property tests: what `read` can give, with a taste for what is hard to write."""

from typing import Any

from hypothesis import strategies as st

HARD = [
    "", " ", "null", "~", "Null", "true", "no", "1.0", "0o17", "12:30", "-", "--", "---", "...", "- a", "-a", "-5",
    "a: b", "a:", ":", ":a", "a #b", "#", "a,b", "[a]", "{a", "a?", "?", "? a", "*x", "&x", "!t", "|", ">", ">5", "%",
    "@x", "`x`", "<<", "=", "'", '"', "it's", '"a"', "\\d", "\ttab", "a\tb", "trail ", " lead", "http://a.b/c?d=1&e",
    "pos -> gateway", "é", "\U0001f600", "\u00a0", "\u2028", "x" * 120, "word " * 30, "a\n", "\na", "a\nb", "a\nb\n",
    "a\n\nb", "a\n b\n", "a\nb \n", "a\r\nb", "a\n\tb", "a\n\n", "# a\n# b\n", "a\n---\nb",
]  # fmt: skip

_PLAIN = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
texts = st.sampled_from(HARD) | st.text(_PLAIN, max_size=12)
keys = st.sampled_from(["a", "b", "p99", "latency", *(hard for hard in HARD if len(hard) < 100)]) | st.text(
    _PLAIN, min_size=1, max_size=8
)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)


values: st.SearchStrategy[Any] = st.recursive(st.none() | texts, _nested, max_leaves=12)
groups: st.SearchStrategy[dict[str, Any]] = st.dictionaries(keys, values, max_size=5)


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of a value and of everything in it."""
    found = [path]
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            found += paths(value[key], (*path, key))
    return found
