"""Whether a drift monitor can tell drift from chance, and how often it cries wolf."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.design import Quantity
from workbench.design.units import DAY
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, ratio, whole
from workbench.facts.ranges import Span, at_most, span
from workbench.facts.show import number, percent
from workbench.facts.stats import chi2_quantile, share
from workbench.facts.watching import Watched, cadence, monitors, parts_of, row_rate

_PSI, _KS, _ALARMS = "psi-noise", "ks-size", "false-alarms"
_MOST_BINS = 100_000
_TRIVIAL = 0.01
"""A largest gap of 1% between two distributions: smaller ones are found with certainty in large windows."""


def _small(value: float) -> str:
    """Write a number that may be far below one."""
    return number(value) if value >= 1e-3 or value <= 0 else f"{value:.2g}" if value >= 1e-4 else "less than 0.0001"


@fact(
    _PSI,
    title="Noise of the population stability index",
    broken="The drift alarm rings without any drift",
    formula="noise floor = chi-square quantile(bins - 1; 95%) x (1/n + 1/m)",
    source="asymptotic distribution of the PSI (Yurdakul and Naranjo)",
    number="Q28",
    blind="Shifts in two features together, and bins that are badly cut.",
)
def psi_noise(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor of a PSI with a threshold."""
    for found in monitors(context):
        if found.monitor.statistic == "psi" and found.monitor.above:
            yield _psi(Gathered(context), found)


def _rows(gathered: Gathered, found: Watched) -> Input | None:
    """Return the rows behind one value: the fewest it accepts, or what its window is known to bring."""
    fewest = gathered.get(f"{found.name} fewest rows", *found.path, "min_samples")
    if fewest:
        return fewest
    window = gathered.get(f"{found.name} window", *found.path, "window")
    arriving, sure = row_rate(gathered.context, found)
    if not (window and arriving and sure):
        return None
    gathered.note(arriving)
    rows = amount(arriving).high * amount(window).high
    return Input("rows in one window", window.path, number(rows), Quantity(rows, rows, "count"))


def _psi(gathered: Gathered, found: Watched) -> Fact:
    limit = gathered.need(f"{found.name} above", *found.path, "above")
    bins = gathered.get(f"{found.name} bins", *found.path, "bins") or gathered.note(assumed("bins", "10", "count"))
    rows = _rows(gathered, found)
    reference = gathered.get(f"{found.name} reference rows", *found.path, "reference_n")
    if not rows or not limit:
        gathered.needs.append((*found.path, "min_samples"))
        says = f"{found.name} does not say how many rows are behind one value"
        return gathered.fact(_PSI, found.name, Verdict.UNKNOWN, says, found.path, stated=limit)
    certain = _floor(found, bins, rows, reference)
    # Without the size of the reference, one as large as the window is taken; an endless one is the kindest case.
    floor = _floor(found, bins, rows, reference or rows)
    verdict = _judged(gathered, found, (limit, bins, reference), (certain, floor))
    says = f"chance alone lifts the PSI to {_small(floor.middle)} with {rows.text} rows; the alarm is at {limit.text}"
    freedom = int(min(amount(bins).value, _MOST_BINS)) - 1
    needed = whole(2 * ratio(_quantile(found, freedom + 1), amount(limit).value))
    return gathered.fact(
        _PSI, found.name, verdict, says, limit.path, value=floor.middle, computed=_small(floor.middle), stated=limit,
        steps=(
            f"chi-square with {freedom} degrees stays below {number(_quantile(found, freedom + 1))}",
            f"x (1/{rows.text} + 1/{reference.text if reference else rows.text}) = {_small(floor.middle)}",
            f"{limit.text} needs at least {number(needed)} rows on each side",
        ),
        components=parts_of(gathered.context, found),
    )  # fmt: skip


def _quantile(found: Watched, bins: float) -> float:
    alpha = found.monitor.alpha
    return chi2_quantile(
        1 - min(max(alpha.value, 1e-9), 0.5) if alpha else 0.95, max(int(min(bins, _MOST_BINS)) - 1, 1)
    )


def _floor(found: Watched, bins: Input, rows: Input, reference: Input | None) -> Span:
    if reference is None:
        return span(lambda b, n: ratio(_quantile(found, b), n), bins, rows)
    return span(lambda b, n, m: _quantile(found, b) * (ratio(1, n) + ratio(1, m)), bins, rows, reference)


def _judged(
    gathered: Gathered, found: Watched, taken: tuple[Input, Input, Input | None], floors: tuple[Span, Span]
) -> Verdict:
    limit, bins, reference = taken
    certain, floor = floors
    sure = reference is not None and not bins.assumed
    verdict = at_most(certain, amount(limit).value)
    if verdict is not Verdict.FAILS:
        fits = at_most(floor, amount(limit).low) is Verdict.HOLDS
        return Verdict.HOLDS if fits and sure else Verdict.PLAUSIBLE
    if bins.assumed:
        gathered.needs.append((*found.path, "bins"))
        return Verdict.UNKNOWN
    return verdict


