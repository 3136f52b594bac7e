"""Which places of a design declare names, by class of thing; references are resolved against this table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.design.shape import field_names, shape_of
from workbench.design.system import SystemDesign
from workbench.errors import Path

TABLES: Mapping[str, tuple[Path, ...]] = {
    "person": (("people",),),
    "asset": (("data",),),
    "label": (("labels", "sets"),),
    "feature": (("features", "sets"),),
    "model": (("training", "models"), ("llm", "models")),
    "prompt": (("llm", "prompts"),),
    "monitor": (("monitoring", "monitors"), ("drift", "monitors")),
    "kpi": (("requirements", "kpis"),),
    "guardrail": (("requirements", "guardrails"),),
    "sla": (("slas",),),
    "split": (("evaluation", "splits"),),
    "metric": (("evaluation", "metrics"),),
    "slice": (("evaluation", "slices"),),
    "gate": (("evaluation", "gates"),),
    "harm": (("responsible_ai", "harms"),),
    "golden_set": (("llm", "golden_sets"),),
    "experiment": (("experimentation", "experiments"),),
    "rollout": (("experimentation", "rollouts"),),
    "rollback": (("rollback", "plans"),),
    "action": (
        ("rollback", "plans"), ("rollback", "kill_switch"), ("retraining", "triggers"), ("reliability", "modes"),
        ("experimentation", "rollouts"),
    ),
}  # fmt: skip
"""Class of thing to the groups that declare it."""

BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "action": ("page", "ticket", "halt", "investigate"),
    "budget": ("budget",),
}
"""Names that need no declaration: what an alert may do, and the one budget."""

ARTICLES: Mapping[str, str] = {
    "component": "a component",
    "person": "someone under people",
    "asset": "data",
    "label": "a label set",
    "feature": "a feature set",
    "model": "a model",
    "prompt": "a prompt",
    "monitor": "a monitor",
    "kpi": "a KPI",
    "guardrail": "a guardrail",
    "sla": "a promise under slas",
    "split": "a split",
    "metric": "a metric",
    "slice": "a slice",
    "gate": "a gate",
    "harm": "a harm",
    "golden_set": "a golden set",
    "rollback": "a plan under rollback",
    "experiment": "an experiment",
    "rollout": "a rollout",
    "action": "an action such as rollback.model, page or ticket",
    "indicator": "an indicator",
    "flow": "a flow with an id",
    "budget": "the budget",
    "path": "a field of this file",
}


class Declared:
    """Every name a design declares, by class, with the path it is declared at."""

    def __init__(self, design: SystemDesign) -> None:
        self._design = design
        self._names: dict[str, dict[str, Path]] = {}

    def names(self, kind: str) -> Mapping[str, Path]:
        """Return the declared names of one class and where each is declared."""
        if kind not in self._names:
            self._names[kind] = self._collect(kind)
        return self._names[kind]

    def find(self, name: str, classes: tuple[str, ...]) -> Path | None:
        """Return the path of the thing `name` refers to, the first class that knows it, or None.

        A name may be qualified by its section: `rollback.model`.
        """
        if "path" in classes:
            return self._path(name)
        section, dot, rest = name.rpartition(".")
        for kind in classes:
            if name in self.names(kind):
                return self.names(kind)[name]
            found = self.names(kind).get(rest) if dot else None
            if found and dotted_prefix(found, section):
                return found
            tables = [(*t, rest) for t in TABLES.get(kind, ()) if dot and dotted_prefix((*t, rest), section)]
            hit = next((p for p in tables if self._design.at(p) is not None), None)
            if hit:
                return hit
        return None

    def _collect(self, kind: str) -> dict[str, Path]:
        if kind == "component":
            return {name: part.path for name, part in self._design.parts.items() if part.declared}
        if kind == "indicator":
            return {i: ("slas", s, "indicators", i) for s, sla in self._design.slas.items() for i in sla.indicators}
        if kind == "flow":
            return {flow.id: ("flows", n) for n, flow in enumerate(self._design.flows) if flow.id}
        found: dict[str, Path] = dict.fromkeys(BUILT_IN.get(kind, ()), ())
        for table in TABLES.get(kind, ()):
            for name in self._design.at(table) or {}:
                found.setdefault(name, (*table, name))
        return found

    def steps_from(self, path: tuple[str, ...]) -> list[str]:
        """Return the keys that may follow a dotted path: the fields of a group, or the ids that are declared."""
        shape = shape_of(SystemDesign).find(path)
        held = self._design.at(path_from(path))
        if isinstance(held, tuple):
            return [str(position) for position in range(len(held))]
        return field_names(shape.model) if shape and shape.model else list(held) if isinstance(held, Mapping) else []

    def _path(self, name: str) -> Path | None:
        path = path_from(name.split("."))
        given_up = any(path[:length] in self._design.absences for length in range(1, len(path) + 1))
        return path if given_up or self._design.at(path) not in (None, (), {}) else None


def path_from(steps: Sequence[str]) -> Path:
    """Return the path that dotted steps spell; digits are places in a list."""
    return tuple(int(step) if step.isdigit() else step for step in steps)


def dotted_prefix(path: Path, section: str) -> bool:
    """True when `section` names the top of `path`, or its top two levels."""
    return section in (str(path[0]), ".".join(map(str, path[:-1])))
