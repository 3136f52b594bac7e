"""A whole design: all sections together, and everything in it that can be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, Field, PrivateAttr

from workbench.design.assumptions import Assumptions
from workbench.design.component import Component
from workbench.design.cost import Cost
from workbench.design.data import Asset
from workbench.design.decisions import Choice, Practice, Waiver
from workbench.design.evaluation import Evaluation
from workbench.design.experimentation import Experimentation
from workbench.design.features import Features
from workbench.design.flows import Flow
from workbench.design.ingestion import Ingestion
from workbench.design.labels import Labels
from workbench.design.llm import Llm
from workbench.design.monitoring import Drift, Monitoring
from workbench.design.outside import Outside, Person
from workbench.design.parts import Edge, Part, edges_of, part_of, untyped
from workbench.design.privacy import Privacy
from workbench.design.references import Id, PersonRef
from workbench.design.reliability import Reliability
from workbench.design.requirements import Requirements
from workbench.design.responsible_ai import ResponsibleAi
from workbench.design.retraining import Retraining, Rollback
from workbench.design.scalars import Many, Name, Text
from workbench.design.security import Security
from workbench.design.serving import Serving
from workbench.design.slas import Sla
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.training import Training
from workbench.design.words import Level, Stage
from workbench.errors import Path

COMPONENT_SECTIONS = (
    "ingestion", "labels", "features", "training", "evaluation", "serving", "experimentation", "monitoring", "drift",
    "retraining", "rollback", "privacy", "security", "reliability", "cost", "llm", "responsible_ai",
)  # fmt: skip
"""Sections that hold components of their own, in reading order."""


class SystemDesign(Spec):
    """A machine-learning system from end to end, as its author states it."""

    workbench: Literal["1"] = Field(default="1", description="Version of this language.", examples=["1"])
    title: Text | None = said("Name of the system.", "Card-payment fraud screening")
    summary: Text | None = said(
        "What it is, for the reader; earns nothing.", "Scores every authorisation before it is answered."
    )
    scenario: Name | None = said("Practice scenario it answers.", "card-fraud")
    owner: PersonRef | None = said("Who answers for everything that names no owner of its own.", "fraud_team")
    level: Level = Field(default="mid", description="Which coverage items are due.", examples=["senior"])
    stage: Stage = Field(
        default="sketch",
        description="How far along it is; later stages allow no undeclared names.",
        examples=["production"],
    )
    components: dict[Id, Component] = keyed(
        "Components of a sketch; each goes to the home section of its kind.", "{api: online_endpoint}"
    )
    requirements: Requirements | None = said("Goal, measures of success, load.", "{goal: Fewer missed frauds}")
    slas: dict[Id, Sla] = keyed("Promises to users.", "{authorise: {entry: gateway, latency: {p99: 100 ms}}}")
    data: dict[Id, Asset] = keyed("The data.", "{authorisations: {classes: [pii_quasi], volume: 60M/day}}")
    ingestion: Ingestion | None = said("How data comes in.", "{components: {auth_stream: event_stream}}")
    labels: Labels | None = said("Ground truth.", "{sets: {fraud: {entity: authorisation}}}")
    features: Features | None = said("What models see.", "{sets: {velocity: {from: authorisations}}}")
    training: Training | None = said("How models are made.", "{models: {fraud_model: {by: trainer}}}")
    evaluation: Evaluation | None = said("How quality is known before release.", "{splitting: {by: time}}")
    serving: Serving | None = said("How predictions reach users.", "{components: {decision: online_endpoint}}")
    experimentation: Experimentation | None = said(
        "How a change proves itself.", "{rollouts: {canary: {compare: concurrent}}}"
    )
    monitoring: Monitoring | None = said("What is watched.", "{monitors: {decline_rate: {watches: decision}}}")
    drift: Drift | None = said("How the world changes.", "{decay: 0.04 pp/day}")
    retraining: Retraining | None = said(
        "When a model is made anew.", "{triggers: {weekly: {kind: schedule, every: 7 d}}}"
    )
    rollback: Rollback | None = said(
        "How a version is taken back.", "{plans: {model: {of: fraud_model, takes: 4 min}}}"
    )
    privacy: Privacy | None = said("Personal data.", "{erasure: {within: 30 d}}")
    security: Security | None = said("Protection against misuse.", "{network: {ingress: gateway}}")
    reliability: Reliability | None = said("Staying up.", "{modes: {rules_only: {serves: rules}}}")
    cost: Cost | None = said("Money.", "{budget: {monthly_cap: 60k USD/month}}")
    llm: Llm | None = said("Systems around a language model.", "{models: {generator: {version: 2026-04-14}}}")
    responsible_ai: ResponsibleAi | None = said("People it touches.", "{risk: {domain: payments}}")
    decisions: dict[Id, Choice] = keyed("Choices made.", "{velocity: {chose: stream, because: fraud_loss}}")
    waivers: Many[Waiver] = some(
        "Findings set aside for a time.", "[{item: srv-zone-loss, reason: ..., until: 2027-03-31}]"
    )
    practices: dict[Id, Practice] = keyed(
        "Practices of an imported checklist that are claimed.", "{mlops01_bp01: {owner: fraud_team, on: 2026-09-14}}"
    )
    assumptions: Assumptions | None = said("Numbers the tool would otherwise assume.", "{utilisation: 70%}")
    outside: dict[Id, Outside] = keyed("Users, other systems, vendors.", "{pos: client}")
    people: dict[Id, Person] = keyed("Owners, teams, rotas.", "{fraud_oncall: {on_call: true}}")
    flows: Many[Flow] = some("What goes from where to where.", "[pos -> gateway -> decision]")

    _absences: Mapping[Path, str] = PrivateAttr(default_factory=dict)

    @property
    def absences(self) -> Mapping[Path, str]:
        """What is deliberately not there (`none: why`), by path."""
        return self._absences

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Every box by id, in reading order; a name only a flow knows comes last."""
        found = dict(self._declared_parts())
        for position, flow in enumerate(self.flows):
            names = [n for step in flow.steps or () for n in step]
            for name in (*names, *flow.through):
                found.setdefault(name, untyped(name, ("flows", position)))
        return MappingProxyType(found)

    def _declared_parts(self) -> Iterator[tuple[str, Part]]:
        for name, outside in self.outside.items():
            yield name, part_of(name, "outside", ("outside", name), outside)
        for name, spec in self.components.items():
            yield name, part_of(name, "", ("components", name), spec)
        for section in COMPONENT_SECTIONS:
            held = getattr(self, section)
            for name, spec in (held.components if held else {}).items():
                yield name, part_of(name, section, (section, "components", name), spec)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every arrow of every flow, in file order."""
        return edges_of(self.flows, dict(self.parts))

    def at(self, path: Path) -> Any:
        """Return the value at a path of the file, or None when nothing stands there."""
        value: Any = self
        for step in path:
            value = _inner(value, step)
            if value is None:
                return None
        return value


def _inner(value: Any, step: str | int) -> Any:
    # Facts take thousands of values by path, and asking whether something is a group is the dearest part of it.
    model: type[BaseModel] = type(value)  # if it is one at all, which the next line asks
    if _is_group(model):
        return getattr(value, attribute_of(model, str(step)), None)
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, tuple) and isinstance(step, int):
        return value[step] if step < len(value) else None
    return None


@cache
def _is_group(model: type[BaseModel]) -> bool:
    return issubclass(model, BaseModel)


@lru_cache(maxsize=4096)
def attribute_of(model: type[BaseModel], key: str) -> str:
    """Return the Python name of a field by its name in the file (`from` is `from_`); empty when there is none."""
    if key in model.model_fields and model.model_fields[key].alias is None:
        return key
    return next((name for name, field in model.model_fields.items() if field.alias == key), "")
