"""The record of processing that follows from a design, and whether an impact assessment is due and was made in time.

From `prv-ropa` and `prv-dpia` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.data import Asset
from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import behind, classes_of, own_classes

_RECORD, _ASSESSED = "processing-record", "impact-assessment"
_PER_ASSET = ("subjects", "purposes", "basis")
_AT: Path = ("privacy", "assessment")


@fact(
    _RECORD,
    title="Record of processing",
    broken="The record of processing has blanks",
    formula="for all personal data: whose, what for, on what basis, how long; who answers for it; how it is protected",
    source="GDPR Art 30",
    blind="Whether what it says is true; it only sees that nothing is blank.",
)
def processing_record(context: Context) -> Iterator[Fact]:
    """Yield one fact where there is personal data."""
    personal = [n for n, a in context.design.data.items() if own_classes(a) & PERSONAL and not a.declassified]
    if not personal:
        return
    blanks = tuple(_blanks(context, personal))
    verdict = Verdict.UNKNOWN if blanks else Verdict.HOLDS
    says = f"whose {len(personal)} sets of personal data are, what for, on what basis and how long can all be told"
    if blanks:
        says = f"the record of processing has {len(blanks)} blanks, {'.'.join(map(str, blanks[0]))} first"
    yield Fact(
        id=_RECORD, subject="personal data", verdict=verdict, says=says, at=("data", personal[0]), needs=blanks,
        value=float(len(blanks)), computed=str(len(blanks)),
    )  # fmt: skip


def _blanks(context: Context, personal: list[str]) -> Iterator[Path]:
    design = context.design
    for name in personal:
        yield from (("data", name, key) for key in _PER_ASSET if not getattr(design.data[name], key))
        if not _ends(context, name, design.data[name]):
            yield ("data", name, "retention")
    if not (design.privacy and design.privacy.controller):
        yield ("privacy", "controller")
    security = design.security
    if not (security and (security.encryption or security.network or security.identities)):
        yield ("security", "encryption")


def _ends(context: Context, name: str, asset: Asset) -> bool:
    """True where it is said how long data is kept: of itself, by a rule, or of every place that keeps it in any form.

    An index follows its sources where deletions travel into it.
    """
    privacy, ingestion = context.design.privacy, context.design.ingestion
    rules = privacy.retention.values() if privacy else ()
    if asset.retention or any(name in rule.of and rule.at_most for rule in rules):
        return True
    follows = bool(ingestion and ingestion.deletes_propagate)
    keeping = {
        a.part.id: a.part
        for a in personal_arrivals(context)
        if a.part.has("stores", "logs") and not a.part.has("third_party") and name in behind(context, (a.asset,))
    }
    return bool(keeping) and all(p.spec.retention or (follows and p.has("indexes")) for p in keeping.values())


@fact(
    _ASSESSED,
    title="Impact assessment on personal data",
    broken="The impact assessment came after the launch",
    formula="due where people are profiled with significant effect, special categories are used, or public places "
    "watched; then filed and signed before the launch",
    source="GDPR Art 35",
    blind="What the law of one country asks beyond this; a lawyer decides.",
)
def impact_assessment(context: Context) -> Iterator[Fact]:
    """Yield one fact where there is personal data."""
    classes = frozenset(c for found in classes_of(context.design).values() for c in found)
    if not classes & PERSONAL:
        return
    due, open_ = _due(context, special="special" in classes)
    privacy = context.design.privacy
    filed = privacy.assessment if privacy else None
    launch = context.design.requirements.launch if context.design.requirements else None
    reason = f"an impact assessment is due: {due}" if due else "an impact assessment may be due"
    verdict, says = Verdict.HOLDS, ""
    needs: tuple[Path, ...] = ()
    if filed and filed.id and filed.on:
        says = f"{filed.id} was signed on {filed.on}"
        if launch and filed.on >= launch:
            verdict = Verdict.FAILS if due else Verdict.HOLDS
            says = f"{says}, and the launch is on {launch}"
        elif launch is None:
            verdict, says = Verdict.PLAUSIBLE, f"{says}; the day of the launch is not stated"
    elif due:
        verdict, says = Verdict.UNKNOWN, f"{reason}, and none is filed"
        needs = tuple((*_AT, key) for key in ("id", "on") if not (filed and getattr(filed, key)))
    elif open_:
        verdict, says, needs = Verdict.UNKNOWN, f"{reason}; {open_[-1]} is not stated".replace("_", " "), (open_,)
    else:
        says = "no impact assessment is due: no special categories, and no profiling with significant effect"
    yield Fact(id=_ASSESSED, subject="assessment", verdict=verdict, says=says, at=_AT, needs=needs)


def _due(context: Context, *, special: bool) -> tuple[str, Path]:
    """Return why an assessment is due, or what is missing to tell."""
    base: Path = ("requirements", "decision")
    needs = context.design.requirements
    decision = needs.decision if needs else None
    if special:
        return "special categories of personal data are used", ()
    if decision is None:
        return "", (*base, "effect")
    if decision.public_monitoring:
        return "a place open to the public is watched", ()
    if decision.effect == "significant" and decision.profiling:
        return "people are judged by data about them, with significant effect", ()
    if decision.effect is None:
        return "", (*base, "effect")
    return "", (*base, "profiling") if decision.effect == "significant" and decision.profiling is None else ()