@fact(
    _KS,
    title="Size of a Kolmogorov-Smirnov test",
    broken="The drift alarm rings without any drift",
    formula="critical distance at 5% = 1.358 x square root of ((n + m) / (n m))",
    source="Kolmogorov-Smirnov two-sample test, large samples",
    number="Q29",
    blind="Rows that depend on one another, which make shifts look significant that are none.",
)
def ks_size(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor of a KS distance that says how many rows it compares."""
    for found in monitors(context):
        if found.monitor.statistic == "ks" and found.monitor.min_samples:
            yield _ks(Gathered(context), found)


def critical_distance(alpha: float, n: float, m: float) -> float:
    """Return the distance two samples of one distribution exceed with probability `alpha`."""
    factor = math.sqrt(-math.log(min(max(alpha, 1e-12), 1.0) / 2) / 2)
    return factor * math.sqrt(ratio(1, n) + ratio(1, m))


def _ks(gathered: Gathered, found: Watched) -> Fact:
    rows = gathered.need(f"{found.name} fewest rows", *found.path, "min_samples")
    reference = gathered.get(f"{found.name} reference rows", *found.path, "reference_n")
    limit = gathered.get(f"{found.name} above", *found.path, "above")
    alpha = gathered.get(f"{found.name} alpha", *found.path, "alpha") or gathered.note(
        assumed("alpha", "5%", "fraction")
    )
    n = rows or alpha
    found_at = span(critical_distance, alpha, n, reference or n)
    says = f"{n.text} rows find a distance of {_small(found_at.middle)} at {alpha.text}"
    verdict = Verdict.HOLDS if reference else Verdict.PLAUSIBLE
    least = amount(limit).value if limit else found_at.middle
    # A p-value is no distance: such a limit says nothing about the size of what is found.
    if verdict is Verdict.HOLDS and limit and amount(limit).low < 0.95 * found_at.high:
        verdict = Verdict.PLAUSIBLE
    if limit and amount(limit).high < 0.95 * found_at.low:
        verdict = Verdict.FAILS if reference and not alpha.assumed else Verdict.PLAUSIBLE
        says += f"; the alarm at {limit.text} lies below what chance brings"
    elif least < _TRIVIAL:
        verdict, says = Verdict.PLAUSIBLE, f"{says}: it will ring for differences that matter to nobody"
    at = limit.path if limit else found.path
    return gathered.fact(
        _KS, found.name, verdict, says, at, value=found_at.middle, computed=_small(found_at.middle), stated=limit,
        components=parts_of(gathered.context, found),
    )  # fmt: skip


@fact(
    _ALARMS,
    title="False alarms of a test",
    broken="More false alarms than people can live with",
    formula="tests x error rate of one test x runs; one error rate for all tests where it is corrected (Bonferroni)",
    source="multiplicity of tests",
    number="Q29",
    blind="Tests that depend on one another, which give fewer or more alarms than counted.",
)
def false_alarms(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor that states an error rate and how many false alarms are bearable."""
    for found in monitors(context):
        if found.monitor.alpha and found.monitor.false_alarms:
            yield _alarms(Gathered(context), found)


def _alarms(gathered: Gathered, found: Watched) -> Fact:
    bearable = gathered.need(f"{found.name} false alarms", *found.path, "false_alarms")
    alpha = gathered.need(f"{found.name} alpha", *found.path, "alpha")
    every = cadence(gathered.context, found)
    if not (bearable and alpha and every):
        gathered.needs.append((*found.path, "cadence"))
        says = f"{found.name} does not say how often it tests"
        return gathered.fact(_ALARMS, found.name, Verdict.UNKNOWN, says, found.path, stated=bearable)
    gathered.note(every)
    one = assumed("features", "1", "count")
    tests = gathered.get(f"{found.name} features", *found.path, "features")
    corrected = found.monitor.correction in ("bonferroni", "fdr")
    counted = tests if tests and not corrected else one
    expected = span(lambda k, a, time: ratio(k * share(a), time), counted, alpha, every)
    week = 7 * DAY
    verdict = at_most(expected, Span(amount(bearable).low, amount(bearable).value, amount(bearable).high))
    k = counted.text if counted is tests else "all" if tests else "1"
    said = f"{_small(expected.middle * week)} false alarms a week are to be expected"
    return gathered.fact(
        _ALARMS, found.name, verdict, f"{said}; {bearable.text} can be lived with", bearable.path,
        value=expected.middle * week, computed=f"{_small(expected.middle * week)}/week", stated=bearable,
        steps=(f"{k} tests at {percent(amount(alpha).value)} every {every.text}: {said}",),
        components=parts_of(gathered.context, found),
    )  # fmt: skip
