"""Profiles: each loads and says why it leaves things out; what they change can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review_helpers import AS_OF, shipped
from workbench.checks import Finding, Outcome, bundled_checklist
from workbench.checks.scenario import design_file
from workbench.cli.main import BAD_INPUT, OK, run
from workbench.errors import InputError
from workbench.reading import read
from workbench.review import Review, review
from workbench.scoring.profiles import Profile, bundled_profile, load_profile, profile_names
from workbench.scoring.readiness import domain_of, section_of

NAMES = ("batch-scoring", "edge", "enterprise", "ml-test-score", "rag-assistant", "regulated-eu", "startup-pilot")
WEIGHT = {"blocker": 5, "major": 3, "minor": 1}
MINE = """
id: mine
title: Ours
summary: What we ask of each other.
weight: {prv: 3}
leaves_out:
  exp: we have no users to split
  sec-redteam: bought next year
"""


def under(profile: Profile | None, scenario: str = "card-fraud", which: str = "round", **changed: object) -> Review:
    """Review a shipped design under a profile."""
    data = shipped(scenario, which) | changed
    return review(read(json.dumps(data), "design.json"), as_of=AS_OF, profile=profile)


def own(folder: Path, text: str = MINE) -> Path:
    """Write a profile of one's own and return its file."""
    path = folder / "mine.yaml"
    path.write_text(text)
    return path


def test_names() -> None:
    """These are shipped, each under the name of its file."""
    assert profile_names() == NAMES
    assert [bundled_profile(name).id for name in NAMES] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_reasons_are_sentences(name: str) -> None:
    """Whatever is left out has a reason of its own that says more than a word."""
    profile = bundled_profile(name)
    assert all(len(why.split()) >= 4 for why in profile.leaves_out.values())
    assert all(0 < factor <= 3 for factor in profile.weights.values())


def test_regulated_leaves_nothing_out() -> None:
    """Where the law is strict everything is asked, and protection weighs more."""
    profile = bundled_profile("regulated-eu")
    assert not profile.leaves_out
    assert not profile.waivers_lift
    assert all(profile.weights[section] > 1 for section in ("prv", "rai", "sec"))


@pytest.mark.parametrize("name", NAMES)
def test_privacy_blockers_stay(name: str) -> None:
    """No profile leaves out a blocker on people's data, on strangers' access, or on what the law asks for."""
    items = bundled_checklist().items if name == "ml-test-score" else bundled_checklist("readiness").items
    protected = {i.id for i in items if i.severity == "blocker" and section_of(i.id) in ("prv", "sec", "rai", "req")}
    left = {i.id for i in items} - {i.id for i in bundled_profile(name).narrowed(items).items}
    assert not left & protected


def test_only_a_pilot_lifts_waivers() -> None:
    """A waiver stands in nobody's way in a start-up's pilot only."""
    assert [name for name in NAMES if bundled_profile(name).waivers_lift] == ["startup-pilot"]


def test_waiver_lifts_its_blocker() -> None:
    """The same waiver holds a design down under one profile and not under the other; it is told in both."""
    data = shipped("card-fraud", "round") | {"stage": "sketch"}
    plain = review(read(json.dumps(data), "d.json"), as_of=AS_OF)
    blocker = next(o.item for o in plain.ready.score.obstacles if o.kind == "blocker")
    at = next(f for f in plain.ready.findings if f.item == blocker).at
    path = ".".join(map(str, at))
    data["people"] = data.get("people", {}) | {"waiver_owner": {"role": "owner"}}
    waiver = {"item": blocker, "at": path, "reason": "later", "owner": "waiver_owner", "until": "2027-03-01"}
    data["waivers"] = [waiver]
    for name, kept in (("enterprise", True), ("startup-pilot", False)):
        done = review(read(json.dumps(data), "d.json"), as_of=AS_OF, profile=bundled_profile(name))
        assert (blocker in {o.item for o in done.ready.score.obstacles}) is kept
        assert [w.state for w in done.waivers] == ["holds"]


@pytest.mark.parametrize("name", NAMES)
def test_left_out_is_not_applicable(name: str) -> None:
    """What is left out does not apply, for the reason the profile gives, and counts in no sum."""
    profile = bundled_profile(name)
    done = under(profile, stage="production")
    for item, why in profile.leaves_out.items():
        found = [f for f in done.ready.findings if item in (f.item, section_of(f.item))]
        assert found
        assert {f.outcome for f in found} == {Outcome.NOT_APPLICABLE}
        assert {f.found for f in found} == {f"left out by profile {name}: {why}"}
    whole = [f for f in done.ready.findings if f.outcome is not Outcome.NOT_APPLICABLE]
    assert done.ready.score.due == len(whole)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "ml-test-score"])
