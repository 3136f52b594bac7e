"""Which monitors notice a kind of trouble, how soon, and why none does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workbench.drills.result import Catch
from workbench.drills.scene import Scene
from workbench.errors import Path
from workbench.facts import Verdict
from workbench.facts.show import seconds
from workbench.facts.spans import of
from workbench.facts.watching import Watched, cadence


@dataclass(frozen=True, slots=True)
class Sight:
    """What sorts of monitor see a kind of trouble: by what they compute, and by what they are for."""

    statistics: frozenset[str]
    sorts: frozenset[str]
    checks: frozenset[str] = frozenset()
    believes: bool = False
    """True when a monitor that says neither what it computes nor what for is taken to see it."""
    total: bool = False
    """True when all of what is watched fails at once, so that a rate shows it before its window is full."""

    def sees(self, found: Watched) -> bool:
        """True when a monitor would show it."""
        monitor = found.monitor
        if monitor.for_ and monitor.for_ not in self.sorts:
            return False
        if self.checks & set(monitor.checks):
            return True
        if monitor.statistic is None:
            return bool(monitor.for_) or self.believes
        return monitor.statistic in self.statistics


_PERCENTILES = ("p50", "p95", "p99", "max", "mean", "median")
_SHIFTS = ("psi", "ks", "js", "kl", "wasserstein", "chi2", "mmd")
STOOD_IN = Sight(
    frozenset(("rate", "error_rate", "heartbeat", "count", "lag", "hit_rate")),
    frozenset(("infrastructure", "quality", "freshness")),
    believes=True,
    total=True,
)
"""Something does not answer and something else answers for it: no request fails, and none need be slower."""
OUTAGE = Sight(STOOD_IN.statistics | {*_PERCENTILES, "burn_rate"}, STOOD_IN.sorts, believes=True, total=True)
"""Requests get no answer."""
FAILING = Sight(frozenset(("error_rate", "rate", "count", *_PERCENTILES)), STOOD_IN.sorts, believes=True)
"""Some of the requests fail, or take longer."""
OVERLOAD = Sight(
    frozenset((*_PERCENTILES, "rate", "error_rate", "burn_rate", "utilisation", "saturation", "count", "lag")),
    frozenset(("infrastructure", "quality", "freshness")),
)
"""More comes than can be worked on."""
WRONG = Sight(
    frozenset((
        *_SHIFTS, "rate", "mean", "median", "sum", "count", "p50", "p95", "p99", "recall", "precision", "auc_pr",
        "calibration_error", "groundedness", "refusal_rate", "no_answer_rate", "thumbs_down_rate", "block_rate",
        "quality", "disparity", "null_rate", "match_rate",
    )),
    frozenset(("output", "quality", "business", "safety", "fairness", "drift", "input")),
    believes=True,
)  # fmt: skip
"""Answers come in time and are worse than they were."""
STALE = Sight(
    frozenset(("lag", "age", "heartbeat", "count", "rate", "sum")),
    frozenset(("freshness", "data_quality", "infrastructure")),
    frozenset(("freshness", "volume")),
)
"""Something has stopped arriving."""
SPOILT = Sight(
    frozenset(("reject_rate", "null_rate", "match_rate", *_SHIFTS)),
    frozenset(("data_quality", "input", "skew", "drift")),
    frozenset(("schema", "types", "nulls", "ranges")),
)
"""Data has another shape than it should."""
LEAKING = Sight(
    frozenset(("rate", "count", "block_rate", "sum", "quality")), frozenset(("security", "safety", "data_quality"))
)
"""Something is where it may not be."""


def catches(
    scene: Scene, targets: Collection[str], sight: Sight, *, dead: Collection[str] = (), outage: str = ""
) -> tuple[Catch, ...]:
    """Return the monitors that notice trouble with any of `targets`, the quickest first.

    `dead` are boxes that compute nothing any more. `outage` is a promise that is not kept at all, which is what a burn
    rate waits for.
    """
    found = [
        _catch(scene, w, outage, sight.total)
        for w in _watching(scene, targets)
        if sight.sees(w) and not _blind(scene, w, dead) and (w.monitor.statistic != "burn_rate" or outage)
    ]
    return tuple(sorted(found, key=lambda c: (c.lag is None, c.lag or 0.0)))


def unseen(scene: Scene, targets: Collection[str], sight: Sight, dead: Collection[str] = ()) -> str:
    """Say why no monitor notices trouble with `targets`."""
    watching = list(_watching(scene, targets))
    for found in watching:
        why = _blind(scene, found, dead)
        if sight.sees(found) and why:
            return f"{found.name} watches {_first(found, targets)}, but {why}"
    if watching:
        return f"{watching[0].name} watches {_first(watching[0], targets)}, but what it computes does not show this"
    named = list(dict.fromkeys(targets))
    return f"no monitor watches {', '.join(named[:3])}{' or what hangs on it' if len(named) > 3 else ''}"


def _first(found: Watched, targets: Collection[str]) -> str:
    return next(n for n in map(_plain, found.monitor.watches) if n in targets)


def _plain(name: str) -> str:
    """Return a watched name without its section: `slas.authorise` and `authorise` are the same."""
    return name.rpartition(".")[2]


def _watching(scene: Scene, targets: Collection[str]) -> Iterator[Watched]:
    wanted = set(targets)
    return (w for w in scene.monitors if wanted & {_plain(n) for n in w.monitor.watches})


def _blind(scene: Scene, found: Watched, dead: Collection[str]) -> str:
    """Say why a monitor would not raise the alarm; empty when it would."""
    monitor = found.monitor
    if not (monitor.above or monitor.below or monitor.checks):
        return "has no threshold"
    if not (monitor.alerts or monitor.action):
        return "tells nobody and sets nothing off"
    if monitor.by in dead:
        return f"{monitor.by}, which computes it, is gone as well"
    rows = scene.facts.get(("window-samples", found.name))
    return "never gets the rows it waits for" if rows and rows.verdict is Verdict.FAILS else ""


def _catch(scene: Scene, found: Watched, outage: str, total: bool) -> Catch:
    lag, how, needs = _lag(scene, found, outage, total)
    monitor = found.monitor
    return Catch(found.name, found.path, lag, how, monitor.alerts, monitor.action, needs)


def _lag(scene: Scene, found: Watched, outage: str, total: bool) -> tuple[float | None, str, tuple[Path, ...]]:
    """Return the longest time from trouble to alarm in seconds, how it comes about, and what it would need."""
    if found.monitor.label:
        fact = scene.facts.get(("detection-lag", found.name))
        needs = tuple(p for p in fact.needs if p[-1] != "max_exposure") if fact and fact.value is None else ()
        return (fact.value if fact else None), "; ".join(fact.steps) if fact else "", needs
    every = cadence(scene.context, found)
    window = scene.context.take("window", *found.path, "window")
    if every is None:
        return None, "", ((*found.path, "window"),)
    if found.monitor.statistic == "burn_rate":
        return _burnt(scene, found, outage)
    share = _share_to_show(found) if total else 1.0
    filled = of(window).high * share if window else 0.0
    words = (
        [f"{seconds(filled)} of its window"] if window and share < 1 else [f"window {window.text}"] if window else []
    )
    return filled + of(every).high, " + ".join([*words, f"next value within {every.text}"]), ()


def _share_to_show(found: Watched) -> float:
    """Return the share of its window after which a rate shows a total failure; all of it for others."""
    monitor = found.monitor
    if monitor.statistic == "error_rate" and monitor.above and monitor.above.dimension == "fraction":
        return min(monitor.above.high, 1.0)
    if monitor.statistic == "rate" and monitor.below and monitor.below.dimension == "fraction":
        return min(max(1 - monitor.below.low, 0.0), 1.0)
    return 1.0


def _burnt(scene: Scene, found: Watched, outage: str) -> tuple[float | None, str, tuple[Path, ...]]:
    """Return when a full outage has spent the share of the budget a burn rate stands for, in both of its windows."""
    path = found.path
    goal = scene.context.take("objective", "slas", outage, "availability")
    above, window = scene.context.take("burn rate", *path, "above"), scene.context.take("window", *path, "window")
    every = cadence(scene.context, found)
    if not (goal and above and window and every):
        missing = ("slas", outage, "availability") if not goal else (*path, "above" if not above else "window")
        return None, "", (missing,)
    failing = of(above).high * max(1 - of(goal).low, 0.0)
    if failing > 1:
        return None, f"even a full outage burns less than {above.text} times the budget", ()
    whole = failing * of(window).high + of(every).high
    return whole, f"a full outage reaches {above.text} times in {seconds(failing * of(window).high)}", ()
