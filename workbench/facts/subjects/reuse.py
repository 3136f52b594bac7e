"""Test data that also served to choose, so that what is read on it is too good."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed
from workbench.facts.splits import splits_of

_ID = "test-reuse"
_FINAL = ("confirmation", "holdout")


@fact(
    _ID,
    title="Test data that is only read at the end",
    broken="The test set was used to choose",
    formula="nothing is chosen on the split results are read on; it is read a few times for one release at most",
    source="selection leakage (Kapoor and Narayanan)",
    pattern="ap-selection-leak",
    blind="Choices made by hand after a look at the results; copies of the test set under another name.",
)
def test_reuse(context: Context) -> Iterator[Fact]:
    """Yield one fact for every test split, and for every other split on which the deciding metric is read."""
    evaluation = context.design.evaluation
    if not evaluation:
        return
    decisive = {m.on for m in evaluation.metrics.values() if m.headline and m.on in evaluation.splits}
    chosen = tuple(_choices(context))
    tests = splits_of(context.design, "test")
    for name in evaluation.splits:
        if name in tests or (name in decisive and any(c.text == name for c in chosen)):
            yield _judge(Gathered(context), name, [c for c in chosen if c.text == name])


def _choices(context: Context) -> Iterator[Input]:
    """Yield everything that was chosen by looking at a split; the text of each is the name of the split."""
    training, serving = context.design.training, context.design.serving
    for name, model in (training.models if training else {}).items():
        if model.search and model.search.on:
            yield Input(f"settings of {name}", ("training", "models", name, "search", "on"), model.search.on)
    for name, threshold in (serving.thresholds if serving else {}).items():
        if threshold.tuned_on:
            yield Input(f"threshold {name}", ("serving", "thresholds", name, "tuned_on"), threshold.tuned_on)


def _judge(gathered: Gathered, name: str, chosen: list[Input]) -> Fact:
    path: Path = ("evaluation", "splits", name)
    reads = gathered.get(f"reads of {name}", *path, "reads")
    for choice in chosen:
        gathered.note(choice)
    verdict, says = _used(gathered, name, chosen, reads)
    if verdict in (Verdict.FAILS, Verdict.PLAUSIBLE):
        verdict, more = _confirmed(gathered, name, verdict)
        says = f"{says}{more}"
    at = chosen[0].path if chosen else reads.path if reads else path
    return gathered.fact(_ID, name, verdict, says, at, stated=reads)


def _used(gathered: Gathered, name: str, chosen: list[Input], reads: Input | None) -> tuple[Verdict, str]:
    if chosen:
        return Verdict.FAILS, f"{' and '.join(c.name for c in chosen)} were chosen on {name}"
    if reads is None:
        gathered.needs.append(("evaluation", "splits", name, "reads"))
        return Verdict.UNKNOWN, f"how often {name} is read for one release is not said"
    if amount(reads).high <= 1:
        return Verdict.HOLDS, f"{name} is read once for one release, and nothing is chosen on it"
    most = gathered.note(assumed("reads from which a test set serves to choose", "10", "count"))
    says = f"{name} is read {reads.text} times for one release, each a chance to choose"
    return (Verdict.FAILS if amount(reads).low > amount(most).value else Verdict.PLAUSIBLE), says


def _confirmed(gathered: Gathered, name: str, verdict: Verdict) -> tuple[Verdict, str]:
    """Weigh what another set says, that nothing was chosen on."""
    design = gathered.context.design
    taken = {c.text for c in _choices(gathered.context)}
    fresh = [n for n in splits_of(design, *_FINAL, "test") if n != name and n not in taken]
    metrics = design.evaluation.metrics.values() if design.evaluation else ()
    told = [m for m in metrics if m.headline] or list(metrics)
    read_on = next((m.on for m in told if m.on in fresh), None)
    if read_on and all(m.on != name for m in told):
        return Verdict.HOLDS, f"; results are read on {read_on}, on which nothing was chosen"
    final = next((n for n in fresh if n in splits_of(design, *_FINAL)), None)
    if final and all(m.on != name for m in told):
        return Verdict.PLAUSIBLE, f"; {final} could confirm the result, but no metric is read on it"
    return verdict, ""
