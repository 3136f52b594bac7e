"""AWS custom lenses: what we export keeps the published limits and comes back; what is imported can be claimed only."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import pytest

from workbench.checks import Judging, bundled_checklist, bundled_names, judge
from workbench.checks.checklist import Checklist, checklist_of
from workbench.checks.lens import checklist_from, lens_of, over_limits
from workbench.checks.lens.shape import Lens, Question
from workbench.checks.proving import unproven
from workbench.design import bind
from workbench.errors import InputError
from workbench.facts import compute
from workbench.reading import read

LENS: dict[str, Any] = {
    "schemaVersion": "2021-11-01",
    "name": "Company Policy",
    "description": "Asked of every system.",
    "pillars": [
        {
            "id": "security",
            "name": "Security",
            "questions": [
                {
                    "id": "sec01",
                    "title": "Who may call it?",
                    "choices": [
                        {"id": "SEC01_BP01", "title": "Callers are known",
                         "improvementPlan": {"displayText": "Ask for a token."},
                         "helpfulResource": {"displayText": "Strangers cost money.", "url": "https://example.com/a"},
                         "additionalResources": [{"type": "HELPFUL_RESOURCE", "content": [{"displayText": "More."}]}]},
                        {"id": "1_more", "title": "Quotas", "improvementPlan": {"displayText": "Limit each."}},
                        {"id": "sec01_no", "title": "None of these"},
                    ],
                    "riskRules": [
                        {"condition": "SEC01_BP01 && 1_more", "risk": "NO_RISK"},
                        {"condition": "SEC01_BP01", "risk": "MEDIUM_RISK"},
                        {"condition": "default", "risk": "HIGH_RISK"},
                    ],
                }
            ],
        }
    ],
}  # fmt: skip


def imported(lens: Any) -> Checklist:
    """Return a lens as a checklist."""
    data = checklist_from(read(json.dumps(lens), "lens.json"))
    return checklist_of(read(json.dumps(data), "imported.json"))


@pytest.mark.parametrize("name", bundled_names())
def test_export_keeps_the_limits(name: str) -> None:
    """Every checklist we ship could be uploaded as it is exported."""
    assert over_limits(lens_of(bundled_checklist(name))) == ()


@pytest.mark.parametrize("name", bundled_names())
def test_round_trip(name: str) -> None:
    """What is exported and imported again keeps ids, titles, sections and what to do."""
    ours = {i.id: i for i in bundled_checklist(name).items}
    back = {i.id: i for i in imported(json.loads(lens_of(bundled_checklist(name)).text())).items}
    assert set(back) == set(ours)
    for item in ours.values():
        assert (back[item.id].title, back[item.id].section) == (item.title, item.section)
        assert (back[item.id].advice, back[item.id].why) == (item.advice, item.why)


def reached(question: Question) -> set[str]:
    """Return the risks that some ticks of a question lead to."""
    names = [c.id for c in question.choices if not c.id.endswith("_no")]
    found: set[str] = set()
    for ticks in itertools.chain(
        [names, names[:1], [], *([n] for n in names), *([m for m in names if m != n] for n in names)]
    ):
        found.add(next(r.risk for r in question.rules if holds(r.condition, set(ticks))))
    for rule in question.rules:
        if "&&" in rule.condition or rule.condition in names:
            ticks = rule.condition.split(" && ")
            found.add(next(r.risk for r in question.rules if holds(r.condition, set(ticks))))
    return found


def holds(condition: str, ticks: set[str]) -> bool:
    """Return whether one of our rules holds for some ticks."""
    if condition == "default":
        return True
    if "||" in condition:
        return bool(ticks & set(condition.split(" || ")))
    return set(condition.split(" && ")) <= ticks


def test_every_risk_rule_can_fire() -> None:
    """Unlike the official lenses, every risk level that a question names can be reached."""
    for name in bundled_names():
        for pillar in lens_of(bundled_checklist(name)).pillars:
            for question in pillar.questions:
                assert reached(question) == {rule.risk for rule in question.rules}, question.id


def test_import_makes_claims() -> None:
    """An imported practice earns nothing by itself, a quarter when claimed, half when it rests on something stated."""
    checklist = imported(LENS)
    assert [i.id for i in checklist.items] == ["sec01-bp01", "1-more"]
    item = checklist.item("sec01-bp01")
    assert (item.section, item.severity, item.evidence.best) == ("security", "blocker", 0.5)
    assert checklist.item("1-more").severity == "major"
    for claim, credit in (
        ({}, 0),
        ({"sec01_bp01": {"on": "2026-09-14"}}, 0.25),
        ({"sec01_bp01": {"rests_on": ["components.api.authn"]}}, 0.5),
        ({"sec01_bp01": {"note": "we do this"}}, 0),
    ):
        design = {"practices": claim, "components": {"api": {"kind": "online_endpoint", "authn": "oidc"}}}
        judged = judge(item, Judging(*compute(bind(read(json.dumps(design), "d.json"))[0])))
        assert judged.credit == credit, claim


def test_imported_checklist_is_sound() -> None:
    """The examples of an imported checklist answer as they should, so that lint passes."""
    document = read(json.dumps(checklist_from(read(json.dumps(LENS), "lens.json"))), "imported.json")
    assert unproven(checklist_of(document), document, date(2026, 11, 23)) == ()


def test_no_lens() -> None:
    """A file that is no lens is refused at its place, in our words."""
    with pytest.raises(InputError, match="'riskRules' is missing here"):
        checklist_from(read(json.dumps(LENS).replace('"riskRules"', '"rulez"'), "lens.json"))
    with pytest.raises(InputError, match="'pillars' is missing here"):
        checklist_from(read("{schemaVersion: 2021-11-01, name: x}", "lens.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2021-11-01", "2019-01-01", "schemaVersion"),
        ("SEC01_BP01", "a-b", "id 'a-b'"),
        ("Callers are known", "x" * 129, "129 characters"),
        ("Ask for a token.", "x" * 2049, "more than 2048"),
        ('"condition": "default"', '"condition": "1_more"', "one of them default"),
        ("Limit each.", "", "no improvement plan"),
    ],
)
def test_limits_are_told(old: str, new: str, message: str) -> None:
    """A limit that is not kept is named."""
    lens = Lens.model_validate_json(json.dumps(LENS).replace(old, new))
    assert any(message in limit for limit in over_limits(lens))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Company Policy", " ", "the lens has no name"),
        ('"Quotas"', '" "', "this choice has no title"),
        ("1_more", "___", "this cannot be the id of a choice"),
        ("1_more", "x" * 200, "this cannot be the id of a choice"),
    ],
)
def test_what_names_nothing_is_refused(old: str, new: str, message: str) -> None:
    """A lens that could not become a sound checklist is refused at its own place, before anything is written."""
    with pytest.raises(InputError, match=message):
        checklist_from(read(json.dumps(LENS).replace(old, new), "lens.json"))
    with pytest.raises(InputError, match="no practice is in this lens"):
        checklist_from(read(json.dumps(LENS | {"pillars": []}), "lens.json"))


def test_choices_of_one_id_stay_apart() -> None:
    """Ids may come again in another question, or differ by a sign only: each practice is claimed on its own."""
    question = LENS["pillars"][0]["questions"][0]
    folded = json.loads(json.dumps(question).replace("SEC01_BP01", "sec01_bp01"))
    twice = imported(LENS | {"pillars": [LENS["pillars"][0] | {"questions": [question, folded, question]}]})
    assert [i.id for i in twice.items] == [
        "sec01-bp01", "1-more", "sec01-bp01-2", "1-more-2", "sec01-bp01-3", "1-more-3",
    ]  # fmt: skip
    assert len({str(i.evidence.declared) for i in twice.items}) == len(twice.items)
