"""A score that cannot be talked up: prose, bare claims, padding, silence and bolted-on controls earn nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.review_helpers import SCENARIOS, reviewed, shipped
from workbench import catalog
from workbench.checks import Outcome
from workbench.checks.engine import passes
from workbench.checks.item import DECLARED
from workbench.errors import InputError
from workbench.facts import Verdict
from workbench.review import Review

STUFFED = (
    "We use drift monitors, canary rollouts, rollback within one minute, SHAP, RBAC, encryption, DPIA, GDPR, red "
    "teaming, golden sets, groundedness, feature store, point-in-time joins, SLO 99.99%, p99 below 50 ms and human "
    "oversight."
)


def scores(done: Review) -> tuple[Any, ...]:
    """Return everything that is scored."""
    return (
        done.score.points,
        done.ready.score.level,
        done.ready.score.index,
        [(f.item, f.credit, f.outcome) for f in (*done.findings, *done.ready.findings)],
    )


BY_SHARE = {"req-number-provenance"}
"""Items about the share of numbers that say something: taking out one that does not is no way round them."""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_silence_never_pays(scenario: str) -> None:
    """Taking out one input that a fact rests on never makes an item earn more than the whole design does."""
    whole = reviewed(shipped(scenario))
    most = {f.item: f.credit for f in whole.ready.findings}
    for path in sorted(inputs(whole), key=str)[::7]:
        data = shipped(scenario)
        if not without(data, path):
            continue
        try:
            found = reviewed(data)
        except InputError:
            continue  # something else refers to what was taken out
        assert [f.item for f in found.ready.findings if f.credit > most[f.item] and f.item not in BY_SHARE] == [], path


def inputs(done: Review) -> set[tuple[str | int, ...]]:
    """Return every path that a fact of the design took a number from."""
    return {i.path for f in done.facts for i in f.inputs if i.path and i.path[0] != "flows"}


def without(data: Any, path: tuple[str | int, ...]) -> bool:
    """Take one entry out of plain data; return whether it was there."""
    for step in path[:-1]:
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return isinstance(data, dict) and data.pop(path[-1], None) is not None


@pytest.mark.parametrize("which", ["weak", "round", "reference"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_padding_never_pays(scenario: str, which: str) -> None:
    """Neither a loose box of every kind there is, nor joined copies of boxes that are there, raise any score."""
    plain = shipped(scenario, which)
    before = reviewed(plain)
    kinds = sorted({part.kind for part in before.design.parts.values() if part.declared and part.kind})
    loose = padded(shipped(scenario, which), sorted(catalog.kinds()))
    joined = padded(shipped(scenario, which), kinds)
    entry = next(name for name, part in before.design.parts.items() if part.declared and not part.has("user"))
    joined["flows"] = [*joined["flows"], *(f"{entry} -> padding_{n}" for n in range(len(kinds)))]
    for data in (loose, joined):
        after = reviewed(data)
        assert after.ready.score.level <= before.ready.score.level
        assert after.ready.score.index <= before.ready.score.index
    assert reviewed(joined).score.points <= before.score.points
    # A box of the right kind is something said: a sketch may earn what is declared for it, and never more.
    # What only applies because of the new boxes is not compared.
    earned = {f.item: f.credit for f in before.findings if f.outcome is not Outcome.NOT_APPLICABLE}
    assert [f.item for f in reviewed(loose).findings if f.credit > max(earned.get(f.item, 1), DECLARED)] == []


def padded(data: Any, kinds: list[str]) -> Any:
    """Return a design with one more box of each kind, none of them saying anything."""
    held = data["serving"]["components"] if "serving" in data else data["components"]
    held |= {f"padding_{n}": kind for n, kind in enumerate(kinds)}
    return data


def test_a_stuffed_design_is_worth_nothing() -> None:
    """A design of words without facts scores below 10 of 100 in both lenses, at every stage."""
    for stage in ("sketch", "pilot", "production"):
        data: Any = {
            "title": STUFFED,
            "stage": stage,
            "level": "senior",
            "note": STUFFED,
            "requirements": {"goal": STUFFED},
        }
        data |= {
            name: {"note": STUFFED} for name in ("serving", "monitoring", "privacy", "security", "llm", "evaluation")
        }
        data["decisions"] = {"all": {"question": STUFFED, "revisit_when": STUFFED}}
        done = reviewed(data)
        assert done.score.points < 10
        assert done.ready.score.index < 10
        assert done.ready.score.level == 0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_two_runs_agree(scenario: str) -> None:
    """Two reviews of one design on one day say the same."""
    assert scores(reviewed(shipped(scenario))) == scores(reviewed(shipped(scenario)))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_controls_spend_budgets(scenario: str) -> None:
    """Putting a slow control in front of every answer makes a promise of latency fail."""
    data = shipped(scenario)
    name, sla = next((n, s) for n, s in data["slas"].items() if isinstance(s.get("latency"), dict))
    entry = sla["entry"]
    controls = {
        f"judge_{n}": {"kind": "guardrail", "replicas": 3, "latency": {"p50": "5 s", "p99": "15 s"}} for n in range(4)
    }
    data["serving"]["components"] |= controls
    data["flows"] = [*data["flows"], {f"{entry} -> {' -> '.join(controls)}": {"call": "sync"}}]
    found = [f for f in reviewed(data).facts if f.id == "request-latency" and f.subject == name]
    assert [f.verdict for f in found] == [Verdict.FAILS]


def test_a_door_with_nothing_behind_it_is_not_quick() -> None:
    """Leaving out the flow to the stages that break a promise of time never lets the blocker pass."""
    data = shipped("card-fraud", "weak") | {"stage": "production"}
    told = {f.item: f for f in reviewed(data).ready.findings}
    assert told["srv-latency-budget"].outcome is Outcome.CONTRADICTED
    fewer: tuple[list[Any], ...] = ([], data["flows"][1:])
    for flows in fewer:
        quiet = next(f for f in reviewed(data | {"flows": flows}).ready.findings if f.item == "srv-latency-budget")
        assert (quiet.credit, passes(quiet)) == (DECLARED, False)
