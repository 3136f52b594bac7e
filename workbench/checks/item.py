"""The shape of one checklist item, as it stands in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from workbench.checks.faults import Checked, Fault
from workbench.checks.names import FactName, KindName, SectionName
from workbench.checks.patterns import PlacePattern, misstep
from workbench.checks.words.boxes import Boxes
from workbench.checks.words.logic import Condition
from workbench.design import SystemDesign
from workbench.design.component import Component
from workbench.design.scalars import Many, Text, complain
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Level, Stage

DECLARED, HALF, AUTOMATED, PROVEN = 0.25, 0.5, 0.75, 1.0
"""What the grades of evidence earn. Grades stand here only."""
ExampleName = Literal["met", "gap", "fails"]
"""A design that meets an item, one that misses it, and one whose numbers cannot be true."""
ItemSeverity = Literal["blocker", "major", "minor"]
OWN = "$"
"""A patch path that begins with it starts at a component of the design under review."""
_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _kebab(value: object) -> str:
    if isinstance(value, str) and value and _KEBAB.fullmatch(value):
        return value
    raise complain(f"'{value}' cannot be an item id", "small letters and digits joined by -, such as mon-actionable")


ItemId = Annotated[str, BeforeValidator(_kebab)]


class Applies(Spec):
    """When an item is due at all, and what is said when it is not."""

    when: Condition = Field(description="Condition that makes it due.", examples=["{component: {trait: [predicts]}}"])
    otherwise: Text = Field(
        description="Reason shown when it does not apply.", examples=["nothing here is served online"]
    )


class Evidence(Checked):
    """What earns credit, in grades. With `proven` an item asks for proof, and `bound` is half of the way to it."""

    declared: Condition | None = said(
        "Something is said, nothing binds to it: 0.25.", "{filled: monitoring.monitors.*}"
    )
    partly: Condition | None = said("Bound in part: 0.5.", "{some: {of: monitoring.monitors.*, has: [alerts]}}")
    bound: Condition | None = said(
        "Bound: full credit, or 0.5 beside `proven`.", "{each: {of: monitoring.monitors.*, has: [alerts, action]}}"
    )
    automated: Condition | None = said(
        "Bound, and it happens by itself: 0.75.", "{some: {of: monitoring.monitors.*, has: [action]}}"
    )
    proven: Condition | None = said(
        "Shown by what is computed, or by everything asked for being there: 1.", "{fact: {id: request-latency}}"
    )

    def faults(self) -> Iterator[Fault]:
        """Yield grades that do not go together."""
        if not self.grades:
            yield Fault("nothing here earns anything", expected="bound, or proven")
        if self.proven and self.partly:
            yield Fault("'partly' has no place beside 'proven'", ("partly",), "declared, bound or automated")
        if self.automated and not self.proven:
            yield Fault("'automated' is a step towards 'proven'", ("automated",), "proven beside it")

    @cached_property
    def grades(self) -> tuple[tuple[float, Condition], ...]:
        """Credit and condition of every grade, the best first."""
        steps = (
            (PROVEN, self.proven),
            (AUTOMATED, self.automated),
            (HALF if self.proven else PROVEN, self.bound),
            (HALF, self.partly),
            (DECLARED, self.declared),
        )
        return tuple((credit, condition) for credit, condition in steps if condition)

    @property
    def best(self) -> float:
        """The most it can earn; an item that can only be claimed earns half at best."""
        return self.grades[0][0]

    @cached_property
    def proof(self) -> tuple[str, ...]:
        """Ids of the facts that `proven` asks for."""
        return tuple(dict.fromkeys(self.proven.facts_asked())) if self.proven else ()


class GhostSpec(Spec):
    """The missing part to draw."""

    kind: KindName = Field(description="Its kind.", examples=["drift_detector"])
    title: Text = Field(description="What to write on it.", examples=["drift monitor"])
    section: SectionName = Field(description="Section it belongs in.", examples=["drift"])
    after: Boxes | None = said("What would feed it.", "{trait: [serves]}")
    before: Boxes | None = said("What it would feed or stop.", "{trait: [trains]}")


class PatchSpec(Checked):
    """One value to put at one path; `$names` stand for things of the design (see `patches.NAMES`).

    A path that begins with a `$name` starts at that component, wherever it is declared.
    """

    at: Text = Field(description="Dotted path.", examples=["rollback.plans.model"])
    put: Any = Field(description="What to put there.", examples=["{of: $model, retained_versions: 2}"])

    def faults(self) -> Iterator[Fault]:
        """Yield a path that leads to no field."""
        first, *rest = self.at.split(".")
        wrong = misstep(tuple(rest), Component) if first.startswith(OWN) else misstep((first, *rest), SystemDesign)
        if wrong:
            yield wrong.below("at")


class Probes(Spec):
    """Questions an interviewer would ask about the gap, by level."""

    mid: Many[Text] = some("For mid level.", "[How would you notice?]")
    senior: Many[Text] = some("For senior level.", "[What would you do first?]")
    staff: Many[Text] = some("For staff level.", "[What would you refuse to build?]")


class Item(Spec):
    """One question with the evidence that answers it."""

    id: ItemId = Field(description="Stable id.", examples=["cov-monitor-action"])
    title: Text = Field(
        description="The question in a few words, as a statement that should be true.",
        examples=["Every alert leads to an action"],
    )
    gap: Text | None = said("Its headline in a list of gaps, in a few words; the title, when left out.", "No way back")
    why: Text = Field(
        description="Why it matters to a user of the system.", examples=["An alert nobody acts on protects nobody."]
    )
    advice: Text = Field(
        description="What to do, and what it costs.", examples=["Name the action; it has to be rehearsed."]
    )
    severity: ItemSeverity = Field(description="Weight of a gap.", examples=["blocker"])
    section: SectionName = Field(description="Section it belongs to.", examples=["monitoring"])
    due: Level = Field(default="mid", description="Lowest level at which it is due.", examples=["senior"])
    stage: Stage = Field(default="sketch", description="Earliest stage at which it is due.", examples=["pilot"])
    applies: Applies | None = said(
        "When it is due at all; always, when left out.", "{when: {filled: llm.models.*}, otherwise: no language model}"
    )
    evidence: Evidence = Field(description="What earns credit.", examples=["{bound: {filled: rollback.plans.*}}"])
    facts: Many[FactName] = some("Facts that can contradict it.", "[request-latency]")
    at: PlacePattern | None = said("Where a gap points when nothing is there yet.", "rollback.plans")
    shows_on: Boxes | None = said("Components a gap is shown on when it names none.", "{trait: [serves]}")
    ghost: GhostSpec | None = said("The missing part to draw.", "{kind: monitor, title: drift monitor, section: drift}")
    patch: Many[PatchSpec] = some(
        "The smallest edit that would supply it.", "[{at: rollback.plans.model, put: {of: $model}}]"
    )
    probes: Probes | None = said("Questions an interviewer would ask.", "{mid: [How do you go back?]}")
    sources: Many[Text] = some("Where it is from.", "[ML Test Score I7]")
    false_alarms: Many[Text] = some("Where it may be wrong about a design that is right.", "[rows without time]")
    deepens: Many[Text] = some("Readiness items that go deeper.", "[lif-rollback]")
    examples: dict[ExampleName, Any] = keyed(
        "Designs that meet it, miss it, or state what cannot be; they are its tests.", "{met: {...}, gap: {...}}"
    )

    @property
    def due_from(self) -> str:
        """Where it falls due: a stage for what asks for proof, else a level."""
        return self.stage if self.evidence.proven else self.due
