"""A fact about things that must refer to each other: whole, or something in it is not stated, or it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.errors import Path
from workbench.facts.fact import Fact, Verdict

_FEW = 3


def closed(  # noqa: PLR0913 - all there is to say of one fact
    kind: str,
    subject: str,
    at: Path,
    good: str,
    lacks: Mapping[str, Path],
    wrong: str = "",
    *,
    open_as: Verdict = Verdict.UNKNOWN,
    partly: bool = False,
    **more: Any,
) -> Fact:
    """Return the fact: `wrong` says what cannot be, `lacks` names what is not stated, each with its place in the file.

    What is wrong comes first, since more words in the file would not mend it. `open_as` is the verdict where something
    is not stated: unknown, or plausible where nothing that could be stated would make the fact fail. `partly` says that
    numbers given as ranges agree in a part of them only.
    """
    if wrong:
        return Fact(id=kind, subject=subject, verdict=Verdict.FAILS, says=wrong, at=at, **more)
    if lacks:
        names = list(lacks)
        told = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
        needs = tuple(dict.fromkeys(lacks.values()))
        says = f"{subject}: not stated: {told}"
        return Fact(id=kind, subject=subject, verdict=open_as, says=says, at=at, needs=needs, **more)
    verdict = Verdict.PLAUSIBLE if partly else Verdict.HOLDS
    return Fact(id=kind, subject=subject, verdict=verdict, says=good, at=at, **more)


def missing(*rows: tuple[str, object, Path]) -> dict[str, Path]:
    """Return what is not stated out of rows of what it is called, its value, and its place."""
    return {name: path for name, value, path in rows if value in (None, (), {}, "", False)}
