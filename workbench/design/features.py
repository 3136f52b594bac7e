"""What models see: feature sets, the transforms behind them, when values are known, and how they are served."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from workbench.design.component import Component
from workbench.design.data import Declassified, FieldRule
from workbench.design.references import ComponentRef, ControlRef, Id, InputRef, MonitorRef, PersonRef
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Measure, Name, Spend
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import OnMissing


class BothSides(Spec):
    """What holds in training and in serving; one text means the same on both sides."""

    short: ClassVar[tuple[str, ...]] = ("velocity@v3",)

    offline: Name | None = said("In training.", "velocity@v3")
    online: Name | None = said("In serving.", "velocity@v3")

    @model_validator(mode="before")
    @classmethod
    def _same_on_both_sides(cls, value: Any) -> Any:
        return {"offline": value, "online": value} if isinstance(value, str) else value


class FeatureSet(Spec):
    """Features computed together from the same data."""

    entity: Name | None = said("What they describe.", "card")
    from_: Many[InputRef] = some("Data they are made from.", "[authorisations]", key="from")
    by: Many[ComponentRef] = some("What computes them.", "velocity_features")
    serves: ComponentRef | None = said("Store read while serving.", "online_store")
    trains: ComponentRef | None = said("Store read for training.", "offline_store")
    transform: BothSides | None = said(
        "The code behind them with its version; one name when both sides share it.", "velocity@v3"
    )
    names: Many[Name] = some("The features.", "[tx_count_1h, amount_sum_24h]")
    declassified: Declassified | None = said(
        "How they lost a class of the data they are made from.", "{method: aggregated, drops: [pii_direct]}"
    )
    join: Literal["as_of", "latest", "none"] | None = said("How values are joined to examples.", "as_of")
    available_after: Duration | None = said(
        "From the event until the value can be read, delay of its sources included.", "5 s"
    )
    join_lag: Duration | None = said("How long before the decision a value must have happened to be joined.", "5 s")
    fixed: Flag | None = said("Does not change over time.", "false")
    valid_from: Name | None = said("Field that says since when a value holds.", "valid_from")
    lag: Duration | None = said("Age of the youngest past outcome used.", "90 d")
    cadence: Duration | None = said("Time between two computations; left out: that of what computes them.", "1 h")
    runtime: Duration | None = said("Time one computation takes; left out: that of what computes them.", "20 min")
    ttl: Duration | None = said("Longest a value is served.", "24 h")
    staleness: Duration | None = said("Oldest a value may be when used.", "5 s")
    lookups: Count | None = said("Reads of the store for one request.", "12")
    parity: MonitorRef | None = said("The monitor that compares both sides.", "velocity_parity")
    logged: Fraction | None = said("Share of served values that is logged.", "5%")
    logged_to: ComponentRef | None = said("Where served values are logged.", "feature_log")
    default: BothSides | None = said("Value when it is missing; one text when both sides use it.", "0")
    on_missing: OnMissing | None = said("What happens when it is missing.", "default")
    ranges: dict[str, FieldRule] = keyed("Valid values by feature.", "{tx_count_1h: {min: 0, max: 10k}}")
    gain: Measure | None = said("What the model loses without them.", "0.8 pp")
    cost: Spend | None = said("What they cost.", "400 USD/month")
    latency: Duration | None = said("Time its look-ups add to a request.", "8 ms")
    tested_by: ComponentRef | None = said("What runs the unit tests of the code.", "ci")
    owner: PersonRef | None = said("Who answers for them.", "fraud_team")
    version: Name | None = said("Version in the registry.", "v3")
    lead_time: Duration | None = said("From idea to serving.", "5 d")
    lead_time_target: Duration | None = said("Longest it should take.", "10 d")


class Features(Spec):
    """What models see."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{online_store: {kind: online_store, product: azure/cache-for-redis}}"
    )
    sets: dict[Id, FeatureSet] = keyed("Feature sets.", "{velocity: {from: authorisations, transform: velocity@v3}}")
    blocked: Many[Name] = some("Attributes that may not be used.", "[gender, religion]")
    proxies_tested_by: ControlRef | None = said("What looks for stand-ins of blocked attributes.", "ci")
