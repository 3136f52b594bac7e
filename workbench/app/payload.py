"""What the page is given: one plain value that tells everything it shows (contract: docs/decisions/0007-app.md)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from typing import Any

from workbench.app.gaps import gap_rows, scenario_rows
from workbench.app.lexicon import lexicon
from workbench.app.reviewing import Drawn, Reviewed
from workbench.app.room import Room
from workbench.app.shelf import START, offers
from workbench.app.store import StoreError
from workbench.design import file_path
from workbench.design.declared import TABLES, Declared
from workbench.diagram import Picture
from workbench.diagram.graph import CLOUDS, VIEWS
from workbench.errors import Path, Problem
from workbench.exports import Look, exporters
from workbench.reading import Document
from workbench.review import Review

SHAPE = 1
"""Version of the contract between server and page; the page asks to be reloaded when it is another."""
Data = dict[str, Any]


def kit() -> Data:
    """Return what never changes while the server runs: the language's words, what can be opened, and the formats."""
    return {
        "part": "kit",
        "shape": SHAPE,
        "lexicon": lexicon(),
        "shelf": [
            {
                "id": o.scenario.id, "title": o.scenario.title, "level": o.scenario.level,
                "prompt": o.scenario.prompt, "designs": [START, *o.designs],
            }
            for o in offers()
        ],
        "views": [{"name": name, "about": about} for name, about in VIEWS.items()],
        "clouds": [{"name": name, "about": about} for name, about in CLOUDS.items()],
        "formats": [{"name": "yaml", "suffix": ".yaml", "about": "this text"}]
        + [{"name": e.NAME, "suffix": e.SUFFIX, "about": e.ABOUT} for e in exporters().values()],
    }  # fmt: skip


def icons(room: Room) -> Data:
    """Return the icons of the present picture; apart from it, since they rarely change."""
    return {"part": "icons", "icons": _drawn(room).icons}


def payload(room: Room) -> Data:
    """Return what the page shows now. `review` is None until a text could be reviewed."""
    return {
        "part": "room", "shape": SHAPE, "page": room.page, "seq": room.seq, "epoch": room.epoch,
        "based_on": room.based_on,
        "draft": {"id": room.draft.id, "name": room.draft.name, "version": room.draft.version},
        "text": room.draft.text, "drafts": _drafts(room), "theme": room.look.theme, "frame": room.look.frame,
        "view": room.look.view, "cloud": room.look.cloud,
        "notice": room.notice, "unsaved": room.unsaved, "problems": [_problem(p) for p in room.problems],
        "change": asdict(room.change),
        "review": _review(room.sound, room.look) if room.sound else None,
        "picture": {"svg": _drawn(room).svg, "fault": _drawn(room).fault},
        "parcel": _parcel(room),
    }  # fmt: skip


def _drawn(room: Room) -> Drawn:
    return room.sound.drawn(room.look) if room.sound else Drawn()


def _drafts(room: Room) -> list[Data]:
    try:
        return [{"id": i, "name": n} for i, n in room.drafts.names()]
    except StoreError:
        return []


def _parcel(room: Room) -> Data | None:
    if room.parcel is None:
        return None
    held = room.parcel
    return {"number": held.number, "name": held.name, "data": b64encode(held.data).decode("ascii")}


def _problem(problem: Problem) -> Data:
    return {
        "line": problem.mark.line, "column": problem.mark.column, "message": problem.message,
        "expected": problem.expected, "nearest": problem.nearest,
    }  # fmt: skip


def _review(sound: Reviewed, look: Look) -> Data:
    review = sound.review
    shown = sound.picture(look)
    return {
        "points": review.score.points, "band": review.score.band, "items": review.score.items,
        "open": len(review.open), "blockers": sum(f.severity == "blocker" for f in review.open),
        "contradicted": len(review.contradictions), "as_of": str(review.as_of), "level": review.design.level,
        "stage": review.design.stage, "scenario": review.design.scenario or "", "title": review.design.title or "",
        "gaps": gap_rows(review), "offers": sound.offers, "weighed": sound.weighed,
        "is_weighed": sound.is_weighed, "ready": _ready(sound), "places": _places(review.document, shown),
        "names": _names(review), "asked": scenario_rows(review),
        "assumed": [f"{i.name} {i.text}".removesuffix(" assumed") for i in review.assumed],
    }  # fmt: skip


def _ready(sound: Reviewed) -> Data | None:
    """Return the readiness level, the domain that limits it, and what stands before the next one."""
    held = sound.ready
    if held is None:
        return None
    return {
        "level": held.level, "limit": held.weakest.id if held.weakest else "", "next": [o.says for o in held.next],
        "index": round(held.index),
    }  # fmt: skip


def _places(document: Document, picture: Picture) -> dict[str, list[int]]:
    """Return the first and last line of everything the picture shows, by its id there."""
    found = {}
    paths = {n.id: n.path for n in picture.nodes} | {e.id: e.path for e in picture.edges}
    for name, path in paths.items():
        # What is missing together with its whole section has no place yet.
        if path and document.has(_path(path)[:1]):
            start, end = document.span(file_path(document, _path(path)))
            # An entry ends where the next one begins; that line is no longer its own.
            found[name] = [start.line, max(start.line, end.line if end.column > 1 else end.line - 1)]
    return found


def _path(text: str) -> Path:
    """Read `flows[2].carries` back into a path."""
    return tuple(int(p) if p.isdigit() else p for p in text.replace("[", ".").replace("]", "").split(".") if p)


def _names(review: Review) -> dict[str, list[str]]:
    """Return what the file declares, by class of thing, for completion and hover."""
    declared = Declared(review.design)
    found = {kind: sorted(declared.names(kind)) for kind in ("component", *TABLES)}
    return {kind: names for kind, names in found.items() if names}
