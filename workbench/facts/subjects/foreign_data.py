"""Whether those who own the data elsewhere tell of changes, and a test notices the ones they forget to tell."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.ingestion import Contract
from workbench.design.monitoring import Monitor
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import entering
from workbench.facts.watching import monitors

_ID = "change-told"
_NOTICES = ("schema", "types", "nulls", "volume", "freshness", "ranges", "uniqueness")


@fact(
    _ID,
    title="Changes of data owned by others",
    broken="Changes of data owned by others come unannounced",
    formula="each data set of another team or vendor: contract with whom it tells, what tests it, and an alarm",
    source="ML Test Score N1; Hidden Technical Debt, unstable data dependencies",
    blind="Changes in meaning that keep the schema.",
)
def change_told(context: Context) -> Iterator[Fact]:
    """Yield one fact for every data set that enters from another team, a partner or a vendor."""
    ingestion = context.design.ingestion
    contracts = ingestion.contracts if ingestion else {}
    for name in entering(context.design):
        if _is_foreign(context, name):
            yield _told(context, name, contracts.get(name, Contract()))


def _is_foreign(context: Context, name: str) -> bool:
    design = context.design
    asset = design.data[name]
    part = context.graph.parts.get(asset.source or "")
    other_team = bool(asset.owner and design.owner and asset.owner != design.owner)
    if part and part.section != "outside":
        return False
    return other_team or bool(part and not part.has("user"))


def _told(context: Context, name: str, contract: Contract) -> Fact:
    path: Path = ("ingestion", "contracts", name)
    lacks = missing(
        ("who is told before it changes", contract.notifies, (*path, "notifies")),
        ("what tests it", contract.tested_by, (*path, "tested_by")),
    )
    made = [n for n, other in context.design.data.items() if name in other.from_]
    watched = {name, contract.tested_by or name, *made}
    if not any(_notices(w.monitor, watched) for w in monitors(context)):
        lacks["an alarm on its schema that someone hears"] = ("monitoring", "monitors")
    good = f"{contract.notifies} is told before {name} changes, and {contract.tested_by} tests it"
    parts = (contract.tested_by,) if contract.tested_by in context.graph.parts and contract.tested_by else ()
    at: Path = path if context.design.at(path) else ("data", name)
    return closed(_ID, name, at, good, lacks, open_as=Verdict.PLAUSIBLE, components=parts)


def _notices(monitor: Monitor, watched: set[str]) -> bool:
    looks = monitor.for_ == "data_quality" or bool(set(monitor.checks) & set(_NOTICES))
    return looks and bool(monitor.alerts) and bool(watched & set(monitor.watches))
