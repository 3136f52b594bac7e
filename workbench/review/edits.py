"""The edits worth most: patches of open findings, each tried on a copy of the design before it is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.checks import Finding, Outcome, Patch
from workbench.checks.patches import Puts, applied, only_new, puts_of
from workbench.design import bind
from workbench.review.core import Review, reviewed

_TRIES = 12
"""Patches tried for the list of edits worth most; each is a review of its own."""


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
    puts = puts_of(done.item(finding.item), done.judging)
    after = patched(done, puts) if puts else None
    if after is None:
        return None
    counts = any(f.item == finding.item for f in done.findings)
    gain = _coverage_gain(done, after, finding) if counts else _readiness_gain(done, after, finding)
    return replace(finding, patch=Patch(only_new(done.document.data, puts), gain)) if gain is not None else None


def _coverage_gain(done: Review, after: Review, finding: Finding) -> float | None:
    gain = round(after.score.points - done.score.points, 1)
    wrong = against(after.findings) > against(done.findings)
    fewer = after.score.items < done.score.items
    return gain if gain > 0 and not wrong and not fewer and _gains(after.findings, finding) else None


def _readiness_gain(done: Review, after: Review, finding: Finding) -> float | None:
    """Return what the progress index rises by, or None where anything about readiness would get worse."""
    was, now = done.ready, after.ready
    worse = now.score.level < was.score.level or now.score.due < was.score.due
    wrong = against(now.findings) > against(was.findings)
    return None if worse or wrong or not _gains(now.findings, finding) else round(now.score.index - was.score.index, 1)


def against(findings: Iterable[Finding]) -> int:
    """Return how many findings are contradicted."""
    return sum(f.outcome is Outcome.CONTRADICTED for f in findings)


def _gains(after: Iterable[Finding], finding: Finding) -> bool:
    again = next((f for f in after if f.item == finding.item), None)
    return again is not None and again.credit > finding.credit


def patched(done: Review, puts: Puts) -> Review | None:
    """Return the review of the design with values put in, or None when it would not type."""
    document = replace(done.document, data=applied(done.document.data, puts))
    design, problems = bind(document)
    if problems:
        return None
    return reviewed(document, design, done.checklist, done.scenario, done.as_of, done.profile, done.lens)
