"""A short list of edits that reaches the next level: a bounded search in which every step is a review of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.checks import Finding, Patch
from workbench.checks.engine import passes
from workbench.checks.patches import only_new, puts_of
from workbench.review.core import Review
from workbench.review.edits import against, patched
from workbench.scoring import WEIGHTS
from workbench.scoring.readiness import Obstacle, domain_of, section_of

MOST_TRIES = 40
"""Patches tried in one search; each is a full review of the design with it."""


@dataclass(frozen=True, slots=True)
class Climb:
    """How far patches alone lead towards the next level."""

    start: int
    level: int
    """Level after all edits."""
    edits: tuple[Finding, ...]
    """Findings with their patches, in the order they were applied, each on top of those before it."""
    left: tuple[Obstacle, ...]
    """What still stands in the way afterwards: things only the author can supply."""
    tries: int

    @property
    def reached(self) -> bool:
        """True when the edits lead to a higher level."""
        return self.level > self.start


def climb(done: Review) -> Climb:
    """Search for edits that lead one level up.

    First the patches of blockers in the way, then those worth most in each domain below its mark. A patch is kept only
    when its item gains, the level does not fall and nothing is newly contradicted; no domain may fall either, except
    for a blocker, whose part may bring items of its own along.
    """
    start = done.ready.score.level
    now, edits, tries = done, [], 0
    for finding in _candidates(done):
        if now.ready.score.level > start or tries >= MOST_TRIES:
            break
        if _settled(now, finding):
            continue
        tries += 1
        step = _step(now, finding)
        if step:
            now, kept = step
            edits.append(kept)
    return Climb(start, now.ready.score.level, tuple(edits), now.ready.score.next, tries)


def _candidates(done: Review) -> Iterator[Finding]:
    """Yield open findings with a patch in the order they are tried; nothing when only the stage is in the way."""
    score = done.ready.score
    if any(o.kind == "stage" for o in score.next):
        return
    held = {f.item: f for f in done.ready.findings if f.outcome.is_open and done.item(f.item).patch}
    blockers = [o.item for o in score.next if o.item in held]
    yield from (held[name] for name in blockers)
    low = {o.domain for o in score.next if o.kind == "domain"}
    rest = [f for f in held.values() if f.item not in blockers and domain_of(section_of(f.item)) in low]
    yield from sorted(rest, key=lambda f: (-WEIGHTS[f.severity] * (1 - f.credit), f.item))


def _settled(now: Review, finding: Finding) -> bool:
    """True when an earlier edit did for this finding, or for its domain, what was wanted."""
    held = next(f for f in now.ready.findings if f.item == finding.item)
    if finding.severity == "blocker" and not passes(held):
        return False
    domain = domain_of(section_of(finding.item))
    return all(o.domain != domain for o in now.ready.score.next)


def _step(now: Review, finding: Finding) -> tuple[Review, Finding] | None:
    puts = puts_of(now.item(finding.item), now.judging)
    after = patched(now, puts) if puts else None
    if after is None or not _better(now, after, finding):
        return None
    gain = round(after.ready.score.index - now.ready.score.index, 1)
    return after, replace(finding, patch=Patch(only_new(now.document.data, puts), gain))


def _better(before: Review, after: Review, finding: Finding) -> bool:
    was, now = before.ready, after.ready
    credit = next(f.credit for f in was.findings if f.item == finding.item)
    gains = any(f.item == finding.item and f.credit > credit for f in now.findings)
    marks = was.score.domains
    falls = any(d.share < marks[d.id].share for d in now.score.domains.values() if d.id in marks)
    wrong = against(now.findings) > against(was.findings) or against(after.findings) > against(before.findings)
    return gains and not wrong and now.score.level >= was.score.level and (finding.severity == "blocker" or not falls)
