"""The README tells the truth: its transcript, its designs, its commands, its links."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys
from datetime import date

import pytest

from workbench.cli.main import COMMANDS
from workbench.reading import read
from workbench.review import review

ROOT = pathlib.Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_transcript_is_current() -> None:
    """What the README shows is what the command prints; `make docs` renews it."""
    done = subprocess.run([sys.executable, "tools/readme.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run `make docs`"


@pytest.mark.parametrize("design", re.findall(r"```yaml\n(title:.*?)```", TEXT, re.DOTALL))
def test_designs_in_the_readme_can_be_reviewed(design: str) -> None:
    """Every design shown is valid."""
    assert review(read(design, "README.md"), as_of=date(2026, 11, 23)).findings


def test_commands_and_links_exist() -> None:
    """No command and no file is named that is not there."""
    for command in re.findall(r"`workbench (\w+)", TEXT):
        assert command in COMMANDS
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert link.startswith("http") or (ROOT / link).exists(), link
