"""How old a feature can be when it is used, at worst."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import carrying
from workbench.facts.ranges import Span, at_most
from workbench.facts.show import seconds

_ID = "worst-case-freshness"


@dataclass(frozen=True, slots=True)
class _Age:
    """The worst age of a feature: what is added up, and the age its author states."""

    added: tuple[Input, ...]
    stated: Input | None
    cached: tuple[Input, ...]
    whole: bool
    """True when nothing that may add to the age is left out."""

    @property
    def worst(self) -> Span:
        """Seconds, at least what is stated of it."""
        cached = spans.total(*(spans.of(i) for i in self.cached))
        added = spans.total(*(spans.of(i) for i in self.added))
        told = spans.of(self.stated) if self.stated else added
        most = Span(max(added.low, told.low), max(added.middle, told.middle), max(added.high, told.high))
        return spans.total(most, cached)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All of it."""
        return (*self.added, *((self.stated,) if self.stated else ()), *self.cached)


@fact(
    _ID,
    title="Age of features at worst",
    broken="A feature can be older than allowed",
    formula="cadence + run time + propagation + cache lifetime <= staleness allowed; the worst case, not the average",
    source="Rules of ML, rule 8",
    number="Q22",
    blind="Runs that fail or are late; clocks that differ.",
)
def worst_case_freshness(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set whose age is limited, for the tightest limit."""
    features = context.design.features
    for name, group in (features.sets if features else {}).items():
        limits = [context.take(f"{name} staleness", "features", "sets", name, "staleness")]
        limits += [context.take(f"{name} freshness", "slas", s, "freshness", name) for s in context.design.slas]
        stated = [limit for limit in limits if limit]
        if stated:
            tightest = min(stated, key=lambda i: spans.of(i).high)
            yield _judge(name, group, tightest, _age(context, name, group))


def _age(context: Context, name: str, group: FeatureSet) -> _Age:
    base: Path = ("features", "sets", name)
    jobs = [context.graph.parts[n] for n in group.by if n in context.graph.parts and context.graph.parts[n].declared]
    added: list[Input] = []
    whole = bool(jobs)
    for word, key in (("cadence", "cadence"), ("run time", "runtime"), ("propagation", "propagation")):
        own = context.take(f"{name} {word}", *base, key) if key != "propagation" else None
        of_jobs = [i for i in (context.take(f"{j.id} {word}", *j.path, key) for j in jobs) if i]
        added += [own] if own else of_jobs
        whole = whole and (own is not None or len(of_jobs) == len(jobs) or key == "propagation")
    stated = context.take(f"{name} available after", *base, "available_after")
    return _Age(tuple(added), stated, tuple(_cached(context, name)), whole or stated is not None)


def _cached(context: Context, name: str) -> Iterator[Input]:
    """Yield the lifetimes of the caches this feature passes."""
    passed = dict.fromkeys(
        end
        for e in carrying(context, name)
        for end in (e.source, *e.flow.through, e.target)
        if context.graph.parts[end].spec.cache
    )
    for part in passed:
        lifetime = context.take(f"{part} lifetime", *context.graph.parts[part].path, "cache", "ttl")
        if lifetime:
            yield lifetime


def _judge(name: str, group: FeatureSet, limit: Input, age: _Age) -> Fact:
    verdict, says = _verdict(name, group, limit, age)
    base: Path = ("features", "sets", name)
    timed = bool(age.added or age.stated)
    return Fact(
        id=_ID, subject=name, verdict=verdict, says=says, at=limit.path,
        computed=seconds(age.worst.middle) if timed else "", value=age.worst.middle if timed else None, stated=limit,
        inputs=(limit, *age.inputs), steps=_steps(age), components=tuple(group.by),
        needs=() if timed else ((*base, "cadence"), (*base, "available_after")),
    )  # fmt: skip


def _verdict(name: str, group: FeatureSet, limit: Input, age: _Age) -> tuple[Verdict, str]:
    if not age.added and age.stated is None:
        return Verdict.UNKNOWN, f"{name} may be {limit.text} old, but does not say how often it is computed"
    verdict = at_most(age.worst, spans.of(limit))
    says = f"{name} can be {seconds(age.worst.middle)} old; {limit.text} is allowed"
    if verdict is Verdict.FAILS and group.ttl and group.ttl.low <= spans.of(limit).high:
        return Verdict.PLAUSIBLE, f"{says}, and it is not served for longer than {group.ttl}"
    if verdict is Verdict.HOLDS and not age.whole:
        return Verdict.PLAUSIBLE, f"{says}; not all that adds to its age is stated"
    return verdict, says


def _steps(age: _Age) -> tuple[str, ...]:
    lines = []
    if age.added:
        lines.append(f"{' + '.join(i.text for i in age.added)} = {seconds(_total(age.added))}")
    if age.stated:
        lines.append(f"stated to be readable after {age.stated.text}; the larger of the two counts")
    if age.cached:
        lines.append(f"then up to {seconds(_total(age.cached))} in a cache")
    return tuple(lines)


def _total(taken: tuple[Input, ...]) -> float:
    return spans.total(*(spans.of(i) for i in taken)).middle
