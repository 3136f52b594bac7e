"""Training and test data that share entities, periods or copies of a row."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Splitting
from workbench.design.times import Window
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.show import seconds
from workbench.facts.splits import apart, splits_of

_ID = "split-leak"
_AT: Path = ("evaluation", "splitting")
_ALONE = "that is sound only where rows of one period tell nothing about each other"


@fact(
    _ID,
    title="Nothing stands on both sides of a split",
    broken="Training and test data overlap",
    formula="groups on two sides = 0; start of test - end of training >= window of the label; copies go before",
    source="non-independence and temporal leakage (Kapoor and Narayanan)",
    pattern="ap-split-leak",
    blind="Whether rows of one period, or of one entity, tell anything about each other at all.",
)
def split_leak(context: Context) -> Iterator[Fact]:
    """Yield facts on groups, time and copies, each where the design says something about it."""
    evaluation = context.design.evaluation
    if not evaluation or not (evaluation.splitting or evaluation.splits):
        return
    splitting = evaluation.splitting or Splitting()
    yield from _groups(Gathered(context), splitting)
    yield from _periods(Gathered(context), splitting)
    yield from _copies(Gathered(context), splitting)


def _groups(gathered: Gathered, splitting: Splitting) -> Iterator[Fact]:
    overlap = gathered.get("groups on two sides", *_AT, "overlap")
    key = f" of {splitting.group_key}" if splitting.group_key else ""
    at: Path = overlap.path if overlap else (*_AT, "by")
    if overlap and amount(overlap).high > 0:
        verdict = Verdict.FAILS if amount(overlap).low > 0 else Verdict.PLAUSIBLE
        says = f"{overlap.text} groups{key} stand in training and in test"
    elif overlap or (splitting.group_key and "group" in splitting.by):
        verdict, says = Verdict.HOLDS, f"no group{key} stands on two sides"
    elif "group" in splitting.by or set(splitting.by) & {"random", "stratified"}:
        verdict, says = Verdict.UNKNOWN, "rows are divided, but nothing says which entity stays on one side"
        gathered.needs.append((*_AT, "group_key"))
    else:
        return
    yield gathered.fact(_ID, "groups", verdict, says, at, stated=overlap)


def _copies(gathered: Gathered, splitting: Splitting) -> Iterator[Fact]:
    told = {
        "after_split": (Verdict.FAILS, "near copies are removed after the split, when they stand on both sides"),
        "before_split": (Verdict.HOLDS, "near copies are removed before the split"),
        "none": (Verdict.PLAUSIBLE, "near copies are not removed; that is sound only where there are none"),
    }
    if splitting.dedup:
        verdict, says = told[splitting.dedup]
        yield gathered.fact(_ID, "copies", verdict, says, (*_AT, "dedup"))


def _periods(gathered: Gathered, splitting: Splitting) -> Iterator[Fact]:
    window = _label_window(gathered)
    found = _closest(gathered)
    gap = gathered.get("gap", *_AT, "gap") if "time" in splitting.by or found else None
    if found:
        yield _dated(gathered, splitting, found, window)
    elif gap and window:
        low = amount(gap).low
        says = f"{gap.text} is left empty between training and test; the label takes {seconds(window[0])} to be known"
        yield gathered.fact(_ID, "time", _wide(low, window), says, gap.path, computed=gap.text, value=low)
    elif "time" in splitting.by and window:
        gathered.needs.append((*_AT, "gap"))
        says = f"split by time, without a gap; the label takes {seconds(window[0])} to be known"
        yield gathered.fact(_ID, "time", Verdict.UNKNOWN, says, (*_AT, "by"))
    elif splitting.by and window and "time" not in splitting.by:
        says = f"one period is on both sides; {_ALONE}"
        yield gathered.fact(_ID, "time", Verdict.PLAUSIBLE, says, (*_AT, "by"))


def _dated(
    gathered: Gathered, splitting: Splitting, found: tuple[float, Input], window: tuple[float, float] | None
) -> Fact:
    """Judge the spans themselves: in order, and as far apart as the label takes."""
    left, test = found
    verdict = _wide(left, window) if window else Verdict.HOLDS if left >= 0 else Verdict.PLAUSIBLE
    if left < 0:
        says = f"the test begins {seconds(-left)} before training ends"
        timeless = bool(splitting.by) and "time" not in splitting.by
        if timeless and ("group" in splitting.by or not window):
            verdict, says = Verdict.PLAUSIBLE, f"{says}; {_ALONE}"
        elif "time" in splitting.by:
            verdict = Verdict.FAILS
    else:
        says = f"the test begins {seconds(left)} after training ends"
        says += f"; the label takes {seconds(window[0])} to be known" if window else ""
    return gathered.fact(_ID, "time", verdict, says, test.path, computed=seconds(left), value=left, stated=test)


def _wide(left: float, window: tuple[float, float] | None) -> Verdict:
    """Judge a gap against the time a label takes, which may be told in several ways."""
    least, most = window or (0.0, 0.0)
    if left >= most * (1 - 1e-9):
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if left >= least * (1 - 1e-9) else Verdict.FAILS


def _closest(gathered: Gathered) -> tuple[float, Input] | None:
    """Return the smallest distance from the end of training to the start of a test, and the test."""
    design = gathered.context.design
    fits: list[tuple[Path, Window]] = [
        (("evaluation", "splits", n, "window"), s.window) for n, s in splits_of(design, "train").items() if s.window
    ]
    models = design.training.models if design.training else {}
    tied = {(m.of, m.on) for m in design.evaluation.metrics.values() if m.of} if design.evaluation else set()
    pairs: list[tuple[float, Input]] = []
    for name, split in splits_of(design, "test").items():
        own = [n for n, m in models.items() if m.window and ((n, name) in tied or (not tied and len(models) == 1))]
        told = [(("training", "models", n, "window"), w) for n in own if (w := models[n].window)]
        for path, fit in fits or told:
            left = apart(fit, split.window) if split.window else None
            if left is not None and split.window:
                gathered.note(Input("training", path, fit.text))
                test: Path = ("evaluation", "splits", name, "window")
                pairs.append((left, gathered.note(Input(f"{name} split", test, split.window.text))))
    return min(pairs, key=lambda pair: pair[0], default=None)


def _label_window(gathered: Gathered) -> tuple[float, float] | None:
    """Return the least and the most time, in seconds, a label that is learned takes to be known."""
    design = gathered.context.design
    sets = design.labels.sets if design.labels else {}
    learned = {m.label for m in design.training.models.values() if m.label} if design.training else set()
    times = []
    for name in [n for n in sets if n in learned] or list(sets):
        for key in (("window",), ("mature_after",), ("delay", "p95")):
            taken = gathered.get(f"{name} {' '.join(key)}".replace("_", " "), "labels", "sets", name, *key)
            times += [amount(taken)] if taken and amount(taken).low > 0 else []
    return (min(t.low for t in times), max(t.high for t in times)) if times else None
