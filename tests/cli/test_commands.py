"""The command line as a user meets it: what is printed, and the exit code."""

from __future__ import annotations

import io
import json
import pathlib
import re
import subprocess
import sys

import pytest

from workbench.checks.scenario import design_file
from workbench.cli.main import BAD_INPUT, COMMANDS, GAPS, OK, OUR_FAULT, run

DAY = ("--as-of", "2026-11-23")
Output = pytest.CaptureFixture[str]


@pytest.fixture(name="weak")
def _weak(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A copy of the weak card-fraud draft in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    source = design_file("card-fraud", "weak")
    assert source
    target = tmp_path / "weak.yaml"
    target.write_bytes(source.read_bytes())
    return target


@pytest.mark.usefixtures("weak")
def test_check_tells_score_places_and_edits(capsys: Output) -> None:
    """The page has the score, every gap with file and line, contradictions before gaps, and edits with their points."""
    assert run(["check", "weak.yaml", *DAY]) == OK
    page = capsys.readouterr().out
    assert page.index("Coverage") < page.index("Contradicted") < page.index("Worth most")
    assert "weak.yaml:11" in page
    assert "as of 2026-11-23" in page
    assert "\x1b[" not in page, "no colour unless on a terminal"


@pytest.mark.usefixtures("weak")
def test_limits_decide_the_exit_code(capsys: Output) -> None:
    """0 without limits, 1 when one is broken, whatever the format."""
    assert run(["check", "weak.yaml", "--fail-under", "0", *DAY]) == OK
    assert run(["check", "weak.yaml", "--fail-under", "90", *DAY]) == GAPS
    assert run(["check", "weak.yaml", "--fail-on", "blocker", "--format", "json", *DAY]) == GAPS
    assert run(["check", "weak.yaml", "--fail-on", "contradiction", *DAY]) == GAPS
    capsys.readouterr()


@pytest.mark.usefixtures("weak")
def test_json_is_whole_and_stable(capsys: Output) -> None:
    """The same file and day give the same bytes, with every documented key."""
    run(["check", "weak.yaml", "--format", "json", *DAY])
    first = capsys.readouterr().out
    run(["check", "weak.yaml", "--format", "json", *DAY])
    assert capsys.readouterr().out == first
    data = json.loads(first)
    assert {"shape", "engine", "as_of", "coverage", "findings", "facts", "fit", "must_cover", "assumed"} <= set(data)
    finding = data["findings"][0]
    assert {"item", "outcome", "line", "column", "path", "found", "worth"} <= set(finding)
    assert finding["outcome"] == "contradicted"


def test_standard_input_is_read(weak: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """`-` reads the design from standard input."""
    stream = io.TextIOWrapper(io.BytesIO(weak.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(["check", "-", "--brief", *DAY]) == OK
    assert "stdin" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: x\nserivng: {}\n", "d.yaml:2:1: 'serivng' is not a field of a design; did you mean 'serving'?"),
        ("slas: {a: {latency: {p99: 5m}}}\n", "could mean minutes"),
        ("title: x\n\tbad: y\n", "tab"),
        ("stage: pilot\nflows: [a -> b]\n", "declared nowhere"),
        ("scenario: card-frod\n", "did you mean 'card-fraud'?"),
        ("[1, 2]\n", "this is not a design"),
    ],
)
def test_bad_input_is_told_in_plain_words(
    text: str, said: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Exit code 2, the place, what was expected and the nearest right word; never a traceback."""
    monkeypatch.chdir(tmp_path)
    pathlib.Path("d.yaml").write_text(text, encoding="utf-8")
    assert run(["check", "d.yaml"]) == BAD_INPUT
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_wrong_words_on_the_command_line(capsys: Output) -> None:
    """A wrong command or option gets the nearest right one and exit code 2."""
    assert run(["chek"]) == BAD_INPUT
    assert "did you mean 'check'?" in capsys.readouterr().err
    assert run(["check", "no-such-file.yaml"]) == BAD_INPUT
    assert run(["explain", "cov-nothing-such"]) == BAD_INPUT
    assert run(["new", "card-frud"]) == BAD_INPUT
    assert run(["draw", "x.yaml", "--format", "svgg"]) == BAD_INPUT
    assert "did you mean 'svg'?" in capsys.readouterr().err


def test_what_the_machine_refuses_is_no_fault_of_ours(
    weak: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """A file where a folder should be, and a closed standard input, are told in a line and end with code 2."""
    assert run(["demo", "--folder", str(weak), *DAY]) == BAD_INPUT
    monkeypatch.setattr(sys, "stdin", None)
    assert run(["check", "-"]) == BAD_INPUT
    told = capsys.readouterr().err
    assert "weak.yaml" in told
    assert "standard input is closed" in told
    assert "fault" not in told


def test_a_fault_of_ours_is_code_3(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """An unforeseen error ends in two lines and exit code 3."""
    monkeypatch.setattr("workbench.cli.scenarios.scenario_ids", lambda: 1 / 0)
    monkeypatch.delenv("WORKBENCH_TRACE", raising=False)
    assert run(["scenarios"]) == OUR_FAULT
    assert "this is our fault" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str, capsys: Output) -> None:
    """`--help` works for every command."""
    with pytest.raises(SystemExit) as ended:
        run([command, "--help"])
    assert ended.value.code == OK
    assert "usage" in capsys.readouterr().out


@pytest.mark.usefixtures("weak")
def test_score_adds_up(capsys: Output) -> None:
    """The table of sections adds up to the score."""
    assert run(["score", "weak.yaml", *DAY]) == OK
    table = capsys.readouterr().out.split("In a round")[0]
    rows = [line.split() for line in table.splitlines() if "." in line and line[:1].isalpha()]
    points = [
        float(row[-3] if row[-1].startswith("#") else row[-2]) for row in rows if row[0] not in ("Coverage", "all")
    ]
    total = next(float(row[3]) for row in rows if row[0] == "all")
    assert sum(points) == pytest.approx(total, abs=0.1 * len(points))


@pytest.mark.usefixtures("weak")
def test_explain_shows_item_and_arithmetic(capsys: Output) -> None:
    """With a design the finding comes with its inputs, their lines and the steps."""
    run(["check", "weak.yaml", "--format", "json", *DAY])
    data = json.loads(capsys.readouterr().out)
    item = next(
        f["item"] for f in data["findings"] if f["outcome"] == "contradicted" and "request-latency" in str(f["facts"])
    )
    assert run(["explain", item, "weak.yaml", *DAY]) == OK
    page = capsys.readouterr().out
    assert "formula:" in page
    assert "union bound" in page
    assert "line 11" in page


def test_new_writes_a_design_that_checks(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """A starter is valid, draws, and is not written over an existing file."""
    monkeypatch.chdir(tmp_path)
    for name in ("blank", "card-fraud"):
        assert run(["new", name, "-o", f"{name}.yaml"]) == OK
        assert run(["check", f"{name}.yaml", *DAY]) == OK
        assert run(["new", name, "-o", f"{name}.yaml"]) == BAD_INPUT
        assert run(["new", name, "-o", f"{name}.yaml", "--force"]) == OK
    capsys.readouterr()


@pytest.mark.usefixtures("weak")
def test_facts(capsys: Output) -> None:
    """A table, what fails first, every row with its line; the count of each verdict at the end."""
    assert run(["facts", "weak.yaml", *DAY]) == OK
    head, first, *_, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["verdict", "line", "fact", "what", "follows"]
    assert re.match(r"fails +\d+  [a-z-]+ +\w+", first)
    assert re.match(r"\d+ facts: \d+ fails, \d+ plausible, \d+ unknown, \d+ hold\.", last)
    assert run(["facts", "weak.yaml", "--verdict", "fails", "--format", "json", *DAY]) == OK
    found = json.loads(capsys.readouterr().out)
    assert {f["verdict"] for f in found} == {"fails"}
    assert all(f["formula"] and f["source"] and f["cannot_see"] for f in found)


@pytest.mark.usefixtures("weak")
@pytest.mark.parametrize("name", ["q10", "Q10", "10", "request-latency"])
def test_one_fact(name: str, capsys: Output) -> None:
    """By its id or its number: formula, source, what it cannot see, every input with its line, every step."""
    assert run(["facts", "weak.yaml", "--id", name, *DAY]) == OK
    page = capsys.readouterr().out
    for said in ("union bound", "cannot see: ", "authorise: fails", "line 11   authorise p99: 80 ms",
                 "assumed   tail ratio: 3\n", "= 4 stages, each taken at 99.75%"):  # fmt: skip
        assert said in page


@pytest.mark.usefixtures("weak")
def test_facts_that_are_not_there(capsys: Output) -> None:
    """What cannot be computed says so; a wrong id or number gets the nearest; an anti-pattern stands for its facts."""
    assert run(["facts", "weak.yaml", "--id", "kv-cache", *DAY]) == OK
    assert "Nothing in this design to compute it from." in capsys.readouterr().out
    assert run(["facts", "weak.yaml", "--id", "request-latncy", *DAY]) == BAD_INPUT
    assert "did you mean 'request-latency'?" in capsys.readouterr().err
    assert run(["facts", "weak.yaml", "--id", "Q99", *DAY]) == BAD_INPUT
    assert "a number such as Q15" in capsys.readouterr().err
    assert run(["facts", "weak.yaml", "--id", "ap-pii-vendor", *DAY]) == OK
    assert "device_score, a third party" in capsys.readouterr().out


def test_lists(capsys: Output) -> None:
    """The lists name what there is."""
    for words, said in (
        (["scenarios"], "card-fraud"), (["scenarios", "card-fraud", "--answers"], "Traps"),
        (["checklists"], "coverage"),
        (["checklists", "coverage"], "cov-"), (["schema"], '"$schema"'), (["schema", "--kinds"], "online_endpoint"),
        (["schema", "--products", "azure"], "azure/event-hubs"), (["--version"], "workbench "),
    ):  # fmt: skip
        assert run(words) == OK
        assert said in capsys.readouterr().out


def test_draw_writes_every_format(weak: pathlib.Path, capsys: Output) -> None:
    """The ending names the format; text formats can go to standard output."""
    for name in ("a.svg", "a.dot", "a.mmd", "a.json", "a.graph.json", "a.png"):
        assert run(["draw", "weak.yaml", "-o", name, *DAY]) == OK
        assert (weak.parent / name).stat().st_size > 500
    assert run(["draw", "weak.yaml", *DAY]) == OK
    assert (weak.parent / "weak.svg").is_file()
    assert run(["draw", "weak.yaml", "-o", "a.xyz", *DAY]) == BAD_INPUT
    capsys.readouterr()


def test_demo_says_where_the_pictures_are(tmp_path: pathlib.Path, capsys: Output) -> None:
    """The demo reviews, draws, and names the files."""
    assert run(["demo", "--folder", str(tmp_path / "out"), *DAY]) == OK
    page = capsys.readouterr().out
    assert "card-fraud.svg" in page
    assert (tmp_path / "out" / "card-fraud.png").read_bytes().startswith(b"\x89PNG")


def test_start_up_is_lazy() -> None:
    """Help loads no library; a check loads nothing that draws."""
    script = (
        "import sys; from workbench.cli.main import run; run(['--help']);"
        "heavy = {'pydantic', 'yaml', 'diagrams', 'graphviz', 'pygraphviz', 'streamlit'} & set(sys.modules);"
        "assert not heavy, heavy;"
        "run(['checklists']);"
        "heavy = {'diagrams', 'graphviz', 'pygraphviz', 'resvg_py', 'streamlit'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
