"""How much of the technical documentation can be written from the design itself.

From `rai-technical-file` of the readiness catalogue; the headings follow Annex IV of Regulation (EU) 2024/1689. Only
what is typed counts, never free words.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import behind, classes_of
from workbench.facts.show import percent

_ID = "technical-file"
_NEARLY = 0.8
_FEW = 3
Blank = tuple[str, Path]
"""What is missing, and where it would stand."""


@fact(
    _ID,
    title="Technical documentation from the design",
    broken="The technical documentation has blanks",
    formula="headings that typed facts of the design can fill / all headings = 100%",
    source="EU AI Act, Article 11 and Annex IV; ISO/IEC 42001 A.6.2.7",
    blind="Whether the file was written, and reads well.",
)
def technical_file(context: Context) -> Iterator[Fact]:
    """Yield one fact where a technical file or a regulatory class is spoken of."""
    section = context.design.responsible_ai
    if not section or not (section.technical_file or section.risk):
        return
    rows = (*_purpose(context), *_data(context), *_models(context), *_people(context))
    blanks: list[Blank] = [(told, path) for told, value, path in rows if not value]
    share = 1 - len(blanks) / len(rows)
    verdict = Verdict.HOLDS if not blanks else Verdict.PLAUSIBLE if share >= _NEARLY else Verdict.UNKNOWN
    says = f"{len(rows) - len(blanks)} of {len(rows)} headings of the technical file can be written from the design"
    if blanks:
        more = f" and {len(blanks) - _FEW} more" if len(blanks) > _FEW else ""
        says += f"; blank: {', '.join(told for told, _ in blanks[:_FEW])}{more}"
    yield Fact(
        id=_ID, subject="technical file", verdict=verdict, says=says, at=("responsible_ai", "technical_file"),
        value=share, computed=percent(share),
        needs=tuple(path for _, path in blanks) if verdict is Verdict.UNKNOWN else (),
    )  # fmt: skip


Row = tuple[str, object, Path]
"""A heading, what would fill it, and where that stands."""


def _purpose(context: Context) -> Iterator[Row]:
    needs, section = context.design.requirements, context.design.responsible_ai
    decision, risk = needs.decision if needs else None, section.risk if section else None
    at: Path = ("requirements", "decision")
    yield "what is decided", decision and decision.task, (*at, "task")
    yield "its effect on people", decision and decision.effect, (*at, "effect")
    yield "what it is to reach", needs and any(k.target for k in needs.kpis.values()), ("requirements", "kpis")
    yield "field of use", risk and risk.domain, ("responsible_ai", "risk", "domain")
    yield "regulatory class", risk and risk.stated, ("responsible_ai", "risk", "stated")


def _data(context: Context) -> Iterator[Row]:
    design = context.design
    entering = {name: asset for name, asset in design.data.items() if asset.source or not asset.from_}
    classes = classes_of(design)
    about = [n for n in entering if classes.get(n, frozenset()) & PERSONAL]
    yield "where data comes from", entering and all(a.source for a in entering.values()), ("data",)
    yield "what data may be used for", entering and all(a.allows or a.licence for a in entering.values()), ("data",)
    told = [any(design.data[b].subjects for b in behind(context, (n,)) if b in design.data) for n in about]
    yield "whom data is about", entering and all(told), ("data",)


def _models(context: Context) -> Iterator[Row]:
    design = context.design
    trained = design.training.models if design.training else {}
    bought = design.llm.models if design.llm else {}
    whole = all(m.from_ and m.pins for m in trained.values()) and all(m.model and m.version for m in bought.values())
    evaluation, drift = design.evaluation, [*_monitored(context)]
    metrics = evaluation.metrics if evaluation else {}
    yield "what models are and were made from", (trained or bought) and whole, ("training", "models")
    yield "how good they are", metrics and all(m.value and m.n for m in metrics.values()), ("evaluation", "metrics")
    yield "for whom they are worse", evaluation and evaluation.slices, ("evaluation", "slices")
    yield "what lets a version out", evaluation and evaluation.gates, ("evaluation", "gates")
    yield "how live use is watched", drift, ("monitoring", "monitors")


def _monitored(context: Context) -> Iterator[str]:
    for section in (context.design.monitoring, context.design.drift):
        yield from (name for name, m in (section.monitors if section else {}).items() if m.above or m.below)


def _people(context: Context) -> Iterator[Row]:
    design, section = context.design, context.design.responsible_ai
    at: Path = ("responsible_ai",)
    yield "who oversees it", section and section.oversight and section.oversight.by, (*at, "oversight", "by")
    yield "what could harm whom", section and section.harms, (*at, "harms")
    yield "where operation is recorded", section and section.event_log, (*at, "event_log")
    yield "what protects it", design.security and design.security.threats, ("security", "threats")
    yield "where the file stands", section and section.technical_file, (*at, "technical_file")
