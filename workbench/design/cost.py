"""Money: the budget, your own prices with their date, what a prediction costs and what it brings."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.references import ComponentRef, Id, KpiRef, MonitorRef, PersonRef, RunnableRef
from workbench.design.scalars import Day, Duration, Fraction, Many, Money, Price, Spend, Text
from workbench.design.spec import Spec, keyed, said, some


class Budget(Spec):
    """Most that may be spent."""

    monthly_cap: Spend | None = said("The cap.", "60k USD/month")
    alert_at: Fraction | None = said("Share of the cap at which someone is told.", "80%")
    alerts: PersonRef | None = said("Who is told.", "fraud_team")
    watched_by: MonitorRef | None = said("Monitor that follows spending.", "spend_alarm")
    owner: PersonRef | None = said("Who answers for it.", "fraud_team")


class PriceItem(Spec):
    """One price of your own price list."""

    of: Many[RunnableRef] = some("Components or models it is the price of.", "[decision]")
    per_replica: Spend | None = said("Price of one replica.", "2.50 USD/h")
    per_input_token: Price | None = said("Price of input tokens.", "0.50 USD/1M tokens")
    per_output_token: Price | None = said("Price of output tokens.", "2.00 USD/1M tokens")
    per_request: Price | None = said("Price of a request.", "0.84 USD/1k")
    flat: Spend | None = said("A fixed sum over time.", "1200 USD/month")
    source: Text | None = said("Where it was read.", "contract 2026")
    as_of: Day | None = said("Date it was read.", "2026-11-01")


class Value(Spec):
    """What the system brings."""

    kpi: KpiRef | None = said("KPI it comes through.", "fraud_loss")
    worth: Spend | None = said("Value at the target.", "3M USD/year")
    build: Money | None = said("Cost of building it.", "600k USD")
    payback: Duration | None = said("Time by which it must have paid for itself.", "12 months")


class CostLine(Spec):
    """One line of running cost that is not a component."""

    kind: (
        Literal["people", "labels", "monitoring", "storage", "network", "evaluation", "review", "tokens", "other"]
        | None
    ) = said("What it is spent on.", "labels")
    spend: Spend | None = said("How much.", "8k USD/month")
    once: Money | None = said("A single sum.", "50 USD")


class Cost(Spec):
    """Money."""

    components: dict[Id, Component] = keyed("Its components.", "{spend_watch: {kind: cost_monitor}}")
    budget: Budget | None = said("The cap.", "{monthly_cap: 60k USD/month, alert_at: 80%}")
    prices: dict[Id, PriceItem] = keyed(
        "Your prices, with their date.",
        "{endpoint: {of: decision, per_replica: 2.50 USD/h, as_of: 2026-11-01}}",
    )
    lines: dict[Id, CostLine] = keyed("Further running cost.", "{labels: {kind: labels, spend: 8k USD/month}}")
    per_thousand: Money | None = said("Cost of a thousand predictions, as you believe.", "0.84 USD")
    projected: Spend | None = said("Cost of a month at peak, as you believe.", "48k USD/month")
    value: Value | None = said("What it brings.", "{kpi: fraud_loss, worth: 3M USD/year, build: 600k USD}")
    controls_cap: Fraction | None = said("Share of cost that watching and judging may take.", "15%")
    drivers: Many[ComponentRef] = some("Components that make up most of the bill.", "[decision, online_store]")
