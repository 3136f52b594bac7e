"""Readiness: sections and domains from findings, and the level that the weakest of them and the blockers allow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from workbench import catalog
from workbench.checks.engine import passes
from workbench.checks.finding import Finding, Outcome
from workbench.scoring.coverage import WEIGHTS

STAGE_CAPS: Mapping[str, int] = MappingProxyType({"sketch": 1, "pilot": 2, "production": 4})
"""Highest level of a design at a stage."""
Drills = Literal["pending", "undecided", "failed", "survived"]
"""How the fault drills ended; pending while they have not run."""
_DRILLS: Mapping[str, str] = MappingProxyType(
    {
        "pending": "pending drills: they run with --drills",
        "undecided": "the drills cannot be decided; `workbench drill` names what is missing",
        "failed": "a drill is not survived; `workbench drill` tells which",
    }
)
BLOCKED_INDEX = 40.0
"""Most the progress index can be while a blocker is open."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a level asks for: passing blockers of these sections (and of the levels below), a mark for every domain."""

    level: int
    sections: tuple[str, ...]
    mark: float


GATES = (
    Gate(1, ("req", "dat", "lab", "fea", "eva"), 0.40),
    Gate(2, ("trn", "srv", "exp", "lif", "mon", "llm"), 0.55),
    Gate(3, ("rel", "prv", "sec", "rai"), 0.70),
    Gate(4, ("cst",), 0.85),
)
"""The levels above R0. Proposed cut-offs (knowledge checks.md d5); uncalibrated."""
FORMULA = (
    "credit: declared 0.25, bound 0.5, automated 0.75, proven 1, failing or missing number 0. "
    "section = sum(weight x credit) / sum(weight), weight 5 blocker, 3 major, 1 minor; a domain pools its sections. "
    "level = highest whose blockers pass (bound, nothing against them) and whose mark the weakest domain reaches: "
    "R1 0.40, R2 0.55, R3 0.70, R4 0.85; R4 also asks for no contradicted major and for drills survived; "
    "stage caps: sketch R1, pilot R2. progress index = geometric mean of the domains, at most 40 with a blocker open."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section or domain with its weights."""

    id: str
    earned: float
    possible: float

    @property
    def share(self) -> float:
        """Credit earned, 0 to 1."""
        return self.earned / self.possible if self.possible else 0.0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing between a design and a level: an item that does not pass, a domain below its mark, a cap, drills."""

    level: int
    kind: str
    """blocker, major, domain, stage or drills."""
    says: str
    item: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready a design is, and what it was made from."""

    level: int
    sections: Mapping[str, Part]
    domains: Mapping[str, Part]
    obstacles: tuple[Obstacle, ...]
    """Everything between the design and R4, the next level first."""
    index: float
    cap: int
    due: int

    @property
    def name(self) -> str:
        """The level as it is printed: R2."""
        return f"R{self.level}"

    @property
    def weakest(self) -> Part | None:
        """The domain that limits."""
        return min(self.domains.values(), key=lambda d: (d.share, d.id), default=None)

    @property
    def limiting(self) -> Part | None:
        """The weakest section of the weakest domain: what to work on first."""
        weakest = self.weakest
        held = [s for s in self.sections.values() if weakest and domain_of(s.id) == weakest.id]
        return min(held, key=lambda s: (s.share, s.id), default=None)

    def adds(self, finding: Finding, weights: Mapping[str, float] = MappingProxyType({})) -> float:
        """Return the share of its domain that full credit for a finding would add; 0 where a profile weighs it at 0."""
        section = section_of(finding.item)
        domain = self.domains.get(domain_of(section))
        weight = WEIGHTS[finding.severity] * weights.get(section, 1.0)
        return weight * (1 - finding.credit) / domain.possible if domain else 0.0

    @property
    def next(self) -> tuple[Obstacle, ...]:
        """What stands between the design and the next level."""
        return tuple(o for o in self.obstacles if o.level == self.level + 1)


def section_of(item: str) -> str:
    """Return the readiness section of an item, which its id begins with."""
    return item.split("-", 1)[0]


def domain_of(section: str) -> str:
    """Return the domain of a readiness section; a section of one's own is a domain of its own."""
    return next((row.domain for row in catalog.sections().values() if row.prefix == section), section)


def readiness(
    findings: Iterable[Finding],
    stage: str,
    *,
    weights: Mapping[str, float] = MappingProxyType({}),
    drills: Drills = "pending",
    lift_waived: bool = False,
) -> Readiness:
    """Weigh findings into sections, domains and a level.

    `weights` are factors by section (1 where none is given); `drills` tells how the fault drills ended; with
    `lift_waived` a finding that a waiver sets aside stands in nobody's way.
    """
    due = [f for f in findings if f.outcome is not Outcome.NOT_APPLICABLE]
    sections = _parts(due, weights, section_of)
    domains = _parts(due, weights, lambda item: domain_of(section_of(item)))
    cap = STAGE_CAPS[stage]
    obstacles = [
        o for gate in GATES for o in _obstacles(gate, [f for f in due if not (lift_waived and f.waived)], domains)
    ]
    obstacles += [o for o in (_stage(stage, cap), _drilled(drills)) if o]
    level = min((o.level for o in obstacles), default=len(GATES) + 1) - 1
    blocked = any(f.severity == "blocker" and not passes(f) for f in due)
    return Readiness(
        level=level if due else 0,
        sections=MappingProxyType(sections),
        domains=MappingProxyType(domains),
        obstacles=tuple(sorted(obstacles, key=lambda o: (o.level, _ORDER.index(o.kind)))),
        index=_index(domains, blocked=blocked),
        cap=cap,
        due=len(due),
    )


_ORDER = ("stage", "blocker", "major", "domain", "drills")


def _parts(due: list[Finding], weights: Mapping[str, float], key: Callable[[str], str]) -> dict[str, Part]:
    found: dict[str, Part] = {}
    for finding in due:
        name = key(finding.item)
        weight = WEIGHTS[finding.severity] * weights.get(section_of(finding.item), 1.0)
        held = found.get(name, Part(name, 0.0, 0.0))
        found[name] = Part(name, held.earned + weight * finding.credit, held.possible + weight)
    return {name: part for name, part in found.items() if part.possible}


def _obstacles(gate: Gate, due: list[Finding], domains: Mapping[str, Part]) -> list[Obstacle]:
    found = [
        Obstacle(gate.level, "blocker", f.headline, item=f.item)
        for f in due
        if f.severity == "blocker" and _gate_of(f) == gate.level and not passes(f)
    ]
    if gate.level == len(GATES):
        wrong = (f for f in due if f.severity == "major" and f.outcome is Outcome.CONTRADICTED)
        found += [Obstacle(gate.level, "major", f.headline, item=f.item) for f in wrong]
    below = (d for d in domains.values() if d.share < gate.mark)
    found += [
        Obstacle(
            gate.level, "domain", f"{d.id} is at {d.share:.2f}; R{gate.level} asks for {gate.mark:.2f}", domain=d.id
        )
        for d in below
    ]
    return found


def _gate_of(finding: Finding) -> int:
    section = section_of(finding.item)
    return next((gate.level for gate in GATES if section in gate.sections), 1)


def _stage(stage: str, cap: int) -> Obstacle | None:
    return Obstacle(cap + 1, "stage", f"stage {stage} goes no higher than R{cap}") if cap < len(GATES) else None


def _drilled(drills: Drills) -> Obstacle | None:
    return None if drills == "survived" else Obstacle(len(GATES), "drills", _DRILLS[drills])


def _index(domains: Mapping[str, Part], *, blocked: bool) -> float:
    if not domains:
        return 0.0
    # In logs, so that many small shares do not run out of digits; one at zero makes all of it zero.
    shares = [d.share for d in domains.values()]
    index = 0.0 if min(shares) <= 0 else 100 * math.exp(sum(map(math.log, shares)) / len(shares))
    return round(min(index, BLOCKED_INDEX) if blocked else index, 1)
