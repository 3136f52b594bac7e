"""The regulatory class that follows from the field of use and the effect, against the class that is stated.

A rule table over closed words: `Article 6 and Annex III of Regulation (EU) 2024/1689`, with the exception for finding
financial fraud. It says what follows at least; it is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.requirements import Decision
from workbench.design.responsible_ai import Risk
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "risk-class"
_PATH: Path = ("responsible_ai", "risk")
_ORDER = ("minimal", "limited", "high", "prohibited")
_LISTED = (
    "biometrics", "critical_infrastructure", "education", "employment", "essential_services", "credit",
    "law_enforcement", "migration", "justice",
)  # fmt: skip
"""Fields that Annex III lists as such."""
_IN_PART = ("insurance", "health", "product_safety", "transport")
"""Fields of which some uses are of high risk: life and health insurance, medical devices, safety components."""
_TALKS = ("generation", "question_answering", "agent")
"""Tasks in which people meet the machine's own words, so that they have to be told (Article 50)."""
_ELSEWHERE = ("us", "uk", "apac", "latam", "cn", "jp", "in", "ca", "au", "br")


@fact(
    _ID,
    title="Regulatory class against use and effect",
    broken="The stated risk class is lower than what follows",
    formula="stated class >= class that follows from field of use, effect on people, and a general-purpose model",
    source="EU AI Act, Article 6, Article 50 and Annex III; Microsoft Responsible AI Standard A2",
    blind="Exceptions in the law; a lawyer decides.",
)
def risk_class(context: Context) -> Iterator[Fact]:
    """Yield one fact where anything is said about the regulatory class."""
    section, needs = context.design.responsible_ai, context.design.requirements
    risk = section.risk if section else None
    if risk:
        yield _judge(risk, needs.decision if needs and needs.decision else Decision())


def _judge(risk: Risk, decision: Decision) -> Fact:
    missing = [name for name in ("domain", "stated") if getattr(risk, name) is None]
    if missing:
        says = f"the risk class does not state its {' and its '.join(missing)}"
        return _fact(Verdict.UNKNOWN, says, tuple((*_PATH, name) for name in missing))
    least, surely, why = _follows(risk, decision)
    says = f"{risk.stated} is stated; {least} follows from {why}"
    if _ORDER.index(risk.stated or "minimal") >= _ORDER.index(least):
        return _fact(Verdict.HOLDS, says)
    if risk.override_by:
        return _fact(Verdict.HOLDS, f"{says}; {risk.override_by} agreed to the lower class")
    if decision.effect is None and least == "high":
        says = f"{says}, unless the effect on people is small, which is not stated"
        return _fact(Verdict.UNKNOWN, says, (("requirements", "decision", "effect"),))
    elsewhere = bool(risk.regions) and all(region.lower() in _ELSEWHERE for region in risk.regions)
    if surely and not elsewhere:
        return _fact(Verdict.FAILS, says)
    return _fact(Verdict.PLAUSIBLE, f"{says}, in part of that field" if not elsewhere else f"{says}, inside the EU")


def _follows(risk: Risk, decision: Decision) -> tuple[str, bool, str]:
    """Return the least class, whether it follows for certain, and from what."""
    small = decision.effect in ("none", "limited") and not decision.profiling
    domain = str(risk.domain).replace("_", " ")
    if risk.domain in _LISTED and not small and decision.about != "things":
        return "high", True, f"{domain} with an effect on people"
    if risk.domain == "critical_infrastructure":
        return "high", False, domain
    if risk.domain in _IN_PART and not small:
        return "high", False, domain
    if risk.general_purpose_model or decision.task in _TALKS:
        return "limited", True, "people meeting what a machine wrote"
    return "minimal", True, f"{domain}"


def _fact(verdict: Verdict, says: str, needs: tuple[Path, ...] = ()) -> Fact:
    at: Path = (*_PATH, "stated") if verdict is not Verdict.UNKNOWN else _PATH
    return Fact(id=_ID, subject="risk", verdict=verdict, says=says, at=at, needs=needs)
