"""Experiments, shadows, rollouts and ways back; training without hands and apart; spending."""

from __future__ import annotations

import pytest

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("unit: user, interference: none, stable: true", HOLDS),
        ("unit: cluster, interference: network, stable: true", HOLDS),
        ("unit: switchback, interference: market", HOLDS),
        ("unit: user, interference: network, stable: true", FAILS),
        ("unit: user, interference: market", FAILS),
        ("unit: creator, interference: network, stable: true", PLAUSIBLE),
        ("unit: user, interference: shared_budget, stable: true", PLAUSIBLE),
        ("unit: user, interference: none, stable: false", FAILS),
        ("unit: request, interference: none", HOLDS),
        ("unit: request, interference: none, metric: replies", PLAUSIBLE),
        ("unit: user, interference: none", UNKNOWN),
        ("unit: user, stable: true", UNKNOWN),
        ("interference: network", UNKNOWN),
    ],
)
def test_what_is_randomised(test: str, verdict: Verdict) -> None:
    """In a network or a market single users leak into the other arm; a lasting unit keeps its arm."""
    text = f"""
    requirements: {{kpis: {{replies: {{per: user}}}}}}
    experimentation: {{experiments: {{t: {{{test}}}}}}}
    """
    assert fact(text, "experiment-unit").verdict is verdict


SHADOW = """
components:
  api: online_endpoint
  shade: shadow_endpoint
  log: prediction_log
  join: label_join
  truth: label_store
  blocker: action_executor
  registry: registry
experimentation: {{shadows: {{s: {{by: shade, effects: {effects}}}}}}}
flows: [{{api -> shade: {{call: {call}}}}}, log -> join -> truth, {{registry -> blocker: {{kind: deploy}}}}{more}]
"""


@pytest.mark.parametrize(
    ("effects", "call", "more", "verdict"),
    [
        ("writes_log", "async", ", shade -> log", HOLDS),
        ("none", "async", ", {shade -> blocker: {kind: deploy}}", HOLDS),
        ("writes_log", "sync", ", shade -> log", PLAUSIBLE),
        ("writes_log", "async", ", shade -> truth", FAILS),
        ("writes_log", "async", ", shade -> blocker", FAILS),
        ("full", "async", "", FAILS),
    ],
)
def test_shadow(effects: str, call: str, more: str, verdict: Verdict) -> None:
    """A shadow may write to a log from which labels are made later; it may not act or label."""
    assert fact(SHADOW.format(effects=effects, call=call, more=more), "shadow-effects").verdict is verdict


def test_shadow_guards() -> None:
    """A shadow endpoint is looked at without being named; a run without a box is unknown."""
    text = "components: {a: shadow_endpoint, b: action_executor}\nflows: [a -> b]"
    found = fact(text, "shadow-effects")
    assert (found.verdict, found.broken) == (FAILS, found.edges)
    assert fact("experimentation: {shadows: {s: {share: 5%}}}", "shadow-effects").verdict is UNKNOWN


@pytest.mark.parametrize(
    ("monitor", "stage", "verdict"),
    [
        ("above: 1%, window: 10 min", "5% for 2 h", HOLDS),
        ("above: 1%, window: 1 d", "5% for 2 h", PLAUSIBLE),
        ("above: 1%, window: 10 min", "5%", PLAUSIBLE),
        ("window: 10 min", "5% for 2 h", UNKNOWN),
        ("above: 1%", "5% for 2 h", UNKNOWN),
    ],
)
def test_abort_rules(monitor: str, stage: str, verdict: Verdict) -> None:
    """A monitor that stops a rollout has a threshold, and a window that fits into the first step."""
    text = f"""
    monitoring: {{monitors: {{errors: {{{monitor}}}}}}}
    experimentation: {{rollouts: {{c: {{stages: [{stage}, 100%], abort_on: monitoring.errors}}}}}}
    """
    assert fact(text, "abort-rules").verdict is verdict


PLAN = """
slas: {{x: {{entry: api, availability: 99.9%, window: 30 d}}}}
components: {{api: online_endpoint}}
rollback: {{plans: {{p: {{of: api, {plan}}}}}}}
"""


@pytest.mark.parametrize(
    ("plan", "verdict"),
    [
        ("detect: 10 min, decide: 5 min, takes: 5 min, retained_versions: 3", HOLDS),
        ("detect: 10 min, takes: 5 min, automatic: true, retained_versions: 3", HOLDS),
        ("detect: 10 min, decide: 5 min, takes: 5 min, retained_versions: 1", PLAUSIBLE),
        ("detect: 30 min, decide: 10 min, takes: 5 min", FAILS),
        ("takes: 5 min, retained_versions: 0", FAILS),
        ("detect: 1 min, decide: 1 min, takes: 2 min, load_time: 5 min", FAILS),
        ("detect: 1 min, decide: 1 min, takes: 2 min, warm: false", UNKNOWN),
        ("takes: 5 min, retained_versions: 3", UNKNOWN),
    ],
)
def test_way_back(plan: str, verdict: Verdict) -> None:
    """20 minutes are inside 43.2, 45 are not; loading counts; one version may be as bad as the next."""
    assert fact(PLAN.format(plan=plan), "rollback-time").verdict is verdict


