"""Ways to points that are none: each was tried once, and each stays closed."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.checks import Outcome
from workbench.errors import InputError
from workbench.reading import read
from workbench.review import Review, best_edits, review, with_patch

DAY = date(2026, 11, 23)


def done(text: str) -> Review:
    """Return the review of a text."""
    return review(read(text, "design.yaml"), as_of=DAY)


def credit(text: str, item: str) -> float:
    """Return what one item earns in a text."""
    return next(f.credit for f in done(text).findings if f.item == item)


def test_empty_entries_earn_nothing() -> None:
    """A heading is no content: the name of a KPI, a monitor, a gate or a plan alone earns nothing at any level."""
    text = """
level: staff
requirements: {kpis: {x: {}}, guardrails: {y: {}}, load: {}, error_costs: {}, clarified: [{}]}
slas: {a: {}}
data: {d: {}}
labels: {sets: {l: {}}}
features: {sets: {f: {}}}
training: {models: {m: {}}}
evaluation: {splits: {s: {}}, metrics: {m: {}}, baselines: {b: {}}, gates: {g: {requires: {m: {}}}}, slices: {s: {}}}
monitoring: {monitors: {m: {}}}
drift: {monitors: {n: {}}}
rollback: {plans: {p: {}}, kill_switch: {k: {}}}
decisions: {d: {}}
people: {p: {}}
experimentation: {experiments: {e: {}}, rollouts: {r: {}}}
retraining: {triggers: {t: {}}}
reliability: {modes: {m: {}}}
llm: {models: {m: {}}, prompts: {p: {}}}
"""
    assert done(text).score.points == 0


def test_left_out_on_purpose_earns_nothing_and_removes_nothing() -> None:
    """A reason to leave a section out is shown; it moves no score and shortens no list."""
    sections = ("requirements", "slas", "data", "labels", "features", "drift", "privacy", "llm", "rollback", "security")
    bare, given_up = done("level: staff\n"), done("level: staff\n" + "".join(f"{s}: {{none: why}}\n" for s in sections))
    assert given_up.score.points == 0
    assert given_up.score.items >= bare.score.items


def test_questions_about_the_file_settle_nothing() -> None:
    """A question counts when its answer shaped the system, not how the file is read, nor the list of questions."""
    rows = ", ".join(f"{{ask: a, answer: b, settles: {s}}}" for s in ("level", "stage", "requirements.clarified"))
    assert credit(f"level: mid\nstage: sketch\nrequirements: {{clarified: [{rows}]}}\n", "cov-clarified") == 0


def test_nothing_is_its_own_fallback() -> None:
    """A box that answers for itself when it fails is refused, at a box and at a flow."""
    for text in (
        "components: {a: {kind: online_endpoint, fallback: a}}\n",
        "components: {a: web_app, b: llm}\nflows: [{a -> b: {fallback: b}}]\n",
    ):
        with pytest.raises(InputError, match="cannot be its own fallback"):
            done(text)


def test_a_flow_to_an_undeclared_box_joins_nothing() -> None:
    """A filter beside the way is not on it because an arrow leads somewhere nobody declared."""
    text = "components: {guard: guardrail, writer: llm%s}\nflows: [guard -> nowhere]\n"
    assert credit(text % "", "cov-llm-safety") < credit(text % ", nowhere: orchestrator", "cov-llm-safety")


def test_no_patch_argues_an_item_away() -> None:
    """A patch whose points come from items that no longer apply is not offered."""
    found = done("outside: {u: client}\ncomponents: {api: online_endpoint}\nflows: [u -> api]\n")
    finding = next(f for f in found.findings if f.item == "cov-data")
    assert finding.outcome is Outcome.GAP
    assert with_patch(found, finding) is None
    assert all(f.patch and f.patch.gain > 0 for f in best_edits(found))
