"""From a text to everything the page shows of it: one review, one picture, drawn on demand in each look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from workbench.diagram import Picture, svg
from workbench.diagram.graph import picture_of
from workbench.errors import DrawError
from workbench.exports import Look
from workbench.reading import read
from workbench.review import Review, review, with_patch

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
    picture: Picture
    _drawn: dict[Look, Drawn] = field(default_factory=dict)
    _offers: dict[str, float] | None = None

    def drawn(self, look: Look) -> Drawn:
        """Return the picture in a look."""
        if look not in self._drawn:
            self._drawn[look] = _draw(self.picture, look)
        return self._drawn[look]

    def reuse(self, before: Reviewed) -> None:
        """Take over what was drawn before, when the picture is the same; most edits change no box and no arrow."""
        if before.picture == self.picture:
            self._drawn = before._drawn

    @property
    def offers(self) -> dict[str, float] | None:
        """The points each patch would add, by item; None until they have been weighed."""
        return self._offers

    def weigh(self) -> None:
        """Try every patch; each costs one review."""
        if self._offers is None:
            offered = [with_patch(self.review, f) for f in self.review.open if f.worth > 0]
            self._offers = {f.item: f.patch.gain for f in offered if f and f.patch}


def reviewed(text: str, name: str, as_of: date) -> Reviewed:
    """Review a text. Raises InputError with every problem in it."""
    done = review(read(text, f"{name}.yaml"), as_of=as_of)
    return Reviewed(done, picture_of(done))


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