def test_way_back_of_a_batch() -> None:
    """Where nobody promises availability, the window of the batch is the limit; without either nothing is known."""
    text = "components: {s: batch_scorer}\nrollback: {plans: {p: {of: s, detect: 1 h, decide: 1 h, takes: 10 min}}}\n"
    assert fact(text, "rollback-time").verdict is UNKNOWN
    assert fact(text + "serving: {batch: {n: {by: s, window: 6 h}}}", "rollback-time").verdict is HOLDS
    assert fact(text + "serving: {batch: {n: {by: s, window: 1 h}}}", "rollback-time").verdict is FAILS


@pytest.mark.parametrize(("took", "verdict"), [("took: 4 min", HOLDS), ("took: 9 min", FAILS), ("", UNKNOWN)])
def test_rehearsal(took: str, verdict: Verdict) -> None:
    """What a rehearsal took is what the plan says, or less."""
    text = f"rollback: {{plans: {{p: {{takes: 5 min, drill: {{on: 2026-09-14{', ' if took else ''}{took}}}}}}}}}"
    assert fact(text, "rollback-drill").verdict is verdict


KILL = """
components: {{flags: feature_flag, api: online_endpoint, rules: rules_engine, other: rules_engine}}
rollback: {{kill_switch: {{off: {{{switch}}}}}}}
flows: [{{flags -> api: {{kind: control}}}}, {{other -> api: {{call: sync}}}}]
"""


@pytest.mark.parametrize(
    ("switch", "verdict"),
    [
        ("through: flags, stops: api, falls_to: rules", HOLDS),
        ("through: rules, stops: api, falls_to: rules", PLAUSIBLE),
        ("through: flags, stops: api, falls_to: api", FAILS),
        ("through: flags, stops: api, falls_to: other", FAILS),
        ("stops: api, falls_to: rules", UNKNOWN),
        ("through: flags, stops: api", UNKNOWN),
    ],
)
def test_kill_switch(switch: str, verdict: Verdict) -> None:
    """A way off reaches what it stops, and its stand-in lives without that."""
    assert fact(KILL.format(switch=switch), "kill-switch").verdict is verdict


TRAIN = """
components: {{lake: data_lake, trainer: {trainer}, registry: {registry}}}
retraining: {{triggers: {{t: {trigger}}}}}
flows: [{{lake -> trainer: {{{inward}}}}}, {{trainer -> registry: {{{out}}}}}]
"""


@pytest.mark.parametrize(
    ("trigger", "inward", "out", "verdict"),
    [
        ("{kind: schedule, runs: trainer}", "call: batch", "trigger: event", HOLDS),
        ("{}", "trigger: schedule", "trigger: event", HOLDS),
        ("{kind: metric, runs: trainer}", "call: batch", "call: batch", PLAUSIBLE),
        ("{kind: manual, runs: trainer}", "call: batch", "trigger: event", FAILS),
        ("{kind: schedule, runs: trainer}", "trigger: manual", "trigger: event", FAILS),
        ("{kind: schedule, runs: trainer}", "call: batch", "trigger: manual", FAILS),
        ("{}", "call: batch", "trigger: event", UNKNOWN),
    ],
)
def test_training_without_hands(trigger: str, inward: str, out: str, verdict: Verdict) -> None:
    """Every step starts by itself; one that is started by hand breaks the chain."""
    text = TRAIN.format(trigger=trigger, inward=inward, out=out, trainer="trainer", registry="registry")
    assert fact(text, "hands-free-training").verdict is verdict


def test_training_guards() -> None:
    """By hand beside a schedule is plausible; without a registry nothing is known; nothing trains, no fact."""
    both = TRAIN.format(
        trigger="{kind: schedule, runs: trainer}", inward="call: batch", out="trigger: event", registry="registry",
        trainer="{kind: trainer, trigger: manual}",
    )  # fmt: skip
    assert fact(both, "hands-free-training").verdict is PLAUSIBLE
    lost = "components: {trainer: {kind: trainer, trigger: schedule}}"
    assert fact(lost, "hands-free-training").verdict is UNKNOWN
    assert facts("components: {api: online_endpoint}", "hands-free-training") == []


DEV = """
data: {{people: {{classes: [pii_direct]}}}}
components:
  lake: data_lake
  trainer: {{kind: trainer{zone}}}
  book: {{kind: notebook{book}}}
  mask: {{kind: redactor{redacts}}}
flows: [{{lake -> trainer: {{carries: people}}}}{more}]
"""
THROUGH = ", {lake -> book: {carries: people, through: mask}}"


@pytest.mark.parametrize(
    ("zone", "redacts", "more", "verdict"),
    [
        (", trust: restricted", ", redacts: [pii_direct]", THROUGH, HOLDS),
        (", trust: restricted", "", THROUGH, UNKNOWN),
        (", trust: restricted", "", ", {lake -> book: {carries: people}}", FAILS),
        (", trust: dev", "", "", FAILS),
        ("", "", "", UNKNOWN),
    ],
)
def test_personal_data_in_dev(zone: str, redacts: str, more: str, verdict: Verdict) -> None:
    """Raw personal data stays out of notebooks and of the zone for trying out."""
    text = DEV.format(zone=zone, book="", redacts=redacts, more=more)
    assert fact(text, "personal-data-in-dev").verdict is verdict


