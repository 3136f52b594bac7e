"""The page about a checklist, made from its items: `python -m workbench.checks.reference docs` renews it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from workbench.checks.checklist import Checklist, bundled_checklist, bundled_names
from workbench.checks.indexes import indexes
from workbench.checks.item import GhostSpec, Item
from workbench.checks.names import SECTIONS
from workbench.checks.patches import NAMES
from workbench.checks.patterns import Pattern
from workbench.checks.words.boxes import Boxes
from workbench.checks.words.logic import Condition
from workbench.design import Quantity
from workbench.design.cells import heads, line
from workbench.facts import fact_kinds

PAGE = "checklists.md"
_INTRODUCTION = Path(__file__).parent / "introduction.md"
_WIDTH = 110


def page() -> str:
    """Return the whole page as Markdown: how items judge, the vocabulary, and every checklist we ship."""
    text = _INTRODUCTION.read_text(encoding="utf-8")
    parts = {"words": _words(Condition), "boxes": _words(Boxes), "names": _names()}
    for mark, lines in parts.items():
        text = text.replace(f"<!-- {mark} -->", "\n".join(lines))
    lists = [bundled_checklist(name) for name in bundled_names()]
    index = "\n".join(indexes(item for checklist in lists for item in checklist.items))
    return "\n".join([text, *map(checklist_reference, lists), index.rstrip()]) + "\n"


def _words(model: type[BaseModel]) -> Iterator[str]:
    yield from heads("word", "meaning", "for example")
    for name, field in model.model_fields.items():
        if name != "note":
            yield line(f"`{name}`", field.description or "", f"`{name}: {(field.examples or [''])[0]}`")


def _names() -> Iterator[str]:
    yield from heads("name", "stands for", "when there is none")
    for name, stand in NAMES.items():
        yield line(f"`${name}`", stand.what, f"`{stand.invented}`" if stand.invented else "the patch is not offered")


def checklist_reference(checklist: Checklist) -> str:
    """Return one checklist as Markdown: a table of its items by section, then every item in full."""
    items = sorted(checklist.items, key=lambda item: SECTIONS.index(item.section))
    lines = [f"## {checklist.title}: `{checklist.id}`", "", checklist.summary, ""]
    lines += [*heads("section", "item", "what should be true", "due from", "weight"), *map(_row, items), ""]
    for item in items:
        lines += _item(item)
    return "\n".join(lines).rstrip() + "\n"


def _row(item: Item) -> str:
    return line(item.section, f"[`{item.id}`](#{item.id})", item.title, item.due_from, item.severity)


def _item(item: Item) -> Iterator[str]:
    yield from (f"### {item.id}", "", f"**{item.title}.** {item.why} {item.advice}", "")
    always = "always" if item.applies is None else f"left out when: {item.applies.otherwise}"
    yield from (f"In `{item.section}`, due from {item.due_from}, {item.severity}; {always}.", "")
    yield from ("```yaml", *_yaml(item), "```", "")
    for level, questions in _asked(item):
        yield from (f"- {level}: {question}" for question in questions)
    yield ""
    facts = [fact_kinds()[name].title for name in item.facts]
    rows = (
        ("Contradicted by", facts),
        ("Drawn when missing", [_ghost(item.ghost)] if item.ghost else []),
        ("May be wrong about", [alarm.rstrip(".") for alarm in item.false_alarms]),
        ("Sources", item.sources),
        ("Goes deeper", [f"`{name}`" for name in item.deepens]),
    )
    told = [f"{what}: {', '.join(names)}" for what, names in rows if names]
    yield from (". ".join(told) + ".", "")


def _asked(item: Item) -> Iterator[tuple[str, Sequence[str]]]:
    if item.probes:
        yield from (("mid", item.probes.mid), ("senior", item.probes.senior), ("staff", item.probes.staff))


def _ghost(ghost: GhostSpec) -> str:
    return f"a {ghost.kind.replace('_', ' ')} in {ghost.section}"


def _yaml(item: Item) -> Iterator[str]:
    """Write what is asked in the words of the file."""
    for name in ("declared", "partly", "bound", "automated", "proven"):
        condition = getattr(item.evidence, name)
        if condition:
            credit = next(credit for credit, held in item.evidence.grades if held is condition)
            yield from _entry(f"{name} ({credit:g})", plain(condition), 0)
    for patch in item.patch:
        yield from _entry(f"patch {patch.at}", patch.put, 0)


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    """Write `key: value` on one line where it fits, else one line for each part."""
    indent = "  " * depth
    head = indent + (key if key == "-" else f"{key}:")
    short = f"{head} {_flow(value)}"
    if len(short) <= _WIDTH or not isinstance(value, dict | list):
        yield short
        return
    yield head
    for name, part in value.items() if isinstance(value, dict) else map(_bullet, value):
        yield from _entry(name, part, depth + 1)


def _bullet(part: Any) -> tuple[str, Any]:
    """Return an item of a list as a key and its value; a group of one field stands on the line of its dash."""
    if isinstance(part, dict) and len(part) == 1:
        ((name, inner),) = part.items()
        return f"- {name}", inner
    return "-", part


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else str(value)


def plain(value: Any) -> Any:
    """Return a condition as it would stand in a file: only what was stated, a list of one as its item."""
    if isinstance(value, BaseModel):
        stated = {
            field.alias or name: plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set and getattr(value, name) not in (None, (), {})
        }
        return stated["path"] if list(stated) == ["path"] else stated
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        alone = len(value) == 1 and not isinstance(value[0], BaseModel | tuple)
        return plain(value[0]) if alone else [plain(part) for part in value]
    if isinstance(value, Pattern | Quantity):
        return str(value)
    return str(value).lower() if isinstance(value, bool) else value


def main(arguments: Sequence[str]) -> None:
    """Write the page into the folder that is named."""
    folder = Path(arguments[0] if arguments else "docs")
    (folder / PAGE).write_bytes(page().encode("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
