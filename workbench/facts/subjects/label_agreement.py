"""Whether people who label agree with each other as well as is wanted, and on enough cases to say so."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio, whole
from workbench.facts.ranges import at_least, span
from workbench.facts.show import number
from workbench.facts.stats import half_width, share

_ID = "label-agreement"
_CORRECTED = ("kappa", "alpha", "icc")


@fact(
    _ID,
    title="Agreement of people who label",
    broken="People agree less than is wanted, or on too few cases to know",
    formula="agreement beyond chance >= wanted; 1.96 x square root of (a (1-a) / cases labelled twice) <= half width",
    source="AWS RAIDP02_BP03; Cohen's kappa; interval of a proportion",
    number="Q32",
    blind="Raters who agree because they share one mistake.",
)
def label_agreement(context: Context) -> Iterator[Fact]:
    """Yield one fact for every label that people give."""
    labels = context.design.labels
    for name, target in (labels.sets if labels else {}).items():
        if target.annotation:
            yield _judge(Gathered(context), name, target.annotation.statistic or "")


def _judge(gathered: Gathered, name: str, statistic: str) -> Fact:
    path: Path = ("labels", "sets", name, "annotation")
    found = gathered.need(f"{name} agreement", *path, "agreement")
    wanted = gathered.need(f"{name} agreement wanted", *path, "target")
    cases = gathered.need(f"{name} labelled twice", *path, "sample")
    allowed = gathered.need(f"{name} half width", *path, "half_width")
    if gathered.context.take("overlap", *path, "overlap") is None:
        gathered.needs.append((*path, "overlap"))
    wrong = _wrong(name, (found, wanted, cases, allowed))
    at = found.path if found else path
    if wrong:
        return gathered.fact(_ID, name, Verdict.FAILS, wrong, at, stated=wanted)
    if gathered.needs or not (found and wanted and cases):
        names = ", ".join(str(p[-1]).replace("_", " ") for p in gathered.needs)
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not state its {names}", at)
    verdict = at_least(span(lambda a, w: a - w, found, wanted), 0.0)
    says = f"people agree on {name} by {found.text} over {cases.text} cases; {wanted.text} is wanted"
    if statistic not in _CORRECTED:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; part of that may be chance ({statistic or 'no statistic'})"
    return gathered.fact(_ID, name, verdict, says, at, stated=wanted, value=amount(found).value)


def _wrong(name: str, taken: tuple[Input | None, ...]) -> str:
    found, wanted, cases, allowed = taken
    if found and wanted and amount(found).high < amount(wanted).low * (1 - 1e-9):
        return f"people agree on {name} by {found.text}; {wanted.text} is wanted"
    if found and cases and allowed and amount(cases).high > 0 and 0 < amount(found).value < 1:
        width = half_width(share(amount(found).value), amount(cases).high)
        if width > 1.1 * amount(allowed).high:
            a = share(amount(found).value)
            needed = whole(ratio(1.96**2 * a * (1 - a), amount(allowed).high ** 2))
            return (
                f"{found.text} over {cases.text} cases is known to ±{width * 100:.2g} pp; {allowed.text} is accepted"
                f", which takes {number(needed)}"
            )
    return ""
