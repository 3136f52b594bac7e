"""From a text to everything the page shows of it: one review, one picture, drawn on demand in each look."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.diagram import Picture, svg
from workbench.diagram.graph import picture_of
from workbench.errors import DrawError
from workbench.exports import Look
from workbench.reading import read
from workbench.review import Review, review, with_patch
from workbench.scoring.readiness import Readiness

_ICONS = re.compile(r"<defs>(?:<image [^<>]*/>)*</defs>")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture for the page: its SVG without the icons, the icons, and what went wrong if it could not be drawn."""

    svg: str = ""
    icons: str = ""
    fault: str = ""


@dataclass(slots=True)
class Reviewed:
    """One text that could be reviewed. Pictures and offers of patches are made once, when they are asked for."""

    review: Review
    _pictures: dict[tuple[str, str], Picture] = field(default_factory=dict)
    _drawn: dict[Look, Drawn] = field(default_factory=dict)
    _before: Reviewed | None = None
    offers: dict[str, float] = field(default_factory=dict)
    """The points each patch would add, by item, of those weighed so far."""
    ready: Readiness | None = None
    """The readiness level with what holds it; None until there was time for it."""
    weighed: int = 0
    """How many findings, worst first, have been weighed."""

    def picture(self, look: Look) -> Picture:
        """Return what is shown in a look. Raises DrawError for a view or a cloud that is not known."""
        key = (look.view, look.cloud)
        if key not in self._pictures:
            self._pictures[key] = picture_of(self.review, *key)
        return self._pictures[key]

    def drawn(self, look: Look) -> Drawn:
        """Return the picture in a look, drawn anew only where it shows something else than the one before."""
        if look not in self._drawn:
            before = self._before
            held = before._drawn.get(look) if before else None
            same = before and held and _seen(before.picture(look), look) == _seen(self.picture(look), look)
            self._drawn[look] = held if held and same else _draw(self.picture(look), look)
        return self._drawn[look]

    def follow(self, before: Reviewed) -> None:
        """Remember the review before this one, whose drawing may still do; that one forgets its own."""
        before._before = None
        self._before = before

    @property
    def is_weighed(self) -> bool:
        """True when readiness has been judged and every patch tried."""
        return self.ready is not None and self.weighed >= len(self.review.open)

    def weigh(self, count: int, may: Callable[[], bool] = lambda: True) -> None:
        """Judge readiness, then try the patches of the next `count` findings, worst first, while it may.

        Each patch costs one review, and readiness half of one; neither is worth making a key wait.
        """
        if may():
            self.ready = self.review.ready.score
        for finding in self.review.open[self.weighed : self.weighed + count]:
            if not may():
                return
            offered = with_patch(self.review, finding) if finding.worth > 0 else None
            if offered and offered.patch:
                self.offers[finding.item] = offered.patch.gain
            self.weighed += 1


def reviewed(text: str, name: str, as_of: date) -> Reviewed:
    """Review a text. Raises InputError with every problem in it."""
    return Reviewed(review(read(text, f"{name}.yaml"), as_of=as_of))


def _seen(picture: Picture, look: Look) -> Picture:
    """Return what of a picture is drawn: without the frame, lines of the file and figures are not."""
    if look.frame:
        return picture
    return replace(picture, subtitle="", strip=(), gaps=tuple(replace(g, lines=(), place="") for g in picture.gaps))


def _draw(picture: Picture, look: Look) -> Drawn:
    try:
        text = svg(picture, look.theme, look.frame, embed_font=False)
    except DrawError as error:
        return Drawn(fault=str(error))
    # Icons are nine tenths of a picture and rarely change; apart, they are sent once.
    found = _ICONS.search(text)
    if found is None:
        return Drawn(text)
    return Drawn(text[: found.start()] + text[found.end() :], found[0])
