"""What a fact may look at: the design, its graph, and every value by path."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from workbench.design import Quantity, SystemDesign
from workbench.design.assumptions import Assumptions
from workbench.errors import Path
from workbench.facts.fact import Input
from workbench.facts.graph import Graph


class Context:
    """One design under review; built once, read by every fact."""

    def __init__(self, design: SystemDesign) -> None:
        self.design = design
        self.memo: dict[object, Any] = {}
        """What several facts asked for (see `once`); it goes when the context goes, whatever in it refers back."""

    @cached_property
    def graph(self) -> Graph:
        """Boxes and arrows, ready for questions about paths."""
        return Graph(self.design.parts, self.design.edges)

    def take(self, name: str, *path: str | int) -> Input | None:
        """Return the quantity at a path as a named input, or None when it is not stated."""
        value = self.design.at(path)
        return Input(name, path, value.text, value) if isinstance(value, Quantity) else None

    def assume(self, name: str) -> Input:
        """Return a number the tool assumes, or what the file says instead."""
        stated = self.design.assumptions
        own = bool(stated and name in stated.model_fields_set)
        value: Quantity = getattr(stated or Assumptions(), name)
        path: Path = ("assumptions", name) if own else ()
        return Input(name.replace("_", " "), path, value.text, value, assumed=not own)
