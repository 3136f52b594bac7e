"""Whether the version of the data a model was trained on can still be read when the run must be repeatable."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.training import Model
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input
from workbench.facts.formula import fact
from workbench.facts.gather import amount

_ID = "data-version-kept"


@fact(
    _ID,
    title="Versions of training data",
    broken="The data of a run is gone before the run may be forgotten",
    formula="data pinned to a version; each store that feeds training keeps versions as long as a run stays repeatable",
    source="engineering playbook, observability; AWS MLOPS03_BP02; ML Test Score I1",
    blind="Whether an old version can be read with the code of its time.",
)
def data_version_kept(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model that is trained here."""
    training = context.design.training
    for name, model in (training.models if training else {}).items():
        yield _judge(context, name, model)


def _judge(context: Context, name: str, model: Model) -> Fact:
    path: Path = ("training", "models", name)
    wanted = context.take(f"{name} repeatable for", *path, "reproducible_for")
    stores = _stores(context, model)
    lacks = missing(
        ("the version of its data", model.pins.data if model.pins else None, (*path, "pins", "data")),
        ("where its runs are recorded", model.recorded_in, (*path, "recorded_in")),
        ("how long a run stays repeatable", wanted, (*path, "reproducible_for")),
        ("a flow from a store to what trains it", stores, ("flows",)),
    )
    kept = {store: _kept(context, store) for store in stores}
    lacks |= {f"how long {s} keeps versions": (*context.graph.parts[s].path, "version_retention")
              for s, taken in kept.items() if taken is None}  # fmt: skip
    wrong = next((_gone(name, wanted, s, t) for s, t in kept.items() if wanted and t and _is_gone(t, wanted)), "")
    good = f"{name} pins its data, and {', '.join(stores)} keep its versions for {wanted.text if wanted else ''}"
    inputs = tuple(i for i in (wanted, *kept.values()) if i)
    return closed(_ID, name, wanted.path if wanted else path, good, lacks, wrong, components=stores, inputs=inputs)


def _stores(context: Context, model: Model) -> tuple[str, ...]:
    """Return the stores that hand data to what trains a model."""
    graph = context.graph
    trainers = [model.by] if model.by in graph.parts else [p.id for p in graph.with_trait("trains")]
    found = [e.source for t in trainers if t for e in graph.into(t) if e.flow.kind not in ("control", "deploy")]
    return tuple(n for n in dict.fromkeys(found) if graph.parts[n].declared and graph.parts[n].has("stores"))


def _kept(context: Context, store: str) -> Input | None:
    return context.take(f"{store} versions", *context.graph.parts[store].path, "version_retention")


def _is_gone(kept: Input, wanted: Input) -> bool:
    return amount(kept).high < amount(wanted).low * (1 - 1e-9)


def _gone(name: str, wanted: Input, store: str, kept: Input) -> str:
    return f"{name} must be repeatable for {wanted.text}; {store} keeps versions for {kept.text}"
