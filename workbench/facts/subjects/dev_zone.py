"""Personal data on its way to where people try things out.

From the catalogue item trn-env-separation.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.words import PERSONAL
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.lineage import held_classes, said

_ID = "personal-data-in-dev"


@fact(
    _ID,
    title="Personal data and places for trying out",
    broken="Personal data reaches a place for trying out",
    formula="every way of personal data into the zone 'dev', or into a notebook, passes what takes it out",
    source="Azure Machine Learning guide: separate workspaces; AWS ML lens MLSEC04-BP01",
    blind="Copies made by hand.",
)
def personal_data_in_dev(context: Context) -> Iterator[Fact]:
    """Yield one fact for every arrival of personal data at such a place, or one for the design when there is none."""
    arrived = [a for a in personal_arrivals(context) if _tries_out(a.part)]
    for arrival in arrived:
        gathered = Gathered(context)
        says = f"{arrival.asset} ({said(arrival.classes)}) goes to {arrival.part.id}, where things are tried out"
        verdict = Verdict.FAILS
        if arrival.unless:
            gathered.needs += [(*context.graph.parts[name].path, "redacts") for name in arrival.unless]
            verdict, says = Verdict.UNKNOWN, f"{says}; {', '.join(arrival.unless)} does not say what it takes out"
        yield gathered.fact(
            _ID, f"{arrival.asset}->{arrival.part.id}", verdict, says, arrival.edge.path,
            components=(arrival.part.id,), edges=(arrival.edge.id,),
            broken=(arrival.edge.id,) if verdict is Verdict.FAILS else (),
        )  # fmt: skip
    trainers = [p for p in context.graph.with_trait("trains") if p.declared]
    if not arrived and trainers and any(held & PERSONAL for held in held_classes(context).values()):
        yield _apart(Gathered(context), trainers)


def _tries_out(part: Part) -> bool:
    return part.spec.trust == "dev" or (part.kind == "notebook" and part.spec.trust in (None, "staging"))


def _apart(gathered: Gathered, trainers: list[Part]) -> Fact:
    """Return the fact of a design in which no personal data arrives where things are tried out."""
    names = tuple(p.id for p in trainers)
    silent = [p for p in trainers if p.spec.trust is None]
    if silent:
        gathered.needs += [(*p.path, "trust") for p in silent]
        says = f"{', '.join(p.id for p in silent)} does not say in which zone it runs"
        return gathered.fact(_ID, "zones", Verdict.UNKNOWN, says, silent[0].path, components=names)
    says = f"{', '.join(names)} runs apart, and no personal data goes where things are tried out"
    return gathered.fact(_ID, "zones", Verdict.HOLDS, says, trainers[0].path, components=names)
