"""Reference types: a field says what class of declared thing its text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from workbench.design.scalars import Reads, Sort, complain

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks text that names something declared elsewhere: one of `classes` (see `system.Declared`)."""

    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeysReferTo:
    """Marks a mapping whose keys name something declared elsewhere."""

    classes: tuple[str, ...]


def read_id(value: object) -> str:
    """Return `value` as an id; complain when it is not lower-case letters, digits and `_`."""
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    text = value if isinstance(value, str) else ""
    mended = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    raise complain(
        f"'{text[:40]}' cannot be an id" if text else "an id is missing here",
        "small letters, digits and _, starting with a letter",
        mended if _ID.fullmatch(mended) else "",
    )


def _read_reference(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_.\-]{1,120}", value.strip()):
        return value.strip()
    raise complain(
        f"'{str(value)[:40]}' is not a name" if isinstance(value, str) and value else "a name is missing here",
        "the id of something declared in this file",
    )


Id = Annotated[str, Reads(read_id), Sort("id")]
_Name = Annotated[str, Reads(_read_reference)]

ComponentRef = Annotated[_Name, RefTo(("component",))]
PersonRef = Annotated[_Name, RefTo(("person",))]
AssetRef = Annotated[_Name, RefTo(("asset",))]
InputRef = Annotated[_Name, RefTo(("asset", "feature", "label", "component"))]
PayloadRef = Annotated[_Name, RefTo(("asset", "feature", "label", "model", "prompt"))]
LabelRef = Annotated[_Name, RefTo(("label",))]
FeatureRef = Annotated[_Name, RefTo(("feature",))]
ModelRef = Annotated[_Name, RefTo(("model",))]
PromptRef = Annotated[_Name, RefTo(("prompt",))]
MonitorRef = Annotated[_Name, RefTo(("monitor",))]
KpiRef = Annotated[_Name, RefTo(("kpi",))]
SlaRef = Annotated[_Name, RefTo(("sla",))]
SplitRef = Annotated[_Name, RefTo(("split",))]
MetricRef = Annotated[_Name, RefTo(("metric",))]
SliceRef = Annotated[_Name, RefTo(("slice",))]
GateRef = Annotated[_Name, RefTo(("gate",))]
HarmRef = Annotated[_Name, RefTo(("harm",))]
GoldenSetRef = Annotated[_Name, RefTo(("golden_set",))]
MeasureRef = Annotated[_Name, RefTo(("kpi", "guardrail", "sla", "metric", "indicator", "budget"))]
ControlRef = Annotated[_Name, RefTo(("component", "monitor", "gate", "action", "person"))]
ActionRef = Annotated[_Name, RefTo(("action", "component", "gate"))]
TestRef = Annotated[_Name, RefTo(("experiment", "rollout", "component"))]
WatchedRef = Annotated[
    _Name,
    RefTo(
        (
            "component",
            "asset",
            "feature",
            "label",
            "model",
            "kpi",
            "guardrail",
            "sla",
            "metric",
            "indicator",
            "flow",
            "budget",
        )
    ),
]
WhoRef = Annotated[_Name, RefTo(("component", "person"))]
UserRef = Annotated[_Name, RefTo(("feature", "label", "component"))]
RunnableRef = Annotated[_Name, RefTo(("component", "model"))]
StoreRef = Annotated[_Name, RefTo(("asset", "component"))]
KeeperRef = Annotated[_Name, RefTo(("asset", "component", "model"))]
ReadingRef = Annotated[_Name, RefTo(("kpi", "guardrail", "sla", "metric", "indicator", "monitor", "budget"))]
PassRef = Annotated[_Name, RefTo(("gate", "experiment", "rollout", "component"))]
RollbackRef = Annotated[_Name, RefTo(("rollback",))]
SampleRef = Annotated[_Name, RefTo(("split", "golden_set"))]
PathRef = Annotated[_Name, RefTo(("path",))]
