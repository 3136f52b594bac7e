"""A reviewed design as drills see it: promises with their requests, facts by subject, monitors, places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workbench.design import Part, SystemDesign
from workbench.errors import Path
from workbench.facts import Context, Fact
from workbench.facts.budget import Budget, error_budget
from workbench.facts.graph import Graph
from workbench.facts.needed import Needs, waited_for
from workbench.facts.once import needs_of
from workbench.facts.request import Call
from workbench.facts.watching import Watched, monitors
from workbench.review import Review


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with the calls its requests make and what may fail of it."""

    name: str
    entry: str
    root: Call
    budget: Budget | None
    boxes: tuple[str, ...]
    """Every box a request may pass, in calling order."""
    hard: tuple[str, ...]
    """Every box a request waits for and cannot do without, whatever stands behind it."""

    @property
    def path(self) -> Path:
        """Where it stands."""
        return ("slas", self.name)


def walked(root: Call) -> Iterator[Call]:
    """Yield every call of a tree, in calling order."""
    queue = [root]
    while queue:
        call = queue.pop()
        yield call
        queue += reversed([inner for group in call.groups for inner in group.calls])


def _hard(call: Call) -> Iterator[str]:
    yield from call.filters
    yield call.part
    for inner, _ in waited_for(call):
        yield from _hard(inner)


class Scene:
    """One reviewed design; built once, read by every drill."""

    def __init__(self, review: Review) -> None:
        self.context: Context = review.judging.context
        self.design: SystemDesign = review.design
        self.graph: Graph = self.context.graph
        self.as_of: date = review.as_of
        self.facts: Mapping[tuple[str, str], Fact] = {(f.id, f.subject): f for f in review.facts}

    @cached_property
    def needs(self) -> Needs:
        """The trees of calls of this design."""
        return needs_of(self.context)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Promises whose requests enter somewhere, in file order."""
        held = ((n, s.entry) for n, s in self.design.slas.items() if s.entry in self.graph.parts)
        return tuple(self._promise(name, entry) for name, entry in held if entry)

    def _promise(self, name: str, entry: str) -> Promise:
        root = self.needs.tree(entry)
        boxes = dict.fromkeys(n for call in walked(root) for n in (*call.filters, call.part))
        hard = dict.fromkeys(_hard(root))
        return Promise(name, entry, root, error_budget(self.context, name), tuple(boxes), tuple(hard))

    @cached_property
    def monitors(self) -> tuple[Watched, ...]:
        """Every monitor, in file order."""
        return tuple(monitors(self.context))

    @property
    def no_promise(self) -> str:
        """Why nothing that strikes requests applies, where no promise says where they come in."""
        return "no promise under slas says where its requests come in (slas.NAME.entry)"

    def hitting(self, boxes: frozenset[str]) -> tuple[Promise, ...]:
        """Return the promises whose requests pass one of some boxes."""
        return tuple(p for p in self.promises if boxes & set(p.boxes))

    def running(self, model: str) -> tuple[Part, ...]:
        """Return the boxes that run a model."""
        return tuple(p for p in self.graph.parts.values() if model in p.spec.runs)


def place(part: Part, key: str) -> Path:
    """Return where a field of a box stands, or would stand if the box were declared."""
    return (*part.path, key) if part.declared else ("components", part.id, key)