@pytest.mark.parametrize("which", ["weak", "round", "reference"])
def test_shares_by_hand(name: str, which: str) -> None:
    """The share of each domain is the weighted mean of its findings, worked out here once more."""
    profile = bundled_profile(name)
    done = under(profile, which=which)
    for domain, part in done.ready.score.domains.items():
        assert part.share == pytest.approx(by_hand(done.ready.findings, domain, profile))


def by_hand(findings: tuple[Finding, ...], domain: str, profile: Profile) -> float:
    """Return the weighted mean of the credit of one domain."""
    mine = [f for f in findings if domain_of(section_of(f.item)) == domain and f.outcome is not Outcome.NOT_APPLICABLE]
    weights = [WEIGHT[f.severity] * profile.weights.get(section_of(f.item), 1) for f in mine]
    return sum(w * f.credit for w, f in zip(weights, mine, strict=True)) / sum(weights)


def test_weight_moves_the_share(tmp_path: Path) -> None:
    """Weighing the worse half of a domain more lowers its share, and the evidence stays what it is."""
    plain = under(None, stage="production")
    parts = plain.ready.score.sections
    held = [s for s in parts.values() if domain_of(s.id) == "protection"]
    worst = min(held, key=lambda s: s.share)
    assert worst.share < plain.ready.score.domains["protection"].share
    text = f"id: mine\ntitle: Ours\nsummary: Ours.\nweight: {{{worst.id}: 4}}\n"
    heavy = under(load_profile(own(tmp_path, text)), stage="production")
    assert heavy.ready.score.domains["protection"].share < plain.ready.score.domains["protection"].share
    assert [(f.item, f.credit) for f in heavy.ready.findings] == [(f.item, f.credit) for f in plain.ready.findings]
    assert heavy.score == plain.score


def test_wrong_names_are_told_at_their_line(tmp_path: Path) -> None:
    """Every wrong section and item is told at once, at its line, with the nearest right one."""
    text = MINE.replace("prv: 3", "prvs: 3").replace("sec-redteam", "sec-redteem").replace("exp:", "expo:")
    with pytest.raises(InputError) as caught:
        load_profile(own(tmp_path, text))
    told = [problem.line("mine.yaml") for problem in caught.value.problems]
    assert told[0].startswith("mine.yaml:5:")
    assert "'prvs' is not a section" in told[0]
    assert "did you mean 'prv'" in told[0]
    assert told[1].startswith("mine.yaml:7:")
    assert "did you mean 'exp'" in told[1]
    assert told[2].startswith("mine.yaml:8:")
    assert "did you mean 'sec-redteam'" in told[2]


def test_wrong_profile_name() -> None:
    """A wrong name of a profile gets the nearest right one."""
    with pytest.raises(InputError, match="did you mean 'startup-pilot'"):
        bundled_profile("startup-pilott")


def test_own_profile_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --profile mine.yaml` judges by it and says so, in text and in JSON; one with mistakes is refused."""
    design, mine = str(design_file("card-fraud", "round")), str(own(tmp_path))
    assert run(["check", design, "--profile", mine, "--lens", "readiness", "--as-of", "2026-11-23"]) == OK
    page = capsys.readouterr().out
    assert "as mine" in page
    assert "exp-unit" not in page
    run(["check", design, "--profile", mine, "--format", "json", "--as-of", "2026-11-23"])
    assert json.loads(capsys.readouterr().out)["readiness"]["profile"] == "mine"
    run(["score", design, "--profile", mine, "--as-of", "2026-11-23"])
    assert "left out by profile mine: we have no users to split" in " ".join(capsys.readouterr().out.split())
    assert run(["check", design, "--profile", str(own(tmp_path, MINE.replace("prv", "prvs")))]) == BAD_INPUT
    assert "mine.yaml:5:" in capsys.readouterr().err


def test_a_domain_may_weigh_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a profile weighs all of a domain at 0, its open items add nothing to it, and the waterfall still stands."""
    file = own(tmp_path, MINE.replace("{prv: 3}", "{req: 0}"))
    assert "req" not in under(load_profile(file)).ready.score.sections
    design = design_file("card-fraud", "weak")
    assert run(["score", "--explain", str(design), "--profile", str(file), "--as-of", str(AS_OF)]) == OK
    assert "+0.000" in capsys.readouterr().out
