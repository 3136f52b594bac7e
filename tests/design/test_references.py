"""References: they resolve by id, or fail at their line with the nearest right word."""

from __future__ import annotations

import pytest

from tests.design.helpers import bound, design, lines, only
from workbench.design.declared import ARTICLES, TABLES, Declared
from workbench.design.forms import Form, groups, rows_of
from workbench.design.system import SystemDesign


def classes() -> set[str]:
    """Return every class that some field of the language refers to."""

    def below(form: Form | None) -> set[str]:
        return set(form.classes) | below(form.keys) | below(form.inner) if form else set()

    return {name for model in groups() for row in rows_of(model) for name in below(row.form)}


@pytest.mark.parametrize("name", sorted(classes()))
def test_every_class_is_known(name: str) -> None:
    """Every class that a field refers to can be declared somewhere and has a name for people."""
    assert ARTICLES[name]
    assert name in {*TABLES, "component", "indicator", "flow", "budget", "path"}


@pytest.mark.parametrize("table", sorted({table for tables in TABLES.values() for table in tables}))
def test_every_table_exists(table: tuple[str, ...]) -> None:
    """Every place that declares names is a group of entries of the language."""
    form = Form("group", model=SystemDesign)
    for key in table:
        assert form.model
        form = next(row.form for row in rows_of(form.model) if row.key == key)
    assert form.sort == "entries"


DESIGN = """\
    stage: production
    people: {oncall: {on_call: true}}
    data: {events: {owner: oncall}}
    components: {bus: event_stream}
    serving: {components: {decision: {kind: online_endpoint, fallback: rules}, rules: rules_engine}}
    monitoring: {monitors: {slow: {watches: [decision, promise, good, main], action: [page, rollback.model]}}}
    slas: {promise: {entry: decision, freshness: {events: 5 s}, indicators: {good: {watched_by: slow}}}}
    rollback: {plans: {model: {of: decision}}}
    requirements: {clarified: [{ask: a, answer: b, settles: slas.promise.entry}]}
    flows: [{bus -> decision: {id: main, carries: events}}]
    """


def test_everything_resolves() -> None:
    """Components, people, data, promises, indicators, flows, actions and paths are found by their id."""
    declared = Declared(design(DESIGN))
    assert declared.find("decision", ("component",)) == ("serving", "components", "decision")
    assert declared.find("rollback.model", ("action",)) == ("rollback", "plans", "model")
    assert declared.find("model", ("rollback",)) == ("rollback", "plans", "model")
    assert declared.find("good", ("kpi", "indicator")) == ("slas", "promise", "indicators", "good")
    assert declared.find("main", ("flow",)) == ("flows", 0)
    assert declared.find("slas.promise.entry", ("path",)) == ("slas", "promise", "entry")
    assert declared.find("page", ("action",)) == ()
    assert declared.find("decision", ("person",)) is None


@pytest.mark.parametrize(
    ("right", "wrong", "line", "nearest"),
    [
        ("owner: oncall", "owner: oncal", 3, "oncall"),
        ("fallback: rules", "fallback: rule", 5, "rules"),
        ("entry: decision", "entry: descision", 7, "decision"),
        ("{events: 5 s}", "{event: 5 s}", 7, "events"),
        ("rollback.model", "rollback.modle", 6, "model"),
        ("watched_by: slow", "watched_by: slo", 7, "slow"),
        ("of: decision", "of: decisions", 8, "decision"),
        ("slas.promise.entry", "slas.promise.entri", 9, "slas.promise.entry"),
        ("slas.promise.entry", "slas.promis.entry", 9, "slas.promise.entry"),
        ("slas.promise.entry", "sla.promise.entry", 9, "slas.promise.entry"),
        ("bus -> decision", "bus -> decison", 10, "decision"),
        ("carries: events", "carries: eventz", 10, "events"),
    ],
)
def test_dangling(right: str, wrong: str, line: int, nearest: str) -> None:
    """A name that nothing declares is told at its line, with the nearest that is declared."""
    problem = only(DESIGN.replace(right, wrong, 1))
    assert problem.mark.line == line
    assert problem.nearest == nearest


def test_class_matters() -> None:
    """A name of another class of thing does not resolve, and what was expected is said."""
    problem = only("data: {events: {owner: bus}}\ncomponents: {bus: event_stream}")
    assert "declared nowhere" in problem.message
    assert problem.expected == "someone under people"


def test_unfilled_path() -> None:
    """A path to a field of the language that holds nothing settles nothing."""
    problem = only("requirements: {goal: x, clarified: [{ask: a, settles: requirements.load}]}")
    assert "is not filled in" in problem.message


def test_deliberate_absence_settles() -> None:
    """A question may be settled by leaving something out on purpose."""
    design("""\
        labels: {none: nobody ever learns the outcome}
        requirements: {clarified: [{ask: a, settles: labels}]}
        """)


def test_sketch_and_later() -> None:
    """In a sketch a flow may name what nothing declares; at later stages that is a problem, outside flows always."""
    flows = "flows: [{a -> b: {carries: x, through: c}}]"
    assert bound(flows)[1] == ()
    assert len(lines(bound(f"stage: pilot\n{flows}")[1])) == 4
    assert only(f"slas: {{promise: {{entry: a}}}}\n{flows}").mark.line == 1


def test_rotten_names_are_told_once() -> None:
    """What refers to something that could not be read is not told a second time."""
    _, problems = bound("""\
        people: [oncall]
        data: {events: {owner: oncall}}
        components: {Bad Name: event_stream}
        """)
    assert [problem.mark.line for problem in problems] == [1, 3]
