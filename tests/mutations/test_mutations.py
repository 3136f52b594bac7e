"""Every seeded fault is caught by the right fact at the right place; no harmless change raises an alarm."""

from __future__ import annotations

import pytest

from tests.mutations.cases import DESIGNS, Case, faults, harmless
from tests.mutations.outcome import before, outcome
from workbench.facts import Verdict


@pytest.mark.parametrize("design", DESIGNS)
def test_references_are_clean(design: str) -> None:
    """Nothing in a reference design fails."""
    assert [key for key, verdicts in before(design).items() if Verdict.FAILS in verdicts] == []


@pytest.mark.parametrize("case", faults(), ids=lambda case: f"{case.design}-{case.name}")
def test_a_fault_is_caught(case: Case) -> None:
    """The fact that should notice does, and points where the fault is."""
    found = outcome(case, whole=False)
    assert found.missed == (), [(f.id, f.subject, f.at) for f in (*found.failing, *found.unknown)]


@pytest.mark.parametrize("case", harmless(), ids=lambda case: f"{case.design}-{case.name}")
def test_a_harmless_change_raises_no_alarm(case: Case) -> None:
    """Nothing fails that did not fail before."""
    assert [(f.id, f.subject, f.says) for f in outcome(case).failing] == []


def test_faults_are_many_and_spread() -> None:
    """Enough faults, over all three designs and many facts, and enough harmless changes beside them."""
    seeded = faults()
    assert len(seeded) >= 60
    assert {case.design for case in seeded} == set(DESIGNS)
    assert len({kind for case in seeded for kind in case.facts}) >= 60
    assert len({case.name for case in (*seeded, *harmless())}) == len(seeded) + len(harmless())
    assert all(case.facts and case.at for case in seeded)
    assert len(harmless()) >= 25
