"""The privacy view: where personal data goes, which borders it crosses, and what takes it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from workbench.design import Part, SystemDesign
from workbench.diagram.graph.overlay import UNKNOWN, Mark, Overlay, Told, facts_of
from workbench.diagram.graph.views import Shown, request_path
from workbench.diagram.graph.zones import crossed, zones
from workbench.diagram.picture import Key, Stat, Tone
from workbench.facts import Fact, Verdict
from workbench.facts.legs import Leg, personal_legs, takers
from workbench.review import Review

_TERMS, _STORE = "personal-data-to-third-party", "personal-data-in-weaker-store"
_FACTS = frozenset({_TERMS, _STORE})
_SHORT: Mapping[str, str] = {"pii_direct": "direct", "pii_quasi": "indirect", "special": "special"}
_JUDGED: Mapping[str, Mapping[Verdict, str]] = {
    _TERMS: {Verdict.HOLDS: "terms agreed", Verdict.FAILS: "not agreed", Verdict.UNKNOWN: f"terms: {UNKNOWN}"},
    _STORE: {Verdict.HOLDS: "approved", Verdict.FAILS: "not approved", Verdict.UNKNOWN: f"approved for: {UNKNOWN}"},
}


def overlay(review: Review) -> Overlay:
    """Return every way of personal data, in blocks of one trust zone and region each."""
    design, context = review.design, review.judging.context
    legs = personal_legs(context)
    judged = [*facts_of(review, _TERMS), *facts_of(review, _STORE)]
    arrows = {**dict(_hidden(judged)), **dict(_arrows(design, legs, judged))}
    shown = _shown(design, {leg.edge.id for leg in legs} | arrows.keys())
    cards = {n: _card(p, legs, judged, takers(context).get(n)) for n, p in design.parts.items() if n in shown.parts}
    # Where nothing is known to be carried there is no border to show it cross.
    blocks = zones([design.parts[n] for n in cards]) if arrows else {}
    return Overlay(
        shown, _FACTS, {n: told.in_(blocks[n].id) if n in blocks else told for n, told in cards.items()}, arrows,
        tuple(_strip(legs, cards, judged)), tuple(_keys(cards, arrows)), tuple(_notes(legs)),
        tuple(dict.fromkeys(blocks.values())),
    )  # fmt: skip


def _shown(design: SystemDesign, carrying: Collection[str]) -> Shown:
    """Return what touches these arrows; where there is none, the path of a request."""
    hops = [h for h in design.edges if h.id in carrying]
    if not hops:
        path = request_path(design)
        return path if path.parts else replace(path, parts=frozenset(design.parts))
    parts = frozenset(n for h in hops for n in (h.source, h.target, *h.flow.through))
    return Shown(parts, frozenset(h.id for h in hops), frozenset(), alarms=False)


def _arrows(design: SystemDesign, legs: Iterable[Leg], judged: list[Fact]) -> Iterator[tuple[str, Mark]]:
    """Yield what each stretch carries, by the id of its arrow in the picture."""
    grouped: dict[str, list[Leg]] = {}
    for leg in legs:
        ends = {leg.source, leg.target}
        last = leg.edge.target in ends
        # A stretch to a filter has an arrow of its own, named after that filter.
        forward = leg.source if leg.reply else leg.target
        grouped.setdefault(leg.edge.id if last else f"{leg.edge.id}|{forward}", []).append(leg)
    wrong = {e: _JUDGED[f.id][f.verdict] for f in judged for e in f.broken}
    for name, own in grouped.items():
        yield name, _mark(design, own, wrong.get(name, ""))


def _mark(design: SystemDesign, legs: list[Leg], wrong: str) -> Mark:
    carrying = [leg for leg in legs if leg.classes]
    if not carrying:
        return Mark("taken out", "personal data is taken out before this", marked=False)
    classes = frozenset(c for leg in carrying for c in leg.classes)
    back = " back" if all(leg.reply for leg in carrying) else ""
    perhaps = "perhaps " if all(leg.unless for leg in carrying) else ""
    ends = design.parts[carrying[0].source], design.parts[carrying[0].target]
    hover = [f"{leg.asset}: {_said(leg.classes)}{_unless(leg)}" for leg in carrying]
    words = f"{perhaps}{_said(classes)}{back}{', ' if wrong else ''}{wrong}"
    return Mark(words, "\n".join((*hover, *(f"crosses a border: {b}" for b in crossed(*ends)))))


def _unless(leg: Leg) -> str:
    return f", unless {', '.join(leg.unless)} took it out" if leg.unless else ""


def _hidden(judged: list[Fact]) -> Iterator[tuple[str, Mark]]:
    """Yield the arrows of which a fact says that they hide what they carry."""
    for fact in judged:
        if fact.verdict is Verdict.UNKNOWN and fact.subject in fact.edges:
            yield fact.subject, Mark(f"{UNKNOWN} what", fact.says, marked=False)


def _said(classes: frozenset[str]) -> str:
    return " + ".join(word for name, word in _SHORT.items() if name in classes)


def _card(part: Part, legs: Iterable[Leg], judged: list[Fact], takes: frozenset[str] | None) -> Told:
    sees = frozenset(c for leg in legs if leg.target == part.id for c in leg.classes)
    gives = frozenset(c for leg in legs if leg.source == part.id for c in leg.classes)
    keeps = "keeps" if part.has("stores", "logs", "indexes", "caches") else "sees"
    none = "none " + ("left" if any(part.id in (leg.source, leg.target) for leg in legs) else "known")
    says = [f"{keeps} {_said(sees)}" if sees else f"sends {_said(gives)}" if gives else none]
    own = [f for f in judged if part.id in f.components]
    verdict = next((v for v in (Verdict.FAILS, Verdict.UNKNOWN) if any(f.verdict is v for f in own)), Verdict.HOLDS)
    tone: Tone = "bad" if verdict is Verdict.FAILS else "plain"
    if takes is not None:
        says, tone = [*says, f"takes out {_said(takes)}" if takes else f"takes out: {UNKNOWN}"], "good"
    elif own:
        says.append(_JUDGED[own[0].id][verdict])
    return Told(tuple(says), tuple(f.says for f in own), tone=tone)


def _strip(legs: Iterable[Leg], cards: Mapping[str, Told], judged: list[Fact]) -> Iterator[Stat]:
    count = len({leg.asset for leg in legs})
    yield Stat("personal data", f"{count} asset{'' if count == 1 else 's'}" if count else "none known")
    if not count and not judged:
        return
    for label, kind in (("third parties", _TERMS), ("stores", _STORE)):
        by = {v: {n for f in judged if f.id == kind and f.verdict is v for n in f.components} for v in Verdict}
        rest = by[Verdict.UNKNOWN] - by[Verdict.FAILS]
        told = [f"{len(n)} {_JUDGED[kind][v].partition(': ')[2] or _JUDGED[kind][v]}"
                for v, n in ((Verdict.FAILS, by[Verdict.FAILS]), (Verdict.UNKNOWN, rest)) if n]  # fmt: skip
        reached = str(len(set().union(*by.values())))
        value = f"{', '.join(told)} of {reached}" if told else reached
        yield Stat(label, value, "bad" if by[Verdict.FAILS] else "plain")
    yield Stat("redactors", str(sum(t.tone == "good" for t in cards.values())))


def _keys(cards: Mapping[str, Told], arrows: Mapping[str, Mark]) -> Iterator[Key]:
    if any(m.marked for m in arrows.values()):
        yield Key("marked", "carries personal data: direct or indirect identifiers, special categories")
    if any(t.tone == "good" for t in cards.values()):
        yield Key("card", "takes personal data out", tone="good")
    if any(t.tone == "bad" for t in cards.values()):
        yield Key("card", "not agreed, or not approved for it", tone="bad")
    if arrows:
        yield Key("text", "one trust zone and region: an arrow that leaves it crosses a border", "BLOCK")


def _notes(legs: Iterable[Leg]) -> Iterator[str]:
    if not any(leg.classes for leg in legs):
        yield "No flow is known to carry personal data."
