"""Whether training or tuning fits the memory of its chips, and whether its hours agree with their speed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import Span
from workbench.facts.show import number, percent, seconds
from workbench.facts.token_use import BYTES

_MEMORY, _HOURS = "tuning-memory", "training-hours"
_USABLE = 0.9
_PER_TRAINED = {"adamw": (16.0, 8.0), "adam": (16.0, 8.0), "adam8bit": (10.0, 6.0), "sgd": (12.0, 4.0)}
"""Bytes for a trained weight by optimiser, as a rule and at the least: weights, gradients, a copy in 32 bits, state.

At the least everything stands in 16 bits and there is no copy.
"""
_OTHER = (12.0, 4.0)
_ADAPTED = ("lora", "qlora", "adapter", "prompt_tuning")


@dataclass(frozen=True, slots=True)
class _Job:
    """One training job: where it stands, where its base model stands, and how it trains."""

    name: str
    path: Path
    base: Path
    method: str
    optimizer: str


def _jobs(context: Context) -> Iterator[_Job]:
    training, llm = context.design.training, context.design.llm
    for name, model in (training.models if training else {}).items():
        path: Path = ("training", "models", name)
        method = "lora" if model.trainable else "full"
        yield _Job(name, path, path, method, model.optimizer or "")
    for name, tuning in (llm.tuning if llm else {}).items():
        of = tuning.of or ""
        at: Path = ("llm", "models", of) if llm and of in llm.models else ("training", "models", of)
        yield _Job(name, ("llm", "tuning", name), at, tuning.method or "", tuning.optimizer or "")


@fact(
    _MEMORY,
    title="Memory of training",
    broken="Training does not fit its chips",
    formula="16 bytes x weights with Adam; adapters: bytes of the base + 16 bytes x weights trained; + activations",
    source="EleutherAI memory of transformers; LoRA; QLoRA",
    number="Q45",
    blind="Long sequences, whose activations grow beyond what is stated.",
)
def tuning_memory(context: Context) -> Iterator[Fact]:
    """Yield one fact for every training job that states its parameters and the memory of its chips."""
    for job in _jobs(context):
        if context.take("memory", *job.path, "accelerator", "memory") and context.take("n", *job.base, "parameters"):
            yield from _fits(Gathered(context), job)


def _fits(gathered: Gathered, job: _Job) -> Iterator[Fact]:
    count = gathered.need(f"{job.name} parameters", *job.base, "parameters")
    one = gathered.need(f"{job.name} memory of a chip", *job.path, "accelerator", "memory")
    chips = gathered.get(f"{job.name} chips", *job.path, "accelerator", "count")
    spread = gathered.need(f"{job.name} activations", *job.path, "activations")
    trained = gathered.get(f"{job.name} weights trained", *job.path, "trainable")
    if not (count and one) or job.method not in ("full", "dpo", "rlhf", "orpo", *_ADAPTED):
        return
    adapted = job.method in _ADAPTED
    if adapted and trained is None:
        gathered.needs.append((*job.path, "trainable"))
    sizes = _sizes(gathered, job)
    rule, least = bytes_of(amount(count).value, amount(trained).value if trained else 0.0, sizes)
    largest = bytes_of(amount(count).high, amount(trained).high if trained else 0.0, sizes)[0]
    more = spans.of(spread) if spread else spans.exactly(0.0)
    there = spans.product(spans.of(one), spans.at_least_one(chips))
    says = f"training {job.name} takes {_size(rule + more.middle)}; its chips hold {_size(there.middle)}"
    complete = spread is not None and not (adapted and trained is None)
    verdict = Verdict.HOLDS if largest + more.high <= _USABLE * there.low else Verdict.PLAUSIBLE
    if least + more.middle > there.high:
        verdict = Verdict.FAILS
    elif not complete:
        verdict, says = Verdict.UNKNOWN, f"{says}, and what it keeps in between is not all stated"
    yield gathered.fact(
        _MEMORY, job.name, verdict, says, one.path, value=rule, computed=_size(rule), stated=one,
        steps=(
            f"weights, gradients and optimiser {_size(rule)}, at the least {_size(least)}",
            f"activations {spread.text}" if spread else "activations not stated",
            f"0.9 of {_size(there.middle)} can be used",
        ),
    )  # fmt: skip


def _sizes(gathered: Gathered, job: _Job) -> tuple[float, float, float]:
    """Return bytes of a weight that stays as it is, and of a trained one as a rule and at the least."""
    rule, least = _PER_TRAINED.get(job.optimizer or "adamw", _OTHER)
    if job.method not in _ADAPTED:
        return 0.0, rule, least
    held = gathered.context.design.at(job.base)
    precision = getattr(held, "precision", None) or ""
    base = 0.5 if job.method == "qlora" else BYTES.get(precision, 2.0)
    return base, rule, least


def bytes_of(parameters: float, trained: float, sizes: tuple[float, float, float]) -> tuple[float, float]:
    """Return the bytes of a job as a rule and at the least; a base of no bytes means that all weights are trained."""
    base, rule, least = sizes
    if base == 0:
        return rule * parameters, least * parameters
    return base * parameters + rule * trained, base * parameters + least * trained


def _size(value: float) -> str:
    return f"{number(value / 1e9)} GB" if value >= 1e8 else f"{number(value / 1e6)} MB"


@fact(
    _HOURS,
    title="Hours of training",
    broken="The hours of training cannot be right",
    formula="6 x parameters x tokens / (chips x FLOP/s x share reached); 4 x for adapters",
    source="6ND rule (EleutherAI cookbook)",
    number="Q46",
    blind="Failures, waiting for chips, and evaluation between the steps.",
)
def training_hours(context: Context) -> Iterator[Fact]:
    """Yield one fact for every training job that states its tokens, its duration and the speed of its chips."""
    for job in _jobs(context):
        gathered = Gathered(context)
        tokens = gathered.get(f"{job.name} tokens", *job.path, "tokens")
        speed = gathered.get(f"{job.name} speed of a chip", *job.path, "accelerator", "compute")
        lasts = gathered.get(f"{job.name} duration", *job.path, "duration")
        if tokens and speed and lasts and context.take("n", *job.base, "parameters"):
            yield from _long(gathered, job, (tokens, speed, lasts))


def hours(parameters: float, tokens: float, speed: float, *, passes: float = 6.0) -> float:
    """Return the seconds of a run at `speed` FLOP/s, all chips together and at the share of it that is reached."""
    return ratio(passes * parameters * tokens, speed)


def _long(gathered: Gathered, job: _Job, taken: tuple[Input, Input, Input]) -> Iterator[Fact]:
    tokens, speed, lasts = taken
    active = gathered.get(f"{job.name} active parameters", *job.base, "active_parameters")
    count = active or gathered.need(f"{job.name} parameters", *job.base, "parameters")
    chips = gathered.get(f"{job.name} chips", *job.path, "accelerator", "count")
    reached = gathered.get(f"{job.name} share reached", *job.path, "accelerator", "mfu")
    if count is None:
        return
    passes = 4.0 if job.method in _ADAPTED else 6.0
    size, read = spans.of(count), spans.of(tokens)
    together = spans.product(spans.of(speed), spans.at_least_one(chips))
    ends = ((size.low, read.low, together.high), (size.middle, read.middle, together.middle))
    fastest = Span(*(hours(*end, passes=passes) for end in (*ends, (size.high, read.high, together.low))))
    usual = spans.ratio(fastest, spans.of(reached)) if reached else fastest
    least, found = fastest.middle, usual.middle
    stated = amount(lasts)
    if stated.value < 0.99 * least or (reached and stated.value < found / 2):
        verdict = Verdict.FAILS
    elif reached is None:
        gathered.needs.append((*job.path, "accelerator", "mfu"))
        verdict = Verdict.UNKNOWN
    else:
        near = usual.high / 2 <= stated.low and stated.high <= usual.low * 2
        verdict = Verdict.HOLDS if near else Verdict.PLAUSIBLE
    at = f"at {percent(amount(reached).value)} of the peak" if reached else "at the peak speed"
    says = f"{job.name} takes about {seconds(found)} {at}; {lasts.text} is stated"
    yield gathered.fact(
        _HOURS, job.name, verdict, says, lasts.path, value=found, computed=seconds(found), stated=lasts,
        steps=(
            f"{passes:g} FLOP x {count.text} parameters x {tokens.text} tokens",
            f"{chips.text if chips else '1'} chips of {speed.text}: {seconds(least)} at full speed",
        ),
    )  # fmt: skip
