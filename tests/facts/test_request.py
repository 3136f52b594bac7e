"""Which arrows a request waits for, when the author does not say."""

from __future__ import annotations

import pytest

from tests.facts.helpers import design, fact
from workbench.facts import Verdict

CALLS = (
    "client -> api_gateway", "api_gateway -> guardrail -> llm -> guardrail", "web_app -> redactor -> vendor_api",
    "client -> rate_limiter -> online_endpoint", "backend_service -> ranker -> online_store",
    "orchestrator -> retriever -> access_filter -> vector_index", "agent -> tool -> database",
    "backend_service -> candidate_generator -> vector_index", "api_gateway -> policy_engine -> online_endpoint",
)  # fmt: skip
NO_CALLS = (
    "data_source -> validator -> feature_store", "trainer -> registry -> release_gate",
    "backend_service -> event_stream -> validator", "online_endpoint -> prediction_log -> label_join",
    "orchestrator -> redactor -> trace_store", "label_store -> trainer -> registry", "data_source -> edge_runtime",
    "batch_scorer -> key_value_store", "embedding_service -> vector_index", "vector_index -> backup_store",
    "online_endpoint -> human_review", "feature_pipeline -> online_store", "api_gateway -> metrics_store",
)  # fmt: skip


def carried(chain: str) -> list[str]:
    """Return how each arrow of a chain of kinds is carried."""
    kinds = chain.split(" -> ")
    parts = "\n".join(f"  c{n}: {kind}" for n, kind in enumerate(kinds))
    way = " -> ".join(f"c{n}" for n in range(len(kinds)))
    return [edge.call for edge in design(f"components:\n{parts}\nflows: [{way}]\n").edges]


@pytest.mark.parametrize("chain", CALLS)
def test_a_request_waits_along_its_chain(chain: str) -> None:
    """Filters pass a request on, and what answers it may ask in turn."""
    assert set(carried(chain)) == {"sync"}


@pytest.mark.parametrize("chain", NO_CALLS)
def test_data_on_its_way_keeps_nobody_waiting(chain: str) -> None:
    """Streams, logs, jobs, stores and people are handed work, not asked."""
    assert "sync" not in carried(chain)


def test_a_device_does_not_wait_for_what_it_reports_to() -> None:
    """A model on a device answers by itself; what it tells a service afterwards is no part of its answer."""
    assert carried("client -> edge_runtime -> backend_service") == ["sync", "async"]
    assert carried("client -> edge_runtime -> key_value_store") == ["sync", "sync"]


def test_what_is_switched_off_is_not_called() -> None:
    """An optional part neither slows a request nor fails it."""
    text = """
    slas: {x: {entry: a, availability: 99.9%}}
    components:
      a: {kind: backend_service, availability: 99.99%}
      b: {kind: llm, availability: 95%, optional: true}
    flows: [a -> b]
    """
    assert fact(text, "path-availability").verdict is Verdict.HOLDS
    assert fact(text.replace("true", "false"), "path-availability").verdict is Verdict.FAILS
