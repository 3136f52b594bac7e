"""The shape of one checklist item, as it stands in a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from workbench import catalog
from workbench.checks.words.boxes import Boxes
from workbench.checks.words.logic import Condition
from workbench.design import COMPONENT_SECTIONS
from workbench.design.scalars import Many, Text, complain
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Level
from workbench.errors import nearest_word
from workbench.facts import fact_kinds

SECTIONS = ("requirements", "slas", "data", *COMPONENT_SECTIONS, "decisions", "outside", "people", "flows")
ItemSeverity = Literal["blocker", "major", "minor"]
PROSE = frozenset({"note", "goal", "summary", "title", "question", "answer", "ask", "what", "good", "definition"})
"""Fields of free words; no evidence may rest on them."""


def _kebab(value: object) -> str:
    if isinstance(value, str) and value and all(w.isalnum() and w.islower() or w.isdigit() for w in value.split("-")):
        return value
    raise complain(f"'{value}' cannot be an item id", "small letters and digits joined by -, such as mon-actionable")


ItemId = Annotated[str, BeforeValidator(_kebab)]


class Applies(Spec):
    """When an item is due at all, and what is said when it is not."""

    when: Condition = Field(description="Condition that makes it due.", examples=["{component: {trait: [predicts]}}"])
    otherwise: Text = Field(
        description="Reason shown when it does not apply.", examples=["nothing here is served online"]
    )


class Evidence(Spec):
    """What earns credit, in grades."""

    declared: Condition | None = said(
        "Something is said, nothing binds to it: 0.25.", "{filled: monitoring.monitors.*}"
    )
    partly: Condition | None = said("Bound in part: 0.5.", "{some: {of: monitoring.monitors.*, has: [alerts]}}")
    bound: Condition = Field(
        description="Bound: full credit.", examples=["{each: {of: monitoring.monitors.*, has: [alerts, action]}}"]
    )


class GhostSpec(Spec):
    """The missing part to draw."""

    kind: Text = Field(description="Its kind.", examples=["drift_detector"])
    title: Text = Field(description="What to write on it.", examples=["drift monitor"])
    section: Text = Field(description="Section it belongs in.", examples=["drift"])
    after: Boxes | None = said("What would feed it.", "{trait: [serves]}")
    before: Boxes | None = said("What it would feed or stop.", "{trait: [trains]}")

    @model_validator(mode="after")
    def _known(self) -> GhostSpec:
        if self.kind not in catalog.kinds():
            raise complain(
                f"'{self.kind}' is not a kind of component", "a kind of the catalogue", catalog.nearest_kind(self.kind)
            )
        if self.section not in SECTIONS:
            raise complain(
                f"'{self.section}' is not a section", "a section of the language", nearest_word(self.section, SECTIONS)
            )
        return self


class PatchSpec(Spec):
    """One value to put at one path; `$names` stand for things of the design (see `patches.NAMES`)."""

    at: Text = Field(description="Dotted path.", examples=["rollback.plans.model"])
    put: Any = Field(description="What to put there.", examples=["{of: $model, retained_versions: 2}"])


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
    why: Text = Field(
        description="Why it matters to a user of the system.", examples=["An alert nobody acts on protects nobody."]
    )
    advice: Text = Field(
        description="What to do, and what it costs.", examples=["Name the action; it has to be rehearsed."]
    )
    severity: ItemSeverity = Field(description="Weight of a gap.", examples=["blocker"])
    section: Text = Field(description="Section it belongs to.", examples=["monitoring"])
    due: Level = Field(default="mid", description="Lowest level at which it is due.", examples=["senior"])
    applies: Applies | None = said(
        "When it is due at all; always, when left out.", "{when: {filled: llm.models.*}, otherwise: no language model}"
    )
    evidence: Evidence = Field(description="What earns credit.", examples=["{bound: {filled: rollback.plans.*}}"])
    facts: Many[Text] = some("Facts that can contradict it.", "[request-latency]")
    at: Text | None = said("Where a gap points when nothing is there yet.", "rollback.plans")
    shows_on: Boxes | None = said("Components a gap is shown on when it names none.", "{trait: [serves]}")
    ghost: GhostSpec | None = said("The missing part to draw.", "{kind: monitor, title: drift monitor, section: drift}")
    patch: Many[PatchSpec] = some(
        "The smallest edit that would supply it.", "[{at: rollback.plans.model, put: {of: $model}}]"
    )
    probes: Probes | None = said("Questions an interviewer would ask.", "{mid: [How do you go back?]}")
    sources: Many[Text] = some("Where it is from.", "[ML Test Score I7]")
    deepens: Many[Text] = some("Readiness items that go deeper.", "[lif-rollback]")
    examples: dict[str, Any] = keyed("Designs that meet and miss it; they are its tests.", "{met: {...}, gap: {...}}")

    @model_validator(mode="after")
    def _known(self) -> Item:
        if self.section not in SECTIONS:
            raise complain(
                f"'{self.section}' is not a section", "a section of the language", nearest_word(self.section, SECTIONS)
            )
        for name in self.facts:
            if name not in fact_kinds():
                raise complain(f"'{name}' is not a fact", "a fact of this engine", nearest_word(name, fact_kinds()))
        if set(self.examples) - {"met", "gap"}:
            raise complain("examples are called 'met' and 'gap'", "met and gap")
        return self
