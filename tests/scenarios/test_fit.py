"""Numbers of a design beside those of its scenario: how they agree, and how mistakes in a scenario file are told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.dimensions import dimension_of
from workbench.checks.expectation import Expectation
from workbench.checks.fit import Fit, FitRow, fit_all, fit_of
from workbench.checks.scenario import bundled_scenario, design_file, scenario_ids, scenario_of
from workbench.design import design_of
from workbench.errors import InputError
from workbench.reading import read
from workbench.reading.files import read_file

from .designs import design

TINY: dict[str, Any] = {
    "requirements": {"load": {"mean": "700/s", "peak": "2k/s"}},
    "slas": {"pay": {"latency": {"p99": "90 ms"}}, "report": {"latency": {"p99": "2 s"}}},
    "data": {"cards": {"region": "eu"}},
    "serving": {
        "components": {
            "desk": {"kind": "human_review", "capacity": "4000/day"},
            "api": {"kind": "api_gateway", "capacity": "5k/s"},
        }
    },
    "outside": {"vendor": {"kind": "vendor_api", "terms": {"no_training": "false"}}},
}
HEAD = "id: tiny\ntitle: Tiny\nfamily: none\nprompt: Do it.\n"
LOAD = "{id: t-load, title: Load, at: requirements.load.mean, is: about, value: 694/s}"


def row(at: str, how: str, value: str | list[str], **more: str) -> FitRow:
    """Hold the tiny design against one expectation."""
    data = {"id": "t-one", "title": "One", "at": at, "is": how, "value": value, **more}
    return fit_of(Expectation.model_validate(data), design(TINY))


def told(text: str) -> list[str]:
    """Return the problems of a scenario file, each as one line."""
    with pytest.raises(InputError) as caught:
        scenario_of(read(text, "scenario.yaml"))
    return [problem.line("s") for problem in caught.value.problems]


def test_agrees() -> None:
    """A number that is about the scenario's agrees; row, words and place are those of the design."""
    got = row("requirements.load.mean", "about", "694/s", within="10%")
    assert (got.fit, got.expected, got.found) == (Fit.AGREES, "about 694/s", "700/s")
    assert got.at == ("requirements", "load", "mean")


def test_differs() -> None:
    """A number too far off differs and is shown where it stands."""
    got = row("requirements.load.peak", "about", "3472/s", within="15%")
    assert (got.fit, got.found, got.at) == (Fit.DIFFERS, "2k/s", ("requirements", "load", "peak"))


def test_not_stated() -> None:
    """A number that is missing is told with the place it could stand at."""
    got = row("slas.*.availability", "at_least", "99.99%")
    assert (got.fit, got.found, got.at) == (Fit.NOT_STATED, "nothing", ("slas",))


def test_nearest_counts() -> None:
    """Of several values the nearest one is shown, whatever their order."""
    got = row("slas.*.latency.p99", "at_most", "80 ms")
    assert (got.fit, got.at) == (Fit.DIFFERS, ("slas", "pay", "latency", "p99"))
    assert row("slas.*.latency.p99", "at_most", "100 ms").fit is Fit.AGREES


def test_another_number() -> None:
    """A value that is another number of the scenario does not differ from this one; any other value does."""
    windows = {"at": "labels.sets.*.window", "is": "about", "title": "x"}
    expects = [
        Expectation.model_validate({**windows, "id": "t-click", "value": "30 min"}),
        Expectation.model_validate({**windows, "id": "t-comment", "value": "24 h"}),
    ]
    stated = design({"labels": {"sets": {"click": {"window": "30 min"}}}})
    assert [r.fit for r in fit_all(expects, stated)] == [Fit.AGREES, Fit.NOT_STATED]
    stated = design({"labels": {"sets": {"click": {"window": "30 min"}, "comment": {"window": "2 h"}}}})
    assert [r.fit for r in fit_all(expects, stated)] == [Fit.AGREES, Fit.DIFFERS]


def test_kind() -> None:
    """With a kind, only components of that kind count, wherever they stand."""
    got = row("components.*.capacity", "about", "4000/day", of="human_review")
    assert (got.fit, got.at) == (Fit.AGREES, ("serving", "components", "desk", "capacity"))
    assert row("components.*.capacity", "about", "4000/day", of="api_gateway").fit is Fit.DIFFERS


@pytest.mark.parametrize(
    ("kind", "at"),
    [
        ("human_review", ("serving", "components", "desk", "retention")),
        ("prediction_log", ("monitoring", "components")),
    ],
)
def test_place_of_a_component(kind: str, at: tuple[str, ...]) -> None:
    """What a component does not state is told at the component, or where such a component would stand."""
    got = row("components.*.retention", "at_least", "2 years", of=kind)
    assert (got.fit, got.at) == (Fit.NOT_STATED, at)


def test_place_of_its_own() -> None:
    """A field of its own is a better place than any component at all."""
    data = {
        "id": "t",
        "title": "T",
        "at": ["components.*.acl.refreshed", "data.*.retention"],
        "is": "at_most",
        "value": "5 min",
    }
    assert fit_of(Expectation.model_validate(data), design({})).at == ("data",)


def test_words() -> None:
    """Words agree when one of them is among the scenario's."""
    assert row("data.*.region", "one_of", ["eu", "westeurope"]).fit is Fit.AGREES
    assert row("data.*.region", "one_of", ["us"]).fit is Fit.DIFFERS


def test_flag() -> None:
    """A flag that says false differs; it is not the same as one left out."""
    got = row("outside.*.terms.no_training", "equals", "true")
    assert (got.fit, got.found) == (Fit.DIFFERS, "false")
    assert row("outside.*.terms.dpa", "equals", "true").fit is Fit.NOT_STATED


