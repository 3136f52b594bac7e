"""The words of the page: title and figures on top, gaps with explanation and score beside the picture."""

from __future__ import annotations

import json

from workbench import catalog
from workbench.checks import Finding, Outcome
from workbench.diagram import measure
from workbench.diagram.drawing.markup import esc
from workbench.diagram.graph.gaps import numbered
from workbench.diagram.picture import Picture
from workbench.review import Review
from workbench.scoring.coverage import FORMULA


def header(review: Review, picture: Picture) -> str:
    """Return title, subtitle, the strip of figures and the switch of themes."""
    title = _shown(picture.title) or _shown(review.document.name)
    cells = "".join(
        f'<div><dt>{_shown(s.label)}</dt><dd class="{s.tone}">{_shown(s.value)}</dd></div>' for s in picture.strip
    )
    return (
        f'<header><div><h1>{title}</h1><p class="sub">{_shown(picture.subtitle)}</p></div>'
        f'<dl class="strip">{cells}</dl><button id="theme" type="button">Light / dark</button></header>'
    )


def aside(review: Review, picture: Picture) -> str:
    """Return the column beside the picture: every open gap, worst first, then the score and what was assumed."""
    drawn = {g.number for g in picture.gaps}
    numbers = {n.finding.item: n.number for n in numbered(review) if n.number in drawn}
    rows = "".join(_gap(review, picture, f, numbers.get(f.item)) for f in review.open)
    gaps = f"<h2>Gaps, worst first</h2><ol>{rows}</ol>" if rows else "<h2>Gaps</h2><p>Nothing is open.</p>"
    notes = "".join(f'<p class="note">{_shown(note)}</p>' for note in picture.notes)
    return f"<aside>{gaps}{_score(review)}{_assumed(review)}<h2>Notes</h2>{notes}</aside>"


def _shown(text: str) -> str:
    return esc(measure.clean(text))


def _gap(review: Review, picture: Picture, finding: Finding, number: int | None) -> str:
    # The script lights up what carries the number of a gap that is clicked.
    ids = [n.id for n in picture.nodes if any(b.number == number for b in n.badges)]
    ids += [e.id for e in picture.edges if any(b.number == number for b in e.badges)]
    mark = f'<span class="mark {esc(finding.severity)}">{"" if number is None else number}</span>'
    outcome = f"{finding.outcome}: " if finding.outcome in (Outcome.CONTRADICTED, Outcome.PARTIAL) else ""
    place = f"line {review.mark(finding.at).line} · {finding.severity} · {finding.item}"
    worth = f" · up to +{finding.worth:.1f} points" if finding.worth else ""
    return (
        f'<li class="gap" tabindex="0" data-ids="{esc(json.dumps(ids))}">{mark}<h3>{_shown(finding.headline)}</h3>'
        f"<p>{_shown(outcome + finding.found)}</p>{_expected(finding)}{_why(review, finding)}"
        f'<p class="place">{_shown(place + worth)}</p></li>'
    )


def _expected(finding: Finding) -> str:
    return f'<p class="why">Expected: {_shown(finding.expected)}</p>' if finding.expected else ""


def _why(review: Review, finding: Finding) -> str:
    why = review.item(finding.item).why
    return f'<p class="why">{_shown(why)}</p>' if why else ""


def _score(review: Review) -> str:
    rows = []
    for section, (earned, possible) in review.score.by_section.items():
        row = catalog.sections().get(section)
        title = _shown(row.title if row else section)
        share = earned / possible if possible else 0.0
        meter = f'<meter min="0" max="1" value="{share:.3f}" aria-label="{title}"></meter>'
        rows.append(f"<tr><td>{title}</td><td>{meter}</td><td>{earned:g} of {possible:g}</td></tr>")
    total = f"{review.score.points:.0f} of 100, {review.score.band}"
    return f'<h2>Score: {esc(total)}</h2><table>{"".join(rows)}</table><p class="note">{esc(FORMULA)}</p>'


def _assumed(review: Review) -> str:
    if not review.assumed:
        return ""
    numbers = "; ".join(f"{i.name} {i.text.removesuffix(' assumed')}" for i in review.assumed)
    return f'<h2>Assumed, since the file does not say</h2><p class="note">{_shown(numbers)}</p>'
