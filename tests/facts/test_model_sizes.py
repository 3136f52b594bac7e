"""Memory, tokens and speed of models: traps of published figures, and what must not be called impossible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.helpers import fact, facts
from workbench.facts import Fact, Verdict
from workbench.facts.subjects.index_size import graph_bytes
from workbench.facts.subjects.model_memory import per_token
from workbench.facts.subjects.training_size import bytes_of, hours

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN
KIB, GB = 1024, 1e9


def test_cache_counts_keys_and_values_and_grouped_heads() -> None:
    """Trap: a published script leaves out the factor 2 and the grouping; Llama-2-7B 512 KiB, 8B 128, 70B 320."""
    assert per_token(32, 32, 128, 2) == 512 * KIB
    assert per_token(32, 8, 128, 2) == 128 * KIB
    assert per_token(80, 8, 128, 2) == 320 * KIB
    assert per_token(80, 8, 128, 2) * 4096 / GB == pytest.approx(1.34, abs=0.005)
    assert per_token(80, 8, 128, 2) * 131_072 / GB == pytest.approx(42.9, abs=0.1)


SERVED = """
llm:
  models: {{g: {{{model}}}}}
  components: {{api: {{kind: llm, runs: g, accelerator: {{{chips}}}, generation: {{{made}}}}}}}
  tokens: {{typical_input: 3600, typical_output: 496}}
"""
LAYERS = "parameters: 8.03B, precision: fp16, layers: 32, kv_heads: 8, head_dim: 128"


def served(kind: str, model: str = LAYERS, chips: str = "memory: 80 GB", made: str = "concurrency: 104") -> Fact:
    """Return one fact of a model on its chips."""
    return fact(SERVED.format(model=model, chips=chips, made=made), kind)


def test_sequences_at_once() -> None:
    """104 sequences of 4,096 tokens fit; heads not stated are asked for, never guessed."""
    assert (served("kv-cache").verdict, served("kv-cache").value) == (HOLDS, 104)
    assert served("kv-cache", made="concurrency: 120").verdict is PLAUSIBLE
    assert served("kv-cache", made="concurrency: 300").verdict is FAILS
    bare = served("kv-cache", LAYERS.replace(", kv_heads: 8", ""))
    assert (bare.verdict, bare.needs) == (UNKNOWN, (("llm", "models", "g", "kv_heads"),))
    assert served("kv-cache", LAYERS.replace("fp16", "int4")).verdict is PLAUSIBLE


def test_seventy_billion_do_not_fit_eighty_gigabytes() -> None:
    """Trap: 70B at fp16 are 140 GB; two chips hold them, but not with room to work in 150 GB."""
    big = "parameters: 70B, precision: fp16"
    assert (served("weights-fit", big).verdict, served("weights-fit", big).computed) == (FAILS, "140 GB")
    assert served("weights-fit", big, "memory: 80 GB, count: 2").verdict is HOLDS
    assert served("weights-fit", big, "memory: 75 GB, count: 2").verdict is PLAUSIBLE
    assert served("weights-fit", big.replace("fp16", "int4")).verdict is HOLDS
    assert served("weights-fit", "parameters: 70B").needs == (("llm", "models", "g", "precision"),)


def test_gigabytes_are_not_gibibytes() -> None:
    """Trap: 75 GiB hold the 80 GB that 75 GB do not."""
    model = "parameters: 40B, precision: fp16"
    assert served("weights-fit", model, "memory: 75 GB").verdict is FAILS
    assert served("weights-fit", model, "memory: 75 GiB").verdict is PLAUSIBLE


def test_speed_of_generation() -> None:
    """Trap: 85 tokens/s for 70B on one card; the bound is 24, unless fewer weights or more tokens a pass are stated."""
    big, chips = "parameters: 70B, precision: fp16", "memory: 80 GB, bandwidth: 3350 GB/s"
    wild = served("decode-speed", big, chips, "per_token: {p50: 11.8 ms}")
    assert (wild.verdict, round(wild.value or 0)) == (FAILS, 24)
    assert served("decode-speed", big, chips, "tokens: 85 tokens/s, concurrency: 1").verdict is FAILS
    assert served("decode-speed", big, chips, "tokens: 700 tokens/s, concurrency: 32").verdict is HOLDS
    sparse = f"{big}, active_parameters: 12B"
    assert served("decode-speed", sparse, chips, "per_token: {p50: 11.8 ms}").verdict is HOLDS
    guessing = "per_token: {p50: 20 ms}, tokens_per_pass: 2.5"
    assert served("decode-speed", big, chips, guessing).verdict is HOLDS


def test_a_model_without_chips_has_no_memory() -> None:
    """A hosted model is not asked for its layers."""
    text = "llm: {models: {g: {window: 8k}}, components: {api: {kind: llm, runs: g}}}"
    assert [facts(text, k) for k in ("kv-cache", "weights-fit", "decode-speed")] == [[], [], []]


WINDOW = "llm: {models: {g: {window: 8192}}, tokens: {%s}, retrieval: {k: 8, chunk: 500}}"


def test_the_largest_request_counts() -> None:
    """Trap: an average of 3,000 tokens does not help a largest request of 8,400."""
    worst = "system: 800, history: 2000, tools: 600, output: 1000"
    assert fact(WINDOW % worst, "context-window").verdict is FAILS
    assert fact(WINDOW % f"{worst}, typical_input: 2500, typical_output: 500", "context-window").verdict is FAILS
    assert fact(WINDOW % "system: 800, history: 1000, output: 1000", "context-window").verdict is HOLDS
    assert fact(WINDOW % "system: 800", "context-window").needs == (("llm", "tokens", "output"),)


def test_an_embedder_reads_passages_only() -> None:
    """The model that embeds questions is not held to the tokens of an answer."""
    text = WINDOW.replace("window: 8192}", "window: 128k}, e: {window: 512}") % "system: 800, output: 1000"
    text = text.replace("k: 8,", "k: 8, queries_embedded_by: e,")
    assert [f.subject for f in facts(text, "context-window")] == ["g"]


QUOTA = """
requirements: {{load: {{mean: 1/s, peak: 5/s}}}}
components: {{api: {{kind: llm, runs: g}}, other: {{kind: llm, runs: h}}, front: backend_service}}
llm:
  models:
    g: {{quota: {{tokens: {tokens} tokens/min, requests: 500 requests/min{more}}}}}
    h: {{quota: {{tokens: 2M tokens/min}}}}
  tokens: {{system: 7400, output: 1000{typical}}}