def test_currency() -> None:
    """Money in another currency does not agree."""
    expected = {
        "id": "t-fp",
        "title": "x",
        "at": "requirements.error_costs.false_positive",
        "is": "about",
        "value": "5 USD",
    }
    stated = design({"requirements": {"error_costs": {"false_positive": "5 EUR"}}})
    assert fit_of(Expectation.model_validate(expected), stated).fit is Fit.DIFFERS


@given(st.floats(1, 1e6), st.floats(0.5, 2))
def test_limits_are_monotone(value: float, factor: float) -> None:
    """At least, at most and about say of every number what the arithmetic says."""
    stated = design({"requirements": {"load": {"users": f"{value * factor:.6f}"}}})
    data = {"id": "t-n", "title": "n", "at": "requirements.load.users", "value": f"{value:.6f}"}
    agrees = {
        how: fit_of(Expectation.model_validate({**data, "is": how}), stated).fit is Fit.AGREES
        for how in ("at_least", "at_most", "about")
    }
    if abs(factor - 1) > 1e-3:
        assert agrees["at_least"] == (factor > 1)
        assert agrees["at_most"] == (factor < 1)
    if abs(abs(factor - 1) - 0.05) > 1e-3:
        assert agrees["about"] == (abs(factor - 1) < 0.05)


@pytest.mark.parametrize(
    ("path", "dimension"),
    [
        ("requirements.load.peak", "rate"),
        ("slas.*.freshness.*", "duration"),
        ("components.*.terms.no_training", ""),
        ("evaluation.baselines.*.metrics.*", "measure"),
        ("slas.*.latency", ""),
    ],
)
def test_dimension(path: str, dimension: str) -> None:
    """A path leads to the dimension of its quantity, through options, entries and lists."""
    assert dimension_of(tuple(path.split("."))) == dimension


LATE = LOAD.replace("about", "at_least")
FLAG = "{id: t-flag, title: Flag, at: components.*.terms.no_training, is: equals, value: maybe}"
REGION = "{id: t-region, title: Region, at: data.*.region, is: at_least, value: eu}"
DESK = "{id: t-desk, title: Desk, at: components.*.capacity, of: human_reveiw, is: about, value: 1/s}"
BROKEN = [
    ([LOAD.replace("load.mean", "load.maen")], "'maen' is not a field of requirements.load", "mean"),
    ([LOAD.replace("694/s", "694 parsec")], "parsec", ""),
    ([LOAD.replace("694/s", "5 min")], "is a time", ""),
    ([LOAD.replace("694/s", "[694/s, 700/s]")], "holds a number", ""),
    ([LOAD.replace("is: about", "is: abuot")], "'abuot' is not a word", "about"),
    ([LOAD.replace("title: Load", "titel: Load")], "'titel' is not a field", "title"),
    ([LOAD, LATE.replace("t-load", "t-late")[:-1] + ", within: 5%}"], "'within' belongs to 'about'", ""),
    ([LOAD, LOAD], "a second number or point is called 't-load'", ""),
    ([FLAG], "'maybe' is not a word", ""),
    ([REGION], "holds words, not a number", ""),
    ([DESK], "'human_reveiw' is not a kind", "human_review"),
    ([LOAD[:-1] + ", of: human_review}"], "'of' picks among components", "components"),
    ([LOAD.replace("load.mean", "goal")], "free words", ""),
]


@pytest.mark.parametrize(("entries", "message", "nearest"), BROKEN)
def test_broken_numbers(entries: list[str], message: str, nearest: str) -> None:
    """A mistake in an expectation is told at its line, with the nearest right word."""
    text = f"{HEAD}expects:\n" + "".join(f"  - {entry}\n" for entry in entries)
    problems = told(text)
    hit = next((p for p in problems if message in p), "")
    assert hit.startswith(f"s:{5 + len(entries)}:"), problems
    assert f"did you mean '{nearest}'" in hit or not nearest


def test_all_mistakes_at_once() -> None:
    """Mistakes in numbers, points and answers of one file are told together, each at its own line."""
    text = (
        f"{HEAD}levle: senior\n"
        "clarifying:\n  - {topic: t, ask: a, answer: b, settles: labels.sets.*.dely}\n"
        f"expects:\n  - {LOAD.replace('mean', 'maen')}\n"
        "must_cover:\n"
        "  - id: t-point\n    title: T\n    why: W\n    advice: A\n    severity: majr\n    section: monitorin\n"
        "    at: monitoring.monitrs\n    evidence: {bound: {filled: monitoring.monitors.*.abov}}\n"
    )
    problems = told(text)
    for line, words in (
        (5, "did you mean 'level'"),
        (9, "did you mean 'mean'"),
        (15, "did you mean 'major'"),
        (17, "did you mean 'monitors'"),
        (18, "did you mean 'above'"),
    ):
        assert any(p.startswith(f"s:{line}:") and words in p for p in problems), (line, problems)


def test_answers_settle_fields() -> None:
    """An answer that settles no field of the language is told at its line."""
    text = f"{HEAD}clarifying:\n  - {{topic: t, ask: a, answer: b, settles: [slas, labels.sets.*.dely]}}\n"
    assert [p for p in told(text) if p.startswith("s:6:") and "did you mean 'delay'" in p]


@pytest.mark.parametrize("name", scenario_ids())
def test_reference_agrees(name: str) -> None:
    """A reference design agrees with every number of its scenario; a round design states nothing that differs."""
    for which in ("reference", "round"):
        path = design_file(name, which)
        rows = fit_all(bundled_scenario(name).expects, design_of(read_file(path))) if path else ()
        differing = {
            r.id: r.found for r in rows if r.fit is Fit.DIFFERS or (which == "reference" and r.fit is not Fit.AGREES)
        }
        assert differing == {}
