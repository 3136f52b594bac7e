"""`workbench drill` as a user meets it: the page, the JSON, the picture, the exit code."""

from __future__ import annotations

import json
import pathlib
import re

import pytest

from tests.drills.helpers import DAY
from workbench.checks.scenario import design_file
from workbench.cli.main import BAD_INPUT, GAPS, OK, run
from workbench.drills import drill_kinds

AS_OF = ("--as-of", str(DAY))
ROOT = pathlib.Path(__file__).parents[2]
Output = pytest.CaptureFixture[str]


@pytest.fixture(name="design", autouse=True)
def _design(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """The weak and the reference fraud design in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("weak", "reference"):
        source = design_file("card-fraud", name)
        assert source
        (tmp_path / f"{name}.yaml").write_bytes(source.read_bytes())
    return tmp_path


def test_the_page_tells_what_breaks_who_notices_and_what_is_asked(capsys: Output) -> None:
    """What does not hold comes first, with its line; what does not apply stands last with its reason."""
    assert run(["drill", "weak.yaml", *AS_OF]) == OK
    page = capsys.readouterr().out
    assert page.index("Does not hold") < page.index("Undecided") < page.index("Does not apply")
    assert re.search(r"weak\.yaml:\d+", page)
    for words in ("does not survive", "unnoticed:", "back:", "asked:", "starved:", "needs "):
        assert words in page
    assert "\x1b[" not in page, "no colour unless on a terminal"


def test_one_drill_in_full(capsys: Output) -> None:
    """A drill is meant by its id, its kind, or what it strikes."""
    for name in ("component-loss:scorer", "scorer"):
        assert run(["drill", "reference.yaml", "--drill", name, *AS_OF]) == OK
        page = " ".join(capsys.readouterr().out.split())  # however wide the terminal is
        assert "rules is apart from what failed, in place of scorer; both share region westeurope" in page
        assert "pan_vault is lost" not in page
    assert run(["drill", "reference.yaml", "--drill", "component-loss", *AS_OF]) == OK
    assert "pan_vault is lost" in capsys.readouterr().out


def test_wrong_names_get_the_nearest_or_the_reason(capsys: Output) -> None:
    """A slip gets the nearest drill; one that does not apply says why; a picture has one of two endings."""
    for words, said in (
        (["--drill", "zone-los"], "did you mean 'zone-loss'?"),
        (["--drill", "free-text"], "does not apply: no data is text that people write"),
        (["-o", "drill.pdf"], "a drill is drawn as .svg or .png"),
    ):
        assert run(["drill", "weak.yaml", *words, *AS_OF]) == BAD_INPUT
        assert said in capsys.readouterr().err


def test_the_exit_code_tells_what_stays_down(capsys: Output) -> None:
    """1 when a promise is down and not shown to be back; 0 when nothing is down, or without being asked."""
    assert run(["drill", "weak.yaml", "--fail-on", "down", *AS_OF]) == GAPS
    assert run(["drill", "weak.yaml", "--fail-on", "down", "--format", "json", *AS_OF]) == GAPS
    assert run(["drill", "reference.yaml", "--fail-on", "down", *AS_OF]) == OK
    capsys.readouterr()


def test_json_is_stable_and_documented(capsys: Output) -> None:
    """The same file and day give the same bytes, and every key stands in docs/json.md."""
    run(["drill", "reference.yaml", "--format", "json", *AS_OF])
    first = capsys.readouterr().out
    run(["drill", "reference.yaml", "--format", "json", *AS_OF])
    assert capsys.readouterr().out == first
    data = json.loads(first)
    assert data["shape"] == 1
    assert {r["case"] for r in data["results"]} | {s["case"] for s in data["skipped"]} == set(drill_kinds())
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").partition("# The JSON of `workbench drill")[2]
    for key in _keys(data) - {"path", "line", "column", *data["outcomes"]}:
        assert f"`{key}`" in page, key


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {k for v in value.values() for k in _keys(v)}
    return {k for v in value for k in _keys(v)} if isinstance(value, list) else set()


def test_every_drill_is_described() -> None:
    """The page on drills has a row for each, and no other."""
    page = (ROOT / "docs" / "drills.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == sorted(drill_kinds())


def test_a_drill_is_drawn(design: pathlib.Path, capsys: Output) -> None:
    """SVG and PNG, the worst drill without a name, in both themes."""
    assert run(["drill", "weak.yaml", "-o", "worst.svg", *AS_OF]) == OK
    assert "worst.svg: " in capsys.readouterr().out
    assert (design / "worst.svg").read_text(encoding="utf-8").startswith("<svg")
    assert run(["drill", "weak.yaml", "--drill", "redis", "-o", "d.png", "--theme", "dark", *AS_OF]) == OK
    assert (design / "d.png").read_bytes().startswith(b"\x89PNG")


def test_a_design_without_drills_says_so(design: pathlib.Path, capsys: Output) -> None:
    """An empty design has nothing to drill; a picture of it is refused with the reason."""
    (design / "empty.yaml").write_text("title: Nothing\n", encoding="utf-8")
    assert run(["drill", "empty.yaml", *AS_OF]) == OK
    assert "0 drills: undecided" in capsys.readouterr().out
    assert run(["drill", "empty.yaml", "-o", "a.svg", *AS_OF]) == BAD_INPUT
    assert "there is no drill to draw" in capsys.readouterr().err
