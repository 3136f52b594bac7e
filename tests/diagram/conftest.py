"""Golden texts for the diagram tests, and icons that need no catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the switch that rewrites goldens, unless the whole suite already does."""
    try:
        parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")
    except ValueError:
        return


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with its golden file; write it when asked to."""
    update = bool(request.config.getoption("--update-golden", default=False))

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.read_text(encoding="utf-8") == text, f"{name} changed; if meant, run with --update-golden"

    return check
