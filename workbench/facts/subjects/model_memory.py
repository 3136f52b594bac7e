"""Whether a model and its sequences fit the chips that serve it, and how fast those can read its weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Part
from workbench.design.capacity import PERCENTILES
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, ratio
from workbench.facts.ranges import Span
from workbench.facts.show import number, seconds
from workbench.facts.token_use import BYTES, models, weight_bytes

_FIT, _CACHE, _DECODE = "weights-fit", "kv-cache", "decode-speed"
_USABLE = 0.9
"""Share of a chip's memory that is left for weights and sequences."""


@dataclass(frozen=True, slots=True)
class _Served:
    """A component, one model it runs, and where that model stands."""

    part: Part
    name: str
    path: Path


def _served(context: Context) -> Iterator[_Served]:
    """Yield every model on a component that states its chips."""
    training = context.design.training
    made = training.models if training else {}
    for part in context.graph.parts.values():
        for name in part.spec.runs if part.spec.accelerator else ():
            if name in models(context):
                yield _Served(part, name, ("llm", "models", name))
            elif name in made:
                yield _Served(part, name, ("training", "models", name))


def _memory(gathered: Gathered, part: Part) -> Span | None:
    """Return the memory of the chips of one replica, in bytes."""
    one = gathered.get(f"{part.id} memory of a chip", *part.path, "accelerator", "memory")
    return spans.product(spans.of(one), _chips(gathered, part)) if one else None


def _chips(gathered: Gathered, part: Part) -> Span:
    return spans.at_least_one(gathered.get(f"{part.id} chips", *part.path, "accelerator", "count"))


