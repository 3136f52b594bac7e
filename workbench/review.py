"""The one call every face makes: a document in, a review out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workbench import __version__
from workbench.checks import (
    COVERAGE,
    Checklist,
    Finding,
    Item,
    Judging,
    Outcome,
    Patch,
    bundled_checklist,
    is_due,
    judge_all,
)
from workbench.checks.fit import FitRow, fit_all
from workbench.checks.patches import Puts, applied, only_new, puts_of
from workbench.checks.scenario import Scenario, bundled_scenario
from workbench.design import SystemDesign, bind, design_of, file_path
from workbench.errors import InputError, Mark, Path
from workbench.facts import Fact, Input, compute
from workbench.reading import Document
from workbench.scoring import Score, score, with_worth

_TRIES = 12
"""Patches tried for the list of edits worth most; each is a review of its own."""
_RANK = {Outcome.CONTRADICTED: 0, Outcome.GAP: 1, Outcome.PARTIAL: 2, Outcome.UNKNOWN: 3}
_WEIGHT = {"blocker": 0, "major": 1, "minor": 2}


@dataclass(frozen=True, slots=True)
class Review:
    """A design with everything that was found about it, on one day, by one version of the engine."""

    document: Document
    design: SystemDesign
    judging: Judging
    checklist: Checklist
    findings: tuple[Finding, ...]
    score: Score
    scenario: Scenario | None
    fit: tuple[FitRow, ...]
    must_cover: tuple[Finding, ...]
    as_of: date
    engine: str = __version__

    def mark(self, path: Path) -> Mark:
        """Return the place in the file that a path stands for.

        What is not there yet has the nearest place above it; of a section that is not there yet, the last line.
        """
        if path and not self.document.has(path[:1]):
            return Mark(max(1, len(self.document.text.splitlines())), 1)
        return self.document.mark(file_path(self.document, path))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every computed fact."""
        return self.judging.facts

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that ask for work: contradictions first, then what weighs and is worth most."""
        found = [f for f in self.findings if f.outcome.is_open]
        return tuple(
            sorted(found, key=lambda f: (_RANK[f.outcome] != 0, _WEIGHT[f.severity], _RANK[f.outcome], -f.worth))
        )

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """Findings whose numbers cannot be true."""
        return tuple(f for f in self.open if f.outcome is Outcome.CONTRADICTED)

    @property
    def assumed(self) -> tuple[Input, ...]:
        """Numbers the tool assumed somewhere in this review."""
        return tuple({i.name: i for fact in self.facts for i in fact.assumptions}.values())

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Boxes only a flow names; they are drawn and earn nothing."""
        return tuple(p.id for p in self.design.parts.values() if not p.declared)

    def item(self, id: str) -> Item:  # noqa: A002 - the word everywhere else
        """Return the item behind a finding of this review."""
        found = next((i for i in self.scenario.must_cover if i.id == id), None) if self.scenario else None
        return found or self.checklist.item(id)


def review(document: Document, *, as_of: date, checklist: Checklist | None = None) -> Review:
    """Review a document.

    Raises InputError when it cannot be typed: all its problems at once. The same document, date and engine
    give the same review.
    """
    design = design_of(document)
    scenario = _scenario(document, design)
    return _review(document, design, checklist or bundled_checklist(COVERAGE), scenario, as_of)


def _scenario(document: Document, design: SystemDesign) -> Scenario | None:
    if not design.scenario:
        return None
    try:
        return bundled_scenario(design.scenario)
    except InputError as error:
        problem = error.problems[0]
        mark = document.value_mark(("scenario",))
        raise InputError(document.name, [replace(problem, path=("scenario",), mark=mark)]) from None


def _review(
    document: Document, design: SystemDesign, checklist: Checklist, scenario: Scenario | None, as_of: date
) -> Review:
    context, facts = compute(design)
    judging = Judging(context, facts, as_of)
    findings = with_worth(judge_all((i for i in checklist.items if is_due(i, design.level)), judging))
    must = judge_all(scenario.must_cover, judging) if scenario else ()
    fit = fit_all(scenario.expects, design) if scenario else ()
    return Review(document, design, judging, checklist, findings, score(findings), scenario, fit, must, as_of)


def best_edits(done: Review, count: int = 3) -> tuple[Finding, ...]:
    """Return up to `count` open findings with the patches worth most, each checked by reviewing the patched design.

    A patch is offered only when the patched design types without a problem, the item gains, the score rises, and
    nothing is newly contradicted or made to not apply: points are for what is supplied, not for what is argued away.
    Patches are tried in the order of what their findings are worth, until no untried one is worth more than those
    found; at most 12.
    """
    worth = sorted((f for f in done.findings if f.worth > 0), key=lambda f: (-f.worth, f.item))
    offers: list[Finding] = []
    for finding in worth[:_TRIES]:
        if len(offers) >= count and finding.worth < min(_gain(f) for f in offers[:count]):
            break
        offered = with_patch(done, finding)
        if offered:
            offers = sorted([*offers, offered], key=lambda f: (-_gain(f), f.item))
    return tuple(offers[:count])


def _gain(finding: Finding) -> float:
    return finding.patch.gain if finding.patch else 0.0


def with_patch(done: Review, finding: Finding) -> Finding | None:
    """Return the finding with its patch, or None when there is none that helps this design."""
    puts = puts_of(done.checklist.item(finding.item), done.judging)
    after = _patched(done, puts) if puts else None
    if after is None:
        return None
    again = next((f for f in after.findings if f.item == finding.item), None)
    gain = round(after.score.points - done.score.points, 1)
    if (
        again is None
        or again.credit <= finding.credit
        or gain <= 0
        or len(after.contradictions) > len(done.contradictions)
        or after.score.items < done.score.items
    ):
        return None
    return replace(finding, patch=Patch(only_new(done.document.data, puts), gain))


def _patched(done: Review, puts: Puts) -> Review | None:
    document = replace(done.document, data=applied(done.document.data, puts))
    design, problems = bind(document)
    return None if problems else _review(document, design, done.checklist, done.scenario, done.as_of)
