"""Waivers: one finding in one place, set aside by someone, for a reason, until a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from workbench.checks.finding import Finding
from workbench.design import SystemDesign
from workbench.design.decisions import Waiver
from workbench.design.declared import path_from
from workbench.errors import Path
from workbench.facts import Verdict

_ASKED = ("item", "at", "reason", "owner", "until")


class WaiverState(StrEnum):
    """What becomes of a waiver on the day judged by."""

    HOLDS = "holds"
    EXPIRED = "expired"
    INCOMPLETE = "incomplete"
    IDLE = "sets nothing aside"


@dataclass(frozen=True, slots=True)
class Waived:
    """One waiver of the file with what becomes of it."""

    path: Path
    waiver: Waiver
    state: WaiverState
    says: str


def with_waivers(findings: Iterable[Finding], design: SystemDesign, as_of: date) -> tuple[Finding, ...]:
    """Return the findings, those that a holding waiver sets aside marked with its path. Credit stays what it is."""
    holding = [(("waivers", n), w) for n, w in enumerate(design.waivers) if _state(w, as_of) is WaiverState.HOLDS]
    return tuple(_marked(finding, holding) for finding in findings)


def waivers_of(design: SystemDesign, findings: Iterable[Finding], as_of: date) -> tuple[Waived, ...]:
    """Return every waiver of a design with its state, in file order."""
    used = {finding.waived for finding in findings if finding.waived}
    return tuple(_told(("waivers", n), waiver, as_of, used) for n, waiver in enumerate(design.waivers))


def _state(waiver: Waiver, as_of: date) -> WaiverState:
    if any(getattr(waiver, name) is None for name in _ASKED):
        return WaiverState.INCOMPLETE
    return WaiverState.EXPIRED if waiver.until and waiver.until < as_of else WaiverState.HOLDS


def _told(path: Path, waiver: Waiver, as_of: date, used: set[Path]) -> Waived:
    state = _state(waiver, as_of)
    if state is WaiverState.INCOMPLETE:
        lacks = ", ".join(name for name in _ASKED if getattr(waiver, name) is None)
        return Waived(path, waiver, state, f"it lacks {lacks}, so it sets nothing aside")
    if state is WaiverState.EXPIRED:
        return Waived(path, waiver, state, f"it ended on {waiver.until}")
    if path not in used:
        return Waived(path, waiver, WaiverState.IDLE, "nothing is open there, or the id is not of an item asked")
    return Waived(path, waiver, state, f"until {waiver.until}, {waiver.owner}: {waiver.reason}")


def _marked(finding: Finding, holding: Sequence[tuple[Path, Waiver]]) -> Finding:
    if not finding.outcome.is_open:
        return finding
    found = next((path for path, waiver in holding if waiver.item == finding.item and _covers(waiver, finding)), ())
    return replace(finding, waived=found) if found else finding


def _covers(waiver: Waiver, finding: Finding) -> bool:
    """True when all that speaks against the item lies at the place of the waiver; another place stays open."""
    place = path_from((waiver.at or "").split("."))
    against = [fact.at for fact in finding.facts if fact.verdict is Verdict.FAILS] or [finding.at]
    return all(_meet(place, at) for at in against)


def _meet(place: Path, at: Path) -> bool:
    shorter = min(len(place), len(at))
    return shorter > 0 and place[:shorter] == at[:shorter]