@fact(
    _FIT,
    title="Weights in the memory of the chips",
    broken="The model does not fit its chips",
    formula="parameters x bytes of one <= memory of a chip x chips",
    source="arithmetic; sizes in powers of ten unless written GiB",
    number="Q43",
    blind="Memory that the runtime and fragments take besides; the key-value cache is judged by a fact of its own.",
)
def weights_fit(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model on a component that states the memory of its chips."""
    for served in _served(context):
        gathered = Gathered(context)
        memory = _memory(gathered, served.part)
        if memory is None or not (context.design.at((*served.path, "parameters")) or _stated(context, served)):
            continue
        weights = weight_bytes(gathered, served.path, served.name)
        at = (*served.path, "weight_bytes") if _stated(context, served) else (*served.path, "parameters")
        if weights is None:
            says = f"{served.name} states its parameters but not their number format"
            yield gathered.fact(_FIT, served.name, Verdict.UNKNOWN, says, at, components=(served.part.id,))
            continue
        verdict = Verdict.HOLDS if weights.high <= _USABLE * memory.low else Verdict.PLAUSIBLE
        verdict = Verdict.FAILS if weights.low > memory.high else verdict
        takes, held = _gigabytes(weights.middle), _gigabytes(memory.middle)
        says = f"{served.name} takes {takes}; the chips of {served.part.id} hold {held}"
        yield gathered.fact(
            _FIT, served.name, verdict, says, at, value=weights.middle, computed=takes,
            components=(served.part.id,),
        )  # fmt: skip


def _stated(context: Context, served: _Served) -> bool:
    return context.design.at((*served.path, "weight_bytes")) is not None


def _gigabytes(value: float) -> str:
    return f"{number(value / 1e9)} GB" if value >= 1e8 else f"{number(value / 1e6)} MB"


@fact(
    _CACHE,
    title="Sequences in the key-value cache",
    broken="More sequences at once than the memory holds",
    formula="2 (key and value) x layers x key-value heads x head length x bytes, per token; "
    "sequences = (0.9 memory - weights) / (tokens x that)",
    source="attention with grouped key-value heads",
    number="Q42",
    blind="Prefixes that sequences share, and memory lost to fragments.",
)
def kv_cache(context: Context) -> Iterator[Fact]:
    """Yield one fact for every language model whose chips and layers are stated where it runs."""
    for served in _served(context):
        known = served.path[0] == "llm" and models(context)[served.name].layers
        if known and served.part.spec.accelerator and served.part.spec.accelerator.memory:
            yield _sequences(Gathered(context), served)


def per_token(layers: float, heads: float, length: float, size: float) -> float:
    """Return the bytes one token takes in the cache: a key and a value in each layer and key-value head."""
    return 2 * layers * heads * length * size


def _sequences(gathered: Gathered, served: _Served) -> Fact:
    path = served.path
    layers = gathered.need("layers", *path, "layers")
    heads = gathered.need("key-value heads", *path, "kv_heads")
    length = gathered.need("head length", *path, "head_dim")
    size, sure = _number_size(gathered, served)
    memory = _memory(gathered, served.part)
    weights = weight_bytes(gathered, path, served.name)
    tokens = _tokens(gathered, served.name)
    claimed = gathered.need(f"{served.part.id} at once", *served.part.path, "generation", "concurrency")
    at = claimed.path if claimed else (*path, "layers")
    if not (layers and heads and length and tokens and claimed) or memory is None or weights is None:
        says = f"how many sequences of {served.name} fit at once cannot be told yet"
        return gathered.fact(_CACHE, served.name, Verdict.UNKNOWN, says, at, components=(served.part.id,))
    each = per_token(amount(layers).value, amount(heads).value, amount(length).value, size)
    largest = per_token(amount(layers).high, amount(heads).high, amount(length).high, size)
    usual, least = tokens
    fit = math.floor(min(ratio(max(_USABLE * memory.middle - weights.middle, 0.0), each * usual.middle), 1e15))
    surely = math.floor(min(ratio(max(_USABLE * memory.low - weights.high, 0.0), largest * usual.high), 1e15))
    # Kindest reading: all of the memory, only the input held, and one byte where the format is not stated.
    most = ratio(max(memory.high - weights.low, 0.0), each * least * (1.0 if sure else 0.5))
    verdict = Verdict.HOLDS if amount(claimed).high <= surely else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if amount(claimed).low > most else verdict
    verdict = Verdict.PLAUSIBLE if verdict is Verdict.HOLDS and not sure else verdict
    says = (
        f"{served.part.id} holds {number(fit)} sequences of {number(usual.middle)} tokens at once; "
        f"{claimed.text} are stated"
    )
    return gathered.fact(
        _CACHE, served.name, verdict, says, at, value=float(fit), computed=number(fit), stated=claimed,
        steps=(
            f"2 x {layers.text} x {heads.text} x {length.text} x {size:g} B = {number(each / 1024)} KiB a token",
            f"0.9 x {_gigabytes(memory.middle)} - {_gigabytes(weights.middle)} "
            f"for {number(usual.middle)} tokens each: {number(fit)}",
        ),
        components=(served.part.id,),
    )  # fmt: skip


def _number_size(gathered: Gathered, served: _Served) -> tuple[float, bool]:
    """Return bytes of a number in the cache; the weights' format tells it only where it has 16 bits or more."""
    model = models(gathered.context)[served.name]
    if model.kv_precision:
        gathered.note(Input("cache precision", (*served.path, "kv_precision"), model.kv_precision))
        return BYTES[model.kv_precision], True
    if model.precision in ("fp32", "bf16", "fp16"):
        return BYTES[model.precision], True
    gathered.note(assumed("bytes of a number in the cache", "2"))
    return 2.0, False


def _tokens(gathered: Gathered, name: str) -> tuple[Span, float] | None:
    """Return the tokens of an average sequence, and the fewest of its input alone."""
    own = ("llm", "models", name, "tokens")
    path: Path = own if models(gathered.context)[name].tokens else ("llm", "tokens")
    taken_in = gathered.need("typical input", *path, "typical_input")
    given = gathered.get("typical output", *path, "typical_output") or gathered.get("output", *path, "output")
    if taken_in is None:
        return None
    whole = spans.total(spans.of(taken_in), *([spans.of(given)] if given else []))
    return whole, max(amount(taken_in).low, 1.0)


@fact(
    _DECODE,
    title="Speed of generating text",
    broken="Text is to come faster than the weights can be read",
    formula="time of one token >= bytes of the weights read for it / (memory bandwidth x chips)",
    source="memory-bound decoding: each pass reads all weights it uses",
    number="Q43",
    blind="Several sequences in one batch, drafting ahead, and memory that is not fully reached.",
)
def decode_speed(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model on chips of stated bandwidth with a stated time for a token."""
    for served in _served(context):
        accelerator, made = served.part.spec.accelerator, served.part.spec.generation
        if accelerator and accelerator.bandwidth and made and (made.per_token or (made.tokens and made.concurrency)):
            yield from _decoded(Gathered(context), served)


def _decoded(gathered: Gathered, served: _Served) -> Iterator[Fact]:
    path: Path = (*served.part.path, "generation")
    wide = gathered.need("memory bandwidth", *served.part.path, "accelerator", "bandwidth")
    chips = _chips(gathered, served.part)
    weights = weight_bytes(gathered, served.path, served.name)
    claim = next((c for c in (gathered.get(f"token {p}", *path, "per_token", p) for p in PERCENTILES) if c), None)
    stream = _stream(gathered, path) if claim is None else None
    at = claim or stream or (gathered.inputs[0],)
    place = at.path if isinstance(at, Input) else at[0].path
    if weights is None or wide is None:
        says = f"{served.name} does not state the bytes of its weights"
        yield gathered.fact(_DECODE, served.name, Verdict.UNKNOWN, says, place, components=(served.part.id,))
        return
    gained = gathered.get("tokens in a pass", *path, "tokens_per_pass")
    speed = spans.product(spans.of(wide), chips)
    read = spans.product(weights, _used(gathered, served))
    found = spans.product(spans.ratio(speed, read), spans.at_least_one(gained))
    wanted = spans.ratio(spans.exactly(1.0), spans.of(claim)) if claim else stream[1] if stream else spans.exactly(0.0)
    if wanted.low == 0 or found.high == 0:
        return
    verdict = Verdict.HOLDS if wanted.high <= found.low else Verdict.PLAUSIBLE
    verdict = Verdict.FAILS if wanted.low > 1.02 * found.high else verdict
    most, told = found.middle, number(wanted.middle)
    says = f"{served.part.id} can give a sequence {number(most)} tokens/s of {served.name}; {told} are stated"
    yield gathered.fact(
        _DECODE, served.name, verdict, says, place, value=most, computed=f"{number(most)} tokens/s",
        stated=claim or (stream[0] if stream else None),
        steps=(
            f"each pass reads {_gigabytes(read.middle)} at {_gigabytes(speed.middle)}/s",
            f"a token takes at least {seconds(ratio(1.0, most))}",
        ),
        components=(served.part.id,),
    )  # fmt: skip


def _stream(gathered: Gathered, path: Path) -> tuple[Input, Span] | None:
    """Return the tokens of one replica and how many of them one sequence gets."""
    tokens = gathered.get("tokens of a replica", *path, "tokens")
    at_once = gathered.get("sequences at once", *path, "concurrency")
    return (tokens, spans.ratio(spans.of(tokens), spans.at_least_one(at_once))) if tokens and at_once else None


def _used(gathered: Gathered, served: _Served) -> Span:
    """Return the share of the weights one token uses."""
    active = gathered.get("active parameters", *served.path, "active_parameters")
    every = gathered.get("parameters", *served.path, "parameters")
    if not (active and every):
        return spans.exactly(1.0)
    found = spans.ratio(spans.of(active), spans.of(every))
    return Span(*(min(n, 1.0) for n in (found.low, found.middle, found.high)))