def test_dev_guards() -> None:
    """A notebook inside the restricted zone is no place for trying out; without personal data there is no fact."""
    kept = DEV.format(zone=", trust: restricted", book=", trust: restricted", redacts="", more=THROUGH)
    assert fact(kept, "personal-data-in-dev").verdict is HOLDS
    assert facts(kept.replace("pii_direct", "public"), "personal-data-in-dev") == []


SPEND = """
requirements: {{load: {{mean: 5/s}}}}
components: {{api: {{kind: online_endpoint, replicas: 6}}}}
cost:
  prices: {{gpu: {{of: api, per_replica: 2.50 USD/h}}}}
  lines: {lines}
  {more}
"""


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("projected: 12k USD/month\n  budget: {monthly_cap: 20k USD/month}", HOLDS),
        ("budget: {monthly_cap: 20k USD/month}", PLAUSIBLE),
        ("projected: 25k USD/month\n  budget: {monthly_cap: 20k USD/month}", FAILS),
        ("projected: 12k USD/month\n  budget: {monthly_cap: 8k USD/month}", FAILS),
        ("projected: 5k USD/month\n  budget: {monthly_cap: 20k USD/month}", FAILS),
        ("projected: 12k EUR/month\n  budget: {monthly_cap: 20k USD/month}", UNKNOWN),
    ],
)
def test_spending_under_its_cap(more: str, verdict: Verdict) -> None:
    """Six replicas make 10950 USD a month: a lower projection is contradicted as much as a lower cap."""
    assert fact(SPEND.format(lines="{}", more=more), "spend-under-cap").verdict is verdict


def test_spending_guards() -> None:
    """A cap alone tells nothing; what the lines add may go over it; no cap, no fact."""
    assert fact("cost: {budget: {monthly_cap: 1k USD/month}}", "spend-under-cap").verdict is UNKNOWN
    lines = "{team: {kind: people, spend: 30k USD/month}}"
    more = "projected: 12k USD/month\n  budget: {monthly_cap: 20k USD/month}"
    assert fact(SPEND.format(lines=lines, more=more), "spend-under-cap").verdict is PLAUSIBLE
    assert facts("cost: {projected: 1k USD/month}", "spend-under-cap") == []


@pytest.mark.parametrize(
    ("lines", "cap", "verdict"),
    [
        ("{j: {kind: evaluation, spend: 900 USD/month}, w: {kind: monitoring, spend: 600 USD/month}}", "15%", HOLDS),
        ("{j: {kind: review, spend: 9k USD/month}}", "15%", FAILS),
        ("{t: {kind: people, spend: 9k USD/month}}", "15%", UNKNOWN),
    ],
)
def test_share_for_watching(lines: str, cap: str, verdict: Verdict) -> None:
    """Monitoring, judging and reviewing stay under the share of a month that is allowed."""
    more = f"projected: 12k USD/month\n  controls_cap: {cap}"
    assert fact(SPEND.format(lines=lines, more=more), "control-share").verdict is verdict


def test_priced_monitors_are_part_of_their_line() -> None:
    """A monitor's own price is not counted beside the line for monitoring."""
    lines = "{w: {kind: monitoring, spend: 1k USD/month}}"
    text = SPEND.format(lines=lines, more="projected: 12k USD/month\n  controls_cap: 10%")
    more = "monitoring: {monitors: {m: {statistic: rate, cost: 800 USD/month}}}"
    assert fact(text + more, "control-share").value == pytest.approx(1 / 12)


@pytest.mark.parametrize(
    ("chips", "verdict"),
    [("60%", HOLDS), ("30..60%", PLAUSIBLE), ("10%", FAILS), ("95%", FAILS), ("", UNKNOWN)],
)
def test_accelerators(chips: str, verdict: Verdict) -> None:
    """Chips are neither idle nor without a reserve."""
    use = f", utilisation: {chips}" if chips else ""
    text = f"components: {{gpu: {{kind: llm, accelerator: {{type: H100{use}}}}}}}"
    assert fact(text, "accelerator-use").verdict is verdict


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        (", autoscale: {min: 0, max: 1}", HOLDS),
        ("", PLAUSIBLE),
        (", autoscale: {min: 1, max: 1}", PLAUSIBLE),
        (", runtime: 20 h", HOLDS),
    ],
)
def test_training_chips_are_given_back(more: str, verdict: Verdict) -> None:
    """Chips of a daily job of five hours are given back between two runs; those of one that fills the day are not."""
    runtime = "" if "runtime" in more else ", runtime: 5 h"
    text = f"""
    components: {{t: {{kind: trainer, cadence: 24 h{runtime}{more}, accelerator: {{count: 8, utilisation: 60%}}}}}}
    """
    assert fact(text, "accelerator-use").verdict is verdict
