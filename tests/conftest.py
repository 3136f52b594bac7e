"""What all tests share: golden files with one switch to renew them."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable

import pytest
from hypothesis import settings

# CI says the same of the same commit; a developer's own runs keep looking for new examples.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

GOLDEN = pathlib.Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one switch that renews golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what is made now as the new golden output")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return a function that holds a text against its golden file, or renews the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.is_file(), f"no golden file {name}; run pytest --update-golden and look at what it wrote"
        assert text == path.read_bytes().decode("utf-8"), f"{name} has changed; run pytest --update-golden if it should"

    return compare
