"""Availability: products, redundancy with common cause, fallbacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict
from workbench.facts.subjects.availability import redundant


def chain(*availabilities: str, goal: str = "99.9%", extra: str = "") -> str:
    """Return a design whose stages stand one behind the other."""
    parts = "\n".join(
        f"  s{n}: {{kind: backend_service, availability: {a}{extra}}}" for n, a in enumerate(availabilities)
    )
    way = " -> ".join(f"s{n}" for n in range(len(availabilities)))
    flows = f"  - {way}: {{call: sync}}" if len(availabilities) > 1 else "  []"
    return f"slas: {{x: {{entry: s0, availability: {goal}}}}}\ncomponents:\n{parts}\nflows:\n{flows}\n"


def test_four_stages_multiply() -> None:
    """Worked number of Q02: 99.98% x 99.95% x 99.80% x 99.99% = 99.72%."""
    found = fact(chain("99.98%", "99.95%", "99.80%", "99.99%"), "path-availability")
    assert found.value == pytest.approx(0.9972, abs=5e-5)
    assert found.verdict is Verdict.FAILS


def test_six_stages_at_9995() -> None:
    """Worked number of Q02: six at 99.95% reach 99.70%."""
    assert fact(chain(*["99.95%"] * 6), "path-availability").value == pytest.approx(0.9970, abs=5e-5)


def test_redundancy_with_common_cause() -> None:
    """Worked numbers of Q04: u = 0.5%, n = 2 is 99.9975% naively and 99.973% with 5% common cause."""
    assert redundant(0.005, 0.0, 2) == pytest.approx(0.999975)
    assert redundant(0.005, 0.05, 2) == pytest.approx(0.99973, abs=5e-6)


def test_fallback_is_credited() -> None:
    """Worked number of Q05: 99.5% with a fallback that works in 98% of cases reaches 99.99%."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components:
      a: {kind: online_endpoint, availability: 99.5%, fallback: b, fallback_works: 98%}
      b: {kind: rules_engine, availability: 100%}
    """
    assert fact(text, "path-availability").value == pytest.approx(0.9999)


def test_fallback_that_needs_what_failed_is_worth_nothing() -> None:
    """A fallback that calls the failed component shares its fate."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components:
      a: {kind: online_endpoint, availability: 99.5%, fallback: b}
      b: {kind: rules_engine, availability: 100%}
    flows: [{b -> a: {call: sync}}]
    """
    found = fact(text, "path-availability")
    assert found.value == pytest.approx(0.995)
    assert found.verdict is Verdict.FAILS


def test_shared_quota_is_no_fallback() -> None:
    """Two models behind one quota are throttled together."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components:
      a: {kind: llm, availability: 99.5%, fallback: b, quota_pool: weu}
      b: {kind: llm, availability: 99.5%, quota_pool: weu}
    """
    assert fact(text, "path-availability").value == pytest.approx(0.995)


def test_soft_dependency_does_not_count() -> None:
    """What a request can do without is not on the hard path."""
    text = chain("99.99%", "99.0%").replace("{call: sync}", "{call: sync, need: soft}")
    assert fact(text, "path-availability").verdict is Verdict.HOLDS


def test_missing_availability_is_unknown_unless_the_rest_already_fails() -> None:
    """What is known can already disprove a promise; otherwise the missing place is named."""
    text = chain("99.99%", "99.98%").replace(", availability: 99.98%", "")
    assert fact(text, "path-availability").verdict is Verdict.UNKNOWN
    assert fact(text.replace("99.99%", "99.0%"), "path-availability").verdict is Verdict.FAILS


def test_replicas_stand_in_and_are_listed_as_assumed() -> None:
    """Without a stated availability the number of replicas gives one, under assumptions that are listed."""
    text = chain("99.99%", "99.98%").replace("availability: 99.98%", "replicas: 3")
    found = fact(text, "path-availability")
    assert {i.name for i in found.assumptions} == {"replica unavailability", "common cause"}
    assert found.verdict is Verdict.PLAUSIBLE


@given(st.floats(0, 0.2), st.floats(0, 1), st.integers(1, 9))
def test_another_copy_never_hurts(u: float, beta: float, n: int) -> None:
    """Availability grows with copies and stays within 0 and 1."""
    assert 0 <= redundant(u, beta, n) <= redundant(u, beta, n + 1) + 1e-12 <= 1 + 2e-12


BACKED = """
slas: {x: {entry: a, availability: 99.9%}}
components:
  a: {kind: api_gateway, availability: 99.99%, replicas: 2}
  m: {kind: online_endpoint, availability: 99.95%, replicas: 3, fallback: r, fallback_works: 98%}
  s: {kind: online_store, availability: 99.5%, replicas: 1}
  r: {kind: rules_engine, availability: 99.99%}
flows: [{a -> m -> s: {call: sync}}]
"""


def test_a_fallback_covers_what_stands_behind_the_failed_part() -> None:
    """When a store fails, what calls it fails, and then its fallback answers."""
    assert fact(BACKED, "path-availability").verdict is Verdict.HOLDS
    assert {f.subject for f in facts(BACKED, "single-point")} == {"a", "m"}


def test_a_fallback_that_reads_the_same_store_does_not() -> None:
    """What the fallback needs as well is covered by nothing."""
    text = BACKED.replace("flows: [", "flows: [{r -> s: {call: sync}}, ")
    assert fact(text, "path-availability").verdict is Verdict.FAILS
    assert [f.subject for f in facts(text, "single-point") if f.verdict is Verdict.FAILS] == ["s"]


def test_a_part_that_is_called_twice_counts_once() -> None:
    """Neither a second caller nor a fallback on one of two arrows makes a part fail twice."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components: {a: backend_service, b: backend_service, s: {kind: online_store, availability: 99.9%}, r: rules_engine}
    flows: [{a -> b: {call: sync}}, {a -> s: {call: sync, fallback: r}}, {b -> s: {call: sync}}]
    """
    assert fact(text, "path-availability").value == pytest.approx(0.999)


def test_two_that_name_each_other_as_fallback_end() -> None:
    """A circle of fallbacks is followed once."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components:
      a: {kind: llm, availability: 99.5%, fallback: b, fallback_works: 99%}
      b: {kind: llm, availability: 99.5%, fallback: a}
    """
    assert fact(text, "path-availability").value == pytest.approx(0.995 + 0.005 * 0.99 * 0.995)


def test_numbers_the_tool_assumed_disprove_nothing() -> None:
    """Copies may be better than assumed; a file that says how often one is down is held to it."""
    text = "slas: {x: {entry: a, availability: 99.99%}}\ncomponents: {a: {kind: online_endpoint, replicas: 1}}\n"
    found = fact(text, "path-availability")
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("components", "a", "availability"),)
    assert fact(text + "assumptions: {replica_unavailability: 1%}\n", "path-availability").verdict is Verdict.FAILS
