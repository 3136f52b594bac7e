"""Personal data that leaves the area whose law it stands under, and the basis on which it may.

From `prv-cross-border` of the readiness catalogue. Regions of the large clouds are read as the area they lie in, so
that a copy in the next data centre is no transfer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.arrivals import Arrival, personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import behind, said

_ID = "personal-data-across-borders"
_KEEPING = ("stores", "logs", "indexes", "caches", "third_party")
_AREAS = (
    ("uk", ("uk", "eu-west-2", "europe-west2", "united kingdom", "london")),
    ("ch", ("ch", "switzerland", "eu-central-2", "europe-west6", "zurich")),
    ("eu", ("eu", "westeurope", "northeurope", "sweden", "france", "germany", "norway", "italy", "poland", "spain",
            "austria", "belgium", "denmark", "finland", "ireland", "netherlands", "de", "fr", "frankfurt", "dublin")),
    ("us", ("us", "eastus", "westus", "centralus", "northcentralus", "southcentralus", "westcentralus", "virginia")),
    ("canada", ("canada", "ca-", "northamerica-northeast")),
    ("india", ("india", "centralindia", "southindia", "westindia", "ap-south-1", "asia-south1")),
    ("japan", ("japan", "ap-northeast-1", "asia-northeast1", "tokyo")),
    ("australia", ("australia", "ap-southeast-2", "australiaeast")),
    ("brazil", ("brazil", "sa-east-1", "southamerica-east1")),
    ("china", ("china", "cn-")),
    ("apac", ("apac", "asia", "ap-", "southeastasia", "eastasia")),
)  # fmt: skip
"""Areas of one law, each with how names of regions in it begin."""
_WHOLE_WORDS = ("ch", "de", "fr", "uk")
"""Names that count only alone or before a sign: `de` is no beginning of `delhi`."""
_BOUND = ("eu", "uk", "ch")
"""Areas whose law asks for a basis before personal data leaves."""


@fact(
    _ID,
    title="Personal data across borders",
    broken="Personal data leaves its area without a legal basis",
    formula="where personal data arrives in another area than it stands in, a transfer with a basis is stated",
    source="GDPR Art 44-46",
    blind="People abroad who look at data, and backups of a vendor that are not drawn.",
)
def across_borders(context: Context) -> Iterator[Fact]:
    """Yield one fact for every crossing of personal data, one for every keeper without a region, or one for all."""
    found: dict[str, Fact] = {}
    stays: list[str] = []
    for arrival in personal_arrivals(context):
        if not (arrival.part.declared and arrival.part.has(*_KEEPING)) and not arrival.part.spec.region:
            continue
        judged = _judged(context, arrival)
        if judged is None:
            stays.append(arrival.part.id)
        elif judged.subject not in found:
            found[judged.subject] = judged
    yield from found.values()
    if stays and not found:
        yield _at_home(context, tuple(dict.fromkeys(stays)))


def _at_home(context: Context, stays: tuple[str, ...]) -> Fact:
    return Fact(
        id=_ID, subject="personal data", verdict=Verdict.HOLDS, components=stays, at=context.graph.parts[stays[0]].path,
        says=f"personal data stays in the area it belongs to, in all {len(stays)} places it arrives at",
    )  # fmt: skip


def _judged(context: Context, arrival: Arrival) -> Fact | None:
    """Return what is to be said of one arrival; nothing where it stays in its area."""
    part = arrival.part
    here, there = _home(context, arrival), _regions(part)
    if not there:
        says = f"{part.id} holds {said(arrival.classes)}, and where it stands is not stated"
        return _fact(arrival, f"{part.id} region", Verdict.UNKNOWN, says, ((*part.path, "region"),))
    if not here or "" in (*_areas(here), *_areas(there)) or _areas(here) & _areas(there):
        return None
    return _crossed(context, arrival, here, there)


def _crossed(context: Context, arrival: Arrival, here: Iterable[str], there: Iterable[str]) -> Fact:
    subject = f"{arrival.asset}->{arrival.part.id}"
    way = f"{arrival.asset} ({said(arrival.classes)}) goes from {', '.join(here)} to {', '.join(there)}"
    listed = context.design.privacy.transfers if context.design.privacy else {}
    made_of = behind(context, (arrival.asset,))
    for name, row in listed.items():
        covers = not row.of or any(asset in made_of for asset in row.of)
        if covers and _area(row.from_ or "") in _areas(here) and _area(row.to or "") in _areas(there):
            if row.basis:
                return _fact(arrival, subject, Verdict.HOLDS, f"{way}, on the basis of {row.basis}")
            needs: tuple[Path, ...] = (("privacy", "transfers", name, "basis"),)
            return _fact(arrival, subject, Verdict.UNKNOWN, f"{way}, and the basis is not stated", needs)
    if not _areas(here) & set(_BOUND):
        return _fact(arrival, subject, Verdict.PLAUSIBLE, f"{way}; whether its law asks for a basis is not known here")
    return _fact(arrival, subject, Verdict.FAILS, f"{way}, and no transfer with a legal basis is stated")


def _fact(arrival: Arrival, subject: str, verdict: Verdict, says: str, needs: tuple[Path, ...] = ()) -> Fact:
    return Fact(
        id=_ID, subject=subject, verdict=verdict, says=says, at=arrival.edge.path, needs=needs,
        components=(arrival.part.id,), edges=(arrival.edge.id,),
        broken=(arrival.edge.id,) if verdict is Verdict.FAILS else (),
    )  # fmt: skip


def _home(context: Context, arrival: Arrival) -> tuple[str, ...]:
    """Return the regions the data belongs in: as it says, as what it is made from says, or where it comes from."""
    for name in behind(context, (arrival.asset,)):
        asset = context.design.data.get(name)
        if asset and asset.region:
            return tuple(asset.region)
    ends = {arrival.edge.source, arrival.edge.target} - {arrival.part.id}
    return _regions(context.graph.parts[min(ends)]) if ends else ()


def _regions(part: Part) -> tuple[str, ...]:
    return tuple(part.spec.region or (part.spec.terms.region if part.spec.terms else ()))


def _areas(regions: Iterable[str]) -> set[str]:
    return {_area(region) for region in regions}


def _area(region: str) -> str:
    """Return the area a region lies in, or nothing where its name is not known."""
    name = region.strip().lower().replace("_", "-")
    for area, begins in _AREAS:
        for begin in begins:
            rest = name[len(begin) :]
            if name.startswith(begin) and not (begin in _WHOLE_WORDS and rest[:1].isalpha() and rest[:4] not in _SIDES):
                return area
    return ""


_SIDES = ("sout", "west", "nort", "east", "cent")
"""What may follow a short name at once, as in `uksouth`."""
