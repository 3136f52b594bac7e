"""Someone writes personal data into a text that is not meant to hold any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.drills.catch import LEAKING
from workbench.drills.change import Facts, facts_of, failing, put
from workbench.drills.effects import effect, made_from, read_by
from workbench.drills.kind import drill
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Recovery, Skipped
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import Context, Fact, Verdict
from workbench.facts.show import percent

_ID, _TITLE = "free-text", "Personal data in free text"
_LEAKS = ("personal-data-to-third-party", "personal-data-in-weaker-store")
_ADDED = "pii_direct"


@drill(_ID, title=_TITLE)
def free_text(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result: where a name or a number that someone typed in ends up."""
    texts = _texts(scene)
    if not texts:
        yield Skipped(
            _ID, _TITLE, "no data is text that people write (class untrusted, or carried to a language model)"
        )
        return
    changes: dict[Path, Any] = {
        ("data", n, "classes"): tuple(dict.fromkeys((*scene.design.data[n].classes, _ADDED))) for n in texts
    }
    after = facts_of(Context(put(scene.design, changes)), _LEAKS)
    names = made_from(scene, texts)
    touched: tuple[Promise | None, ...] = tuple(p for p in scene.promises if next(read_by(p, names), None))
    rows = tuple(_row(scene, p, after, names) for p in touched or scene.promises or (None,))
    wrong = [f for f in after.values() if f.verdict is Verdict.FAILS]
    yield DrillResult(
        id=_ID, case=_ID, title=_TITLE, at=("data", texts[0]), rows=rows, probe=_probe(rows[0], wrong),
        failed=tuple(dict.fromkeys(n for f in wrong for n in f.components)),
        affected=tuple(dict.fromkeys(e for f in wrong for e in f.broken)),
    )  # fmt: skip


def _texts(scene: Scene) -> tuple[str, ...]:
    """Return the data people write freely: untrusted, or read by what understands text."""
    readers = {p.id for p in scene.graph.with_trait("generates", "embeds", "plans")}
    read = {n for e in scene.graph.edges if e.target in readers for n in e.flow.carries}
    return tuple(
        n for n, a in scene.design.data.items() if "untrusted" in a.classes or (n in read and not a.declassified)
    )


def _row(scene: Scene, promise: Promise | None, after: Facts, names: tuple[str, ...]) -> PromiseRow:
    wrong = sorted(failing(after), key=lambda f: _LEAKS.index(f.id))
    removers = _removers(scene, names)
    boxes = [n for f in wrong for n in f.components] or [*removers, *(f.subject for f in after.values())]
    watch = (tuple(dict.fromkeys((*boxes, *removers))), LEAKING)
    if wrong:
        already = any(f.id == wrong[0].id and f.subject == wrong[0].subject for f in failing(scene.facts))
        says = wrong[0].says + (" (already so today)" if already else "")
        notes = tuple(f.says for f in wrong[1:4])
        gone = wrong[0].id == _LEAKS[0]
        outcome, recovery = (Outcome.DOWN, _notice(scene)) if gone else (Outcome.DEGRADED, None)
        return effect(scene, promise, outcome, says, watch, notes=notes, recovery=recovery)
    unknown = [f for f in after.values() if f.verdict is Verdict.UNKNOWN]
    if unknown:
        needs = tuple(dict.fromkeys(n for f in unknown for n in f.needs))
        return effect(scene, promise, Outcome.UNKNOWN, unknown[0].says, watch, needs=needs)
    return _passed(scene, promise, removers)


def _passed(scene: Scene, promise: Promise | None, removers: tuple[str, ...]) -> PromiseRow:
    """Return the row of texts that get nowhere they may not be, as far as what takes personal data out finds it."""
    silent: list[Path] = []
    missed = []
    for name in removers:
        part = scene.graph.parts[name]
        if part.spec.recall is None:
            silent.append((*part.path, "recall"))
        elif part.spec.recall.low < 1:
            missed.append(f"{name} misses {percent(1 - part.spec.recall.low)} of what it should take out")
    behind = [e.target for name in removers for e in scene.graph.out(name)]
    target = (tuple(dict.fromkeys((*removers, *behind))), LEAKING)
    if missed:
        return effect(scene, promise, Outcome.DEGRADED, "; ".join(missed), target, needs=tuple(silent))
    if silent:
        says = f"what {removers[0]} takes out of all it should is not stated"
        return effect(scene, promise, Outcome.UNKNOWN, says, target, needs=tuple(silent))
    says = "wherever it goes, direct identifiers are agreed, approved for, or taken out"
    return effect(scene, promise, Outcome.SURVIVES, says, target)


def _removers(scene: Scene, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the boxes on the ways of a text that take direct identifiers out of it."""
    wanted = set(names)
    passed = dict.fromkeys(
        n
        for e in scene.graph.edges
        if wanted & {*e.flow.carries, *e.flow.returns}
        for n in (e.source, *e.flow.through, e.target)
    )
    return tuple(n for n in passed if _ADDED in scene.graph.parts[n].spec.redacts)


def _notice(scene: Scene) -> Recovery:
    """Return what follows a leak: it cannot be taken back; a notice is due."""
    fact: Fact | None = scene.facts.get(("breach-clock", "breach"))
    if fact and fact.value is not None:
        return Recovery(f"what has left cannot be taken back; {fact.says}", fact.value, inside=False)
    needs: tuple[Path, ...] = (("privacy", "breach"),)
    says = "what has left cannot be taken back; how soon it would be noticed and told is not stated"
    return Recovery(says, inside=False, needs=needs)


def _probe(row: PromiseRow, wrong: list[Fact]) -> str:
    if wrong:
        place = next(iter(wrong[0].components), "a third party")
        return f"Someone types in a passport number. Follow it to {place}: who may read it there, and for how long?"
    if row.outcome is Outcome.UNKNOWN:
        return "Someone types in a passport number. Name every place it is in an hour later."
    return "Someone types in a passport number. Which part finds it, how often does it miss, and who checks?"
