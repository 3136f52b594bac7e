"""Readiness on the terminal: the level with what holds it, the risks, how it is made, and the edits that lead up."""

from __future__ import annotations

from workbench.cli.patching import patch_lines
from workbench.cli.terminal import Terminal
from workbench.review import Review, climb
from workbench.review.climb import MOST_TRIES
from workbench.scoring.ledger import RISKS, ledger
from workbench.scoring.minimum import Minimum
from workbench.scoring.readiness import FORMULA, Obstacle, Readiness, domain_of

_COLOURS = ("red", "red", "yellow", "green", "green")
_SHOWN = 6
_EDITS = 8
"""Edits shown in full; of the others, the items are named."""


def print_level(out: Terminal, done: Review) -> None:
    """Print the level in one line, and what limits it."""
    score = done.ready.score
    if done.ready.minimum:
        _print_minimum(out, done, done.ready.minimum)
        return
    rows = ledger(done.ready.findings)
    counts = ", ".join(f"{sum(r.risk == risk for r in rows)} {risk}" for risk in RISKS)
    name = f"Readiness {score.name} of R4" + ("" if done.profile.id == "enterprise" else f" as {done.profile.id}")
    head = out.paint(name, "bold", _COLOURS[score.level])
    about = f"open risks: {counts} · progress index {score.index:.0f}"
    out.line(f"{head}   {_held_by(score)} · {about}   {out.paint('uncalibrated', 'dim')}")


def _print_minimum(out: Terminal, done: Review, score: Minimum) -> None:
    head = out.paint(f"{done.profile.title}: {score.points:g}, {score.band}", "bold")
    out.line(f"{head}   the least of the sums counts: {score.weakest}   {out.paint('uncalibrated', 'dim')}")
    for title, (points, tests) in score.sums.items():
        out.line(f"  {title:<24}{points:>5g} of {tests}")


def _held_by(score: Readiness) -> str:
    weakest, limiting = score.weakest, score.limiting
    if weakest is None or limiting is None:
        return "nothing is due"
    return f"weakest: {limiting.id} {limiting.share:.2f} in {weakest.id} {weakest.share:.2f}"


def print_next(out: Terminal, done: Review) -> None:
    """Print what stands between the design and the next level."""
    score = done.ready.score
    if not score.next or done.ready.minimum:
        return
    out.line()
    out.line(out.paint(f"Between R{score.level} and R{score.level + 1}", "bold"))
    for obstacle in score.next[:_SHOWN]:
        _obstacle(out, done, obstacle)
    if len(score.next) > _SHOWN:
        out.line(f"  and {len(score.next) - _SHOWN} more; `workbench check --lens readiness` lists them")


def _obstacle(out: Terminal, done: Review, obstacle: Obstacle) -> None:
    finding = next((f for f in done.ready.findings if f.item == obstacle.item), None)
    if finding is None:
        out.line(f"  - {obstacle.says}")
        return
    out.line(f"  - {obstacle.says}  {out.paint(obstacle.kind, 'red')} {out.paint(obstacle.item, 'dim')}")
    out.wrapped(f"{done.document.name}:{done.mark(finding.at).line}  {finding.found}", 4)


def print_waivers(out: Terminal, done: Review) -> None:
    """Print every waiver of the file and what becomes of it."""
    if not done.waivers:
        return
    out.line()
    out.line(out.paint("Waivers", "bold") + out.paint("  set aside, not solved: the score is what it is", "dim"))
    for waived in done.waivers:
        line = f"{done.document.name}:{done.mark(waived.path).line}"
        out.wrapped(f"{line}  {waived.waiver.item or 'no item'}: {waived.state}; {waived.says}", 2)


def print_waterfall(out: Terminal, done: Review) -> None:
    """Print how the level is made: sections, domains, the cap that bites, and what every open item would add."""
    score = done.ready.score
    out.line()
    print_level(out, done)
    if done.ready.minimum:
        return
    out.wrapped(FORMULA, 0)
    out.line()
    out.line(f"{'domain':<12}{'section':<10}{'earned':>8}{'of':>6}{'share':>8}")
    for domain in score.domains.values():
        held = [s for s in score.sections.values() if domain_of(s.id) == domain.id]
        for section in held:
            bar = "#" * round(10 * section.share)
            row = f"{section.earned:>8g}{section.possible:>6g}{section.share:>8.2f}"
            out.line(f"{domain.id:<12}{section.id:<10}{row}  {bar}")
        if len(held) > 1:
            out.line(f"{domain.id:<12}{'all':<10}{domain.earned:>8g}{domain.possible:>6g}{domain.share:>8.2f}")
    _caps(out, score)
    _adds(out, done)
    _climb(out, done)


def _caps(out: Terminal, score: Readiness) -> None:
    out.line()
    for level in range(1, 5):
        found = [o for o in score.obstacles if o.level == level]
        told = "; ".join(o.item or o.says for o in found[:4]) + (f"; {len(found) - 4} more" if len(found) > 4 else "")
        out.wrapped(f"R{level}  {'reached' if level <= score.level else 'open' if found else 'held below'}  {told}", 0)


def _adds(out: Terminal, done: Review) -> None:
    score, weights = done.ready.score, done.profile.weights
    rows = [(f, score.adds(f, weights)) for f in done.ready.findings if f.outcome.is_open]
    if not rows:
        return
    out.line()
    out.line(out.paint("What each open item would add to its domain", "bold"))
    for finding, share in sorted(rows, key=lambda row: (-row[1], row[0].item)):
        waived = " (waived)" if finding.waived else ""
        out.line(f"  +{share:.3f}  {finding.item:<26} {finding.severity:<8} {finding.outcome}{waived}")


def _climb(out: Terminal, done: Review) -> None:
    score = done.ready.score
    if all(o.kind in ("stage", "drills") for o in score.next):
        return  # no edit of the design leads on from here
    found = climb(done)
    out.line()
    end = f"R{found.level}" if found.reached else f"still R{found.start}, {len(found.left)} things left"
    tried = f"each was reviewed on a copy of the file; {found.tries} of at most {MOST_TRIES} tried"
    out.line(out.paint(f"Edits towards R{score.level + 1}", "bold") + out.paint(f"  {tried}: {end}", "dim"))
    for number, finding in enumerate(found.edits[:_EDITS], start=1):
        out.line(f"  {number}. {finding.headline}  {out.paint(finding.item, 'dim')}")
        for line in patch_lines(finding):
            out.line(f"       {line}")
    if len(found.edits) > _EDITS:
        rest = ", ".join(f.item for f in found.edits[_EDITS:])
        out.wrapped(f"and, with `workbench explain ITEM {done.document.name}`: {rest}", 2)
    for obstacle in () if found.reached else found.left[:_SHOWN]:
        out.line(f"  left to you: {obstacle.item or ''} {obstacle.says}".rstrip())