flows: [{{front -> api: {{call: sync{flow}}}}}]
"""


@pytest.mark.parametrize(
    ("tokens", "more", "typical", "flow", "verdict"),
    [
        ("2.52M", "", "", "", HOLDS), ("1M", "", "", "", FAILS), ("1M", ", overflow: other", "", "", HOLDS),
        ("1M", "", ", typical_input: 2000", "", PLAUSIBLE), ("1M", "", "", ", share: 20%", HOLDS),
        ("2.52M", ", burst: 40, burst_window: 10 s", "", "", FAILS),
    ],
)  # fmt: skip
def test_quota_at_the_peak(tokens: str, more: str, typical: str, flow: str, verdict: Verdict) -> None:
    """The peak counts and not the mean; what another takes over, and requests that go elsewhere, do not."""
    text = QUOTA.format(tokens=tokens, more=more, typical=typical, flow=flow)
    assert next(f for f in facts(text, "token-quota") if f.subject == "g").verdict is verdict


GENERATES = """
slas: {{a: {{entry: api, latency: {{p95: 10 s}}, load: {{peak: 5/s}}}}}}
components: {{api: {{kind: llm, replicas: {n}, utilisation: 70%, generation: {{tokens: 400 tokens/s, {times}}}}}}}
llm: {{tokens: {{{tokens}}}}}
"""
TIMES = "first_token: {p50: 0.7 s, p95: 0.8 s}, per_token: {p50: 28 ms, p95: 30 ms}"


@pytest.mark.parametrize(
    ("tokens", "verdict"),
    [
        ("p95_output: 300", HOLDS), ("p95_output: 320", PLAUSIBLE), ("p95_output: 600", FAILS),
        ("typical_output: 100", UNKNOWN), ("typical_output: 100, p95_output: 600", FAILS),
    ],
)  # fmt: skip
def test_time_of_a_long_answer(tokens: str, verdict: Verdict) -> None:
    """Trap: the long answer counts, not the average one."""
    assert fact(GENERATES.format(n=6, times=TIMES, tokens=tokens), "generation-latency").verdict is verdict


@pytest.mark.parametrize(
    ("n", "tokens", "verdict"),
    [
        (6, "typical_output: 300", HOLDS), (5, "typical_output: 300", PLAUSIBLE), (3, "typical_output: 300", FAILS),
        (3, "p95_output: 300", PLAUSIBLE),
    ],
)  # fmt: skip
def test_replicas_for_text(n: int, tokens: str, verdict: Verdict) -> None:
    """Utilisation is head room; beyond all capacity at the average answer nothing helps."""
    assert fact(GENERATES.format(n=n, times=TIMES, tokens=tokens), "generation-replicas").verdict is verdict


def test_index_with_its_graph() -> None:
    """Trap: 61.4 GB of raw vectors are 69.0 GB with their graph, which 64 GB do not hold and 64 GiB just do not."""
    assert graph_bytes(10e6, 1536, 4, 16) == pytest.approx(68.99e9, rel=1e-3)
    text = "components: {i: {kind: vector_index, vectors: 10M, dimensions: 1536, bytes_per_value: 4, %s}}"
    for more, verdict in (
        ("links: 16, memory: 64 GB", FAILS), ("links: 16, memory: 64 GiB", FAILS),
        ("links: 16, memory: 65 GiB", PLAUSIBLE), ("links: 16, memory: 32 GB, nodes: 3", HOLDS),
        ("memory: 32 GB", PLAUSIBLE), ("links: 16, memory: 32 GB, on_disk: true", PLAUSIBLE), ("links: 16", UNKNOWN),
    ):  # fmt: skip
        assert fact(text % more, "index-memory").verdict is verdict, more


EMBEDS = """
data: {{d: {{items: 2M, tokens: {tokens}}}}}
llm:
  components: {{i: {{kind: vector_index, vectors: {vectors}}}}}
  retrieval: {{index: i, from: d, chunk: 500, overlap: 50, embed_rate: 50k tokens/s, rebuild_within: {within}}}
