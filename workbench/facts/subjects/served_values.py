"""Whether the feature values that were really served are logged, get back to training or to a check, and are enough."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input
from workbench.facts.formula import fact
from workbench.facts.origins import data_reaches
from workbench.facts.show import number
from workbench.facts.watching import Watched, monitors

_ID = "served-values-logged"
_USES = ("trains", "observes", "labels", "evaluates")
_NARROW = ("skew", "drift")


@fact(
    _ID,
    title="Log of served feature values",
    broken="Too few served values are logged for the check that needs them",
    formula="serving -> log -> training or skew check; share logged x load x window >= rows the check waits for",
    source="Rules of ML 29 and 37",
    number="Q28",
    blind="Whether the log is read, and values that changed between lookup and log.",
)
def served_values_logged(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set that is read while serving, once any says that it is logged."""
    features = context.design.features
    sets = features.sets if features else {}
    if any(group.logged or group.logged_to for group in sets.values()):
        for name, group in sets.items():
            if group.serves or group.logged or group.logged_to:
                yield _judge(context, name, group)


def _judge(context: Context, name: str, group: FeatureSet) -> Fact:
    path: Path = ("features", "sets", name)
    logged = context.take(f"{name} logged", *path, "logged")
    lacks = missing(
        ("the share that is logged", logged, (*path, "logged")),
        ("where it is logged", group.logged_to, (*path, "logged_to")),
    )
    log = group.logged_to if group.logged_to in context.graph.parts else None
    if log:
        lacks |= _ways(context, log)
    load = context.take("mean load", "requirements", "load", "mean")
    if load is None:
        lacks["the mean load"] = ("requirements", "load", "mean")
    rows = [_rows(context, w, logged, load) for w in monitors(context) if _needs(w, name)]
    wrong = next((r for r in rows if r), "")
    good = f"{logged.text if logged else ''} of the served values of {name} are kept in {log} and used from there"
    return closed(
        _ID, name, logged.path if logged else path, good, lacks, wrong,
        inputs=tuple(i for i in (logged, load) if i), components=(log,) if log else (),
    )  # fmt: skip


def _ways(context: Context, log: str) -> dict[str, Path]:
    graph = context.graph
    reached = data_reaches(context, [log]) - {log}
    lacks: dict[str, Path] = {}
    if not any(graph.parts[n].has(*_USES) for n in reached):
        lacks[f"a flow from {log} to training or to a check"] = ("flows",)
    if not any(log in data_reaches(context, [p.id]) for p in graph.with_trait("serves", "predicts", "decides")):
        lacks[f"a flow from what serves to {log}"] = ("flows",)
    return lacks


def _needs(watched: Watched, name: str) -> bool:
    compares = watched.monitor.for_ in _NARROW or watched.monitor.statistic == "match_rate"
    return compares and name in watched.monitor.watches


def _rows(context: Context, watched: Watched, logged: Input | None, load: Input | None) -> str:
    """Return what is wrong when a window of a check can never see the rows it waits for."""
    window = context.take("window", *watched.path, "window")
    wanted = context.take("rows", *watched.path, "min_samples")
    # One request may ask for many values, which makes more rows; a log that samples is no more than its share.
    if not (window and wanted and logged and load) or watched.monitor.statistic != "match_rate":
        return ""
    found = spans.product(spans.of(logged), spans.of(load), spans.of(window))
    if found.high >= spans.of(wanted).low * 0.99:
        return ""
    told = f"{logged.text} of {load.text} over {window.text} is {number(found.middle)} rows"
    return f"{told}; {watched.name} waits for {wanted.text}"
