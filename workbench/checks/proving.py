"""Running the examples that a checklist brings along: they are its tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from workbench.checks.checklist import Checklist
from workbench.checks.engine import judge
from workbench.checks.faults import placed
from workbench.checks.finding import Outcome
from workbench.checks.item import ExampleName, Item
from workbench.checks.judging import Judging
from workbench.checks.patches import applied, puts_of, unknown_names
from workbench.design import bind
from workbench.errors import Path, Problem
from workbench.facts import compute
from workbench.reading import Document, read

_WANTED = {"met": "met", "gap": "open", "fails": "contradicted"}


def unproven(checklist: Checklist, document: Document, as_of: date) -> tuple[Problem, ...]:
    """Return what the examples of a checklist disprove, each with its place in the checklist's file."""
    found = [p for n, item in enumerate(checklist.items) for p in _of_item(item, ("items", n), as_of)]
    return tuple(placed(document, problem) for problem in found)


def _of_item(item: Item, at: Path, as_of: date) -> Iterator[Problem]:
    for name in ("met", "gap"):
        if name not in item.examples:
            yield Problem(f"{item.id} has no example '{name}'", (*at, "examples"), expected="a small design")
    for name in item.examples:
        yield from _of_example(item, name, (*at, "examples", name), as_of)
    strange = unknown_names([item])
    if strange:
        yield Problem(
            f"nothing is called ${strange[0]} in a patch", (*at, "patch"), expected="a name of docs/checklists.md"
        )
    elif item.patch and "gap" in item.examples:
        yield from _of_patch(item, (*at, "patch"), as_of)


def _of_example(item: Item, name: ExampleName, at: Path, as_of: date) -> Iterator[Problem]:
    judging, problems = _judging(item.examples[name], as_of)
    yield from (
        Problem(f"{item.id}, example {name}: {p.message}", at, expected=p.expected, nearest=p.nearest) for p in problems
    )
    if judging is None:
        return
    finding = judge(item, judging)
    right = {
        "met": finding.credit == item.evidence.best and finding.outcome is not Outcome.CONTRADICTED,
        "gap": finding.outcome.is_open,
        "fails": finding.outcome is Outcome.CONTRADICTED,
    }[name]
    if not right:
        message = f"{item.id}, example {name} is {finding.outcome} with credit {finding.credit:g}: {finding.found}"
        yield Problem(message, at, expected=f"an answer of {_WANTED[name]}")


def _of_patch(item: Item, at: Path, as_of: date) -> Iterator[Problem]:
    gap = item.examples["gap"]
    judging, problems = _judging(gap, as_of)
    if judging is None or problems:
        return
    puts = puts_of(item, judging)
    if not puts:
        yield Problem(f"{item.id}: its patch is not offered for its own gap", at)
        return
    after, wrong = _judging(applied(gap, puts), as_of)
    if after is None or wrong:
        yield Problem(f"{item.id}: its patch does not type: {wrong[0].message}", at)
    elif judge(item, after).credit <= judge(item, judging).credit:
        yield Problem(f"{item.id}: its patch earns nothing: {judge(item, after).found}", at)


def _judging(data: object, as_of: date) -> tuple[Judging | None, tuple[Problem, ...]]:
    design, problems = bind(read(json.dumps(data), "example.json"))
    return (None if problems else Judging(*compute(design), as_of)), problems
