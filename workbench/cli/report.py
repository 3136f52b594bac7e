"""A review as a page of text: contradictions first, then gaps by section, then the edits worth most."""

from __future__ import annotations

from workbench import catalog
from workbench.checks import COVERAGE, Finding, Outcome
from workbench.checks.scenario import Fit
from workbench.cli.patching import patch_lines
from workbench.cli.readiness import print_level, print_next, print_waivers
from workbench.cli.terminal import Terminal
from workbench.design.assumptions import Assumptions
from workbench.errors import dotted
from workbench.review import Review, best_edits

_BAND = {"strong": "green", "good": "green", "fair": "yellow", "thin": "red"}
_SEVERITY = {"blocker": ("red", "blocker"), "major": ("yellow", "major"), "minor": ("dim", "minor")}


def print_review(done: Review, *, brief: bool = False) -> None:
    """Print a review on the terminal, through the lens it was made with."""
    out = Terminal()
    _head(out, done)
    print_level(out, done)
    if done.contradictions:
        _title(out, "Contradicted", "the numbers in the file cannot all be true")
        for finding in done.contradictions:
            _finding(out, done, finding)
    if brief:
        return
    _sections(out, done)
    print_next(out, done)
    _scenario(out, done)
    _edits(out, done)
    print_waivers(out, done)
    _foot(out, done)


def _head(out: Terminal, done: Review) -> None:
    design = done.design
    out.line(out.paint(design.title or done.document.name, "bold"))
    about = (
        done.document.name,
        f"level {design.level}",
        f"stage {design.stage}",
        f"as of {done.as_of}",
        f"engine {done.engine}",
    )
    out.line(out.paint(" · ".join(about), "dim"))
    out.line()
    name = "Coverage" if done.checklist.id == COVERAGE else done.checklist.title
    score = out.paint(f"{name} {done.score.points:.0f} of 100, {done.score.band}", "bold", _BAND[done.score.band])
    found = [f for f in done.findings if f.outcome.is_open and not f.waived]
    blockers = sum(f.severity == "blocker" for f in found)
    against = sum(f.outcome is Outcome.CONTRADICTED for f in found)
    counts = f"{len(found)} open of {done.score.items} due · {blockers} blockers · {against} contradicted"
    out.line(f"{score}   {counts}   {out.paint('uncalibrated', 'dim')}")


def _title(out: Terminal, text: str, more: str = "") -> None:
    out.line()
    out.line(out.paint(text, "bold") + (f"  {out.paint(more, 'dim')}" if more else ""))


def _finding(out: Terminal, done: Review, finding: Finding) -> None:
    colour, word = _SEVERITY[finding.severity]
    mark = {Outcome.CONTRADICTED: "x", Outcome.PARTIAL: "~", Outcome.UNKNOWN: "?"}.get(finding.outcome, "-")
    worth = out.paint(f"+{finding.worth:.1f} ", "green") if finding.worth else ""
    title = out.paint(finding.headline, "bold")
    out.line(f"  {out.paint(mark, colour)} {title}  {out.paint(word, colour)} {worth}{out.paint(finding.item, 'dim')}")
    out.wrapped(f"{done.document.name}:{done.mark(finding.at).line}  {finding.found}", 4)
    for fact in (f for f in finding.facts[1:3] if finding.outcome is Outcome.CONTRADICTED):
        out.wrapped(f"{done.document.name}:{done.mark(fact.at).line}  {fact.says}", 4)


def _sections(out: Terminal, done: Review) -> None:
    rest = [f for f in done.open if f.outcome is not Outcome.CONTRADICTED]
    for section in dict.fromkeys((*catalog.sections(), *(f.section for f in rest))):
        found = [f for f in rest if f.section == section]
        if found:
            row = catalog.sections().get(section)
            earned, possible = done.score.by_section.get(section, (0.0, 0.0))
            counts = f"{earned:g} of {possible:g}" if done.lens == "coverage" else f"{len(found)} open"
            _title(out, row.title if row else section, counts)
            for finding in found:
                _finding(out, done, finding)


def _scenario(out: Terminal, done: Review) -> None:
    if done.scenario is None:
        return
    covered = sum(f.outcome is Outcome.MET for f in done.must_cover)
    agree = sum(r.fit is Fit.AGREES for r in done.fit)
    counts = f"{agree} of {len(done.fit)} numbers agree · {covered} of {len(done.must_cover)} points covered"
    _title(out, f"Scenario {done.scenario.id}", counts)
    for row in (r for r in done.fit if r.fit is Fit.DIFFERS):
        place = f"{done.document.name}:{done.mark(row.at).line}"
        out.wrapped(f"{place}  {row.title} is {row.found}; the scenario says {row.expected}", 4)
    silent = [r.title.lower() for r in done.fit if r.fit is Fit.NOT_STATED]
    if silent:
        out.wrapped(f"not stated: {', '.join(silent)}", 4)
    for finding in (f for f in done.must_cover if f.outcome.is_open):
        out.wrapped(f"- {finding.title}: {finding.found}", 4)


def _edits(out: Terminal, done: Review) -> None:
    offers = best_edits(done)
    if not offers:
        return
    _title(out, "Worth most", "each edit was tried on a copy of the file; merge it in and replace the assumed numbers")
    for number, finding in enumerate(offers, start=1):
        gain = f"+{finding.patch.gain:g}" if finding.patch else ""
        out.line(f"  {number}. {out.paint(gain, 'green')} {finding.headline}")
        for line in patch_lines(finding):
            out.line(f"       {line}")


def _foot(out: Terminal, done: Review) -> None:
    out.line()
    if done.open:
        out.wrapped(
            f"`workbench explain ITEM {done.document.name}` tells why an item matters and shows the arithmetic.", 0
        )
    if done.undeclared:
        out.wrapped(f"Named in a flow only, earns nothing: {', '.join(done.undeclared)}.", 0)
    for path, why in done.design.absences.items():
        out.wrapped(f"Left out on purpose: {dotted(path)} ({why}).", 0)
    own = {name.replace("_", " ") for name in Assumptions.model_fields}
    for told, kept in (("Override under `assumptions`.", True), ("These are conventions.", False)):
        rows = [i for i in done.assumed if (i.name in own) is kept]
        if rows:
            numbers = ", ".join(f"{i.name} {i.text.removesuffix(' assumed')}" for i in rows)
            out.wrapped(f"Assumed, since the file does not say: {numbers}. {told}", 0)
    not_due = sum(f.outcome is Outcome.NOT_APPLICABLE for f in done.listed)
    if not_due:
        out.wrapped(f"{not_due} items do not apply here; `workbench score` tells why.", 0)
