"""Levels: which blockers and which marks each asks for, what caps them, and how the index behaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import Finding, Outcome
from workbench.scoring.ledger import ledger
from workbench.scoring.readiness import GATES, Drills, Readiness, readiness

SECTIONS = [section for gate in GATES for section in gate.sections]


def finding(item: str, credit: float = 1.0, severity: str = "blocker", outcome: Outcome | None = None) -> Finding:
    """Return what an item said."""
    found = outcome or (Outcome.MET if credit == 1 else Outcome.PARTIAL if credit else Outcome.GAP)
    return Finding(item, item, "serving", severity, found, credit, "do it", "nothing", ("serving",), headline=item)


def whole(**changed: Finding) -> list[Finding]:
    """Return a design with one proven blocker a section, some of them changed."""
    return [changed.get(section, finding(f"{section}-a")) for section in SECTIONS]


def level(findings: list[Finding], stage: str = "production", drills: Drills = "survived") -> int:
    """Return the level of some findings."""
    return readiness(findings, stage, drills=drills).level


def test_everything_proven() -> None:
    """A design that proves everything is R4 once the drills are survived, and R3 before."""
    assert level(whole()) == 4
    others: tuple[Drills, ...] = ("pending", "undecided", "failed")
    assert [level(whole(), drills=drills) for drills in others] == [3, 3, 3]


@pytest.mark.parametrize(("stage", "most"), [("sketch", 1), ("pilot", 2), ("production", 4)])
def test_stage_caps(stage: str, most: int) -> None:
    """The stage caps the level, and the obstacle says so."""
    score = readiness(whole(), stage, drills="survived")
    assert score.level == most
    assert [o.kind for o in score.next] == ([] if most == 4 else ["stage"])


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: f"R{gate.level}")
def test_failing_blocker_lowers(gate: object) -> None:
    """Any one failing blocker holds the design below the level that asks for it."""
    assert isinstance(gate, type(GATES[0]))
    for section in gate.sections:
        for outcome in (Outcome.GAP, Outcome.CONTRADICTED, Outcome.UNKNOWN):
            score = readiness(
                whole(**{section: finding(f"{section}-a", 0.0, outcome=outcome)}), "production", drills="survived"
            )
            assert score.level < gate.level
            assert f"{section}-a" in [o.item for o in score.obstacles]


def test_bound_blocker_passes() -> None:
    """A blocker that is bound passes; what is only declared does not."""
    many = [finding(f"srv-{n}", severity="major") for n in range(9)]
    assert level([*whole(srv=finding("srv-a", 0.5)), *many]) == 4
    assert level([*whole(srv=finding("srv-a", 0.25)), *many]) == 1


def test_weakest_domain_holds_down() -> None:
    """Passing blockers are not enough: the weakest domain has to reach the mark of the level."""
    poor = [finding(f"sec-{n}", 0.0, "major") for n in range(2)]
    score = readiness([*whole(), *poor], "production", drills="survived")
    assert score.weakest is not None
    assert score.limiting is not None
    assert (score.weakest.id, score.limiting.id) == ("protection", "sec")
    assert score.level == 3
    assert [o.kind for o in score.next] == ["domain"]


def test_contradicted_major_keeps_from_the_top() -> None:
    """A major whose numbers cannot be true keeps a design from R4, and is a high risk."""
    wrong = finding("mon-x", 0.0, "major", Outcome.CONTRADICTED)
    findings = [*whole(), wrong, *[finding(f"mon-{n}", severity="major") for n in range(40)]]
    assert level(findings) == 3
    assert [(row.risk, row.finding.item) for row in ledger(findings)] == [("high", "mon-x")]


def test_not_applicable_counts_nowhere() -> None:
    """What does not apply is in no sum and in nobody's way."""
    score = readiness(
        [*whole(), finding("llm-b", 0.0, outcome=Outcome.NOT_APPLICABLE)], "production", drills="survived"
    )
    assert (score.level, score.due) == (4, len(SECTIONS))


def test_nothing_due() -> None:
    """Without anything due there is no level to speak of."""
    assert readiness([], "production", drills="survived").level == 0


def test_waived_blocker_still_blocks() -> None:
    """A waiver does not lift a blocker, unless the profile says so; the credit stays what it is either way."""
    findings = whole(prv=replace(finding("prv-a", 0.0), waived=("waivers", 0)))
    assert level(findings) < 3
    lifted = readiness(findings, "production", drills="survived", lift_waived=True)
    assert not [o for o in lifted.obstacles if o.item == "prv-a"]
    assert lifted.domains == readiness(findings, "production", drills="survived").domains


CREDITS = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=len(SECTIONS), max_size=len(SECTIONS))


def scored(credits_: list[float]) -> Readiness:
    """Return the score of one blocker a section with these credits."""
    return readiness(
        [finding(f"{s}-a", c) for s, c in zip(SECTIONS, credits_, strict=True)], "production", drills="survived"
    )


@given(CREDITS, st.integers(0, len(SECTIONS) - 1))
def test_more_credit_never_lowers(credits_: list[float], position: int) -> None:
    """Raising the credit of one item never lowers the level nor the index."""
    before = scored(credits_)
    after = scored([1.0 if n == position else c for n, c in enumerate(credits_)])
    assert after.level >= before.level
    assert after.index >= before.index


@given(CREDITS)
def test_blocked_index_is_capped(credits_: list[float]) -> None:
    """With a blocker open the progress index is at most 40; a domain at zero makes it zero."""
    score = scored(credits_)
    assert 0 <= score.index <= 100
    assert score.index <= 40 or min(credits_) >= 0.5
    assert score.index == 0 or min(d.share for d in score.domains.values()) > 0
