"""One item on one design: grades, outcomes, what a finding points at, draws and says."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.checks import Item, Outcome, is_due
from workbench.checks.item import DECLARED, HALF, PROVEN

from .designs import COVERAGE, found

GRADED = {
    "id": "alarm",
    "title": "An alarm leads to an action",
    "why": "Someone has to hear it.",
    "advice": "Name who hears it.",
    "gap": "No alarm",
    "severity": "major",
    "section": "monitoring",
    "at": "monitoring.monitors",
    "evidence": {
        "declared": {"filled": "monitoring.monitors.*"},
        "partly": {"some": {"of": "monitoring.monitors.*", "has": ["alerts"]}},
        "bound": {"some": {"of": "monitoring.monitors.*", "has": ["alerts", "action"]}},
    },
    "ghost": {
        "kind": "monitor",
        "title": "alarm",
        "section": "monitoring",
        "after": {"trait": ["serves"]},
        "before": {"trait": ["trains"]},
    },
    "shows_on": {"trait": ["serves"]},
}
BASE: dict[str, Any] = {
    "components": {"api": "online_endpoint", "trainer": "trainer"},
    "people": {"team": {"size": "6"}},
    "flows": ["trainer -> api"],
}
SPEC: dict[str, Any] = {"watches": "api"}


def item(**more: Any) -> Item:
    """Return the alarm item with other fields."""
    return Item.model_validate({**GRADED, **more})


def monitored(**monitor: str) -> dict[str, Any]:
    """Return a design with one monitor."""
    return {**BASE, "monitoring": {"monitors": {"slow": {**SPEC, **monitor}}}}


@pytest.mark.parametrize(
    ("data", "outcome", "credit"),
    [
        (BASE, Outcome.GAP, 0.0),
        (monitored(), Outcome.PARTIAL, DECLARED),
        (monitored(alerts="team"), Outcome.PARTIAL, HALF),
        (monitored(alerts="team", action="page"), Outcome.MET, PROVEN),
    ],
)
def test_grades(data: Any, outcome: Outcome, credit: float) -> None:
    """The best grade that holds counts, and what is missing for the next is told."""
    finding = found(item(), data)
    assert (finding.outcome, finding.credit) == (outcome, credit)
    assert finding.expected == "Name who hears it."
    assert bool(finding.found)


def test_partial_points_at_the_entry() -> None:
    """A partial answer points at the entry that lacks something."""
    finding = found(item(), monitored(alerts="team"))
    assert finding.at == ("monitoring", "monitors", "slow")
    assert "action" in finding.found


def test_gap_draws_a_ghost() -> None:
    """A gap with nothing there draws the missing part between what would feed it and what it would feed."""
    finding = found(item(), BASE)
    assert finding.ghost is not None
    assert (finding.ghost.kind, finding.ghost.since, finding.ghost.to) == ("monitor", ("api",), ("trainer",))
    assert finding.components == ("api",)
    assert finding.at == ("monitoring", "monitors")
    assert finding.headline == "No alarm"


def test_no_ghost_where_something_is() -> None:
    """What is declared already is not drawn a second time."""
    assert found(item(), monitored()).ghost is None


def test_not_applicable() -> None:
    """An item that does not apply says why, is worth nothing and is no gap."""
    due = {"when": {"component": {"trait": ["generates"]}}, "otherwise": "nothing writes text here"}
    finding = found(item(applies=due), BASE)
    assert (finding.outcome, finding.found, finding.ghost) == (Outcome.NOT_APPLICABLE, "nothing writes text here", None)
    assert not finding.outcome.is_open


@pytest.mark.parametrize(
    ("replicas", "outcome"),
    [({"replicas": "1"}, Outcome.CONTRADICTED), ({}, Outcome.UNKNOWN), ({"replicas": "3", "zones": "3"}, Outcome.MET)],
)
def test_facts_contradict(replicas: dict[str, str], outcome: Outcome) -> None:
    """A fact that fails contradicts and one that cannot be computed leaves open; both keep the credit earned."""
    asked = item(facts=["single-point"], evidence={"bound": {"filled": "slas.*.entry"}})
    data = {"components": {"api": {"kind": "online_endpoint", **replicas}}, "slas": {"pay": {"entry": "api"}}}
    finding = found(asked, data)
    assert (finding.outcome, finding.credit) == (outcome, PROVEN)
    assert [f.id for f in finding.facts] == ["single-point"]
    assert finding.at[0] == ("slas" if outcome is Outcome.MET else "components")


def test_leaving_an_input_out_is_no_way_round_it() -> None:
    """A missing input never earns more than one that fails."""
    asked = item(facts=["single-point"], evidence={"bound": {"filled": "slas.*.entry"}})
    design = {"slas": {"pay": {"entry": "api"}}}
    failing = found(asked, {**design, "components": {"api": {"kind": "online_endpoint", "replicas": "1"}}})
    missing = found(asked, {**design, "components": {"api": "online_endpoint"}})
    assert missing.credit <= failing.credit


def test_left_out_on_purpose() -> None:
    """`none: why` anywhere above or below the place is what the gap says; it earns nothing."""
    finding = found(item(), {**BASE, "monitoring": {"monitors": {"none": "a demo for one afternoon"}}})
    assert (finding.outcome, finding.found) == (Outcome.GAP, "left out on purpose: a demo for one afternoon")


def test_levels() -> None:
    """An item stays due at every level above its own."""
    assert [is_due(item(due="senior"), level) for level in ("mid", "senior", "staff")] == [False, True, True]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"features": {"sets": {"velocity": {"from": "payments", "join": "latest"}}}}, "cov-point-in-time"),
        ({"llm": {"models": {"m": {"version": "latest"}}, "prompts": {"p": {"version": "v1"}}}}, "cov-llm-pins"),
        ({"evaluation": {"splitting": {"by": ["random"], "gap": "9 d"}}}, "cov-split"),
        ({"requirements": {"kpis": {"loss": {"baseline": "9", "target": "9", "decided_by": "api"}}}}, "cov-kpi"),
        ({"requirements": {"kpis": {"loss": {"baseline": "9", "target": "6", "decided_by": "lake"}}}}, "cov-kpi"),
        ({"serving": {"components": {"gate": {"kind": "api_gateway", "authn": "none"}}}}, "cov-security"),
    ],
)
def test_wrong_answers_are_no_answers(changed: dict[str, Any], name: str) -> None:
    """A value that defeats its purpose earns no full credit: `latest`, `random`, no change, the wrong component."""
    base = {"components": {"api": "online_endpoint", "lake": "data_lake"}, "data": {"payments": {"volume": "1/s"}}}
    assert found(COVERAGE.item(name), {**base, **changed}).credit < PROVEN
