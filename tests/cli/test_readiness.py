"""Readiness on the command line: the level, what holds it, profiles, waivers, limits, checklists of one's own."""

from __future__ import annotations

import json
import pathlib

import pytest

from workbench.checks.scenario import design_file
from workbench.cli.main import BAD_INPUT, GAPS, OK, run

DAY = ("--as-of", "2026-11-23")
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _copies(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of the card-fraud designs in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    for which in ("weak", "round", "reference"):
        source = design_file("card-fraud", which)
        assert source
        (tmp_path / f"{which}.yaml").write_bytes(source.read_bytes())


def printed(capsys: Output, *argv: str, code: int = OK) -> str:
    """Run a command and return what it printed."""
    assert run([*argv, *DAY]) == code
    return capsys.readouterr().out


def test_check_tells_the_level(capsys: Output) -> None:
    """The head has the level beside the coverage; what stands before the next one is told with its line."""
    page = printed(capsys, "check", "round.yaml")
    assert "Readiness R0 of R4" in page
    assert "Between R0 and R1" in page
    assert "Readiness R3 of R4" in printed(capsys, "check", "reference.yaml", "--brief")


def test_lens_lists_readiness_gaps(capsys: Output) -> None:
    """With the other lens the gaps are those of readiness."""
    page = printed(capsys, "check", "round.yaml", "--lens", "readiness")
    assert "lab-production-truth" in page
    assert "cov-" not in page.split("Scenario")[0].replace("cov-must", "")


def test_score_explains(capsys: Output) -> None:
    """The waterfall has the formula, every section, the caps, what items add, and the edits."""
    page = printed(capsys, "score", "round.yaml", "--explain")
    for words in ("progress index =", "domain", "R1  open", "would add", "Edits towards R1"):
        assert words in page


def test_drills_decide_about_the_top(capsys: Output) -> None:
    """R4 is pending until the drills run, and the score says so."""
    assert "pending drills" in printed(capsys, "score", "reference.yaml", "--explain")
    assert "pending drills" not in printed(capsys, "score", "reference.yaml", "--explain", "--drills")


def test_level_limits_the_exit_code(capsys: Output) -> None:
    """A level that is not reached is exit code 1."""
    printed(capsys, "check", "round.yaml", "--brief", "--fail-level", "R1", code=GAPS)
    printed(capsys, "check", "reference.yaml", "--brief", "--fail-level", "R3")


def test_profile_by_name_and_file(capsys: Output) -> None:
    """A profile of one's own narrows what is asked; a wrong name and a wrong section are told with the nearest."""
    pathlib.Path("mine.yaml").write_text(
        "{id: mine, title: Mine, summary: No labels., leaves_out: {lab: no labels here}}"
    )
    page = printed(capsys, "score", "round.yaml", "--profile", "mine.yaml")
    assert "as mine" in page
    assert "left out by profile mine: no labels here" in page
    assert run(["check", "round.yaml", "--profile", "enterprse"]) == BAD_INPUT
    assert "did you mean 'enterprise'" in capsys.readouterr().err
    pathlib.Path("bad.yaml").write_text("{id: mine, title: Mine, summary: x, leaves_out: {labs: no labels here}}")
    assert run(["check", "round.yaml", "--profile", "bad.yaml"]) == BAD_INPUT
    assert "'labs' is no section and no item" in capsys.readouterr().err


def test_waiver_is_shown(capsys: Output) -> None:
    """A waiver silences its finding, shows in the report, and leaves the score as it is."""
    text = pathlib.Path("weak.yaml").read_text()
    waiver = "waivers: [{item: cov-kpi, at: requirements, reason: agreed, owner: team, until: 2027-01-31}]\n"
    pathlib.Path("waived.yaml").write_text(f"{text}\npeople: {{team: {{on_call: true}}}}\n{waiver}")
    page = printed(capsys, "check", "waived.yaml")
    assert "cov-kpi: holds; until 2027-01-31, team: agreed" in page
    data = json.loads(printed(capsys, "check", "waived.yaml", "--format", "json"))
    assert data["waivers"][0]["state"] == "holds"
    assert next(f for f in data["findings"] if f["item"] == "cov-kpi")["waived"] == "waivers[0]"


def test_own_checklist(capsys: Output) -> None:
    """A checklist is started, linted, used, exported and imported; mistakes are told at their line."""
    assert run(["checklists", "init", "house.yaml"]) == OK
    assert run(["checklists", "lint", "house.yaml"]) == OK
    assert run(["check", "weak.yaml", "--checklist", "house.yaml", *DAY]) == OK
    assert "House rules 0 of 100" in capsys.readouterr().out
    assert run(["checklists", "export", "house.yaml", "-o", "house.json"]) == OK
    assert run(["checklists", "import", "house.json", "-o", "back.yaml"]) == OK
    assert run(["checklists", "lint", "back.yaml"]) == OK
    assert run(["checklists", "init", "house.yaml"]) == BAD_INPUT
    pathlib.Path("bad.yaml").write_text(
        pathlib.Path("house.yaml").read_text().replace("severity: major", "severity: huge")
    )
    assert run(["checklists", "lint", "bad.yaml"]) == BAD_INPUT
    assert "bad.yaml:13" in capsys.readouterr().err


def test_crosswalk(capsys: Output) -> None:
    """A framework is shown clause by clause, and nothing claims that it is met."""
    page = printed(capsys, "crosswalk", "round.yaml", "--to", "owasp-llm")
    assert "LLM06" in page
    assert "complian" not in page.lower()
    data = json.loads(printed(capsys, "crosswalk", "round.yaml", "--to", "owasp-llm", "--format", "json"))
    assert len(data["clauses"]) == 10
    assert run(["crosswalk", "round.yaml", "--to", "owasp-lm"]) == BAD_INPUT
    assert "did you mean 'owasp-llm'" in capsys.readouterr().err


def test_explain_a_readiness_item(capsys: Output) -> None:
    """An item of readiness is explained with its stage, where it may be wrong, and what was found."""
    page = printed(capsys, "explain", "exp-canary-stages", "round.yaml")
    assert "due from stage pilot" in page
    assert "May be wrong about" in page