"""


def test_documents_in_an_index() -> None:
    """6.67M passages and 18.5 h; a document no longer than a passage is one passage."""
    long = EMBEDS.format(tokens=1500, vectors="7M", within="24 h")
    assert fact(long, "index-vectors").value == pytest.approx(6.667e6, rel=1e-3)
    assert fact(long, "re-embedding").computed == "18.5 h"
    short = EMBEDS.format(tokens=400, vectors="7M", within="24 h")
    assert (fact(short, "index-vectors").value, fact(short, "re-embedding").value) == (2e6, 16_000)
    tight = EMBEDS.format(tokens=1500, vectors="1M", within="12 h")
    assert (fact(tight, "index-vectors").verdict, fact(tight, "re-embedding").verdict) == (FAILS, FAILS)


def test_memory_of_tuning() -> None:
    """128.5 GB in full, 16.7 with adapters, 4.7 on four bits."""
    assert bytes_of(8.03e9, 0, (0, 16, 8))[0] / GB == pytest.approx(128.5, abs=0.05)
    assert bytes_of(8.03e9, 41.9e6, (2, 16, 8))[0] / GB == pytest.approx(16.7, abs=0.05)
    assert bytes_of(8.03e9, 41.9e6, (0.5, 16, 8))[0] / GB == pytest.approx(4.7, abs=0.05)


@pytest.mark.parametrize(
    ("chips", "more", "verdict"),
    [
        (8, ", activations: 20 GB", HOLDS),
        (2, ", activations: 20 GB", PLAUSIBLE),
        (1, ", activations: 20 GB", FAILS),
        (8, "", UNKNOWN),
    ],
)
def test_training_on_its_chips(chips: int, more: str, verdict: Verdict) -> None:
    """Sixteen bytes a weight are a rule; eight are the least."""
    text = f"{{parameters: 8.03B, optimizer: adamw, accelerator: {{count: {chips}, memory: 80 GB}}{more}}}"
    assert fact(f"training: {{models: {{m: {text}}}}}", "tuning-memory").verdict is verdict


@pytest.mark.parametrize(
    ("lasts", "share", "verdict"),
    [
        ("4.8 h", "35%", HOLDS), ("1 h", "35%", FAILS), ("20 h", "35%", PLAUSIBLE), ("5 h", "", UNKNOWN),
        ("1 h", "", FAILS),
    ],
)  # fmt: skip
def test_hours_of_training(lasts: str, share: str, verdict: Verdict) -> None:
    """Less than the chips can compute is impossible; more may be spent on other things."""
    chips = "count: 8, compute: 989 TFLOP/s" + (f", mfu: {share}" if share else "")
    text = f"{{parameters: 8B, tokens: 1B, duration: {lasts}, accelerator: {{{chips}}}}}"
    assert fact(f"training: {{models: {{m: {text}}}}}", "training-hours").verdict is verdict


@given(st.floats(1e6, 1e12), st.floats(1e6, 1e13), st.floats(1e12, 1e18), st.floats(1.01, 10))
def test_more_work_more_hours(parameters: float, tokens: float, speed: float, factor: float) -> None:
    """Hours grow with parameters and tokens, and fall with speed."""
    here = hours(parameters, tokens, speed)
    assert hours(parameters * factor, tokens, speed) > here
    assert hours(parameters, tokens * factor, speed) > here
    assert hours(parameters, tokens, speed * factor) < here


@given(st.integers(1, 100), st.integers(1, 64), st.integers(16, 256))
def test_more_layers_more_memory(layers: int, heads: int, length: int) -> None:
    """The cache grows with layers, heads and their length."""
    here = per_token(layers, heads, length, 2)
    assert per_token(layers + 1, heads, length, 2) > here
    assert per_token(layers, heads + 1, length, 2) > here
    assert per_token(layers, heads, length + 1, 2) > here
